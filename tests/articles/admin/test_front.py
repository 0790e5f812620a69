"""The box “On the front page” beside a story, and the page of all that is pinned."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from articles.models import Article, FrontPin
from articles.models.front import Slot
from articles.workflow import actions, front
from tests.articles.admin.desk import address, desk_of, save
from tests.articles.public.test_front import page, shown
from tests.cast import Cast
from tests.conftest import Clock
from tests.stories import a_draft, approved, live

pytestmark = pytest.mark.django_db

LEAD = Slot("lead", 1)
BOX = 'id="front-heading"'


@pytest.fixture
def desk(cast: Cast) -> Client:
    return desk_of(cast.editor)


def pin(desk: Client, story: Article, slot: str = "lead-1", until: str = "", **more: str) -> str:
    """Press Pin; gives what the desk said."""
    answer = desk.post(address(story, "pin"), {"_pin": "1", "slot": slot, "front_until": until, **more})
    assert answer.status_code == 302
    return [str(message) for message in get_messages(answer.wsgi_request)][-1]


def overview(desk: Client) -> str:
    return desk.get(reverse("admin:articles_article_front")).content.decode()


class BoxTests:
    def test_it_pins_until_the_hour_that_was_typed_in_the_zone_of_the_newsroom(
        self, cast: Cast, desk: Client, settings: Any
    ) -> None:
        settings.TIME_ZONE = "Europe/Riga"
        story = live(cast)
        assert "Time in Europe/Riga" in desk.get(address(story)).content.decode()
        assert pin(desk, story, "second-2", "2031-06-01T09:00") == (
            "Pinned to the front page: Second 2, until 1 June 2031, 09:00 EEST."
        )
        made = FrontPin.objects.get()
        assert (made.story_id, made.slot) == (story.pk, Slot("second", 2))
        assert made.until == datetime(2031, 6, 1, 6, tzinfo=UTC)
        page = desk.get(address(story)).content.decode()
        assert "Second 2: stands there now, until 1 June 2031, 09:00 EEST." in page
        assert 'value="2031-06-01T09:00"' in page and "Take off" in page

    def test_its_fields_belong_to_a_form_of_their_own(self, cast: Cast, desk: Client) -> None:
        page = desk.get(address(live(cast))).content.decode()
        main = page.partition('id="article_form"')[2].partition("</form>")[0]
        assert main.count('form="front-form"') == 3 and "<form" not in main
        assert page.count('id="front-form"') == 1

    def test_saving_the_story_touches_no_pin(self, cast: Cast, desk: Client) -> None:
        story = live(cast)
        front.pin(story, cast.editor, LEAD)
        assert save(desk, story, headline="Council keeps the boat").status_code == 302
        assert FrontPin.objects.get().story_id == story.pk

    def test_the_editor_hears_whom_it_displaced(self, cast: Cast, desk: Client) -> None:
        pin(desk, live(cast, headline="The old lead"))
        assert "“The old lead” stood there and is pinned no more." in pin(desk, live(cast))

    def test_a_scheduled_story_waits_for_its_second(self, cast: Cast, desk: Client, clock: Clock) -> None:
        pin(desk, live(cast, headline="The old lead"))
        story = actions.schedule(approved(cast), cast.editor, visible_from=clock.now + timedelta(hours=3))
        assert "“The old lead” stands there until 24 November 2026, 15:00 UTC." in pin(desk, story)
        page = desk.get(address(story)).content.decode()
        assert "Lead: from 24 November 2026, 15:00 UTC, until 25 November 2026, 15:00 UTC." in page

    @pytest.mark.parametrize(
        ("slot", "until", "sentence"),
        [
            ("cellar-1", "", "cellar-1 is not one of the available choices"),
            ("lead-1", "tomorrow", "Give a date and a time"),
            ("lead-1", "2020-01-01T10:00", "Choose a later end"),
        ],
    )
    def test_what_is_refused_is_said_and_nothing_pinned(
        self, cast: Cast, desk: Client, slot: str, until: str, sentence: str
    ) -> None:
        assert sentence in pin(desk, live(cast), slot, until)
        assert not FrontPin.objects.exists()

    def test_it_says_what_comes_first_for_a_story_that_nobody_sees(self, cast: Cast, desk: Client) -> None:
        page = desk.get(address(a_draft(cast))).content.decode()
        assert "Publish or schedule it, then pin it." in page and 'name="_pin"' not in page

    def test_it_is_there_for_whoever_arranges_and_tells_others_of_a_pin(self, cast: Cast) -> None:
        story = live(cast)
        for name, person in cast.everyone_but("stranger", "administrator", "administrator_elsewhere").items():
            page = desk_of(person).get(address(story)).content.decode()
            assert ('name="_pin"' in page) is (name in ("editor", "chief", "chief_elsewhere")), name
        front.pin(story, cast.editor, LEAD)
        page = desk_of(cast.writer).get(address(story)).content.decode()
        assert "Lead: stands there now" in page and "_unpin" not in page

    def test_a_forged_form_gets_nobody_further(self, cast: Cast) -> None:
        story = live(cast)
        for person in cast.everyone_but("editor", "chief", "chief_elsewhere").values():
            desk_of(person).post(address(story, "pin"), {"_pin": "1", "slot": "lead-1"})
        assert not FrontPin.objects.exists()
        assert desk_of(cast.editor).get(address(story, "pin")).status_code == 405

    def test_the_history_tells_of_it(self, cast: Cast, desk: Client) -> None:
        story = live(cast)
        pin(desk, story, "second-2", "2031-06-01T09:00")
        desk.post(address(story, "pin"), {"_unpin": "1"})
        page = desk.get(address(story, "history")).content.decode()
        assert "Pinned to the front page" in page and "until 1 June 2031, 09:00 UTC" in page
        assert "Taken off its place on the front page" in page and "Second 2" in page


class OverviewTests:
    def test_it_shows_each_language_and_how_each_pin_stands(
        self, cast: Cast, desk: Client, clock: Clock
    ) -> None:
        russian = live(cast, headline="Новое", language="ru")
        standing, gone = live(cast, headline="Standing"), live(cast, headline="Gone")
        ahead = actions.schedule(
            approved(cast, headline="Ahead"), cast.editor, visible_from=clock.now + timedelta(hours=3)
        )
        for story, slot in {russian: LEAD, standing: LEAD, gone: Slot("strip", 4), ahead: LEAD}.items():
            front.pin(story, cast.editor, slot)
        actions.unpublish(gone, cast.editor, reason="Asked.")
        page = " ".join(overview(desk).split())
        assert page.index("English") < page.index("Русский") < page.index("Новое")
        assert page.index("Standing") < page.index("Gone")
        assert page.count("<strong>stands there now</strong>") == 2
        assert "from 24 November 2026, 15:00 UTC" in page
        assert "not shown: readers do not see this story" in page
        clock.move(hours=3)
        assert "“Ahead” stands in its place" in overview(desk)

    def test_one_button_takes_a_story_off(self, cast: Cast, desk: Client) -> None:
        story = live(cast, headline="The lead")
        front.pin(story, cast.editor, LEAD)
        answer = desk.post(address(story, "pin"), {"_unpin": "1", "_from_front": "1"})
        assert answer["Location"] == reverse("admin:articles_article_front")
        page = overview(desk)
        assert "The lead: taken off its place" in page and "Nothing is pinned" in page

    def test_buttons_are_for_those_who_may(self, cast: Cast, desk: Client) -> None:
        front.pin(live(cast), cast.editor, LEAD)
        assert "_unpin" in overview(desk)
        assert "_unpin" not in overview(desk_of(cast.editor_elsewhere))
        assert "_unpin" not in overview(desk_of(cast.writer))
        answer = desk_of(cast.administrator).get(reverse("admin:articles_article_front"))
        assert answer.status_code == 403

    def test_the_desk_leads_there(self, cast: Cast, desk: Client) -> None:
        there = reverse("admin:articles_article_front")
        assert there in desk.get("/admin/").content.decode()
        assert there not in desk_of(cast.writer).get("/admin/").content.decode()

    def test_it_costs_the_same_however_much_is_pinned(
        self, cast: Cast, desk: Client, django_assert_max_num_queries: Any
    ) -> None:
        for position in range(1, 4):
            front.pin(live(cast), cast.editor, Slot("second", position))
        with django_assert_max_num_queries(12):
            overview(desk)


class ReaderTests:
    def test_readers_see_the_pin_once_it_is_committed(
        self, cast: Cast, desk: Client, client: Client, django_capture_on_commit_callbacks: Any
    ) -> None:
        old = live(cast, headline="Old and good")
        live(cast, headline="Brand new")
        assert shown(page(client))["lead"] == ["Brand new"]
        with django_capture_on_commit_callbacks(execute=True):
            pin(desk, old)
        assert shown(page(client))["lead"] == ["Old and good"]
        with django_capture_on_commit_callbacks(execute=True):
            actions.unpublish(old, cast.editor, reason="Asked.")
        assert shown(page(client))["lead"] == ["Brand new"]
