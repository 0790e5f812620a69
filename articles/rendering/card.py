"""The few words by which a story is known elsewhere: on cards, in feeds, in search engines."""

from __future__ import annotations

from articles.newsitem import NewsItem
from newsroom.lib.richtext.document import first_paragraph, paragraphs

DESCRIPTION_LENGTH = 220
"""About what search engines and messengers show."""
WORDS_A_MINUTE = {"en": 220, "ru": 180, "uk": 180}


def description(item: NewsItem) -> str:
    """The standfirst, else the first paragraph, cut at a word."""
    text = item.standfirst.strip() or first_paragraph(item.body)
    if len(text) <= DESCRIPTION_LENGTH:
        return text
    return text[:DESCRIPTION_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:—–-") + "…"


def word_count(item: NewsItem) -> int:
    return sum(len(paragraph.split()) for paragraph in paragraphs(item.body))


def reading_minutes(item: NewsItem) -> int:
    return max(1, round(word_count(item) / WORDS_A_MINUTE.get(item.language, 200)))
