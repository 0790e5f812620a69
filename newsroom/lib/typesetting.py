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
EVERYWHERE = [
    re.compile(r"(?<=\S) (?=[—–] )"),  # A dash begins no line.
    re.compile(r"(?<=\bNo\.|\bMr\.|\bDr\.) (?=\S)"),
    re.compile(r"(?<=[№§]) (?=\S)"),
    re.compile(r"(?<=\b[A-ZА-ЯЁІЇЄҐ]\.) (?=[A-ZА-ЯЁІЇЄҐ])"),  # Initials stay with their name.
]
SLAVIC = [
    re.compile(r"(?<=\d) (?=[а-яёіїєґ])"),  # 31 марта, 214 ступеней.
    re.compile(rf"(?<=\S) (?=(?:{PARTICLES})(?!\w))"),
]
RULES = {
    "en": [re.compile(r"(?<!\w[’'])(?<=\b[AaI]) (?=\S)"), re.compile(rf"(?<=\d) (?=(?:{UNITS})\b)")],
    "ru": SLAVIC,
    "uk": SLAVIC,
}
SHORT_WORDS = re.compile(rf"(?<!\w)(?!(?:{PARTICLES}) )([^\W\d_]{{1,2}}) (?=\S)")
"""Prepositions and conjunctions of one or two letters end no line in Russian and Ukrainian."""


def tied(text: str, language: str) -> str:
    """The text with no-break spaces; nothing else of it changes, and what is tied already stays."""
    for rule in (*EVERYWHERE, *RULES.get(language, ())):
        text = rule.sub(TIED, text)
    if language in ("ru", "uk"):
        text = SHORT_WORDS.sub(rf"\1{TIED}", text)
    return text
