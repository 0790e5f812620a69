"""The formats that can come in: name -> its reader. A new one joins with one line here and one file in `readers/`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from articles.exchange.readers import markdown, page_text
from articles.exchange.reading import Reading, Source, Vocabulary

AUTO = "auto"
MAY_NAME_AN_ORIGINAL = markdown.ENDINGS
"""Endings of files that can say of themselves that they are translations."""
names_an_original = markdown.names_an_original


@dataclass(frozen=True, slots=True)
class Format:
    """What every reader offers."""

    recognises: Callable[[Source], bool]
    read: Callable[[Source, Vocabulary], Reading]


FORMATS: dict[str, Format] = {
    "markdown": Format(markdown.recognises, markdown.read),
    "page": Format(page_text.recognises, page_text.read),
}
"""Asked in this order by `auto`."""


def read(source: Source, name: str, vocabulary: Vocabulary) -> Reading:
    """Read with the named format, or with the first that recognises the source. Raises `Unreadable`.

    What no format recognises goes to *page*, whose refusal tells the person what is wrong with the file.
    """
    chosen = name if name != AUTO else next(
        (each for each, format_ in FORMATS.items() if format_.recognises(source)), "page"
    )  # fmt: skip
    return FORMATS[chosen].read(source, vocabulary)
