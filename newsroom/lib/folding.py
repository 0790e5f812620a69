"""How words are folded for search and comparison. The only case-blindness in the project.

SQLite folds ASCII only and PostgreSQL under C folds nothing, so no database is asked to:
`Война` and `война` are the same word because both are stored folded.
"""

import re
import unicodedata

_SPACES = re.compile(r"[\s\u00a0\u200b\u200c\u200d\u2060\ufeff]+")
_QUOTES = re.compile("[\"'`´‘’‚‛“”„‟«»‹›′″]")
_DASHES = re.compile("[\u002d\u2010-\u2015\u2212\u00ad]+")


def fold(text: str) -> str:
    """NFKC, casefolded, runs of white space made one space: equal for words that a reader calls the same."""
    return _SPACES.sub(
        " ", unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    ).strip()


def fold_typography(text: str) -> str:
    """Spaces, quotes and dashes made alike, letters left alone: equal when only the typesetting differs."""
    text = _SPACES.sub(" ", unicodedata.normalize("NFKC", text))
    return _DASHES.sub("-", _QUOTES.sub("'", text)).strip()


MAX_FOLDED_NAME = 240
"""Length of every `folded_name` column: a few characters fold to eighteen, and a column has an end."""


def folded_name(name: str) -> str:
    """What is stored beside a name, to compare it by."""
    return fold(name)[:MAX_FOLDED_NAME]
