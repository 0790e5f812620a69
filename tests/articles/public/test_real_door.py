"""The whole way: what the desk decides is what readers get, on every page, at its second."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from articles.models import Article, PublishedArticle
from articles.workflow import actions
from tests.cast import Cast
from tests.conftest import Clock
from tests.stories import approved, approved_again, live

pytestmark = pytest.mark.django_db
Decide = Callable[[Callable[[], Article]], Article]

HEADLINE = "Council keeps the night ferry by one vote"
LISTS = (
    "/", "/articles/", "/sections/politics/", "/tags/river/", "/authors/vera-lindqvist/", "/feeds/rss.xml",
    "/tags/river/feeds/rss.xml", "/search/?q=ferry", "/articles/?tag=river&section=politics&kind=news&q=night",
)  # fmt: skip


@pytest.fixture
def decide(django_capture_on_commit_callbacks: Any) -> Decide:
    """Make a move, and do what follows its commit."""

    def made(move: Callable[[], Article]) -> Article:
        with django_capture_on_commit_callbacks(execute=True):
            return move()

    return made


def address_of(story: Article) -> str:
    return PublishedArticle.rows.filter(story_id=story.pk).latest("visible_from").address


def showing(client: Client) -> set[str]:
    return {path for path in LISTS if HEADLINE in client.get(path).content.decode()}


class DoorTests:
    def test_a_scheduled_story_appears_and_goes_at_its_second_everywhere(
        self, client: Client, cast: Cast, clock: Clock, decide: Decide
    ) -> None:
        opens = clock.now + timedelta(hours=1)
        until = opens + timedelta(hours=2)
        story = decide(lambda: actions.schedule(approved(cast), cast.editor, visible_from=opens, until=until))
        path = address_of(story)
        for moment, stands, status in (
            (opens - timedelta(microseconds=1), False, 404),
            (opens, True, 200),
            (until - timedelta(microseconds=1), True, 200),
            (until, False, 410),
        ):
            clock.set(moment)
            assert showing(client) == (set(LISTS) if stands else set()), moment
            assert client.get(path).status_code == status
            assert (path in client.get("/sitemap.xml").content.decode()) is stands
            assert ('href="/sections/politics/"' in client.get("/").content.decode()) is stands

    def test_a_taken_down_story_is_gone_everywhere_and_says_why(
        self, client: Client, cast: Cast, clock: Clock, decide: Decide
    ) -> None:
        story = decide(lambda: live(cast))
        path = address_of(story)
        assert showing(client) == set(LISTS)
        clock.move(minutes=5)
        words = {"reason": "A source asked.", "words": "Taken down for safety."}
        decide(lambda: actions.unpublish(story, cast.editor, **words))
        assert showing(client) == set()
        response = client.get(path)
        assert response.status_code == 410
        assert "Taken down for safety." in response.content.decode()
        assert "A source asked." not in response.content.decode()

    def test_a_working_copy_changes_nothing_until_it_is_published(
        self, client: Client, cast: Cast, clock: Clock, decide: Decide
    ) -> None:
        story = decide(lambda: live(cast))
        path = address_of(story)
        clock.move(minutes=5)
        story = decide(lambda: approved_again(cast, story, headline="Canary headline"))
        assert "Canary" not in client.get(path).content.decode()
        assert showing(client) == set(LISTS)
        decide(lambda: actions.publish(story, cast.editor))
        page = client.get(path).content.decode()
        assert "Canary headline" in page and "Updated" in page

    def test_a_correction_is_said_on_the_story_and_in_the_list_of_them(
        self, client: Client, cast: Cast, clock: Clock, decide: Decide
    ) -> None:
        story = decide(lambda: live(cast))
        clock.move(minutes=5)
        decide(lambda: actions.correct(story, cast.editor, kind="correction", text="It was 16 votes."))
        for path in (address_of(story), "/corrections/", "/feeds/rss.xml"):
            assert "It was 16 votes." in client.get(path).content.decode(), path

    def test_a_retraction_stands_in_place_of_the_story(
        self, client: Client, cast: Cast, clock: Clock, decide: Decide
    ) -> None:
        story = decide(lambda: live(cast))
        path = address_of(story)
        clock.move(minutes=5)
        decide(lambda: actions.retract(story, cast.chief, reason="Forged.", words="The document was forged."))
        response = client.get(path)
        assert response.status_code == 200
        page = response.content.decode()
        assert "The document was forged." in page and "ten past eleven" not in page
        assert showing(client) == set()
