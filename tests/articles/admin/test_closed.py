"""A closed story exists for the people named on it: whatever anybody else asks of the desk, no word of it comes back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.admin.closed import StoryClosing
from articles.models import Article, Tag
from articles.models.article import ArticleQuerySet
from articles.workflow import closing
from articles.workflow.closed import Unseen
from media import usage
from media.models import Photo
from newsroom.models import User
from tests.articles.admin.canary import (
    FIELDS,
    START,
    UNSHOWN,
    Secret,
    a_secret,
    desk_walk,
    public_walk,
    word,
    words_found,
)
from tests.articles.admin.desk import address, buttons, desk_of, filled_in, save
from tests.cast import Cast
from tests.stories import a_draft, saved

pytestmark = pytest.mark.django_db

UNNAMED = (
    "writer", "writer_elsewhere", "photo_editor", "editor_elsewhere", "chief_elsewhere", "administrator", "stranger",
)  # fmt: skip
SHARE = 6
"""One of so many addresses is walked in the short run, by those who see less of the desk."""
LIST = "/admin/articles/article/"
PEOPLE = "articles_article_people"


@pytest.fixture
def secret(cast: Cast) -> Secret:
    return a_secret(cast)


class CanaryTests:
    @pytest.mark.parametrize("who", UNNAMED)
    def test_no_word_of_it_reaches_anybody_who_is_not_named(
        self, cast: Cast, secret: Secret, who: str, long_sample: Callable[..., list[Any]]
    ) -> None:
        walk = list(desk_walk())
        # Whoever sees most of the desk walks all of it, always.
        chosen = walk if who == "chief_elsewhere" else long_sample(walk, len(walk) // SHARE)
        assert words_found(desk_of(cast.everyone()[who]), chosen) == {}

    def test_no_word_of_it_reaches_a_reader(self, secret: Secret) -> None:
        assert words_found(Client(), public_walk()) == {}

    def test_the_same_walk_shows_every_word_to_somebody_who_is_named(self, secret: Secret) -> None:
        found = words_found(desk_of(secret.named), desk_walk())
        assert sorted(set(FIELDS) - set(found)) == sorted(UNSHOWN)

    def test_whoever_is_taken_off_loses_sight_at_once(
        self, cast: Cast, secret: Secret, long_sample: Callable[..., list[Any]]
    ) -> None:
        desk = desk_of(cast.editor)
        assert desk.get(address(secret.closed)).status_code == 200
        closing.unname(secret.closed, cast.chief, cast.editor)
        walk = list(desk_walk())
        assert words_found(desk, long_sample(walk, len(walk) // SHARE)) == {}


def everything(rows: Any, *arguments: Any) -> Any:
    """Instead of a check: leaves nothing out."""
    return rows


TAKEN_OUT: dict[str, tuple[str, tuple[Any, str, Callable[..., Any]]]] = {
    "list": (
        "/article/",
        (StoryClosing, "get_queryset", lambda self, request: super(StoryClosing, self).get_queryset(request)),
    ),
    "pages": ("/history/", (ArticleQuerySet, "open_to", everything)),
    "photos": ("photo", (Unseen, "photos", lambda self, rows: rows)),
    "photo desk": ("/media/", (usage, "open_to", lambda user, photos: photos)),
    "tags": ("tag", (Unseen, "tags", lambda self, rows: rows)),
    "authors": ("author", (Unseen, "authors", lambda self, rows: rows)),
    "old versions": ("photo", (Unseen, "_refs", dict.fromkeys(("tags", "bylines", "photos"), frozenset()))),
}
"""What is switched off, and where the walk then meets a word."""


class CheckTests:
    @pytest.mark.parametrize("check", TAKEN_OUT)
    def test_the_walk_tells_when_a_check_is_taken_out(
        self, cast: Cast, secret: Secret, monkeypatch: pytest.MonkeyPatch, check: str
    ) -> None:
        part, patch = TAKEN_OUT[check]
        # That it meets none while the check stands is what the whole walk of this person says above.
        some = [one for one in desk_walk() if part in one]
        monkeypatch.setattr(*patch)
        desk = desk_of(cast.chief_elsewhere)
        assert any(words_found(desk, [one]) for one in some)


def people(desk: Client, story: Article, **sent: Any) -> Any:
    return desk.post(reverse(f"admin:{PEOPLE}", args=[story.pk]), sent)


def names(story: Article) -> set[str]:
    return set(Article.objects.get(pk=story.pk).closed_to.values_list("username", flat=True))


class DeskTests:
    def test_it_is_closed_on_the_page_of_the_move(self, cast: Cast) -> None:
        story, desk = a_draft(cast), desk_of(cast.editor)
        assert "close" in buttons(desk, story)
        page = desk.get(address(story, "move", "close"))
        assert list(page.context["form"].initial["people"]) == [cast.writer]
        seen = page.context["form"].initial["seen"]
        desk.post(address(story, "move", "close"), {"people": [cast.writer.pk, cast.chief.pk], "seen": seen})
        assert names(story) == {"writer", "chief", "editor"}
        assert desk_of(cast.writer).get(address(story)).status_code == 200
        assert desk_of(cast.chief_elsewhere).get(address(story)).status_code == 404

    def test_a_new_story_is_closed_from_the_start(self, cast: Cast) -> None:
        desk = desk_of(cast.editor)
        sent = {**filled_in(desk), "headline": "What the harbour master hid", "starts_closed": "on"}
        desk.post(f"{LIST}add/", {**sent, "_continue": "1"})
        story = Article.objects.get()
        assert story.is_closed and names(story) == {"editor"}
        assert [event.move for event in story.audit_events.all()] == ["close"]

    def test_a_writer_cannot_start_one_closed(self, cast: Cast) -> None:
        desk = desk_of(cast.writer)
        assert "starts_closed" not in desk.get(f"{LIST}add/").content.decode()
        sent = {**filled_in(desk), "headline": "What the harbour master hid", "starts_closed": "on"}
        desk.post(f"{LIST}add/", {**sent, "_continue": "1"})
        assert not Article.objects.get().is_closed

    def test_more_people_are_named_beside_the_story(self, cast: Cast, secret: Secret) -> None:
        desk = desk_of(cast.chief)
        people(desk, secret.closed, person=cast.writer.pk)
        assert names(secret.closed) == names(secret.translation) == {"chief", "editor", "writer"}
        people(desk, secret.closed, _remove=cast.editor.pk)
        assert names(secret.closed) == names(secret.translation) == {"chief", "writer"}
        assert desk_of(cast.editor).get(address(secret.closed)).status_code == 404

    def test_the_last_who_can_name_others_stays(self, cast: Cast, secret: Secret) -> None:
        desk = desk_of(cast.chief)
        people(desk, secret.closed, _remove=cast.editor.pk)
        page = people(desk, secret.closed, _remove=cast.chief.pk)
        assert names(secret.closed) == {"chief"}
        assert "the last one here" in desk.get(page["Location"]).content.decode()

    def test_nobody_else_comes_near_the_people(self, cast: Cast, secret: Secret) -> None:
        for who in UNNAMED:
            answer = people(desk_of(cast.everyone()[who]), secret.closed, person=cast.writer.pk)
            assert answer.status_code in (302, 403, 404), who
        assert names(secret.closed) == {"chief", "editor"}

    def test_a_closed_story_cannot_be_named_as_the_original(self, cast: Cast, secret: Secret) -> None:
        desk = desk_of(cast.chief_elsewhere)
        page = save(desk, secret.open_draft, translation_of=str(secret.translation.pk))
        assert page.status_code == 200 and START not in page.content.decode()

    def test_neither_can_its_photos_and_authors(self, cast: Cast, secret: Secret) -> None:
        desk, photo, author = desk_of(cast.chief_elsewhere), secret.things["photo"], secret.things["author"]
        for sent in (
            {"lead_photo": str(photo.pk)},
            {"bylines-TOTAL_FORMS": "2", "bylines-1-author": str(author.pk), "bylines-1-role": "by"},
        ):
            page = save(desk, secret.open_draft, **sent)
            assert page.status_code == 200 and START not in page.content.decode()

    def test_a_new_translation_of_it_is_closed_too(self, cast: Cast, secret: Secret) -> None:
        story = a_draft(cast, headline="По-русски", language="ru")
        save(desk_of(cast.chief), story, translation_of=str(secret.closed.pk))
        assert Article.objects.get(pk=story.pk).is_closed
        assert names(story) == {"chief", "editor"}

    def test_a_story_that_readers_know_is_not_linked_to_it(self, cast: Cast, secret: Secret) -> None:
        Article.objects.filter(pk=secret.live.pk).update(language="uk")
        page = save(desk_of(cast.chief), secret.live, translation_of=str(secret.closed.pk))
        assert page.status_code == 200
        assert not Article.objects.get(pk=secret.live.pk).is_closed


class WordsTests:
    """A word that only a closed story has is new to everybody else, and behaves as if it were."""

    def test_the_tag_of_a_story_is_written_as_its_own_desk_writes_it(
        self, cast: Cast, secret: Secret
    ) -> None:
        typed = word("tag").upper()
        save(desk_of(cast.chief_elsewhere), secret.open_draft, tags=f"River, {typed}")
        assert [tag.name for tag in secret.open_draft.tags.all()] == ["River", typed]

    @pytest.mark.parametrize("typed", [word("tag"), word("tag").upper()])
    def test_a_tag_that_is_added_by_hand_is_added(self, cast: Cast, secret: Secret, typed: str) -> None:
        desk = desk_of(cast.chief_elsewhere)
        page = desk.post("/admin/articles/tag/add/", {"name": typed}, follow=True)
        assert [tag.name for tag in page.context["cl"].result_list if START in tag.slug] == [typed]
        assert page.context["cl"].result_list.get(name=typed).story_count == 0
        assert [tag.name for tag in secret.closed.tags.all()] == [typed]

    def test_a_tag_can_be_renamed_to_one(self, cast: Cast, secret: Secret) -> None:
        desk, other = desk_of(cast.chief_elsewhere), Tag.objects.create(name="Harbour")
        page = desk.post(f"/admin/articles/tag/{other.pk}/change/", {"name": word("tag"), "slug": "harbour"})
        assert page.status_code == 302
        assert [tag.pk for tag in secret.closed.tags.all()] == [other.pk]

    def test_its_address_is_free(self, cast: Cast, secret: Secret) -> None:
        desk, slug = desk_of(cast.chief_elsewhere), secret.things["tag"].slug
        page = desk.post("/admin/articles/tag/add/", {"name": "Another word", "slug": slug})
        assert page.status_code == 302 and Tag.objects.get(name="Another word").slug == slug

    def test_an_author_of_the_same_name_has_the_plain_address(self, cast: Cast, secret: Secret) -> None:
        sent = {
            "form": "person", "names-TOTAL_FORMS": "1", "names-INITIAL_FORMS": "0", "names-0-language": "en",
            "names-0-name": word("author"),
        }  # fmt: skip
        page = desk_of(cast.chief_elsewhere).post("/admin/articles/author/add/", sent)
        assert page.status_code == 302
        newcomer = secret.things["author"]._meta.model.objects.latest("pk")
        assert newcomer.slug_in("en") == word("author")

    def test_a_count_counts_no_closed_story(self, cast: Cast, secret: Secret) -> None:
        secret.open_draft.tags.set([word("tag"), "River"])
        page = desk_of(cast.chief_elsewhere).get(f"/admin/articles/tag/?q={START}")
        assert [tag.story_count for tag in page.context["cl"].result_list] == [1]


class PhotoTests:
    def test_an_upload_for_a_closed_story_is_theirs_alone(self, cast: Cast, secret: Secret) -> None:
        link = f"/admin/media/photo/add/?kept_for={secret.closed.ref}"
        assert link in desk_of(cast.chief).get(address(secret.closed)).content.decode()
        sent = {"caption": "At the gate", "credit_line": "Ida Holm", "focal_x": "0.5", "focal_y": "0.5"}
        desk_of(cast.editor).post(link, sent)
        photo = Photo.objects.get(caption="At the gate")
        assert self.finds(cast.chief, photo) and not self.finds(cast.chief_elsewhere, photo)
        saved(secret.open_draft, cast.writer, lead_photo=photo)
        assert self.finds(cast.chief_elsewhere, photo)

    def finds(self, person: User, photo: Photo) -> bool:
        found = desk_of(person).get("/admin/articles/article/photos/", {"id": photo.pk}).json()["photos"]
        page = desk_of(person).get(f"/admin/media/photo/{photo.pk}/change/")
        assert bool(found) == (page.status_code == 200)
        return bool(found)

    def test_a_photo_in_an_open_story_too_is_seen_and_names_that_one_alone(
        self, cast: Cast, secret: Secret
    ) -> None:
        photo = secret.things["photo"]
        saved(secret.open_draft, cast.writer, body=f'<p>.</p><figure data-photo="{photo.ref}"></figure>')
        page = desk_of(cast.chief_elsewhere).get(f"/admin/media/photo/{photo.pk}/change/").content.decode()
        assert "An open draft" in page and word("headline") not in page

    def test_deleting_one_that_a_closed_story_uses_names_no_story(self, cast: Cast, secret: Secret) -> None:
        photo = secret.things["photo"]
        saved(secret.open_draft, cast.writer, lead_photo=photo)
        page = desk_of(cast.chief_elsewhere).get(f"/admin/media/photo/{photo.pk}/delete/").content.decode()
        assert word("headline") not in page and "A story uses this photo" in page

    def test_a_second_copy_of_its_file_tells_nothing(self, cast: Cast, secret: Secret) -> None:
        photo = secret.things["photo"]
        with photo.file.open("rb") as file:
            page = desk_of(cast.chief_elsewhere).post(
                "/admin/media/photo/add/",
                {"caption": "Mine", "credit_line": "I", "focal_x": "0.5", "focal_y": "0.5", "file": file},
                follow=True,
            )
        assert page.status_code == 200 and START not in page.content.decode()
        assert Photo.objects.filter(checksum=photo.checksum).count() == 2

    def test_nobody_gets_a_sight_of_one_by_naming_it(self, cast: Cast, secret: Secret) -> None:
        body = f'<p>Words.</p><figure data-photo="{secret.things["photo"].ref}"></figure>'
        page = save(desk_of(cast.chief_elsewhere), secret.open_draft, body=body)
        assert page.status_code == 200 and "There is no such photo" in page.content.decode()
        assert save(desk_of(cast.chief), secret.closed, body=body).status_code == 302
