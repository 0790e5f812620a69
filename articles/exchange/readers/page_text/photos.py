"""Photos among the lines: a caption with its credit, once, though the page prints it twice."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeGuard

from articles.exchange.reading import Vocabulary
from media.credit import LEAD_IN, credit_line, looks_like_a_credit, names_an_agency
from media.person_names import looks_like_a_person
from newsroom.lib.folding import fold, fold_typography

from .byline import is_signed
from .lines import Line, Picture, Piece, ends_a_sentence, is_speech, last_mark, texts, word_count

MAX_CAPTION_LENGTH = 1_000
MAX_CAPTION_BELOW_LENGTH = 300
MAX_BARE_CREDIT_LENGTH = 80
MAX_LONE_CREDIT_WORDS = 4
"""So short a line that begins with "Photo:" is a credit, though it holds small letters: "Photo: Ministry of ports"."""


_BEFORE_CREDIT = ".!?…\"'”’»)]}|/·—–-,;:([ "
"""What may stand before "Photo:" inside a line; a letter may not ("telephoto: …")."""


_CREDIT_IN_BRACKETS = re.compile(r"(?P<caption>.*[^\s(])\s*[(\[](?P<credit>[^()\[\]/]+/[^()\[\]]+)[)\]]")
_CREDIT_AFTER_A_WORD = re.compile(
    r"(?P<caption>.*[.!?…»”)])\s(?:Photo|PHOTO|Фото|ФОТО|Світлина)\s(?P<credit>[^\W\d_].*)"
)


def find_pictures(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Piece]:
    """Every line that holds a credit becomes a picture; the others stay."""
    return [_picture(line, vocabulary) or line for line in lines]


def join_captions(pieces: Sequence[Piece], is_no_caption: Callable[[int, str], bool]) -> list[Piece]:
    """A credit that stands alone takes the caption above it, if that line is one.

    `is_no_caption`, given a place and a line, tells of those that only a second printing can make a caption: bylines, dates, subheads.
    """
    joined: list[Piece] = []
    pieces = _with_captions_below(pieces)
    for position, piece in enumerate(pieces):
        above = joined[-1] if joined else None
        following = pieces[position + 1] if position + 1 < len(pieces) else None
        if isinstance(piece, Picture) and not piece.caption and isinstance(above, Line):
            is_twin = _key(above.text) in {_key(_words(twin)) for twin in (*joined[-2:-1], following) if twin}
            if is_twin or (
                not is_no_caption(position - 1, above.text)
                and _belongs_to(piece, above, has_more=len(joined) > 1)
            ):
                joined[-1] = replace(piece, caption=above.text, gap=above.gap)
                continue
        joined.append(piece)
    return joined


def _with_captions_below(pieces: Sequence[Piece]) -> list[Piece]:
    """A credit that stands alone takes the one line right below it, where blank lines set both apart from the rest."""
    joined: list[Piece] = []
    for position, piece in enumerate(pieces):
        above = joined[-1] if joined else None
        ends_its_group = position + 1 == len(pieces) or pieces[position + 1].gap > 0
        if above and _is_set_apart(above) and ends_its_group and _may_stand_below(piece):
            joined[-1] = replace(above, caption=piece.text)
        else:
            joined.append(piece)
    return joined


def _may_stand_below(piece: Piece) -> TypeGuard[Line]:
    return isinstance(piece, Line) and piece.gap == 0 and len(piece.text) <= MAX_CAPTION_BELOW_LENGTH


def _is_set_apart(piece: Piece) -> TypeGuard[Picture]:
    """A lone credit with a blank line above it."""
    return isinstance(piece, Picture) and not piece.caption and piece.gap > 0


def once_each(pieces: Sequence[Piece]) -> list[Piece]:
    """Drop the second printing of a picture, and its caption printed without the credit beside it."""
    kept: list[Piece] = []
    seen: set[tuple[str, str]] = set()
    for position, piece in enumerate(pieces):
        if isinstance(piece, Picture):
            key = (_key(piece.caption), _credit_key(piece.credit))
            is_neighbour = bool(kept) and isinstance(kept[-1], Picture) and _key_of(kept[-1]) == key
            if is_neighbour or (piece.caption and key in seen):
                continue
            seen.add(key)
        elif _is_copy_of_caption(piece, pieces[max(position - 2, 0) : position + 3]):
            continue
        kept.append(piece)
    return kept


def doubled_captions(head: Sequence[Piece]) -> list[Piece]:
    """In the head a line printed twice running is the caption of a photo whose credit the page lacks.

    Below a line that may be the first paragraph already, two full sentences are a refrain.
    """
    found: list[Piece] = []
    for piece in head:
        above = found[-1] if found else None
        if isinstance(piece, Line) and isinstance(above, Line) and _key(above.text) == _key(piece.text):
            lines_above = len(texts(found))
            is_open = not ends_a_sentence(piece.text) and not is_speech(piece.text)
            if lines_above == 1 or (lines_above == 2 and is_open):
                found[-1] = Picture(above.text, "", above.gap)
                continue
        found.append(piece)
    return found


def _picture(line: Line, vocabulary: Vocabulary) -> Picture | None:
    is_writers_line = is_signed(line.text) and not LEAD_IN.match(line.text)
    if len(line.text) > MAX_CAPTION_LENGTH or is_writers_line:
        return None
    for lead_in in reversed(list(LEAD_IN.finditer(line.text))):
        if _may_lead_in(line.text, lead_in):
            caption, credit = line.text[: lead_in.start()].rstrip(" ([|/·—–-"), line.text[lead_in.end() :]
            is_credit = _is_credit(caption, credit, has_colon=":" in lead_in.group())
            return Picture(caption, credit_line(credit), line.gap, line.text) if is_credit else None
    if _is_bare_credit(line.text, vocabulary):
        return Picture("", credit_line(line.text), line.gap, line.text)
    return _with_unmarked_credit(line, vocabulary)


def _with_unmarked_credit(line: Line, vocabulary: Vocabulary) -> Picture | None:
    """A caption whose credit has no "Photo:" before it: "… at work. (Jane Roe / AFP)", "… at work. Фото Анны Роу"."""
    found = _CREDIT_IN_BRACKETS.fullmatch(line.text) or _CREDIT_AFTER_A_WORD.fullmatch(line.text)
    if not found or len(found["caption"]) > MAX_CAPTION_BELOW_LENGTH:
        return None
    credit = found["credit"]
    is_agency = names_an_agency(credit, vocabulary.agencies)
    is_sure = looks_like_a_credit(credit) and (is_agency or _names_a_person(credit))
    return Picture(found["caption"], credit_line(credit), line.gap, line.text) if is_sure else None


def _may_lead_in(text: str, lead_in: re.Match[str]) -> bool:
    """ "Photo:" after a caption, not a word inside a sentence: "… he sent a photo by post"."""
    before = text[: lead_in.start()]
    if before and before[-1] not in _BEFORE_CREDIT:
        return False
    is_written_large = lead_in.group()[0].isupper() or lead_in.group()[0] in "©("
    is_after_a_stop = not before or before.rstrip()[-1:] in '.!?…"”»)|/·—–(['
    return is_after_a_stop or is_written_large


def _is_credit(caption: str, credit: str, *, has_colon: bool) -> bool:
    """Names, not a sentence. A caption in quotes or with a dash before it is somebody speaking."""
    credit = credit.strip().rstrip(")]").strip()
    is_sentence = credit[0:1].islower() and not has_colon and not credit.startswith("the ")
    if not credit or caption.startswith(("— ", "– ")) or is_sentence:
        return False
    if looks_like_a_credit(credit):
        return True
    is_short = last_mark(credit).isalnum() and word_count(credit) <= 8
    if not has_colon or not is_short or any(mark in credit for mark in '“”«»"'):
        return False
    if caption or _names_a_person(credit):
        return True
    return credit[0].isupper() and word_count(credit) <= MAX_LONE_CREDIT_WORDS


def _names_a_person(credit: str) -> bool:
    """ "Photo: Jane Roe / Harbour news": one of the parts between slashes."""
    return any(looks_like_a_person(part.strip()) for part in credit.split("/"))


def _is_bare_credit(text: str, vocabulary: Vocabulary) -> bool:
    """ "EPA-EFE/MAXIM SHIPENKOV" with no "Photo:" before it: parts between slashes, one a known agency."""
    if len(text) > MAX_BARE_CREDIT_LENGTH or "/" not in text or ends_a_sentence(text):
        return False
    return looks_like_a_credit(text) and names_an_agency(text, vocabulary.agencies)


def _belongs_to(credit: Picture, above: Line, *, has_more: bool) -> bool:
    """Is the line above a lone credit its caption, or the standfirst or a paragraph? Blank lines tell, if there
    are any; else the full stop."""
    if credit.gap == 0 and above.gap > 0:
        return True
    if credit.gap > above.gap and has_more:
        return False
    return not ends_a_sentence(above.text)


def _is_copy_of_caption(line: Line, neighbours: Sequence[Piece]) -> bool:
    if len(line.text) > MAX_CAPTION_LENGTH:
        return False
    captions = {_key(piece.caption) for piece in neighbours if isinstance(piece, Picture) and piece.caption}
    return _key(line.text) in captions


def _words(piece: Piece) -> str:
    return piece.text if isinstance(piece, Line) else piece.caption


def _key_of(picture: Picture) -> tuple[str, str]:
    return _key(picture.caption), _credit_key(picture.credit)


def _key(text: str) -> str:
    """Equal for two printings that differ in spaces, quotes, dashes, case or a closing full stop."""
    return fold(fold_typography(text)).rstrip(".")


def _credit_key(credit: str) -> str:
    """Equal for "EPA / TOLGA AKMEN" and "EPA/Tolga Akmen"."""
    return "".join(letter for letter in _key(credit) if letter.isalnum())
