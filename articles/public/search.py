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
from newsroom.lib.prepared import executed
from newsroom.lib.xml import carriable

MOST_MATCHES = 1000
"""Nobody reads further, and ranking all of an archive for one word would cost the others their page."""
RARE = 3000
"""Fewer matches than this are looked up faster than the list is walked to find a page of them."""
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
        return RawSQL("SELECT rowid FROM articles_search WHERE articles_search MATCH %s", [_quoted(words)])
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
    newest = (_newest_on_sqlite if connection.vendor == "sqlite" else _newest)(words, language, moment)
    matches = sorted(newest, key=lambda match: not match.is_in_headline)
    start = (page - 1) * PAGE_SIZE
    shown = [match.pk for match in matches[start : start + PAGE_SIZE]]
    chosen = PublishedArticle.public.at(moment).filter(pk__in=shown).values(published_id=F("pk"))
    stories = {story.pk: story for story in cards([chosen])[0]} if shown else {}
    return Found(
        [stories[pk] for pk in shown if pk in stories], len(matches), len(matches) > start + PAGE_SIZE
    )


class _Match(NamedTuple):
    pk: int
    is_in_headline: bool


def _newest(words: list[str], language: str, moment: datetime) -> list[_Match]:
    """The newest matches. The database sees for itself whether the words or the list are the shorter way."""
    rows = walk(List.ALL, language=language, moment=moment).filter(published_id__in=rows_with(words))
    found = rows.values_list("published_id", "published__search_headline")[:MOST_MATCHES]
    return [_Match(pk, set(words) <= set(headline.split())) for pk, headline in found]


def _newest_on_sqlite(words: list[str], language: str, moment: datetime) -> list[_Match]:
    """The same set. SQLite must be told: rare words are looked up one by one, common ones met on a walk of the list.

    Headlines are asked of the index: reading a thousand of them means reading a thousand whole stories.
    """
    text = _quoted(words)
    counted = f"SELECT COUNT(*) FROM (SELECT 1 FROM articles_search WHERE articles_search MATCH %s LIMIT {RARE + 1})"
    [[number]] = executed((counted, (text,)))
    matching = "(SELECT rowid FROM articles_search WHERE articles_search MATCH %s)"
    way = (
        f"{matching} AS found CROSS JOIN articles_publishedlisting AS listed ON listed.published_id = found.rowid"
        if number <= RARE
        else f"articles_publishedlisting AS listed INDEXED BY listing_walk JOIN (SELECT 1) "
        f"ON listed.published_id IN {matching}"
    )
    sql = (
        f"SELECT listed.published_id, listed.published_id IN {matching} "
        f"FROM {way} WHERE listed.list = %s AND listed.target_id = 0 AND listed.language = %s "
        "AND listed.visible_from <= %s AND listed.visible_until > %s "
        f"ORDER BY listed.published_at DESC, listed.story_id DESC LIMIT {MOST_MATCHES}"
    )
    now = connection.ops.adapt_datetimefield_value(moment)
    in_headline = "{search_headline} : (" + text + ")"
    rows = executed((sql, (in_headline, text, List.ALL.value, language, now, now)))
    return [_Match(pk, bool(is_in_headline)) for pk, is_in_headline in rows]


def _quoted(words: list[str]) -> str:
    """In FTS5 a quoted string is a word and never an operator."""
    return " ".join('"{}"'.format(word.replace('"', '""')) for word in words)


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
