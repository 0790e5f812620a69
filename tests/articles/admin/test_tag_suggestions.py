"""The site's tags, offered to whoever begins to type one, and to whoever writes of what they name."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article, Tag
from articles.workflow.taxonomy import merge_tags
from newsroom.models import User
from tests.articles.admin.desk import address, desk_of, filled_in, save
from tests.cast import Cast
from tests.stories import a_draft, in_review, live

pytestmark = pytest.mark.django_db
TAGS = "/admin/articles/article/tags/"
SUGGESTED = "/admin/articles/article/tags/suggested/"


class SuggestionTests:
    def test_the_beginning_of_a_name_is_enough_in_any_case(self, cast: Cast) -> None:
        for name in ("Речной порт", "River", "Riverside", "Harbour"):
            Tag.objects.create(name=name)
        desk = desk_of(cast.writer)
        assert desk.get(TAGS, {"q": "rIV"}).json() == {"tags": ["River", "Riverside"]}
        assert desk.get(TAGS, {"q": "РЕЧНОЙ"}).json() == {"tags": ["Речной порт"]}
        assert desk.get(TAGS, {"q": " "}).json() == {"tags": []}

    def test_an_old_spelling_finds_the_tag_of_today(self, cast: Cast) -> None:
        old, new = Tag.objects.create(name="Ferries"), Tag.objects.create(name="Ships")
        merge_tags(old, new, cast.editor)
        assert desk_of(cast.writer).get(TAGS, {"q": "ferr"}).json() == {"tags": ["Ships"]}

    def test_it_is_for_the_desk_alone(self, cast: Cast) -> None:
        assert desk_of(cast.stranger).get(TAGS, {"q": "r"}).status_code in (302, 403)
        assert desk_of(cast.administrator).get(TAGS, {"q": "r"}).status_code == 403


@pytest.fixture
def ferry(db: None) -> Tag:
    return Tag.objects.create(name="Night ferry")


@pytest.fixture
def draft(cast: Cast) -> Article:
    """Its headline says "night ferry"."""
    return a_draft(cast, tags=("River",))


def names(offer: dict[str, Any], kind: str = "suggested") -> list[str]:
    return [one["name"] for one in offer[kind]]


def shown(client: Client, story: Article) -> dict[str, Any]:
    """What stands under the field of the story's page."""
    form = client.get(address(story)).context["adminform"].form
    return dict(form.fields["tags"].widget.suggested["offer"])


def decline(client: Client, story: Article, tag: Tag, **words: str) -> Any:
    return client.post(address(story, "decline_tag"), {"tag": tag.pk, "headline": story.headline, **words})


class StorySuggestionTests:
    def test_the_page_lists_them_as_words_for_whoever_has_no_script(
        self, cast: Cast, draft: Article, ferry: Tag
    ) -> None:
        page = desk_of(cast.writer).get(address(draft)).content.decode()
        assert "<p>Suggested: Night ferry</p>" in page

    def test_what_is_being_written_counts_before_it_is_saved(
        self, cast: Cast, draft: Article, ferry: Tag
    ) -> None:
        desk = desk_of(cast.writer)
        Tag.objects.create(name="Война")
        words = {"headline": "Rain", "body": "<p>Два года войны</p>", "language": "ru"}
        for url in (SUGGESTED, address(draft, "suggested_tags_of")):
            assert names(desk.post(url, words).json()) == ["Война"]
            assert names(desk.post(url, {**words, "tags": "Rain, ВОЙНА"}).json()) == []

    def test_one_that_is_on_the_story_is_not_suggested(self, cast: Cast, draft: Article, ferry: Tag) -> None:
        desk = desk_of(cast.writer)
        save(desk, draft, tags="River, Night ferry")
        assert shown(desk, draft) == {"suggested": [], "declined": []}

    def test_nothing_is_put_on_a_story_but_what_the_form_says(
        self, cast: Cast, draft: Article, ferry: Tag
    ) -> None:
        desk = desk_of(cast.writer)
        save(desk, draft, standfirst="Of the night ferries")
        desk.post(address(draft, "suggested_tags_of"), {"headline": "Night ferry"})
        assert [tag.name for tag in draft.tags.all()] == ["River"]

    def test_a_live_story_is_read_in_its_own_language(self, cast: Cast) -> None:
        Tag.objects.create(name="Война")
        story = live(cast, headline="Конец войны", language="ru")
        assert names(shown(desk_of(cast.editor), story)) == ["Война"]

    def test_who_may_not_write_tags_is_shown_none(self, cast: Cast, draft: Article, ferry: Tag) -> None:
        assert "Night ferry</p>" not in desk_of(cast.photo_editor).get(address(draft)).content.decode()


