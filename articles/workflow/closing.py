"""Closing a story to named people, naming more of them or fewer, and opening it again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Address, Article, DigestLine, FrontPin, PreviewLink
from articles.workflow import actions, closed, publication, revisions
from articles.workflow.actions import Refused, enter, leave, needed
from articles.workflow.audit import write_line
from articles.workflow.closed import family, holders, no_such_story
from articles.workflow.roles import Powers, Right
from articles.workflow.transitions import Move, PublicState
from newsroom.models import User

NAMED, UNNAMED = "named", "unnamed"
"""What the audit trail says."""


@transaction.atomic
def close(
    article: Article, by: User, *, people: Iterable[User] = (), moment: datetime | None = None
) -> Article:
    """From now on the story, with all its translations, exists for these people and whoever closes it alone."""
    desk = enter(Move.CLOSE, article, by, moment)
    named = [by, *(person for person in people if person != by)]
    _refuse_who_reads_no_stories(named)
    stories = family(desk.article)
    for other in stories[1:]:
        if publication.public_state(other, desk.moment) is not PublicState.NONE:
            raise Refused(
                _("Readers have seen “%(headline)s”, another language of this story, or will.")
                % {"headline": other.headline}
            )
    details = {story.pk: _shut(story, named) for story in stories}
    for other in stories[1:]:
        other.save()
        _write(other, Move.CLOSE, by, desk.moment, **details[other.pk])
    _revoke_links(stories, by, desk.moment)
    return leave(desk, article, before=desk.before, **details[desk.article.pk])


def begin_closed(article: Article, by: User, *, moment: datetime | None = None) -> None:
    """A new story that was stored as closed gets its people: whoever began it, or those of its original."""
    named = _people_of(article.translation_of) if article.translation_of else []
    details = _shut(article, named or [by])
    _write(article, Move.CLOSE, by, moment or timezone.now(), **details)


@transaction.atomic
def open_again(article: Article, by: User, *, reason: str, moment: datetime | None = None) -> Article:
    """The whole desk finds the story again, in every language of it."""
    desk = enter(Move.OPEN, article, by, moment)
    reason = needed(reason, _("Say why the story is opened to the whole desk."))
    details = _open_others(desk.article, by, desk.moment, reason)
    return leave(desk, article, before=desk.before, reason=reason, **details)


def open_with_publication(article: Article, by: User, moment: datetime) -> None:
    """What readers see is no secret of the desk. The caller saves the story."""
    details = _open_others(article, by, moment, "Published.")
    _write(article, Move.OPEN, by, moment, reason="Published.", **details)


def _open_others(article: Article, by: User, moment: datetime, reason: str) -> dict[str, Any]:
    stories = family(article)
    details = {story.pk: _unshut(story) for story in stories}
    # All at once: a translation that is saved while its original is closed closes with it.
    Article.objects.filter(pk__in=details).update(is_closed=False)
    for other in stories[1:]:
        other.save()
        _write(other, Move.OPEN, by, moment, reason=reason, **details[other.pk])
    return details[article.pk]


# Naming people


def why_not_name(article: Article, by: User) -> str:
    """Why this person cannot name people on the story; empty when they can."""
    powers = Powers(by)
    if not powers.may_see(article):
        return no_such_story()
    if not article.is_closed:
        return _("The story is open to the whole desk: nobody need be named.")
    if not powers.may(Right.CLOSE, article):
        return _("Only an editor who is named here can name others.")
    return ""


@transaction.atomic
def name(article: Article, by: User, person: User, *, moment: datetime | None = None) -> None:
    """One more person knows of the story."""
    fresh = _entered(article, by)
    _refuse_who_reads_no_stories([person])
    if fresh.closed_to.filter(pk=person.pk).exists():
        return
    for story in family(fresh):
        story.closed_to.add(person)
        _write(story, NAMED, by, moment or timezone.now(), person=str(person.ref))


@transaction.atomic
def unname(article: Article, by: User, person: User, *, moment: datetime | None = None) -> None:
    """The person knows of the story no more, at once; links that they gave away are dead."""
    fresh = _entered(article, by)
    if not fresh.closed_to.filter(pk=person.pk).exists():
        return
    if holders(fresh) == [person]:
        raise Refused(
            _("%(who)s is the last one here who can name others. Name another editor first.")
            % {"who": person}
        )
    moment, stories = moment or timezone.now(), family(fresh)
    for story in stories:
        story.closed_to.remove(person)
        _give_back(story, story.closed_to.values_list("pk", flat=True))
        story.save(update_fields=["assigned_to"])
        _write(story, UNNAMED, by, moment, person=str(person.ref))
    _revoke_links(stories, by, moment)


def _entered(article: Article, by: User) -> Article:
    fresh = revisions.locked(article)
    if sentence := why_not_name(fresh, by):
        raise Refused(sentence)
    return fresh


def _refuse_who_reads_no_stories(named: list[User]) -> None:
    known = set(closed.people().filter(pk__in=[person.pk for person in named]))
    for person in named:
        if person not in known:
            raise Refused(_("%(who)s does not work with stories and cannot be named.") % {"who": person})


# Translations


@transaction.atomic
def follow_original(sender: Any, instance: Article, raw: bool = False, **kwargs: Any) -> None:
    """A translation of a closed story is closed to the same people, whichever door linked the two."""
    if raw or instance.is_closed or not instance.translation_of_id:
        return
    original = Article.objects.filter(pk=instance.translation_of_id, is_closed=True).first()
    if original is None:
        return
    stories = [story for story in family(instance) if not story.is_closed]
    if any(publication.public_state(story) is not PublicState.NONE for story in stories):
        raise Refused(
            _("The original is closed, and readers have seen this story: the two cannot be linked.")
        )
    for story in stories:
        details = _shut(story, _people_of(original))
        story.save()
        _write(story, Move.CLOSE, None, timezone.now(), **details)


# What becomes of a story


def _shut(article: Article, named: list[User]) -> dict[str, Any]:
    """Close it, unsaved, and take back what would tell of it: its address, its name among imports, its places.

    Returns what the history keeps.
    """
    details: dict[str, Any] = {"people": [str(person.ref) for person in named]}
    if article.import_ref:
        details["import_ref"] = article.import_ref
    Address.objects.filter(target_kind=Address.Target.STORY, target_id=article.pk).delete()
    FrontPin.objects.filter(story_id=article.pk).delete()
    DigestLine.objects.filter(story_id=article.pk).delete()
    article.is_closed, article.import_ref, article.path = True, None, ""
    article.closed_to.set(named)
    _give_back(article, [person.pk for person in named])
    return details


def _unshut(article: Article) -> dict[str, Any]:
    """Open it, unsaved; imports know it again by its old name if no other has taken it since."""
    details: dict[str, Any] = {"people": [str(person.ref) for person in article.closed_to.all()]}
    line = article.audit_events.filter(move=Move.CLOSE).order_by("-pk").first()
    kept = line.details.get("import_ref") if line else None
    if kept and not Article.objects.filter(import_ref=kept).exists():
        article.import_ref = kept
    article.is_closed = False
    article.closed_to.clear()
    return details


def _give_back(article: Article, named: Iterable[int]) -> None:
    """A story that somebody may not know of is not theirs to do."""
    if article.assigned_to_id is not None and article.assigned_to_id not in set(named):
        article.assigned_to = None


def _revoke_links(stories: list[Article], by: User, moment: datetime) -> None:
    """A preview link lives as long as whoever gave it away is named."""
    for story in stories:
        links = PreviewLink.objects.filter(article=story, revoked_at=None)
        links.exclude(made_by__in=story.closed_to.values("ref")).update(revoked_at=moment, revoked_by=by.ref)


def _people_of(article: Article) -> list[User]:
    return list(article.closed_to.all())


def _write(article: Article, move: str, by: User | None, moment: datetime, **details: Any) -> None:
    state, reason = article.desk_state, details.pop("reason", "")
    write_line(
        article, move, by, before=state, after=state, revision=article.latest_revision, moment=moment,
        reason=reason, **details,
    )  # fmt: skip


actions.MOVES[Move.CLOSE] = close
actions.MOVES[Move.OPEN] = open_again
