"""Blacking words out of texts, whatever the typesetting did to them.

A phrase is compared as folded tokens. So it is found in any case and Unicode form, with ё or е, with stress marks,
non-breaking spaces and soft hyphens in it, across inline markup (`Iva<em>nov</em>`), in attributes, entities, JSON
escapes and percent-encoded addresses. What is found gives way to a mark of one length: the mark tells nothing, not
even how many words there were. Markup is left standing.

Inflected forms are other words: whoever asks for a redaction gives them.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from newsroom.lib.slugs import slug_of

MARK = "█████"
LEAST_OF_A_CUT_WORD = 2
"""One letter at the end of a line tells nothing."""
Tokens = tuple[str, ...]

_TAGS_OF_A_LINE = frozenset(
    "a abbr b bdi bdo cite code data del dfn em font i ins kbd mark q s small span strong sub sup time u var wbr".split()
)
"""They stand inside a word without parting it."""
_OTHER_TAGS = frozenset(
    "address article aside audio base blockquote body br button caption col colgroup dd details div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html iframe img input label legend li link main "
    "meta nav object ol option p param path picture pre script section select source style summary svg table tbody td "
    "textarea tfoot th thead title tr track ul use video".split()
)
_PIECE = re.compile(
    r"(?P<tag></?(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?:\s[^<>]*)?/?>)"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});)"
    r"|(?P<percent>(?:%[0-9a-fA-F]{2})+)"
    r"|(?P<unicode>\\u[0-9a-fA-F]{4})"
    r"|(?P<escape>\\[nrtbf\"'\\/])"
)
_VALUE = re.compile(r"=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+))")
_PLAIN = re.compile(r"[^<&%\\]*")
_STRESS = re.compile("[\u0300-\u036f]")
_UNSEEN = frozenset("\u00ad\u034f\u061c\u180e\ufeff" + "".join(map(chr, (*range(0x200B, 0x2010), *range(0x202A, 0x202F),
                    *range(0x2060, 0x2070), *range(0xFE00, 0xFE10)))))  # fmt: skip
"""Soft hyphens, joiners, marks of direction, variation selectors: nobody sees them, and they part no word."""
_PARTING_LETTERS = frozenset("_\u02bc\u02b9\u02bb")
"""Apostrophes part words, those that count as letters too: "Petrov's" holds Petrov."""


class Wanted(Protocol):
    """Which runs of tokens are to go."""

    lengths: frozenset[int]

    def has(self, tokens: Tokens) -> bool: ...

    def may_be_in(self, text: str) -> bool:
        """A quick look, which may only err on the side of yes."""
        ...


def tokens_of(text: str) -> Tokens:
    """The folded words of a text, as phrases are compared by them."""
    return tuple(token.word for token in _tokens(text))


def forms_of(phrase: str) -> set[Tokens]:
    """The phrase as it is written, and as it stands in addresses, spelled in Latin."""
    written = tokens_of(phrase)
    without_yo = phrase.replace("ё", "е").replace("Ё", "Е")
    addresses = {tokens_of(slug_of(spelled)) for spelled in (phrase, without_yo)}
    return {written} | addresses if written else set()


class Phrases:
    """The words themselves, as somebody has just typed them."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self.tokens: frozenset[Tokens] = frozenset(form for phrase in phrases for form in forms_of(phrase))
        self.lengths = frozenset(len(tokens) for tokens in self.tokens)
        self._first = {tokens[0] for tokens in self.tokens}

    def __bool__(self) -> bool:
        return bool(self.tokens)

    def has(self, tokens: Tokens) -> bool:
        return tokens in self.tokens

    def begin_with(self, tokens: Tokens) -> bool:
        """Some phrase begins so; its last word may be cut short."""
        *whole, last = tokens
        count = len(whole)
        return any(
            list(phrase[:count]) == whole and phrase[count].startswith(last)
            for phrase in self.tokens
            if len(phrase) > count
        )

    def may_be_in(self, text: str) -> bool:
        return bool(self.tokens) and any(
            reading is None or any(first in reading for first in self._first) for reading in readings(text)
        )


