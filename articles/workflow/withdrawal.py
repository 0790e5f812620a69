"""Taking a story away while readers see it in other languages: for each of them somebody has to decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from articles.models import Article


class Act(StrEnum):
    ALSO = "also"
    """It goes the same way, for the same reason."""
    LEAVE = "leave"
    """It stands, and a task on it says what happened to the other language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    act: Act
    words: str = ""
    """What readers of that language are told; empty: the same words as in this one."""


Decisions = Mapping[int, Decision]
"""Number of a story -> what becomes of it."""


def undecided(rows: list[Article], decisions: Decisions) -> list[Article]:
    return [row for row in rows if row.pk not in decisions]


def named(article: Article) -> str:
    """ "The council votes" (Russian): how a sentence names one language of a story."""
    return f"“{article.headline}” ({article.get_language_display()})"
