"""The front page and the menu."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from articles.models import FrontPin, PublishedArticle
from articles.models.front import SLOTS
from articles.public.arrangement import pinned
from newsroom import chrome
from tests.articles.public.rows import PICTURE, a_slice
from tests.cast import a_section
from tests.conftest import Clock

pytestmark = pytest.mark.django_db


def page(client: Client, path: str = "/") -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def menu(client: Client, path: str = "/") -> list[str]:
    found = page(client, path).partition('class="menu"')[2].partition("</nav>")[0]
    return re.findall(r'href="(/(?:ru/)?sections/[^"]+)"', found)


PART_OR_HEADLINE = re.compile(
    r'class="(?P<part>lead|seconds|strip|briefs|block)(?:-story|-stories)?[" ]'
    r'|(?:-headline">|</time> )<a href="[^"]*">(?P<headline>[^<]+)</a>'
)


def shown(words: str) -> dict[str, list[str]]:
    """The headlines of a front page, by the part in which they stand; all blocks are one part."""
    parts: dict[str, list[str]] = {"lead": [], "seconds": [], "strip": [], "briefs": [], "block": []}
    part = ""
    for found in PART_OR_HEADLINE.finditer(words.partition("<main")[2].partition("</main>")[0]):
        part = found["part"] or part
        if found["headline"]:
            parts[part].append(found["headline"].replace("\N{NO-BREAK SPACE}", " "))
    return parts


class FrontPageTests:
    def test_the_newest_leads_and_no_story_is_shown_twice(self, client: Client, clock: Clock) -> None:
        section = a_section("Politics")
        for number in range(16):
            a_slice(
                f"Story {number:02}", section=section, published_at=clock.now - timedelta(hours=number + 1)
            )
        chrome.rewrite()
        words = page(client)
        assert "Story 00" in words.partition('class="lead-headline"')[2][:200]
        # Four on top, six in the column of short news, of which the newest four stand in their section too.
        for number in range(10):
            assert words.count(f"Story {number:02}</a>") == (2 if 4 <= number < 8 else 1), number
        assert words.count('class="card-headline"') == 3 + 4

    def test_short_news_of_another_year_says_so(self, client: Client, clock: Clock) -> None:
        for number in range(6):
            a_slice(f"Story {number}", published_at=clock.now - timedelta(minutes=number + 1))
        recent, old = clock.now - timedelta(days=2), clock.now - timedelta(days=366)
        for day in (recent, old):
            a_slice(f"Story of {day.year}", published_at=day)
        chrome.rewrite()
        days = re.findall(r"<time [^>]*>([^<]+)</time> <a", page(client).partition('class="briefs')[2])
        this = "" if recent.year == clock.now.year else f" {recent.year}"
        assert days[-2:] == [f"{recent.day} {recent:%B}{this}", f"{old.day} {old:%B} {old.year}"]

    def test_a_photo_never_stands_without_its_credit(self, client: Client, clock: Clock) -> None:
        for number in range(3):
            a_slice(f"Story {number}", display={"picture": PICTURE})
        words = page(client)
        assert words.count("<img ") == 3
        assert words.count('<span class="credit">Photo: EPA / TOLGA AKMEN</span>') == 1
        assert words.count('<span class="visually-hidden">Photo: EPA / TOLGA AKMEN</span>') == 2

    @pytest.mark.parametrize(
        ("number", "shape"),
        [
            (1, (0, 0, 0)),
            (2, (1, 0, 0)),
            (4, (3, 0, 0)),
            (5, (2, 2, 0)),
            (6, (2, 3, 0)),
            (7, (3, 3, 0)),
            (8, (3, 0, 4)),
            (12, (3, 0, 6)),
        ],
    )
    def test_no_column_stands_almost_empty(
        self, client: Client, number: int, shape: tuple[int, int, int]
    ) -> None:
        for _story in range(number):
            a_slice()
        parts = shown(page(client))
        assert tuple(len(parts[part]) for part in ("seconds", "strip", "briefs")) == shape

    def test_an_empty_paper_has_a_calm_front_page(self, client: Client) -> None:
        assert "The first story is on its way." in page(client)

    def test_a_scheduled_story_leads_from_its_second_on(self, client: Client, clock: Clock) -> None:
        opens = clock.now + timedelta(hours=1)
        a_slice("Before")
        a_slice("Scheduled", visible_from=opens, visible_until=opens + timedelta(hours=1))
        for moment, stands in (
            (opens - timedelta(microseconds=1), False),
            (opens, True),
            (opens + timedelta(hours=1), False),
        ):
            clock.set(moment)
            assert ("Scheduled" in page(client)) is stands

    def test_each_language_has_its_own(self, client: Client) -> None:
        a_slice("English")
        a_slice("Русский", language="ru")
        english, russian = page(client), page(client, "/ru/")
        assert "English</a></h2>" in english and "Русский" not in english.partition("<main")[2]
        assert "Русский</a></h2>" in russian and "English" not in russian.partition("<main")[2]
        assert '<html lang="ru">' in page(client, "/ru/")


class PinnedTests:
    @pytest.fixture(autouse=True)
    def stories(self, clock: Clock) -> None:
        for number in range(20):
            a_slice(f"Story {number:02}", published_at=clock.now - timedelta(hours=number + 1))

    def pin(self, story: str | PublishedArticle, code: str, *, hours: float = 24, since: float = 0) -> None:
        if isinstance(story, str):
            story = PublishedArticle.public.at().get(headline=story)
        place, position = code.split("-")
        FrontPin.objects.create(
            story_id=story.story_id, language=story.language, place=place, position=int(position),
            since=timezone.now() + timedelta(hours=since), until=timezone.now() + timedelta(hours=hours),
        )  # fmt: skip
        chrome.rewrite()

    def front(self, client: Client, path: str = "/") -> dict[str, list[str]]:
        parts = shown(page(client, path))
        return {
            part: [headline[-2:] for headline in parts[part]]
            for part in ("lead", "seconds", "strip", "briefs")
        }

    def test_each_stands_in_its_place_and_the_newest_in_the_others(self, client: Client) -> None:
        self.pin("Story 15", "lead-1")
        self.pin("Story 01", "second-3")
        self.pin("Story 12", "strip-2")
        assert self.front(client) == {
            "lead": ["15"],
            "seconds": ["00", "02", "01"],
            "strip": ["03", "12", "04", "05"],
            "briefs": ["06", "07", "08", "09", "10", "11"],
        }

    def test_no_story_is_shown_twice(self, client: Client, clock: Clock) -> None:
        section = a_section("Politics")
        for number in range(20):
            a_slice(
                f"Vote {number:02}", section=section, published_at=clock.now - timedelta(minutes=number + 1)
            )
        for headline, code in {"Vote 00": "second-1", "Vote 12": "lead-1", "Vote 11": "strip-4"}.items():
            self.pin(headline, code)
        chrome.rewrite()
        parts = shown(page(client))
        top = parts["lead"] + parts["seconds"] + parts["strip"]
        for headlines, number in ((top + parts["block"], 8 + 4), (top + parts["briefs"], 8 + 6)):
            assert len(headlines) == len(set(headlines)) == number

    @pytest.mark.parametrize("code", ["lead-1", "second-2", "strip-1"])
    def test_a_pin_ends_on_its_second(self, client: Client, clock: Clock, code: str) -> None:
        self.pin("Story 15", code, hours=2)
        part, place = code.split("-")
        part = {"second": "seconds"}.get(part, part)
        ends = clock.now + timedelta(hours=2)
        clock.set(ends - timedelta(microseconds=1))
        assert self.front(client)[part][int(place) - 1] == "15"
        clock.set(ends)
        assert "15" not in str(self.front(client))

    @pytest.mark.parametrize("code", ["lead-1", "second-2", "strip-1"])
    def test_a_story_that_leaves_is_followed_by_the_newest(
        self, client: Client, clock: Clock, code: str
    ) -> None:
        leaves = clock.now + timedelta(hours=1)
        self.pin(a_slice("Story 99", visible_until=leaves), code)
        part, place = code.split("-")
        part = {"second": "seconds"}.get(part, part)
        clock.set(leaves - timedelta(microseconds=1))
        assert self.front(client)[part][int(place) - 1] == "99"
        clock.set(leaves)
        front = self.front(client)
        assert "99" not in str(front)
        assert len(front["seconds"]) == 3 and len(front["strip"]) == (4 if part == "strip" else 0)
        assert front["lead"] == ["00"]

    def test_a_retracted_story_leads_no_front_page(self, client: Client, clock: Clock) -> None:
        notice = a_slice(
            "Retracted 77", form=PublishedArticle.Form.RETRACTION, words_for_readers="It was wrong."
        )
        self.pin(notice, "lead-1")
        assert self.front(client)["lead"] == ["00"]

    def test_a_scheduled_story_takes_the_place_on_its_second(self, client: Client, clock: Clock) -> None:
        opens = clock.now + timedelta(hours=3)
        self.pin("Story 15", "lead-1", hours=48)
        # Its date is the paper's, which may be old: what counts is when it was meant to stand.
        ahead = a_slice("Story 55", visible_from=opens, published_at=opens - timedelta(days=9))
        self.pin(ahead, "lead-1", since=3)
        clock.set(opens - timedelta(microseconds=1))
        assert self.front(client)["lead"] == ["15"]
        clock.set(opens)
        assert self.front(client)["lead"] == ["55"]

    def test_each_language_has_its_own(self, client: Client) -> None:
        a_slice("Новое 01", language="ru")
        self.pin(
            a_slice("Старое 66", language="ru", published_at=timezone.now() - timedelta(days=9)), "lead-1"
        )
        assert self.front(client)["lead"] == ["00"]
        assert self.front(client, "/ru/")["lead"] == ["66"]

    def test_it_costs_no_query_more_however_much_is_pinned(
        self, client: Client, django_assert_num_queries: Any
    ) -> None:
        for number, slot in enumerate(SLOTS):
            self.pin(f"Story {number:02}", slot.code)
        with django_assert_num_queries(2):  # The chrome and the top; a third where sections have blocks.
            client.get("/")

    def test_a_story_that_changed_its_language_before_it_opened_stands_aside(
        self, client: Client, clock: Clock
    ) -> None:
        story = a_slice("Переведено 44", language="ru")
        FrontPin.objects.create(
            story_id=story.story_id, language="en", place="lead", since=clock.now,
            until=clock.now + timedelta(days=1),
        )  # fmt: skip
        chrome.rewrite()
        assert self.front(client)["lead"] == ["00"]

    @pytest.mark.skipif(
        connection.vendor != "sqlite", reason="PostgreSQL reads a small table from end to end."
    )
    def test_the_pinned_are_found_by_their_numbers(self, clock: Clock) -> None:
        sql, params = pinned([{"story_id": 1}, {"story_id": 2}], clock.now).query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
            plan = " ".join(row[3] for row in cursor.fetchall())
        assert "slices_of_a_story (story_id=?" in plan

    def test_a_small_paper_shows_all_it_has(self, client: Client, clock: Clock) -> None:
        for number in range(1, 9):
            a_slice(f"Повесть {number:02}", language="ru", published_at=clock.now - timedelta(days=number))
            FrontPin.objects.all().delete()
            for story in PublishedArticle.public.at().filter(language="ru"):
                pins = FrontPin.objects.count()
                if story.headline[-2:] in ("01", "03", "04"):
                    self.pin(story, ("second-3", "strip-4", "second-1")[pins])
            front = self.front(client, "/ru/")
            assert sorted(sum(front.values(), [])) == [f"{one:02}" for one in range(1, number + 1)], number


class MenuTests:
    def test_a_section_is_in_the_menu_while_it_has_a_live_story(self, client: Client, clock: Clock) -> None:
        opens = clock.now + timedelta(hours=1)
        a_section("Empty")
        a_slice(section=a_section("Politics"), visible_from=opens, visible_until=opens + timedelta(hours=1))
        chrome.rewrite()
        for moment, shown in (
            (opens - timedelta(microseconds=1), []),
            (opens, ["/sections/politics/"]),
            (opens + timedelta(hours=1), []),
        ):
            clock.set(moment)
            assert menu(client) == shown

    def test_it_does_not_forget_a_section_between_two_stories(self, client: Client, clock: Clock) -> None:
        section = a_section("Politics")
        for start in (0, 2):
            opens = clock.now + timedelta(hours=start)
            a_slice(section=section, visible_from=opens, visible_until=opens + timedelta(hours=1))
        chrome.rewrite()
        seen = []
        for _hour in range(4):
            seen.append(menu(client))
            clock.move(hours=1)
        there = ["/sections/politics/"]
        assert seen == [there, [], there, []]

    def test_a_section_may_be_kept_out_and_parts_stay_out(self, client: Client) -> None:
        politics = a_section("Politics")
        a_slice(section=a_section("Courts", parent=politics))
        a_slice(section=a_section("Hidden", is_in_menu=False))
        chrome.rewrite()
        assert menu(client) == ["/sections/politics/"]

    def test_it_has_the_names_of_its_language(self, client: Client) -> None:
        section = a_section("Politics")
        section.names.create(language="ru", name="Политика")
        a_slice(section=section)
        a_slice(section=section, language="ru")
        chrome.rewrite()
        assert menu(client) == ["/sections/politics/"]
        assert menu(client, "/ru/") == ["/ru/sections/politika/"]

    def test_it_follows_a_renamed_section_at_once(self, client: Client) -> None:
        section = a_section("Politics")
        a_slice(section=section)
        name = section.names.get()
        name.name, name.slug = "Power", "power"
        name.save()
        assert menu(client) == ["/sections/power/"]
