"""A whole story: front matter in the order of the contract, then the text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from articles.exchange.reading import InLibrary, Reading
from articles.newsitem import NewsItem, PhotoUse, Standing, StoryState
from media.credit import parse_credit

from .body import markdown_of
from .front_matter import OneLine, front_matter_of


def write(reading: Reading) -> bytes:
    """`file` of each photo is its path beside the story. The same reading always gives the same bytes."""
    item = reading.item
    text = markdown_of(item.body, {use.key: use.file for use in item.photos})
    return (front_matter_of(dict(_values(reading))) + text).encode()


def _values(reading: Reading) -> Iterator[tuple[str, Any]]:
    item, standing = reading.item, reading.standing
    yield "headline", item.headline
    yield from _said(kicker=item.kicker)
    yield from _said(
        kind=item.kind.name if item.kind else "", section=item.section.name if item.section else ""
    )
    yield "language", item.language
    yield "slug", item.slug
    yield from _said(standfirst=item.standfirst)
    yield from _said(authors=[dict(_author(line)) for line in item.bylines])
    yield from _said(tags=OneLine(term.name for term in item.tags))
    yield "published_at", item.published_at
    yield from _said(updated_at=item.updated_at, developing_until=item.developing_until)
    yield from _standing(standing)
    yield from _said(translation_of=item.translation_of, import_ref=item.import_ref)
    yield from _said(old_addresses=list(standing.old_addresses))
    yield from _said(photos=[dict(_photo(use, reading)) for use in item.photos])
    yield from _said(corrections=list(_corrections(item)))
    yield from _notice(standing)


def _said(**values: Any) -> Iterator[tuple[str, Any]]:
    """Those that say something."""
    yield from ((name, value) for name, value in values.items() if value not in ("", None, [], False))


def _author(line: Any) -> Iterator[tuple[str, Any]]:
    yield "name", line.name
    yield "role", line.role.value
    yield from _said(affiliation=line.affiliation)


def _standing(standing: Standing) -> Iterator[tuple[str, Any]]:
    yield "state", standing.state.value
    yield from _said(scheduled_for=standing.scheduled_for, visible_until=standing.visible_until)
    if embargo := standing.embargo:
        yield "embargo", {"until": embargo.until, "reason": embargo.reason}


def _photo(use: PhotoUse, reading: Reading) -> Iterator[tuple[str, Any]]:
    yield "place", use.place.value
    yield from _said(file=use.file, caption=use.caption)
    record = reading.library.get(use.key, InLibrary())
    if record.caption is not None:
        yield "own_caption", record.caption
    yield from _said(credit=use.credit_line)
    credit = parse_credit(use.credit_line, {})
    for name in ("photographer", "agency"):
        # Told from the credit by whoever reads it, unless somebody has said otherwise.
        if getattr(use, name) != getattr(credit, name):
            yield name, getattr(use, name)
    yield from _said(alt=use.alt)
    if record.alt is not None:
        yield "own_alt", record.alt
    yield from _said(decorative=use.is_decorative, licence=use.licence, rights_until=use.rights_until)
    yield from _said(sensitive=use.is_sensitive, graphic=use.is_graphic)
    if record.copyright_notice is not None:
        yield "copyright", record.copyright_notice
    yield from _said(focus=OneLine(record.focal_point or ()))


def _corrections(item: NewsItem) -> Iterator[dict[str, Any]]:
    for notice in item.corrections:
        yield {"kind": notice.kind.value, "made_at": notice.made_at, "text": notice.text}


def _notice(standing: Standing) -> Iterator[tuple[str, Any]]:
    if standing.state is StoryState.RETRACTED:
        yield "retraction", dict(_said(at=standing.notice_at, reason=standing.notice))
    elif standing.state is StoryState.UNPUBLISHED and standing.notice:
        yield "unpublished", {"words": standing.notice}
