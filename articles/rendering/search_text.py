"""The words that search looks through: folded and stemmed, the same for stories and for queries."""

from __future__ import annotations

import re
from functools import cache

import snowballstemmer

from newsroom.lib.folding import fold

_STEMMERS = {"en": "english", "ru": "russian"}
"""Snowball has none for Ukrainian: its words are only folded."""
_APOSTROPHES = re.compile("(?<=\\w)['’ʼ`](?=\\w)")
_WORD = re.compile(r"[^\W_]+")
MAX_WORD_LENGTH = 60
"""Longer runs of letters are not words, and PostgreSQL refuses lexemes over 2 KB."""


@cache
def _stemmer(language: str) -> snowballstemmer.stemmer | None:
    name = _STEMMERS.get(language)
    return snowballstemmer.stemmer(name) if name else None


def words(text: str) -> list[str]:
    """Folded words; an apostrophe inside a word joins it, in every spelling."""
    return [
        word[:MAX_WORD_LENGTH] for word in _WORD.findall(_APOSTROPHES.sub("", fold(text)).replace("ё", "е"))
    ]


def stemmed(text: str, language: str) -> str:
    """The stems, one space between them: "войны" and "война" are the same word."""
    stemmer = _stemmer(language)
    folded = words(text)
    return " ".join(stemmer.stemWords(folded) if stemmer else folded)
