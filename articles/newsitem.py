"""NewsItem: the plain record of a whole story, the one shape in which stories cross every boundary.

Readers make it from bytes, `snapshot.py` makes it from an `Article`, a `Revision` stores it, `rendering`
turns it into what readers see, writers turn it into bytes. It knows neither database nor HTTP.

Wherever the story names something that the site keeps (an author, section, kind, tag or photo), it carries
the words as they were printed **and** an optional stable `ref`: projection takes today's words by the ref,
else those that are here.
"""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

FORMAT = 1
"""Version of the JSON below. Older numbers are lifted in `from_json`; stored snapshots are never rewritten."""


class BylineRole(StrEnum):
    BY = "by"
    TRANSLATION = "translated_by"
    PHOTOGRAPHS = "photographs_by"


class PhotoPlace(StrEnum):
    LEAD = "lead"
    INLINE = "inline"


class CorrectionKind(StrEnum):
    CORRECTION = "correction"
    CLARIFICATION = "clarification"
    ADDITION = "addition"
    EDITORS_NOTE = "editors_note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A kind, a section or a tag, by the name printed on the page."""

    name: str
    ref: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """One name in the byline; the order of the tuple in `NewsItem.bylines` is the printed order."""

    name: str
    role: BylineRole = BylineRole.BY
    affiliation: str = ""
    """Printed after the name: "exclusively for The Wire"."""
    ref: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoUse:
    """A photo as this story uses it. `key` is what `<figure data-photo="…">` in the body names."""

    key: str
    place: PhotoPlace = PhotoPlace.INLINE
    caption: str = ""
    is_caption_local: bool = False
    """The caption was written for this story; otherwise it is the photo's own, and follows it when that changes."""
    credit_line: str = ""
    """As printed: "EPA / TOLGA AKMEN", without a leading "Photo:"."""
    photographer: str = ""
    """The person, recased for reading: "Tolga Akmen"; empty when no person is named."""
    agency: str = ""
    """Everything in the credit that is not the person: "EPA"; parts joined as printed."""
    alt: str = ""
    is_alt_local: bool = False
    """As with the caption: written for this story, in its language; otherwise the photo's own."""
    is_decorative: bool = False
    licence: str = ""
    source: str = ""
    file: str = ""
    """Name of the picture beside the page; empty when the page names none."""
    rights_until: datetime | None = None
    is_sensitive: bool = False
    is_graphic: bool = False
    ref: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionNotice:
    kind: CorrectionKind
    text: str
    made_at: datetime
    ref: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsItem:
    """A whole story. Everything is text or aware datetimes; `body` is the sanitised HTML of `lib.richtext`.

    The body's dialect: p, h2, h3, ul, ol, li, blockquote, strong, em, a[href], br, hr,
    `<figure data-photo="KEY" data-caption="…" data-alt="…"></figure>`, `<div data-embed="URL"></div>`,
    `<sup data-footnote="TEXT"></sup>`.
    """

    headline: str
    language: str
    """BCP 47: en, ru, uk."""
    body: str = ""
    kicker: str = ""
    """Printed instead of kind and section, when an editor wants other words there."""
    standfirst: str = ""
    kind: Term | None = None
    section: Term | None = None
    bylines: tuple[Byline, ...] = ()
    tags: tuple[Term, ...] = ()
    photos: tuple[PhotoUse, ...] = ()
    corrections: tuple[CorrectionNotice, ...] = ()
    slug: str = ""
    published_at: datetime | None = None
    updated_at: datetime | None = None
    developing_until: datetime | None = None
    """Until then readers are told that the story is still unfolding."""
    translation_of: str = ""
    """`Article.ref` or `import_ref` of the original, when the item is a translation."""
    import_ref: str = ""
    source: str = ""
    """Where it was read from: a path inside the run or an address; never shown to readers."""

    @property
    def lead_photo(self) -> PhotoUse | None:
        return next((photo for photo in self.photos if photo.place is PhotoPlace.LEAD), None)

    def photo(self, key: str) -> PhotoUse | None:
        return next((photo for photo in self.photos if photo.key == key), None)


