"""What this site cannot hold: a story is refused in words, before the database refuses it in its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Model

from articles.exchange.reading import Warning
from articles.models import Article, ArticleByline, AuthorName, KindName, SectionName, Tag
from articles.newsitem import NewsItem
from media.models import Photo
from newsroom.lib import languages


class Refusal(Exception):
    """This story is not taken in; nothing of it stays."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = Warning(code=code, sentence=sentence)


def refuse_what_does_not_fit(item: NewsItem) -> None:
    """A language that the site does not have, or words that are too long: nothing is cut off unseen."""
    if item.language not in languages.codes():
        raise Refusal(
            "language",
            f"The story is in the language “{item.language}”, which this site does not have. Add it to LANGUAGES.",
        )
    for words, model, name in _limited(item):
        column: Any = model._meta.get_field(name)
        if len(words) > column.max_length:
            raise Refusal(
                "too_long",
                f"The {column.verbose_name} “{words[:60]}…” has {len(words)} characters; {column.max_length} are "
                "taken. Shorten it in the file.",
            )


def _limited(item: NewsItem) -> Iterator[tuple[str, type[Model], str]]:
    yield from ((getattr(item, name), Article, name) for name in ("headline", "kicker", "slug", "import_ref"))
    yield from ((term.name, KindName, "name") for term in (item.kind,) if term)
    yield from ((term.name, SectionName, "name") for term in (item.section,) if term)
    yield from ((term.name, Tag, "name") for term in item.tags)
    for line in item.bylines:
        yield line.name, AuthorName, "name"
        yield line.affiliation, ArticleByline, "affiliation"
    for use in item.photos:
        for name in ("credit_line", "photographer", "agency", "licence", "source"):
            yield getattr(use, name), Photo, name
