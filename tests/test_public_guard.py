"""The guard that stands around every public request of every test is itself seen to refuse."""

from __future__ import annotations

import threading
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from articles.models import Article, FrontPin, PublishedArticle, Revision
from newsroom import chrome
from tests.public_guard import DESK_TABLES, PublicGuard, ReadsTheDesk

pytestmark = pytest.mark.django_db


def reads_a_draft(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(Article.objects.count()))


def swallows_what_it_reads(request: HttpRequest) -> HttpResponse:
    try:
        Revision.objects.exists()
    except Exception:
        return HttpResponse("nothing happened")
    return HttpResponse("read")


def reads_past_the_models(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM articles_autosave")
    return HttpResponse("read")


def reads_the_pins(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(FrontPin.objects.count()))


def reads_the_chrome(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(len(chrome.build("en")["front"])))


def reads_what_is_public(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(PublishedArticle.public.at().count()))


urlpatterns = [
    path("draft/", reads_a_draft),
    path("quiet/", swallows_what_it_reads),
    path("raw/", reads_past_the_models),
    path("pins/", reads_the_pins),
    path("chrome/", reads_the_chrome),
    path("public/", reads_what_is_public),
    path("admin/draft/", reads_a_draft),
]


@pytest.fixture(autouse=True)
def these_urls(settings: Any) -> None:
    settings.ROOT_URLCONF = __name__


class GuardTests:
    @pytest.mark.parametrize("address", ["/draft/", "/raw/", "/pins/"])
    def test_a_public_view_that_reads_the_desk_is_stopped(
        self, client: Client, public_guard: PublicGuard, address: str
    ) -> None:
        with pytest.raises(ReadsTheDesk):
            client.get(address)
        assert len(public_guard.take()) == 1

    def test_a_view_that_swallows_the_refusal_is_noticed(
        self, client: Client, public_guard: PublicGuard
    ) -> None:
        assert client.get("/quiet/").content == b"nothing happened"
        assert ["articles_revision" in found for found in public_guard.take()] == [True]

    def test_what_is_public_may_be_read(self, client: Client, public_guard: PublicGuard) -> None:
        assert client.get("/public/").content == b"0"
        assert public_guard.take() == []

    def test_the_chrome_may_ask_what_is_pinned(self, client: Client, public_guard: PublicGuard) -> None:
        assert client.get("/chrome/").content == b"0"
        assert public_guard.take() == []

    def test_the_desk_may_read_itself(self, client: Client, public_guard: PublicGuard) -> None:
        assert client.get("/admin/draft/").content == b"0"
        assert public_guard.take() == []

    def test_it_stands_only_while_a_request_runs(self, client: Client, public_guard: PublicGuard) -> None:
        client.get("/public/")
        assert Article.objects.count() == 0
        with public_guard.reading(), pytest.raises(ReadsTheDesk):
            Article.objects.count()
        assert Article.objects.count() == 0
        public_guard.take()

    def test_names_that_only_begin_alike_pass(self, public_guard: PublicGuard) -> None:
        with public_guard.reading(), connection.cursor() as cursor:
            cursor.execute("SELECT 1 AS articles_articles, 2 AS articles_revisions")
        assert public_guard.take() == []

    def test_the_tables_are_there_under_these_names(self) -> None:
        assert set(DESK_TABLES) <= set(connection.introspection.table_names())


@pytest.mark.django_db(transaction=True)
def test_it_stands_in_the_threads_of_the_live_server(live_server: Any, public_guard: PublicGuard) -> None:
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(f"{live_server.url}/draft/")
    assert threading.current_thread() is threading.main_thread()
    assert len(public_guard.take()) == 1


class SampleTests:
    """Each forgets what it drew: these samples are no news for the summary."""

    def test_a_sample_is_seeded_of_its_size_and_says_so(
        self, request: pytest.FixtureRequest, long_sample: Callable[..., list[int]]
    ) -> None:
        first, second = long_sample(range(1000), 10), long_sample(range(1000), 10)
        said = list(request.node.user_properties)
        request.node.user_properties.clear()
        assert first == second == sorted(first)
        size = len(first)
        assert size in (10, 1000)
        assert said == [("sampled", f"sampled {size:,} of 1,000")] * 2

    def test_what_is_short_is_taken_whole(
        self, request: pytest.FixtureRequest, long_sample: Callable[..., list[int]]
    ) -> None:
        chosen = long_sample([3, 1, 2], 10)
        request.node.user_properties.clear()
        assert chosen == [3, 1, 2]
