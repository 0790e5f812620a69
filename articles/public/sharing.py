"""The row of a story's page by which it leaves the page: share, PDF, print.

Plain links, which need no script and tell nobody anything before they are followed: no third party is loaded, and
the address that is shared is the story's own, with nothing added by which a reader could be told from another.
"""

from __future__ import annotations

from functools import cache
from urllib.parse import quote

from django.template.loader import render_to_string
from django.utils.encoding import iri_to_uri
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from articles.models import PublishedArticle
from newsroom.lib.languages import absolute

PLACE = "share-in-its-place"
"""Stands in the row for the class that tells the two apart."""


def row(story: PublishedArticle, place: str) -> SafeString:
    """`place` is top or end. A retraction has none: it is not for spreading."""
    if story.is_retraction:
        return SafeString("")
    return mark_safe(_row(story).replace(PLACE, f"share-{place}", 1))


def _row(story: PublishedArticle) -> str:
    """Made once for the two places of a page."""
    made: str | None = story.__dict__.get("_share_row")
    if made is None:
        made = story.__dict__["_share_row"] = _made(story)
    return made


def _made(story: PublishedArticle) -> str:
    path = iri_to_uri(story.address) or ""
    address = absolute(path)
    return _frame(story.language).format(
        address=escape(address),
        headline=escape(story.headline),
        url=quote(address, safe=""),
        title=quote(story.headline, safe=""),
        pdf=escape(f"{path.rstrip('/')}.pdf"),
        print=escape(f"{path}print/"),
    )


@cache
def _frame(language: str) -> str:
    """The row with its marks in braces: the words are the same under every story, and a story's page is asked often."""
    with override(language):
        return render_to_string("components/share.html")
