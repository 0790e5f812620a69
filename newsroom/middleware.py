"""What every request passes: compression, the content policy, the language of its address, the language of the desk."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any

from csp.constants import HEADER, NONCE, SELF
from csp.middleware import CSPMiddleware, PolicyParts
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils import translation

from newsroom.lib import languages
from newsroom.views import not_found

GetResponse = Callable[[HttpRequest], HttpResponseBase]

DESK = "/admin/"
PREVIEW = "/preview/"
"""What is not public yet, for the holder of a link."""
ADMIN_POLICY: dict[str, list[Any]] = {
    "script-src": [SELF, NONCE],
    "style-src": [SELF, NONCE],
    # The editor shows a picture before it is stored.
    "img-src": [SELF, "data:", "blob:"],
}
WITHOUT_LANGUAGE = frozenset(
    "admin favicon.ico healthz logo media news-sitemap.xml preview readyz robots.txt s sitemap.xml sitemaps static".split()
)
"""First parts of addresses that stand once, not once a language: under a prefix they do not exist."""


COMPRESSED = ("text/html", "application/xml", "application/rss+xml", "text/xml")


class CompressionMiddleware(GZipMiddleware):
    """Pages for readers go out as gzip to whoever accepts it.

    Nobody else's: what is compressed together with a secret tells of it by its length (BREACH). A page for a reader
    holds no token, sets no cookie, and is the same for all; the desk's pages and those asked with a session are left.
    """

    max_random_bytes = 0
    """Django's guard against BREACH, which these pages do not need: the same page is the same bytes."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not _is_for_all(request, response):
            return response
        return super().process_response(request, response)


def _is_for_all(request: HttpRequest, response: HttpResponseBase) -> bool:
    return (
        request.method == "GET"
        and response.headers.get("Content-Type", "").startswith(COMPRESSED)
        and not request.path_info.startswith((DESK, PREVIEW))
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not response.cookies
    )


class ContentPolicyMiddleware(CSPMiddleware):
    """Strict and without a nonce for readers, with one for the desk (DESIGN 6).

    `request.csp_nonce` exists under /admin/ only, so that no public template can come to rely on it.
    """

    def process_request(self, request: HttpRequest) -> None:
        if request.path_info.startswith(DESK):
            super().process_request(request)

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        has_own = any(name.startswith("_csp") for name in vars(response))
        if hasattr(request, "csp_nonce") or has_own or settings.DEBUG:
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, _policy_of_readers(json.dumps(settings.CONTENT_SECURITY_POLICY)))
        return response

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if hasattr(request, "csp_nonce"):
            parts.replace = {**ADMIN_POLICY, **(parts.replace or {})}
        return parts


@cache
def _policy_of_readers(setting: str) -> str:
    """Without a nonce it is the same for every page: put together once for each state of the setting."""
    return build_policy()


class LanguageFromPathMiddleware:
    """The language of a public page is the first part of its address, and nothing else: no cookie, no header.

    From here on `request.language` is known and `path_info` is without the prefix; `path` stays whole.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language, path = languages.split_language(request.path_info)
        is_prefixed = path != request.path_info
        request.language = language  # type: ignore[attr-defined]
        request.path_info = path
        with translation.override(language):
            if is_prefixed and path.lstrip("/").partition("/")[0] in WITHOUT_LANGUAGE:
                response: HttpResponseBase = not_found(request)
            else:
                response = self._without_its_own_prefix(request) or self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    @staticmethod
    def _without_its_own_prefix(request: HttpRequest) -> HttpResponsePermanentRedirect | None:
        """/en/… where English has no prefix: one story, one address."""
        prefix = f"/{settings.LANGUAGE_CODE}/"
        if request.path != request.path_info or not request.path_info.startswith(prefix):
            return None
        # One slash in front and no more: "//elsewhere.example/" would lead off the site.
        path = "/" + request.get_full_path()[len(prefix) :].lstrip("/\\")
        return HttpResponsePermanentRedirect(path)


class DeskLanguageMiddleware:
    """Under /admin/ everybody reads their own language, whatever their browser asks for."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(DESK):
            return self.get_response(request)
        user: Any = request.user
        language = getattr(user, "language", "")
        if language not in languages.codes():
            language = settings.LANGUAGE_CODE
        with translation.override(language):
            response = self.get_response(request)
        response.headers["Content-Language"] = language
        return response
