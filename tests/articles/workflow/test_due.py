"""Stories that fall due while nothing runs: all of them stand at their own second, dated as they were scheduled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from articles.models import Article, PublishedArticle
from articles.workflow import actions, publication, signals
from articles.workflow.transitions import PublicState
from tests.cast import Cast, an_author
from tests.conftest import Clock
from tests.stories import approved

DUE = 500


class DueTests:
    def test_whatever_fell_due_meanwhile_is_live_and_dated_as_scheduled(
        self, cast: Cast, clock: Clock, long_sample: Callable[..., list[int]], client: Client
    ) -> None:
        """No worker is alive in this test, before or after."""
        began, author = clock.now, an_author()
        due: dict[int, datetime] = {}
        for number in long_sample(range(DUE), 25):
            story = approved(cast, headline=f"Due story {number}", author=author)
            due[story.pk] = began + timedelta(seconds=37 * (number + 1))
            actions.schedule(story, cast.editor, visible_from=due[story.pk])
        assert not PublishedArticle.public.at().exists()
        clock.set(began + timedelta(seconds=37 * (DUE + 1)))
        rows = {row.story_id: row for row in PublishedArticle.public.at()}
        assert {number: row.published_at for number, row in rows.items()} == due
        assert {row.visible_from for row in rows.values()} == set(due.values())
        newest = max(due, key=lambda number: due[number])
        assert client.get(rows[newest].path).status_code == 200
        page = client.get("/articles/").content.decode()
        assert rows[newest].headline in page

    def test_each_stands_from_its_own_second_and_not_before(self, cast: Cast, clock: Clock) -> None:
        story = approved(cast)
        at = clock.now + timedelta(hours=3)
        actions.schedule(story, cast.editor, visible_from=at)
        for offset, is_live in ((-1, False), (0, True), (5, True)):
            moment = at + timedelta(seconds=offset)
            assert bool(publication.live_slice(story, moment)) is is_live

    def test_a_clock_that_jumps_back_and_forth_publishes_nothing_twice(
        self, cast: Cast, clock: Clock
    ) -> None:
        """Two processes whose clocks differ by seconds, or one that is set back an hour: each answers by its own clock."""
        story = approved(cast)
        at = clock.now + timedelta(minutes=30)
        actions.schedule(story, cast.editor, visible_from=at)
        seen = []
        for minutes in (60, -60, 29, 31, 5):
            clock.move(minutes=minutes)
            seen.append(publication.public_state(story))
        assert (
            seen == [PublicState.LIVE, PublicState.SCHEDULED, PublicState.SCHEDULED] + [PublicState.LIVE] * 2
        )
        [row] = publication.slices_of(story)
        assert row.published_at == row.visible_from == at


@pytest.mark.parametrize("signal", [signals.published, signals.unpublished])
class PoisonTests:
    def test_a_listener_that_fails_keeps_nobody_back(
        self,
        cast: Cast,
        clock: Clock,
        signal: Any,
        django_capture_on_commit_callbacks: Callable[..., Any],
    ) -> None:
        heard: list[int] = []
        stories: list[Article] = [approved(cast, author=author) for author in [an_author()] for _ in range(3)]

        def poisoned(sender: Any, story_ids: list[int], **kwargs: Any) -> None:
            if stories[0].pk in story_ids:
                raise RuntimeError("This listener cannot take this story.")

        def listens(sender: Any, story_ids: list[int], **kwargs: Any) -> None:
            heard.extend(story_ids)

        signal.connect(poisoned)
        signal.connect(listens)
        try:
            for story in stories:
                with django_capture_on_commit_callbacks(execute=True):
                    actions.schedule(story, cast.editor, visible_from=clock.now + timedelta(hours=1))
                    if signal is signals.unpublished:
                        actions.cancel_schedule(story, cast.editor)
        finally:
            signal.disconnect(poisoned)
            signal.disconnect(listens)
        assert heard == [story.pk for story in stories]
        clock.move(hours=2)
        expected = PublicState.LIVE if signal is signals.published else PublicState.NONE
        assert {publication.public_state(story) for story in stories} == {expected}
