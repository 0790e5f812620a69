"""One story as an RSS feed has it, with the whole text: for readers who cannot reach the site."""

from __future__ import annotations

import re
from io import StringIO
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.template.loader import render_to_string
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator

from articles.models import PublishedArticle
from articles.rendering.structured_data import SITE, SOCIAL_WIDTH, at_site
from media.figure import address_of
from media.renditions import Picture
from newsroom.lib.xml import carriable

_SRCSET = re.compile(r'<source [^>]*>|\s(?:srcset|sizes)="[^"]*"')
"""Readers of feeds take the one picture in `src`; the choice of others would double the feed."""
_LINK = re.compile(r'(<[^<>]*?\s(?:src|href|poster)=")(/(?!/)|#)')


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


def feed_item(row: PublishedArticle) -> str:
    """`<item>…</item>`. The guid is the story's number: it stands when all else is corrected."""
    feed = StoryFeed(title="", link=SITE, description="")
    feed.add_item(**_facts(row))
    written = StringIO()
    feed.write_items(SimplerXMLGenerator(written, "utf-8"))
    return written.getvalue()


def _facts(row: PublishedArticle) -> dict[str, Any]:
    display = row.display
    headline = carriable(row.headline)
    return {
        "title": _("Retracted: %(headline)s") % {"headline": headline} if row.is_retraction else headline,
        "link": at_site(row.address),
        "description": carriable(row.words_for_readers if row.is_retraction else row.description),
        "unique_id": f"{SITE}/s/{row.story_id}/",
        "unique_id_is_permalink": False,
        "pubdate": row.published_at,
        "categories": [carriable(tag["name"]) for tag in display.get("tags", ())],
        "creators": [
            carriable(author["name"]) for author in display.get("authors", ()) if author["role"] == "by"
        ],
        "content": carriable(_whole_text(row)),
        "photo": None if row.is_retraction else _photo(display.get("picture")),
    }


def _whole_text(row: PublishedArticle) -> str:
    """The story with its photos, notes and corrections, each address whole."""
    words: str = render_to_string("articles/feed_text.html", {"story": row})
    page = at_site(row.address)
    words = _SRCSET.sub("", words)
    return _LINK.sub(lambda link: link[1] + (page if link[2] == "#" else SITE) + link[2], words)


def _photo(lead: dict[str, Any] | None) -> dict[str, str] | None:
    if not lead:
        return None
    return {
        "url": at_site(address_of(Picture(**lead["picture"]), SOCIAL_WIDTH)),
        "caption": carriable(lead["caption"]),
        "credit": carriable(lead["credit_line"]),
    }
