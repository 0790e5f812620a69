"""What every template may use without asking."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from newsroom import chrome


def site(request: HttpRequest) -> dict[str, Any]:
    """`site`: the chrome of the page's language. Lazy: the admin never touches it and pays nothing."""
    return {"site": SimpleLazyObject(lambda: chrome.of(request))}
