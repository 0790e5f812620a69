"""Every public address, asked as everybody in every way: no word of a story that is hidden from readers comes out.

A word of its own stands in each field of each story. What is asked with such a word is asked with one that stands
nowhere as well: the two answers must be the same, so that not even the number of hits tells that there is something.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any
from urllib.parse import quote, unquote

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import URLResolver, get_resolver

from articles.workflow import actions
from newsroom.models import Page
from tests.canaries import LENGTH, SHOWN_WHEN_LIVE, STATES, Garden, Planted
from tests.cast import PASSWORD_BACKEND, Cast
from tests.conftest import Clock

LANGUAGES = ("", "/ru", "/uk")
METHODS = ("GET", "HEAD", "RANGE")
NO_STORY = 987_654_321
A_SAMPLE = 2_600
"""Asked in `make test`: a few seconds of them."""
NOT_FOR_READERS = ("admin/", "preview/")
"""The desk has a table of its own, and so have the links that show one unpublished story."""

# Route -> the addresses that it stands for, given one of the stories.
SHARED: dict[str, str] = {
    "healthz": "/healthz",
    "readyz": "/readyz",
    "favicon.ico": "/favicon.ico",
    "logo/": "/logo/",
    "": "/",
    "search/": "/search/",
    "corrections/": "/corrections/",
    "articles/": "/articles/",
    "sections/": "/sections/",
    "authors/": "/authors/",
    "tags/": "/tags/",
    "feeds/rss.xml": "/feeds/rss.xml",
    "sitemap.xml": "/sitemap.xml",
    "sitemaps/<yyyy:year>-<nn:month>.xml": "/sitemaps/2026-11.xml",
    "sitemaps/pages.xml": "/sitemaps/pages.xml",
    "robots.txt": "/robots.txt",
    "articles/<yyyy:year>/<nn:month>/": "/articles/2026/11/",
    "articles/<yyyy:year>/<nn:month>/<nn:day>/": "/articles/2026/11/23/",
    "<slug:slug>/": "/terms/",
    "digests/<yyyy:year>-<nn:month>-<nn:day>/": "/digests/2026-11-24/",
}
Makes = Callable[[Planted], Iterable[str]]
OF_A_STORY: dict[str, Makes] = {
    "articles/<yyyy:year>/<nn:month>/<nn:day>/<words:slug>/": lambda one: [one.path],
    "articles/<yyyy:year>/<nn:month>/<nn:day>/<words:slug>.pdf": lambda one: [one.path.removesuffix("/") + ".pdf"],
    "articles/<yyyy:year>/<nn:month>/<nn:day>/<words:slug>/print/": lambda one: [f"{one.path}print/"],
    "s/<number:story_id>/": lambda one: [f"/s/{one.story.pk}/"],
    "sections/<words:slug>/": lambda one: [f"/sections/{one.words['section']}/"],
    "tags/<words:slug>/": lambda one: [f"/tags/{one.words['tag']}/"],
    "authors/<words:slug>/": lambda one: [f"/authors/{one.words['author']}/"],
    "sections/<words:slug>/feeds/rss.xml": lambda one: [f"/sections/{one.words['section']}/feeds/rss.xml"],
    "tags/<words:slug>/feeds/rss.xml": lambda one: [f"/tags/{one.words['tag']}/feeds/rss.xml"],
    "authors/<words:slug>/feeds/rss.xml": lambda one: [f"/authors/{one.words['author']}/feeds/rss.xml"],
    r"media/^(?P<public_key>[2-9a-z]{26})/(?P<name>[0-9]{1,4}\.(?:jpg|webp))\Z": lambda one: one.pictures,
    "<slug:slug>/": lambda one: [f"/{one.words['slug']}/", f"/{one.words['headline']}/"],
}  # fmt: skip


def public_routes() -> Iterator[str]:
    def walk(resolver: URLResolver, before: str) -> Iterator[str]:
        for pattern in resolver.url_patterns:
            route = f"{before}{pattern.pattern}"
            if isinstance(pattern, URLResolver):
                yield from walk(pattern, route)
            elif not route.startswith(NOT_FOR_READERS):
                yield route

    yield from walk(get_resolver(), "")


def queries(one: Planted) -> list[str]:
    """What somebody tries who wants to see more than is shown."""
    words, story = one.words, one.story
    return [
        "",
        f"?q={words['headline']}",
        f"?q={words['body']}",
        f"?q={words['author']}",
        f"?tag={words['tag']}",
        f"?author={words['author']}",
        f"?section={words['section']}&kind={words['kind']}",
        f"?before=2030-01-01T00:00:00+00:00_{story.pk + 1}",
        "?page=2",
        "?language=all",
        f"?preview=1&revision={story.latest_revision_id}&id={story.pk}&p={story.pk}",
        "?state=draft&format=json&static=1&status=draft",
    ]


QUERIES_OF_A_STORY = (0, 1, 4, 7, 10, 11)
"""Which of them are tried at a story's own addresses."""


