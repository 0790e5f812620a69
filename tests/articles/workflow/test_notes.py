"""Notes of the desk: written, settled, opened again; found by their paragraph; and never seen outside the desk."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from articles import newsitem
from articles.models import Article, Note, PublishedArticle
from articles.snapshot import item_of
from articles.workflow import assignment, notes, preview_links
from articles.workflow.actions import Refused
from tests.articles.admin.desk import address, desk_of
from tests.cast import Cast
from tests.conftest import Clock
from tests.stories import a_draft, live, saved

pytestmark = pytest.mark.django_db

SEES_STORIES = (
    "writer", "writer_elsewhere", "photo_editor", "photo_editor_elsewhere",
    "editor", "editor_elsewhere", "chief", "chief_elsewhere",
)  # fmt: skip
FIRST, SECOND = "The vote came at ten past eleven.", "Nobody in the gallery had gone home."


class WriteTests:
    @pytest.mark.parametrize("name", SEES_STORIES)
    def test_whoever_sees_the_story_may_write_one(self, cast: Cast, clock: Clock, name: str) -> None:
        person = cast.everyone()[name]
        note = notes.write(a_draft(cast), person, text=" Who counted? ", paragraph=FIRST)
        assert (note.text, note.paragraph) == ("Who counted?", FIRST)
        assert (note.made_by, note.made_at, note.settled_at) == (person.ref, clock.now, None)

    def test_nobody_else_may(self, cast: Cast) -> None:
        story = a_draft(cast)
        for person in cast.everyone_but(*SEES_STORIES).values():
            with pytest.raises(Refused):
                notes.write(story, person, text="Who counted?")
        assert not Note.objects.exists()

    def test_a_closed_story_takes_notes_of_those_named_on_it(self, cast: Cast) -> None:
        story = a_draft(cast, is_closed=True)
        story.closed_to.set([cast.writer])
        notes.write(story, cast.writer, text="Who counted?")
        for move in (
            lambda: notes.write(story, cast.chief, text="?"),
            lambda: notes.settle(Note.objects.get(), cast.chief),
        ):
            with pytest.raises(Refused):
                move()

    @pytest.mark.parametrize("text", ["", " \n ", "x" * (notes.LONGEST + 1)])
    def test_it_refuses_a_note_of_no_words_and_one_without_end(self, cast: Cast, text: str) -> None:
        with pytest.raises(Refused):
            notes.write(a_draft(cast), cast.writer, text=text)

    def test_it_refuses_a_paragraph_that_does_not_stand_there(self, cast: Cast) -> None:
        story = a_draft(cast)
        notes.write(story, cast.editor, text="Good.", paragraph=story.standfirst)
        with pytest.raises(Refused, match="changed since"):
            notes.write(story, cast.editor, text="Who?", paragraph="A paragraph of another story.")

    def test_it_changes_nothing_of_the_story(self, cast: Cast) -> None:
        story = a_draft(cast)
        before = Article.objects.values().get(pk=story.pk)
        notes.write(story, cast.editor, text="Who counted?")
        assert Article.objects.values().get(pk=story.pk) == before
        assert story.revisions.count() == 1


class SettleTests:
    def test_it_says_who_settled_it_and_when(self, cast: Cast, clock: Clock) -> None:
        note = notes.write(a_draft(cast), cast.editor, text="Who counted?")
        clock.move(hours=1)
        notes.settle(note, cast.writer)
        note.refresh_from_db()
        assert (note.settled_by, note.settled_at) == (cast.writer.ref, clock.now)
        assert not notes.unsettled(note.article).exists()
        with pytest.raises(Refused, match="settled already"):
            notes.settle(note, cast.writer)

    def test_it_is_opened_again(self, cast: Cast) -> None:
        note = notes.settle(notes.write(a_draft(cast), cast.editor, text="Who?"), cast.writer)
        notes.reopen(note, cast.editor)
        assert list(notes.unsettled(note.article)) == [note]
        with pytest.raises(Refused, match="open already"):
            notes.reopen(note, cast.editor)

    def test_the_history_has_a_line_for_each_without_the_words(self, cast: Cast) -> None:
        note = notes.write(a_draft(cast), cast.editor, text="CANARY words")
        notes.reopen(notes.settle(note, cast.writer), cast.editor)
        lines = note.article.audit_events.all()
        assert [(line.move, line.made_by) for line in lines] == [
            ("note_reopened", cast.editor.ref),
            ("note_settled", cast.writer.ref),
        ]
        assert not any("CANARY" in line.reason + json.dumps(line.details) for line in lines)

    @pytest.mark.parametrize("name", ["administrator", "stranger"])
    def test_whoever_sees_no_story_settles_nothing(self, cast: Cast, name: str) -> None:
        note = notes.write(a_draft(cast), cast.editor, text="Who?")
        with pytest.raises(Refused):
            notes.settle(note, cast.everyone()[name])
        notes.settle(note, cast.editor)
        with pytest.raises(Refused):
            notes.reopen(note, cast.everyone()[name])


class PlaceTests:
    def place(self, note: Note) -> int | None:
        story = Article.objects.get(pk=note.article_id)
        return notes.places([note], notes.paragraphs_of(story))[note.pk]

    def test_it_is_found_again_by_its_words_wherever_they_stand(self, cast: Cast) -> None:
        story = a_draft(cast, standfirst="")
        note = notes.write(story, cast.editor, text="Who?", paragraph=SECOND)
        assert self.place(note) == 1
        saved(story, cast.writer, body=f"<h2>News</h2><p>Before it all.</p><ul><li>{SECOND}</li></ul>")
        assert self.place(note) == 2

    def test_other_quotes_and_dashes_do_not_lose_it(self, cast: Cast) -> None:
        story = a_draft(cast, body='<p>He said "no" - twice.</p>')
        note = notes.write(story, cast.editor, text="Who?", paragraph='He said "no" - twice.')
        saved(story, cast.writer, body="<p>He said “no” — twice.</p>")
        assert self.place(note) is not None

    def test_a_changed_paragraph_is_not_found_and_the_note_keeps_its_words(self, cast: Cast) -> None:
        story = a_draft(cast)
        note = notes.write(story, cast.editor, text="Eleven?", paragraph=FIRST)
        saved(story, cast.writer, body="<p>The vote came at ten past ten.</p>")
        assert self.place(note) is None
        assert Note.objects.get().paragraph == FIRST


CANARY = "CANARY-NOTE-41"


class NeverOutsideTests:
    """With a positive control: the same word is found wherever it stands in the story itself."""

    @pytest.fixture
    def story(self, cast: Cast) -> Article:
        story = live(cast)
        return self.with_notes(story, cast)

    def with_notes(self, story: Article, cast: Cast) -> Article:
        cast.writer_elsewhere.first_name = CANARY
        cast.writer_elsewhere.save()
        notes.write(story, cast.editor, text=f"{CANARY} who counted?", paragraph=FIRST)
        notes.settle(notes.write(story, cast.writer, text=f"{CANARY} settled"), cast.writer)
        Note.objects.create(
            article=story, text=f"{CANARY} remark", made_by_name=CANARY, made_at=story.changed_at
        )
        work = assignment.Work(to=cast.writer_elsewhere)
        return assignment.assign(story, cast.editor, work)

    def everywhere(self, story: Article, folder: Path) -> dict[str, str]:
        """What the story says at every boundary that it crosses."""
        address = PublishedArticle.rows.filter(story_id=story.pk).latest("visible_from").address
        client = Client()
        paths = (
            address, f"{address}print/", f"{address.rstrip('/')}.json", f"{address}offline.html", "/",
            "/articles/", "/feeds/rss.xml", "/feeds/atom.xml", "/feeds/feed.json", "/search/?q=ferry",
        )  # fmt: skip
        found = {path: client.get(path).content.decode() for path in paths}
        for place, options in {"export": {}, "public export": {"only": "public"}}.items():
            out = folder / place
            call_command("export_articles", str(out), stdout=StringIO(), **options)
            files = [file for file in sorted(out.rglob("*")) if file.is_file()]
            found[place] = "".join(file.read_bytes().decode(errors="replace") for file in files)
        found["item"] = json.dumps(newsitem.to_json(item_of(story)))
        found["revisions"] = json.dumps([revision.item for revision in story.revisions.all()])
        return found

    def test_no_note_and_no_assignment_crosses_a_boundary(
        self, cast: Cast, story: Article, tmp_path: Path
    ) -> None:
        saved(story, cast.writer, kicker="A save after the notes")
        for place, text in self.everywhere(story, tmp_path).items():
            assert CANARY not in text, place

    def test_the_same_word_in_the_story_crosses_them(self, cast: Cast, tmp_path: Path) -> None:
        said = self.everywhere(live(cast, headline=f"{CANARY} ferry"), tmp_path)
        silent = {place for place, text in said.items() if CANARY not in text and text.strip()}
        assert not silent & {
            "markdown",
            "ninjs",
            "item",
            "revisions",
            "/",
            "/feeds/rss.xml",
            "/search/?q=ferry",
        }

    def test_no_preview_shows_one(self, cast: Cast) -> None:
        """Neither that of the desk nor the one that somebody without an account opens."""
        story = self.with_notes(a_draft(cast), cast)
        _link, token = preview_links.make(story, cast.editor, for_whom="A lawyer", may_clear=True)
        for client, path in (
            (desk_of(cast.editor), address(story, "preview")),
            (Client(), f"/preview/{token}/"),
        ):
            page = client.get(path).content.decode()
            assert "The vote came at ten past eleven" in page and CANARY not in page, path
