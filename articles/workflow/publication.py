"""Revision -> published rows: the only writer of what readers see.

A slice is what readers see of one story during `[visible_from, visible_until)`. Opening one closes the slice
that stands at that moment. When the rights to a photo end, the slice ends too, and the next one stands without
the photo: so a story appears, changes and leaves on the second with no worker alive.
"""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When
from django.utils import timezone

from articles.models import (
    FOREVER,
    Address,
    Article,
    PublishedArticle,
    PublishedListing,
    PublishedPhoto,
    Revision,
)
from articles.models.published import writing
from articles.newsitem import NewsItem
from articles.workflow import signals
from articles.workflow.audit import write_line
from articles.workflow.projection import Draft, drafts_of, retraction_of
from articles.workflow.resolve import records_of
from articles.workflow.revisions import is_substantive
from articles.workflow.transitions import PublicState
from media import renditions
from media.models import Photo
from newsroom.lib.slugs import slug_of
from newsroom.models import User

logger = logging.getLogger(__name__)

EndReason = PublishedArticle.EndReason
Form = PublishedArticle.Form
List = PublishedListing.List


# What readers see now


def slices_of(article: Article) -> list[PublishedArticle]:
    """All slices of the story in their order."""
    return list(PublishedArticle.rows.filter(story_id=article.pk).order_by("visible_from"))


def stretches_of(article: Article) -> list[list[PublishedArticle]]:
    """The same, one list for each time that a version was opened: the desk does not see where rights have cut it."""
    return _runs(slices_of(article))


def live_slice(article: Article, moment: datetime | None = None) -> PublishedArticle | None:
    return PublishedArticle.public.at(moment).filter(story_id=article.pk).first()


def waiting_slices(article: Article, moment: datetime | None = None) -> list[PublishedArticle]:
    """Scheduled slices: those ahead, without the continuation of the live one after rights or its label end."""
    moment = moment or timezone.now()
    rows = PublishedArticle.rows.filter(story_id=article.pk, visible_until__gt=moment).order_by(
        "visible_from"
    )
    return [row for run in _runs(rows) if run[0].visible_from > moment for row in run]


def outgoing_revision(article: Article, moment: datetime | None = None) -> Revision | None:
    """What readers see of the story, or will see last; None when they see no text of it and none is ahead."""
    rows = PublishedArticle.rows.filter(story_id=article.pk, visible_until__gt=moment or timezone.now())
    newest = rows.filter(form=Form.STORY).order_by("visible_from").last()
    return Revision.objects.get(pk=newest.revision_id) if newest else None


def _runs(rows: Iterable[PublishedArticle]) -> list[list[PublishedArticle]]:
    """The slices of one story in their order, those that only the end of a photo's rights or of the label
    "developing" has parted put together.

    The same revision may stand in two runs: published until five, and scheduled again for nine.
    """
    runs: list[list[PublishedArticle]] = []
    for row in rows:
        last = runs[-1][-1] if runs else None
        if last is not None and _continues(last, row):
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _continues(before: PublishedArticle, row: PublishedArticle) -> bool:
    return (
        before.form == row.form == Form.STORY
        and before.revision_id == row.revision_id
        and (before.end_reason == EndReason.RIGHTS or _lost_its_label(before))
        and before.visible_until == row.visible_from
    )


def _lost_its_label(row: PublishedArticle) -> bool:
    """It is developing no more; where the story itself leaves, its planned end has come."""
    return row.end_reason == EndReason.EXPIRED and row.visible_until < row.planned_until


def public_state(article: Article, moment: datetime | None = None) -> PublicState:
    return public_states([article.pk], moment)[article.pk]


def public_states(story_ids: Iterable[int], moment: datetime | None = None) -> dict[int, PublicState]:
    """The public state of many stories in one query: for a page of the desk's list."""
    moment = moment or timezone.now()
    states = dict.fromkeys(story_ids, PublicState.NONE)
    rows = PublishedArticle.rows.filter(story_id__in=states).order_by("story_id", "visible_from")
    values = rows.values_list("story_id", "visible_from", "visible_until", "form", "end_reason")
    for story_id, slices in groupby(values, key=lambda row: row[0]):
        states[story_id] = _state_of([row[1:] for row in slices], moment)
    return states