@dataclass(frozen=True, slots=True)
class Probe:
    address: str
    one: Planted
    role: str
    method: str
    route: str

    def twin(self, never: str) -> str:
        """The same with a word that stands nowhere, and a number that no story has."""
        address = self.address
        for word in self.one.words.values():
            address = address.replace(word, never)
        return address.replace(f"/s/{self.one.story.pk}/", f"/s/{NO_STORY}/")


def probes(garden: Garden, roles: list[str]) -> list[Probe]:
    """Every address, state, role, language, method and query is tried with every other one that could matter to it.

    Only the plain address of a story is asked for by HEAD and in parts as everybody; a page that is all stories' is
    asked about every story as a reader, and about one of them as everybody else.
    """
    return [*_of_stories(garden, roles), *_shared(garden, roles)]


def _of_stories(garden: Garden, roles: list[str]) -> Iterator[Probe]:
    for one, (route, makes) in product(garden, OF_A_STORY.items()):
        given = queries(one)
        for address in makes(one):
            for role, language, number in product(roles, LANGUAGES, QUERIES_OF_A_STORY):
                yield Probe(language + address + given[number], one, role, "GET", route)
            for role, method in product(roles, ("HEAD", "RANGE")):
                yield Probe(address, one, role, method, route)


def _shared(garden: Garden, roles: list[str]) -> Iterator[Probe]:
    for route, address in SHARED.items():
        for one, language in product(garden, LANGUAGES):
            for query in queries(one):
                yield Probe(language + address + query, one, roles[0], "GET", route)
        one = garden.state("scheduled")
        for role, method, language, query in product(roles[1:], METHODS, LANGUAGES, queries(one)):
            yield Probe(language + address + query, one, role, method, route)


class Crawler:
    def __init__(self, garden: Garden, cast: Cast) -> None:
        self.garden = garden
        self.clients = {"anonymous": Client(raise_request_exception=False)}
        for name, person in cast.everyone().items():
            client = Client(raise_request_exception=False)
            client.force_login(person, PASSWORD_BACKEND)
            self.clients[name] = client
        self.hidden = {word: one for one in garden for word in one.hidden_words()}
        self._any = re.compile(rf"zq[a-z0-9]{{{LENGTH - 2}}}")
        self._twins: dict[tuple[str, str, str], tuple[int, str]] = {}

    def ask(self, role: str, method: str, address: str) -> tuple[int, str]:
        """Status, and all that comes back: headers, and body with what percent signs hide."""
        headers = {"HTTP_RANGE": "bytes=0-"} if method == "RANGE" else {}
        response: HttpResponse = self.clients[role].generic(
            "HEAD" if method == "HEAD" else "GET", address, **headers
        )
        body = b"".join(response.streaming_content) if response.streaming else response.content
        head = "\n".join(f"{name}: {value}" for name, value in response.items() if name not in VARYING)
        text = f"{head}\n\n{body.decode('utf-8', 'replace')}"
        return response.status_code, f"{text}\n{unquote(text)}"

    def wrong(self, probe: Probe) -> str:
        if _is_for_the_desk(probe):
            return ""
        status, text = self.ask(probe.role, probe.method, probe.address)
        if status >= 500 and status != 503:
            return f"{probe.role} {probe.method} {probe.address}: {status}"
        found = {word for word in self._any.findall(text) if word in self.hidden}
        if echoed := {word for word in found if word in probe.address}:
            found -= self._only_echoed(probe, echoed, status, text)
        if found:
            one = self.hidden[min(found)]
            fields = [name for name, word in one.words.items() if word in found]
            return (
                f"{probe.role} {probe.method} {probe.address} shows {fields} of the story that is {one.state}"
            )
        return self._tells_the_two_apart(probe, status)

    def _only_echoed(self, probe: Probe, words: set[str], status: int, text: str) -> set[str]:
        """Those that the answer only says back, exactly as it says back one that stands nowhere."""
        never = self.garden.never
        twin_status, twin = self._twin(probe)
        for word in words:  # The others stand there by right: the section of a live story is in the menu.
            text = text.replace(word, never)
        same = (status, text.count(never)) == (twin_status, twin.count(never))
        return words if same else set()

    def _tells_the_two_apart(self, probe: Probe, status: int) -> str:
        """What was never public answers as what does not exist."""
        if probe.one.was_public or probe.twin(self.garden.never) == probe.address:
            return ""
        twin_status, _text = self._twin(probe)
        if status == twin_status:
            return ""
        return f"{probe.role} {probe.method} {probe.address}: {status}, and {twin_status} where nothing is"

    def _twin(self, probe: Probe) -> tuple[int, str]:
        key = (probe.role, probe.method, probe.twin(self.garden.never))
        if key not in self._twins:
            self._twins[key] = self.ask(*key)
        return self._twins[key]


