"""Search, for people: words in, stories out."""

from __future__ import annotations

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.public.search import MOST_CHARACTERS, MOST_MATCHES, PAGE_SIZE
from articles.public.search import search as find
from newsroom.lib.xml import carriable


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    asked = carriable(request.GET.get("q", ""))[:MOST_CHARACTERS].strip()
    number = _page_number(request.GET.get("page", "1"))
    found = find(asked, request.language, timezone.now(), number)  # type: ignore[attr-defined]
    context = {
        "asked": asked,
        "found": found,
        "most_matches": MOST_MATCHES,
        "next_page": number + 1 if found.has_next else None,
        "canonical_path": request.path,
    }
    return render(request, "articles/search.html", context)


def _page_number(text: str) -> int:
    """Only pages that can exist."""
    if not re.fullmatch("[0-9]{1,3}", text) or not 1 <= int(text) <= MOST_MATCHES // PAGE_SIZE:
        raise Http404
    return int(text)