class DecliningTests:
    def test_a_declined_tag_stays_away_and_says_who_and_when(
        self, cast: Cast, draft: Article, ferry: Tag
    ) -> None:
        answer = decline(desk_of(cast.writer), draft, ferry).json()
        assert names(answer) == []
        offer = shown(desk_of(cast.editor), draft)
        assert names(offer) == []
        (row,) = offer["declined"]
        assert (row["name"], row["note"].partition(",")[0]) == ("Night ferry", "Writer")
        other = a_draft(cast)
        assert names(shown(desk_of(cast.writer), other)) == ["Night ferry"]

    def test_it_is_brought_back(self, cast: Cast, draft: Article, ferry: Tag) -> None:
        desk = desk_of(cast.writer)
        decline(desk, draft, ferry)
        words = {"tag": ferry.pk, "headline": draft.headline}
        answer = desk.post(address(draft, "bring_tag_back"), words).json()
        assert (names(answer), names(answer, "declined")) == (["Night ferry"], [])

    def test_declining_changes_nothing_of_the_story(self, cast: Cast, draft: Article, ferry: Tag) -> None:
        desk = desk_of(cast.writer)
        decline(desk, draft, ferry, tags="Something else", headline="Unsaved")
        draft.refresh_from_db()
        assert draft.revisions.count() == 1
        assert "Unsaved" not in draft.headline
        assert not Tag.objects.filter(name="Something else").exists()

    def test_one_that_was_merged_since_stays_away(self, cast: Cast, draft: Article, ferry: Tag) -> None:
        decline(desk_of(cast.writer), draft, ferry)
        merge_tags(ferry, Tag.objects.create(name="Ships"), cast.editor)
        offer = shown(desk_of(cast.writer), draft)
        assert (names(offer), names(offer, "declined")) == ([], ["Ships"])

    def test_one_that_somebody_types_all_the_same_is_theirs(
        self, cast: Cast, draft: Article, ferry: Tag
    ) -> None:
        desk = desk_of(cast.writer)
        decline(desk, draft, ferry)
        save(desk, draft, tags="night FERRY")
        assert list(draft.tags.all()) == [ferry]
        assert shown(desk, draft)["declined"] == []

    def test_before_the_first_save_the_form_remembers(self, cast: Cast, ferry: Tag) -> None:
        desk = desk_of(cast.writer)
        words = {"headline": "The night ferry", "declined_tag": ["x", str(ferry.pk), "9" * 30]}
        answer = desk.post(SUGGESTED, words).json()
        assert (names(answer), names(answer, "declined")) == ([], ["Night ferry"])
        add = reverse("admin:articles_article_add")
        refused = desk.post(add, {**filled_in(desk), **words, "headline": ""})
        assert f'name="declined_tag" value="{ferry.pk}"' in refused.content.decode()
        desk.post(add, {**filled_in(desk), **words, "_continue": "1"})
        (row,) = Article.objects.get().declined_tags.all()
        assert (row.tag, row.declined_by) == (ferry, cast.writer.ref)


class RightsTests:
    def answers(self, person: User, story: Article, tag: Tag) -> set[int]:
        desk, words = desk_of(person), {"tag": tag.pk, "headline": "Night ferry"}
        urls = [address(story, name) for name in ("suggested_tags_of", "decline_tag", "bring_tag_back")]
        return {desk.post(url, words).status_code for url in urls}

    def test_whoever_may_edit_the_story_may_decline(self, cast: Cast, draft: Article, ferry: Tag) -> None:
        for person in (cast.writer, cast.editor, cast.chief):
            assert self.answers(person, draft, ferry) == {200}

    def test_whoever_may_not_is_refused(self, cast: Cast, draft: Article, ferry: Tag) -> None:
        for name, person in cast.everyone_but("writer", "editor", "chief", "chief_elsewhere").items():
            assert self.answers(person, draft, ferry) <= {302, 403}, name
        assert self.answers(cast.writer, in_review(cast), ferry) == {403}
        assert not draft.declined_tags.exists()

    def test_a_new_story_is_for_whoever_may_begin_one(self, cast: Cast) -> None:
        assert desk_of(cast.photo_editor).post(SUGGESTED, {}).status_code == 403
        assert desk_of(cast.writer).post(SUGGESTED, {}).json() == {"suggested": [], "declined": []}

    def test_what_is_not_there_is_not_found(self, cast: Cast, draft: Article, ferry: Tag) -> None:
        desk = desk_of(cast.editor)
        assert desk.post(address(draft, "decline_tag"), {"tag": ferry.pk + 1}).status_code == 404
        assert desk.post(address(draft, "decline_tag"), {"tag": "river"}).status_code == 404
        missing = reverse("admin:articles_article_decline_tag", args=[draft.pk + 1])
        assert desk.post(missing, {"tag": ferry.pk}).status_code == 404

    def test_it_is_a_post_with_the_token_of_the_form(self, cast: Cast, draft: Article, ferry: Tag) -> None:
        assert desk_of(cast.writer).get(address(draft, "decline_tag")).status_code == 405
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(cast.writer, "django.contrib.auth.backends.ModelBackend")
        assert decline(strict, draft, ferry).status_code == 403
        assert not draft.declined_tags.exists()
