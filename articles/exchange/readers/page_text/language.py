"""English, Russian or Ukrainian, by the letters."""

from __future__ import annotations

import re

_LATIN = re.compile("[A-Za-z]")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_UKRAINIAN = re.compile("[іїєґ]", re.IGNORECASE)
_RUSSIAN = re.compile("[ыэъё]", re.IGNORECASE)


def language_of(text: str) -> str:
    """The script of most letters; then the letters that only one of the two languages has."""
    if len(_LATIN.findall(text)) >= len(_CYRILLIC.findall(text)):
        return "en"
    return "uk" if len(_UKRAINIAN.findall(text)) > len(_RUSSIAN.findall(text)) else "ru"
