"""An archive of any size for measuring: story `i` is always the same text. Plain data, no database.

Its shape is that of a real paper: ten sections, thirty authors, two hundred tags of which a few are everywhere,
about 600 words a story, two photographs, five years of dates. The words mean nothing, so that nobody takes them
for news.
"""

from __future__ import annotations

import random
from bisect import bisect_left
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate

NEWEST = datetime(2026, 6, 30, 12, 0, tzinfo=UTC)
YEARS = 5
SECTIONS = (
    "World", "Politics", "Business", "Science", "Health", "Culture", "Sport", "Travel", "Opinion", "Local",
)  # fmt: skip
_GIVEN = ("Anna", "Boris", "Clara", "Denis", "Edith", "Fritz")
_FAMILY = ("Amsel", "Brandt", "Corin", "Dahl", "Ebner")
AUTHORS = tuple(f"{given} {family}" for given in _GIVEN for family in _FAMILY)
TAGS = tuple(f"subject {number:03d}" for number in range(200))
PHOTOS = 20
MOST_TAGS = 5
PARAGRAPHS, SENTENCES = 10, 5
_ZIPF = tuple(accumulate(1 / rank for rank in range(1, len(TAGS) + 1)))
_CONSONANTS, _VOWELS = "bdfgklmnprstvz", "aeiou"


def _vocabulary(size: int) -> tuple[str, ...]:
    """Short words come out many times, and so are the common ones, as in any language."""
    chance = random.Random("the words of the sample")
    return tuple(
        "".join(chance.choice(_CONSONANTS) + chance.choice(_VOWELS) for _ in range(chance.randint(1, 4)))
        for _ in range(size)
    )


WORDS = _vocabulary(3000)


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleStory:
    """Section, authors, tags and photos are numbers of the lists above."""

    index: int
    slug: str
    headline: str
    standfirst: str
    paragraphs: tuple[str, ...]
    section: int
    authors: tuple[int, ...]
    tags: tuple[int, ...]
    lead_photo: int
    inline_photo: int
    published_at: datetime

    @property
    def path(self) -> str:
        return f"/articles/{self.published_at:%Y/%m/%d}/{self.slug}/"


def story(index: int, total: int) -> SampleStory:
    """Story `index` of `total`: 0 is the oldest. Only the date depends on `total`."""
    chance = random.Random(f"story {index}")
    lead, inline = chance.sample(range(PHOTOS), 2)
    return SampleStory(
        index=index,
        slug=f"story-{index}",
        headline=f"{_sentence(chance, 5, 9)} {index}",
        standfirst=_sentence(chance, 18, 26) + ".",
        paragraphs=tuple(_paragraph(chance) for _ in range(PARAGRAPHS)),
        section=index % len(SECTIONS),
        authors=tuple(sorted(chance.sample(range(len(AUTHORS)), chance.randint(1, 2)))),
        tags=tuple(sorted({_tag(chance) for _ in range(chance.randint(1, MOST_TAGS))})),
        lead_photo=lead,
        inline_photo=inline,
        published_at=NEWEST - timedelta(days=365 * YEARS) * ((total - 1 - index) / total),
    )


def _sentence(chance: random.Random, fewest: int, most: int) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randint(fewest, most))).capitalize()


def _paragraph(chance: random.Random) -> str:
    return " ".join(f"{_sentence(chance, 9, 15)}." for _ in range(SENTENCES))


def _tag(chance: random.Random) -> int:
    return bisect_left(_ZIPF, chance.random() * _ZIPF[-1])
