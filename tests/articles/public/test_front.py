"""The front page and the menu."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

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


class FrontPageTests:
    def test_the_newest_leads_and_no_story_stands_twice(self, client: Client, clock: Clock) -> None:
        section = a_section("Politics")
        for number in range(16):
            a_slice(
                f"Story {number:02}", section=section, published_at=clock.now - timedelta(hours=number + 1)
            )
        chrome.rewrite()
        words = page(client)
        assert "Story 00" in words.partition('class="lead-headline"')[2][:200]
        for number in range(14):
            assert words.count(f"Story {number:02}</a>") == 1, number

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
        context = client.get("/").context
        assert tuple(len(context[part]) for part in ("seconds", "row", "briefs")) == shape

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
