"""What differs between two texts of a story, paragraph by paragraph and word by word. Pure: two `NewsItem`s in.

Spaces, quotes and dashes are folded as `revisions.substance` folds them, so that only what counts is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

from lxml.html import HtmlElement

from articles.newsitem import Byline, NewsItem, PhotoUse
from newsroom.lib.folding import fold_typography
from newsroom.lib.richtext.document import parse


class Part(StrEnum):
    """Where in the story."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    BODY = "body"
    PHOTOS = "photos"


class Mark(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


class Piece(NamedTuple):
    """Some words, and what became of them."""

    words: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Difference:
    """One paragraph that was removed, added, or changed in some of its words."""

    part: Part
    pieces: tuple[Piece, ...]

    @property
    def mark(self) -> Mark | None:
        """Removed or added as a whole; None when it was changed inside."""
        marks = {piece.mark for piece in self.pieces}
        return marks.pop() if len(marks) == 1 else None


def differences(before: NewsItem, after: NewsItem) -> list[Difference]:
    """In the order of the page. Empty when the words are the same; the formatting may differ all the same."""
    return [
        Difference(part, pieces)
        for part, old, new in zip(Part, _parts(before), _parts(after), strict=True)
        for pieces in _compared(old, new)
    ]


def _parts(item: NewsItem) -> tuple[list[str], ...]:
    """Paragraphs of each part, in the order of `Part`."""
    return (
        [item.headline] if item.headline else [],
        [item.standfirst] if item.standfirst else [],
        [_byline(line) for line in item.bylines],
        list(paragraphs(item.body)),
        [_photo(photo) for photo in item.photos],
    )


def _byline(line: Byline) -> str:
    return ", ".join(words for words in (line.name, line.affiliation) if words)


def _photo(photo: PhotoUse) -> str:
    """What is printed under it, and what is said for those who do not see it, where this story says it."""
    alt = f"({photo.alt})" if photo.is_alt_local and photo.alt else ""
    return " ".join(words for words in (photo.caption, photo.credit_line, alt) if words) or photo.key


BLOCKS = ("p", "h2", "h3", "h4", "li", "blockquote", "figure", "div", "hr")


def paragraphs(body: str) -> Iterator[str]:
    """The words of each innermost block; notes and addresses, which readers see as well, stand in brackets."""
    root = parse(body)
    for element in root.iter(*BLOCKS):
        if element is root or any(True for _inner in element.iterdescendants(*BLOCKS)):
            continue
        words = " ".join("".join(_words(element)).split())
        if words:
            yield words


def _words(element: HtmlElement) -> Iterator[str]:
    if element.tag == "figure":
        shown = (element.get("data-caption"), element.get("data-alt"), element.get("data-photo"))
        yield "[" + " ".join(words for words in shown if words) + "]"
        return
    if embed := element.get("data-embed"):
        yield f"[{embed}]"
    if note := element.get("data-footnote"):
        yield f" [{note}]"
    yield element.text or ""
    for child in element:
        yield from _words(child)
        yield child.tail or ""
    if element.tag == "a" and (address := element.get("href")):
        yield f" [{address}]"
    if element.tag == "br":
        yield " "


MOST_PAIRS = 2500
"""Pairs of changed paragraphs that are held against each other; a story written anew is told as removed and added."""
ALIKE = 0.5
"""Two paragraphs that share half of their words are one that was changed."""


def _compared(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Piece, ...]]:
    matcher = SequenceMatcher(
        None, [fold_typography(one) for one in old], [fold_typography(one) for one in new], autojunk=False
    )
    for what, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if what != "equal":
            yield from _replaced(old[old_from:old_to], new[new_from:new_to])


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Piece, ...]]:
    """A run of paragraphs in place of another: those that are alike side by side, the rest removed and added."""
    next_old = 0
    for words in new:
        match = _alike(old, next_old, words) if len(old) * len(new) <= MOST_PAIRS else None
        if match is None:
            yield (Piece(words, Mark.ADDED),)
            continue
        yield from ((Piece(gone, Mark.REMOVED),) for gone in old[next_old:match])
        yield tuple(_word_by_word(old[match], words))
        next_old = match + 1
    yield from ((Piece(gone, Mark.REMOVED),) for gone in old[next_old:])


def _alike(old: Sequence[str], start: int, words: str) -> int | None:
    """The first paragraph from `start` on that these words were made from."""
    tokens = _tokens(words)
    for number in range(start, len(old)):
        matcher = SequenceMatcher(None, _tokens(old[number]), tokens, autojunk=False)
        if (
            matcher.real_quick_ratio() >= ALIKE
            and matcher.quick_ratio() >= ALIKE
            and matcher.ratio() >= ALIKE
        ):
            return number
    return None


def _tokens(words: str) -> list[str]:
    return [fold_typography(word) for word in words.split()]


def _word_by_word(old: str, new: str) -> Iterator[Piece]:
    old_words, new_words = old.split(), new.split()
    matcher = SequenceMatcher(None, _tokens(old), _tokens(new), autojunk=False)
    for what, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if what == "equal":
            yield Piece(" ".join(new_words[new_from:new_to]), Mark.SAME)
            continue
        if old_to > old_from:
            yield Piece(" ".join(old_words[old_from:old_to]), Mark.REMOVED)
        if new_to > new_from:
            yield Piece(" ".join(new_words[new_from:new_to]), Mark.ADDED)
