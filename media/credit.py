"""What a credit line says: who took the photo, and for whom. "EPA / TOLGA AKMEN" -> Tolga Akmen, EPA."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from media.person_names import looks_like_people, recase
from newsroom.lib.folding import fold

LEAD_IN = re.compile(
    r"""
    (?:
        (?:photo(?:graph)?s?|pictures?|images?|illustrations?|collage|graphics?|screenshot
           |photo\s+credit|credit|photo\s+illustration
           |фото(?:графи[яи])?|фотоколлаж|фотоколаж|снимок|иллюстрац(?:ия|ии)|коллаж|скриншот|графика|инфографика
           |світлин[аи]|фотографі[яї]|ілюстраці[яї]|колаж|скріншот|знімок|графіка
        )
        (?:\s*:|\s+(?:by|courtesy\s+of)\b|\s+[—–-](?=\s))
        |©|\(c\)
    )
    \s*
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""The words before a credit: "Photo:", "Photo by", "Фото:", "Світлина:", "©"."""

MAX_CREDIT_LENGTH = 160
MAX_CREDIT_WORDS = 16

_SEPARATOR = re.compile(
    r"\s*[/|·•;,()\[\]]+\s*"
    r"|\s+[—–-]+\s+"
    r"|\s+(?:(?:exclusively|specially|especially)\s+)?(?:for|via)\s+"
    r"|\s+(?:(?:специально|эксклюзивно|спеціально|ексклюзивно)\s+)?для\s+",
    re.IGNORECASE,
)

_QUOTED_NAME = re.compile(r"«[^\W\d_][^«»]{0,60}»|“[^\W\d_][^“”]{0,60}”")
"""An outlet in quotes, «Высокая вода», may hold small letters."""

_AGENCIES = frozenset(
    fold(name)
    for name in (
        "Agence France-Presse, AFP, Alamy, Anadolu, ANSA, AP, Associated Press, Belga, Bloomberg, Corbis, DPA, EFE, EPA, "
        "EPA-EFE, Getty, Getty Images, Imago, Keystone, Kyodo, Kyodo News, Lehtikuva, LETA, Magnum, MTI, NASA, NTB, "
        "NurPhoto, PAP, Picture Alliance, Profimedia, RIA Novosti, Reuters, Ritzau, Scanpix, Shutterstock, Sipa, SOPA, "
        "Sputnik, TASS, TT, UNIAN, Ukrinform, Unsplash, Vida Press, Wikimedia Commons, Xinhua, Zuma, "
        "АГН Москва, БелТА, Интерфакс, Коммерсантъ, РИА, РИА Новости, Спутник, ТАСС, УНИАН, УНІАН, Укринформ, Укрінформ"
    ).split(", ")
)
"""Agencies that every picture desk knows; the site's own list is asked before them."""

_SMALL_WORDS = frozenset(
    fold(word)
    for word in (
        "a and archive archives by courtesy exclusively for from handout in media of on office open personal photo "
        "pool press private provided social sources screenshot screengrab service still the to via video website with "
        "архив архива архіву архів в від видео відео для з за из изображение кадр личного личный на надано особистий "
        "особистого от открытые открытых источников предоставлено пресс-служба пресс-службы прес-служба прес-служби "
        "редакции редакції с сайт сайта сайту скриншот скріншот соцсети социальные соціальні мережі сети "
        "спеціально специально та у и і"
    ).split()
)
"""Words that a credit may hold in small letters; any other small word makes it a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    photographer: str = ""
    """The person, recased for reading; empty when no person is named."""
    agency: str = ""
    """All that is not the person, joined as printed."""
    line: str = ""
    """As printed, without its "Photo:"."""


def parse_credit(printed: str, agencies: Mapping[str, str]) -> Credit:
    """Tell photographer from agency. `agencies` (folded name or alias -> name to use) decides before anything."""
    line = credit_line(printed)
    if fold(line) in agencies:
        return Credit(agency=agencies[fold(line)], line=line)
    parts, separators = _split(line)
    person = _position_of_person(parts, agencies)
    return Credit(
        photographer="" if person is None else recase(parts[person]),
        agency=_join_without(person, [agencies.get(fold(part), part) for part in parts], separators),
        line=line,
    )


def credit_line(printed: str) -> str:
    """The credit as printed, without "Photo:", the brackets around it and a closing full stop."""
    line = _without_brackets(" ".join(printed.split()))
    while lead_in := LEAD_IN.match(line):
        line = _without_brackets(line[lead_in.end() :])
    is_initial = len(line) > 2 and line[-1] == "." and not line[-3].isalpha()
    return line if is_initial else line.removesuffix(".").strip()


def _without_brackets(line: str) -> str:
    """Drop a bracket that has no partner in the line, and the pair around it all; "Jane Roe (AFP)" keeps its own."""
    line = line.strip()
    for opening, closing in ("()", "[]"):
        if line.startswith(opening) and line.find(closing) in (-1, len(line) - 1):
            line = line.removeprefix(opening).removesuffix(closing)
        if line.endswith(closing) and opening not in line:
            line = line.removesuffix(closing)
    return line.strip()


def looks_like_a_credit(text: str) -> bool:
    """Could these words follow "Photo:"? Names and a few small words, but no sentence."""
    words = re.findall(r"[^\s/|·•;,()\[\]]+", _QUOTED_NAME.sub("«»", text))
    if not words or len(text) > MAX_CREDIT_LENGTH or len(words) > MAX_CREDIT_WORDS or text[-1] in "!?…:;,":
        return False
    return all(_may_stand_in_a_credit(word) for word in words)


def names_an_agency(text: str, agencies: Mapping[str, str]) -> bool:
    """True when a part of the line is an agency that the site or every picture desk knows."""
    return any(_is_agency(part, agencies) for part in _split(text)[0])


def _may_stand_in_a_credit(word: str) -> bool:
    bare = word.strip("\"'“”«»„.’")
    if not bare or not bare[0].islower():
        return True
    return (
        fold(bare) in _SMALL_WORDS
        or fold(bare) in _AGENCIES
        or "." in bare
        or "@" in bare
        or bare != bare.lower()
    )


def _split(line: str) -> tuple[list[str], list[str]]:
    """The parts, and the separator as printed before each but the first."""
    parts, separators, start = [], [], 0
    for separator in _SEPARATOR.finditer(line):
        if part := line[start : separator.start()].strip():
            parts.append(part)
            separators.append(separator.group())
        start = separator.end()
    if part := line[start:].strip():
        parts.append(part)
    return parts, separators[: max(len(parts) - 1, 0)]


def _position_of_person(parts: list[str], agencies: Mapping[str, str]) -> int | None:
    """The first part that is no agency and reads like a person."""
    for position, part in enumerate(parts):
        if not _is_agency(part, agencies) and looks_like_people(part):
            return position
    return None


def _is_agency(part: str, agencies: Mapping[str, str]) -> bool:
    return fold(part) in agencies or fold(part) in _AGENCIES


def _join_without(person: int | None, parts: list[str], separators: list[str]) -> str:
    """The other parts, each after the separator that was printed before it."""
    joined = ""
    for position, part in enumerate(parts):
        if position == person:
            continue
        joined += separators[position - 1] + part if joined else part
    return joined
