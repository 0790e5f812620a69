"""The words that search looks through: folded and stemmed, the same for stories and for queries."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from threading import Lock

import snowballstemmer

from newsroom.lib.folding import fold

_STEMMERS = {"en": "english", "ru": "russian"}
"""Snowball has none for Ukrainian: its words are only folded."""
_ALPHABETS = {"en": re.compile("[a-z]"), "ru": re.compile("[а-я]")}
"""A stemmer changes no word of another alphabet, and is slow to find that out."""
_APOSTROPHES = re.compile("(?<=\\w)['’ʼ`](?=\\w)")
_WORD = re.compile(r"[^\W_]+")
MAX_WORD_LENGTH = 60
"""Longer runs of letters are not words, and PostgreSQL refuses lexemes over 2 KB."""
KEPT_STEMS = 30_000
"""A stem takes 30 µs to find and some 300 bytes to keep; a language's common words are well under this."""
_one_at_a_time = Lock()
"""A stemmer holds the word it works on, and the server's threads share it."""


@cache
def _stemmer(language: str) -> snowballstemmer.stemmer | None:
    name = _STEMMERS.get(language)
    return snowballstemmer.stemmer(name) if name else None


def words(text: str) -> list[str]:
    """Folded words; an apostrophe inside a word joins it, in every spelling."""
    return [
        word[:MAX_WORD_LENGTH] for word in _WORD.findall(_APOSTROPHES.sub("", fold(text)).replace("ё", "е"))
    ]


@lru_cache(maxsize=KEPT_STEMS)
def _stem(word: str, language: str) -> str:
    stemmer = _stemmer(language)
    if stemmer is None or not _ALPHABETS[language].search(word):
        return word
    with _one_at_a_time:
        return str(stemmer.stemWord(word))


def stems(text: str, language: str) -> list[str]:
    """The stems in their order: "войны" and "война" are the same word. An unknown language is only folded."""
    return [_stem(word, language) for word in words(text)]


def root(word: str, language: str) -> str:
    """The stem of a folded word's stem: "паром" is taken for a form of "пар", "парома" is not; here they meet."""
    return _stem(_stem(word, language), language)


def stemmed(text: str, language: str) -> str:
    """The stems, one space between them, as the search index holds them."""
    return " ".join(stems(text, language))
