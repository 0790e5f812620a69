"""The evening digest as readers see it: its lines stand as long as their stories do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from articles.models import Digest, DigestLine, PublishedArticle
from newsroom.lib.languages import in_language

SHOWN = ["story_id", "language", "path", "published_at", "headline", "display"]
"""What one line says of its story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One line, and the story that it leads to."""

    words: str
    story: PublishedArticle


def standing(moment: datetime) -> QuerySet[Digest]:
    """The digests that readers can open at `moment`: published, and with a story that stands."""
    stories = _stories(moment).filter(story_id=OuterRef("story_id"), language=OuterRef("digest__language"))
    lines = DigestLine.objects.filter(Exists(stories), digest=OuterRef("pk"))
    return Digest.objects.filter(Exists(lines), published_at__lte=moment)


def showing(story_id: int, moment: datetime) -> QuerySet[Digest]:
    return standing(moment).filter(lines__story_id=story_id)


def of_day(day: date, language: str, moment: datetime) -> tuple[Digest, list[Shown]] | None:
    """A day's digest and its lines in their order, in two queries. None where readers have nothing to open."""
    found = DigestLine.objects.filter(
        digest__day=day, digest__language=language, digest__published_at__lte=moment
    )
    lines = list(found.select_related("digest").order_by("order", "pk"))
    shown = lines_shown(lines, language, moment)
    return (lines[0].digest, shown) if shown else None


def lines_shown(lines: Iterable[DigestLine], language: str, moment: datetime) -> list[Shown]:
    """The lines whose stories readers see at `moment`. A line without words says the headline of that moment."""
    wanted = list(lines)
    rows = _stories(moment).filter(language=language, story_id__in=[line.story_id for line in wanted])
    stories = {row.story_id: row for row in rows.only(*SHOWN)}
    return [
        Shown(words=line.line or stories[line.story_id].headline, story=stories[line.story_id])
        for line in wanted
        if line.story_id in stories
    ]


def address(digest: Digest) -> str:
    """Where it stands, with its language prefix."""
    day = digest.day
    parts = {"year": f"{day:%Y}", "month": f"{day:%m}", "day": f"{day:%d}"}
    return in_language(reverse("articles:digest", kwargs=parts), digest.language)


def _stories(moment: datetime) -> QuerySet[PublishedArticle]:
    """A retraction is no story: what the line says of it is not so."""
    return PublishedArticle.public.at(moment).filter(form=PublishedArticle.Form.STORY)
