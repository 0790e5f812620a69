"""The front page: the newest stories, then a block for each section."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models.published import PublishedArticle, cards
from articles.public.walks import List, first, walk
from newsroom import chrome

SECONDS = 3
BRIEFS = 6
BLOCK = 4
MOST_BLOCKS = 12


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    moment = timezone.now()
    language = request.language  # type: ignore[attr-defined]
    sections = chrome.of(request)["menu"][:MOST_BLOCKS]
    on_top = 1 + SECONDS + BRIEFS
    walks = [first(walk(List.ALL, language=language, moment=moment), on_top)]
    # As many more as may stand above already: a story is shown once.
    walks += [
        first(walk(List.SECTION, section["id"], language=language, moment=moment), on_top + BLOCK)
        for section in sections
    ]
    newest, *by_section = cards(walks)
    context = {
        "lead": newest[0] if newest else None,
        "seconds": newest[1 : 1 + SECONDS],
        "briefs": newest[1 + SECONDS :],
        "blocks": _blocks(sections, by_section, {story.pk for story in newest}),
        "canonical_path": request.path,
        "moment": moment,
    }
    return render(request, "articles/home.html", context)


def _blocks(
    sections: list[dict[str, Any]], by_section: list[list[PublishedArticle]], shown: set[int]
) -> list[tuple[dict[str, Any], list[PublishedArticle]]]:
    """Each section with its newest stories that stand nowhere above; a section with none left has no block."""
    blocks = []
    for section, stories in zip(sections, by_section, strict=True):
        fresh = [story for story in stories if story.pk not in shown][:BLOCK]
        shown |= {story.pk for story in fresh}
        if fresh:
            blocks.append((section, fresh))
    return blocks
