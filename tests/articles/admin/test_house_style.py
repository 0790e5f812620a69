"""House style at the desk: the list, the box beside a story, what one click changes without a script."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article, DeskState, HouseWord
from tests.articles.admin.desk import address, desk_of
from tests.cast import Cast
from tests.stories import a_draft, approved, saved

pytestmark = pytest.mark.django_db
ADD, LIST = "/admin/articles/houseword/add/", "/admin/articles/houseword/"


def add(desk: Client, **fields: str) -> Any:
    return desk.post(ADD, {"language": "en", "avoid": "claimed", "preferred": "said", "why": "", **fields})


class ListTests:
    def test_the_chief_writes_it_and_the_desk_reads_it(self, cast: Cast) -> None:
        assert add(desk_of(cast.chief)).status_code == 302
        word = HouseWord.objects.get()
        for person in (cast.writer, cast.photo_editor, cast.editor):
            desk = desk_of(person)
            assert "claimed" in desk.get(LIST).content.decode()
            assert add(desk, avoid="other").status_code == 403
            change = reverse("admin:articles_houseword_change", args=[word.pk])
            assert desk.get(change).status_code == 200
            assert desk.post(change, {"language": "en", "avoid": "x", "preferred": ""}).status_code == 403
        assert HouseWord.objects.get() == word

    def test_it_is_found_in_any_case(self, cast: Cast) -> None:
        HouseWord.objects.create(language="ru", avoid="Террорист")
        page = desk_of(cast.writer).get(LIST, {"q": "ТЕРР"}).content.decode()
        assert "Террорист" in page

    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            ({"avoid": "CLAIMED"}, "on the list of this language already"),
            ({"avoid": "—"}, "nothing here is a letter"),
            ({"avoid": "x", "preferred": " x "}, "This is the word to avoid"),
        ],
    )
    def test_it_refuses_a_line_that_says_nothing_new(
        self, cast: Cast, fields: dict[str, str], sentence: str
    ) -> None:
        HouseWord.objects.create(language="en", avoid="claimed")
        assert sentence in add(desk_of(cast.chief), **fields).content.decode()
        assert HouseWord.objects.count() == 1

    def test_another_language_may_avoid_the_same_word(self, cast: Cast) -> None:
        HouseWord.objects.create(language="ru", avoid="claimed")
        assert add(desk_of(cast.chief)).status_code == 302


@pytest.fixture
def draft(cast: Cast) -> Article:
    HouseWord.objects.create(language="en", avoid="claimed", preferred="said", why="It doubts.")
    return a_draft(cast, body='<p>He <em>claimed</em> it. They “claim" more.</p>')


def box(desk: Client, story: Article) -> str:
    page = desk.get(address(story)).content.decode()
    return re.sub(r"\s+", " ", page.partition('id="panel-house-style"')[2].partition("</details>")[0])


def post(desk: Client, story: Article, **data: Any) -> str:
    """Says what the desk said."""
    data = {"shown": story.latest_revision_id, **data}
    page = desk.post(address(story, "house_style"), data, follow=True)
    assert page.status_code == 200
    return " ".join(str(message) for message in page.context["messages"])


class BoxTests:
    def test_it_says_what_why_and_where(self, cast: Cast, draft: Article) -> None:
        words = box(desk_of(cast.writer), draft)
        assert "House style: 3" in words
        assert "He <mark>claimed</mark> it." in words and "It doubts." in words
        assert "Not “claimed” but “said”." in words
        assert words.count("Write “said”") == 1, "the other form is for a person to put right"
        assert "opens with “ and closes with &quot;" in words

    def test_its_buttons_belong_to_a_form_of_their_own(self, cast: Cast, draft: Article) -> None:
        page = desk_of(cast.writer).get(address(draft)).content.decode()
        main = page.partition('id="article_form"')[2].partition("</form>")[0]
        assert main.count('form="panel-house-style-form"') == 3 and "<form" not in main
        assert page.count('id="panel-house-style-form"') == 1

    def test_whoever_only_reads_has_no_button(self, cast: Cast, draft: Article) -> None:
        words = box(desk_of(cast.writer_elsewhere), draft)
        assert "He <mark>claimed</mark> it." in words
        assert "<button" not in words and 'name="shown"' not in words

    def test_a_story_without_a_fault_says_so(self, cast: Cast) -> None:
        words = box(desk_of(cast.writer), a_draft(cast))
        assert "No word to avoid" in words and "House style:" not in words


class OneClickTests:
    def test_it_replaces_and_saves_a_revision(self, cast: Cast, draft: Article) -> None:
        desk = desk_of(cast.writer)
        found = re.search(r'name="_replace" value="([^"]+)"', box(desk, draft))
        assert found is not None
        assert post(desk, draft, _replace=found[1]) == "“claimed” is now “said”."
        draft.refresh_from_db()
        assert draft.body.startswith("<p>He <em>said</em> it.")
        assert draft.revisions.count() == 2 and draft.latest_revision.made_by == cast.writer.ref

    def test_nothing_is_changed_in_a_text_that_somebody_else_saved(self, cast: Cast, draft: Article) -> None:
        shown = draft.latest_revision_id
        saved(draft, cast.editor, standfirst="Another.")
        desk = desk_of(cast.writer)
        key = re.search(r'name="_replace" value="([^"]+)"', box(desk, draft))
        assert key is not None
        assert "nothing was changed" in post(desk, draft, shown=shown, _replace=key[1])
        assert "nothing was changed" in post(desk, draft, _replace="body:9:9:9")
        draft.refresh_from_db()
        assert "claimed" in draft.body and draft.revisions.count() == 2

    def test_quotation_marks_are_set_on_request(self, cast: Cast, draft: Article) -> None:
        desk = desk_of(cast.writer)
        assert post(desk, draft, _typography="1") == "Quotation marks and dashes are set."
        draft.refresh_from_db()
        assert "“claim”" in draft.body
        assert post(desk, draft, _typography="1") == "Quotation marks and dashes were set already."

    def test_it_is_said_that_the_approval_is_gone(self, cast: Cast) -> None:
        word = HouseWord.objects.create(language="en", avoid="vote", preferred="ballot")
        story = approved(cast)
        said = post(
            desk_of(cast.editor), story, _replace=f"headline:0:{story.headline.index('vote')}:{word.pk}"
        )
        assert "it is a draft again" in said
        story.refresh_from_db()
        assert story.desk_state == DeskState.DRAFT

    def test_whoever_may_not_change_the_story_is_refused(self, cast: Cast, draft: Article) -> None:
        for person in (cast.writer_elsewhere, cast.photo_editor, cast.editor_elsewhere, cast.administrator):
            for name in ("house_style", "check_house_style"):
                assert desk_of(person).post(address(draft, name), {"_typography": "1"}).status_code == 403
        assert draft.revisions.count() == 1

    def test_it_is_never_done_by_a_link(self, cast: Cast, draft: Article) -> None:
        for name in ("house_style", "check_house_style"):
            assert desk_of(cast.writer).get(address(draft, name)).status_code == 405


class CheckTests:
    def test_it_reads_what_stands_in_the_form_and_saves_nothing(self, cast: Cast, draft: Article) -> None:
        data = {"headline": "Claimed", "standfirst": "", "body": "<p>No.</p>", "language": "en"}
        page = desk_of(cast.writer).post(address(draft, "check_house_style"), data).content.decode()
        assert 'data-count="1"' in page and "<mark>Claimed</mark>" in page and "Write “Said”" in page
        assert draft.revisions.count() == 1

    def test_the_words_of_the_form_are_escaped(self, cast: Cast, draft: Article) -> None:
        data = {"headline": "<script>claimed</script>", "language": "en"}
        page = desk_of(cast.writer).post(address(draft, "check_house_style"), data).content.decode()
        assert "<script>" not in page and "&lt;script&gt;<mark>claimed" in page
