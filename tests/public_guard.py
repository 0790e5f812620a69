"""What readers ask for never reads the desk's tables: every public request of every test runs under this guard.

It stands around `BaseHandler.get_response`, so it sees the test client and the live server alike. What it
finds raises where it happens **and** is kept, so that a view that catches everything still fails its test.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from types import CodeType, FrameType
from typing import Any

from django.core.handlers.base import BaseHandler
from django.db import connections
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from articles.public.arrangement import arrangement
from articles.workflow.closed import photos_unseen_by

DESK_TABLES = (
    "articles_article",
    "articles_revision",
    "articles_autosave",
    "articles_articlebyline",
    "articles_taggedarticle",
    "articles_auditevent",
    "articles_correction",
    "articles_declinedtag",
    "articles_note",
    "articles_frontpin",
)
"""Where a draft, or a fact about one, could be read. What readers get of these is in the published row or the chrome."""

_ABOUT_THE_DESK = (photos_unseen_by.__code__,)
PROVIDERS = {
    "articles_frontpin": (arrangement.__code__,),
    "articles_article": _ABOUT_THE_DESK,
    "articles_revision": _ABOUT_THE_DESK,
    "articles_articlebyline": _ABOUT_THE_DESK,
    "articles_taggedarticle": _ABOUT_THE_DESK,
}
"""Who gives what a table holds to the chrome, which a reader's request builds before it was first stored; and who tells
whoever works at the desk, and asks for a picture that readers do not see, which of them are a closed story's."""

DESK_PATHS = ("/admin/", "/preview/")
"""Addresses that are not for readers."""

_NAMES_A_DESK_TABLE = re.compile(rf"\b({'|'.join(DESK_TABLES)})\b")


def _is_asked_by(providers: Sequence[CodeType]) -> bool:
    frame: FrameType | None = sys._getframe()
    while frame is not None and frame.f_code not in providers:
        frame = frame.f_back
    return frame is not None


class ReadsTheDesk(AssertionError):
    """Public code asked the database for something that only the desk may see."""


class PublicGuard:
    def __init__(self) -> None:
        self.found: list[str] = []

    def refuse(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        found = _NAMES_A_DESK_TABLE.search(sql)
        if found and not _is_asked_by(PROVIDERS.get(found[1], ())):
            self.found.append(f"Public code read {found[1]}: {sql[:400]}")
            raise ReadsTheDesk(self.found[-1])
        return execute(sql, params, many, context)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Whatever runs inside is public code: for tests that call it without a request."""
        with ExitStack() as stack:
            for connection in connections.all():
                if self.refuse not in connection.execute_wrappers:
                    stack.enter_context(connection.execute_wrapper(self.refuse))
            yield

    @contextmanager
    def standing(self) -> Iterator[None]:
        """Guard every public request from here on."""
        answer = BaseHandler.get_response
        guard = self

        def guarded(handler: BaseHandler, request: HttpRequest) -> HttpResponseBase:
            if request.path_info.startswith(DESK_PATHS):
                return answer(handler, request)
            with guard.reading():
                return answer(handler, request)

        BaseHandler.get_response = guarded  # type: ignore[method-assign, assignment]
        try:
            yield
        finally:
            BaseHandler.get_response = answer  # type: ignore[method-assign]

    def take(self) -> list[str]:
        found, self.found = self.found, []
        return found
