"""Search in what readers may see: the same set of stories on both databases.

Stories and queries pass through the same stemmer, so the index holds plain words and a query is plain words:
whatever syntax a reader types is only read as words.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import F
from django.db.models.expressions import RawSQL

from articles.models.published import PublishedArticle, cards
from articles.public.walks import List, walk
from articles.rendering.search_text import stemmed
from newsroom.lib.xml import carriable

MOST_MATCHES = 1000
"""Nobody reads further, and ranking all of an archive for one word would cost the others their page."""
MOST_CHARACTERS = 200
MOST_WORDS = 12
PAGE_SIZE = 20


class Elsewhere(NamedTuple):
    """How many stories another language has with the words, at most `MOST_MATCHES`."""

    language: str
    number: int


class Found(NamedTuple):
    stories: list[PublishedArticle]
    number: int
    """Of all matches, at most `MOST_MATCHES`."""
    has_next: bool


def query_words(text: str, language: str) -> list[str]:
    """The stems that a reader asks for, each once."""
    stems = stemmed(carriable(text)[:MOST_CHARACTERS], language).split()
    return list(dict.fromkeys(stems))[:MOST_WORDS]


def rows_with(words: list[str]) -> RawSQL:
    """Numbers of the published rows that hold all the words, as a subselect. There must be a word."""
    if connection.vendor == "sqlite":
        # In FTS5 a quoted string is a word and never an operator.
        quoted = " ".join('"{}"'.format(word.replace('"', '""')) for word in words)
        return RawSQL("SELECT rowid FROM articles_search WHERE articles_search MATCH %s", [quoted])
    # The expression is that of the index, to the letter.
    return RawSQL(
        "SELECT id FROM articles_publishedarticle WHERE "
        "to_tsvector('simple', search_headline || ' ' || search_text) @@ plainto_tsquery('simple', %s)",
        [" ".join(words)],
    )


def search(text: str, language: str, moment: datetime, page: int = 1) -> Found:
    """Stories of this language, those with the words in the headline first, then by date."""
    words = query_words(text, language)
    if not words:
        return Found([], 0, False)
    # Walked from the newest, so that a word which every story holds costs no more than another.
    rows = walk(List.ALL, language=language, moment=moment).filter(published_id__in=rows_with(words))
    newest = rows.values_list("published_id", "published__search_headline")[:MOST_MATCHES]
    matches = sorted(newest, key=lambda match: not set(words) <= set(match[1].split()))
    start = (page - 1) * PAGE_SIZE
    shown = [pk for pk, _headline in matches[start : start + PAGE_SIZE]]
    chosen = PublishedArticle.public.at(moment).filter(pk__in=shown).values(published_id=F("pk"))
    stories = {story.pk: story for story in cards([chosen])[0]} if shown else {}
    return Found(
        [stories[pk] for pk in shown if pk in stories], len(matches), len(matches) > start + PAGE_SIZE
    )


def in_other_languages(text: str, others: Iterable[str], moment: datetime) -> list[Elsewhere]:
    """Where there is something to find; each language folds the words in its own way. One query for all of them."""
    asked = {language: words for language in others if (words := query_words(text, language))}
    parts: list[str] = []
    params: list[Any] = []
    for language, words in asked.items():
        rows = walk(List.ALL, language=language, moment=moment).filter(published_id__in=rows_with(words))
        sql, values = rows.order_by().values("pk")[:MOST_MATCHES].query.sql_with_params()
        parts.append(f"SELECT COUNT(*) FROM ({sql}) AS found_{len(parts)}")
        params += values
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"({part})" for part in parts), params)
        numbers = cursor.fetchone()
    return [Elsewhere(language, number) for language, number in zip(asked, numbers, strict=True) if number]
