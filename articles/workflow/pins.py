"""What the history says of a place on the front page, and how a pin keeps up with the story that it stands for.

`front.py` is the door for people; `actions.py` asks here, because an opening that moves takes the pin along.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from articles.models import Article, FrontPin, PublishedArticle
from articles.models.front import Slot
from articles.workflow import publication, signals
from articles.workflow.audit import write_line
from newsroom.models import SiteSettings, User

PINNED, UNPINNED = "pinned", "unpinned"
"""What the audit trail says."""


def one_at_a_time() -> None:
    """Two who pin at once would else not be told of each other."""
    SiteSettings.objects.select_for_update().get(pk=SiteSettings.load().pk)


def slice_to_pin(article: Article, moment: datetime) -> PublishedArticle | None:
    """What readers see, else the first thing that they will."""
    live = publication.live_slice(article, moment)
    return live or next(iter(publication.waiting_slices(article, moment)), None)


def follow_opening(article: Article, by: User, moment: datetime) -> None:
    """After the story's opening was moved: the pin begins with it, and stands for as long as it was to stand.

    A pin that stands already stays as it is.
    """
    if not FrontPin.objects.filter(story_id=article.pk, until__gt=moment).exists():
        return
    one_at_a_time()
    pin = FrontPin.objects.filter(story_id=article.pk, until__gt=moment).first()
    shown = slice_to_pin(article, moment)
    if pin is None or shown is None:
        return
    opens = max(moment, shown.visible_from)
    if opens == pin.since or (opens == moment and pin.since < moment):
        return
    pin.since, pin.until = opens, pin.until + (opens - pin.since)
    pin.save(update_fields=["since", "until"])
    write(article, PINNED, by, pin.slot, moment, until=pin.until.isoformat())


def write(article: Article, move: str, by: User, slot: Slot, moment: datetime, **details: Any) -> None:
    state = article.desk_state
    write_line(
        article, move, by, before=state, after=state, revision=article.latest_revision, moment=moment,
        place=slot.place, position=slot.position, **details,
    )  # fmt: skip
    signals.send_on_commit(signals.arranged, [article.pk])
