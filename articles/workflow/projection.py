"""Revision -> the rows that readers will see, not stored yet: resolved in today's words, rendered, cut into slices.

Nothing here writes. `publication.py` stores what it makes; the same function serves one story and a thousand.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from articles.models import Article, PublishedArticle, PublishedListing, PublishedPhoto
from articles.newsitem import NewsItem, canonical_bytes, to_json
from articles.rendering.corrections import LOGGED
from articles.rendering.page import render
from articles.rendering.pieces import add_pieces
from articles.rendering.story import Resolved
from articles.workflow.resolve import Records, Targets, resolve

EndReason = PublishedArticle.EndReason
List = PublishedListing.List


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A stretch of time in which the same photos may be shown, with the label "developing" or without it."""

    opens: datetime
    closes: datetime
    end_reason: str
    photos_gone: frozenset[str] = frozenset()
    """Keys of the photos whose rights have ended."""
    is_developing: bool = False


def _windows(item: NewsItem, opens: datetime, closes: datetime, reason: str) -> Iterator[Window]:
    """Cut `[opens, closes)` wherever the rights to a photo end, and where the story is developing no more."""
    reasons = {
        moment: why
        for moment, why in ((item.developing_until, EndReason.EXPIRED), *_ends_of_rights(item))
        if moment is not None and opens < moment < closes
    }
    ends = sorted(reasons)
    for start, end in zip([opens, *ends], [*ends, closes], strict=True):
        yield Window(
            opens=start,
            closes=end,
            end_reason=reasons.get(end, reason),
            photos_gone=frozenset(
                use.key for use in item.photos if use.rights_until and use.rights_until <= start
            ),
            is_developing=item.developing_until is not None and start < item.developing_until,
        )


def _ends_of_rights(item: NewsItem) -> Iterator[tuple[datetime | None, EndReason]]:
    return ((use.rights_until, EndReason.RIGHTS) for use in item.photos)