VARYING = ("ETag", "Content-Length", "Date")
"""They follow the length and the words of the question."""
DESK = ("writer", "editor", "chief", "photo_editor")


def _is_for_the_desk(probe: Probe) -> bool:
    """A picture that readers do not see is shown to whoever works with photos."""
    return probe.route.startswith("media/") and probe.role.startswith(DESK)


@pytest.fixture
def garden(cast: Cast, clock: Clock) -> Garden:
    Page.objects.create(language="en", slug="terms", title="Terms", body="<p>Terms.</p>")
    planted = Garden(cast, clock.now)
    cache.clear()
    return planted


class AddressTests:
    def test_every_public_address_is_crawled(self) -> None:
        unknown = set(public_routes()) - SHARED.keys() - OF_A_STORY.keys()
        assert not unknown, (
            f"Nobody has tried whether these addresses keep secrets: {sorted(unknown)}. Add them to SHARED or to OF_A_STORY."
        )

    def test_it_crawls_no_address_that_is_no_more(self) -> None:
        assert not (SHARED.keys() | OF_A_STORY.keys()) - set(public_routes())


class CrawlTests:
    def test_no_word_of_a_hidden_story_comes_out(
        self, garden: Garden, cast: Cast, long_sample: Callable[..., list[Any]], record_property: Any
    ) -> None:
        crawler = Crawler(garden, cast)
        everything = probes(garden, list(crawler.clients))
        chosen = long_sample(everything, A_SAMPLE)
        wrong = [sentence for probe in chosen if (sentence := crawler.wrong(probe))]
        counts = (
            f"{len(set(public_routes()))} routes, {len({probe.address for probe in everything})} addresses, "
            f"{len(crawler.clients)} roles, {len(STATES)} states, {len(everything)} probes"
        )
        print(f"Crawled: {counts}; {len(chosen)} of them now.")  # noqa: T201
        assert not wrong, "\n".join([f"{len(wrong)} of {len(chosen)}:", *wrong[:40]])

    def test_every_word_shows_once_the_story_is_published(self, garden: Garden, cast: Cast) -> None:
        """The positive control: what the crawler does not see is hidden, and not merely missed."""
        one = garden.state("approved")
        crawler = Crawler(garden, cast)
        assert not _seen_by_readers(crawler, one)
        actions.publish(one.story, cast.chief)
        one.story.refresh_from_db()
        one.path = one.story.path
        cache.clear()
        seen = _seen_by_readers(crawler, one)
        assert sorted(seen) == sorted(SHOWN_WHEN_LIVE)

    def test_it_notices_what_comes_out(self, garden: Garden, cast: Cast, clock: Clock) -> None:
        """Three days on readers see what was scheduled, and the crawler, who was told that it is hidden, says so."""
        crawler = Crawler(garden, cast)
        clock.move(days=3)
        for state in ("scheduled", "embargoed", "update scheduled"):
            one = garden.state(state)
            probe = Probe(one.path, one, "anonymous", "GET", "")
            assert crawler.wrong(probe), state
            search = Probe(f"/search/?q={one.words['headline']}", one, "anonymous", "GET", "")
            assert crawler.wrong(search), state


def _seen_by_readers(crawler: Crawler, one: Planted) -> set[str]:
    """The fields whose words come out at some plain address."""
    text = ""
    for language in LANGUAGES[:1]:
        addresses = [*SHARED.values(), *(address for makes in OF_A_STORY.values() for address in makes(one))]
        for address in addresses:
            answer = crawler.ask("anonymous", "GET", language + quote(address))[1]
            text += "" if address.startswith("/search/") else answer
    return {name for name, word in one.words.items() if word in text}


def test_the_choice_of_words_is_the_same_every_time() -> None:
    from tests.canaries import a_word

    assert a_word(random.Random(4)) == a_word(random.Random(4))
