"""Published rows made past the workflow: for tests of what reads them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from articles.models import (
    FOREVER,
    Address,
    Author,
    Kind,
    PublishedArticle,
    PublishedListing,
    Section,
    Tag,
)
from articles.models.published import writing
from articles.models.tag import tags_named
from articles.rendering.pieces import add_pieces
from articles.rendering.search_text import stemmed

List = PublishedListing.List
_numbers = itertools.count(1)

PICTURE = {
    "picture": {"public_key": "a" * 26, "width": 1600, "height": 1067, "credit_line": "EPA / TOLGA AKMEN"},
    "caption": "The ferry at the quay.",
    "credit_line": "EPA / TOLGA AKMEN",
    "photographer": "Tolga Akmen",
    "agency": "EPA",
    "licence": "",
    "alt": "A lit ferry on dark water.",
}


def a_tag(name: str) -> Tag:
    return tags_named([name])[0]


def a_slice(
    headline: str = "Council keeps the night ferry",
    *,
    language: str = "en",
    body: str = "The vote came at ten past eleven.",
    published_at: datetime | None = None,
    visible_from: datetime | None = None,
    visible_until: datetime = FOREVER,
    story_id: int | None = None,
    slug: str = "",
    section: Section | None = None,
    kind: Kind | None = None,
    authors: Iterable[Author] = (),
    tags: Iterable[str] = (),
    **fields: Any,
) -> PublishedArticle:
    """A story that readers see from an hour ago on, in its lists, as publication writes it."""
    number = story_id or next(_numbers)
    published_at = published_at or visible_from or timezone.now() - timedelta(hours=1)
    found = [a_tag(name) for name in tags]
    display = {
        "kicker": _kicker(language, kind, section),
        "authors": [_author(author, language) for author in authors],
        "tags": [{"name": tag.name, "path": f"/tags/{tag.slug}/"} for tag in found],
        "corrections": [],
        "footnotes": [],
        "picture": None,
        "word_count": 7,
        "reading_minutes": 1,
    } | fields.pop("display", {})
    values = {
        "story_id": number,
        "revision_id": number,
        "translation_group": number,
        "language": language,
        "visible_from": visible_from or published_at,
        "visible_until": visible_until,
        "path": f"/articles/{published_at:%Y/%m/%d}/{slug or f'story-{number}'}/",
        "published_at": published_at,
        "headline": headline,
        "body_html": f"<p>{body}</p>",
        "display": display,
        "search_headline": stemmed(headline, language),
        "search_text": stemmed(body, language),
        "public_hash": "0" * 64,
    }
    with writing():
        story = PublishedArticle(**values | fields)
        if story.is_retraction and story.updated_at is None:
            story.updated_at = story.visible_from
        add_pieces(story)
        story.save()
        if story.form == PublishedArticle.Form.STORY:
            targets = _targets(section, kind, authors, found, bool(display["corrections"]))
        else:
            targets = [(List.CORRECTED, 0)]
        PublishedListing.rows.bulk_create([_listing(story, which, number) for which, number in targets])
    return story


def many_like(story: PublishedArticle, count: int) -> list[PublishedArticle]:
    """`count` older stories in the same lists, for archives of some size."""
    listings = list(PublishedListing.rows.filter(published=story))
    copies = []
    for number in range(1, count + 1):
        copy = _copied(story)
        copy.pk = None
        copy.story_id = copy.translation_group = next(_numbers)
        copy.published_at = copy.visible_from = story.published_at - timedelta(minutes=number // 7)
        copy.headline = f"{story.headline} {number}"
        copy.path = f"{story.path.rstrip('/')}-{number}/"
        copy.card_html = story.card_html.replace(story.headline, copy.headline).replace(story.path, copy.path)
        copies.append(copy)
    with writing():
        PublishedArticle.rows.bulk_create(copies)
        PublishedListing.rows.bulk_create(
            [_listing(copy, listing.list, listing.target_id) for copy in copies for listing in listings]
        )
    return copies


def _copied(story: PublishedArticle) -> PublishedArticle:
    return PublishedArticle(**{field.name: getattr(story, field.name) for field in story._meta.fields})


def an_address(path: str, kind: str, target_id: int, language: str = "en") -> None:
    Address.objects.create(path=path, target_kind=kind, target_id=target_id, language=language)


def _targets(
    section: Section | None, kind: Kind | None, authors: Iterable[Author], tags: list[Tag], is_corrected: bool
) -> list[tuple[str, int]]:
    targets = [(List.ALL, 0)]
    if is_corrected:
        targets.append((List.CORRECTED, 0))
    if section:
        targets.append((List.SECTION, section.pk))
        if section.parent_id:
            targets.append((List.SECTION, section.parent_id))
    if kind:
        targets.append((List.KIND, kind.pk))
    targets += [(List.AUTHOR, author.pk) for author in authors]
    return targets + [(List.TAG, tag.pk) for tag in tags]


def _listing(story: PublishedArticle, which: str, target_id: int) -> PublishedListing:
    return PublishedListing(
        published=story,
        list=which,
        target_id=target_id,
        language=story.language,
        story_id=story.story_id,
        published_at=story.published_at,
        visible_from=story.visible_from,
        visible_until=story.visible_until,
    )


def _kicker(language: str, kind: Kind | None, section: Section | None) -> list[dict[str, str]]:
    kicker = []
    if kind:
        kicker.append({"name": kind.name_in(language), "path": ""})
    if section:
        kicker.append({"name": section.name_in(language), "path": f"/sections/{section.slug_in(language)}/"})
    return kicker


def _author(author: Author, language: str) -> dict[str, Any]:
    return {
        "name": author.name_in(language),
        "role": "by",
        "path": f"/authors/{author.slug_in(language)}/",
        "affiliation": "",
        "is_department": False,
    }
