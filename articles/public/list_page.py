"""Stories in a list, as their cards, which were made when they were published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from articles.models import PublishedArticle
from articles.public.walks import ListPage
from newsroom.chrome import ShownWords
from newsroom.frame import Frame

OLDER = Frame("components/older.html")
PARTS, PART = Frame("components/parts.html"), Frame("components/part.html")
CARD_LEVEL = 3
"""Of the headline in a stored card."""


def cards(stories: Iterable[PublishedArticle], level: int = CARD_LEVEL) -> SafeString:
    """The stories as lists show them; their headlines become headings of this level."""
    html = "\n".join([story.card_html for story in stories])
    if level != CARD_LEVEL:
        html = html.replace(f"<h{CARD_LEVEL} ", f"<h{level} ").replace(f"</h{CARD_LEVEL}>", f"</h{level}>")
    return mark_safe(html)


def words(page: ListPage, site: ShownWords) -> dict[str, Any]:
    """What `components/list_page.html` prints."""
    return {
        "stories": cards(page.stories, level=2),
        "older": OLDER.filled(site, query=page.older) if page.older else "",
    }


def parts(sections: Iterable[Mapping[str, Any]], site: ShownWords) -> SafeString:
    """Links to the sections within a section."""
    links = "".join(PART.filled(site, path=part["path"], name=part["name"]) for part in sections)
    return PARTS.filled(site, parts=mark_safe(links)) if links else SafeString("")
