"""Every save is a revision, and no save overwrites another's."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from articles import newsitem
from articles.models import Article, DeskState, Revision
from articles.newsitem import NewsItem
from articles.snapshot import item_of
from articles.workflow.audit import write_line
from articles.workflow.returning import without_redacted
from newsroom.lib.folding import fold_typography
from newsroom.models import User


class Conflict(Exception):
    """Somebody saved since this person began: nothing was overwritten."""

    def __init__(self, theirs: Revision) -> None:
        super().__init__(f"Revision {theirs.number} was saved in the meantime.")
        self.theirs = theirs


def locked(article: Article) -> Article:
    """The story as it is now, its row held until the end of the transaction."""
    return Article.objects.select_for_update().get(pk=article.pk)


def moved_on_since(article: Article, based_on: Revision | None) -> Revision | None:
    """The revision that another person saved since `based_on`; None when there is none. Ask under a lock."""
    latest_id = Article.objects.values_list("latest_revision_id", flat=True).get(pk=article.pk)
    if latest_id == (based_on.pk if based_on else None):
        return None
    return Revision.objects.get(pk=latest_id) if latest_id else None


def record(
    article: Article,
    by: User | None,
    *,
    based_on: Revision | None,
    is_minor: bool = False,
    note: str = "",
    reason: Revision.Reason = Revision.Reason.EDIT,
    moment: datetime | None = None,
) -> Revision:
    """Snapshot the saved working copy as the next revision. Call it once, after all relations are saved, in the
    transaction that saved them.

    A save that changed nothing gives the latest revision back. A substantive change after approval sends the
    story back to draft, while what readers see stands. Raises `Conflict` when another revision came between:
    roll back and call `keep_beside` with what was about to be saved.
    """
    fresh = locked(article)
    if theirs := moved_on_since(fresh, based_on):
        raise Conflict(theirs)
    latest = fresh.latest_revision
    item = item_of(article)
    if latest is not None and newsitem.to_json(item) == latest.item:
        return latest
    revision = _store(
        fresh, item, by, parent=latest, is_minor=is_minor, note=note, reason=reason, moment=moment
    )
    fresh.latest_revision = revision
    fresh.changed_by = by.ref if by else None
    _reopen_after_approval(fresh, revision, by)
    fresh.save(
        update_fields=["latest_revision", "changed_by", "changed_at", "desk_state", "approved_revision"]
    )
    article.refresh_from_db()
    return revision


def keep_beside(
    article: Article, item: NewsItem, by: User | None, *, based_on: Revision | None, note: str = ""
) -> Revision:
    """Keep the text of a save that came second as a sibling of the one that came first: nobody's words are lost.

    The working copy stays as the first saver left it. Take `item` with `item_of` inside the savepoint that is
    then rolled back.
    """
    fresh = locked(article)
    item = without_redacted(fresh, item, based_on.made_at if based_on else fresh.created_at)
    return _store(fresh, item, by, parent=based_on, note=note, reason=Revision.Reason.CONFLICT)


def _store(article: Article, item: NewsItem, by: User | None, **fields: Any) -> Revision:
    parent: Revision | None = fields["parent"]
    made_at = fields.pop("moment", None) or timezone.now()
    newest = article.revisions.order_by("-number").values_list("number", flat=True).first()
    return Revision.objects.create(
        article=article,
        number=(newest or 0) + 1,
        item=newsitem.to_json(item),
        is_substantive=parent is None or is_substantive(parent.news_item, item),
        made_at=made_at,
        made_by=by.ref if by else None,
        **fields,
    )


def _reopen_after_approval(article: Article, revision: Revision, by: User | None) -> None:
    """A substantive change goes back to draft; any other (a tag, the section) is approved along with the text."""
    if article.desk_state != DeskState.APPROVED:
        return
    if not revision.is_substantive:
        article.approved_revision = revision
        return
    article.desk_state = DeskState.DRAFT
    article.approved_revision = None
    write_line(
        article, "reopened", by, before=DeskState.APPROVED, after=DeskState.DRAFT, revision=revision,
        reason="The text changed after it was approved.",
    )  # fmt: skip


def substance(item: NewsItem) -> tuple[Any, ...]:
    """What counts as a change of the story itself: spaces, quotes and dashes are folded away."""
    return (
        fold_typography(item.headline),
        fold_typography(item.standfirst),
        fold_typography(item.body),
        tuple((line.name, line.role, line.affiliation, line.ref) for line in item.bylines),
        tuple(
            (
                photo.ref or photo.key,
                photo.place,
                fold_typography(photo.caption),
                fold_typography(photo.alt) if photo.is_alt_local else "",
                photo.credit_line,
            )
            for photo in item.photos
        ),
    )


def is_substantive(before: NewsItem, after: NewsItem) -> bool:
    return substance(before) != substance(after)


def last_substantive(article: Article) -> Revision | None:
    """The last revision that changed the story itself: its author is the one whom four eyes keep from approving."""
    return (
        article.revisions.filter(is_substantive=True)
        .exclude(reason=Revision.Reason.CONFLICT)
        .order_by("-number")
        .first()
    )
