"""Words that somebody brings back without knowing: their page was open while the words were redacted."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from articles import newsitem
from articles.models import Article, Redaction
from articles.newsitem import NewsItem
from newsroom.lib.blackout import Blackout
from newsroom.lib.ledger import DigestedPhrases


def without_redacted(article: Article, item: NewsItem, begun_at: datetime) -> NewsItem:
    """The text of somebody who began at this moment, without what was redacted since. Later they may write as they like."""
    rows = Redaction.objects.filter(Q(article=article) | Q(article=None), done_at__gt=begun_at)
    digests = [(int(number), str(digest)) for row in rows for number, digest in row.digests]
    if not digests:
        return item
    blackout = Blackout(DigestedPhrases(digests))
    black = blackout.json(newsitem.to_json(item), slugs=lambda slug: blackout.slug(slug, article.ref))
    return newsitem.from_json(black)
