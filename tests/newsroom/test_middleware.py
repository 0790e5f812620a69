"""The language of an address, the language of the desk, and the content policy of both."""

from __future__ import annotations

import gzip
import re

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation

from articles.models import Role
from newsroom.middleware import CompressionMiddleware, LanguageFromPathMiddleware
from tests.articles.public.rows import a_slice
from tests.cast import a_person

pytestmark = pytest.mark.django_db
PASSWORD_BACKEND = "django.contrib.auth.backends.ModelBackend"


class LanguageFromPathTests:
    @pytest.mark.parametrize(
        ("path", "language"), [("/", "en"), ("/ru/", "ru"), ("/uk/articles/", "uk"), ("/ru/nothing/", "ru")]
    )
    def test_the_path_alone_decides(self, client: Client, path: str, language: str) -> None:
        for asked in ("", "ru", "uk;q=0.9,en"):
            response = client.get(path, headers={"Accept-Language": asked}, follow=False)
            assert response["Content-Language"] == language
            assert f'<html lang="{language}">' in response.content.decode()
            assert response["Vary"] == "Accept-Encoding"

    def test_a_language_cookie_changes_nothing(self, client: Client) -> None:
        client.cookies["django_language"] = "ru"
        assert client.get("/")["Content-Language"] == "en"

    @pytest.mark.parametrize(
        "path",
        [
            "/ru/admin/", "/ru/admin/login/", "/ru/media/x/480.jpg", "/ru/static/newsroom/css/site.css",
            "/ru/healthz", "/ru/readyz", "/ru/robots.txt", "/ru/sitemap.xml", "/ru/s/1/", "/ru/logo/", "/ru/ru/",
            "/ru/en/", "/ru//admin/", "/de/",
        ],
    )  # fmt: skip
    def test_what_stands_once_does_not_stand_under_a_prefix(self, client: Client, path: str) -> None:
        response = client.get(path)
        assert response.status_code == 404
        assert "nonce" not in response["Content-Security-Policy"]

    @pytest.mark.parametrize(
        ("path", "target"),
        [
            ("/en/", "/"),
            ("/en/articles/?tag=river", "/articles/?tag=river"),
            ("/en//evil.example/", "/evil.example/"),
            ("/en/%5C%5Cevil.example/", "/%5C%5Cevil.example/"),
            ("/ru", "/ru/"),
        ],
    )
    def test_the_unprefixed_language_has_one_address(self, client: Client, path: str, target: str) -> None:
        response = client.get(path)
        assert (response.status_code, response["Location"]) == (301, target)

    def test_the_language_does_not_leak_into_the_next_request(self, rf: RequestFactory) -> None:
        from django.http import HttpResponse

        seen = []

        def answer(request):  # type: ignore[no-untyped-def]
            seen.append((translation.get_language(), request.language, request.path_info, request.path))
            return HttpResponse()

        middleware = LanguageFromPathMiddleware(answer)
        middleware(rf.get("/ru/articles/"))
        middleware(rf.get("/articles/"))
        assert seen == [
            ("ru", "ru", "/articles/", "/ru/articles/"),
            ("en", "en", "/articles/", "/articles/"),
        ]


class DeskLanguageTests:
    def test_everybody_reads_their_own(self, client: Client) -> None:
        person = a_person("writer", Role.WRITER)
        for language, shown in (("ru", "ru"), ("uk", "uk"), ("", "en"), ("xx", "en")):
            type(person).objects.filter(pk=person.pk).update(language=language)
            client.force_login(person, PASSWORD_BACKEND)
            response = client.get("/admin/", headers={"Accept-Language": "fr"})
            assert response["Content-Language"] == shown

    def test_a_stranger_reads_the_language_of_the_site(self, client: Client) -> None:
        response = client.get("/admin/login/", headers={"Accept-Language": "ru"})
        assert response["Content-Language"] == "en"


class ContentPolicyTests:
    def directive(self, client: Client, path: str, name: str) -> str:
        policy = client.get(path)["Content-Security-Policy"]
        found = re.search(rf"{name} ([^;]+)", policy)
        assert found
        return found[1]

    @pytest.mark.parametrize("path", ["/", "/nothing/", "/articles/", "/feeds/rss.xml", "/robots.txt"])
    def test_public_pages_are_strict_and_without_a_nonce(self, client: Client, path: str) -> None:
        for name in ("script-src", "style-src", "img-src"):
            assert self.directive(client, path, name) == "'self'"
        assert self.directive(client, path, "default-src") == "'none'"

    def test_public_pages_hold_no_inline_style_or_script(self, client: Client) -> None:
        for path in ("/", "/articles/?tag=x", "/search/?q=x", "/tags/", "/nothing/"):
            page = client.get(path).content.decode()
            assert not re.search(r"\sstyle=|<style|\son\w+=|<script(?! type=\"application/ld| src=)", page), (
                path
            )

    def test_the_desk_has_a_nonce_of_its_own_each_time(self, client: Client) -> None:
        client.force_login(a_person("writer", Role.WRITER), PASSWORD_BACKEND)
        nonces = set()
        for _time in range(2):
            response = client.get("/admin/")
            found = re.search(r"script-src 'self' 'nonce-([^']+)'", response["Content-Security-Policy"])
            assert found and f'nonce="{found[1]}"' in response.content.decode()
            nonces.add(found[1])
        assert len(nonces) == 2

    def test_only_the_desk_shows_pictures_that_are_not_stored_yet(self, client: Client) -> None:
        assert self.directive(client, "/admin/login/", "img-src") == "'self' data: blob:"


class CompressionTests:
    @staticmethod
    def page(client: Client, path: str = "/", **headers: str) -> HttpResponse:
        # An empty front page is near the size below which nothing is compressed.
        for number in range(20):
            a_slice(f"Council keeps the night ferry, {number}")
        return client.get(path, headers=headers)

    def test_a_reader_s_page_goes_out_compressed_and_is_the_same_page(self, client: Client) -> None:
        plain = self.page(client)
        squeezed = client.get("/", headers={"Accept-Encoding": "br, gzip"})
        assert squeezed["Content-Encoding"] == "gzip" and "Content-Encoding" not in plain
        assert gzip.decompress(squeezed.content) == plain.content
        assert int(squeezed["Content-Length"]) == len(squeezed.content) < len(plain.content) / 3
        assert "Accept-Encoding" in squeezed["Vary"] and "Accept-Encoding" in plain["Vary"]

    def test_the_desk_and_whoever_is_signed_in_get_theirs_as_it_is(self, client: Client) -> None:
        """A secret that is compressed beside words from outside can be guessed by its length."""
        assert "Content-Encoding" not in self.page(client, "/admin/login/", **{"Accept-Encoding": "gzip"})
        client.force_login(a_person("writer", Role.WRITER), PASSWORD_BACKEND)
        assert "Content-Encoding" not in client.get("/", headers={"Accept-Encoding": "gzip"})

    def test_a_strong_name_becomes_a_weak_one(self, rf: RequestFactory) -> None:
        def answer(request: HttpRequest) -> HttpResponse:
            return HttpResponse("words " * 1000, headers={"ETag": '"7"'})

        response = CompressionMiddleware(answer)(rf.get("/", headers={"Accept-Encoding": "gzip"}))
        assert response["ETag"] == 'W/"7"'