class StoryState(StrEnum):
    """Where a story stands, said in one word: what a file calls its state."""

    IDEA = "idea"
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    TRASHED = "trashed"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    UNPUBLISHED = "unpublished"
    RETRACTED = "retracted"

    @property
    def is_public(self) -> bool:
        """Readers see the story, have seen it, or will."""
        return self in (self.SCHEDULED, self.PUBLISHED, self.UNPUBLISHED, self.RETRACTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Embargo:
    until: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a story stands at the desk and in public, beside its text: no part of a revision or of a public hash."""

    state: StoryState = StoryState.PUBLISHED
    scheduled_for: datetime | None = None
    visible_until: datetime | None = None
    """When it leaves, or has left, by plan."""
    embargo: Embargo | None = None
    notice: str = ""
    """What readers are told in place of the story, once it is retracted or taken down."""
    notice_at: datetime | None = None
    """When a retraction was made."""
    old_addresses: tuple[str, ...] = ()
    """Paths without a language prefix that lead to the story: "/articles/2026/11/24/slug/"."""


class UnknownFormat(ValueError):
    """The JSON was written by a newer Newsroom than this one."""


def to_json(item: NewsItem) -> dict[str, Any]:
    """Plain JSON with `format`; empty values are left out, so that a revision stays small."""
    plain = _plain(item)
    assert isinstance(plain, dict)
    return {"format": FORMAT, **plain}


def canonical_bytes(item: NewsItem) -> bytes:
    """The same item always gives the same bytes: what hashes are taken of."""
    return json.dumps(to_json(item), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def from_json(data: dict[str, Any]) -> NewsItem:
    """Read what `to_json` wrote, now or in an earlier format. Raises `UnknownFormat` for a later one."""
    number = data.get("format", FORMAT)
    if number > FORMAT:
        raise UnknownFormat(f"This story was stored in format {number}; this Newsroom reads up to {FORMAT}.")
    known = {field.name for field in dataclasses.fields(NewsItem)}
    values = {name: value for name, value in data.items() if name in known}
    for name in ("kind", "section"):
        if values.get(name):
            values[name] = Term(**values[name])
    values["tags"] = tuple(Term(**tag) for tag in values.get("tags", ()))
    values["bylines"] = tuple(
        Byline(**{**byline, "role": BylineRole(byline.get("role", BylineRole.BY))})
        for byline in values.get("bylines", ())
    )
    values["photos"] = tuple(_photo_from_json(photo) for photo in values.get("photos", ()))
    values["corrections"] = tuple(
        CorrectionNotice(
            kind=CorrectionKind(notice["kind"]),
            text=notice["text"],
            made_at=datetime.fromisoformat(notice["made_at"]),
            ref=notice.get("ref", ""),
        )
        for notice in values.get("corrections", ())
    )
    for name in ("published_at", "updated_at", "developing_until"):
        if values.get(name):
            values[name] = datetime.fromisoformat(values[name])
    return NewsItem(**values)


def _photo_from_json(data: dict[str, Any]) -> PhotoUse:
    rights_until = data.get("rights_until")
    return PhotoUse(
        **{
            **data,
            "place": PhotoPlace(data.get("place", PhotoPlace.INLINE)),
            "rights_until": datetime.fromisoformat(rights_until) if rights_until else None,
        }
    )


def _is_required(field: dataclasses.Field[Any]) -> bool:
    """It has no default to come back to, so it is written even when it is empty: a draft without a headline."""
    return field.default is dataclasses.MISSING


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: _plain(one)
            for field in dataclasses.fields(value)
            if (one := getattr(value, field.name)) not in ("", (), None, False) or _is_required(field)
        }
    return value
