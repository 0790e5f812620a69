"""The front page: what is pinned and the newest stories on top, then a block for each section."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models.published import SUMMARY_FIELDS, PublishedArticle, cards
from articles.public.arrangement import compose, on_top, pinned
from articles.public.walks import List, first, walk
from newsroom import chrome

BLOCK = 4
MOST_BLOCKS = 12


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    moment = timezone.now()
    language = request.language  # type: ignore[attr-defined]
    around = chrome.of(request)
    pins, sections = around["front"], around["menu"][:MOST_BLOCKS]
    above = on_top(pins)
    walks = [
        pinned(pins, language, moment),
        first(walk(List.ALL, language=language, moment=moment), above),
        # As many more as may stand above already: a story is shown once.
        *(
            first(walk(List.SECTION, section["id"], language=language, moment=moment), above + BLOCK)
            for section in sections
        ),
    ]
    stories, newest, *by_section = cards(walks, SUMMARY_FIELDS)
    top = compose(pins, stories, newest)
    context = {
        "lead": top.lead,
        "seconds": top.seconds,
        "strip": top.strip,
        "briefs": top.briefs,
        "shape": top.shape,
        "blocks": _blocks(sections, by_section, {story.pk for story in top.stories}),
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
