"""The line above the headline: "NewsPolitics", "Editorial Manifesto · Society", "Interview"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from articles.exchange.reading import Vocabulary
from newsroom.lib.folding import fold

from .lines import is_closed, word_count

DEFAULT_KINDS = frozenset(
    {"News", "Stories", "Interview", "Comment", "Analysis"}
    | {"Новости", "Истории", "Интервью", "Комментарий", "Мнение", "Анализ"}
    | {"Новини", "Історії", "Інтерв'ю", "Інтервʼю", "Інтерв’ю", "Коментар", "Думка", "Аналіз"}
)
"""Known even to a site that has no kinds yet."""

MAX_KICKER_LENGTH = 60
MAX_KICKER_WORDS = 4

_SEPARATOR = re.compile(r"\s*[·|/•›»>]\s*|\s+[—–-]\s+|,\s+")
_DASH = re.compile(r"\s+[—–-]\s+")
_GLUE = re.compile(r"(?<=[^\W\d_])(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Kicker:
    kind: str = ""
    section: str = ""


def read_kicker(text: str, vocabulary: Vocabulary) -> Kicker | None:
    """What the line says, when its form or the site's own words show that it is a kicker."""
    kinds = _known_kinds(vocabulary.kinds)
    sections = _by_fold(vocabulary.sections)
    if len(text) > MAX_KICKER_LENGTH or (
        not may_be_kicker(text, words=2 * MAX_KICKER_WORDS) and fold(text) not in kinds
    ):
        return None
    if fold(text) in kinds:
        return Kicker(kind=_as_printed(text, kinds))
    if fold(text) in sections:
        return Kicker(section=_as_printed(text, sections))
    parts = [part for part in _SEPARATOR.split(text) if part]
    if len(parts) > 1 and not _begins_with_glued_kind(parts[0], kinds):
        return _of_parts(text, parts, kinds, sections)
    return _of_glued(text, kinds, sections)


def is_known_kicker(text: str, vocabulary: Vocabulary) -> bool:
    """Holds a kind that is known, or is a section of the site: no headline looks so by chance."""
    kicker = read_kicker(text, vocabulary)
    if kicker is None:
        return False
    return fold(kicker.kind) in _known_kinds(vocabulary.kinds) or fold(kicker.section) in _by_fold(
        vocabulary.sections
    )


def is_full_kicker(text: str, vocabulary: Vocabulary) -> bool:
    """A known kind together with a section in one line: a kicker wherever it stands."""
    kicker = read_kicker(text, vocabulary)
    return kicker is not None and bool(kicker.section) and fold(kicker.kind) in _known_kinds(vocabulary.kinds)


def section_named(text: str, vocabulary: Vocabulary) -> str:
    """The section that a line of its own names."""
    return _as_printed(text, _by_fold(vocabulary.sections))


def unknown_kicker(text: str, vocabulary: Vocabulary) -> Kicker:
    """What a line says that only its place shows to be a kicker: "Long Read — Disasters", or a section alone."""
    parts = [part for part in _DASH.split(text) if part]
    if len(parts) == 2:
        return Kicker(parts[0], section_named(parts[1], vocabulary))
    return Kicker(section=section_named(text, vocabulary))


def may_be_kicker(text: str, words: int = MAX_KICKER_WORDS) -> bool:
    """Short, begun with a capital, and closed by nothing: an unknown section may look so."""
    is_short = len(text) <= MAX_KICKER_LENGTH and word_count(text) <= words
    return is_short and text[0].isupper() and not is_closed(text)


def _of_parts(text: str, parts: list[str], kinds: dict[str, str], sections: dict[str, str]) -> Kicker | None:
    """Parts set apart by a mark. The last part that is no kind is the section, being the nearest."""
    if any(not may_be_kicker(part) for part in parts):
        return None
    known = [part for part in parts if fold(part) in kinds]
    others = [part for part in parts if part not in known[:1]]
    if known:
        return Kicker(_as_printed(known[0], kinds), _as_printed(others[-1], sections) if others else "")
    has_plain_separator = re.search(r"[·|/•]", text) is not None
    return (
        Kicker(parts[0], _as_printed(parts[1], sections)) if len(parts) == 2 and has_plain_separator else None
    )


def _begins_with_glued_kind(part: str, kinds: dict[str, str]) -> bool:
    """ "InterviewArts, Books & Film": the comma belongs to the section."""
    cuts = (cut.start() for cut in _GLUE.finditer(part) if _is_cut(part, cut.start(), {}))
    return any(fold(part[:cut]) in kinds for cut in cuts)


def _of_glued(text: str, kinds: dict[str, str], sections: dict[str, str]) -> Kicker | None:
    """A known kind glued to a section, in either order; else two words that only their capitals part."""
    cuts = [cut.start() for cut in _GLUE.finditer(text) if _is_cut(text, cut.start(), sections)]
    for cut in cuts:
        left, right = text[:cut], text[cut:]
        if fold(left) in kinds:
            return Kicker(_as_printed(left, kinds), _as_printed(right, sections))
        if fold(right) in kinds:
            return Kicker(_as_printed(right, kinds), _as_printed(left, sections))
    if cuts and word_count(text) <= MAX_KICKER_WORDS:
        return Kicker(text[: cuts[0]], _as_printed(text[cuts[0] :], sections))
    return None


def _is_cut(text: str, position: int, sections: dict[str, str]) -> bool:
    """A small letter meets a capital, with a word on both sides (no McKay, no iPhone); or, all in capitals,
    what follows is a section of the site."""
    left, right = text[:position], text[position:]
    if text.isupper():
        return fold(right) in sections
    last_word = left.split(" ")[-1]
    return left[-1].islower() and right[0].isupper() and len(last_word) > 3 and len(right) > 1


@lru_cache(maxsize=64)
def _known_kinds(kinds: frozenset[str]) -> dict[str, str]:
    return _by_fold(DEFAULT_KINDS | kinds)


@lru_cache(maxsize=64)
def _by_fold(names: frozenset[str]) -> dict[str, str]:
    return {fold(name): name for name in sorted(names)}


def _as_printed(name: str, known: dict[str, str]) -> str:
    """As the page prints it; a name set in capitals takes the site's spelling, or that of a name."""
    if not name.isupper() or len(name) <= 3:
        return name
    return known.get(fold(name), name.capitalize())
