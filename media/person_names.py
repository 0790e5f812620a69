"""Is this a person, and how is the name written when it was printed in capitals? No database."""

from __future__ import annotations

import re

from newsroom.lib.folding import fold

MAX_WORDS_IN_A_NAME = 6
MAX_CAPITALS_IN_A_NAME = 4
"""María del Carmen Gómez Ruiz has four, and a particle; more are an institution."""

_PARTICLES = frozenset(
    "al bin da das de del della den der di dos du e el ibn la le ter ten van von y zu ван де дер фон аль ибн".split()
)

_OUTLET_WORDS = frozenset(
    fold(word)
    for word in (
        "agence agencia agency archive archives art association broadcasting channel collection commons company "
        "corporation correspondent council daily department desk editorial europe facebook film foundation gazeta "
        "gazette getty government group handout herald image images independent instagram institute international "
        "journal kremlin library magazine media ministry museum network news newspaper newsroom observer office "
        "online photo photography photos pictures plus police pool post pravda press producer production "
        "productions project publishing radio review scanpix screenshot service staff stock studio studios survey "
        "team telegram television times today tribune tv twitter union university via video weekly wire youtube "
        "агентство агенція архив архів видео відділ газета государственный европа журнал известия издание инстаграм "
        "институт інститут каналу кино кремль министерство міністерство музей новини новости общество отдел офис "
        "офіс полиция поліція правда пресс-служба прес-служба пресс-центр проект радио радіо редакция редакція сайт "
        "скриншот скріншот служба студия студія суспільне телеграм телеканал товариство університет университет "
        "фонд фото фотослужба центр"
    ).split()
)
"""A name that holds one of these is an outlet, an institution or a department, whatever its capitals say."""

_FIRST_WORDS_OF_SENTENCES = frozenset(
    "a after an and at before but by during for from how if in it no not on our she that the their then there they "
    "this to we what when where who why with you your в во все для до если за и из из-за из-под как когда кто мы на не но о "
    "об от по почему после при с так там только у что это эта я а але без в він від для до за з зі і й коли куди "
    "ми на не перед по про та так там тепер тому у хто це ця чому що як якщо я".split()
)
"""No name begins with these, though "On Tuesday" has two capitals."""

_INITIALS = re.compile(r"(?:[^\W\d_]\.-?){1,3}")
_NAME_WORD = re.compile(r"[^\W\d_]+(?:[-'’ʼ`.][^\W\d_]+)*\.?")
_ROMAN_NUMERALS = frozenset({"II", "III", "IV"})
_JOINS = re.compile(r"\s+(?:and|&|и|та|і|й)\s+")


def looks_like_a_person(text: str) -> bool:
    """Two to four capitalised words ("Jane Roe", "J. K. van der Berg"), none of them an outlet's."""
    words = text.split()
    if not 2 <= len(words) <= MAX_WORDS_IN_A_NAME or fold(words[0]) in _FIRST_WORDS_OF_SENTENCES:
        return False
    names = [word for word in words[:-1] if fold(word) not in _PARTICLES] + words[-1:]
    if (
        len(names) > MAX_CAPITALS_IN_A_NAME
        or not all(map(_is_name_word, names))
        or _INITIALS.fullmatch(words[-1])
    ):
        return False
    return not any(fold(word) in _OUTLET_WORDS for word in words)


def looks_like_people(text: str) -> bool:
    """One person, or several joined by "and"."""
    return all(looks_like_a_person(name) for name in _JOINS.split(text))


def holds_an_outlet_word(text: str) -> bool:
    """True of "Video department", "The Daily Lantern", "Пресс-служба Кремля"."""
    words = text.split()
    return bool(words) and (fold(words[0]) == "the" or any(fold(word) in _OUTLET_WORDS for word in words))


def recase(name: str) -> str:
    """A name printed in capitals as one writes it: TOLGA AKMEN, JOHN MCKAY, JANE O'NEIL-ROE. Others stay."""
    words = name.split()
    is_shouted = all(word == word.upper() for word in words)
    return " ".join(
        _recase_word(word, is_first=position == 0) if is_shouted or _is_shouted_surname(word) else word
        for position, word in enumerate(words)
    )


def _is_name_word(word: str) -> bool:
    return word[0].isupper() and bool(_INITIALS.fullmatch(word) or _NAME_WORD.fullmatch(word))


def _is_shouted_surname(word: str) -> bool:
    """Of "Tolga AKMEN" the second word; short acronyms beside a name stay as they are."""
    return len(word) > 3 and word.isupper() and word not in _ROMAN_NUMERALS


def _recase_word(word: str, *, is_first: bool) -> str:
    if word in _ROMAN_NUMERALS or _INITIALS.fullmatch(word):
        return word
    if not is_first and fold(word) in _PARTICLES:
        return word.lower()
    return "-".join(_recase_part(part) for part in word.split("-"))


def _recase_part(part: str) -> str:
    # Python lowers the Turkish İ to an i with a loose dot; names are written with a plain i.
    lowered = part[:1] + part[1:].lower().replace("i\u0307", "i")
    if lowered.startswith("Mc") and len(lowered) > 3:
        return "Mc" + lowered[2:3].upper() + lowered[3:]
    # O'Neil, D'Arcy, О’Коннор; the apostrophe inside В’ячеслав and Д’яченко starts no second name.
    if lowered[:2] in {"O'", "O’", "D'", "D’", "L'", "L’", "О'", "О’"}:
        return lowered[:2] + lowered[2:3].upper() + lowered[3:]
    return lowered
