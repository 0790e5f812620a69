"""Who wrote, translated and photographed: a line between headline and body, or a signed last line."""

from __future__ import annotations

import re
from functools import lru_cache

from articles.exchange.reading import Vocabulary
from articles.newsitem import Byline, BylineRole
from media.person_names import looks_like_a_person, recase
from newsroom.lib.folding import fold

from .lines import last_mark, word_count

MAX_BYLINE_LENGTH = 240
MAX_AFFILIATION_WORDS = 12
MAX_ROLE_WORDS = 4

_BY = (
    r"(?:text|words|story)\s+(?:and|&)\s+(?:photos|photographs|pictures)(?:\s+by(?=\s)|\s*[:—–])"
    r"|(?:photos|photographs|pictures)\s+(?:and|&)\s+(?:text|words)(?:\s+by(?=\s)|\s*[:—–])"
    r"|(?:текст\s+(?:и|і|та|й)\s+(?:фото|світлини)|(?:фото|світлини)\s+(?:и|і|та|й)\s+текст)\s*[:—–]"
    r"|(?:(?:text|words|story|report|reporting|reported|interview|interviewed|written)\s+)?by(?=\s)"
    r"|(?:text|words|authors?|reporters?|correspondents?|interview)\s*[:—–]"
    r"|(?:автор(?:ы|и|ка|ки)?(?:\s+(?:текста|тексту|статьи|статті))?|текст)(?:\s*[:—–]|(?=\s))"
    r"|(?:журналист|журналіст|корреспондент|кореспондент)(?:ка|ы|и)?\s*[:—–]"
    r"|(?:беседовал|подготовил|записал)[аи]?\s*[:—–]?(?=\s)"
    r"|(?:спілкува|розмовля|записа|підготува)(?:вся|лася|лися|в|ла|ли)\s*[:—–]?(?=\s)"
)
_TRANSLATED_BY = (
    r"translat(?:ed|ion)(?:\s+from\s+(?:the\s+)?\w+)?\s+by(?=\s)|translat(?:ion|ors?)\s*[:—–]"
    r"|перевод(?:чик|чица)?(?:\s+с\s+\w+)?(?:\s*[:—–]|(?=\s))|перев[её]л[аи]?(?:\s+с\s+\w+)?\s*[:—–]?(?=\s)"
    r"|переклад(?:ач|ачка)?(?:\s+з\s+\w+)?(?:\s*[:—–]|(?=\s))|перекла(?:в|ла|ли)(?:\s+з\s+\w+)?\s*[:—–]?(?=\s)"
)
_PHOTOGRAPHS_BY = (
    r"(?:photographs|photos|photography|pictures)\s+by(?=\s)|(?:photographs|photographers?|photography|pictures)\s*[:—–]"
    r"|(?:фотографии|фотографії|фотограф|фотографиня|світлини)\s*[:—–]"
)
_PHOTOGRAPH_AFTER_TEXT = r"(?:photos?|фото|світлина)\s*[:—–]|photo\s+by(?=\s)"
"""Beside a writer's name in the same line this names the photographer of the story, not the credit of one photo."""

_LEAD_IN = re.compile(
    rf"(?:^|(?<=[\s,;.|·/(]))(?:(?P<translated_by>{_TRANSLATED_BY})|(?P<photographs_by>{_PHOTOGRAPHS_BY})|(?P<by>{_BY})"
    rf"|(?<=.)(?P<photograph_by>{_PHOTOGRAPH_AFTER_TEXT}))\s*",
    re.IGNORECASE,
)
_NAME_SEPARATOR = re.compile(
    r"\s*(?:[;|·•/(]|,(?:\s+(?:and|и|та|і)\s)?)\s*|\s+(?:and|&|и|та|і|й)\s+", re.IGNORECASE
)
_AFFILIATION = re.compile(
    r"\s+(?=(?:(?:exclusively|specially|reporting|writing)\s+)?(?:for|from|in)\s"
    r"|(?:специально|эксклюзивно|спеціально|ексклюзивно)\s|для\s)",
    re.IGNORECASE,
)
_EDGES = " ,;|·•/—–-()."
_ROLES = frozenset(
    fold(word)
    for word in (
        "correspondent reporter editor journalist columnist photographer special writer "
        "корреспондент корреспондентка журналист журналистка редактор редакторка обозреватель обозревательница "
        "специальный специальная собственный спецкор спецкорр колумнист колумнистка фотограф "
        "кореспондент кореспондентка журналіст журналістка оглядач оглядачка спеціальний спеціальна"
    ).split()
)
_DEPARTMENTS = frozenset(
    fold(word)
    for word in (
        "department desk team staff newsroom editors unit editorial отдел редакция служба студия команда "
        "відділ редакція студія"
    ).split()
)


_EDITORS = frozenset({"редакция", "редакція", "editors", "newsroom"})
"""The paper's own people, signed with one word."""


def read_byline(text: str, vocabulary: Vocabulary) -> tuple[Byline, ...]:
    """The names of a byline in printed order; empty when the line is none."""
    if len(text) > MAX_BYLINE_LENGTH or text[-1] in "!?…:;":
        return ()
    lead_ins = list(_LEAD_IN.finditer(text))
    starts = [lead_in.start() for lead_in in lead_ins]
    bylines = list(_bare_names(text[: starts[0]] if starts else text, vocabulary))
    if not bylines and (not lead_ins or starts[0] > 0):
        return ()
    for lead_in, end in zip(lead_ins, [*starts[1:], len(text)], strict=False):
        names = _names(text[lead_in.end() : end], _role(lead_in), vocabulary, after_colon=_has_colon(lead_in))
        if not names:
            return ()
        bylines += names
    return tuple(bylines)


