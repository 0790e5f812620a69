"""The lines of a page, and what can be told of one line by its shape."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from articles.exchange.reading import Unreadable

MAX_PAGE_LINES = 5_000
"""A story of 65,000 characters has some hundred lines."""

MAX_SUBHEAD_LENGTH = 110
MAX_SUBHEAD_WORDS = 14
MAX_HEADLINE_LENGTH = 250

_CLOSING_MARKS = "\"'’”“»)]}›*"
_SPEECH_DASHES = ("— ", "– ", "― ")
_TURNS = ("q:", "a:", "в:", "о:", "вопрос:", "ответ:", "питання:", "відповідь:")
"""Who speaks in an interview: such a line is a paragraph, however short."""


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    gap: int = 0
    """Blank lines above it."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo as it stands among the lines: once, however often its caption was printed."""

    caption: str
    credit: str
    gap: int = 0
    printed: str = ""
    """The line that held the credit, whole."""


Piece = Line | Picture


def lines_of(text: str) -> list[Line]:
    """The lines that hold something, inner runs of spaces made one. Raises `Unreadable` when they are too many."""
    lines, gap = [], 0
    for raw in text.split("\n"):
        if words := raw.split():
            lines.append(Line(" ".join(words), gap))
            gap = 0
        else:
            gap += 1
    if len(lines) > MAX_PAGE_LINES:
        raise Unreadable(
            "not_text", f"The file has more than {MAX_PAGE_LINES} lines; save one story and import that."
        )
    return lines


def texts(pieces: Iterable[Piece]) -> list[str]:
    return [piece.text for piece in pieces if isinstance(piece, Line)]


def word_count(text: str) -> int:
    return len(text.split())


def last_mark(text: str) -> str:
    """The character that ends the line, under any closing quotes and brackets."""
    return text.rstrip(_CLOSING_MARKS + " ")[-1:]


def ends_a_sentence(text: str) -> bool:
    return last_mark(text) in (".", "!", "?", "…")


def is_closed(text: str) -> bool:
    """Ends as a paragraph does, or as one that leads over to the next: . ! ? … : ; ,"""
    return ends_a_sentence(text) or last_mark(text) in (":", ";", ",")


def is_speech(text: str) -> bool:
    return text.startswith(_SPEECH_DASHES) or text.casefold().startswith(_TURNS)


def is_headline_like(text: str) -> bool:
    """Fit to be a headline: no full stop at its end, and not endless."""
    return len(text) <= MAX_HEADLINE_LENGTH and last_mark(text) not in (".", ":", ";", ",")


def is_subhead_like(text: str) -> bool:
    """A short line with no closing punctuation, quoted or not, that nobody speaks."""
    is_short = len(text) <= MAX_SUBHEAD_LENGTH and word_count(text) <= MAX_SUBHEAD_WORDS
    return is_short and not is_closed(text) and not is_speech(text)
