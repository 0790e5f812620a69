"""How the top of the front page is made up: the places that somebody pinned, and the newest stories in the others.

The pins travel with the chrome, which every page reads anyway: they cost the front page no query, and each leaves
on its second, because the times are compared at reading. Whether readers see a pinned story is asked with the
stories themselves, so one that was taken down, or has not come yet, leaves its place to the newest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone

from articles.models import FrontPin, PublishedArticle
from articles.models.front import MOST

BRIEFS = 6
FEWEST_BRIEFS = 4
"""Fewer make no column of their own: they stand in a row under the lead."""

Place = FrontPin.Place
Pins = Sequence[dict[str, Any]]
SECONDS = MOST[Place.SECOND]


def arrangement(wanted: Sequence[str]) -> dict[str, dict[str, Any]]:
    """For `newsroom.chrome.register`: the later of two pins in one place comes first."""
    found: dict[str, list[dict[str, Any]]] = {language: [] for language in wanted}
    pins = FrontPin.objects.filter(language__in=wanted, until__gt=timezone.now())
    for pin in pins.order_by("-since", "-pk"):
        found[pin.language].append(
            {
                "story_id": pin.story_id,
                "place": pin.place,
                "position": pin.position,
                "shown": [[0, pin.until.timestamp()]],
            }
        )
    return {language: {"front": pins} for language, pins in found.items()}


def pinned(pins: Pins, moment: datetime) -> QuerySet[PublishedArticle, Any]:
    """Those of the pinned stories that readers see, as `cards` takes a walk.

    Their language is not asked for: SQLite would read all stories of the language to find these few.
    """
    stories = PublishedArticle.public.at(moment).filter(story_id__in=[pin["story_id"] for pin in pins])
    stories = stories.filter(form=PublishedArticle.Form.STORY)
    return stories.values(published_id=F("pk"))[: len(pins)]


def on_top(pins: Pins) -> int:
    """How many stories the top of the page holds at most."""
    return 1 + SECONDS + BRIEFS + (MOST[Place.STRIP] if _has_strip(pins) else 0)


def _has_strip(pins: Pins) -> bool:
    return any(pin["place"] == Place.STRIP for pin in pins)


@dataclass(frozen=True, slots=True, kw_only=True)
class Top:
    """The top of the page, composed by how many stories there are, so that no column stands almost empty."""

    lead: PublishedArticle | None
    seconds: list[PublishedArticle]
    strip: list[PublishedArticle]
    briefs: list[PublishedArticle]
    shape: str
    """alone, pair, few or full."""

    @property
    def stories(self) -> list[PublishedArticle]:
        """Those that need not stand in their section's block too. A line of short news does not stand for its story."""
        return [*([self.lead] if self.lead else []), *self.seconds, *self.strip]


def compose(pins: Pins, stories: list[PublishedArticle], newest: list[PublishedArticle]) -> Top:
    """`stories` are the pinned ones that readers see."""
    placed = _placed(pins, {story.story_id: story for story in stories})
    taken = {story.pk for places in placed.values() for story in places.values()}
    rest = iter([story for story in newest if story.pk not in taken])
    seconds, strip = placed[Place.SECOND], placed[Place.STRIP]
    lead = placed[Place.LEAD].get(1) or next(rest, None) or _moved_up(seconds) or _moved_up(strip)
    others = list(rest)
    number = len(seconds) + len(strip) + len(others)
    beside, below = _sizes(number, len(seconds), len(strip), has_strip=_has_strip(pins))
    free = iter(others)
    return Top(
        lead=lead,
        seconds=list(_filled(seconds, beside, free)),
        strip=list(_filled(strip, below, free)),
        briefs=list(free)[:BRIEFS],
        shape="full" if number > beside + below else {0: "alone", 1: "pair"}.get(number, "few"),
    )


def _placed(pins: Pins, seen: dict[int, PublishedArticle]) -> dict[str, dict[int, PublishedArticle]]:
    """Place -> position -> story. Where two are pinned to one place, the later one that readers see has it."""
    placed: dict[str, dict[int, PublishedArticle]] = {place.value: {} for place in Place}
    for pin in pins:
        if pin["story_id"] in seen:
            placed[pin["place"]].setdefault(pin["position"], seen[pin["story_id"]])
    return placed


def _moved_up(places: dict[int, PublishedArticle]) -> PublishedArticle | None:
    """Where every story is pinned beside or below, the first of them leads."""
    return places.pop(min(places)) if places else None


def _sizes(number: int, seconds: int, strip: int, *, has_strip: bool) -> tuple[int, int]:
    """How many of the stories beside the lead stand in the seconds, and how many below; the rest are brief."""
    if has_strip:
        beside = max(seconds, min(SECONDS, number - strip))
        return beside, min(MOST[Place.STRIP], number - beside)
    if number >= SECONDS + FEWEST_BRIEFS:
        return SECONDS, 0
    # Two beside the lead and two or three below are better than three and one.
    fewer = SECONDS - 1 if number in (SECONDS + 1, SECONDS + 2) else SECONDS
    beside = min(number, max(fewer, seconds))
    return beside, number - beside


def _filled(
    places: dict[int, PublishedArticle], size: int, free: Iterator[PublishedArticle]
) -> Iterator[PublishedArticle]:
    """Each pinned story in its place and the newest in the others; of too many places the last free ones go."""
    row = [places.get(position) for position in range(1, max([size, *places]) + 1)]
    while len(row) > size:
        row.pop(max(index for index, story in enumerate(row) if story is None))
    for story in row:
        yield story or next(free)
