"""Search: what is found, in which order, and never anything that readers may not see."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from articles.models import PublishedArticle
from articles.public import search as searching
from articles.public.search import rows_with, search
from newsroom import chrome
from tests.articles.public.rows import a_slice
from tests.articles.public.test_lists import headlines
from tests.conftest import Clock

pytestmark = pytest.mark.django_db


class SearchTests:
    def test_all_the_words_must_be_there_in_whatever_form(self, client: Client) -> None:
        a_slice("Ferries are saved", body="The council voted.")
        a_slice("A ferry sank", body="Nobody was hurt.")
        assert headlines(client, "/search/?q=ferry+vote") == ["Ferries are saved"]
        assert set(headlines(client, "/search/?q=FERRY")) == {"Ferries are saved", "A ferry sank"}

    def test_russian_words_are_found_in_every_case(self, client: Client) -> None:
        a_slice("О войне и мире", language="ru", body="Её солдаты")
        for asked in ("война", "ВОЙНЫ", "ее солдат"):
            assert headlines(client, f"/ru/search/?q={quote(asked)}") == ["О войне и мире"], asked

    def test_a_headline_comes_before_a_text_and_then_the_newest(self, client: Client, clock: Clock) -> None:
        def ago(hours: int):  # type: ignore[no-untyped-def]
            return clock.now - timedelta(hours=hours)

        a_slice("Old ferry", published_at=ago(50))
        a_slice("New ferry", published_at=ago(40))
        a_slice("Old text", body="ferry", published_at=ago(30))
        a_slice("New text", body="ferry", published_at=ago(20))
        assert headlines(client, "/search/?q=ferry") == ["New ferry", "Old ferry", "New text", "Old text"]

    def test_only_stories_of_the_page_s_language_are_found(self, client: Client) -> None:
        a_slice("English 2026")
        a_slice("Русский 2026", language="ru")
        assert headlines(client, "/search/?q=2026") == ["English 2026"]
        assert headlines(client, "/ru/search/?q=2026") == ["Русский 2026"]

    def test_a_scheduled_story_is_found_from_its_second_to_its_last(
        self, client: Client, clock: Clock
    ) -> None:
        opens = clock.now + timedelta(hours=1)
        a_slice("Canary", visible_from=opens, visible_until=opens + timedelta(hours=1))
        for moment, found in (
            (opens - timedelta(microseconds=1), []),
            (opens, ["Canary"]),
            (opens + timedelta(hours=1), []),
        ):
            clock.set(moment)
            assert headlines(client, "/search/?q=canary") == found
            assert ("1 story" in client.get("/search/?q=canary").content.decode()) == bool(found)

    @pytest.mark.parametrize(
        "asked",
        [
            '"', '"ferry', "ferry*", "ferry OR council", "NOT ferry", "headline:ferry", "NEAR(ferry, 2)", "-ferry",
            "^ferry", "ferry AND", "(", "a b c d e f g h i j k l m n o p", "{search_headline}: ferry", "!!!", "%",
            "'; DROP TABLE articles_search; --", "ferry & | !", "<->", "x" * 100_000, "\u0000ferry", "😀", " ", "",
        ],
    )  # fmt: skip
    def test_whatever_syntax_is_typed_is_read_as_words(self, client: Client, asked: str) -> None:
        a_slice("The ferry and the council")
        response = client.get("/search/", {"q": asked})
        assert response.status_code == 200

    def test_operators_are_words_like_any_other(self, client: Client) -> None:
        a_slice("The ferry")
        a_slice("The council")
        assert headlines(client, "/search/?q=ferry+OR+council") == []
        assert headlines(client, "/search/?q=NOT+ferry") == []
        assert headlines(client, "/search/?q=%22ferry%22") == ["The ferry"]

    def test_the_index_is_asked_for_words_even_where_a_stemmer_let_syntax_through(self) -> None:
        a_slice("The ferry")
        for words in (["ferry", "OR", "council"], ['"'], ["ferry*"], ["NOT"], ["search_headline:ferry", "("]):
            list(PublishedArticle.public.at().filter(pk__in=rows_with(words)))

    def test_a_retracted_story_is_not_found(self, client: Client) -> None:
        a_slice("Forged", form=PublishedArticle.Form.RETRACTION, words_for_readers="It was forged.")
        assert headlines(client, "/search/?q=forged") == []

    def test_only_the_newest_matches_are_ranked(self, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(searching, "MOST_MATCHES", 3)
        a_slice("Ferry in an old headline", published_at=clock.now - timedelta(days=9))
        for number in range(3):
            a_slice(f"Story {number}", body="ferry", published_at=clock.now - timedelta(hours=number + 1))
        found = search("ferry", "en", timezone.now())
        assert [story.headline for story in found.stories] == ["Story 0", "Story 1", "Story 2"]
        assert found.number == 3

    def test_further_pages_show_every_story_once(self, client: Client) -> None:
        for number in range(45):
            a_slice(f"Ferry {number}")
        pages = [headlines(client, f"/search/?q=ferry&page={number}") for number in (1, 2, 3)]
        assert [len(page) for page in pages] == [20, 20, 5]
        assert len({headline for page in pages for headline in page}) == 45

    def test_a_search_in_the_wrong_language_leads_to_the_right_one(
        self, client: Client, clock: Clock
    ) -> None:
        opens = clock.now + timedelta(hours=1)
        a_slice("О войне", language="ru", body="Её солдаты")
        a_slice("Канарейка", language="ru", body="солдаты", visible_from=opens)
        chrome.rewrite()
        path = f"/search/?q={quote('солдат война')}"
        link = f'<a href="/ru{path}" hreflang="ru">1 story in Russian'
        assert link.replace("%20", "+") in client.get(path).content.decode()
        path = f"/search/?q={quote('солдат')}"
        assert "1 story in Russian" in client.get(path).content.decode(), "the scheduled one is not counted"
        clock.set(opens)
        assert "2 stories in Russian" in client.get(path).content.decode()
        assert "story in" not in client.get("/search/?q=nothing").content.decode()

    def test_a_search_that_found_something_counts_nothing_elsewhere(
        self, client: Client, django_assert_num_queries: Any
    ) -> None:
        a_slice("Ferry 2026")
        a_slice("Паром 2026", language="ru")
        chrome.rewrite()
        # The chrome, on SQLite the number of matches, the matches, then their cards or the other languages.
        queries = 4 if connection.vendor == "sqlite" else 3
        for path in ("/search/?q=2026", "/search/?q=%D0%BF%D0%B0%D1%80%D0%BE%D0%BC"):
            with django_assert_num_queries(queries):
                found = client.get(path).content.decode()
            assert ("in Russian" in found) is ("2026" not in path)

    @pytest.mark.parametrize("rare", [0, 3000])
    def test_both_ways_find_the_same_in_the_same_order(
        self, clock: Clock, monkeypatch: pytest.MonkeyPatch, rare: int
    ) -> None:
        monkeypatch.setattr(searching, "RARE", rare)
        for number in range(4):
            headline = "Ferry" if number % 2 else "Tram"
            a_slice(
                f"{headline} {number}",
                body="The ferry.",
                published_at=clock.now - timedelta(hours=number + 1),
            )
        a_slice("Ferry gone", visible_from=clock.now - timedelta(days=2), visible_until=clock.now)
        a_slice("Ferry ahead", visible_from=clock.now + timedelta(days=1))
        found = search("ferries", "en", clock.now)
        assert [story.headline for story in found.stories] == ["Ferry 1", "Ferry 3", "Tram 0", "Tram 2"]
        assert found.number == 4

    @pytest.mark.parametrize("page", ["0", "51", "x", "-1", "٢", "1e3", "%00", ""])
    def test_a_page_that_cannot_be_is_not_found(self, client: Client, page: str) -> None:
        assert client.get(f"/search/?q=ferry&page={page}").status_code == 404

    def test_what_was_asked_is_printed_as_text(self, client: Client) -> None:
        page = client.get("/search/", {"q": "<script>alert(1)</script>"}).content.decode()
        assert "<script>alert" not in page and "&lt;script&gt;" in page
