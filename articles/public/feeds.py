"""RSS 2.0 with the whole text: for readers who cannot reach the site, and for those who read in one place."""

from __future__ import annotations

import re
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from articles.models.published import FEED_FIELDS, PublishedArticle, cards
from articles.public.named import author_named, section_named, tag_named
from articles.public.walks import List, first, walk
from media.figure import address_of
from media.renditions import Picture
from newsroom import chrome
from newsroom.lib.languages import absolute, in_language
from newsroom.lib.xml import carriable

STORIES_IN_A_FEED = 30
PICTURE_WIDTH = 1200
_LINK = re.compile(r'(<[^<>]*?\s(?:src|href|poster)=")(/(?!/)|#)')
_SRCSET = re.compile(r'(\ssrcset=")([^"]*)(")')


class StoryFeed(Rss201rev2Feed):
    """RSS with the namespaces for whole texts, names of people, and photos with their credit."""

    def rss_attributes(self) -> dict[str, str]:
        return super().rss_attributes() | {
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:media": "http://search.yahoo.com/mrss/",
        }

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for name in item["creators"]:
            handler.addQuickElement("dc:creator", name)
        handler.addQuickElement("content:encoded", item["content"])
        if photo := item["photo"]:
            attributes = {"url": photo["url"], "medium": "image", "type": "image/jpeg"}
            handler.startElement("media:content", AttributesImpl(attributes))
            if photo["caption"]:
                handler.addQuickElement("media:description", photo["caption"], {"type": "plain"})
            handler.addQuickElement("media:credit", photo["credit"])
            handler.endElement("media:content")


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
    rows = walk(which, target_id, language=language, moment=timezone.now())
    [stories] = cards([first(rows, STORIES_IN_A_FEED)], FEED_FIELDS)
    if not stories and not is_there_when_empty:
        raise Http404
    site = chrome.of(request)
    feed = StoryFeed(
        title=carriable(f"{title} · {site['name']}" if title else site["name"]),
        link=_whole(in_language(path, language)),
        description=carriable(site["description"] or site["name"]),
        language=language,
        feed_url=_whole(request.path),
    )
    for story in stories:
        feed.add_item(**item(story))
    response = HttpResponse(content_type=feed.content_type)
    feed.write(response, "utf-8")
    return response


def item(story: PublishedArticle) -> dict[str, Any]:
    """One story as a feed has it. The guid is the story's number: it stands when all else is corrected."""
    display = story.display
    return {
        "title": carriable(title_of(story)),
        "link": _whole(story.address),
        "description": carriable(story.words_for_readers if story.is_retraction else story.description),
        "unique_id": f"{settings.SITE_URL}/s/{story.story_id}/",
        "unique_id_is_permalink": False,
        "pubdate": story.published_at,
        "updateddate": story.visible_from,
        "categories": [carriable(tag["name"]) for tag in display.get("tags", ())],
        "creators": [
            carriable(author["name"]) for author in display.get("authors", ()) if author["role"] == "by"
        ],
        "content": carriable(whole_text(story)),
        "photo": None if story.is_retraction else _photo(display.get("picture")),
    }


def title_of(story: PublishedArticle) -> str:
    return (
        _("Retracted: %(headline)s") % {"headline": story.headline} if story.is_retraction else story.headline
    )


def whole_text(story: PublishedArticle) -> str:
    """The story with its photos, notes and corrections, each address whole."""
    words: str = render_to_string("articles/feed_text.html", {"story": story})
    page = _whole(story.address)
    words = _LINK.sub(lambda link: link[1] + (page if link[2] == "#" else settings.SITE_URL) + link[2], words)
    return _SRCSET.sub(lambda found: found[1] + _whole_srcset(found[2]) + found[3], words)


def _whole_srcset(srcset: str) -> str:
    return ", ".join(
        absolute(candidate.strip()) if candidate.strip().startswith("/") else candidate.strip()
        for candidate in srcset.split(",")
    )


def _photo(lead: dict[str, Any] | None) -> dict[str, str] | None:
    if not lead:
        return None
    return {
        "url": _whole(address_of(Picture(**lead["picture"]), PICTURE_WIDTH)),
        "caption": carriable(lead["caption"]),
        "credit": carriable(lead["credit_line"]),
    }


def _whole(path: str) -> str:
    return iri_to_uri(absolute(path)) or ""