_TAKE_AWAY = dict.fromkeys(map(ord, _UNSEEN))
_UNSEEN_AT_ALL = re.compile(f"[{''.join(sorted(_UNSEEN))}]")
_LINE_TAG = re.compile(rf"</?(?:{'|'.join(sorted(_TAGS_OF_A_LINE))})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_ANY_TAG = re.compile("<[^<>]*>")
_ROUND_A_VALUE = re.compile("[<>\"'=/]")
_NEEDS_A_CLOSE_LOOK = re.compile(r"%[0-9a-fA-F]{2}|\\|[\u0483-\u0489\u0590-\u109f\u1700-\u1cff\ua800-\uaaff]")
"""Percent-encoding, JSON's escapes, and scripts whose words are more than letters."""


def readings(text: str) -> Iterator[str | None]:
    """The folded text as its markup is read, and as if it had none; None where only a close look tells. Ten times as
    quick as reading it letter by letter, which few texts of an archive need."""
    if _NEEDS_A_CLOSE_LOOK.search(text):
        yield None
        return
    plain = html.unescape(text) if "&" in text else text
    if _UNSEEN_AT_ALL.search(plain):
        plain = plain.translate(_TAKE_AWAY)
    folded = _folded(plain)
    yield _ROUND_A_VALUE.sub(" ", folded) if "<" in folded else folded
    if "<" in folded:
        yield _ANY_TAG.sub(" ", _LINE_TAG.sub("", folded))


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    # The two that typographic texts are full of part words in either form, and would cost a normalisation.
    composed = _composed(_composed(text.replace("\u00a0", " ").replace("…", " ")).casefold())
    return _STRESS.sub("", composed).replace("ё", "е")


def _composed(text: str) -> str:
    return text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text)


@dataclass(slots=True)
class _Token:
    word: str
    start: int
    end: int = 0
    """Where it stands in the raw text, with the markup that parts it."""


def _tokens(text: str, start: int = 0, end: int | None = None, *, escapes: bool = False) -> list[_Token]:
    """The tokens of the text itself, without those inside tags."""
    found: list[_Token] = []
    reader = _Reader(found)
    for letters, opens, closes in _letters(text, start, len(text) if end is None else end, escapes):
        reader.take(letters, opens, closes)
    reader.close()
    return found


class _Reader:
    """Puts letters together to tokens. A letter waits for the combining marks that follow it."""

    def __init__(self, found: list[_Token]) -> None:
        self.found = found
        self.cluster = ""
        self.opens = self.closes = 0
        self.token: _Token | None = None

    def take(self, letters: str, opens: int, closes: int) -> None:
        if letters == "":
            self.part()
        for letter in letters:
            if self.cluster and unicodedata.combining(letter):
                self.cluster, self.closes = self.cluster + letter, closes
                continue
            if letter in _UNSEEN:
                if self.token or self.cluster:
                    self.cluster_done()
                continue
            self.cluster_done()
            self.cluster, self.opens, self.closes = letter, opens, closes

    def cluster_done(self) -> None:
        if not self.cluster:
            return
        folded, self.cluster = _folded(self.cluster), ""
        for letter in folded:
            is_of_a_word = letter.isalnum() or unicodedata.category(letter).startswith("M")
            if letter in _PARTING_LETTERS or not is_of_a_word:
                self._end_token()
                continue
            if self.token is None:
                self.token = _Token("", self.opens)
            self.token.word += letter
            self.token.end = self.closes

    def part(self) -> None:
        self.cluster_done()
        self._end_token()

    def _end_token(self) -> None:
        if self.token is not None:
            self.found.append(self.token)
            self.token = None

    close = part


def _letters(text: str, start: int, end: int, escapes: bool) -> Iterator[tuple[str, int, int]]:
    """Each letter with its place in the raw text; an empty one parts words."""
    place = start
    while place < end:
        run = _PLAIN.match(text, place, end)
        assert run is not None
        for number in range(place, run.end()):
            yield text[number], number, number + 1
        place = run.end()
        if place >= end:
            return
        piece = _PIECE.match(text, place, end)
        if piece is None or (text[place] == "\\" and not escapes):
            yield text[place], place, place + 1
            place += 1
            continue
        yield from _letters_of(piece)
        place = piece.end() if _is_markup(piece) else place + 1


def _is_markup(piece: re.Match[str]) -> bool:
    name = (piece["name"] or "").lower()
    return not name or name in _TAGS_OF_A_LINE or name in _OTHER_TAGS


def _letters_of(piece: re.Match[str]) -> Iterator[tuple[str, int, int]]:
    opens, closes = piece.span()
    if piece["tag"]:
        if not _is_markup(piece):
            yield "", opens, opens + 1
        elif piece["name"].lower() not in _TAGS_OF_A_LINE:
            yield "", opens, closes
    elif piece["entity"]:
        yield html.unescape(piece["entity"]), opens, closes
    elif piece["percent"]:
        yield from _percent(piece["percent"], opens)
    elif piece["unicode"]:
        yield chr(int(piece["unicode"][2:], 16)), opens, closes
    else:
        # In a text that is no JSON it may part a word; so both readings are tried.
        yield "", opens, closes


