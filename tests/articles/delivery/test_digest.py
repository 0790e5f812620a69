"""The evening digest as it is sent: a post, and a letter."""

from __future__ import annotations

import re
from datetime import date

import pytest
from lxml import html as lxml_html

from articles.delivery import digest as sent
from articles.models import Digest, PublishedArticle
from articles.public.digests import Shown
from tests.articles.public.rows import a_slice

pytestmark = pytest.mark.django_db
MIRROR = "https://mirror.example"


def a_digest(language: str = "en", **fields: str) -> Digest:
    return Digest(language=language, day=date(2026, 11, 24), **{"title": "The evening", **fields})


def shown(*stories: PublishedArticle) -> list[Shown]:
    return [Shown(words=f"Line: {story.headline}", story=story) for story in stories]


class PostTests:
    def test_every_line_carries_the_address_of_its_story(self) -> None:
        one, two = a_slice("One"), a_slice("Two")
        text = sent.post(a_digest(intro="Good evening."), shown(one, two), [MIRROR]).text
        assert text.startswith("The evening\n\nGood evening.\n\n• Line: One\nhttp://127.0.0.1:8000/articles/")
        assert text.index("Line: One") < text.index("Line: Two")
        assert "http://127.0.0.1:8000/digests/2026-11-24/" in text
        assert text.endswith(f"{MIRROR}/digests/2026-11-24/")

    def test_another_language_stands_under_its_prefix(self) -> None:
        text = sent.post(a_digest("ru"), shown(a_slice(language="ru")), []).text
        assert text.endswith("/ru/digests/2026-11-24/")


class LetterTests:
    def test_it_is_whole_markup_with_whole_addresses_and_nothing_from_outside(self) -> None:
        letter = sent.letter(a_digest(intro="One.\n\nTwo."), shown(a_slice("One")), "The Lantern", [MIRROR])
        root = lxml_html.fragment_fromstring(letter)
        assert root.tag == "table" and root.get("lang") == "en"
        links = [link.get("href") for link in root.iter("a")]
        assert len(links) == 3 and all(re.match(r"https?://", link) for link in links)
        assert not list(root.iter("img", "script", "style", "link"))
        assert "The Lantern" in letter and "Line: One" in letter and "<p>Two.</p>" in letter

    def test_words_are_escaped(self) -> None:
        letter = sent.letter(
            a_digest(title="<b>A</b>", intro="<i>B</i>"),
            shown(a_slice("<script>alert(1)</script>")),
            "<u>C</u>",
            [],
        )
        assert not re.search(r"<(b|i|u|script)>", letter)
