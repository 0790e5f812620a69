"""Correcting what readers see: the notice and the mended text in one form, both or neither."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from articles.admin.moves import perform
from articles.models import Article, Correction
from articles.workflow import publication
from articles.workflow.refusal import Refused
from articles.workflow.transitions import Move
from tests.articles.admin.desk import address, desk_of
from tests.cast import Cast
from tests.stories import live, saved

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(cast: Cast) -> Article:
    return live(cast)


@pytest.fixture
def desk(cast: Cast) -> Client:
    return desk_of(cast.editor)


def correct(desk: Client, story: Article, **changed: Any) -> Any:
    """Open the form as the page holds it, change these fields, press Correct."""
    form = desk.get(address(story, "move", "correct")).context["form"]
    held = {name: form[name].value() for name in form.fields}
    notice = {"kind": "correction", "text": "The vote came at eleven."}
    return desk.post(address(story, "move", "correct"), {**held, **notice, **changed})


class CorrectionTests:
    def test_notice_and_text_change_together(self, desk: Client, story: Article) -> None:
        body = "<p>The vote came at eleven.</p>"
        assert correct(desk, story, body=body, kind="clarification").status_code == 302
        seen = publication.live_slice(story)
        assert seen is not None and seen.body_html == body
        assert [(row["kind"], row["text"]) for row in seen.display["corrections"]] == [
            ("clarification", "The vote came at eleven.")
        ]
        assert seen.headline == story.headline
        story.refresh_from_db()
        assert story.second_read_owed_at is not None

    def test_a_notice_alone_leaves_the_text(self, desk: Client, story: Article) -> None:
        before = publication.live_slice(story)
        correct(desk, story)
        after = publication.live_slice(story)
        assert before is not None and after is not None
        assert (after.body_html, after.headline) == (before.body_html, before.headline)
        assert Correction.objects.get().text == "The vote came at eleven."

    def test_of_two_at_once_the_second_is_told_and_takes_nothing_back(
        self, cast: Cast, story: Article
    ) -> None:
        theirs = Article.objects.get(pk=story.pk)  # Looked at before the first correction was through.
        notice = {"kind": "correction", "text": "Eleven, and the mayor voted."}
        first = {**notice, "fix": {"body": "<p>The vote came at eleven.</p>"}}
        perform(story, Move.CORRECT, cast.editor, seen=theirs.latest_revision_id, **first)
        second = {**notice, "fix": {"body": "<p>The vote came at ten. The mayor voted.</p>"}}
        with pytest.raises(Refused, match="saved since you opened it"):
            perform(theirs, Move.CORRECT, cast.chief, seen=theirs.latest_revision_id, **second)
        seen = publication.live_slice(story)
        assert seen is not None and "at eleven" in seen.body_html
        assert Correction.objects.count() == 1

    def test_a_text_without_its_notice_is_refused(self, desk: Client, story: Article) -> None:
        response = correct(desk, story, text="", body="<p>Mended in silence.</p>")
        assert response.status_code == 200 and response.context["form"].errors["text"]
        assert not Correction.objects.exists()
        seen = publication.live_slice(story)
        assert seen is not None and "silence" not in seen.body_html

    def test_a_notice_whose_text_cannot_go_out_is_not_kept(self, desk: Client, story: Article) -> None:
        assert correct(desk, story, body="<p></p>").status_code in (200, 409)
        assert not Correction.objects.exists()
        assert story.revisions.count() == 1

    def test_it_carries_no_unread_draft_out(self, cast: Cast, desk: Client, story: Article) -> None:
        saved(story, cast.writer, standfirst="Nobody has read this.")
        response = correct(desk, story)
        assert response.status_code == 409
        assert "readers have not seen" in response.context["refused"].sentence
        assert not Correction.objects.exists()

    def test_what_was_typed_stands_in_the_form_that_is_refused(
        self, cast: Cast, desk: Client, story: Article
    ) -> None:
        saved(story, cast.writer, standfirst="Nobody has read this.")
        page = correct(desk, story, text="Eleven, not ten.").content.decode()
        assert "Eleven, not ten." in page

    def test_only_its_own_fields_are_taken(self, desk: Client, story: Article) -> None:
        correct(desk, story, slug="elsewhere", desk_state="draft", fix="x", lead_caption="x")
        story.refresh_from_db()
        assert (story.slug, story.desk_state, story.lead_caption) == ("", "approved", "")

    def test_an_unknown_type_is_refused(self, desk: Client, story: Article) -> None:
        assert correct(desk, story, kind="apology").context["form"].errors["kind"]
        assert not Correction.objects.exists()
