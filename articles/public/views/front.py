"""The front page: what is pinned and the newest stories on top, then a block for each section."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.views.decorators.http import require_safe

from articles.models.published import CARD_FIELDS, LIST_FIELDS, PublishedArticle, Walk, cards
from articles.public import front_page
from articles.public.arrangement import compose, on_top, pinned
from articles.public.walks import List, plain
from newsroom import chrome
from newsroom.frame import Frame

_PAGE = Frame("articles/home.html")
BLOCK = 4
MOST_BLOCKS = 12


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Two queries beside the chrome's: the top of the page, then the blocks, which pass over what stands above."""
    moment = timezone.now()
    language = request.language  # type: ignore[attr-defined]
    around = chrome.of(request)
    pins, sections = around["front"], around["menu"][:MOST_BLOCKS]
    newest = plain(List.ALL, language=language, moment=moment, count=on_top(pins))
    walks: list[Walk] = [pinned(pins, moment), newest] if pins else [newest]
    *arranged, fresh = cards(walks, [*CARD_FIELDS, "front_html"])
    top = compose(pins, [story for found in arranged for story in found if story.language == language], fresh)
    blocks = _blocks(sections, language, moment, [story.pk for story in top.stories])
    return _PAGE.response(
        request,
        canonical_path=iri_to_uri(request.path),
        top=front_page.top(top, around),
        blocks=front_page.blocks(blocks, around),
    )


def _blocks(
    sections: list[dict[str, Any]], language: str, moment: datetime, above: list[int]
) -> list[tuple[dict[str, Any], list[PublishedArticle]]]:
    """Each section with its newest stories that stand nowhere above; a section with none left has no block."""
    walks = [
        plain(List.SECTION, section["id"], language=language, moment=moment, count=BLOCK, without=above)
        for section in sections
    ]
    return [
        (section, stories)
        for section, stories in zip(sections, cards(walks, LIST_FIELDS), strict=True)
        if stories
    ]
