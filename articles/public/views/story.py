"""A story's page, and its short address."""

from __future__ import annotations

from datetime import datetime
from functools import cache, partial
from typing import Any

from django.db.models import F, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.views.decorators.http import require_safe

from articles.models import PublishedArticle, PublishedListing
from articles.models.published import PAGE_FIELDS, cards
from articles.public import story_page
from articles.public.story_page import Surroundings
from articles.public.walks import List, Place, plain
from newsroom import chrome
from newsroom.frame import Frame
from newsroom.lib.prepared import SQL, Prepared, Slot, in_order_of, record
from newsroom.views import gone

_STORY, _RETRACTED = Frame("articles/article_detail.html"), Frame("articles/article_retracted.html")
RELATED = 3
MOST_TRANSLATIONS = 10
TAGS_LOOKED_AT = 5
LOOKED_AT_OF_EACH = 8
"""Enough newest stories of a tag to find those that share several."""


@require_safe
def article(request: HttpRequest, year: str, month: str, day: str, slug: str) -> HttpResponse:
    moment = timezone.now()
    language = request.language  # type: ignore[attr-defined]
    path = f"/articles/{year}/{month}/{day}/{slug}/"
    rows = _at_path.rows({"language": language, "path": path, "moment": moment})
    if not rows:
        raise Http404
    story = record(PublishedArticle, _PAGE, rows[0])
    words = story_page.words(story, _surroundings(story, moment), chrome.of(request))
    return (_RETRACTED if story.is_retraction else _STORY).response(request, **words)


@require_safe
def short(request: HttpRequest, story_id: int) -> HttpResponse:
    """/s/12/: for print and for the telephone. It follows the story for ever."""
    story = PublishedArticle.public.at().filter(story_id=story_id).only("path", "language").first()
    if story is not None:
        return HttpResponsePermanentRedirect(iri_to_uri(story.address) or "")
    closed = PublishedArticle.public.last_closed_of(story_id)
    if closed is None:
        raise Http404
    return gone(request, closed.words_for_readers)


def _surroundings(story: PublishedArticle, moment: datetime) -> Surroundings:
    """All of it in one query."""
    place = Place(story.published_at, story.story_id)
    everything = partial(plain, List.ALL, language=story.language, moment=moment, count=1)
    own = {
        "moment": moment,
        "language": story.language,
        "story": story.pk,
        "group": story.translation_group,
    }
    translations, older, newer, related = cards(
        [
            _translations.sql(own),
            everything(behind=place),
            everything(ahead_of=place),
            _related(own, min(len(story.display.get("tags", ())), TAGS_LOOKED_AT)),
        ],
        ["id", "language", "path", "headline", "card_html"],
    )
    return Surroundings(
        related=related,
        previous=older[0] if older else None,
        next=newer[0] if newer else None,
        translations=translations,
    )


def _related(own: dict[str, Any], tags: int) -> SQL:
    """Of the newest stories of its section and of each of its tags: those that share most tags. Shown by date.

    Chosen inside the query, so that the words of three stories are read and not of fifty.
    """
    walks = [
        _alike(List.SECTION, 0).sql(own),
        *(_alike(List.TAG, position).sql(own) for position in range(tags)),
    ]
    found = " UNION ALL ".join(
        f"SELECT {0 if number == 0 else 1} AS shared, alike_{number}.* FROM ({text}) AS alike_{number}"
        for number, (text, _values) in enumerate(walks)
    )
    text = (
        f"SELECT published_id FROM ({found}) AS alike WHERE published_id <> %s "
        f"GROUP BY published_id, published_at, story_id "
        f"ORDER BY SUM(shared) DESC, published_at DESC, story_id DESC LIMIT {RELATED}"
    )
    return text, (*(value for _text, values in walks for value in values), own["story"])


_PAGE = in_order_of(PublishedArticle, PAGE_FIELDS)
_at_path = Prepared(
    lambda: (
        PublishedArticle.public.at(Slot("moment"))  # type: ignore[arg-type]
        .filter(language=Slot("language"), path=Slot("path"))
        .values_list(*_PAGE)[:1]
    )
)
_translations = Prepared(
    lambda: (
        PublishedArticle.public.at(Slot("moment"))  # type: ignore[arg-type]
        .filter(translation_group=Slot("group"))
        .exclude(language=Slot("language"))
        .values(published_id=F("pk"))[:MOST_TRANSLATIONS]
    )
)


@cache
def _alike(which: str, position: int) -> Prepared:
    """The newest stories of the story's section, or of its first, second, … tag; its number is read in the query."""

    def build() -> QuerySet[PublishedListing, Any]:
        moment: Any = Slot("moment")
        own = PublishedListing.public.at(moment).filter(published_id=Slot("story"), list=which)
        target = own.order_by("pk").values("target_id")[position : position + 1]
        rows = PublishedListing.public.at(moment).filter(
            list=which, target_id=Subquery(target), language=Slot("language")
        )
        newest = rows.order_by("-published_at", "-story_id")
        return newest.values("published_id", "published_at", "story_id")[:LOOKED_AT_OF_EACH]

    return Prepared(build)
