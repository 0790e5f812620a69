"""Correct, unpublish, retract: what happens after publication."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from articles.models import Article, Correction, PublishedArticle, PublishedListing
from articles.workflow import actions, publication, revisions
from articles.workflow.transitions import PublicState
from tests.cast import Cast
from tests.conftest import Clock
from tests.stories import live, saved

NOTICE = "The vote came at eleven, not at ten past."
FIX = {"body": "<p>The vote came at eleven.</p>"}


class TestCorrect:
    def corrected(self, cast: Cast, clock: Clock, **words: object) -> Article:
        story = live(cast)
        clock.move(minutes=10)
        return actions.correct(
            story, cast.editor, **{"kind": "correction", "text": NOTICE, "fix": FIX, **words}
        )  # type: ignore[arg-type]

    def test_fix_and_notice_are_public_at_once(self, cast: Cast, clock: Clock) -> None:
        story = self.corrected(cast, clock)
        row = publication.live_slice(story)
        assert row is not None
        assert "at eleven" in row.body_html
        assert row.display["corrections"] == [
            {"kind": "correction", "text": NOTICE, "made_at": clock.now.isoformat()}
        ]
        assert row.updated_at == clock.now
        assert row.listings.filter(list="corrected").exists()

    def test_the_working_copy_says_the_same_and_stays_approved(self, cast: Cast, clock: Clock) -> None:
        story = self.corrected(cast, clock)
        assert (story.body, story.desk_state) == (FIX["body"], "approved")
        assert story.latest_revision == story.approved_revision

    def test_a_second_read_is_owed(self, cast: Cast, clock: Clock) -> None:
        assert self.corrected(cast, clock).second_read_owed_at == clock.now

    def test_both_or_neither(self, cast: Cast, clock: Clock) -> None:
        story = live(cast)
        with pytest.raises(actions.Refused):
            actions.correct(story, cast.editor, kind="correction", text=NOTICE, fix={"headline": ""})
        assert not Correction.objects.exists()
        assert Article.objects.get(pk=story.pk).headline == story.headline

    def test_it_carries_no_unread_draft_out(self, cast: Cast) -> None:
        story = live(cast)
        saved(story, cast.writer, headline="A rumour")
        with pytest.raises(actions.Refused, match="have not seen"):
            actions.correct(story, cast.editor, kind="correction", text=NOTICE)
        assert publication.live_slice(story).headline != "A rumour"  # type: ignore[union-attr]

    def test_an_editors_note_stands_on_the_story_and_not_in_the_log(self, cast: Cast, clock: Clock) -> None:
        story = self.corrected(cast, clock, kind="editors_note", fix=None)
        assert not PublishedListing.rows.filter(list="corrected").exists()
        assert publication.live_slice(story).updated_at is None  # type: ignore[union-attr]

    def test_a_planned_end_stays(self, cast: Cast, clock: Clock) -> None:
        from datetime import timedelta

        from tests.stories import approved

        ends = clock.now + timedelta(hours=4)
        story = actions.publish(approved(cast), cast.editor, until=ends)
        clock.move(minutes=5)
        actions.correct(story, cast.editor, kind="correction", text=NOTICE, fix=FIX)
        assert publication.live_slice(story).visible_until == ends  # type: ignore[union-attr]

    def test_a_correction_is_never_changed(self, cast: Cast, clock: Clock) -> None:
        self.corrected(cast, clock)
        for act in (
            lambda: Correction.objects.update(text="We were right."),
            Correction.objects.all().delete,
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                act()

    def test_markup_in_a_fix_is_cleaned(self, cast: Cast, clock: Clock) -> None:
        story = self.corrected(cast, clock, fix={"body": "<p onclick='x()'>Eleven.</p><script>x()</script>"})
        assert story.body == "<p>Eleven.</p>"

    @pytest.mark.parametrize("kind", ["correction", "clarification", "addition", "editors_note"])
    def test_the_first_two_kinds_stand_in_the_public_log(self, cast: Cast, clock: Clock, kind: str) -> None:
        story = self.corrected(cast, clock, kind=kind)
        row = publication.live_slice(story)
        assert row is not None and row.display["corrections"][0]["kind"] == kind
        in_the_log = PublishedListing.rows.filter(list="corrected", story_id=story.pk).exists()
        assert in_the_log == (kind in ("correction", "clarification"))

    def test_a_correction_of_a_correction_is_a_new_one(self, cast: Cast, clock: Clock) -> None:
        story = self.corrected(cast, clock)
        clock.move(minutes=10)
        actions.correct(story, cast.editor, kind="correction", text="It was eleven in the evening.")
        row = publication.live_slice(story)
        assert row is not None
        assert [notice["text"] for notice in row.display["corrections"]] == [
            NOTICE,
            "It was eleven in the evening.",
        ]

    def test_a_notice_alone_moves_no_date(self, cast: Cast, clock: Clock) -> None:
        story = self.corrected(cast, clock, fix=None)
        assert publication.live_slice(story).updated_at is None  # type: ignore[union-attr]

    def test_a_minor_edit_moves_no_date(self, cast: Cast, clock: Clock) -> None:
        story = live(cast)
        clock.move(minutes=10)
        story.headline = "Council keeps the ferry"
        story.save()
        revisions.record(story, cast.writer, based_on=story.latest_revision, is_minor=True)
        actions.approve(actions.submit(story, cast.writer), cast.editor)
        actions.publish(story, cast.editor)
        row = publication.live_slice(story)
        assert row is not None and (row.headline, row.updated_at) == ("Council keeps the ferry", None)


class TestUnpublish:
    def test_readers_see_it_no_more_and_are_told_why(self, cast: Cast, clock: Clock) -> None:
        story = live(cast)
        clock.move(minutes=1)
        actions.unpublish(
            story, cast.editor, reason="The court asked.", words="Taken down by order of a court."
        )
        assert publication.public_state(story) is PublicState.UNPUBLISHED
        closed = PublishedArticle.public.last_closed("en", story.path)
        assert closed is not None
        assert (closed.end_reason, closed.words_for_readers) == (
            "unpublished",
            "Taken down by order of a court.",
        )

    def test_what_was_ahead_never_opens(self, cast: Cast, clock: Clock) -> None:
        from datetime import timedelta

        from tests.stories import approved

        story = actions.schedule(approved(cast), cast.editor, visible_from=clock.now + timedelta(hours=1))
        actions.unpublish(story, cast.editor, reason="Not true.")
        assert publication.slices_of(story) == []

    def test_it_can_be_published_again_at_its_old_address_and_date(self, cast: Cast, clock: Clock) -> None:
        story = live(cast)
        first = publication.live_slice(story)
        clock.move(days=1)
        actions.unpublish(story, cast.editor, reason="A mistake.")
        clock.move(minutes=1)
        actions.publish(story, cast.editor)
        again = publication.live_slice(story)
        assert first is not None and again is not None
        assert (again.path, again.published_at, again.updated_at) == (first.path, first.published_at, None)


class TestRetract:
    def test_the_notice_stands_in_place_of_the_story(self, cast: Cast, clock: Clock) -> None:
        story = live(cast)
        clock.move(minutes=1)
        actions.retract(story, cast.chief, reason="Invented.", words="We have retracted this story.")
        row = publication.live_slice(story)
        assert row is not None
        assert publication.public_state(story) is PublicState.RETRACTED
        assert (row.body_html, row.lead_html, row.search_text, row.news_item.body) == ("", "", "", "")
        assert row.words_for_readers == "We have retracted this story."
        assert [entry.list for entry in row.listings.all()] == ["corrected"]

    def test_a_story_that_was_taken_down_can_be_retracted(self, cast: Cast, clock: Clock) -> None:
        story = live(cast)
        clock.move(minutes=1)
        actions.unpublish(story, cast.editor, reason="Doubts.")
        clock.move(minutes=1)
        actions.retract(story, cast.chief, reason="Invented.", words="Retracted.")
        assert publication.public_state(story) is PublicState.RETRACTED

    def test_the_history_keeps_what_was_said(self, cast: Cast, clock: Clock) -> None:
        story = live(cast)
        clock.move(minutes=1)
        actions.retract(story, cast.chief, reason="Invented.", words="Retracted.")
        line = story.audit_events.first()
        assert (line.move, line.reason, line.details["words"]) == ("retract", "Invented.", "Retracted.")

    def test_a_retracted_story_can_be_published_again(self, cast: Cast, clock: Clock) -> None:
        story = live(cast)
        clock.move(minutes=1)
        actions.retract(story, cast.chief, reason="Doubts.", words="Retracted.")
        clock.move(minutes=1)
        actions.publish(story, cast.editor)
        assert publication.public_state(story) is PublicState.LIVE
        assert [row.words_for_readers for row in publication.slices_of(story)] == ["", "Retracted.", ""]

    def test_cancelling_a_schedule_leaves_the_retraction_standing(self, cast: Cast, clock: Clock) -> None:
        from datetime import timedelta

        story = live(cast)
        clock.move(minutes=1)
        actions.retract(story, cast.chief, reason="Doubts.", words="Retracted.")
        clock.move(minutes=1)
        actions.schedule(story, cast.editor, visible_from=clock.now + timedelta(hours=1))
        actions.cancel_schedule(story, cast.editor)
        assert publication.public_state(story, clock.now + timedelta(days=9)) is PublicState.RETRACTED

    def test_the_notice_carries_no_byline_that_could_not_be_withheld(self, cast: Cast, clock: Clock) -> None:
        story = live(cast)
        clock.move(minutes=1)
        actions.retract(story, cast.chief, reason="Invented.", words="Retracted.")
        assert "Lindqvist" not in repr(vars(publication.live_slice(story)))
