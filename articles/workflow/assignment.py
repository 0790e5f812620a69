"""Whose story it is, until when, and how urgent: the one door for giving a story out, taking it on, giving it back.

Whoever is assigned a story may edit and submit it like their own: `Powers.may_edit`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, DeskState, Priority
from articles.workflow import revisions
from articles.workflow.actions import Refused
from articles.workflow.audit import write_line
from articles.workflow.roles import RIGHTS, Powers, Right
from newsroom.models import User

ASSIGNED, TAKEN, GIVEN_BACK = "assigned", "taken", "given_back"
"""What the audit trail calls it."""
UNFINISHED = (DeskState.IDEA, DeskState.DRAFT, DeskState.IN_REVIEW)
"""A story that is approved is not late any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What the desk has agreed on about one story."""

    to: User | None = None
    due_at: datetime | None = None
    priority: int = Priority.NORMAL


def work_of(article: Article) -> Work:
    return Work(to=article.assigned_to, due_at=article.due_at, priority=article.priority)


def is_late(article: Article, moment: datetime | None = None) -> bool:
    due_at, now = article.due_at, moment or timezone.now()
    return due_at is not None and due_at <= now and article.desk_state in UNFINISHED


def late(rows: QuerySet[Article], moment: datetime | None = None) -> QuerySet[Article]:
    """Those of the stories whose due time has passed, and nobody has approved them."""
    return rows.filter(due_at__lte=moment or timezone.now(), desk_state__in=UNFINISHED)


def people() -> QuerySet[User]:
    """Everybody who writes: a story is given to those alone."""
    roles = [role for role, rights in RIGHTS.items() if Right.EDIT_OWN in rights]
    rows = User.objects.filter(is_active=True, assignment__role__in=roles)
    return rows.order_by("first_name", "last_name", "username")


def people_for(article: Article) -> QuerySet[User]:
    """A closed story is given to those who are named on it."""
    return people().filter(closed_stories=article) if article.is_closed else people()


# Who may


def why_not(article: Article, by: User, powers: Powers | None = None) -> str:
    """Why this person cannot give the story out now; empty when they can."""
    powers = powers or Powers(by)
    if powers.may(Right.ASSIGN, article):
        return _not_in_the_trash(article)
    if powers.holds(Right.ASSIGN):
        return _("This story belongs to a section that is not yours.")
    return _("Your role does not give stories out: ask an editor of the section.")


def why_not_take(article: Article, by: User, powers: Powers | None = None) -> str:
    """Why this person cannot take the story on; empty when they can. It gives nobody a right that they had not."""
    if objection := _not_in_the_trash(article):
        return objection
    if article.assigned_to is not None:
        return _("%(who)s has this story already.") % {"who": article.assigned_to}
    if not (powers or Powers(by)).may_edit(article):
        return _(
            "You can take on a story that you may edit. Ask an editor of the section to give you this one."
        )
    return ""


def why_not_give_back(article: Article, by: User) -> str:
    if article.assigned_to_id != by.pk:
        return _("This story is not assigned to you.")
    return _not_in_the_trash(article)


def _not_in_the_trash(article: Article) -> str:
    if article.desk_state == DeskState.TRASHED:
        return _("The story is in the trash. Take it out first.")
    return ""


# The door


@transaction.atomic
def assign(article: Article, by: User, work: Work, *, moment: datetime | None = None) -> Article:
    """Give the story out, or change until when and how urgent; `work.to` may be nobody."""
    fresh, moment = revisions.locked(article), moment or timezone.now()
    _refuse(why_not(fresh, by))
    if work.to is not None and work.to.pk != fresh.assigned_to_id:
        _refuse_who_cannot_write(fresh, work.to)
    if work.due_at is not None and work.due_at != fresh.due_at and work.due_at <= moment:
        raise Refused(_("The due time has passed already. Choose a later one."))
    return _store(article, fresh, by, work, ASSIGNED, moment)


@transaction.atomic
def take(article: Article, by: User, *, moment: datetime | None = None) -> Article:
    """An unassigned story becomes this person's."""
    fresh = revisions.locked(article)
    _refuse(why_not_take(fresh, by))
    return _store(article, fresh, by, replace(work_of(fresh), to=by), TAKEN, moment or timezone.now())


@transaction.atomic
def give_back(article: Article, by: User, *, moment: datetime | None = None) -> Article:
    """The story is nobody's again; its due time and its priority stay."""
    fresh = revisions.locked(article)
    _refuse(why_not_give_back(fresh, by))
    return _store(article, fresh, by, replace(work_of(fresh), to=None), GIVEN_BACK, moment or timezone.now())


def _refuse(objection: str) -> None:
    if objection:
        raise Refused(objection)


def _refuse_who_cannot_write(article: Article, person: User) -> None:
    """The sentence is the same for a person who writes nothing and one who may not know of the story."""
    if not people_for(article).filter(pk=person.pk).exists():
        raise Refused(
            _("%(who)s cannot be given this story. Choose somebody from the list.") % {"who": person}
        )


def _store(article: Article, fresh: Article, by: User, work: Work, line: str, moment: datetime) -> Article:
    before, after = _plain(work_of(fresh)), _plain(work)
    if before == after:
        return article
    fresh.assigned_to, fresh.due_at, fresh.priority = work.to, work.due_at, work.priority
    # `changed_at` stays: who works on a story is no change of it.
    fresh.save(update_fields=["assigned_to", "due_at", "priority"])
    state = fresh.desk_state
    write_line(
        fresh, line, by, before=state, after=state, moment=moment, work_before=before, work_after=after
    )
    article.refresh_from_db()
    return article


def _plain(work: Work) -> dict[str, Any]:
    """For the audit trail, which names people by their ref."""
    return {
        "to": str(work.to.ref) if work.to else None,
        "due_at": work.due_at.isoformat() if work.due_at else None,
        "priority": int(work.priority),
    }
