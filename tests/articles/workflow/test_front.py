"""Pinning a story to the front page, and taking it off: who may, what it displaces, what the history says."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from articles.models import Article, FrontPin, PublishedArticle
from articles.models.front import SLOTS, Slot
from articles.workflow import actions, front
from articles.workflow.actions import Refused
from tests.cast import Cast
from tests.conftest import Clock
from tests.stories import a_draft, approved, approved_again, live

pytestmark = pytest.mark.django_db

LEAD, SECOND = Slot("lead", 1), Slot("second", 2)
HOUR = timedelta(hours=1)
EDITORS = ("editor", "chief", "chief_elsewhere")


def lines(story: Article) -> list[tuple[str, dict[str, Any]]]:
    events = story.audit_events.filter(move__in=("pinned", "unpinned")).order_by("pk")
    return [(event.move, event.details) for event in events]


def places() -> dict[str, int]:
    return {str(pin): pin.story_id for pin in FrontPin.objects.all()}


class PinTests:
    def test_a_story_takes_a_place_for_a_day_or_as_long_as_asked(self, cast: Cast, clock: Clock) -> None:
        lead, second = live(cast), live(cast)
        assert front.pin(lead, cast.editor, LEAD).pin.until == clock.now + 24 * HOUR
        made = front.pin(second, cast.editor, SECOND, until=clock.now + HOUR).pin
        assert (made.language, made.slot, made.since, made.until) == (
            "en",
            SECOND,
            clock.now,
            clock.now + HOUR,
        )

    @pytest.mark.parametrize("slot", SLOTS, ids=lambda slot: slot.code)
    def test_every_place_can_be_taken(self, cast: Cast, slot: Slot) -> None:
        assert front.pin(live(cast), cast.editor, slot).pin.slot == slot

    @pytest.mark.parametrize(
        "slot", [Slot("lead", 2), Slot("second", 4), Slot("strip", 0), Slot("cellar", 1)]
    )
    def test_a_place_that_is_none_is_refused(self, cast: Cast, slot: Slot) -> None:
        with pytest.raises(Refused, match="no such place"):
            front.pin(live(cast), cast.editor, slot)

    def test_the_wrong_role_is_refused(self, cast: Cast) -> None:
        story = live(cast)
        for name, person in cast.everyone_but(*EDITORS).items():
            with pytest.raises(Refused):
                front.pin(story, person, LEAD)
            assert front.why_not(story, person), name
        assert not FrontPin.objects.exists() and lines(story) == []
        for name in EDITORS:
            front.pin(story, cast.everyone()[name], LEAD)

    def test_an_editor_of_another_section_is_told_why(self, cast: Cast) -> None:
        with pytest.raises(Refused, match="section that is not yours"):
            front.pin(live(cast), cast.editor_elsewhere, LEAD)

    def test_a_story_that_nobody_will_see_is_refused(self, cast: Cast) -> None:
        gone = actions.unpublish(live(cast), cast.editor, reason="Asked.")
        retracted = actions.retract(live(cast), cast.chief, reason="Invented.", words="It was wrong.")
        for story in (a_draft(cast), approved(cast), gone):
            with pytest.raises(Refused, match="Publish or schedule it"):
                front.pin(story, cast.chief, LEAD)
        with pytest.raises(Refused, match="retracted"):
            front.pin(retracted, cast.chief, LEAD)

    def test_an_end_that_has_passed_is_refused(self, cast: Cast, clock: Clock) -> None:
        with pytest.raises(Refused, match="Choose a later end"):
            front.pin(live(cast), cast.editor, LEAD, until=clock.now)
        assert not FrontPin.objects.exists()

    def test_the_history_says_who_where_and_until_when(self, cast: Cast, clock: Clock) -> None:
        story = live(cast)
        front.pin(story, cast.editor, SECOND, until=clock.now + HOUR)
        line = story.audit_events.first()
        assert line is not None
        assert (line.move, line.made_by, line.made_at) == ("pinned", cast.editor.ref, clock.now)
        assert line.details == {
            "place": "second", "position": 2, "until": (clock.now + HOUR).isoformat()
        }  # fmt: skip

    def test_pinned_again_it_moves(self, cast: Cast) -> None:
        story = live(cast)
        front.pin(story, cast.editor, LEAD)
        assert front.pin(story, cast.editor, SECOND).displaced == []
        assert places() == {f"en Second 2: {story.pk}": story.pk}


class DisplacedTests:
    def test_one_leads_and_the_editor_hears_whom_it_displaced(self, cast: Cast) -> None:
        first, second = live(cast), live(cast)
        front.pin(first, cast.editor, LEAD)
        assert front.pin(second, cast.chief, LEAD).displaced == [first]
        assert places() == {f"en Lead: {second.pk}": second.pk}
        assert lines(first)[-1] == (
            "unpinned", {"place": "lead", "position": 1, "displaced_by": second.pk}
        )  # fmt: skip

    def test_each_language_has_its_own_lead(self, cast: Cast) -> None:
        english, russian = live(cast), live(cast, language="ru")
        front.pin(english, cast.editor, LEAD)
        assert front.pin(russian, cast.editor, LEAD).displaced == []
        assert FrontPin.objects.count() == 2

    def test_one_whose_time_is_over_is_not_spoken_of(self, cast: Cast, clock: Clock) -> None:
        over = live(cast)
        front.pin(over, cast.editor, LEAD, until=clock.now + HOUR)
        clock.move(hours=1)
        assert front.pin(live(cast), cast.editor, LEAD).displaced == []
        assert [move for move, _details in lines(over)] == ["pinned"]


class AheadTests:
    def scheduled(self, cast: Cast, clock: Clock, **ahead: float) -> Article:
        return actions.schedule(approved(cast), cast.editor, visible_from=clock.now + timedelta(**ahead))

    def test_a_scheduled_story_lets_the_other_stand_until_its_second(self, cast: Cast, clock: Clock) -> None:
        standing = live(cast)
        front.pin(standing, cast.editor, LEAD)
        made = front.pin(self.scheduled(cast, clock, hours=3), cast.editor, LEAD)
        assert (made.displaced, made.first) == ([], [standing])
        assert (made.pin.since, made.pin.until) == (clock.now + 3 * HOUR, clock.now + 27 * HOUR)

    def test_an_end_before_it_opens_is_refused(self, cast: Cast, clock: Clock) -> None:
        with pytest.raises(Refused, match="24 November 2026, 15:00 UTC"):
            front.pin(self.scheduled(cast, clock, hours=3), cast.editor, LEAD, until=clock.now + HOUR)

    def test_what_is_pinned_ahead_stays_when_another_is_pinned_now(self, cast: Cast, clock: Clock) -> None:
        later = self.scheduled(cast, clock, hours=3)
        front.pin(later, cast.editor, LEAD)
        assert front.pin(live(cast), cast.editor, LEAD).displaced == []
        assert FrontPin.objects.filter(story_id=later.pk).exists()

    def rescheduled(self, cast: Cast, story: Article, opens: datetime) -> FrontPin:
        actions.cancel_schedule(story, cast.editor)
        actions.schedule(story, cast.editor, visible_from=opens)
        return FrontPin.objects.get(story_id=story.pk)

    def test_a_pin_moves_with_the_schedule_of_its_story(self, cast: Cast, clock: Clock) -> None:
        story = self.scheduled(cast, clock, hours=1)
        front.pin(story, cast.editor, LEAD, until=clock.now + 6 * HOUR)
        opens = clock.now + 72 * HOUR
        pin = self.rescheduled(cast, story, opens)
        assert (pin.since, pin.until) == (opens, opens + 5 * HOUR)
        assert lines(story)[-1] == (
            "pinned", {"place": "lead", "position": 1, "until": (opens + 5 * HOUR).isoformat()}
        )  # fmt: skip

    def test_another_lead_in_between_leaves_it_pinned(self, cast: Cast, clock: Clock) -> None:
        story = self.scheduled(cast, clock, hours=1)
        front.pin(story, cast.editor, LEAD)
        self.rescheduled(cast, story, clock.now + 72 * HOUR)
        clock.move(hours=6)
        other = live(cast)
        assert front.pin(other, cast.editor, LEAD).displaced == []
        clock.move(hours=66)
        assert PublishedArticle.public.at().filter(story_id=story.pk).exists()
        pin = FrontPin.objects.get(story_id=story.pk)
        assert pin.since <= clock.now < pin.until

    def test_one_that_comes_out_sooner_stands_sooner(self, cast: Cast, clock: Clock) -> None:
        story = self.scheduled(cast, clock, hours=6)
        front.pin(story, cast.editor, LEAD)
        actions.cancel_schedule(story, cast.editor)
        actions.publish(story, cast.editor)
        pin = FrontPin.objects.get()
        assert (pin.since, pin.until) == (clock.now, clock.now + 24 * HOUR)

    def test_an_update_of_a_story_that_stands_moves_no_pin(self, cast: Cast, clock: Clock) -> None:
        story = live(cast)
        made = front.pin(story, cast.editor, LEAD).pin
        clock.move(hours=1)
        approved_again(cast, story, headline="The second day")
        actions.schedule(story, cast.editor, visible_from=clock.now + HOUR)
        pin = FrontPin.objects.get()
        assert (pin.since, pin.until) == (made.since, made.until)


class SharedPlacesTests:
    """A place belongs to the front page, a story to its section: see ARCHITECTURE.md."""

    def test_an_editor_on_duty_leads_with_their_story_whoever_stood_there(self, cast: Cast) -> None:
        politics, society = live(cast), live(cast)
        front.pin(politics, cast.editor, LEAD)
        Article.objects.filter(pk=society.pk).update(section=cast.society)
        assert front.pin(society, cast.editor_elsewhere, LEAD).displaced == [politics]
        line = politics.audit_events.first()
        assert line is not None
        assert (line.move, line.made_by, line.details["displaced_by"]) == (
            "unpinned", cast.editor_elsewhere.ref, society.pk
        )  # fmt: skip

    def test_but_takes_no_story_of_another_section_off(self, cast: Cast) -> None:
        story = live(cast)
        front.pin(story, cast.editor, LEAD)
        with pytest.raises(Refused, match="section that is not yours"):
            front.unpin(story, cast.editor_elsewhere)
        assert places() == {f"en Lead: {story.pk}": story.pk}


class CacheTests:
    def test_no_page_may_be_kept_longer_than_the_next_pin(self, cast: Cast, clock: Clock) -> None:
        first, second = live(cast), live(cast)
        front.pin(first, cast.editor, LEAD, until=clock.now + 2 * HOUR)
        front.pin(second, cast.editor, SECOND, until=clock.now + HOUR)
        assert PublishedArticle.public.next_moment() == clock.now + HOUR
        assert PublishedArticle.public.next_moment(clock.now + HOUR) == clock.now + 2 * HOUR
        assert PublishedArticle.public.next_moment(clock.now + 2 * HOUR) is None


class UnpinTests:
    def test_it_leaves_with_a_line_in_the_history(self, cast: Cast) -> None:
        story = live(cast)
        front.pin(story, cast.editor, SECOND)
        front.unpin(story, cast.chief)
        assert not FrontPin.objects.exists()
        assert lines(story)[-1] == ("unpinned", {"place": "second", "position": 2})

    def test_the_wrong_role_is_refused(self, cast: Cast) -> None:
        story = live(cast)
        front.pin(story, cast.editor, LEAD)
        for person in cast.everyone_but(*EDITORS).values():
            with pytest.raises(Refused):
                front.unpin(story, person)
        assert FrontPin.objects.exists()

    def test_what_is_not_pinned_is_said(self, cast: Cast, clock: Clock) -> None:
        story = live(cast)
        with pytest.raises(Refused, match="not pinned"):
            front.unpin(story, cast.editor)
        front.pin(story, cast.editor, LEAD, until=clock.now + HOUR)
        clock.move(hours=1)
        with pytest.raises(Refused, match="not pinned"):
            front.unpin(story, cast.editor)

    def test_a_story_that_left_can_still_be_taken_off(self, cast: Cast) -> None:
        story = live(cast)
        front.pin(story, cast.editor, LEAD)
        actions.unpublish(story, cast.editor, reason="Asked.")
        front.unpin(story, cast.editor)
        assert not FrontPin.objects.exists()


class SignalTests:
    def test_whoever_listens_hears_of_it_after_commit(
        self, cast: Cast, django_capture_on_commit_callbacks: Any
    ) -> None:
        from articles.workflow.signals import arranged

        story, heard = live(cast), []

        def listen(**said: Any) -> None:
            heard.append(said["story_ids"])

        arranged.connect(listen)
        try:
            with django_capture_on_commit_callbacks(execute=True):
                front.pin(story, cast.editor, LEAD)
                assert heard == []
            with django_capture_on_commit_callbacks(execute=True):
                front.unpin(story, cast.editor)
        finally:
            arranged.disconnect(listen)
        assert heard == [[story.pk], [story.pk]]
