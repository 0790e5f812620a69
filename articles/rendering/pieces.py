"""The pieces of pages that are made once, when a story is published, and only put together when somebody reads.

Each is in the story's own language and says the site's address with a mark, which is replaced when it is served.
"""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.translation import override

from articles.models import PublishedArticle
from articles.rendering.feed_item import feed_item


def add_pieces(row: PublishedArticle) -> PublishedArticle:
    """Fill in the stored markup of a row that is complete but for it."""
    with override(row.language):
        row.card_html = _made("components/card.html", row)
        row.front_html = _made("components/front_lead.html", row)
        row.meta_html = _made("components/story_meta.html", row)
        row.head_html = _made("components/story_head.html", row)
        row.foot_html = _made("components/story_foot.html", row)
        row.feed_item = feed_item(row)
    return row


def _made(template: str, row: PublishedArticle) -> str:
    return render_to_string(template, {"story": row}).strip()
