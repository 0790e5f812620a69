"""Saved pages for the tests of the page reader: a plain story to vary, and short ways to read and look."""

from __future__ import annotations

import re
from html import unescape

from articles.exchange.readers import page_text
from articles.exchange.reading import Reading, Source, Unreadable, Vocabulary

KICKER = "NewsPolitics"
HEADLINE = "Council keeps the night ferry by one vote"
FIRST = (
    "Brodvik’s night ferry will go on running, the city council decided on Thursday evening after four hours."
)
SECOND = "The boat carries sixty passengers a night, and most of them work at the hospital across the river."
LAST = "At half past eleven it left on time."
PHOTO = "The night ferry nears Old Quay, 19 November 2026. Photo: EPA / TOLGA AKMEN"
FOOTER = "Editor in chief — Marta Oselin. Terms of use. Privacy policy."


def page(*lines: str, gap: str = "\n\n") -> str:
    return gap.join(lines) + "\n"


def story(*body: str, gap: str = "\n\n") -> str:
    """A whole page with these lines between its first paragraph and its last."""
    return page(KICKER, HEADLINE, FIRST, *body, LAST, "pdfshareprint", FOOTER, gap=gap)


def headed(*head: str, gap: str = "\n\n") -> str:
    """A whole page with these lines between its headline and its three paragraphs."""
    return page(KICKER, HEADLINE, *head, FIRST, SECOND, LAST, "pdfshareprint", FOOTER, gap=gap)


def read(text: str | bytes, path: str = "page.txt", vocabulary: Vocabulary | None = None) -> Reading:
    data = text.encode() if isinstance(text, str) else text
    return page_text.read(Source(path=path, data=data), vocabulary or Vocabulary())


def refusal(text: str | bytes) -> str:
    """The code of the refusal; fails when the page is read."""
    try:
        reading = read(text)
    except Unreadable as refused:
        return refused.code
    raise AssertionError(f"It was read: {reading.item.headline}")


def blocks(reading: Reading) -> list[tuple[str, str]]:
    """The body as (tag, words); a list is one block for each item."""
    found = re.findall(r'<(p|h2|li|hr|figure)(?: data-photo="(\d+)")?>([^<]*)', reading.item.body)
    return [(tag, key or unescape(words)) for tag, key, words in found]


def paragraphs(reading: Reading) -> list[str]:
    return [words for tag, words in blocks(reading) if tag == "p"]


def codes(reading: Reading) -> list[str]:
    return [warning.code for warning in reading.warnings]
