"""Lists of stories, walked from the newest by `(published_at, story_id)`: never OFFSET, never COUNT."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import Http404, QueryDict

from articles.models.published import LIST_FIELDS, PublishedArticle, PublishedListing, cards
from newsroom.lib.prepared import SQL, Prepared, Slot

List = PublishedListing.List
Rows = QuerySet[PublishedListing]
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


def plain(
    which: str,
    target_id: int = 0,
    *,
    language: str,
    moment: datetime,
    count: int,
    behind: Place | None = None,
    ahead_of: Place | None = None,
    without: Sequence[int] = (),
) -> SQL:
    """The first `count` stories of one list in one language, as `cards` takes them: the walk that pages make most.

    From the newest, or behind a place; or from the nearest one ahead of a place. `without` names rows to pass over.
    """
    values: dict[str, Any] = {"which": which, "target": target_id, "language": language, "moment": moment}
    place = behind or ahead_of
    if place:
        values |= {"published_at": place.published_at, "story_id": place.story_id}
    values |= {f"without_{number}": pk for number, pk in enumerate(without)}
    return _prepared(count, "behind" if behind else "ahead" if ahead_of else "", len(without)).sql(values)


@cache
def _prepared(count: int, direction: str, passed_over: int) -> Prepared:
    def build() -> QuerySet[PublishedListing, Any]:
        rows = walk(Slot("which"), Slot("target"), language=Slot("language"), moment=Slot("moment"))  # type: ignore[arg-type]
        place = Place(Slot("published_at"), Slot("story_id"))  # type: ignore[arg-type]
        if direction == "behind":
            rows = older_than(rows, place)
        elif direction == "ahead":
            rows = newer_than(rows, place)
        for number in range(passed_over):
            rows = rows.exclude(published_id=Slot(f"without_{number}"))
        return first(rows, count)

    return Prepared(build)


def first(rows: QuerySet[PublishedListing], count: int) -> QuerySet[PublishedListing, Any]:
    """A walk cut to `count` stories, as `cards` takes it."""
    return rows.values("published_id")[:count]


@dataclass(frozen=True)
class ListPage:
    """One page of a list, and the query string of the next one: empty at the end."""

    stories: list[PublishedArticle]
    older: str


def list_page(
    walks: Sequence[Rows],
    query: QueryDict,
    *,
    size: int = PAGE_SIZE,
    fields: list[str] = LIST_FIELDS,
) -> ListPage:
    """The page of `query` in one list, or in several merged into one: one query to the database."""
    place = place_in(query)
    taken = cards([first(older_than(rows, place), size + 1) for rows in walks], fields)
    return _cut(taken, query, size)


def page_of(
    which: str,
    target_id: int,
    query: QueryDict,
    *,
    language: str,
    moment: datetime,
    fields: list[str] = LIST_FIELDS,
) -> ListPage:
    """The page of `query` in one plain list."""
    place = place_in(query)
    rows = plain(which, target_id, language=language, moment=moment, count=PAGE_SIZE + 1, behind=place)
    return _cut(cards([rows], fields), query, PAGE_SIZE)


def _cut(taken: list[list[PublishedArticle]], query: QueryDict, size: int) -> ListPage:
    merged = {story.pk: story for stories in taken for story in stories}
    found = sorted(merged.values(), key=lambda story: (story.published_at, story.story_id), reverse=True)
    stories = found[:size]
    if len(found) <= size:
        return ListPage(stories, "")
    following = query.copy()
    following["before"] = str(Place(stories[-1].published_at, stories[-1].story_id))
    return ListPage(stories, following.urlencode(safe=":"))
