"""What a story's page is made of, as plain data: the resolved names with their addresses, and the pictures.

`workflow/resolve.py` puts today's words into a `NewsItem`; the renderers here print it; the stored pieces of pages
and the few templates that say more read `display` of the published row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from articles.newsitem import NewsItem
from media.renditions import Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A printed name, and where it leads: a path without language prefix, empty when it has no page."""

    name: str
    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """The photo of an author that may be shown now, under the credit of the photo."""

    ref: str
    picture: Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedAuthor:
    name: str
    role: str
    path: str = ""
    affiliation: str = ""
    is_department: bool = False
    portrait: Portrait | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadPicture:
    """The photo that cards, feeds and search engines show, with what must come along."""

    picture: Picture
    caption: str = ""
    credit_line: str = ""
    photographer: str = ""
    agency: str = ""
    licence: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """A story about to be rendered: its item in today's words, and what the names lead to."""

    item: NewsItem
    path: str
    """Without language prefix."""
    site_name: str
    kicker: tuple[Named, ...] = ()
    kind: str = ""
    """The kind's address in English, whatever the language: by it the style sheets know a comment from an interview."""
    authors: tuple[NamedAuthor, ...] = ()
    tags: tuple[Named, ...] = ()
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    """Photo key -> picture; a photo that waits for its file is absent, and the page shows no hole."""
    logo: str = ""
    """Path of the paper's logo; empty when it has none."""
    is_developing: bool = False
    """Readers are told that the story is still unfolding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """What `PublishedArticle` stores."""

    description: str
    display: dict[str, Any]
    lead_html: str
    body_html: str
    structured_data: str
    search_headline: str
    search_text: str
