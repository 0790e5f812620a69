"""The page of a move: what it asks, in which zone, and what it says when something is missing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article
from articles.workflow import publication
from tests.articles.admin.desk import a_shot_photo, address, desk_of
from tests.cast import Cast, a_photo
from tests.stories import a_draft, approved, live

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(cast: Cast, settings: Any) -> Client:
    settings.TIME_ZONE = "Europe/Riga"
    return desk_of(cast.editor)


def move(desk: Client, story: Article, name: str, **answers: Any) -> Any:
    return desk.post(address(story, "move", name), {"seen": story.latest_revision_id, **answers})


class ScheduleTests:
    def test_the_moment_is_read_in_the_zone_that_the_page_names(self, cast: Cast, desk: Client) -> None:
        story = approved(cast)
        assert b"Time in Europe/Riga" in desk.get(address(story, "move", "schedule")).content
        assert (
            move(desk, story, "schedule", moment="2031-06-01T09:00", until="2031-12-01T09:00").status_code
            == 302
        )
        (only,) = publication.slices_of(story)
        assert only.visible_from == datetime(2031, 6, 1, 6, tzinfo=UTC)
        assert only.visible_until == datetime(2031, 12, 1, 7, tzinfo=UTC)

    @pytest.mark.parametrize(
        "typed", ["2031-03-30T03:30", "2031-10-26T03:30", "", "tomorrow", "2031-02-30T10:00"]
    )
    def test_a_time_that_is_none_is_refused(self, cast: Cast, desk: Client, typed: str) -> None:
        story = approved(cast)
        assert move(desk, story, "schedule", moment=typed).context["form"].errors["moment"]
        assert publication.slices_of(story) == []

    def test_an_offset_says_which_of_two_hours(self, cast: Cast, desk: Client) -> None:
        story = approved(cast)
        move(desk, story, "schedule", moment="2031-10-26T03:30+02:00")
        assert publication.slices_of(story)[0].visible_from == datetime(2031, 10, 26, 1, 30, tzinfo=UTC)

    def test_the_past_is_refused_in_words(self, cast: Cast, desk: Client) -> None:
        response = move(desk, approved(cast), "schedule", moment="2020-01-01T10:00")
        assert response.status_code == 409
        assert "has passed" in response.content.decode()


class PublishTests:
    def test_what_is_missing_is_named_before_and_after(self, cast: Cast, desk: Client) -> None:
        story = approved(cast, photo=a_photo(credit_line=""))
        for response in (desk.get(address(story, "move", "publish")), move(desk, story, "publish")):
            assert "its credit: who took it, for whom" in response.content.decode()
        assert publication.live_slice(story) is None

    def test_what_cannot_go_out_promises_readers_nothing(self, cast: Cast, desk: Client) -> None:
        story = approved(cast, photo=a_photo(credit_line=""))
        for response in (desk.get(address(story, "move", "publish")), move(desk, story, "publish")):
            page = response.content.decode()
            assert "It cannot go out yet:" in page and "Readers see this text at once" not in page
        page = desk.get(address(approved(cast), "move", "publish")).content.decode()
        assert "It cannot go out yet:" not in page and "Readers see this text at once" in page

    def test_the_checklist_stands_beside_the_story(self, cast: Cast, desk: Client) -> None:
        story = a_draft(cast, section=None, standfirst="")
        page = desk.get(address(story)).content.decode()
        needed, advice = page.index("Choose a section."), page.index("No standfirst.")
        assert needed < advice
        assert 'class="blocks"' in page and 'class="advises"' in page

    def test_it_says_when_nothing_is_missing(self, cast: Cast, desk: Client) -> None:
        assert (
            "Nothing is missing." in desk.get(address(a_draft(cast, photo=a_shot_photo()))).content.decode()
        )


class WordsForReadersTests:
    def test_unpublish_keeps_reason_and_words_apart(self, cast: Cast, desk: Client) -> None:
        story = live(cast)
        move(desk, story, "unpublish", reason="The witness asked.", words="We took this story down.")
        closed = publication.slices_of(story)[0]
        assert closed.words_for_readers == "We took this story down."
        line = story.audit_events.first()
        assert line is not None and line.reason == "The witness asked."

    @pytest.mark.parametrize("lacking", ["reason", "words"])
    def test_a_retraction_asks_for_both(self, cast: Cast, lacking: str) -> None:
        story = live(cast)
        answers = {"reason": "Invented.", "words": "This story was wrong."} | {lacking: ""}
        response = move(desk_of(cast.chief), story, "retract", **answers)
        assert response.context["form"].errors[lacking]
        live_slice = publication.live_slice(story)
        assert live_slice is not None and not live_slice.is_retraction


class NoteTests:
    def test_the_writer_finds_the_note_in_the_history(self, cast: Cast, desk: Client) -> None:
        story = approved(cast)
        move(desk, story, "return", note="Who counted the votes?")
        page = desk_of(cast.writer).get(address(story, "history")).content.decode()
        assert "Who counted the votes?" in page and "approved → draft" in page


class EmbargoTests:
    def test_it_is_set_shown_and_stands_in_the_way(self, cast: Cast, desk: Client) -> None:
        story = approved(cast)
        move(desk, story, "set_embargo", moment="2031-06-01T09:00", reason="Agreed with the court")
        story.refresh_from_db()
        assert story.embargo_until == datetime(2031, 6, 1, 6, tzinfo=UTC)
        assert "state-embargo" in desk.get(address(story)).content.decode()
        refused = move(desk, story, "publish")
        assert refused.status_code == 409 and "Agreed with the court" in refused.content.decode()
        assert timezone.now() < story.embargo_until

    def test_its_reason_stands_inside_the_sentence(self, cast: Cast, desk: Client) -> None:
        story = approved(cast)
        move(desk, story, "set_embargo", moment="2031-06-01T09:00", reason="Agreed with the court.")
        assert "(Agreed with the court). Only" in desk.get(address(story)).content.decode()


class LegalReadTests:
    def test_the_bar_says_that_it_is_needed_until_it_was_cleared(self, cast: Cast, desk: Client) -> None:
        story, needed = approved(cast), "needs a lawyer"
        assert needed not in desk.get(address(story)).content.decode()
        move(desk, story, "ask_legal_read", reason="It names a minister.")
        assert needed in desk.get(address(story)).content.decode()
        word = {"seen": story.latest_revision_id, "is_cleared": "yes", "name": "Ada Okafor"}
        desk.post(address(story, "move", "clear_legal_read"), word)
        assert needed not in desk.get(address(story)).content.decode()