def _state_of(slices: list[tuple[datetime, datetime, str, str]], moment: datetime) -> PublicState:
    for opens, closes, form, _reason in slices:
        if opens <= moment < closes:
            return PublicState.RETRACTED if form == Form.RETRACTION else PublicState.LIVE
    if slices[-1][0] > moment:
        return PublicState.SCHEDULED
    gone = (EndReason.UNPUBLISHED, EndReason.REDACTED)
    return PublicState.UNPUBLISHED if slices[-1][3] in gone else PublicState.EXPIRED


def story_ids_in(name: str, target_id: int) -> list[int]:
    """Stories that readers see, or will, in this list."""
    rows = PublishedListing.rows.filter(list=name, target_id=target_id)
    return sorted(set(rows.values_list("story_id", flat=True)))


def story_ids_with(photo_ref: str) -> list[int]:
    """Stories that readers see, or will, with this photo, be it as the portrait of an author."""
    rows = PublishedPhoto.rows.filter(photo_ref=photo_ref)
    return sorted(set(rows.values_list("published__story_id", flat=True)))


def story_ids_made_of(photo_ref: str) -> list[int]:
    """The same, without those that only show it beside the byline."""
    rows = PublishedPhoto.rows.filter(photo_ref=photo_ref).exclude(place=PublishedPhoto.PORTRAIT)
    return sorted(set(rows.values_list("published__story_id", flat=True)))


def shows_portrait(photo_ref: str, moment: datetime | None = None) -> bool:
    """Readers see the photo beside some byline at `moment`."""
    moment = moment or timezone.now()
    rows = PublishedPhoto.rows.filter(photo_ref=photo_ref, place=PublishedPhoto.PORTRAIT)
    return rows.filter(visible_from__lte=moment, visible_until__gt=moment).exists()


def shown_photo_refs(refs: Iterable[str]) -> set[str]:
    """Those of these photos that readers see, or will, be it as the portrait of an author."""
    rows = PublishedPhoto.rows.filter(photo_ref__in=list(refs), visible_until__gt=timezone.now())
    return set(rows.values_list("photo_ref", flat=True))


def retracted_story_ids(ref: str) -> list[int]:
    """Retractions that name this record. They stand in no list of tags or sections, and there are few."""
    rows = PublishedListing.rows.filter(
        list=List.CORRECTED, target_id=0, published__form=Form.RETRACTION, visible_until__gt=timezone.now()
    )
    notices = rows.values_list("story_id", "published__item")
    return sorted({story_id for story_id, item in notices if ref in _refs(item)})


def _refs(item: dict[str, Any]) -> set[str]:
    terms = [item.get("kind"), item.get("section"), *item.get("tags", ())]
    return {term["ref"] for term in terms if term and term.get("ref")}


def shows_photo(public_key: str, moment: datetime | None = None) -> bool:
    """Readers see the photo in some story at `moment`."""
    moment = moment or timezone.now()
    rows = PublishedPhoto.rows.filter(
        public_key=public_key, visible_from__lte=moment, visible_until__gt=moment
    )
    return rows.exists()


def ahead(after: datetime, before: datetime) -> QuerySet[PublishedArticle]:
    """Slices that open in this stretch of time, or end in it because the rights to a photo do.

    `is_opening` is said of those that bring a version: the others only go on, without a photo or without their label.
    """
    cut = Q(end_reason=EndReason.RIGHTS) | Q(
        end_reason=EndReason.EXPIRED, visible_until__lt=F("planned_until")
    )
    goes_on = PublishedArticle.rows.filter(
        cut,
        story_id=OuterRef("story_id"),
        revision_id=OuterRef("revision_id"),
        visible_until=OuterRef("visible_from"),
    )
    opens = Q(visible_from__gt=after, visible_from__lt=before) & ~Exists(goes_on)
    loses = Q(end_reason=EndReason.RIGHTS, visible_until__gt=after, visible_until__lt=before)
    rows = PublishedArticle.rows.annotate(is_opening=Case(When(opens, then=True), default=False))
    return rows.filter(opens | loses).order_by("visible_from", "pk")


