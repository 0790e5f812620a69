"""Sessions, sign-in and messages are for the desk. A reader's request passes by: it can be given no cookie.

Each is Django's own, so that its system checks find it in `MIDDLEWARE`.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest

DESK_PATHS = ("/admin/", "/media/")
"""Pictures are asked for by readers and by the desk, which sees those that are not public yet."""


class _ForTheDesk:
    """Before a middleware of Django's: readers do not meet it."""

    get_response: Any

    def __call__(self, request: HttpRequest) -> Any:
        if request.path_info.startswith(DESK_PATHS):
            return super().__call__(request)  # type: ignore[misc]
        return self.get_response(request)


class DeskSessionMiddleware(_ForTheDesk, SessionMiddleware):
    pass


class DeskAuthenticationMiddleware(_ForTheDesk, AuthenticationMiddleware):
    pass


class DeskMessageMiddleware(_ForTheDesk, MessageMiddleware):
    pass
