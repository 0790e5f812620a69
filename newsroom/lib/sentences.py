"""Where a sentence ends: for showing words in theirs, and for cutting a text short."""

from __future__ import annotations

import re

_END = re.compile(r"[.!?…]+[»”“’\"')\]]*(?=\s+[«„“‘\"'(—–\[]*\s*[^\W_a-zа-яёіїєґ])|\n+")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(«„“\"\xa0])(?:Mr|Mrs|Ms|Dr|St|No|vs|Prof|Gen|Col|Capt|Lt|Sgt|Rev|Inc|Ltd|"
    r"[^\W\d_]|ул|г|гг|пр|др|проч|им|руб|коп|тыс|млн|млрд|стр|рис|см|ст|обл|п|т\.\s?[екдп])\.$"
)
"""A full stop after these ends no sentence, and neither does that of an initial."""


def spans(text: str) -> list[tuple[int, int]]:
    """Begin and end of every sentence, without the spaces around it."""
    found, start = [], 0
    for end in [*(match.end() for match in _END.finditer(text)), len(text)]:
        if end < len(text) and _ABBREVIATION.search(text[start:end]):
            continue
        words = text[start:end]
        if words.strip():
            found.append((start + len(words) - len(words.lstrip()), start + len(words.rstrip())))
        start = end
    return found


def around(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the sentence or sentences that `[start, end)` stands in."""
    touched = [span for span in spans(text) if span[1] > start and span[0] < end] or [(start, end)]
    return min(start, touched[0][0]), max(end, touched[-1][1])


def cut(text: str, most: int) -> str:
    """As many whole sentences as fit into `most` characters; of a longer first one, as many whole words, and "…"."""
    text = " ".join(text.split())
    fitting = [end for _start, end in spans(text) if end <= most]
    if fitting:
        return text[: fitting[-1]]
    if len(text) <= most:
        return text
    words = text[: most - 1]
    if text[most - 1].isalnum():  # The last word is not whole.
        words = words.rpartition(" ")[0] or words
    return words.rstrip(" ,;:—–-") + "…"
