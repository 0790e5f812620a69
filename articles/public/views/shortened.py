"""An address that a reader cut short leads to the list that it names."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from newsroom.lib.languages import in_language


@require_safe
def days(request: HttpRequest, year: str, month: str, day: str = "") -> HttpResponsePermanentRedirect:
    """/articles/2026/11/ and /articles/2026/11/24/: the stories of that month or day."""
    try:
        first = date(int(year), int(month), int(day or 1))
    except ValueError as error:
        raise Http404 from error
    last = first if day else first.replace(day=monthrange(first.year, first.month)[1])
    return _to_all_stories(request, f"?{urlencode({'date_after': first, 'date_before': last})}")


@require_safe
def all_stories(request: HttpRequest) -> HttpResponsePermanentRedirect:
    return _to_all_stories(request)


def _to_all_stories(request: HttpRequest, query: str = "") -> HttpResponsePermanentRedirect:
    path = in_language(reverse("articles:articles"), request.language)  # type: ignore[attr-defined]
    return HttpResponsePermanentRedirect(path + query)
