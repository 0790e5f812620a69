"""Quotation marks, dashes, ellipses and ties as the language sets them; and quotations that are not closed as they began.

Only marks and spaces change, never a letter or a digit; addresses, code and tags stay as they are, and what is set once
is not changed by setting it again. `newsroom/static/newsroom/js/typography.js` follows the same rules while somebody
writes: `tests/samples/typography.json` holds both to the same examples.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import NamedTuple

from newsroom.lib.richtext.lines import Line, Lines
from newsroom.lib.typesetting import TIED, tied

DOUBLE = '"“”„‟«»'
SINGLE = "'‘’‚‛"
_MARKS = re.compile(f"[{DOUBLE}{SINGLE}]+")
_KEPT = re.compile(rf"(?:https?://|www\.)[^\s<>{DOUBLE}‘’]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
"""Addresses: nothing in them is a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a language writes: its marks outside and inside another quotation, and its dash between spaces."""

    outer: tuple[str, str]
    inner: tuple[str, str]
    dash: str
    closes_with: str
    """Marks that close where their surroundings say neither: “ closes in Russian and opens in English."""
    ties_short_words: bool = False


_ENGLISH = Style(outer=("“", "”"), inner=("‘", "’"), dash="–", closes_with="”»")
_SLAVIC = Style(outer=("«", "»"), inner=("„", "“"), dash="—", closes_with="”»“", ties_short_words=True)
STYLES = {"en": _ENGLISH, "ru": _SLAVIC, "uk": _SLAVIC}
"""A language that is not here keeps its marks as they were typed."""

Rule = tuple[re.Pattern[str], str]
_YEAR = "(?:1[0-9]{3}|20[0-9]{2})"
_EVERYWHERE: list[Rule] = [
    (re.compile(r"(?<!\.)\.{3}(?!\.)"), "…"),
    (re.compile(r"(?<!-)-{2,3}(?!-)"), "—"),
    (re.compile(rf"(?<=(?<![0-9–-]){_YEAR})-(?={_YEAR}(?![0-9–-]))"), "–"),
]
_BESIDE_A_DASH = re.compile(r"(?<=\S) (?=[—–](?![^ \xa0]))")
_SLAVIC_DASHES: list[Rule] = [
    (re.compile(r"^[–-][ \xa0](?=[^\s—–-])"), f"—{TIED}"),  # What somebody says begins with its dash.
    (re.compile(r"(?<=[ \xa0])–(?=[ \xa0])"), "—"),
]
_UNITS = "км|м|см|мм|кг|г|т|л|га|мин|ч|млн|млрд|трлн|тыс|руб|коп|грн|%|‰|°C|₽|€|₴|\\$"
_BEFORE_A_UNIT = re.compile(rf"(?<=[0-9]) (?=(?:{_UNITS})(?!\w))")
_ELIDED = re.compile(r"(?:[0-9]{2}s|em|til|tis|twas|cause|n)(?!\w)", re.IGNORECASE)
"""An apostrophe stands before these for what was left out: '90s, 'em."""


def set_text(text: str, language: str) -> str:
    """A headline, a standfirst: every line of it for itself."""
    return "\n".join(_set_runs([(line, False)], language)[0] for line in text.split("\n"))


def set_html(html: str, language: str) -> str:
    """A body: quotations are followed across bold and links, and end with their paragraph."""
    lines = Lines(html)
    for line in lines:
        set_line(line, language)
    return lines.html()


def set_line(line: Line, language: str) -> None:
    words = _set_runs([(run.text, run.is_fixed) for run in line.runs], language)
    for run, text in zip(line.runs, words, strict=True):
        run.write(text)


def _set_runs(runs: Sequence[tuple[str, bool]], language: str) -> list[str]:
    style = STYLES.get(language)
    if style is None:
        return [text for text, _is_fixed in runs]
    line = _Setting(runs)
    for pattern, mark in [*_EVERYWHERE, _between_spaces(style)]:
        line.change(pattern, mark)
    if style is _SLAVIC:
        for pattern, mark in _SLAVIC_DASHES:
            line.change(pattern, mark)
    _set_quotations(line, style)
    line.change(_BESIDE_A_DASH, TIED)
    if style.ties_short_words:
        line.put(dict(enumerate(tied(line.text, language))))
        line.change(_BEFORE_A_UNIT, TIED)
    return line.texts()


def _between_spaces(style: Style) -> Rule:
    return re.compile(r"(?<=[^\s—–-])[ \xa0]-[ \xa0](?=[^\s—–-])"), f"{TIED}{style.dash} "


class _Setting:
    """One line while it is being set: every character knows its run and whether it may change."""

    def __init__(self, runs: Sequence[tuple[str, bool]]) -> None:
        self._count = len(runs)
        self.text = "".join(text for text, _is_fixed in runs)
        self._owners = [number for number, (text, _is_fixed) in enumerate(runs) for _letter in text]
        self._is_kept = [is_fixed for text, is_fixed in runs for _letter in text]
        for address in _KEPT.finditer(self.text):
            self._is_kept[address.start() : address.end()] = [True] * len(address[0])

    def change(self, pattern: re.Pattern[str], mark: str) -> None:
        """Put the letters of `mark` one by one where the match stands; what they leave over goes."""
        changes: dict[int, str] = {}
        for match in pattern.finditer(self.text):
            places = range(match.start(), match.end())
            if not any(self._is_kept[place] for place in places):
                changes |= {place: mark[number : number + 1] for number, place in enumerate(places)}
        self.put(changes)

    def put(self, changes: dict[int, str]) -> None:
        letters = [
            (self.text[place] if self._is_kept[place] else changes.get(place, self.text[place]), place)
            for place in range(len(self.text))
        ]
        left = [(letter, place) for letter, place in letters if letter]
        self.text = "".join(letter for letter, _place in left)
        self._owners = [self._owners[place] for _letter, place in left]
        self._is_kept = [self._is_kept[place] for _letter, place in left]

    def texts(self) -> list[str]:
        found: list[list[str]] = [[] for _number in range(self._count)]
        for letter, owner in zip(self.text, self._owners, strict=True):
            found[owner].append(letter)
        return ["".join(letters) for letters in found]

    def may_change(self, place: int) -> bool:
        return not self._is_kept[place]


# Quotations ------------------------------------------------------------------------------------------------


class _Side(Enum):
    OPENS = "opens"
    CLOSES = "closes"
    BETWEEN_WORDS = "between words"
    ALONE = "alone"


def _side(text: str, start: int, end: int) -> _Side:
    """What the letters around some marks say of them; the marks themselves are not asked."""
    before, after = text[start - 1 : start], text[end : end + 1]
    may_open = not before or before.isspace() or before in "([{—–-"
    may_close = not after or after.isspace() or after in ".,;:!?)]}%—–-"
    if may_open == may_close:
        return _Side.ALONE if may_open else _Side.BETWEEN_WORDS
    return _Side.OPENS if may_open else _Side.CLOSES


def _opens(mark: str, side: _Side, style: Style, *, is_open: bool) -> bool | None:
    """Whether a double mark begins a quotation or ends one; None where nobody can say."""
    if side is _Side.OPENS or side is _Side.CLOSES:
        return side is _Side.OPENS
    if mark == '"':
        return False if side is _Side.BETWEEN_WORDS and is_open else None
    return mark not in style.closes_with


def _set_quotations(line: _Setting, style: Style) -> None:
    text, depth = line.text, 0
    changes: dict[int, str] = {}
    for marks in _MARKS.finditer(text):
        side = _side(text, marks.start(), marks.end())
        for place in range(marks.start(), marks.end()):
            if not line.may_change(place):
                continue
            if text[place] == "'":
                changes[place] = _single(text, place, marks, side, style)
            elif text[place] in DOUBLE:
                depth = _set_double(text[place], place, side, style, depth, changes)
    line.put(changes)


def _set_double(mark: str, place: int, side: _Side, style: Style, depth: int, changes: dict[int, str]) -> int:
    """Put the mark of the depth; gives the depth behind it. An end without a beginning stays as it was typed."""
    opens = _opens(mark, side, style, is_open=depth > 0)
    if opens is None or (not opens and depth == 0):
        return depth
    pair = style.outer if depth == (0 if opens else 1) else style.inner
    changes[place] = pair[0] if opens else pair[1]
    return depth + 1 if opens else depth - 1


def _single(text: str, place: int, marks: re.Match[str], side: _Side, style: Style) -> str:
    """A typewriter's ' : an apostrophe between letters in every language; a mark of quotation in English alone."""
    is_alone = marks.end() - marks.start() == 1
    around = text[place - 1 : place] + text[place + 1 : place + 2]
    if side is _Side.BETWEEN_WORDS and is_alone and around.isalnum():
        return "’"
    if style is not _ENGLISH or side is _Side.ALONE:
        return "'"
    is_opening = side is _Side.OPENS and not _ELIDED.match(text, place + 1)
    return "‘" if is_opening else "’"


class OpenQuotation(NamedTuple):
    """A quotation that does not end as it began."""

    line: int
    start: int
    end: int
    """Of the mark that ends it; of the line where none does."""
    opened: str
    closed: str
    """Empty where nothing ends it."""


_PAIRS = frozenset({"“”", "„“", "„”", "«»", '""', "‘’"})


def open_quotations(lines: Iterable[Line], language: str) -> list[OpenQuotation]:
    """Quotations opened “ and closed ", or never closed. One that goes on in the next paragraph opens there again."""
    texts = [line.text for line in lines]
    style = STYLES.get(language, _ENGLISH)
    found: list[OpenQuotation] = []
    for number, (text, following) in enumerate(pairwise([*texts, ""])):
        goes_on = following.lstrip()[:1] in tuple('"“„«')
        left = _unmatched(text, number, style, found)
        if not goes_on:
            found += [OpenQuotation(number, place, len(text), text[place], "") for place in left]
    return sorted(found)


def _unmatched(text: str, number: int, style: Style, found: list[OpenQuotation]) -> list[int]:
    """Places of the marks that nothing closes; what is closed with another pair's mark goes into `found`."""
    kept = [range(address.start(), address.end()) for address in _KEPT.finditer(text)]
    begun: list[int] = []
    for marks in _MARKS.finditer(text):
        side = _side(text, marks.start(), marks.end())
        for place in range(marks.start(), marks.end()):
            mark = text[place]
            if mark not in DOUBLE or any(place in address for address in kept):
                continue
            opens = _opens(mark, side, style, is_open=bool(begun))
            if opens:
                begun.append(place)
            elif opens is False and begun:
                start = begun.pop()
                if text[start] + mark not in _PAIRS:
                    found.append(OpenQuotation(number, start, place + 1, text[start], mark))
    return begun
