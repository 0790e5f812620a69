"""The head of a page: kicker, headline, standfirst, byline, dates and the photos above the body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from articles.exchange.reading import Vocabulary
from articles.newsitem import Byline
from media.credit import names_an_agency
from media.person_names import looks_like_a_person
from newsroom.lib.folding import fold

from .byline import is_role, is_signed, read_byline
from .dates import PrintedDate, read_date
from .kicker import Kicker, is_known_kicker, may_be_kicker, read_kicker, section_named, unknown_kicker
from .lines import Line, Picture, Piece, ends_a_sentence, is_headline_like, word_count
from .photos import doubled_captions, join_captions, once_each

MAX_TOP_LINES = 24
"""A headline lies within the first lines, below whatever menu the page opens with."""

MAX_HEAD_LINES = 14
"""Byline, date and photos lie within so many lines below the headline."""

MAX_SUBHEAD_WORDS_ABOVE_PHOTO = 3
"""So short a line above a credit that stands alone is rather a subhead than a caption."""

MAX_ONE_WORD_HEADLINE = 120


_PAPERS_NAME = re.compile(r"\s*(?:[|·•»]|\s[—–-]|::)\s+\S.{0,60}")
"""What a browser's title adds to the headline."""


@dataclass(slots=True)
class Head:
    headline: str
    kicker: Kicker = field(default_factory=Kicker)
    standfirst: str = ""
    bylines: tuple[Byline, ...] = ()
    dates: list[PrintedDate] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)

    @property
    def lead(self) -> list[Picture]:
        """The first photo above the body, if there is one."""
        return self.pictures[:1]


def read_head(pieces: Sequence[Piece], vocabulary: Vocabulary) -> tuple[Head, list[Piece]]:
    """The head, and the pieces of the body below it."""
    pieces = _with_kickers_apart(_without_browser_title(pieces, vocabulary), vocabulary)
    position, kicker = _find_headline(pieces, vocabulary)
    if position is None:
        return Head(""), list(pieces)
    headline = pieces[position]
    assert isinstance(headline, Line)
    head = Head(headline.text, kicker)
    for piece in once_each(pieces[:position]):
        if isinstance(piece, Picture) or _is_dated_or_signed(piece.text, vocabulary):
            _take(piece, head, vocabulary)
    below = _without_repeated_headline(pieces[position + 1 :], headline.text)
    below = _with_captions(_with_roles(below, vocabulary), vocabulary)
    end = _end_of_head(below, vocabulary)
    standfirst = [
        piece.text for piece in below[:end] if not _take(piece, head, vocabulary) and isinstance(piece, Line)
    ]
    head.standfirst = " ".join(standfirst)
    return head, below[end:]


def _without_browser_title(pieces: Sequence[Piece], vocabulary: Vocabulary) -> list[Piece]:
    """ "Headline | The Paper" above the page is the browser's; no menu between it and the headline is a kicker."""
    title = _text(pieces[0]) if pieces else ""
    for position, piece in enumerate(pieces[1:MAX_TOP_LINES], 1):
        text = _text(piece)
        if _is_paragraph(text):
            break
        if text and title.startswith(text) and _PAPERS_NAME.fullmatch(title[len(text) :]):
            above = [
                piece
                for piece in pieces[1:position]
                if may_be_kicker(_text(piece) or "-") or _is_dated_or_signed(_text(piece), vocabulary)
            ]
            return [*above, *pieces[position:]]
    return list(pieces)


def _with_kickers_apart(pieces: Sequence[Piece], vocabulary: Vocabulary) -> list[Piece]:
    """ "News · 14 December 2025" at the top of the page is a kicker and a date."""
    apart: list[Piece] = []
    for piece in pieces[:MAX_TOP_LINES]:
        dated = read_date(_text(piece), vocabulary.zone)
        if dated and dated.rest and is_known_kicker(dated.rest, vocabulary):
            apart += [
                Line(dated.rest, piece.gap),
                Line(_text(piece).replace(dated.rest, "", 1).strip(" ·|•/,—–-")),
            ]
        else:
            apart.append(piece)
    return [*apart, *pieces[MAX_TOP_LINES:]]


