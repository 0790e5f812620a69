"""RSS 2.0 with the whole text: for readers who cannot reach the site, and for those who read in one place."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.views.decorators.http import require_safe

from articles.models.published import cards
from articles.public.named import author_named, section_named, tag_named
from articles.public.walks import List, plain
from articles.rendering.feed_item import StoryFeed
from articles.rendering.structured_data import for_site
from newsroom import chrome
from newsroom.lib.languages import absolute, in_language
from newsroom.lib.xml import carriable

STORIES_IN_A_FEED = 20
END = "</channel>"


class Frame(StoryFeed):
    """The feed around its stories, whose items are stored with them."""

    def __init__(self, latest: datetime | None, **words: Any) -> None:
        super().__init__(**words)
        self.latest = latest

    def latest_post_date(self) -> datetime:
        return self.latest or timezone.now()


@require_safe
def all_stories(request: HttpRequest) -> HttpResponse:
    """An empty paper has an empty feed: whoever subscribes before the first story must get it."""
    return _feed(request, "", "/", List.ALL, is_there_when_empty=True)


@require_safe
def section_stories(request: HttpRequest, slug: str) -> HttpResponse:
    name = section_named(slug, request.language)  # type: ignore[attr-defined]
    if name is None:
        raise Http404
    return _feed(request, name.name, f"/sections/{slug}/", List.SECTION, name.section_id)


@require_safe
def tag_stories(request: HttpRequest, slug: str) -> HttpResponse:
    found = tag_named(slug)
    if found is None:
        raise Http404
    return _feed(request, found.name, f"/tags/{slug}/", List.TAG, found.pk)


@require_safe
def author_stories(request: HttpRequest, slug: str) -> HttpResponse:
    name = author_named(slug, request.language)  # type: ignore[attr-defined]
    if name is None:
        raise Http404
    return _feed(request, name.name, f"/authors/{slug}/", List.AUTHOR, name.author_id)


def _feed(
    request: HttpRequest,
    title: str,
    path: str,
    which: str,
    target_id: int = 0,
    *,
    is_there_when_empty: bool = False,
) -> HttpResponse:
    language = request.language  # type: ignore[attr-defined]
    newest = plain(which, target_id, language=language, moment=timezone.now(), count=STORIES_IN_A_FEED)
    [stories] = cards([newest], ["id", "published_at", "visible_from", "feed_item"])
    if not stories and not is_there_when_empty:
        raise Http404
    site = chrome.of(request)
    frame = Frame(
        max((story.visible_from for story in stories), default=None),
        title=carriable(f"{title} · {site['name']}" if title else site["name"]),
        link=_whole(in_language(path, language)),
        description=carriable(site["description"] or site["name"]),
        language=language,
        feed_url=_whole(request.path),
    )
    before, end, after = frame.writeString("utf-8").rpartition(END)
    items = for_site("".join(story.feed_item for story in stories), settings.SITE_URL)
    return HttpResponse(f"{before}{items}{end}{after}", content_type=frame.content_type)


def _whole(path: str) -> str:
    return iri_to_uri(absolute(path)) or ""
