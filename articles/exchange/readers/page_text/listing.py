"""Is this an author's page or a list of stories, which is no story?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.exchange.reading import Vocabulary

from .dates import read_date
from .kicker import is_full_kicker
from .lines import MAX_HEADLINE_LENGTH, Piece, ends_a_sentence, last_mark, texts

MIN_LISTED = 3
"""So many kickers, or dates, with hardly a sentence between them, are a list."""

MAX_LINES_BETWEEN = 5
MIN_PARAGRAPH_LENGTH = 60
MIN_LINES_PER_SENTENCE = 8
"""A page with fewer sentences than one in eight lines is a list of headlines."""

_LIST_ITEM = re.compile(r"[^\w“«\"(]|\(?\d{1,3}[.)]\s")
_COUNT = re.compile(
    r"(?:all\s|all\sstories:?\s|все\s|усі\s)?\d+\s+(?:articles?|stories|story|posts?|materials?|publications?|results?|texts?|news items"
    r"|стат(?:ья|ьи|ей)|материал(?:а|ов)?|публикаци(?:я|и|й)|текст(?:а|ов)?|новост(?:ь|и|ей)|результат(?:а|ов)?"
    r"|статт(?:я|і)|статей|матеріал(?:и|ів)?|публікаці(?:я|ї|й)|текст(?:и|ів)|новин(?:а|и)?|результат(?:и|ів))"
    r"|(?:page|страница|сторінка)\s\d+(?:\s(?:of|из|з)\s\d+)?",
    re.IGNORECASE,
)


def is_list_page(pieces: Sequence[Piece], vocabulary: Vocabulary) -> bool:
    """A count ("7 articles") above lines that are mostly headlines, or one headline after another."""
    lines = texts(pieces)
    count = next((position for position, text in enumerate(lines) if _COUNT.fullmatch(text)), None)
    if count is not None and _is_counted_list(lines, count):
        return True
    kickers = [position for position, text in enumerate(lines) if is_full_kicker(text, vocabulary)]
    dates = [position for position, text in enumerate(lines) if _is_date(text, vocabulary)]
    if _is_rhythm(kickers, lines) or _is_rhythm(dates, lines):
        return True
    return _is_all_headlines(
        [text for text in lines if not _LIST_ITEM.match(text) and last_mark(text) != ":"]
    )


def _is_all_headlines(lines: Sequence[str]) -> bool:
    """Hardly a sentence among many lines, and not one among a few."""
    sentences = sum(map(_is_sentence, lines))
    if sum(map(_is_paragraph, lines)) >= MIN_LISTED:
        return False
    is_long = len(lines) > 2 * MIN_LINES_PER_SENTENCE
    return len(lines) > 2 * MIN_LISTED and (
        MIN_LINES_PER_SENTENCE * sentences < len(lines) if is_long else not sentences
    )


def _is_counted_list(lines: Sequence[str], count: int) -> bool:
    paragraphs_above = sum(map(_is_paragraph, lines[:count]))
    below = lines[count + 1 :]
    return paragraphs_above <= 2 and 2 * sum(map(_is_paragraph, below)) <= len(below)


def _is_rhythm(marks: Sequence[int], lines: Sequence[str]) -> bool:
    """The first marks of the page follow one another closely, from its top."""
    first = marks[:MIN_LISTED]
    if len(first) < MIN_LISTED or first[0] > MAX_LINES_BETWEEN:
        return False
    return all(
        lower - upper <= MAX_LINES_BETWEEN and sum(map(_is_sentence, lines[upper:lower])) <= 2
        for upper, lower in zip(first, first[1:], strict=False)
    ) and any(lower - upper > 1 for upper, lower in zip(first, first[1:], strict=False))


def _is_date(text: str, vocabulary: Vocabulary) -> bool:
    dated = read_date(text, vocabulary.zone)
    return dated is not None and not dated.rest


def _is_paragraph(text: str) -> bool:
    """A sentence of some length, or more words than any headline has."""
    is_sentence = ends_a_sentence(text) and len(text) >= MIN_PARAGRAPH_LENGTH
    return is_sentence or len(text) > MAX_HEADLINE_LENGTH


def _is_sentence(text: str) -> bool:
    """Headlines end with question marks at most."""
    return last_mark(text) in (".", "…", "!") or _is_paragraph(text)
