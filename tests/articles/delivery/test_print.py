"""The story's page for the printer."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import PublishedArticle
from articles.rendering.printed import for_print
from tests.architecture import ROOT
from tests.articles.public.rows import a_slice
from tests.cast import an_author

pytestmark = pytest.mark.django_db
ADDRESS = "https://paper.example/articles/2026/11/24/ferry/"


def page_of(client: Client, story: PublishedArticle, status: int = 200) -> str:
    response = client.get(f"{story.address}print/")
    assert response.status_code == status
    return response.content.decode()


def a_full_story(**fields: Any) -> PublishedArticle:
    display = {
        "footnotes": ["Minutes of the council."],
        "corrections": [
            {"kind": "correction", "text": "It was 16 votes.", "made_at": "2026-11-24T11:30:00+00:00"}
        ],
    }
    return a_slice(
        "The ferry stays",
        **{
            "standfirst": "For a year.",
            "authors": [an_author("Vera Lindqvist")],
            "lead_html": '<figure><img src="/media/x/800.jpg" alt="" loading="lazy">'
            '<figcaption><span class="credit">Photo: EPA / TOLGA AKMEN</span></figcaption></figure>',
            "body_html": '<p>See <a href="/tags/river/">the river</a>.</p>',
            "updated_at": timezone.now(),
            "display": display,
            **fields,
        },
    )


class PrintPageTests:
    def test_it_shows_the_story_and_the_way_back(self, client: Client) -> None:
        story = a_full_story()
        page = page_of(client, story)
        for words in (
            "The ferry stays", "For a year.", "Vera Lindqvist", "Photo: EPA / TOLGA AKMEN", "UTC</time>", "Updated",
            "Minutes of the council.", "It was 16 votes.", "(http://127.0.0.1:8000/tags/river/)",
            f"http://127.0.0.1:8000{story.path}</a>", f"127.0.0.1:8000/s/{story.story_id}</a>", '<svg role="img"',
            f'<link rel="canonical" href="http://127.0.0.1:8000{story.path}">', '<meta name="robots" content="noindex">',
            "print.css", "print.js",
        ):  # fmt: skip
            assert words in page, words
        assert 'loading="lazy"' not in page

    def test_it_breaks_no_content_policy(self, client: Client) -> None:
        page = page_of(client, a_full_story())
        assert (
            " style=" not in page
            and "<style" not in page
            and " on" not in re.findall(r"<button[^>]*>", page)[0]
        )
        assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", page))

    def test_it_says_it_in_russian(self, client: Client) -> None:
        story = a_full_story(language="ru")
        page = page_of(client, story)
        assert '<html lang="ru">' in page and "Обновлено" in page and "Исправление" in page

    def test_it_asks_the_database_three_times_at_most(
        self, client: Client, django_assert_max_num_queries: Any
    ) -> None:
        story = a_full_story()
        with django_assert_max_num_queries(3):
            page_of(client, story)

    def test_a_retraction_prints_its_notice_and_nothing_else(self, client: Client) -> None:
        story = a_full_story(form=PublishedArticle.Form.RETRACTION, words_for_readers="It was forged.")
        page = page_of(client, story)
        assert "It was forged." in page and "the river" not in page and "For a year." not in page

    def test_it_is_where_its_story_is(self, client: Client) -> None:
        assert client.get("/articles/2026/11/24/nothing/print/").status_code == 404
        gone = a_full_story(
            visible_until=timezone.now(), end_reason="unpublished", words_for_readers="We took it down."
        )
        assert "We took it down." in page_of(client, gone, 410)

    def test_the_sheet_fits_both_papers(self) -> None:
        css = (Path(ROOT) / "newsroom/static/newsroom/css/print.css").read_text()
        assert "@page { size: auto;" in css


class AddressTests:
    def test_every_link_is_followed_by_its_whole_address(self) -> None:
        html = for_print('<p><a href="/tags/a/">A</a>, <a href="mailto:x@y.example">us</a></p>', ADDRESS)
        assert 'href="https://paper.example/tags/a/"' in html
        assert "(https://paper.example/tags/a/)</span>, " in html and "(x@y.example)" in html

    def test_a_link_that_is_its_address_is_not_said_twice(self) -> None:
        html = for_print('<p><a href="https://x.example/a">x.example/a</a></p>', ADDRESS)
        assert "class" not in html

    def test_the_mark_of_a_footnote_stays_as_it_is(self) -> None:
        html = for_print('<p>a<sup><a href="#note-1">1</a></sup></p>', ADDRESS)
        assert "address" not in html and 'href="#note-1"' in html

    def test_a_photo_is_the_one_that_is_large_enough_for_paper(self) -> None:
        html = for_print(
            '<picture><source type="image/webp" srcset="/a.webp 480w" sizes="40vw">'
            '<img src="/800.jpg" srcset="/480.jpg 480w" sizes="40vw" alt="A quay" loading="lazy"></picture>',
            ADDRESS,
        )
        assert html == '<picture><img src="/800.jpg" alt="A quay"></picture>'

    def test_words_stay_words(self) -> None:
        html = for_print('<p>&lt;b&gt; <a href="https://x.example/?a=1&amp;b=%22">a &amp; b</a></p>', ADDRESS)
        assert "&lt;b&gt;" in html and "(https://x.example/?a=1&amp;b=%22)" in html