def _with_roles(below: Sequence[Piece], vocabulary: Vocabulary) -> list[Piece]:
    """ "Jane Roe" above "Court reporter" is one byline."""
    joined: list[Piece] = []
    for position, piece in enumerate(below):
        above = joined[-1] if joined and position < MAX_HEAD_LINES else None
        if isinstance(above, Line) and is_role(_text(piece)) and read_byline(above.text, vocabulary):
            joined[-1] = Line(f"{above.text}, {_text(piece)}", above.gap)
        else:
            joined.append(piece)
    return joined


def _with_captions(below: Sequence[Piece], vocabulary: Vocabulary) -> list[Piece]:
    """Each photo once, with its caption; a line that the head prints twice is the caption of one without credit."""

    def is_no_caption(position: int, text: str) -> bool:
        if position >= MAX_HEAD_LINES:
            return word_count(text) <= MAX_SUBHEAD_WORDS_ABOVE_PHOTO
        return _is_dated(text, vocabulary) or bool(read_byline(text, vocabulary))

    first = [_as_byline(piece, vocabulary) for piece in below[:MAX_HEAD_LINES]]
    joined = once_each(join_captions([*first, *below[MAX_HEAD_LINES:]], is_no_caption))
    paragraphs = (position for position, piece in enumerate(joined) if _is_paragraph(_text(piece)))
    start_of_body = min(next(paragraphs, MAX_HEAD_LINES), MAX_HEAD_LINES)
    return [*doubled_captions(joined[:start_of_body]), *joined[start_of_body:]]


def _as_byline(piece: Piece, vocabulary: Vocabulary) -> Piece:
    """ "Photographs by Jane Roe" on a line of its own signs the story; "Photos: EPA" credits one photo."""
    if (
        isinstance(piece, Line)
        or not is_signed(piece.printed)
        or names_an_agency(piece.credit, vocabulary.agencies)
    ):
        return piece
    return Line(piece.printed, piece.gap) if read_byline(piece.printed, vocabulary) else piece


def _is_paragraph(text: str) -> bool:
    """Long enough to be no caption."""
    return ends_a_sentence(text) and word_count(text) > 20


def _find_headline(pieces: Sequence[Piece], vocabulary: Vocabulary) -> tuple[int | None, Kicker]:
    """Where the headline stands. Above it is a run of short lines: menu, kicker, or a short headline itself."""
    short: list[int] = []
    for position, piece in enumerate(pieces[:MAX_TOP_LINES]):
        if not isinstance(piece, Line):
            continue
        if _is_dated_or_signed(piece.text, vocabulary):
            if short and not _last_kicker(short, pieces, vocabulary):
                break
            continue
        if not may_be_kicker(piece.text) and read_kicker(piece.text, vocabulary) is None:
            return _choose(short, position, pieces, vocabulary)
        short.append(position)
    return _choose(short, None, pieces, vocabulary)


def _choose(
    short: list[int], long: int | None, pieces: Sequence[Piece], vocabulary: Vocabulary
) -> tuple[int | None, Kicker]:
    """Of the short lines and the first long one: the headline, and what the kicker says."""
    texts = {position: _text(pieces[position]) for position in [*short, *([] if long is None else [long])]}
    known = _last_kicker(short, pieces, vocabulary)
    if known is not None:
        index, kicker = known
        candidates = short[index + 1 :] + ([] if long is None else [long])
        if len(candidates) > 1 and _is_section_line(
            kicker, texts[candidates[0]], texts[candidates[1]], vocabulary
        ):
            kicker = Kicker(kicker.kind, section_named(texts.pop(candidates.pop(0)), vocabulary))
        return (candidates[0] if candidates else None), kicker
    return _choose_unknown(short, long, texts, vocabulary)


def _choose_unknown(
    short: list[int], long: int | None, texts: dict[int, str], vocabulary: Vocabulary
) -> tuple[int | None, Kicker]:
    """No form and no known word shows the kicker: a shorter line above a fit headline is one, an unknown section."""
    people = [position for position in short[1:] if looks_like_a_person(texts[position])]
    short = [position for position in short if position not in people]
    if not short:
        return long, Kicker()
    last = short[-1]
    if len(short) > 1 and word_count(texts[short[-2]]) == 1 and word_count(texts[last]) > 2:
        return last, unknown_kicker(texts[short[-2]], vocabulary)
    if long is not None and not people and _is_unknown_kicker(texts[last], texts[long]):
        return long, unknown_kicker(texts[last], vocabulary)
    if len(short) > 1 and word_count(texts[short[-2]]) <= 2:
        return last, Kicker(section=section_named(texts[short[-2]], vocabulary))
    return short[0], Kicker()