def _without(item: NewsItem, keys: frozenset[str]) -> NewsItem:
    return dataclasses.replace(item, photos=tuple(use for use in item.photos if use.key not in keys))


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A slice that is ready to be stored."""

    row: PublishedArticle
    lists: frozenset[tuple[str, int]]
    photos: tuple[PublishedPhoto, ...]

    def same_as(self, other: PublishedArticle) -> bool:
        """Readers would notice no difference, on the page or in any list."""
        fields = [field.attname for field in PublishedArticle._meta.concrete_fields if not field.primary_key]
        if any(_plain(getattr(self.row, name)) != _plain(getattr(other, name)) for name in fields):
            return False
        lists = frozenset(other.listings.values_list("list", "target_id"))
        keys = {photo.public_key for photo in other.photos.all()}
        return self.lists == lists and {photo.public_key for photo in self.photos} == keys


def _plain(value: Any) -> Any:
    """JSON as the database gives it back: tuples are lists there."""
    return json.loads(json.dumps(value)) if isinstance(value, dict) else value


def drafts_of(
    article: Article,
    revision_id: int,
    item: NewsItem,
    path: str,
    *,
    opens: datetime,
    closes: datetime,
    planned_until: datetime,
    end_reason: str,
    rights_at: datetime | None = None,
    records: Records | None = None,
) -> list[Draft]:
    """The slices of one revision for `[opens, closes)`, cut where rights or the label end after `rights_at`."""
    story, targets = resolve(item, path, records)
    drafts: list[Draft] = []
    for window in _windows(story.item, max(opens, rights_at or opens), closes, end_reason):
        if not drafts:
            window = dataclasses.replace(window, opens=opens)
        drafts.append(_draft(article, revision_id, _in_window(story, window), targets, window, planned_until))
    return drafts


def _in_window(story: Resolved, window: Window) -> Resolved:
    """The label is in what is shown and not in the item: the words of the story, and so its hash, stay the same."""
    item = _without(story.item, window.photos_gone) if window.photos_gone else story.item
    return dataclasses.replace(story, item=item, is_developing=window.is_developing)


def _draft(
    article: Article,
    revision_id: int,
    story: Resolved,
    targets: Targets,
    window: Window,
    planned_until: datetime,
) -> Draft:
    item = story.item
    assert item.published_at is not None
    row = PublishedArticle(
        story_id=article.pk,
        revision_id=revision_id,
        translation_group=article.translation_of_id or article.pk,
        language=item.language,
        visible_from=window.opens,
        visible_until=window.closes,
        planned_until=planned_until,
        end_reason=window.end_reason,
        path=story.path,
        published_at=item.published_at,
        updated_at=item.updated_at,
        headline=item.headline,
        standfirst=item.standfirst,
        item=to_json(item),
        public_hash=public_hash(item),
        **dataclasses.asdict(render(story)),
    )
    add_pieces(row)
    return Draft(row=row, lists=frozenset(lists_of(item, targets)), photos=tuple(_photo_rows(row, story)))


def retraction_of(last: PublishedArticle, words: str, *, opens: datetime, made_at: datetime) -> Draft:
    """The notice in place of what readers saw last: its headline, kicker and tags in today's words, and no more.

    It is the paper's: it carries no byline, which could never be withheld again. Of a notice that stands already
    it makes the same one anew.
    """
    item = dataclasses.replace(
        last.news_item, body="", standfirst="", photos=(), bylines=(), updated_at=made_at
    )
    story, _targets = resolve(item, last.path)
    display = render(story).display
    today = {name: display[name] for name in ("kicker", "kind", "tags")}
    shown = {name: words for name, words in last.display.items() if name != "developing"}
    row = PublishedArticle(
        story_id=last.story_id,
        revision_id=last.revision_id,
        translation_group=last.translation_group,
        language=last.language,
        form=PublishedArticle.Form.RETRACTION,
        visible_from=opens,
        path=last.path,
        published_at=last.published_at,
        updated_at=made_at,
        headline=last.headline,
        words_for_readers=words,
        display={**shown, "picture": None, "footnotes": [], "corrections": [], "authors": [], **today},
        item=to_json(story.item),
        public_hash=hashlib.sha256(f"retraction\n{last.path}\n{words}".encode()).hexdigest(),
    )
    return Draft(row=add_pieces(row), lists=frozenset({(List.CORRECTED, 0)}), photos=())


def public_hash(item: NewsItem) -> str:
    """SHA-256 of the resolved item: what readers see has one name."""
    return hashlib.sha256(canonical_bytes(item)).hexdigest()


def lists_of(item: NewsItem, targets: Targets) -> Iterator[tuple[str, int]]:
    yield List.ALL, 0
    if any(notice.kind in LOGGED for notice in item.corrections):
        yield List.CORRECTED, 0
    yield from ((List.TAG, number) for number in targets.tags)
    yield from ((List.SECTION, number) for number in targets.sections)
    yield from ((List.AUTHOR, number) for number in targets.authors)
    yield from ((List.KIND, number) for number in targets.kinds)


def _photo_rows(row: PublishedArticle, story: Resolved) -> Iterator[PublishedPhoto]:
    when = {"visible_from": row.visible_from, "visible_until": row.visible_until}
    for use in story.item.photos:
        picture = story.pictures.get(use.key)
        if picture is not None:
            yield PublishedPhoto(
                published=row,
                photo_ref=use.ref,
                public_key=picture.public_key,
                place=use.place.value,
                credit_line=use.credit_line,
                rights_until=use.rights_until,
                **when,
            )
    for portrait in (author.portrait for author in story.authors if author.portrait):
        yield PublishedPhoto(
            published=row,
            photo_ref=portrait.ref,
            public_key=portrait.picture.public_key,
            place=PublishedPhoto.PORTRAIT,
            credit_line=portrait.picture.credit_line,
            **when,
        )
