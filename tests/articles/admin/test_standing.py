"""What the desk says of a story beside its form: returned and why, approved no more, what readers see, who saved."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles.models import DeskState
from articles.workflow import actions
from articles.workflow.actions import Refused
from tests.articles.admin.desk import address, desk_of, save
from tests.cast import Cast
from tests.stories import a_draft, approved, approved_again, in_review, live, saved

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/article/"
OPENED = datetime(2026, 11, 24, 9, 5, tzinfo=UTC)


class ReturnedTests:
    def test_the_note_stands_above_the_form_until_the_story_is_submitted_again(self, cast: Cast) -> None:
        story = actions.return_to_writer(in_review(cast), cast.editor, note="Who counted <the> votes?")
        desk = desk_of(cast.writer)
        page = desk.get(address(story)).content.decode()
        assert "Returned by Editor" in page and "Who counted &lt;the&gt; votes?" in page
        assert "state-returned" in page and "state-returned" in desk.get(LIST).content.decode()
        actions.submit(story, cast.writer)
        assert "state-returned" not in desk.get(address(story)).content.decode()
        assert "state-returned" not in desk.get(LIST).content.decode()

    def test_no_story_is_returned_without_a_word(self, cast: Cast) -> None:
        story = in_review(cast)
        response = desk_of(cast.editor).post(address(story, "move", "return"), {"seen": "", "note": " "})
        assert response.context["form"].errors["note"]
        with pytest.raises(Refused, match="Tell the writer"):
            actions.return_to_writer(story, cast.editor, note=" ")
        story.refresh_from_db()
        assert story.desk_state == DeskState.IN_REVIEW


class ApprovalWithdrawnTests:
    def test_a_change_after_approval_says_what_follows(self, cast: Cast) -> None:
        story, desk = approved(cast), desk_of(cast.editor)
        save(desk, story, headline="Council keeps the ferry after all")
        page = desk.get(address(story)).content.decode()
        assert "it is a draft again and has to be submitted and approved" in page

    def test_a_move_that_came_too_late_names_the_state_and_the_next_one(self, cast: Cast) -> None:
        story, desk = approved(cast), desk_of(cast.editor)
        saved(story, cast.editor, headline="Council keeps the ferry after all")
        page = desk.get(address(story, "move", "publish")).content.decode()
        assert "A story in the state “draft” cannot take this move" in page
        assert f'default" href="{address(story, "move", "submit")}">Submit for review' in page
        assert ">Publish now</button>" not in page

    def test_four_eyes_is_said_beside_the_buttons(self, cast: Cast) -> None:
        story = a_draft(cast)
        saved(story, cast.editor, headline="Council keeps the ferry")
        actions.submit(story, cast.editor)
        sentence = "You made the last change: somebody else has to approve it."
        assert sentence in desk_of(cast.editor).get(address(story)).content.decode()
        for other in (cast.chief, cast.writer):
            assert sentence not in desk_of(other).get(address(story)).content.decode()


class WhatReadersSeeTests:
    def test_a_live_story_that_has_gone_on_says_so(self, cast: Cast) -> None:
        story, desk = live(cast), desk_of(cast.editor)
        for page in (address(story), LIST):
            assert "changes not public yet" not in desk.get(page).content.decode()
        saved(story, cast.editor, body="<p>The vote was counted again.</p>")
        for page in (address(story), LIST):
            assert "live · changes not public yet" in desk.get(page).content.decode()

    def test_the_consequence_follows_from_what_readers_see(self, cast: Cast) -> None:
        desk = desk_of(cast.chief)
        first, again = approved(cast), approved_again(cast, live(cast), body="<p>Other words.</p>")
        assert "in place of what" not in desk.get(address(first, "move", "publish")).content.decode()
        assert "in place of what" in desk.get(address(again, "move", "publish")).content.decode()

    def test_publishing_a_retracted_story_warns(self, cast: Cast) -> None:
        story = actions.retract(live(cast), cast.chief, reason="Invented.", words="It was wrong.")
        page = desk_of(cast.chief).get(address(story, "move", "publish")).content.decode()
        assert "Readers see a retraction of this story now." in page

    def test_it_says_since_when_and_who_saved_last(self, cast: Cast) -> None:
        story = live(cast, moment=OPENED)
        actions.correct(
            story, cast.editor, kind="correction", text="Six to five.", moment=OPENED + timedelta(days=1)
        )
        save(desk_of(cast.chief), story, headline="Another headline")
        actions.submit(story, cast.writer)
        actions.approve(story, cast.editor)
        page = desk_of(cast.editor).get(address(story)).content.decode()
        assert "since 24 November 2026, 09:05 UTC" in page
        assert "Changed by Chief" in page
        assert "Chief" in desk_of(cast.editor).get(LIST).content.decode()

    def test_returning_what_is_public_is_folded_away(self, cast: Cast) -> None:
        def beside(context: dict[str, list[object]]) -> set[str]:
            return {str(row.move) for row in context["plain_moves"]}  # type: ignore[attr-defined]

        desk = desk_of(cast.editor)
        assert {"return", "schedule"} <= beside(desk.get(address(approved(cast))).context)
        assert not {"return", "schedule"} & beside(desk.get(address(live(cast))).context)

    def test_the_page_of_a_schedule_says_what_time_it_is(self, cast: Cast) -> None:
        page = desk_of(cast.editor).get(address(approved(cast), "move", "schedule")).content.decode()
        assert f"It is now {timezone.now():%-d %B %Y}" in page