def story_ids_of_language(language: str) -> list[int]:
    """Stories that readers see, or will, in this language."""
    rows = PublishedListing.rows.filter(list=List.ALL, target_id=0, language=language)
    return sorted(set(rows.values_list("story_id", flat=True)))


# Opening and closing


@transaction.atomic
def open_story(
    article: Article,
    revision: Revision,
    *,
    visible_from: datetime,
    visible_until: datetime = FOREVER,
    moment: datetime | None = None,
    updated_at: datetime | None = None,
) -> PublishedArticle:
    """Let readers see this revision from `visible_from` on. What stands at that moment is closed then.

    Call it under a lock on the article, after the checklist. Returns the first of the new slices. An imported story
    brings along when it was `updated_at`.
    """
    moment = moment or timezone.now()
    with writing():
        item = _updated(_dated(article, revision, visible_from, moment), updated_at)
        path = _claim_path(article, item, moment)
        close_at(article, visible_from, EndReason.REPLACED)
        reason = EndReason.EXPIRED if visible_until < FOREVER else ""
        drafts = drafts_of(
            article, revision.pk, item, path, opens=visible_from, closes=visible_until,
            planned_until=visible_until, end_reason=reason,
        )  # fmt: skip
        first = _store(drafts)
        _forget_closed_lists(article, moment)
    signals.send_on_commit(signals.published, [article.pk])
    return first


@transaction.atomic
def open_many(stories: Sequence[tuple[Article, Revision]], *, visible_from: datetime) -> None:
    """Open stories that have never been public, for good: for loading an archive in bulk.

    What is stored is what `open_story` would store, in a few statements however many they are. Every path must be
    free (IntegrityError). No signal is sent: whoever loads in bulk calls `chrome.rewrite` at the end.
    """
    with writing():
        _store_many(_first_drafts(stories, visible_from))
    _write_down_paths([article for article, _revision in stories])


def _first_drafts(stories: Sequence[tuple[Article, Revision]], visible_from: datetime) -> list[Draft]:
    """Gives each article its path as well, unsaved."""
    items = [revision.news_item for _article, revision in stories]
    records = records_of(items)
    drafts: list[Draft] = []
    for (article, revision), item in zip(stories, items, strict=True):
        dated = dataclasses.replace(item, published_at=item.published_at or visible_from, updated_at=None)
        article.path = first_path(dated)
        drafts += drafts_of(
            article, revision.pk, dated, article.path, opens=visible_from, closes=FOREVER,
            planned_until=FOREVER, end_reason="", records=records,
        )  # fmt: skip
    return drafts


def _write_down_paths(articles: Sequence[Article]) -> None:
    Address.objects.bulk_create(
        Address(
            language=article.language,
            path=article.path,
            target_kind=Address.Target.STORY,
            target_id=article.pk,
        )
        for article in articles
    )
    Article.objects.bulk_update(articles, ["path"])


@transaction.atomic
def open_retraction(
    article: Article, words: str, *, moment: datetime, made_at: datetime | None = None
) -> PublishedArticle:
    """From `moment` on the story's page says that it was retracted, and why. It stands in no list but corrections.

    An imported notice keeps the date on which it was `made_at`.
    """
    rows = PublishedArticle.rows.filter(story_id=article.pk, visible_from__lte=moment)
    draft = retraction_of(rows.latest("visible_from"), words, opens=moment, made_at=made_at or moment)
    with writing():
        close_at(article, moment, EndReason.REPLACED)
        notice = _store([draft])
        _forget_closed_lists(article, moment)
    signals.send_on_commit(signals.unpublished, [article.pk])
    return notice


