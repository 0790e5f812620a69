"""Lists of stories, walked from the newest by `(published_at, story_id)`: never OFFSET, never COUNT."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import Http404, QueryDict

from articles.models.published import CARD_FIELDS, PublishedArticle, PublishedListing, cards

List = PublishedListing.List
PAGE_SIZE = 20
_PLACE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,15}Z)_([0-9]{1,18})", re.ASCII)


class Place(NamedTuple):
    """Where a page of a list ends: the next begins behind it."""

    published_at: datetime
    story_id: int

    def __str__(self) -> str:
        return f"{self.published_at.astimezone(UTC).replace(tzinfo=None).isoformat()}Z_{self.story_id}"


def place_in(query: QueryDict) -> Place | None:
    """`?before=<published_at>_<story_id>`; an address that no page of ours has is a page that does not exist."""
    text = query.get("before")
    if text is None:
        return None
    found = _PLACE.fullmatch(text)
    if found is None:
        raise Http404
    try:
        return Place(datetime.fromisoformat(found[1]), int(found[2]))
    except ValueError as error:
        raise Http404 from error


def walk(which: str, target_id: int = 0, *, language: str, moment: datetime) -> QuerySet[PublishedListing]:
    """One list from its newest story on; every language when `language` is empty."""
    rows = PublishedListing.public.at(moment).filter(list=which, target_id=target_id)
    if language:
        rows = rows.filter(language=language)
    return rows.order_by("-published_at", "-story_id")


def older_than(rows: QuerySet[PublishedListing], place: Place | None) -> QuerySet[PublishedListing]:
    if place is None:
        return rows
    behind = rows.filter(published_at__lte=place.published_at)
    return behind.exclude(published_at=place.published_at, story_id__gte=place.story_id)


def newer_than(rows: QuerySet[PublishedListing], place: Place) -> QuerySet[PublishedListing]:
    """From the place upwards: the nearest comes first."""
    ahead = rows.filter(published_at__gte=place.published_at)
    ahead = ahead.exclude(published_at=place.published_at, story_id__lte=place.story_id)
    return ahead.order_by("published_at", "story_id")


def first(rows: QuerySet[PublishedListing], count: int) -> QuerySet[PublishedListing, Any]:
    """A walk cut to `count` stories, as `cards` takes it."""
    return rows.values("published_id")[:count]


@dataclass(frozen=True)
class ListPage:
    """One page of a list, and the query string of the next one: empty at the end."""

    stories: list[PublishedArticle]
    older: str


def list_page(
    walks: list[QuerySet[PublishedListing]],
    query: QueryDict,
    *,
    size: int = PAGE_SIZE,
    fields: list[str] = CARD_FIELDS,
) -> ListPage:
    """The page of `query` in one list, or in several merged into one: one query to the database."""
    place = place_in(query)
    taken = cards([first(older_than(rows, place), size + 1) for rows in walks], fields)
    merged = {story.pk: story for stories in taken for story in stories}
    found = sorted(merged.values(), key=lambda story: (story.published_at, story.story_id), reverse=True)
    stories = found[:size]
    if len(found) <= size:
        return ListPage(stories, "")
    following = query.copy()
    following["before"] = str(Place(stories[-1].published_at, stories[-1].story_id))
    return ListPage(stories, following.urlencode(safe=":"))
