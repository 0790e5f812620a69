"""Taking a story away while readers see it in other languages: for each of them somebody has to decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from articles.models import Article
from articles.workflow import families
from newsroom.models import User


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


LEFT = Decision(act=Act.LEAVE)

Decisions = Mapping[int, Decision]
"""Number of a story -> what becomes of it."""


def to_decide(article: Article, by: User, moment: datetime) -> list[Article]:
    """The other languages that readers see, or will, and of which this person may know."""
    seen = families.seen_or_ahead(article, moment)
    known = set(
        Article.objects.open_to(by).filter(pk__in=[row.pk for row in seen]).values_list("pk", flat=True)
    )
    return [row for row in seen if row.pk in known]


def undecided(rows: list[Article], decisions: Decisions) -> list[Article]:
    return [row for row in rows if row.pk not in decisions]


def named(article: Article) -> str:
    """ "The council votes" (Russian): how a sentence names one language of a story."""
    return f"“{article.headline}” ({article.get_language_display()})"
