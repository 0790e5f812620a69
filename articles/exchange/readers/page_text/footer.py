"""What the page says of the paper: "Editor in chief — Kirill Martynov. Terms of use. Privacy policy."."""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.exchange.reading import Footer
from media.person_names import looks_like_a_person
from newsroom.lib.folding import fold

from .lines import Line, ends_a_sentence, word_count

MAX_FOOTER_LINE_LENGTH = 400
MAX_LABEL_WORDS = 5

_EDITOR = (
    r"(?:editor[\s-]+in[\s-]+chief|chief\s+editor"
    r"|(?:и\.\s?о\.\s+)?главн(?:ый|ая|ого)\s+редактор(?:ка|а)?|главред"
    r"|(?:в\.\s?о\.\s+)?головн(?:ий|а|ого)\s+редактор(?:ка|а)?)"
)
_EDITOR_FIRST = re.compile(rf"{_EDITOR}(?:\s*[—–:-]+\s*|\s+)(?P<name>.+)", re.IGNORECASE)
_EDITOR_LAST = re.compile(rf"(?P<name>.+?)(?:\s*,\s*|\s*[—–-]+\s*){_EDITOR}", re.IGNORECASE)
_LABELS = frozenset(
    fold(label)
    for label in (
        "terms of use, terms of service, terms and conditions, terms & conditions, terms, user agreement, privacy policy, "
        "privacy, privacy notice, cookie policy, cookies policy, cookies, cookie settings, contacts, contact, contact us, "
        "about us, about, about the project, imprint, impressum, masthead, team, our team, advertising, advertise, "
        "advertise with us, donate, support us, support, newsletter, newsletters, subscribe, jobs, careers, rss, sitemap, "
        "site map, corrections, corrections policy, ethics, code of ethics, editorial policy, editorial standards, legal, "
        "legal notice, legal information, accessibility, help, faq, copyright, republish, republishing, send us a tip, "
        "условия использования, правила использования, правила пользования, пользовательское соглашение, "
        "политика конфиденциальности, политика приватности, конфиденциальность, политика cookie, "
        "политика использования cookie, политика обработки персональных данных, обработка персональных данных, "
        "контакты, о нас, о проекте, об издании, редакция, редакционная политика, команда, реклама, рекламодателям, "
        "поддержать, поддержать нас, подписка, вакансии, карта сайта, исправления, правовая информация, "
        "умови використання, правила користування, правила використання, угода користувача, користувацька угода, "
        "політика конфіденційності, політика приватності, конфіденційність, приватність, політика cookie, контакти, "
        "про нас, про проєкт, про проект, про видання, редакція, редакційна політика, команда, реклама, підтримати, "
        "підтримати нас, підписка, вакансії, мапа сайту, виправлення, правова інформація"
    ).split(", ")
)
_LEGAL = re.compile(
    r"(?:©|\(c\)|copyright\b|all rights reserved|все права защищены|усі права захищен[оі]|всі права захищен[оі]).*"
    r"|\d{1,2}\+|.{0,40}(?:©|\(c\))\s*\d{4}.{0,60}",
    re.IGNORECASE,
)
_STOP = re.compile(r"\s*[|·•/\t]+\s*|(?<!\b\w)(?<!\b\w\.)\.(?:\s+|$)|;\s+|\s+[—–]\s+(?=\W|$)")
_COMMA = re.compile(r"\s*,\s*")


def is_footer_line(text: str) -> bool:
    """Every part of it is the editor in chief, a known link or a legal line."""
    parts = _parts(text)
    return bool(parts) and all(
        _editor(part) or fold(part) in _LABELS or _LEGAL.fullmatch(part) for part in parts
    )


def take_footer(lines: Sequence[Line]) -> tuple[Footer, list[Line]]:
    """Read the footer, and give back the lines without it.

    The line of the editor in chief is footer wherever it stands, and so are the lines of known links beside
    it; links alone are footer at the end of the page only, where a short unknown label may stand among them.
    """
    chosen = {
        position
        for position, line in enumerate(lines)
        if is_footer_line(line.text) and _names_editor(line.text)
    }
    chosen |= _beside(chosen, lines) | _at_the_end(lines)
    parts = [part for position in sorted(chosen) for part in _parts(lines[position].text)]
    editors = [editor for part in parts if (editor := _editor(part))]
    links = [part for part in parts if not _editor(part) and not _LEGAL.fullmatch(part)]
    footer = Footer(editor_in_chief=editors[0] if editors else "", links=tuple(dict.fromkeys(links)))
    return footer, [line for position, line in enumerate(lines) if position not in chosen]


def _beside(chosen: set[int], lines: Sequence[Line]) -> set[int]:
    """Known footer lines that touch the chosen ones."""
    beside: set[int] = set()
    for start in chosen:
        for step in (-1, 1):
            position = start + step
            while 0 <= position < len(lines) and is_footer_line(lines[position].text):
                beside.add(position)
                position += step
    return beside


def _at_the_end(lines: Sequence[Line]) -> set[int]:
    """The last lines, upwards, while they are footer; unknown labels count once a known line stands above."""
    ending: set[int] = set()
    unknown: set[int] = set()
    for position in range(len(lines) - 1, 0, -1):
        text = lines[position].text
        if is_footer_line(text) or _is_footer_with_unknown_labels(text):
            ending |= unknown | {position}
            unknown = set()
        elif _is_label(text) and len(unknown) < 3:
            unknown.add(position)
        else:
            break
    return ending


def _is_footer_with_unknown_labels(text: str) -> bool:
    parts = _parts(text)
    if not any(_editor(part) or fold(part) in _LABELS for part in parts):
        return False
    return (
        all(_editor(part) or _is_label(part) or _LEGAL.fullmatch(part) for part in parts) and len(parts) > 1
    )


def _is_label(text: str) -> bool:
    return word_count(text) <= MAX_LABEL_WORDS and not ends_a_sentence(text)


def _names_editor(text: str) -> bool:
    return any(_editor(part) for part in _parts(text))


def _editor(part: str) -> str:
    """The name, if the part is "Editor in chief — NAME" or "NAME, editor in chief" and nothing else."""
    found = _EDITOR_FIRST.fullmatch(part) or _EDITOR_LAST.fullmatch(part)
    name = found["name"].strip(" .") if found else ""
    return name if name and looks_like_a_person(name) else ""


def _parts(text: str) -> list[str]:
    """The line cut at full stops (initials keep theirs) and marks; at commas where all parts are labels."""
    if len(text) > MAX_FOOTER_LINE_LENGTH:
        return []
    parts = [part.strip() for part in _STOP.split(text) if part and part.strip()]
    by_comma = [part for part in _COMMA.split(text.rstrip(".")) if part]
    if len(parts) == 1 and len(by_comma) > 1 and all(fold(part) in _LABELS for part in by_comma):
        return by_comma
    return parts
