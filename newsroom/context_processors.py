"""What every template may use without asking."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from newsroom import chrome
from newsroom.middleware import DESK


def site(request: HttpRequest) -> dict[str, Any]:
    """`site`: the chrome of the page's language. Lazy at the desk, which seldom touches it and then pays nothing."""
    if request.path_info.startswith(DESK):
        return {"site": SimpleLazyObject(lambda: chrome.of(request))}
    return {"site": chrome.of(request)}