@transaction.atomic
def take_down(article: Article, *, moment: datetime, words: str = "") -> None:
    """Readers see it no more; what was ahead never opens, and its photos' addresses die with it."""
    shown = PublishedPhoto.rows.filter(published__story_id=article.pk)
    photo_refs = set(shown.values_list("photo_ref", flat=True))
    with writing():
        close_at(article, moment, EndReason.UNPUBLISHED, words=words)
        _forget_closed_lists(article, moment)
    signals.send_on_commit(signals.unpublished, [article.pk])
    transaction.on_commit(lambda: _change_keys(photo_refs))


def _change_keys(photo_refs: set[str]) -> None:
    """New addresses for the photos that no published story shows any more: an old one can be kept by nobody."""
    still_shown = PublishedPhoto.rows.filter(photo_ref__in=photo_refs).values("photo_ref")
    for photo in Photo.objects.filter(ref__in=photo_refs).exclude(ref__in=still_shown):
        renditions.rekey(photo)


@transaction.atomic
def forget_waiting(article: Article, *, moment: datetime) -> int:
    """Take back what is scheduled; the live slice gets its own planned end back. Returns how many were ahead."""
    with writing():
        waiting = waiting_slices(article, moment)
        PublishedArticle.rows.filter(pk__in=[row.pk for row in waiting]).delete()
        live = live_slice(article, moment)
        if live is not None and waiting and live.form == Form.RETRACTION:
            _move_end(live, live.planned_until, "")
        elif live is not None and waiting:
            standing = PublishedArticle.rows.filter(story_id=article.pk, visible_until__gt=moment)
            _rebuild_run(article, list(standing.order_by("visible_from")), moment, closes=live.planned_until)
    signals.send_on_commit(signals.unpublished, [article.pk])
    return len(waiting)


def close_at(article: Article, moment: datetime, reason: str, words: str = "") -> None:
    """End what stands at the moment, and delete what would have opened at or after it."""
    rows = PublishedArticle.rows.filter(story_id=article.pk)
    rows.filter(visible_from__gte=moment).delete()
    standing = rows.filter(visible_until__gt=moment).order_by("visible_from").last()
    if standing is not None:
        if standing.form == Form.STORY:  # A retraction keeps its own words for ever.
            standing.words_for_readers = words
        _move_end(standing, moment, reason)


def _move_end(row: PublishedArticle, until: datetime, reason: str) -> None:
    row.visible_until = until
    row.end_reason = reason
    row.save(update_fields=["visible_until", "end_reason", "words_for_readers"])
    row.listings.update(visible_until=until)
    row.photos.update(visible_until=until)


def _forget_closed_lists(article: Article, moment: datetime) -> None:
    """A closed slice answers 410 and stands in no list: its listing rows would only slow the walk."""
    for model in (PublishedListing, PublishedPhoto):
        model.rows.filter(published__story_id=article.pk, visible_until__lte=moment).delete()


# Dates and addresses


def _dated(article: Article, revision: Revision, visible_from: datetime, moment: datetime) -> NewsItem:
    """The item with its public dates: first publication stays, "updated" moves on a substantive change only."""
    seen = PublishedArticle.rows.filter(story_id=article.pk, visible_from__lte=moment, form=Form.STORY)
    last = seen.order_by("-visible_from").first()
    item = revision.news_item
    if last is None:
        return dataclasses.replace(item, published_at=item.published_at or visible_from, updated_at=None)
    updated_at = last.updated_at
    before = Revision.objects.get(pk=last.revision_id).news_item
    is_silent = _is_minor_since(article, last.revision_id, revision)
    if is_substantive(before, item) and not is_silent:
        updated_at = visible_from
    return dataclasses.replace(item, published_at=last.published_at, updated_at=updated_at)


