"""All stories, filtered: every combination gives what a plain reading of the rows gives."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.test import Client

from articles.models import Author
from articles.models.tag import tags_named
from articles.workflow import actions
from newsroom import chrome
from tests.articles.public.rows import a_slice, an_address
from tests.articles.public.test_lists import headlines
from tests.cast import Cast, a_section, an_author, the_kind
from tests.conftest import Clock
from tests.stories import approved

pytestmark = pytest.mark.django_db

TAGS = ["River", "Ferry", "Council"]


@pytest.fixture
def archive(clock: Clock) -> list[dict[str, Any]]:
    """48 stories: every mixture of two sections, two kinds, two authors, tags and days."""
    sections = {name: a_section(name) for name in ("Politics", "Society")}
    kinds = {name: the_kind(name) for name in ("News", "Interview")}
    authors = {slug: an_author(name) for slug, name in {"ada-roe": "Ada Roe", "ben-moss": "Ben Moss"}.items()}
    stories = []
    tag_sets: list[list[str]] = [
        [],
        ["River"],
        ["River", "Ferry"],
        ["River", "Ferry", "Council"],
        ["Council"],
        ["Ferry"],
    ]
    for number, (section, kind, author, tags) in enumerate(
        itertools.product(sections, kinds, authors, tag_sets)
    ):
        published_at = datetime(2026, 11, 1 + number % 12, 23, 30, tzinfo=UTC)
        words = "harbour" if number % 3 else "mountain"
        a_slice(
            f"Story {number}",
            body=f"Something about a {words}.",
            section=sections[section],
            kind=kinds[kind],
            authors=[authors[author]],
            tags=tags,
            published_at=published_at,
        )
        stories.append(
            {
                "headline": f"Story {number}", "section": section.lower(), "kind": kind.lower(), "author": author,
                "tags": {tag.lower() for tag in tags}, "published_at": published_at, "words": words,
                "number": number,
            }
        )  # fmt: skip
    chrome.rewrite()
    return stories


def expected(archive: list[dict[str, Any]], *keep: Callable[[dict[str, Any]], bool]) -> list[str]:
    chosen = [story for story in archive if all(one(story) for one in keep)]
    chosen.sort(key=lambda story: (story["published_at"], story["number"]), reverse=True)
    return [story["headline"] for story in chosen][:20]


TAG_CHOICES: list[list[str]] = [
    [],
    ["river"],
    ["river", "ferry"],
    ["river", "ferry", "council"],
    ["council", "river"],
]


class FilterTests:
    @pytest.mark.parametrize("tags", TAG_CHOICES)
    @pytest.mark.parametrize("match", ["", "any"])
    def test_every_combination_gives_what_the_rows_say(
        self, client: Client, archive: list[dict[str, Any]], tags: list[str], match: str
    ) -> None:
        matches = any if match == "any" and tags else all
        for section, kind, author, words, day in itertools.product(
            ("", "politics"), ("", "news"), ("", "ada-roe"), ("", "harbour"), ("", "2026-11-05")
        ):
            asked = [("tag", tag) for tag in tags] + [
                (name, value)
                for name, value in (
                    ("match", match), ("section", section), ("kind", kind), ("author", author), ("q", words),
                    ("date_after", day),
                )
                if value
            ]  # fmt: skip
            found = headlines(client, f"/articles/?{urlencode(asked)}")
            assert found == expected(
                archive,
                lambda story: matches(tag in story["tags"] for tag in tags),
                lambda story, section=section: section in ("", story["section"]),
                lambda story, kind=kind: kind in ("", story["kind"]),
                lambda story, author=author: author in ("", story["author"]),
                lambda story, words=words: words in ("", story["words"]),
                lambda story, day=day: not day or story["published_at"] >= datetime(2026, 11, 5, tzinfo=UTC),
            ), asked

    def test_both_days_of_a_span_belong_to_it(self, client: Client, archive: list[dict[str, Any]]) -> None:
        found = headlines(client, "/articles/?date_after=2026-11-03&date_before=2026-11-04")
        assert found == expected(archive, lambda story: story["published_at"].day in (3, 4))

    def test_days_are_days_of_the_newsroom(self, client: Client, settings: Any, clock: Clock) -> None:
        settings.TIME_ZONE = "Asia/Almaty"
        from django.utils import timezone

        timezone.get_default_timezone.cache_clear()
        try:
            a_slice("Late in Almaty", published_at=datetime(2026, 11, 3, 20, 0, tzinfo=UTC))
            assert headlines(client, "/articles/?date_after=2026-11-04") == ["Late in Almaty"]
            assert headlines(client, "/articles/?date_before=2026-11-03") == []
            assert headlines(client, "/articles/?date_after=1800-01-01") == ["Late in Almaty"]
        finally:
            timezone.get_default_timezone.cache_clear()

    def test_a_tag_is_found_under_any_spelling(self, client: Client) -> None:
        a_slice("О войне", tags=["Война"])
        for asked in ("voyna", "Война", "война", "ВОЙНА"):
            assert headlines(client, f"/articles/?tag={quote(asked)}") == ["О войне"], asked

    def test_a_merged_tag_finds_the_stories_of_the_one_it_became(self, client: Client) -> None:
        old, new = tags_named(["Boats", "Ferries"])
        old.merged_into = new
        old.save()
        a_slice("Merged", tags=["Ferries"])
        assert headlines(client, "/articles/?tag=boats") == ["Merged"]

    def test_several_tags_may_be_typed_at_once(self, client: Client) -> None:
        a_slice("Both", tags=["Night ferry", "Река"])
        a_slice("One", tags=["Night ferry"])
        path = f"/articles/?tag={quote('night ferry,  река, ')}"
        assert headlines(client, path) == ["Both"]
        page = client.get(path).content.decode()
        assert "Tag: Night ferry <" in page and "Tag: Река <" in page, "a chip for each"
        assert f'href="?tag={quote("река")}"' in page, "each can be undone"
        assert page.count('type="hidden" name="tag"') == 2

    def test_a_renamed_tag_is_found_by_the_slug_that_it_had(self, client: Client) -> None:
        [tag, other] = tags_named(["Ferries", "Boats"])
        an_address("/tags/ships/", "tag", tag.pk, "")
        an_address("/tags/craft/", "tag", tag.pk, "")
        other.merged_into = tag
        other.save()
        an_address("/tags/barges/", "tag", other.pk, "")
        a_slice("Here", tags=["Ferries"])
        for asked in ("ships", "barges", "ships,craft"):
            assert headlines(client, f"/articles/?tag={asked}") == ["Here"], asked
        assert "Tag: Ferries <" in client.get("/articles/?tag=ships").content.decode()

    def test_a_tag_that_stands_at_a_slug_today_comes_before_one_that_stood_there(
        self, client: Client
    ) -> None:
        [old, new] = tags_named(["Ferries", "Ships"])
        an_address("/tags/ships/", "tag", old.pk, "")
        a_slice("Old", tags=["Ferries"])
        a_slice("New", tags=["Ships"])
        assert headlines(client, "/articles/?tag=ships") == ["New"]

    def test_an_author_is_found_by_slug_and_by_name(self, client: Client) -> None:
        a_slice("By her", authors=[an_author("Vera Lindqvist")])
        for asked in ("vera-lindqvist", "Vera Lindqvist", "vera  LINDQVIST"):
            path = f"/articles/?author={quote(asked)}"
            assert headlines(client, path) == ["By her"], asked
            assert "Author: Vera Lindqvist <" in client.get(path).content.decode()

    def test_a_name_withheld_is_not_found(self, client: Client) -> None:
        a_slice("Hers", authors=[an_author("Canary", form=Author.Form.WITHHELD)])
        for asked in ("canary", "Canary"):
            assert headlines(client, f"/articles/?author={asked}") == []

    def test_any_of_several_tags_merges_their_lists_in_order(self, client: Client, clock: Clock) -> None:
        for number in range(30):
            tags = [["River"], ["Ferry"], ["River", "Ferry"]][number % 3]
            a_slice(f"Story {number}", tags=tags, published_at=clock.now - timedelta(minutes=number + 1))
        path = "/articles/?tag=river&tag=ferry&match=any"
        assert headlines(client, path) == [f"Story {number}" for number in range(20)]

    def test_a_language_is_chosen_on_the_unprefixed_page(self, client: Client) -> None:
        a_slice("English", published_at=datetime(2026, 11, 2, tzinfo=UTC))
        a_slice("Русский", language="ru", published_at=datetime(2026, 11, 1, tzinfo=UTC))
        assert headlines(client, "/articles/?language=ru") == ["Русский"]
        assert headlines(client, "/articles/?language=en") == ["English"]
        assert headlines(client, "/articles/?language=all") == ["English", "Русский"]
        for asked in ("en", "uk", "all"):
            assert "English" not in headlines(client, f"/ru/articles/?language={asked}"), asked
        assert headlines(client, "/ru/articles/?language=ru") == ["Русский"]

    def test_a_scheduled_story_comes_into_the_filter_at_its_second(
        self, client: Client, clock: Clock
    ) -> None:
        opens = clock.now + timedelta(minutes=5)
        a_slice("Scheduled", tags=["River"], body="harbour", visible_from=opens)
        for path in ("/articles/?tag=river", "/articles/?q=harbour", "/articles/?tag=river&match=any"):
            clock.set(opens - timedelta(microseconds=1))
            assert headlines(client, path) == []
            clock.set(opens)
            assert headlines(client, path) == ["Scheduled"]


class FormTests:
    def form(self, client: Client, path: str = "/articles/") -> str:
        return client.get(path).content.decode().partition('class="filters"')[2].partition("</form>")[0]

    def test_it_offers_tags_that_have_a_story_now(self, client: Client, clock: Clock) -> None:
        a_slice(tags=["River", "Paris, Texas"])
        a_slice(tags=["Canary"], visible_from=clock.now + timedelta(hours=1))
        a_slice(tags=["Русский"], language="ru")
        for path in ("/articles/", "/articles/?tag=ferry", "/articles/?tag=canary"):
            offered = self.form(client, path).partition("<datalist")[2].partition("</datalist>")[0]
            assert '<option value="River">' in offered and "Русский" not in offered, path
            assert '<option value="paris-texas">Paris, Texas<' in offered, "a comma would part the name"
            assert "Canary" not in offered, path
        assert "Русский" in self.form(client, "/ru/articles/")

    def test_a_tag_that_is_chosen_is_not_offered_again(self, client: Client) -> None:
        a_slice(tags=["River", "Ferry"])
        assert '<option value="River">' not in self.form(client, "/articles/?tag=river")
        assert '<option value="Ferry">' in self.form(client, "/articles/?tag=river")

    def test_author_and_language_can_be_typed_and_stay(self, client: Client) -> None:
        a_slice(authors=[an_author("Vera Lindqvist")])
        a_slice(language="ru")
        chrome.rewrite()
        form = self.form(client, "/articles/?author=vera-lindqvist&language=ru")
        assert 'name="author" maxlength="120" value="Vera Lindqvist"' in form
        assert '<option value="ru" lang="ru" selected>' in form
        assert "Language: русский <" in form.replace("Русский", "русский")

    def test_a_page_under_a_prefix_offers_no_language(self, client: Client) -> None:
        a_slice(language="ru")
        chrome.rewrite()
        assert "filter-language" not in self.form(client, "/ru/articles/")


class HelpTests:
    def said(self, client: Client, query: str, status: int = 200) -> str:
        response = client.get(f"/articles/?{query}")
        assert response.status_code == status
        return response.content.decode()

    def test_more_than_five_tags_are_refused_in_a_sentence(self, client: Client) -> None:
        query = urlencode([("tag", f"tag-{number}") for number in range(6)])
        assert "Choose at most 5 tags at once." in self.said(client, query, 400)

    def test_an_unknown_tag_gives_an_empty_list_with_help(self, client: Client) -> None:
        a_slice(tags=["River"])
        page = self.said(client, "tag=river&tag=nothing")
        assert "We know nothing by the name of “nothing”." in page
        assert 'href="?tag=nothing"' in page and 'href="?tag=river"' in page, "each can be undone"

    @pytest.mark.parametrize(
        "query", ["section=nothing", "kind=nothing", "author=nothing", "language=xx", "q=%21%21%21"]
    )
    def test_other_unknown_words_give_help_as_well(self, client: Client, query: str) -> None:
        a_slice("Canary")
        page = self.said(client, query)
        assert "We know nothing by the name of" in page and "Canary" not in page

    @pytest.mark.parametrize(
        "day", ["2026-02-30", "yesterday", "0001-01-01", "9999-12-31", "2026-11-24T10:00", "%00", "-1"]
    )
    def test_a_day_that_is_none_gets_a_sentence(self, client: Client, day: str) -> None:
        a_slice("Canary")
        page = self.said(client, f"date_after={day}")
        assert 'class="problem"' in page and "Canary" not in page

    def test_a_span_that_ends_before_it_begins_gets_a_sentence(self, client: Client) -> None:
        page = self.said(client, "date_after=2026-11-20&date_before=2026-11-10")
        assert "This day lies before the first one." in page

    @pytest.mark.parametrize(
        "value",
        [
            "'", "\"; DROP TABLE articles_tag; --", "%00", "\ud83d\ude00", "x" * 5000, "a" * 10 + "\u0301" * 300,
            "<script>alert(1)</script>", "NEAR(a b)", "headline:x OR *", "{{7*7}}", "../../etc/passwd", "\u202e",
        ],
    )  # fmt: skip
    @pytest.mark.parametrize(
        "name", ["tag", "q", "section", "kind", "author", "language", "match", "date_after"]
    )
    def test_hostile_words_are_only_words(self, client: Client, name: str, value: str) -> None:
        a_slice("Canary", tags=["River"])
        words = value if value == "%00" else quote(value.encode("utf-8", "surrogatepass"))
        response = client.get(f"/articles/?{name}={words}")
        assert response.status_code == 200
        assert b"<script>alert" not in response.content

    def test_a_tag_and_an_author_whose_first_story_is_ahead_are_not_named(
        self, cast: Cast, client: Client, clock: Clock
    ) -> None:
        author = an_author("Zebra Author")
        story = approved(cast, tags=("Zebratag",), author=author)
        actions.schedule(story, cast.editor, visible_from=clock.now + timedelta(hours=1))
        for query in ("tag=zebratag", "tag=zebratag&match=any", "author=zebra-author"):
            page = client.get(f"/articles/?{query}").content.decode()
            assert "Zebratag" not in page and "Zebra Author" not in page
            clock.move(hours=1)
            page = client.get(f"/articles/?{query}").content.decode()
            assert "Zebratag" in page or "Zebra Author" in page
            clock.move(hours=-1)

    def test_a_section_whose_first_story_is_ahead_is_not_offered_and_not_known(
        self, client: Client, clock: Clock
    ) -> None:
        a_slice("Scheduled", section=a_section("Canary"), visible_from=clock.now + timedelta(hours=1))
        chrome.rewrite()
        assert "Canary" not in self.said(client, "")
        assert "We know nothing by the name of" in self.said(client, "section=canary")
        clock.move(hours=1)
        assert "Canary" in self.said(client, "")
        assert headlines(client, "/articles/?section=canary") == ["Scheduled"]
