"""The box with the post for messengers, and what it says once the story has changed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from articles.models import Article, Posted, PublishedArticle
from articles.workflow import actions
from newsroom.models import SiteAddress, SiteSettings
from tests.articles.admin.desk import address, desk_of
from tests.cast import Cast
from tests.stories import a_draft, approved_again, live

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(cast: Cast) -> Client:
    return desk_of(cast.editor)


def box(desk: Client, story: Article) -> str:
    page = desk.get(address(story)).content.decode()
    return re.sub(r"\s+", " ", page.partition('id="panel-messenger"')[2].partition("</details>")[0])


def post(desk: Client, story: Article, **data: Any) -> str:
    row = PublishedArticle.public.at().filter(story_id=story.pk).first()
    data = {"public_hash": row.public_hash if row else "", **data}
    page = desk.post(address(story, "posted"), data, follow=True)
    return " ".join(str(message) for message in page.context["messages"])


class BoxTests:
    def test_a_live_story_has_its_post_ready(self, cast: Cast, desk: Client) -> None:
        SiteAddress.objects.create(site=SiteSettings.load(), url="https://mirror.example")
        story = live(cast)
        words = box(desk, story)
        assert "Council keeps the night ferry by one vote http://127.0.0.1:8000" not in words
        assert "http://127.0.0.1:8000/articles/" in words and "https://mirror.example/articles/" in words
        assert re.search(r"\d+ characters", words)
        assert "readonly" in words and "data-copy" in words

    def test_the_translations_that_readers_see_are_there_too(self, cast: Cast, desk: Client) -> None:
        story = live(cast)
        live(cast, headline="Паром остаётся", language="ru", translation_of=story)
        words = box(desk, story)
        assert words.count("<textarea") == 2 and "Паром остаётся" in words

    def test_a_story_that_readers_do_not_see_has_none(self, cast: Cast, desk: Client) -> None:
        assert box(desk, a_draft(cast)) == ""

    def test_whoever_sends_nothing_out_sees_none(self, cast: Cast) -> None:
        story = live(cast)
        for person in (cast.writer, cast.photo_editor, cast.editor_elsewhere):
            assert box(desk_of(person), story) == ""
            assert desk_of(person).post(address(story, "posted")).status_code == 403


class PostedTests:
    def test_it_is_noted_with_who(self, cast: Cast, desk: Client) -> None:
        story = live(cast)
        assert "Noted as posted" in post(desk, story)
        words = box(desk, story)
        assert "Posted by Editor" in words and "out of date" not in words
        assert Posted.objects.get().posted_by == cast.editor.ref

    def test_a_version_that_is_gone_is_refused(self, cast: Cast, desk: Client) -> None:
        assert "another version" in post(desk, live(cast), public_hash="0")
        assert not Posted.objects.exists()

    def test_it_is_never_done_by_a_link(self, cast: Cast, desk: Client) -> None:
        assert desk.get(address(live(cast), "posted")).status_code == 405

    def test_an_update_makes_the_post_out_of_date(self, cast: Cast, desk: Client) -> None:
        story = live(cast)
        post(desk, story)
        actions.publish(approved_again(cast, story, headline="Council drops the ferry"), cast.editor)
        words = box(desk, story)
        assert "Post for messengers: out of date" in words and "was updated after it was posted" in words
        assert "Council drops the ferry" in words
        post(desk, story)
        assert "out of date" not in box(desk, story)

    def test_a_correction_says_that_it_is_one(self, cast: Cast, desk: Client) -> None:
        story = live(cast)
        post(desk, story)
        actions.correct(story, cast.editor, kind="correction", text="It was two votes.")
        assert "was corrected after it was posted" in box(desk, story)

    def test_a_take_down_says_to_delete_it(self, cast: Cast, desk: Client) -> None:
        story = live(cast)
        post(desk, story)
        actions.unpublish(story, cast.editor, reason="Doubts.", words="Taken down.")
        words = box(desk, story)
        assert "taken down: delete or correct the post" in words
        assert "<textarea" not in words and "I have posted it" not in words

    def test_a_retraction_says_so_with_its_words(self, cast: Cast, desk: Client) -> None:
        story = live(cast)
        post(desk, story)
        actions.retract(story, cast.chief, reason="Wrong.", words="We take it back.")
        words = box(desk, story)
        assert "was retracted" in words and "We take it back." in words and "I have posted it" not in words


class SettingsTests:
    def test_other_addresses_are_written_in_the_settings_of_the_site(self, cast: Cast) -> None:
        site = SiteSettings.load()
        data = {
            "four_eyes": "on",
            "words-TOTAL_FORMS": "0", "words-INITIAL_FORMS": "0",
            "addresses-TOTAL_FORMS": "1", "addresses-INITIAL_FORMS": "0",
            "addresses-0-url": "https://mirror.example/", "addresses-0-note": "Ours", "addresses-0-order": "1",
        }  # fmt: skip
        page = desk_of(cast.chief).post(f"/admin/newsroom/sitesettings/{site.pk}/change/", data)
        assert page.status_code == 302
        assert list(SiteAddress.objects.values_list("url", "note")) == [("https://mirror.example", "Ours")]
