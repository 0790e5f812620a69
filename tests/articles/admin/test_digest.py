"""Putting the evening digest together at the desk."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from articles.models import Article, Digest
from articles.workflow import actions
from tests.articles.admin.desk import desk_of
from tests.cast import Cast
from tests.conftest import Clock
from tests.stories import approved_again, live

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/digest/add/"
PAGE = "/digests/2026-11-24/"


@pytest.fixture
def desk(cast: Cast, clock: Clock) -> Client:
    return desk_of(cast.editor)


def a_digest(**fields: Any) -> Digest:
    return Digest.objects.create(
        **{"language": "en", "day": date(2026, 11, 24), "title": "Evening", **fields}
    )


def at(digest: Digest, page: str = "change") -> str:
    return f"/admin/articles/digest/{digest.pk}/{page}/"


def offers(desk: Client, digest: Digest) -> list[str]:
    return [one.headline for _form, one in desk.get(at(digest)).context["rows"]]


def send(desk: Client, digest: Digest, *lines: tuple[Article, dict[str, Any]], **data: Any) -> Any:
    fields: dict[str, Any] = {
        "title": "Evening", "intro": "", "lines-TOTAL_FORMS": str(len(lines)), "lines-INITIAL_FORMS": str(len(lines)),
    }  # fmt: skip
    for number, (story, values) in enumerate(lines):
        fields |= {f"lines-{number}-story_id": story.pk, f"lines-{number}-line": story.headline}
        fields |= {f"lines-{number}-{name}": value for name, value in values.items()}
    return desk.post(at(digest), fields | data)


def stored(digest: Digest) -> list[tuple[int, str, int]]:
    return list(digest.lines.values_list("story_id", "line", "order"))


class NewTests:
    def test_today_is_offered_and_an_empty_title_is_made_in_the_language(self, desk: Client) -> None:
        page = desk.get(ADD).content.decode()
        assert 'value="2026-11-24"' in page
        response = desk.post(ADD, {"day": "2026-11-24", "language": "en", "title": ""})
        digest = Digest.objects.get()
        assert response.url == at(digest)
        assert digest.title == "The evening of 24 November 2026"

    def test_a_day_has_one_digest_in_a_language(self, desk: Client) -> None:
        a_digest()
        page = desk.post(ADD, {"day": "2026-11-24", "language": "en", "title": "Two"})
        assert "has a digest in this language already" in page.content.decode()
        assert desk.post(ADD, {"day": "2026-11-24", "language": "ru", "title": "Два"}).status_code == 302

    def test_it_is_for_editors(self, cast: Cast) -> None:
        digest = a_digest()
        for person in (cast.writer, cast.photo_editor, cast.administrator):
            for path in (ADD, at(digest), at(digest, "preview"), "/admin/articles/digest/"):
                assert desk_of(person).get(path).status_code == 403, path
            assert send(desk_of(person), digest, title="Other").status_code == 403
        assert Digest.objects.get().title == "Evening"


class OfferTests:
    def test_the_days_live_stories_of_the_language_are_offered(
        self, cast: Cast, desk: Client, clock: Clock, settings: Any
    ) -> None:
        settings.TIME_ZONE = "Asia/Tokyo"
        clock.set(datetime.fromisoformat("2026-11-23T14:59:00+00:00"))
        live(cast, headline="Yesterday")
        clock.set(datetime.fromisoformat("2026-11-23T15:00:00+00:00"))
        live(cast, headline="Midnight in Tokyo")
        clock.move(hours=2)
        live(cast, headline="Русская", language="ru")
        live(cast, headline="Later")
        gone = live(cast, headline="Gone")
        actions.unpublish(gone, cast.editor, reason="Doubts.", words="Taken down.")
        assert offers(desk, a_digest()) == ["Midnight in Tokyo", "Later"]

    def test_a_chosen_story_that_left_is_shown_as_gone(self, cast: Cast, desk: Client) -> None:
        story, digest = live(cast), a_digest()
        send(desk, digest, (story, {"is_in": "on", "line": "A line of ours"}))
        actions.unpublish(story, cast.editor, reason="Doubts.", words="Taken down.")
        page = desk.get(at(digest)).content.decode()
        assert "Readers do not see this story now" in page and "A line of ours" in page


class SavingTests:
    def test_lines_are_kept_in_the_order_of_their_places(self, cast: Cast, desk: Client) -> None:
        one, two, three = live(cast, headline="One"), live(cast, headline="Two"), live(cast, headline="Three")
        digest = a_digest()
        send(
            desk, digest,
            (one, {"is_in": "on", "order": "3", "line": "First boat"}), (two, {}), (three, {"is_in": "on", "order": "1"}),
            title="New title", intro="Hello.",
        )  # fmt: skip
        digest.refresh_from_db()
        assert (digest.title, digest.intro) == ("New title", "Hello.")
        assert stored(digest) == [(three.pk, "", 1), (one.pk, "First boat", 2)]

    def test_a_line_that_says_the_headline_follows_it(self, cast: Cast, desk: Client, client: Client) -> None:
        story, digest = live(cast, headline="One"), a_digest()
        send(desk, digest, (story, {"is_in": "on"}), _publish="1")
        assert "One" in client.get(PAGE).content.decode()
        actions.publish(approved_again(cast, story, headline="Another"), cast.editor)
        assert "Another" in client.get(PAGE).content.decode()

    @pytest.mark.parametrize(
        "fields", [{"order": "0"}, {"order": "x"}, {"line": "a" * 301}], ids=["zero", "no number", "long"]
    )
    def test_what_cannot_be_saved_is_said_and_stays_typed(
        self, cast: Cast, desk: Client, fields: dict[str, str]
    ) -> None:
        story, digest = live(cast), a_digest()
        page = send(desk, digest, (story, {"is_in": "on", **fields}), title="Typed")
        assert page.status_code == 400 and "errorlist" in page.content.decode()
        assert 'value="Typed"' in page.content.decode()
        assert stored(digest) == [] and Digest.objects.get().title == "Evening"

    def test_a_story_that_was_not_offered_is_not_taken(self, cast: Cast, desk: Client) -> None:
        digest = a_digest(language="ru")
        send(desk, digest, (live(cast), {"is_in": "on"}))
        assert stored(digest) == []


class PublishingTests:
    def test_one_button_saves_and_publishes(self, cast: Cast, desk: Client, client: Client) -> None:
        story, digest = live(cast, headline="One"), a_digest()
        assert client.get(PAGE).status_code == 404
        send(desk, digest, (story, {"is_in": "on"}), _publish="1")
        assert client.get(PAGE).status_code == 200
        send(desk, digest, (story, {"is_in": "on"}), _withdraw="1")
        assert client.get(PAGE).status_code == 404
        assert len(stored(digest)) == 1

    def test_an_empty_one_is_refused_in_words(self, desk: Client, client: Client) -> None:
        digest = a_digest()
        page = desk.get(send(desk, digest, _publish="1").url).content.decode()
        assert "Choose at least one story that readers see." in page
        assert client.get(PAGE).status_code == 404

    def test_post_and_letter_are_ready_to_copy(self, cast: Cast, desk: Client) -> None:
        story, digest = live(cast, headline="One & two"), a_digest()
        assert '<textarea id="digest-post"' not in desk.get(at(digest)).content.decode()
        send(desk, digest, (story, {"is_in": "on"}))
        page = desk.get(at(digest)).content.decode()
        assert "• One &amp; two" in page and "&lt;table role=" in page and "One &amp;amp; two" in page
        assert "style=" not in page.partition("<body")[2].replace("style=&quot;", "")

    def test_the_preview_shows_what_is_saved(self, cast: Cast, desk: Client) -> None:
        story, digest = live(cast, headline="One"), a_digest()
        assert "No story is ticked yet" in desk.get(at(digest, "preview")).content.decode()
        send(desk, digest, (story, {"is_in": "on", "line": "In one line"}))
        page = desk.get(at(digest, "preview")).content.decode()
        assert "In one line" in page and "noindex" in page

    def test_one_that_does_not_exist_is_not_found(self, desk: Client) -> None:
        for number in ("99", "x", "9" * 30):
            assert desk.get(f"/admin/articles/digest/{number}/change/").status_code == 404
