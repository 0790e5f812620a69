"""The box "Notes" beside a story."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.admin.notes import NoteForm
from articles.models import Article, Note
from articles.workflow import actions, notes
from tests.articles.admin.desk import address, desk_of
from tests.cast import Cast
from tests.stories import a_draft, in_review, saved

pytestmark = pytest.mark.django_db

SECOND = "Nobody in the gallery had gone home."


def write(desk: Client, story: Article, **answers: Any) -> Any:
    return desk.post(address(story, "notes"), {"text": "Who counted?", "paragraph": "", **answers})


def key_of(story: Article, words: str) -> str:
    return next(key for key, found in NoteForm(story).by_key.items() if found == words)


def panel(desk: Client, story: Article) -> Any:
    page = desk.get(address(story))
    return next(panel for panel in page.context["panels"] if panel.key == "notes")


class WriteTests:
    def test_a_note_on_the_whole_story_opens_the_box(self, cast: Cast) -> None:
        story, desk = a_draft(cast), desk_of(cast.photo_editor)
        assert not panel(desk, story).is_open
        assert write(desk, story).status_code == 302
        note = Note.objects.get()
        assert (note.text, note.paragraph, note.made_by) == ("Who counted?", "", cast.photo_editor.ref)
        box = panel(desk_of(cast.writer), story)
        assert box.is_open and str(box.title) == "Notes: 1 open"
        page = desk_of(cast.writer).get(address(story)).content.decode()
        assert "Who counted?" in page and "Photo editor" in page

    def test_a_paragraph_is_chosen_by_its_first_words(self, cast: Cast) -> None:
        story, desk = a_draft(cast), desk_of(cast.editor)
        assert "Nobody in the gallery had gone home." in desk.get(address(story)).content.decode()
        write(desk, story, paragraph=key_of(story, SECOND))
        assert Note.objects.get().paragraph == SECOND

    def test_a_paragraph_that_has_gone_meanwhile_is_refused_and_the_words_stay(self, cast: Cast) -> None:
        story, desk = a_draft(cast), desk_of(cast.editor)
        key = key_of(story, SECOND)
        saved(story, cast.writer, body="<p>All is new.</p>")
        response = write(desk, story, paragraph=key, text="Who, and where?")
        assert response.status_code == 400
        page = response.content.decode()
        assert "changed since you opened the page" in page and "Who, and where?" in page
        assert "All is new." in page
        assert not Note.objects.exists()

    def test_a_note_without_words_is_refused_beside_its_field(self, cast: Cast) -> None:
        response = write(desk_of(cast.editor), a_draft(cast), text=" ")
        assert response.status_code == 400
        assert response.context["form"].errors["text"] == ["Write the note."]

    def test_its_words_are_only_words(self, cast: Cast) -> None:
        story, desk = a_draft(cast), desk_of(cast.editor)
        write(desk, story, text="<script>alert(1)</script>")
        assert b"<script>alert(1)" not in desk.get(address(story)).content

    @pytest.mark.parametrize(("name", "status"), [("administrator", 403), ("stranger", 302)])
    def test_whoever_sees_no_stories_writes_none(self, cast: Cast, name: str, status: int) -> None:
        assert write(desk_of(cast.everyone()[name]), a_draft(cast)).status_code == status
        assert not Note.objects.exists()

    def test_a_closed_story_is_nobodys_business(self, cast: Cast) -> None:
        assert write(desk_of(cast.chief), a_draft(cast, is_closed=True)).status_code == 404

    def test_looking_changes_nothing(self, cast: Cast) -> None:
        assert desk_of(cast.editor).get(address(a_draft(cast), "notes")).status_code == 405


class SettleTests:
    @pytest.fixture
    def note(self, cast: Cast) -> Note:
        return notes.write(a_draft(cast), cast.editor, text="Who counted?")

    def test_it_is_settled_and_opened_again(self, cast: Cast, note: Note) -> None:
        desk = desk_of(cast.writer)
        desk.post(address(note.article, "notes"), {"_settle": note.pk, "text": ""})
        note.refresh_from_db()
        assert note.settled_by == cast.writer.ref
        page = desk.get(address(note.article)).content.decode()
        assert "1 note is settled" in page and "Settled by Writer" in page
        assert not panel(desk, note.article).is_open
        desk.post(address(note.article, "notes"), {"_reopen": note.pk, "text": ""})
        note.refresh_from_db()
        assert note.settled_at is None

    def test_words_that_were_typed_beside_it_are_written_too(self, cast: Cast, note: Note) -> None:
        desk_of(cast.writer).post(
            address(note.article, "notes"), {"_settle": note.pk, "text": "Anna did.", "paragraph": ""}
        )
        note.refresh_from_db()
        assert note.settled_at is not None
        assert [other.text for other in notes.unsettled(note.article)] == ["Anna did."]

    def test_who_comes_second_is_told_and_keeps_their_words(self, cast: Cast, note: Note) -> None:
        notes.settle(note, cast.editor)
        desk = desk_of(cast.writer)
        response = desk.post(address(note.article, "notes"), {"_settle": note.pk, "text": "Anna did."})
        assert response.status_code == 400
        assert "settled already" in response.content.decode() and "Anna did." in response.content.decode()
        response = desk.post(address(note.article, "notes"), {"_settle": note.pk}, follow=True)
        assert "settled already" in response.content.decode()

    @pytest.mark.parametrize("value", ["0", "x", "-1"])
    def test_a_note_of_another_story_is_not_found(self, cast: Cast, note: Note, value: str) -> None:
        other = a_draft(cast)
        desk = desk_of(cast.chief)
        for number in (value, str(note.pk)):
            assert desk.post(address(other, "notes"), {"_settle": number}).status_code == 404
        note.refresh_from_db()
        assert note.settled_at is None


class ShownTests:
    def test_a_changed_paragraph_is_said_with_the_words_it_had(self, cast: Cast) -> None:
        story = a_draft(cast)
        notes.write(story, cast.editor, text="Who?", paragraph=SECOND)
        desk = desk_of(cast.writer)
        assert "has changed since" not in desk.get(address(story)).content.decode()
        saved(story, cast.writer, body="<p>The vote came at ten.</p>")
        page = desk.get(address(story)).content.decode()
        assert "This paragraph has changed since. It said:" in page and SECOND in page

    def test_a_remark_through_a_link_stands_under_the_name_that_was_given(self, cast: Cast) -> None:
        story = a_draft(cast)
        Note.objects.create(article=story, text="Cut it.", made_by_name="Adv. Oka", made_at=timezone.now())
        page = desk_of(cast.writer).get(address(story)).content.decode()
        assert "Adv. Oka" in page and "through a preview link" in page

    def test_a_returned_story_shows_its_writer_the_note_of_the_return_and_those_beside_it(
        self, cast: Cast
    ) -> None:
        story = in_review(cast)
        notes.write(story, cast.editor, text="Is it Anna?", paragraph=SECOND)
        actions.return_to_writer(story, cast.editor, note="Two things, see the notes.")
        page = desk_of(cast.writer).get(address(story)).content.decode()
        assert "Returned by Editor" in page and "Two things, see the notes." in page
        assert "Is it Anna?" in page and panel(desk_of(cast.writer), story).is_open

    def test_many_notes_cost_no_more_queries(self, cast: Cast) -> None:
        story, desk = a_draft(cast), desk_of(cast.chief)

        def queries() -> int:
            with CaptureQueriesContext(connection) as caught:
                desk.get(address(story))
            return len(caught.captured_queries)

        notes.write(story, cast.editor, text="One", paragraph=SECOND)
        few = queries()
        for person in (cast.writer, cast.chief, cast.photo_editor, cast.editor):
            notes.settle(notes.write(story, person, text="More"), cast.chief)
        assert queries() == few
