"""The front page: the newest stories, then a block for each section."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models.published import SUMMARY_FIELDS, PublishedArticle, cards
from articles.public.walks import List, first, walk
from newsroom import chrome

SECONDS = 3
BRIEFS = 6
FEWEST_BRIEFS = 4
"""Fewer make no column of their own: they stand in a row under the lead."""
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
    newest, *by_section = cards(walks, SUMMARY_FIELDS)
    context = {
        **_top(newest),
        "blocks": _blocks(sections, by_section, {story.pk for story in newest}),
        "canonical_path": request.path,
        "moment": moment,
    }
    return render(request, "articles/home.html", context)


def _top(newest: list[PublishedArticle]) -> dict[str, Any]:
    """The top of the page, composed by how many stories there are, so that no column stands almost empty."""
    lead, others = newest[:1], newest[1:]
    is_full = len(others) >= SECONDS + FEWEST_BRIEFS
    # Two beside the lead and two or three below are better than three and one.
    beside = SECONDS - 1 if len(others) in (SECONDS + 1, SECONDS + 2) else SECONDS
    return {
        "lead": lead[0] if lead else None,
        "seconds": others[:beside],
        "row": [] if is_full else others[beside:],
        "briefs": others[beside:] if is_full else [],
        "shape": "full" if is_full else {0: "alone", 1: "pair"}.get(len(others), "few"),
    }


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