def is_signed(text: str) -> bool:
    """Begins with words such as "By", "Author:", "Переклад:", that leave no doubt."""
    return bool(_LEAD_IN.match(text))


def is_role(text: str) -> bool:
    """ "Staff Writer", "Political editor": what somebody is, not a second person."""
    words = text.split()
    return 0 < len(words) <= MAX_ROLE_WORDS and fold(words[-1]) in _ROLES


def is_signature(text: str) -> bool:
    """Begins with words that sign a story even below its last paragraph: "Author:", "Translated by"."""
    lead_in = _LEAD_IN.match(text)
    return lead_in is not None and (_has_colon(lead_in) or lead_in["by"] is None)


def _role(lead_in: re.Match[str]) -> BylineRole:
    if lead_in["translated_by"]:
        return BylineRole.TRANSLATION
    return BylineRole.BY if lead_in["by"] else BylineRole.PHOTOGRAPHS


def _has_colon(lead_in: re.Match[str]) -> bool:
    return lead_in.group().rstrip()[-1] in ":—–"


def _bare_names(text: str, vocabulary: Vocabulary) -> list[Byline]:
    """Names with no lead-in. A line that ends as a sentence does is none."""
    if not text.strip(_EDGES) or (last_mark(text) == "." and _ends_with_a_word(text)):
        return []
    bylines = _names(text, BylineRole.BY, vocabulary, is_bare=True)
    return [] if any(word_count(line.affiliation) > MAX_AFFILIATION_WORDS for line in bylines) else bylines


def _ends_with_a_word(text: str) -> bool:
    """A full stop after a whole word ends a sentence; after one letter it belongs to an initial."""
    return len(text.rstrip('. "”»').split()[-1]) > 1


def _names(
    text: str, role: BylineRole, vocabulary: Vocabulary, *, is_bare: bool = False, after_colon: bool = False
) -> list[Byline]:
    """Each name with the words printed between it and the next; empty unless the first words are a name."""
    found: list[tuple[str, str, int, int]] = []
    for start, end in _tokens(text):
        token = text[start:end]
        name, affiliation = _role_first(token)
        is_first = not found
        if not is_first and is_role(token):
            continue
        if _is_name(name, vocabulary, is_sure=is_first and not is_bare, is_anything=is_first and after_colon):
            found.append((name, affiliation, start, end))
        elif is_first:
            return []
    ends = [start for _, _, start, _ in found[1:]] + [len(text)]
    bylines = []
    for (name, before, _, end), next_start in zip(found, ends, strict=True):
        after = _without_joiner(text[end:next_start])
        bylines.append(Byline(name=recase(name), role=role, affiliation=before or after))
    return bylines


def _tokens(text: str) -> list[tuple[int, int]]:
    """Spans between separators; "Jane Roe exclusively for The Wire" is two of them."""
    spans, start = [], 0
    for separator in [*_NAME_SEPARATOR.finditer(text), None]:
        end = separator.start() if separator else len(text)
        if text[start:end].strip(_EDGES):
            first = start + len(text[start:end]) - len(text[start:end].lstrip(_EDGES))
            last = (
                end
                if text[start:end].endswith(".") and not _ends_with_a_word(text[start:end])
                else (start + len(text[start:end].rstrip(_EDGES)))
            )
            cut = _AFFILIATION.search(text, first, last)
            spans += [(first, cut.start()), (cut.end(), last)] if cut else [(first, last)]
        start = separator.end() if separator else len(text)
    return spans


def _role_first(token: str) -> tuple[str, str]:
    """ "Special correspondent Jane Roe" -> the name, and the role as its affiliation."""
    words = token.split()
    if fold(words[0]) in _ROLES:
        for position in range(1, len(words) - 1):
            if looks_like_a_person(" ".join(words[position:])):
                return " ".join(words[position:]), " ".join(words[:position])
    return token, ""


def _is_name(text: str, vocabulary: Vocabulary, *, is_sure: bool = False, is_anything: bool = False) -> bool:
    """A known author, the paper itself, a person, a department; after "By" also any capitalised name."""
    known = _folded(vocabulary.authors) | _folded(vocabulary.site_names)
    words = text.split()
    if fold(text) in known or looks_like_a_person(text) or _is_department(words):
        return True
    if is_anything:
        return len(words) <= 6
    return is_sure and len(words) <= 5 and all(word[0].isupper() or word[0] in '«“"' for word in words)


@lru_cache(maxsize=64)
def _folded(names: frozenset[str]) -> frozenset[str]:
    return frozenset(fold(name) for name in names)


def _is_department(words: list[str]) -> bool:
    """ "Video department", "Отдел расследований"."""
    is_named = words[0][0].isupper() and any(fold(word) in _DEPARTMENTS for word in words)
    return is_named and (2 <= len(words) <= 4 or (len(words) == 1 and fold(words[0]) in _EDITORS))


def _without_joiner(text: str) -> str:
    """The affiliation without the commas and the "and" that stood around it."""
    words = text.strip(_EDGES)
    for joiner in (" and", " &", " и", " та", " і"):
        words = words.removesuffix(joiner)
    return "" if fold(words) in {"and", "&", "и", "та", "і", "й"} else words.strip(_EDGES)
