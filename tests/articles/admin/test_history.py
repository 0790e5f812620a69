"""The history: every save and every move, by name, newest first; and each revision can be read."""

from __future__ import annotations

import pytest

from articles.admin.history import timeline
from articles.models import AuditEvent
from articles.workflow import actions, publication
from newsroom.models import User
from tests.articles.admin.desk import address, desk_of, save
from tests.cast import Cast, a_photo
from tests.conftest import Clock
from tests.stories import a_draft, approved, live, saved

pytestmark = pytest.mark.django_db


class TimelineTests:
    def test_saves_and_moves_stand_in_one_line_of_time(self, cast: Cast, clock: Clock) -> None:
        story = a_draft(cast)
        clock.move(minutes=1)
        save(desk_of(cast.writer), story, headline="Shorter", revision_note="For the phone", is_minor="on")
        clock.move(minutes=1)
        actions.submit(story, cast.writer)
        told = [(entry.what, entry.revision, entry.who, entry.why) for entry in timeline(story)]
        assert told == [
            ("submitted for review", None, "Writer", ""),
            ("edit", 2, "Writer", "For the phone"),
            ("edit", 1, "Writer", ""),
        ]
        assert timeline(story)[1].marks == ("minor",)
        assert timeline(story)[0].marks == ("draft → in review",)

    def test_a_story_that_goes_back_by_itself_says_why(self, cast: Cast) -> None:
        story = approved(cast)
        saved(story, cast.writer, headline="Other")
        assert "back to draft" in [entry.what for entry in timeline(story)][0]

    def test_a_rename_elsewhere_is_no_command(self, cast: Cast, clock: Clock) -> None:
        story = live(cast)
        clock.move(minutes=1)
        cast.politics.names.update(name="Power")
        assert [changed for _, changed in publication.rebuild()] == [True]
        entry = timeline(story)[0]
        assert (entry.who, entry.what) == (
            "the site itself",
            "shown anew: a name, tag or photo of it was changed",
        )

    def test_a_line_of_a_later_version_is_shown_as_it_is(self, cast: Cast, clock: Clock) -> None:
        story = a_draft(cast)
        AuditEvent.objects.create(article=story, move="sent_to_press", made_at=clock.now)
        entry = timeline(story)[0]
        assert (entry.what, entry.who) == ("sent to press", "nobody: a command")

    def test_whoever_was_erased_has_no_name_any_more(self, cast: Cast) -> None:
        story = a_draft(cast)
        User.objects.filter(pk=cast.writer.pk).update(ref="00000000-0000-0000-0000-000000000001")
        assert timeline(story)[0].who == "someone who is no longer here"

    def test_what_people_wrote_is_text(self, cast: Cast) -> None:
        story = a_draft(cast)
        saved(story, cast.writer, headline="<b>x</b>")
        actions.submit(story, cast.writer)
        actions.return_to_writer(story, cast.editor, note="<script>alert(1)</script>")
        page = desk_of(cast.writer).get(address(story, "history")).content
        assert b"<script>alert" not in page and b"<b>x" not in page


class RevisionPageTests:
    def test_it_can_be_read_whole(self, cast: Cast) -> None:
        photo = a_photo()
        story = a_draft(
            cast,
            photo=photo,
            body=f'<p>One <strong>bold</strong> word.</p><figure data-photo="{photo.ref}"></figure>',
        )
        response = desk_of(cast.writer).get(address(story, "revision", 1))
        page = response.content.decode()
        for words in (
            "One <strong>bold</strong> word.",
            photo.credit_line,
            "Vera Lindqvist",
            "River",
            "Politics",
        ):
            assert words in page
        assert "no-store" in response["Cache-Control"]

    def test_an_alt_text_written_for_the_story_can_be_read(self, cast: Cast) -> None:
        lead, inline = a_photo(), a_photo(caption="The quay.")
        body = f'<figure data-photo="{inline.ref}" data-alt="An empty <quay>."></figure>'
        desk, story = desk_of(cast.writer), a_draft(cast, photo=lead, lead_alt="A ferry.", body=body)
        page = desk.get(address(story, "revision", 1)).content.decode()
        assert "Alt text here: A ferry." in page and "Alt text here: An empty &lt;quay&gt;." in page
        actions.submit(story, cast.writer)
        page = desk.get(address(story)).content.decode()
        assert "Alt text here: A ferry." in page and "Alt text here: An empty &lt;quay&gt;." in page

    def test_markup_that_slipped_in_is_never_run(self, cast: Cast) -> None:
        story = a_draft(cast, body="<p>x</p><script>alert(1)</script><img src=x onerror=alert(1)>")
        page = desk_of(cast.writer).get(address(story, "revision", 1)).content
        assert b"alert(1)" not in page

    def test_a_number_that_is_none_is_not_found(self, cast: Cast) -> None:
        assert desk_of(cast.writer).get(address(a_draft(cast), "revision", 9)).status_code == 404

    def test_nothing_in_the_history_can_be_posted_away(self, cast: Cast) -> None:
        story = a_draft(cast)
        for page in (address(story, "history"), address(story, "revision", 1)):
            desk_of(cast.chief).post(page, {"delete": "1"})
        assert story.revisions.count() == 1