def _is_unknown_kicker(text: str, headline: str) -> bool:
    if word_count(text) == 1:
        return is_headline_like(headline) or len(headline) <= MAX_ONE_WORD_HEADLINE
    return is_headline_like(headline) and word_count(headline) > 4


def _last_kicker(
    short: list[int], pieces: Sequence[Piece], vocabulary: Vocabulary
) -> tuple[int, Kicker] | None:
    """The last kicker among the short lines, one with known words before any other; kind and section may stand
    in two lines."""
    texts = [_text(pieces[position]) for position in short]
    read = [read_kicker(text, vocabulary) for text in texts]
    known = [index for index, text in enumerate(texts) if is_known_kicker(text, vocabulary)]
    for index in reversed(known or range(len(short))):
        kicker, above = read[index], read[index - 1] if index else None
        if kicker and above and not (kicker.kind and above.kind) and not (kicker.section and above.section):
            return index, Kicker(kicker.kind or above.kind, kicker.section or above.section)
        if kicker:
            return index, kicker
    return None


def _is_section_line(kicker: Kicker, text: str, following: str, vocabulary: Vocabulary) -> bool:
    """Below a kind that stands alone, one or two words above a longer headline are the section."""
    if kicker.section or word_count(text) > 2 or looks_like_a_person(following):
        return False
    return is_headline_like(following) and word_count(following) > word_count(text)


def _is_dated_or_signed(text: str, vocabulary: Vocabulary) -> bool:
    return _is_dated(text, vocabulary) or (is_signed(text) and bool(read_byline(text, vocabulary)))


def _is_dated(text: str, vocabulary: Vocabulary) -> bool:
    """A date, and at most a byline beside it."""
    dated = read_date(text, vocabulary.zone)
    return dated is not None and (not dated.rest or bool(read_byline(dated.rest, vocabulary)))


def _without_repeated_headline(below: Sequence[Piece], headline: str) -> list[Piece]:
    """A page may print its headline twice running: the browser's title, and the story's own."""
    first = below[0] if below else None
    return list(below[1:] if isinstance(first, Line) and fold(first.text) == fold(headline) else below)


def _end_of_head(below: Sequence[Piece], vocabulary: Vocabulary) -> int:
    """The piece after the last byline, date or photo that still belongs to the head.

    One other line may stand among them, the standfirst, and only straight below the headline. Above a date or
    a line that begins with "By" it may stand below the photo, or be two lines, if they are not two sentences.
    A day without a year below another line is a subhead.
    """
    end = 0
    others: list[str] = []
    is_straight = True
    for position, piece in enumerate(below[:MAX_HEAD_LINES]):
        is_sure = isinstance(piece, Line) and _is_dated_or_signed(piece.text, vocabulary)
        if others and _is_day_alone(_text(piece), vocabulary):
            break
        is_marker = is_sure or isinstance(piece, Picture) or bool(read_byline(_text(piece), vocabulary))
        if not is_marker:
            others.append(_text(piece))
            is_straight = is_straight and end == 0
            continue
        is_one = len(others) == 1 and (is_straight or is_sure)
        is_two = len(others) == 2 and is_sure and not all(map(ends_a_sentence, others))
        if not others or is_one or is_two:
            end = position + 1
        else:
            break
    return end


def _is_day_alone(text: str, vocabulary: Vocabulary) -> bool:
    dated = read_date(text, vocabulary.zone)
    return dated is not None and not dated.has_year


def _take(piece: Piece, head: Head, vocabulary: Vocabulary) -> bool:
    """Read one piece into the head; False for a line that is neither photo, date nor byline."""
    if isinstance(piece, Picture):
        head.pictures.append(piece)
        return True
    dated = read_date(piece.text, vocabulary.zone)
    rest = piece.text if dated is None else dated.rest
    bylines = read_byline(rest, vocabulary) if rest else ()
    if dated and (bylines or not rest):
        head.dates.append(dated)
    head.bylines += bylines
    return bool(bylines or (dated and not rest))


def _text(piece: Piece) -> str:
    return piece.text if isinstance(piece, Line) else ""
