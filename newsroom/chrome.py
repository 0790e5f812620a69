"""The chrome: what surrounds every page of one language, as one stored row, so that a page pays one query for it.

Rewritten whenever the settings, words, links, pages, sections or publications change; `articles` adds the menu
of sections through `register`, because this layer knows no sections. An item of the menu carries the intervals in
which it is shown, and they are compared with the clock at reading: a section whose first story is scheduled comes
into the menu at the story's second, with no worker.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from newsroom.lib import languages
from newsroom.lib.prepared import Prepared, Slot
from newsroom.models import Chrome, FooterLink, SiteSettings, SiteWords

Words = dict[str, Any]
Provider = Callable[[Sequence[str]], dict[str, Words]]
"""Gives further words of each of these languages. Items of its lists may carry `shown`: pairs of timestamps, from and until."""

DEFAULT_NAME = "Newsroom"
LOGO_PATH = "/logo/"

_providers: list[Provider] = []


def register(provider: Provider) -> None:
    if provider not in _providers:
        _providers.append(provider)


@transaction.atomic
def rewrite(**kwargs: Any) -> None:
    """Store the chrome of every language anew; nothing is written where nothing changed. Fits any signal."""
    # Under a lock, so that of two at once the one that looked last also writes last.
    stored = {row.language: row for row in Chrome.objects.select_for_update()}
    for language, words in build_all(languages.codes()).items():
        row = stored.get(language)
        if row is None or row.words != words:
            Chrome.objects.update_or_create(language=language, defaults={"words": words})


class ShownWords(dict[str, Any]):
    """The words of one language as they stand on one day. Shared by many requests: read, never write."""

    def __init__(self, words: Words, today: date) -> None:
        super().__init__(words)
        self.today = today
        self.made: dict[str, Any] = {}
        """What `newsroom.frame` has made of them: it stands as long as they do."""


@dataclass(frozen=True, slots=True)
class _Standing:
    """What a stored row said, and between which moments it says just that."""

    stored: Any
    site_url: str
    since: float
    until: float
    words: ShownWords

    def is_so(self, stored: Any, instant: float) -> bool:
        return (
            self.since <= instant < self.until
            and self.stored == stored
            and self.site_url == settings.SITE_URL
        )


_standing: dict[str, _Standing] = {}
"""Language -> what its row said last. The row is read for every page, and seldom says anything new."""
_row = Prepared(lambda: Chrome.objects.filter(language=Slot("language")).values_list("words"))


def read(language: str, moment: datetime | None = None) -> ShownWords:
    """What surrounds a page of this language at `moment`: one query."""
    instant = (moment or timezone.now()).timestamp()
    rows = _row.rows({"language": language})
    # A reader's request never writes: before the first rewrite the row is made and not kept.
    stored = rows[0][0] if rows else build(language)
    known = _standing.get(language)
    if known is None or not known.is_so(stored, instant):
        known = _standing[language] = _at(stored, instant)
    return known.words


def _at(stored: Any, instant: float) -> _Standing:
    words: Words = json.loads(stored) if isinstance(stored, str) else stored
    lists = {name: value for name, value in words.items() if isinstance(value, list)}
    turns = {
        turn for items in lists.values() for item in items for span in item.get("shown", ()) for turn in span
    }
    today = timezone.localdate(datetime.fromtimestamp(instant, UTC))
    turns |= {_midnight(today), _midnight(today + timedelta(days=1))}
    shown = ShownWords(words | {name: _shown(items, instant) for name, items in lists.items()}, today)
    since = max(turn for turn in turns if turn <= instant)
    until = min(turn for turn in turns if turn > instant)
    return _Standing(stored, settings.SITE_URL, since, until, shown)


def _midnight(day: date) -> float:
    """When the day begins where the newsroom is."""
    return datetime.combine(day, time(), timezone.get_current_timezone()).timestamp()


def of(request: HttpRequest) -> ShownWords:
    """The chrome of this request's language, read once however many ask."""
    if not hasattr(request, "_chrome"):
        language = getattr(request, "language", languages.unprefixed())
        request._chrome = read(language)  # type: ignore[attr-defined]
    return request._chrome  # type: ignore[attr-defined]


def build(language: str) -> Words:
    """The words of one language as they must be stored now."""
    return build_all([language])[language]


def build_all(wanted: Sequence[str]) -> dict[str, Words]:
    """The words of these languages: what they share is asked once."""
    said = {words.language: words for words in SiteWords.objects.select_related("safety_page")}
    links = list(FooterLink.objects.filter(language__in=wanted).select_related("page"))
    logo = _logo()
    built = {language: _own_words(language, said, links) | {"logo": logo} for language in wanted}
    for provider in _providers:
        for language, words in provider(wanted).items():
            built[language] |= words
    for language, words in built.items():
        words["languages"] = _spoken(language, words.pop("live_languages", {}))
    return built


def _own_words(language: str, said: dict[str, SiteWords], links: Iterable[FooterLink]) -> Words:
    own, fallback = said.get(language), said.get(languages.unprefixed())
    links = [link for link in links if link.language == language]
    return {
        "language": language,
        "name": (own and own.name) or (fallback and fallback.name) or DEFAULT_NAME,
        "description": own.description if own else "",
        "editor_in_chief": own.editor_in_chief if own else "",
        "contacts": [{"line": line} for line in own.contacts.splitlines() if line.strip()] if own else [],
        "safety": _safety(own),
        **{place.value: _links(links, place) for place in FooterLink.Place},
    }


def _spoken(language: str, live: Words) -> list[Words]:
    """The languages of the paper: another one stands in the list while it has a live story."""
    return [
        {"code": code, "name": name, "path": languages.in_language("/", code)}
        | ({} if code in (language, languages.unprefixed()) else {"shown": live.get(code, [])})
        for code, name in languages.choices()
    ]


def _safety(own: SiteWords | None) -> dict[str, str]:
    """The notice of this language alone: what is dangerous in one country is not in the next."""
    if own is None or not own.safety_notice:
        return {}
    page = own.safety_page
    link = (
        {"title": page.title, "path": languages.in_language(f"/{page.slug}/", page.language)} if page else {}
    )
    return {"notice": own.safety_notice, **link}


def _links(links: Iterable[FooterLink], place: FooterLink.Place) -> list[dict[str, str]]:
    return [
        {
            "label": link.label,
            "path": languages.in_language(f"/{link.page.slug}/", link.language)
            if link.page
            else link.address,
        }
        for link in links
        if link.place == place
    ]


def _logo() -> str:
    site = SiteSettings.objects.first()
    return LOGO_PATH if site and site.logo else ""


def _shown(items: list[Any], instant: float) -> list[Any]:
    """The items whose intervals hold `instant`; one without intervals is always shown."""
    return [
        item
        for item in items
        if "shown" not in item or any(start <= instant < end for start, end in item["shown"])
    ]
