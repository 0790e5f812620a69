"""NewsArticle JSON-LD (schema.org), for the script element of a story's page.

Facts: Google's article guidelines, read in November 2026. One object per author, names only; text equals what
the page shows; dates carry a zone.
"""

from __future__ import annotations

import json
from typing import Any

from django.utils.encoding import iri_to_uri

from articles.rendering.card import description, word_count
from articles.rendering.story import NamedAuthor, Resolved
from media.figure import address_of
from newsroom.lib.languages import in_language

_ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}
SITE = "https://site.invalid"
"""Stands for the site's address in what is stored: `SITE_URL` may change, and a mirror has another."""
SOCIAL_WIDTH = 1200
"""Wide enough for a large card of any network."""


def structured_data(story: Resolved) -> str:
    """JSON-LD that no headline can break out of."""
    item = story.item
    address = at_site(in_language(story.path, item.language))
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": address,
        "url": address,
        "headline": item.headline,
        "description": description(item),
        "inLanguage": item.language,
        "datePublished": item.published_at.isoformat() if item.published_at else None,
        "dateModified": (item.updated_at or item.published_at).isoformat() if item.published_at else None,
        "author": [_author(author, item.language) for author in story.authors if author.role == "by"],
        "publisher": _publisher(story),
        "articleSection": item.section.name if item.section else None,
        "keywords": [tag.name for tag in item.tags],
        "wordCount": word_count(item),
        "isAccessibleForFree": True,
        "image": _images(story),
        "correction": [
            {"@type": "CorrectionComment", "text": notice.text, "datePublished": notice.made_at.isoformat()}
            for notice in item.corrections
        ],
    }
    if not data["author"]:
        data["author"] = [_publisher(story)]
    kept = {name: value for name, value in data.items() if value not in (None, [], "")}
    return json.dumps(kept, ensure_ascii=False).translate(_ESCAPES)


def at_site(path: str) -> str:
    """The whole address of a path, with the mark in place of the site's own."""
    return SITE + (iri_to_uri(path) or "")


def for_site(stored: str, site_url: str) -> str:
    """Stored markup with the address that the site has today."""
    return stored.replace(SITE, site_url)


def _author(author: NamedAuthor, language: str) -> dict[str, Any]:
    found = {"@type": "Organization" if author.is_department else "Person", "name": author.name}
    if author.path:
        found["url"] = at_site(in_language(author.path, language))
    return found


def _publisher(story: Resolved) -> dict[str, Any]:
    found: dict[str, Any] = {
        "@type": "NewsMediaOrganization",
        "name": story.site_name,
        "url": at_site(in_language("/", story.item.language)),
    }
    if story.logo:
        found["logo"] = {"@type": "ImageObject", "url": at_site(story.logo)}
    return found


def _images(story: Resolved) -> list[dict[str, Any]]:
    lead = story.item.lead_photo
    picture = story.pictures.get(lead.key) if lead else None
    if lead is None or picture is None:
        return []
    image = {
        "@type": "ImageObject",
        "url": at_site(address_of(picture, SOCIAL_WIDTH)),
        "contentUrl": at_site(address_of(picture, SOCIAL_WIDTH)),
        "caption": lead.caption,
        "creditText": lead.credit_line,
        "creator": {"@type": "Person", "name": lead.photographer} if lead.photographer else None,
        "copyrightNotice": lead.credit_line,
    }
    return [{name: value for name, value in image.items() if value}]
