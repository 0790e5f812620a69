"""The page of an evening's digest: when it stands, what stands in it, and at what cost."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Digest, DigestLine, PublishedArticle
from articles.public.pages import all_pages, pages_showing
from newsroom import chrome
from tests.articles.public.rows import a_slice, many_like
from tests.cast import a_section
from tests.conftest import Clock

pytestmark = pytest.mark.django_db
PAGE = "/digests/2026-11-24/"


def a_digest(
    *stories: PublishedArticle | tuple[PublishedArticle, str],
    language: str = "en",
    published_at: datetime | None = None,
    is_published: bool = True,
    **fields: Any,
) -> Digest:
    when = published_at or timezone.now() - timedelta(minutes=1)
    digest = Digest.objects.create(
        language=language,
        published_at=when if is_published else None,
        **{"day": date(2026, 11, 24), "title": "The evening", **fields},
    )
    for place, story in enumerate(stories, 1):
        row, line = story if isinstance(story, tuple) else (story, "")
        DigestLine.objects.create(digest=digest, story_id=row.story_id, line=line, order=place)
    return digest


def lines(client: Client, path: str = PAGE) -> list[str]:
    response = client.get(path)
    assert response.status_code == 200, response.status_code
    page = response.content.decode().replace("\xa0", " ")
    return re.findall(r'class="card-headline"><a href="[^"]*">([^<]*)<', page)


class PageTests:
    def test_it_shows_its_lines_in_their_order_with_title_and_first_words(self, client: Client) -> None:
        one, two = a_slice("Ferry saved"), a_slice("Port busier")
        a_digest((two, "The port, in a line"), one, intro="A long day.\n\nAnd <b>wet</b>.")
        assert lines(client) == ["The port, in a line", "Ferry saved"]
        page = client.get(PAGE).content.decode()
        assert "<h1>The evening</h1>" in page and "And &lt;b&gt;wet&lt;/b&gt;." in page
        assert f'href="{one.path}"' in page
        assert '<link rel="canonical" href="http://127.0.0.1:8000/digests/2026-11-24/">' in page

    def test_it_is_not_there_before_it_is_published(self, client: Client, clock: Clock) -> None:
        a_digest(a_slice(), is_published=False)
        assert client.get(PAGE).status_code == 404
        Digest.objects.update(published_at=clock.now + timedelta(seconds=1))
        assert client.get(PAGE).status_code == 404
        clock.move(seconds=1)
        assert client.get(PAGE).status_code == 200

    def test_a_story_that_readers_do_not_see_stands_in_no_digest(self, client: Client, clock: Clock) -> None:
        stays = a_slice("Stays")
        leaves = a_slice("Leaves", visible_until=clock.now + timedelta(hours=1))
        later = a_slice("Later", published_at=clock.now, visible_from=clock.now + timedelta(hours=2))
        wrong = a_slice("Wrong", form=PublishedArticle.Form.RETRACTION, words_for_readers="Wrong.")
        a_digest((leaves, "It leaves"), (later, "It comes"), (wrong, "It was wrong"), stays)
        assert lines(client) == ["It leaves", "Stays"]
        clock.move(hours=1)
        assert lines(client) == ["Stays"]
        assert b"It leaves" not in client.get(PAGE).content
        clock.move(hours=1)
        assert lines(client) == ["It comes", "Stays"]

    def test_one_whose_stories_are_all_gone_is_no_page(self, client: Client, clock: Clock) -> None:
        a_digest(a_slice(visible_until=clock.now + timedelta(hours=1)))
        clock.move(hours=1)
        assert client.get(PAGE).status_code == 404

    def test_every_language_has_its_own(self, client: Client) -> None:
        a_digest(a_slice("Паром", language="ru"), language="ru", title="Вечер")
        assert client.get(PAGE).status_code == 404
        assert lines(client, f"/ru{PAGE}") == ["Паром"]

    def test_a_story_of_another_language_stands_in_none(self, client: Client) -> None:
        a_digest(a_slice("Ferry"), a_slice("Паром", language="ru"))
        assert lines(client) == ["Ferry"]

    @pytest.mark.parametrize("day", ["2026-02-30", "2026-13-01", "0000-01-01", "2026-11-23"])
    def test_a_day_without_one_is_no_page(self, client: Client, day: str) -> None:
        a_digest(a_slice())
        assert client.get(f"/digests/{day}/").status_code == 404

    def test_nothing_changes_by_post(self, client: Client) -> None:
        a_digest(a_slice())
        assert client.post(PAGE).status_code == 405

    def test_it_costs_three_queries_however_long_it_is(
        self, client: Client, django_assert_num_queries: Any
    ) -> None:
        story = a_slice(section=a_section("Politics"), tags=["River"])
        a_digest(story, *many_like(story, 20))
        chrome.rewrite()
        with django_assert_num_queries(3):
            assert len(lines(client)) == 21


class AddressTests:
    def test_the_sitemap_names_those_that_stand(self, clock: Clock) -> None:
        a_digest(a_slice())
        a_digest(a_slice("Паром", language="ru"), language="ru")
        a_digest(a_slice(), day=date(2026, 11, 23), is_published=False)
        a_digest(a_slice(visible_until=clock.now), day=date(2026, 11, 22))
        chrome.rewrite()
        found = {page.path for page in all_pages() if "/digests/" in page.path}
        assert found == {PAGE, f"/ru{PAGE}"}

    def test_a_story_knows_the_digest_that_shows_it(self) -> None:
        story, other = a_slice(), a_slice()
        a_digest(story)
        assert PAGE in pages_showing(story.story_id)
        assert PAGE not in pages_showing(other.story_id)
