"""Where a line may not break: the spaces that a typesetter would tie, by the rules of the language."""

from __future__ import annotations

import re

TIED = "\N{NO-BREAK SPACE}"
UNITS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|hundred|thousand|million|billion|per cent|crowns?|km|kg|m"
)
PARTICLES = "бы|б|же|ж|ли"
"""They lean on the word before."""
SMALL_NUMBER = r"(?:(?<=(?<!\d)\d)|(?<=(?<!\d)\d\d)|(?<=(?<!\d)\d\d\d))"
"""Up to three figures: a year, with the words around it, would make too long a tie for a narrow column."""
EVERYWHERE = [
    re.compile(r"(?<=^[—–]) (?=\S)"),  # What somebody says begins with its dash.
    re.compile(r"(?<=\d) (?=\d{3}(?!\d))"),  # 173 600.
    re.compile(r"(?<=\S) (?=[—–] )"),  # A dash begins no line.
    re.compile(r"(?<=\bNo\.|\bMr\.|\bDr\.) (?=\S)"),
    re.compile(r"(?<=[№§]) (?=\S)"),
    re.compile(r"(?<=\b[A-ZА-ЯЁІЇЄҐ]\.) (?=[A-ZА-ЯЁІЇЄҐ])"),  # Initials stay with their name.
]
SLAVIC = [
    re.compile(rf"{SMALL_NUMBER} (?=[а-яёіїєґ])"),  # 31 марта, 214 ступеней.
    re.compile(rf"(?<=\S) (?=(?:{PARTICLES})(?!\w))"),
]
RULES = {
    "en": [re.compile(r"(?<!\w[’'])(?<=\b[AaI]) (?=\S)"), re.compile(rf"(?<=\d) (?=(?:{UNITS})\b)")],
    "ru": SLAVIC,
    "uk": SLAVIC,
}
SHORT_WORDS = re.compile(
    r"(?<!\w)(а|в|во|да|до|за|и|из|к|ко|на|не|ни|но|о|об|от|по|с|со|у|з|зі|із|і|й|од|та) (?=\S)",
    re.IGNORECASE,
)
"""Prepositions and conjunctions: in Russian and Ukrainian they end no line."""


def tied(text: str, language: str) -> str:
    """The text with no-break spaces; nothing else of it changes, and what is tied already stays."""
    for rule in (*EVERYWHERE, *RULES.get(language, ())):
        text = rule.sub(TIED, text)
    if language in ("ru", "uk"):
        text = SHORT_WORDS.sub(rf"\1{TIED}", text)
    return text
