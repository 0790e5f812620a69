"""The row by which a story leaves the page: links that are right, tell nobody anything and need no script."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.utils.translation import get_language

from articles.models import PublishedArticle
from articles.public import sharing
from tests.articles.public.rows import a_slice

pytestmark = pytest.mark.django_db

SCRIPTS = Path(django_settings.BASE_DIR) / "newsroom" / "static" / "newsroom" / "js"
HEADLINE = "«Война» & “peace”: 100% of {it}, <b>said</b> O'Neil + 1"


class Links(HTMLParser):
    """Every element with its attributes, as a browser reads them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.found.append((tag, dict(attrs)))

    def addresses(self) -> list[str]:
        return [attrs["href"] or "" for tag, attrs in self.found if tag == "a"]


def row(story: PublishedArticle, place: str = "end") -> Links:
    return Links(sharing.row(story, place))


def asked(address: str) -> dict[str, str]:
    """The query of an address, decoded as its receiver does."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def shared(story: PublishedArticle) -> dict[str, str]:
    by_host = {}
    for address in row(story).addresses():
        parts = urlsplit(address)
        by_host[parts.netloc or parts.scheme or parts.path.rpartition("/")[2]] = address
    return by_host


class LinkTests:
    @pytest.fixture
    def story(self, settings: Any) -> PublishedArticle:
        settings.SITE_URL = "https://highwater.example"
        return a_slice(HEADLINE, language="ru", slug="voyna")

    def address(self, story: PublishedArticle) -> str:
        return f"https://highwater.example/ru{story.path}"

    def test_every_service_gets_the_canonical_address_and_the_headline(self, story: PublishedArticle) -> None:
        links, address = shared(story), self.address(story)
        assert asked(links["t.me"]) == {"url": address, "text": HEADLINE}
        assert asked(links["wa.me"]) == {"text": f"{HEADLINE} {address}"}
        assert asked(links["x.com"]) == {"url": address, "text": HEADLINE}
        assert asked(links["www.facebook.com"]) == {"u": address}
        assert asked(links["mailto"]) == {"subject": HEADLINE, "body": f"{HEADLINE}\r\n\r\n{address}"}

    def test_addresses_are_those_that_the_services_have(self, story: PublishedArticle) -> None:
        starts = [address.partition("?")[0] for address in row(story).addresses()[:5]]
        assert starts == [
            "https://t.me/share/url", "https://wa.me/", "https://x.com/intent/post",
            "https://www.facebook.com/sharer/sharer.php", "mailto:",
        ]  # fmt: skip

    def test_nothing_is_left_unencoded(self, story: PublishedArticle) -> None:
        for address in row(story).addresses():
            assert address.isascii() and not re.search(r"""[\s"'<>{}]""", address)
            assert "+" not in address, "a plus is a space to some and a plus to others"

    def test_nobody_is_tracked(self, story: PublishedArticle) -> None:
        everything = row(story)
        assert "utm" not in str(everything.found) and "onclick" not in str(everything.found)
        assert all(tag not in ("script", "iframe", "img", "style") for tag, _attrs in everything.found)
        assert not any("style" in attrs for _tag, attrs in everything.found)
        for tag, attrs in everything.found:
            if tag == "a" and (attrs["href"] or "").startswith("http"):
                assert attrs["rel"] == "noopener noreferrer"

    def test_pdf_and_print_belong_to_the_story(self, story: PublishedArticle) -> None:
        path = f"/ru{story.path}"
        assert row(story).addresses()[-2:] == [f"{path[:-1]}.pdf", f"{path}print/"]

    def test_a_slug_in_any_script_is_quoted_once_here_and_twice_there(self, settings: Any) -> None:
        settings.SITE_URL = "https://highwater.example"
        story = a_slice(slug="война")
        address = f"https://highwater.example{story.path.replace('война', '%D0%B2%D0%BE%D0%B9%D0%BD%D0%B0')}"
        assert asked(shared(story)["t.me"])["url"] == address
        assert row(story).addresses()[-1] == address.removeprefix("https://highwater.example") + "print/"

    def test_the_script_finds_address_and_headline(self, story: PublishedArticle) -> None:
        _tag, attrs = row(story).found[0]
        assert (attrs["data-address"], attrs["data-title"]) == (self.address(story), HEADLINE)


class RowTests:
    def test_it_stands_twice_and_needs_no_script(self, client: Client) -> None:
        page = client.get(a_slice().path).content.decode()
        rows = re.findall(r'<div class="share share-(\w+)".*?</div>', page, re.DOTALL)
        assert rows == ["top", "end"]
        assert page.count('<details class="share-links">') == 2

    def test_what_needs_a_script_is_hidden_without_it(self) -> None:
        html = sharing.row(a_slice(), "top")
        buttons = re.findall(r"<li[^>]*><button|<button[^>]*>", html)
        assert len(buttons) == 3 and all(" hidden" in button for button in buttons)

    def test_it_speaks_the_language_of_the_story(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sharing, "render_to_string", lambda name: f"{name} in {get_language()}")
        monkeypatch.setattr(sharing, "_frame", cache(sharing._frame.__wrapped__))
        said = {language: sharing.row(a_slice(language=language), "top") for language in ("en", "ru", "en")}
        assert said == {"en": "components/share.html in en", "ru": "components/share.html in ru"}

    def test_a_retraction_is_not_for_spreading(self, client: Client) -> None:
        story = a_slice(form=PublishedArticle.Form.RETRACTION, words_for_readers="It was forged.")
        page = client.get(story.path).content.decode()
        assert 'class="share' not in page and "share.js" not in page
        assert sharing.row(story, "end") == ""

    def test_only_a_story_s_page_loads_the_script(self, client: Client) -> None:
        story = a_slice()
        assert "newsroom/js/share.js" in client.get(story.path).content.decode()
        assert "share.js" not in client.get("/").content.decode()

    def test_the_script_stays_small(self) -> None:
        assert (SCRIPTS / "share.js").stat().st_size <= 4096
