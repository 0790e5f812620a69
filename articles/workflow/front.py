"""Arranging the front page: the one door for pinning a story to a place, and for taking it off again.

A pin is data with an end, not a job: it begins, gives way and leaves on its second by what the page asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, FrontPin
from articles.models.front import SLOTS, STANDS_FOR, Slot
from articles.workflow import closed, pins, revisions
from articles.workflow.actions import Refused
from articles.workflow.roles import Powers, Right
from newsroom.lib.dates import for_people
from newsroom.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinned:
    pin: FrontPin
    displaced: list[Article]
    """Whose place it was: they are pinned no more."""
    first: list[Article]
    """They stand in the place until this story opens."""


def why_not(article: Article, by: User, moment: datetime | None = None) -> str:
    """Why the door would refuse to pin this story now; empty when it would not."""
    moment, powers = moment or timezone.now(), Powers(by)
    if not powers.may_see(article):
        return closed.no_such_story()
    return _wrong_right(article, powers) or _not_shown(article, moment)


def _wrong_right(article: Article, powers: Powers) -> str:
    if powers.may(Right.ARRANGE, article):
        return ""
    if powers.holds(Right.ARRANGE):
        return _("This story belongs to a section that is not yours.")
    return _("Your role does not arrange the front page: ask an editor of the section.")


def _not_shown(article: Article, moment: datetime) -> str:
    """Of a story that no reader will see there is nothing to pin."""
    shown = pins.slice_to_pin(article, moment)
    if shown is None:
        return _("Readers do not see this story. Publish or schedule it, then pin it.")
    if shown.is_retraction:
        return _("This story is retracted: it cannot stand on the front page.")
    return ""


@transaction.atomic
def pin(
    article: Article, by: User, slot: Slot, *, until: datetime | None = None, moment: datetime | None = None
) -> Pinned:
    """The story takes the place, at once or when it opens, for as long as such a place stands or to an end of its own.

    Whatever stood in the place by then is pinned no more; what is pinned ahead for later stays.
    """
    moment = moment or timezone.now()
    if slot not in SLOTS:
        raise Refused(_("There is no such place on the front page."))
    article = revisions.locked(article)
    pins.one_at_a_time()
    if objection := why_not(article, by, moment):
        raise Refused(objection)
    shown = pins.slice_to_pin(article, moment)
    assert shown is not None
    since = max(moment, shown.visible_from)
    until = _end(since, until, slot)
    _forget_ended(moment)
    displaced, first = _make_room(article, by, shown.language, slot, since, moment)
    values = {"language": shown.language, "place": slot.place, "position": slot.position}
    made, _is_new = FrontPin.objects.update_or_create(
        story_id=article.pk, defaults={**values, "since": since, "until": until}
    )
    pins.write(article, pins.PINNED, by, slot, moment, until=until.isoformat())
    return Pinned(pin=made, displaced=displaced, first=first)


def _end(since: datetime, until: datetime | None, slot: Slot) -> datetime:
    until = until or since + STANDS_FOR[slot.place]
    if until <= since:
        raise Refused(
            _("The story stands on the front page from %(when)s. Choose a later end.")
            % {"when": for_people(since)}
        )
    return until


@transaction.atomic
def unpin(article: Article, by: User, *, moment: datetime | None = None) -> None:
    """The place is the newest story's again."""
    moment = moment or timezone.now()
    article = revisions.locked(article)
    if objection := _wrong_right(article, Powers(by)):
        raise Refused(objection)
    pins.one_at_a_time()
    _forget_ended(moment)
    found = FrontPin.objects.filter(story_id=article.pk).first()
    if found is None:
        raise Refused(_("This story is not pinned to the front page."))
    found.delete()
    pins.write(article, pins.UNPINNED, by, found.slot, moment)


def _forget_ended(moment: datetime) -> None:
    FrontPin.objects.filter(until__lte=moment).delete()


def _make_room(
    article: Article, by: User, language: str, slot: Slot, since: datetime, moment: datetime
) -> tuple[list[Article], list[Article]]:
    """Whom the story displaces, and who stands there until it opens."""
    others = FrontPin.objects.filter(language=language, place=slot.place, position=slot.position)
    others = others.exclude(story_id=article.pk)
    earlier = {pin.story_id: pin for pin in others.filter(since__lte=since).order_by("since", "pk")}
    stories = list(Article.objects.filter(pk__in=earlier))
    if since > moment:
        return [], [story for story in stories if earlier[story.pk].since <= moment]
    for story in stories:
        earlier[story.pk].delete()
        pins.write(story, pins.UNPINNED, by, slot, moment, displaced_by=article.pk)
    return stories, []