def _updated(item: NewsItem, updated_at: datetime | None) -> NewsItem:
    """The item with the date that an import brought along, where that can be: nothing is updated before it came out."""
    if updated_at is None or item.published_at is None or updated_at <= item.published_at:
        return item
    return dataclasses.replace(item, updated_at=updated_at)


def _is_minor_since(article: Article, public_revision_id: int, revision: Revision) -> bool:
    """Every change since what readers see was ticked as minor."""
    since = article.revisions.filter(pk__gt=public_revision_id, pk__lte=revision.pk, is_substantive=True)
    return not since.exclude(reason=Revision.Reason.CONFLICT).filter(is_minor=False).exists()


def _claim_path(article: Article, item: NewsItem, moment: datetime) -> str:
    """The story's path: fixed with its first visible slice; before that it follows date and slug."""
    was_seen = PublishedArticle.rows.filter(story_id=article.pk, visible_from__lte=moment).exists()
    if article.path and was_seen:
        return article.path
    path = first_path(item)
    base, number = path.rstrip("/"), 2
    while not _claim(article, item.language, path):
        path, number = f"{base}-{number}/", number + 1
    if path != article.path:
        mine = Address.objects.filter(target_kind=Address.Target.STORY, target_id=article.pk)
        mine.filter(path=article.path).delete()
        article.path = path
        article.save(update_fields=["path"])
    return path


def first_path(item: NewsItem) -> str:
    """Where a story would stand if nobody stood there: date in the newsroom's zone, slug."""
    assert item.published_at is not None
    local = item.published_at.astimezone(timezone.get_default_timezone())
    return f"/articles/{local:%Y/%m/%d}/{item.slug or slug_of(item.headline)}/"


def _claim(article: Article, language: str, path: str) -> bool:
    """Write the path down as this story's; False when it belongs to another, even to one that came a moment before."""
    mine = {"target_kind": Address.Target.STORY, "target_id": article.pk}
    try:
        with transaction.atomic():
            row, _is_new = Address.objects.get_or_create(language=language, path=path, defaults=mine)
    except IntegrityError:
        return False
    return (row.target_kind, row.target_id) == (Address.Target.STORY, article.pk)


# Storing


def _store(drafts: list[Draft]) -> PublishedArticle:
    for draft in drafts:
        draft.row.save()
        PublishedListing.rows.bulk_create(_listings(draft.row, sorted(draft.lists)))
        PublishedPhoto.rows.bulk_create(draft.photos)
    return drafts[0].row


def _store_many(drafts: Sequence[Draft]) -> None:
    PublishedArticle.rows.bulk_create([draft.row for draft in drafts])
    PublishedListing.rows.bulk_create(
        [listing for draft in drafts for listing in _listings(draft.row, sorted(draft.lists))]
    )
    PublishedPhoto.rows.bulk_create([photo for draft in drafts for photo in draft.photos])


def _listings(row: PublishedArticle, lists: Iterable[tuple[str, int]]) -> Iterator[PublishedListing]:
    for name, number in lists:
        yield PublishedListing(
            published=row,
            list=name,
            target_id=number,
            language=row.language,
            story_id=row.story_id,
            published_at=row.published_at,
            visible_from=row.visible_from,
            visible_until=row.visible_until,
        )


# Projecting again


def has_stories_without_pieces() -> bool:
    """An older Newsroom stored them: lists would show them empty until they are projected again.

    The one that has stood longest is asked, not a whole archive: this runs whenever somebody watches the site.
    """
    standing = PublishedArticle.rows.filter(visible_until__gt=timezone.now()).order_by("visible_from")
    return standing.values_list("front_html", flat=True).first() == ""


def rebuild(story_ids: Iterable[int] | None = None, by: User | None = None) -> Iterator[tuple[int, bool]]:
    """Project again, from the published revision and never from the working copy, what is live or ahead.

    For all stories when none are named, the newest first: the one that `has_stories_without_pieces` asks comes last,
    so that a run that was stopped is still told of. Yields each story's number and whether readers now see something else;
    each story is its own transaction, and a change is a line in the audit trail.
    """
    now = timezone.now()
    if story_ids is None:
        rows = PublishedArticle.rows.filter(visible_until__gt=now)
        story_ids = rows.order_by("-story_id").values_list("story_id", flat=True).distinct()
    for story_id in story_ids:
        yield story_id, _rebuild_story(story_id, by)


