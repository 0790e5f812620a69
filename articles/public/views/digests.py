"""The page of an evening's digest."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.public import digests


@require_safe
def digest(request: HttpRequest, year: str, month: str, day: str) -> HttpResponse:
    """Two queries beside the chrome's."""
    try:
        wanted = date(int(year), int(month), int(day))
    except ValueError as error:
        raise Http404 from error
    found = digests.of_day(wanted, request.language, timezone.now())  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    shown, lines = found
    context = {"digest": shown, "lines": lines, "canonical_path": digests.address(shown)}
    return render(request, "articles/digest.html", context)
