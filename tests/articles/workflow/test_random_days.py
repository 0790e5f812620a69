"""Random days at the desk: whatever people press in whatever order, what readers see stays lawful."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from articles.models import FOREVER, Address, Article, PublishedArticle, PublishedPhoto
from articles.workflow import actions, publication
from articles.workflow.transitions import Move
from media import renditions
from media.models import Photo
from newsroom.models import User
from tests.cast import Cast, a_photo
from tests.conftest import Clock
from tests.stories import a_draft, saved

MOVES_A_DAY = 40
ONWARDS = (Move.SUBMIT, Move.APPROVE, Move.PUBLISH)
"""Pressed more often than the rest, or a changed text would hardly ever reach readers."""


def answers(move: Move, now: datetime, chance: random.Random) -> dict[str, Any]:
    def ahead() -> datetime:
        return now + timedelta(minutes=chance.choice([1, 5, 60, 300]))

    until = {"until": chance.choice([None, ahead() + timedelta(minutes=1)])}
    return {
        Move.PUBLISH: until,
        Move.SCHEDULE: {
            "visible_from": ahead(),
            **({} if chance.random() < 0.5 else {"until": now + timedelta(days=1)}),
        },
        Move.SET_EMBARGO: {"until": ahead(), "reason": "Agreed."},
        Move.LIFT_EMBARGO: {"reason": "It leaked."},
        Move.CORRECT: {
            "kind": "correction",
            "text": "A notice.",
            "fix": {"headline": f"Mended {chance.random()}"},
        },
        Move.UNPUBLISH: {"reason": "Doubts.", "words": "Taken down."},
        Move.RETRACT: {"reason": "Wrong.", "words": "Retracted."},
        Move.RETURN: {"note": "Who says so?"},
        Move.ASK_LEGAL_READ: {"reason": "It names a court."},
        Move.CLEAR_LEGAL_READ: {
            "is_cleared": chance.random() < 0.8,
            "name": "Ada Holm",
            "remark": "As it stands.",
        },
        Move.DROP_LEGAL_READ: {"reason": "It names no court any more."},
        Move.CLOSE: {"people": []},
        Move.OPEN: {"reason": "It is told."},
    }.get(move, {})


class Day:
    """One story, two editors, a chief and a writer, a photo whose rights end, and a clock that only goes forward."""

    def __init__(self, cast: Cast, clock: Clock, seed: int) -> None:
        self.cast, self.clock, self.chance = cast, clock, random.Random(seed)
        photo = a_photo()
        rights = clock.now + timedelta(minutes=self.chance.choice([30, 200, 2000]))
        Photo.objects.filter(pk=photo.pk).update(
            file="originals/x.jpg", width=1200, height=800, rights_until=self.chance.choice([None, rights])
        )
        self.story = a_draft(cast, lead_photo=Photo.objects.get(pk=photo.pk))
        self.approved: set[str] = set()
        self.seen: list[PublishedArticle] = []

    def people(self) -> list[User]:
        return [self.cast.writer, self.cast.editor, self.cast.chief, self.cast.chief_elsewhere]

    def act(self) -> None:
        self.clock.move(seconds=1)
        what = self.chance.random()
        if what < 0.15:
            self.clock.move(minutes=self.chance.choice([1, 7, 90, 400]))
        elif what < 0.25:
            saved(self.story, self.cast.editor, headline=f"Changed {self.chance.random()}")
        elif what < 0.32:
            self.cast.politics.names.update(name=f"Power {self.chance.random()}")
            list(publication.rebuild())
        else:
            self.move()
        self.story = Article.objects.get(pk=self.story.pk)

    def move(self) -> None:
        person = self.chance.choice(self.people())
        offered = [transition.move for transition in actions.available(self.story, person)]
        if not offered:
            return
        (move,) = self.chance.choices(offered, [4 if move in ONWARDS else 1 for move in offered])
        try:
            actions.MOVES[move](self.story, person, **answers(move, self.clock.now, self.chance))
        except actions.Refused as refused:
            assert refused.sentence, "A refusal says why."
        if move in (Move.APPROVE, Move.CORRECT):
            fresh = Article.objects.get(pk=self.story.pk)
            self.approved.add(fresh.headline)

    def check(self) -> None:
        slices = publication.slices_of(self.story)
        for before, after in zip(slices, slices[1:], strict=False):
            assert before.visible_until <= after.visible_from
        for row in slices:
            assert row.headline in self.approved, "Only what was approved or corrected is projected."
            assert row.visible_until <= row.planned_until <= FOREVER or row.form == "retraction"
            assert {entry.visible_until for entry in row.listings.all()} <= {row.visible_until}
        for photo in PublishedPhoto.rows.filter(published__story_id=self.story.pk).exclude(rights_until=None):
            assert photo.visible_until <= photo.rights_until  # type: ignore[operator]
        self.check_what_was_seen()
        assert Address.objects.filter(target_id=self.story.pk, target_kind="story").count() <= 1

    def check_what_was_seen(self) -> None:
        row = publication.live_slice(self.story)
        if row is None:
            return
        if self.seen:
            last = self.seen[-1]
            assert (row.path, row.published_at) == (last.path, last.published_at)
        stories = [slice_ for slice_ in [*self.seen, row] if slice_.form == "story"]
        dates = [slice_.updated_at or slice_.published_at for slice_ in stories]
        assert dates == sorted(dates), "“Updated” never goes back."
        self.seen.append(row)
        until = self.story.embargo_until
        assert (
            until is None or until <= self.clock.now or row.form == "retraction" or row.visible_from >= until
        )


def test_readers_never_see_what_they_should_not(
    cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch, long_sample: Callable[..., list[int]]
) -> None:
    monkeypatch.setattr(renditions, "make", lambda photo: None)
    monkeypatch.setattr(renditions, "rekey", lambda photo: None)
    for seed in long_sample(range(300), 12):
        day = Day(cast, clock, seed)
        for step in range(MOVES_A_DAY):
            day.act()
            try:
                day.check()
            except AssertionError as error:
                raise AssertionError(f"seed {seed}, step {step}") from error
