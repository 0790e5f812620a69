"""How a story stands, for whoever opens it: what was returned, who saved last, what readers see of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from articles.admin.access import names_of
from articles.models import Article, AuditEvent, DeskState, PublishedArticle
from articles.workflow import publication
from articles.workflow.transitions import HANDOVERS, Move


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """Why the story came back to its writer."""

    note: str
    who: str
    at: datetime


def returned(article: Article) -> Returned | None:
    """The note of the last return, until the story is submitted again."""
    if article.desk_state != DeskState.DRAFT:
        return None
    last = article.audit_events.filter(move__in=HANDOVERS).order_by("-pk").first()
    if last is None or last.move != Move.RETURN:
        return None
    return Returned(note=last.reason, who=names_of([last.made_by])[last.made_by], at=last.made_at)


def returned_ids(rows: Iterable[Article]) -> set[int]:
    """Which of these stories came back to their writers: one query, none where there is no draft."""
    drafts = [row.pk for row in rows if row.desk_state == DeskState.DRAFT]
    if not drafts:
        return set()
    events = AuditEvent.objects.filter(article__in=drafts, move__in=HANDOVERS).order_by("pk")
    last = dict(events.values_list("article_id", "move"))
    return {pk for pk, move in last.items() if pk is not None and move == Move.RETURN}


def only_returned(rows: QuerySet[Article]) -> QuerySet[Article]:
    events = AuditEvent.objects.filter(article=OuterRef("pk"), move__in=HANDOVERS).order_by("-pk")
    drafts = rows.filter(desk_state=DeskState.DRAFT)
    return drafts.annotate(last_handover=Subquery(events.values("move")[:1])).filter(
        last_handover=Move.RETURN
    )


def changed_since_live(rows: Iterable[Article]) -> set[int]:
    """Which of these stories hold words or tags that readers do not see yet: one query."""
    latest = {row.pk: row.latest_revision_id for row in rows}
    if not latest:
        return set()
    slices = PublishedArticle.public.at().filter(story_id__in=latest, form=PublishedArticle.Form.STORY)
    seen = slices.values_list("story_id", "revision_id")
    return {story_id for story_id, revision_id in seen if latest[story_id] != revision_id}


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """One line beside the story: what readers see, or will, and from when."""

    opened_at: datetime
    until: datetime
    address: str
    is_retraction: bool
    is_ahead: bool


def showings(article: Article) -> list[Showing]:
    """What is open says when the story first opened: a correction since then did not make it newer."""
    now, stretches = timezone.now(), publication.stretches_of(article)
    return [
        Showing(
            opened_at=opened if (opened := run[0].visible_from) > now else stretches[0][0].visible_from,
            until=run[-1].visible_until,
            address=run[-1].address,
            is_retraction=run[-1].is_retraction,
            is_ahead=opened > now,
        )
        for run in stretches
        if run[-1].visible_until > now
    ]


def last_save(article: Article) -> tuple[UUID | None, datetime]:
    """Whose save is the text as it stands, and when: approving a story does not change it."""
    latest = article.latest_revision
    if latest is None:
        return article.changed_by, article.changed_at
    return latest.made_by, latest.made_at
