"""What stood here once: moved, taken away, or never there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from articles.models.tag import tags_named
from newsroom.models import Page
from tests.articles.public.rows import a_slice, a_tag, an_address
from tests.cast import a_section, an_author
from tests.conftest import Clock

pytestmark = pytest.mark.django_db
OLD = "/articles/2020/01/01/old/"


def leads_to(client: Client, path: str) -> tuple[int, str]:
    response = client.get(path)
    return response.status_code, response.get("Location", "")


class StoryAddressTests:
    def test_an_old_address_leads_to_where_the_story_stands_now(self, client: Client) -> None:
        story = a_slice(slug="new")
        an_address(OLD, "story", story.story_id)
        assert leads_to(client, OLD) == (301, story.path)
        assert client.head(OLD).status_code == 301

    def test_several_old_addresses_lead_there_without_a_chain(self, client: Client) -> None:
        story = a_slice(slug="newest")
        for number in range(3):
            an_address(f"/articles/2020/01/0{number + 1}/old/", "story", story.story_id)
            assert leads_to(client, f"/articles/2020/01/0{number + 1}/old/") == (301, story.path)

    def test_it_leads_nowhere_before_the_story_opens_and_says_why_it_went(
        self, client: Client, clock: Clock
    ) -> None:
        opens = clock.now + timedelta(hours=1)
        story = a_slice(
            "Canary",
            visible_from=opens,
            visible_until=opens + timedelta(hours=1),
            words_for_readers="Withdrawn.",
        )
        an_address(OLD, "story", story.story_id)
        an_address(story.path, "story", story.story_id)
        for path in (OLD, story.path):
            clock.set(opens - timedelta(microseconds=1))
            assert leads_to(client, path) == (404, "")
            clock.set(opens + timedelta(hours=1))
            response = client.get(path)
            assert response.status_code == 410
            assert "Withdrawn." in response.content.decode()
            assert "Canary" not in response.content.decode()

    def test_an_address_belongs_to_its_language(self, client: Client) -> None:
        story = a_slice(language="ru", slug="new")
        an_address(OLD, "story", story.story_id, language="ru")
        assert leads_to(client, OLD) == (404, "")
        assert leads_to(client, f"/ru{OLD}") == (301, f"/ru{story.path}")

    def test_the_rest_of_the_query_comes_along(self, client: Client) -> None:
        story = a_slice(slug="new")
        an_address(OLD, "story", story.story_id)
        assert leads_to(client, f"{OLD}?from=print") == (301, f"{story.path}?from=print")

    def test_only_a_miss_asks(self, client: Client, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
        story = a_slice()
        with django_assert_max_num_queries(6):
            client.get("/articles/2020/01/01/nothing/")
        an_address(story.path, "story", a_slice().story_id)
        assert client.get(story.path).status_code == 200


class NamedAddressTests:
    def test_a_renamed_tag_section_and_author_redirect_with_their_feeds(self, client: Client) -> None:
        section, author, tag = a_section("Politics"), an_author("Vera Lindqvist"), a_tag("River")
        a_slice(section=section, authors=[author], tags=["River"])
        for kind, target_id, folder, slug, language in (
            ("tag", tag.pk, "tags", "river", ""),
            ("section", section.pk, "sections", "politics", "en"),
            ("author", author.pk, "authors", "vera-lindqvist", "en"),
        ):
            an_address(f"/{folder}/old/", kind, target_id, language=language)
            assert leads_to(client, f"/{folder}/old/") == (301, f"/{folder}/{slug}/")
            assert leads_to(client, f"/{folder}/old/feeds/rss.xml") == (
                301,
                f"/{folder}/{slug}/feeds/rss.xml",
            )

    def test_a_merged_tag_leads_to_what_it_became(self, client: Client) -> None:
        old, new = tags_named(["Boats", "Ferries"])
        old.merged_into = new
        old.save()
        a_slice(tags=["Ferries"])
        an_address("/tags/boats/", "tag", old.pk, language="")
        assert leads_to(client, "/tags/boats/") == (301, "/tags/ferries/")

    def test_none_of_them_leads_to_a_page_that_is_not_there(self, client: Client, clock: Clock) -> None:
        tag = a_tag("Canary")
        a_slice(tags=["Canary"], visible_from=clock.now + timedelta(hours=1))
        an_address("/tags/old/", "tag", tag.pk, language="")
        assert leads_to(client, "/tags/old/") == (404, "")
        assert leads_to(client, "/ru/tags/old/") == (404, "")
        clock.move(hours=1)
        assert leads_to(client, "/tags/old/") == (301, "/tags/canary/")

    def test_a_renamed_page_redirects(self, client: Client) -> None:
        page = Page.objects.create(language="en", slug="terms", title="Terms")
        an_address("/terms-of-use/", "page", page.pk)
        assert leads_to(client, "/terms-of-use/") == (301, "/terms/")

    @pytest.mark.parametrize("kind", ["tag", "section", "author", "page", "story"])
    def test_a_target_that_is_gone_for_good_is_not_found(self, client: Client, kind: str) -> None:
        an_address("/tags/old/", kind, 999)
        assert leads_to(client, "/tags/old/") == (404, "")


class MissTests:
    @pytest.mark.parametrize(
        "path",
        [
            "/nothing/",
            "/a/b/c/",
            "/%00/",
            "/tags/%00/",
            "/" + "x" * 3000 + "/",
            "/%ff%fe/",
            "/.env",
        ],
    )
    def test_any_other_path_is_not_found(self, client: Client, path: str) -> None:
        assert leads_to(client, path) == (404, "")

    def test_two_slashes_in_front_lead_nowhere_else(self, client: Client) -> None:
        for path in ("//evil.example/", "//evil.example", "/ru//evil.example/", "/en//evil.example"):
            response = client.get("/", PATH_INFO=path)
            assert response.status_code in (301, 404)
            assert not response.get("Location", "/").startswith("//"), path

    def test_the_desk_is_not_asked_about(self, client: Client) -> None:
        an_address("/admin/nothing/", "story", a_slice().story_id)
        assert client.get("/admin/nothing/").status_code in (302, 404)
