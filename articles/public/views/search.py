"""Search, for people: words in, stories out."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_info
from django.views.decorators.http import require_safe

from articles.public.search import MOST_CHARACTERS, MOST_MATCHES, PAGE_SIZE, in_other_languages
from articles.public.search import search as find
from newsroom import chrome
from newsroom.lib.languages import in_language
from newsroom.lib.xml import carriable


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    asked = carriable(request.GET.get("q", ""))[:MOST_CHARACTERS].strip()
    number = _page_number(request.GET.get("page", "1"))
    moment = timezone.now()
    found = find(asked, request.language, moment, number)  # type: ignore[attr-defined]
    context = {
        "asked": asked,
        "found": found,
        "elsewhere": _elsewhere(request, asked, moment) if asked and not found.number else [],
        "most_matches": MOST_MATCHES,
        "next_page": number + 1 if found.has_next else None,
        "canonical_path": request.path,
    }
    return render(request, "articles/search.html", context)


def _elsewhere(request: HttpRequest, asked: str, moment: datetime) -> list[dict[str, Any]]:
    """The other languages that the paper speaks and that have stories with these words."""
    own = request.language  # type: ignore[attr-defined]
    others = [language["code"] for language in chrome.of(request)["languages"] if language["code"] != own]
    path, query = reverse("articles:search"), urlencode({"q": asked})
    return [
        {
            "language": language,
            "name": get_language_info(language)["name_translated"],
            "number": number,
            "address": f"{in_language(path, language)}?{query}",
        }
        for language, number in in_other_languages(asked, others, moment)
    ]


def _page_number(text: str) -> int:
    """Only pages that can exist."""
    if not re.fullmatch("[0-9]{1,3}", text) or not 1 <= int(text) <= MOST_MATCHES // PAGE_SIZE:
        raise Http404
    return int(text)