@transaction.atomic
def _rebuild_story(story_id: int, by: User | None) -> bool:
    moment = timezone.now()
    article = Article.objects.select_for_update().get(pk=story_id)
    rows = PublishedArticle.rows.filter(story_id=story_id, visible_until__gt=moment)
    runs = _runs(rows.order_by("visible_from"))
    changed = False
    with writing():
        for run in runs:
            is_notice = run[0].form == Form.RETRACTION
            changed |= _rebuild_notice(run[0]) if is_notice else _rebuild_run(article, run, moment)
    if changed:
        write_line(
            article, "rebuilt", by, moment=moment, hashes=[row.public_hash for run in runs for row in run]
        )
        signals.send_on_commit(signals.published, [story_id])
    return changed


def _rebuild_run(
    article: Article, run: list[PublishedArticle], moment: datetime, closes: datetime | None = None
) -> bool:
    """The slices of one revision that follow each other, made again as one stretch of time.

    `closes` moves the end of the stretch. What has already been shown keeps its opening and its dates.
    """
    first, last = run[0], run[-1]
    revision = Revision.objects.get(pk=first.revision_id)
    item = dataclasses.replace(
        revision.news_item, published_at=first.published_at, updated_at=first.updated_at
    )
    planned = EndReason.EXPIRED if last.planned_until < FOREVER else ""
    drafts = drafts_of(
        article,
        revision.pk,
        item,
        first.path,
        opens=first.visible_from,
        closes=closes or last.visible_until,
        planned_until=last.planned_until,
        end_reason=planned if closes else last.end_reason,
        rights_at=moment,
    )
    return _replace(run, drafts)


def _rebuild_notice(row: PublishedArticle) -> bool:
    assert row.updated_at is not None
    draft = retraction_of(row, row.words_for_readers, opens=row.visible_from, made_at=row.updated_at)
    for name in ("visible_until", "planned_until", "end_reason"):
        setattr(draft.row, name, getattr(row, name))
    return _replace([row], [draft])


def _replace(run: list[PublishedArticle], drafts: list[Draft]) -> bool:
    """Whether readers notice: what they would not is left as it is."""
    if len(drafts) == len(run) and all(draft.same_as(row) for draft, row in zip(drafts, run, strict=True)):
        return False
    PublishedArticle.rows.filter(pk__in=[row.pk for row in run]).delete()
    _store(drafts)
    return True


# After a redaction


def store_redacted(model: type[PublishedArticle | PublishedPhoto], pk: int, words: Mapping[str, Any]) -> None:
    """The one change that a row undergoes without being projected anew: it loses words."""
    with writing():
        model.rows.filter(pk=pk).update(**words)


def stand_for(article: Article, revision: Revision, *, instead_of: Revision) -> None:
    """What readers see now or will see of one revision is said to be another's, of the same words."""
    with writing():
        rows = PublishedArticle.rows.filter(story_id=article.pk, visible_until__gt=timezone.now())
        rows.filter(revision_id=instead_of.pk).update(revision_id=revision.pk)


def project_redacted(story_id: int, moment: datetime) -> bool:
    """Show the story as its revisions say it now. One that cannot be shown is closed, and False comes back:
    its words were in the way of somebody's safety, and a mistake in its markup must not keep them there."""
    try:
        _rebuild_story(story_id, None)
    except Exception as error:
        logger.error("Story %s could not be projected after a redaction: %s", story_id, type(error).__name__)
        with writing():
            article = Article.objects.get(pk=story_id)
            close_at(article, moment, EndReason.REDACTED)
            _forget_closed_lists(article, moment)
        signals.send_on_commit(signals.unpublished, [story_id])
        return False
    return True
