"""Pages that are not stories, the logo, and what is said when nothing can be shown."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client, RequestFactory
from PIL import Image

from newsroom import views
from newsroom.models import Page, SiteSettings

pytestmark = pytest.mark.django_db


class PageTests:
    def test_a_page_shows_its_title_and_text(self, client: Client) -> None:
        Page.objects.create(language="en", slug="terms-of-use", title="Terms of use", body="<p>Be kind.</p>")
        shown = client.get("/terms-of-use/").content.decode()
        assert "<h1>Terms of use</h1>" in shown and "<p>Be kind.</p>" in shown

    def test_an_empty_page_says_so(self, client: Client) -> None:
        Page.objects.create(language="en", slug="terms-of-use", title="Terms of use")
        assert "The text of this page is being written." in client.get("/terms-of-use/").content.decode()

    def test_a_page_stands_in_its_language_only(self, client: Client) -> None:
        Page.objects.create(language="ru", slug="about", title="О нас")
        assert client.get("/about/").status_code == 404
        assert client.get("/ru/about/").status_code == 200

    def test_the_site_s_own_addresses_come_first(self, client: Client) -> None:
        Page.objects.create(language="en", slug="search", title="Canary")
        assert "Canary" not in client.get("/search/").content.decode()


class LogoTests:
    def test_it_is_served_as_a_picture(self, client: Client, settings: Any, tmp_path: Path) -> None:
        settings.MEDIA_ROOT = tmp_path
        site = SiteSettings.load()
        picture = io.BytesIO()
        Image.new("RGB", (20, 10)).save(picture, "PNG")
        site.logo.save("logo.png", ContentFile(picture.getvalue()))
        response = client.get("/logo/")
        assert response["Content-Type"] == "image/png"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert b"".join(response.streaming_content) == picture.getvalue()  # type: ignore[attr-defined]
        assert '<img src="/logo/"' in client.get("/").content.decode()
        Path(site.logo.path).unlink()
        assert client.get("/logo/").status_code == 404

    def test_there_is_none_until_one_is_given(self, client: Client) -> None:
        assert client.get("/logo/").status_code == 404


class ErrorPageTests:
    def test_a_missing_page_is_said_in_our_own_words(self, client: Client) -> None:
        response = client.get("/nothing/")
        assert response.status_code == 404
        page = response.content.decode()
        assert "Nothing stands here" in page
        assert 'action="/search/"' in page.partition("<main")[2], "the search that its words speak of"

    def test_the_page_of_a_fault_needs_neither_database_nor_site(
        self, rf: RequestFactory, django_assert_num_queries: Any
    ) -> None:
        with django_assert_num_queries(0):
            response = views.server_error(rf.get("/"))
        assert response.status_code == 500
        assert "Something broke on our side" in response.content.decode()

    def test_a_fault_in_a_view_shows_that_page(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*args: Any, **kwargs: Any) -> None:
            raise RuntimeError("no database")

        monkeypatch.setattr("newsroom.chrome.read", fail)
        response = Client(raise_request_exception=False).get("/")
        assert response.status_code == 500
        assert "Something broke on our side" in response.content.decode()
        assert "no database" not in response.content.decode()


class FaviconTests:
    def test_a_browser_that_asks_unbidden_gets_the_icon(self, client: Client) -> None:
        response = client.get("/favicon.ico")
        assert response.status_code == 301 and response["Location"].endswith(".svg")
        assert client.get("/ru/favicon.ico").status_code == 404
