"""What has to be done to a translation because of what happened to its original: given, done, and settled by itself."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Correction, DeskState, PublishedArticle, Revision, Task
from articles.workflow import families, publication, revisions
from articles.workflow.audit import write_line
from articles.workflow.refusal import Refused
from articles.workflow.roles import Powers, Right
from articles.workflow.withdrawal import named
from newsroom.lib.dates import for_people
from newsroom.models import User

SETTLED_BY_A_TRANSLATION = (Task.Kind.CORRECTED, Task.Kind.UPDATED)
"""What readers of the translation see says it too: nothing is left to do. A withdrawal is for a person to judge."""


# Giving


def give(
    article: Article,
    kind: Task.Kind,
    text: str,
    by: User | None,
    *,
    moment: datetime,
    is_urgent: bool = False,
) -> Task:
    """Corrections and withdrawals are told one by one; of updates only the newest waits."""
    if kind is Task.Kind.UPDATED:
        article.tasks.filter(kind=kind, done_at=None).delete()
    task = Task.objects.create(
        article=article, kind=kind, text=text, is_urgent=is_urgent,
        made_at=moment, made_by=by.ref if by else None,
    )  # fmt: skip
    write_line(article, "task_given", by, moment=moment, task=task.pk, kind=kind.value)
    return task


def tell_of_correction(original: Article, correction: Correction, by: User, moment: datetime) -> None:
    """Every translation has the same mistake until somebody has looked: readers may see it there now."""
    label = Correction.Kind(correction.kind).label
    for translation in _translations(original):
        text = f"{str(label).capitalize()}: {correction.text}"
        give(translation, Task.Kind.CORRECTED, text, by, moment=moment, is_urgent=True)


def tell_of_update(
    original: Article, revision: Revision, by: User, moment: datetime, *, opens: datetime | None = None
) -> None:
    """Readers see, or will, a newer text of the original than the one that a translation was made from."""
    for translation in _translations(original):
        made_from = translation.translated_from
        if made_from is None or not families.is_older(made_from, revision):
            continue
        sentence = (
            _(
                "From %(when)s readers see revision %(new)s of the original. This was made from revision %(old)s."
            )
            if opens and opens > moment
            else _("Readers see revision %(new)s of the original. This was made from revision %(old)s.")
        )
        numbers = {"new": revision.number, "old": made_from.number}
        text = sentence % {**numbers, "when": for_people(opens) if opens else ""}
        give(translation, Task.Kind.UPDATED, text, by, moment=moment)


def tell_of_withdrawal(
    gone: Article, left: Article, reason: str, by: User, moment: datetime, *, is_retraction: bool
) -> None:
    """`left` stands although another language of the same story was taken away."""
    sentence = (
        _("%(story)s was retracted: %(reason)s")
        if is_retraction
        else _("%(story)s was taken down: %(reason)s")
    )
    text = sentence % {"story": named(gone), "reason": reason}
    give(left, Task.Kind.WITHDRAWN, text, by, moment=moment, is_urgent=True)


def _translations(original: Article) -> list[Article]:
    rows = original.translations.exclude(desk_state=DeskState.TRASHED)
    return list(rows.select_related("translated_from"))


# Doing


def may_mind(article: Article, by: User) -> bool:
    """Whoever may edit the story, and its translator even when it is out of their hands."""
    powers = Powers(by)
    if not powers.may_see(article):
        return False
    return powers.may_edit(article) or (powers.holds(Right.TRANSLATE) and powers.owns(article))


@transaction.atomic
def mark_done(task: Task, by: User, *, moment: datetime | None = None) -> Task:
    return _mark(task, by, moment or timezone.now(), is_done=True)


@transaction.atomic
def mark_undone(task: Task, by: User, *, moment: datetime | None = None) -> Task:
    return _mark(task, by, moment or timezone.now(), is_done=False)


def _mark(task: Task, by: User, moment: datetime, *, is_done: bool) -> Task:
    """A click that comes second changes nothing."""
    article = revisions.locked(task.article)
    if not may_mind(article, by):
        raise Refused(_("Only whoever may edit this story can say that its task is done."))
    task.refresh_from_db()
    if (task.done_at is not None) != is_done:
        _store(task, by, moment, is_done=is_done)
    return task


def _store(task: Task, by: User, moment: datetime, *, is_done: bool) -> None:
    task.done_at, task.done_by = (moment, by.ref) if is_done else (None, None)
    task.save(update_fields=["done_at", "done_by"])
    name = "task_done" if is_done else "task_undone"
    write_line(task.article, name, by, moment=moment, task=task.pk, kind=task.kind)


def settle(translation: Article, by: User, moment: datetime) -> None:
    """Close what is done: readers see the translation as the desk has it, and it says what the original says.

    Asked when a translation is published or corrected, and when somebody says that it is up to date.
    """
    if translation.translation_of_id is None:
        return
    waiting = list(translation.tasks.filter(kind__in=SETTLED_BY_A_TRANSLATION, done_at=None))
    if not waiting or translation.translated_from is None or families.is_behind(translation, moment):
        return
    if not _is_public_as_it_stands(translation, moment):
        return
    for task in waiting:
        _store(task, by, moment, is_done=True)


def _is_public_as_it_stands(article: Article, moment: datetime) -> bool:
    """Also where readers see nothing of it yet: then there is nobody to mislead."""
    live, latest = publication.live_slice(article, moment), article.latest_revision
    if live is None or live.form != PublishedArticle.Form.STORY:
        return True
    if latest is None or live.revision_id == latest.pk:
        return True
    public = Revision.objects.get(pk=live.revision_id)
    return not revisions.is_substantive(public.news_item, latest.news_item)
