"""A fault at each statement of a move: what is stored is wholly old or wholly new, and a schedule is never lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import OperationalError

from articles.models import Article
from articles.workflow import actions, publication
from articles.workflow.audit import write_line
from articles.workflow.transitions import Move, PublicState
from media import renditions
from media.models import Photo
from tests.cast import Cast, a_photo
from tests.conftest import Clock
from tests.stories import approved, approved_again, live
from tests.watched import Statements, between, every_row

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
Makes = Callable[[Cast, datetime], Article]
Answers = Callable[[datetime], Mapping[str, Any]]


def _with_a_photo() -> dict[str, Any]:
    photo = a_photo()
    Photo.objects.filter(pk=photo.pk).update(file="originals/x.jpg", width=1200, height=800)
    return {"lead_photo": Photo.objects.get(pk=photo.pk)}


def _approved(cast: Cast, now: datetime) -> Article:
    return approved(cast, **_with_a_photo())


def _live(cast: Cast, now: datetime) -> Article:
    return live(cast, moment=now - HOUR, **_with_a_photo())


def _live_with_news(cast: Cast, now: datetime) -> Article:
    return approved_again(cast, _live(cast, now), headline="The ferry stays for good")


def _scheduled(cast: Cast, now: datetime) -> Article:
    return actions.schedule(_approved(cast, now), cast.editor, visible_from=now + DAY)


def _live_with_scheduled_news(cast: Cast, now: datetime) -> Article:
    return actions.schedule(_live_with_news(cast, now), cast.editor, visible_from=now + DAY)


def _nothing(now: datetime) -> dict[str, Any]:
    return {}


MOVES: dict[str, tuple[Move, Makes, Answers]] = {
    "publish": (Move.PUBLISH, _approved, lambda now: {"until": now + DAY}),
    "publish an update": (Move.PUBLISH, _live_with_news, _nothing),
    "schedule": (Move.SCHEDULE, _approved, lambda now: {"visible_from": now + DAY}),
    "schedule an update": (Move.SCHEDULE, _live_with_news, lambda now: {"visible_from": now + DAY}),
    "cancel a schedule": (Move.CANCEL_SCHEDULE, _scheduled, _nothing),
    "cancel an update": (Move.CANCEL_SCHEDULE, _live_with_scheduled_news, _nothing),
    "unpublish": (Move.UNPUBLISH, _live, lambda now: {"reason": "Doubts.", "words": "Gone."}),
    "unpublish what is scheduled": (Move.UNPUBLISH, _live_with_scheduled_news, lambda now: {"reason": "No."}),
    "retract": (Move.RETRACT, _live, lambda now: {"reason": "Wrong.", "words": "We take it back."}),
    "correct": (
        Move.CORRECT,
        _live,
        lambda now: {"kind": "correction", "text": "At noon.", "fix": {"headline": "The ferry stays on"}},
    ),
}  # fmt: skip


def summary(story: Article) -> tuple[Any, ...]:
    """All that a move changes, without numbers that differ from story to story."""
    story = Article.objects.get(pk=story.pk)
    slices = publication.slices_of(story)
    return (
        story.desk_state,
        publication.public_state(story),
        bool(story.approved_revision_id),
        bool(story.second_read_owed_at),
        [
            (row.headline, row.visible_from, row.visible_until, row.planned_until, row.form, row.end_reason)
            + (row.listings.count(), row.photos.count())
            for row in slices
        ],
        [(line.move, line.state_before, line.state_after) for line in story.audit_events.all()],
        story.revisions.count(),
        story.corrections.count(),
    )


Act = Callable[[Article], object]


def points_of(make: Callable[[], Article], act: Act) -> tuple[int, tuple[Any, ...]]:
    """How many statements the act has, and what stands afterwards."""
    story = make()
    with Statements().counted() as whole:
        act(story)
    return whole.count, summary(story)


def torn_at(make: Callable[[], Article], act: Act, numbers: list[int], new: tuple[Any, ...]) -> list[str]:
    """The statements at which a fault leaves something that is neither as before nor as it should be."""
    torn = []
    story = make()
    old, before = summary(story), every_row()
    assert old != new
    for number in numbers:
        with Statements(fails_at=number).counted() as tried, suppress(OperationalError):
            act(story)
        assert tried.count >= number, "The fault was never reached."
        found = summary(story)
        if found == old:
            torn += [f"statement {number}: {change}" for change in between(before, every_row())]
        if found not in (old, new):
            torn.append(f"statement {number}: neither old nor new")
        if found != old:
            story = make()
            before = every_row()
    return torn


@pytest.mark.django_db(transaction=True)
class FaultTests:
    @pytest.fixture(autouse=True)
    def no_pictures(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(renditions, "make", lambda photo, **options: None)
        monkeypatch.setattr(renditions, "rekey", lambda photo: None)

    @pytest.mark.parametrize("name", MOVES)
    def test_the_move_is_made_or_not_made(
        self, cast: Cast, clock: Clock, name: str, long_sample: Callable[..., list[int]]
    ) -> None:
        move, makes, answers = MOVES[name]
        make = partial(makes, cast, clock.now)

        def act(story: Article) -> Article:
            return actions.MOVES[move](story, cast.chief, **answers(clock.now))

        count, new = points_of(make, act)
        assert not torn_at(make, act, long_sample(range(1, count + 1), 8), new)
        print(f"{name}: {count} fault points")  # noqa: T201

    def test_it_notices_an_act_that_is_not_one(self, cast: Cast, clock: Clock) -> None:
        """Taken down in one transaction and written down in another: a fault between them leaves half."""

        def act(story: Article) -> None:
            publication.take_down(story, moment=clock.now)
            write_line(story, Move.UNPUBLISH, cast.chief)

        make = partial(_live, cast, clock.now)
        count, new = points_of(make, act)
        assert torn_at(make, act, list(range(count - 4, count + 1)), new)

    def test_a_publication_that_fails_keeps_the_schedule(self, cast: Cast, clock: Clock) -> None:
        """The story opens at its moment all the same: nothing but a finished move takes it away."""
        story = _live_with_scheduled_news(cast, clock.now)
        for number in range(1, 60, 6):
            with Statements(fails_at=number).counted(), pytest.raises((OperationalError, actions.Refused)):
                actions.publish(story, cast.chief)
        clock.move(days=1)
        live_now = publication.live_slice(story)
        assert live_now is not None and live_now.headline == "The ferry stays for good"
        assert publication.public_state(story) is PublicState.LIVE