def _percent(encoded: str, opens: int) -> Iterator[tuple[str, int, int]]:
    octets = bytes.fromhex(encoded.replace("%", ""))
    start = 0
    while start < len(octets):
        for length in (1, 2, 3, 4):
            try:
                letter = octets[start : start + length].decode()
            except UnicodeDecodeError:
                continue
            break
        else:
            letter, length = " ", 1
        length = min(length, len(octets) - start)
        yield letter, opens + 3 * start, opens + 3 * (start + length)
        start += length


def _segments(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """The text itself, and the value of every attribute in it: each read for itself."""
    end = len(text) if end is None else end
    yield start, end
    for tag in re.finditer(r"<[a-zA-Z][^<>]*>", text[start:end]):
        for value in _VALUE.finditer(tag[0]):
            group = next(number for number in (1, 2, 3) if value[number] is not None)
            opens = start + tag.start() + value.start(group)
            if value[group]:
                yield opens, opens + len(value[group])


def _places(text: str, wanted: Wanted) -> list[list[tuple[int, int]]]:
    """For each find the raw places of its letters and of what stands between them, markup left out."""
    found: list[list[tuple[int, int]]] = []
    for start, end in _segments(text):
        readings = (False, True) if "\\" in text[start:end] else (False,)
        for escapes in readings:
            for run in _runs(_tokens(text, start, end, escapes=escapes), wanted):
                found.append(_between(text, run))
    return found


def _runs(tokens: Sequence[_Token], wanted: Wanted) -> Iterator[Sequence[_Token]]:
    """The longest first, none over another."""
    lengths = sorted(wanted.lengths, reverse=True)
    words = [token.word for token in tokens]
    place = 0
    while place < len(tokens):
        for length in lengths:
            if place + length <= len(tokens) and wanted.has(tuple(words[place : place + length])):
                yield tokens[place : place + length]
                place += length
                break
        else:
            place += 1


def _between(text: str, run: Sequence[_Token]) -> list[tuple[int, int]]:
    """From the first letter to the last, without the tags between them."""
    start, end = run[0].start, run[-1].end
    places, opens = [], start
    for tag in _PIECE.finditer(text, start, end):
        if tag["tag"] and _is_markup(tag):
            places.append((opens, tag.start()))
            opens = tag.end()
    places.append((opens, end))
    return [place for place in places if place[0] < place[1]]


@dataclass(frozen=True, slots=True)
class Blackout:
    """What is to go, applied to texts and to JSON."""

    wanted: Wanted
    mark: str = MARK

    def is_in(self, text: str) -> bool:
        return bool(text) and self.wanted.may_be_in(text) and bool(_places(text, self.wanted))

    def text(self, text: str) -> str:
        """The same text where nothing of it is to go."""
        if not text or not self.wanted.may_be_in(text):
            return text
        finds = _places(text, self.wanted)
        if not finds:
            return text
        spans = sorted((place, number == 0) for find in finds for number, place in enumerate(find))
        return _without(text, spans, self.mark)

    def cut_text(self, text: str) -> str:
        """As `text`, for one that an end of a column may have cut in the middle of the words. Of digests, where nobody
        knows how a phrase begins, this can find nothing more."""
        black = self.text(text)
        if not isinstance(self.wanted, Phrases):
            return black
        tokens = _tokens(black)
        for start in range(max(0, len(tokens) - max(self.wanted.lengths)), len(tokens)):
            run = tokens[start:]
            is_cut = run[-1].end == len(black) and len(run[-1].word) >= LEAST_OF_A_CUT_WORD
            if is_cut and self.wanted.begin_with(tuple(token.word for token in run)):
                return black[: run[0].start] + self.mark
        return black

    def json(self, value: Any, *, slugs: Callable[[str], str] | None = None) -> Any:
        """Keys stay; `slugs` mends what stands under "slug", which must remain fit for an address."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list | tuple):
            return [self.json(one, slugs=slugs) for one in value]
        if isinstance(value, dict):
            return {
                key: slugs(one)
                if slugs and key == "slug" and isinstance(one, str)
                else self.json(one, slugs=slugs)
                for key, one in value.items()
            }
        return value

    def slug(self, slug: str, otherwise: str) -> str:
        """The address without the words; `otherwise` where nothing remains of it."""
        if not self.is_in(slug):
            return slug
        kept = Blackout(self.wanted, mark="").text(slug)
        return re.sub("-{2,}", "-", kept).strip("-_ ") or otherwise


def _without(text: str, spans: list[tuple[tuple[int, int], bool]], mark: str) -> str:
    """Overlapping spans, as two readings may find them, count as one."""
    made, last = [], 0
    for (opens, closes), is_first in spans:
        if closes <= last:
            continue
        if opens >= last:
            made.append(text[last:opens])
            made.append(mark if is_first else "")
        last = closes
    made.append(text[last:])
    return "".join(made)
