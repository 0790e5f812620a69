"""Preview links: one unpublished story for one person without an account, for so many hours.

The token is a secret of 192 bits that is kept nowhere: only its SHA-256 is stored. Whether a link still leads to its
story is asked anew each time, of the clock, the slices and the history, so that it dies on the second without a worker.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from articles.models import Article, DeskState, Note, PreviewLink, PublishedArticle, Revision
from articles.workflow import families, legal, publication, revisions
from articles.workflow.actions import Refused, needed
from articles.workflow.audit import write_line
from articles.workflow.roles import Powers, Right
from articles.workflow.transitions import Move
from newsroom.models import User

TOKEN_BYTES = 24
HOURS = (1, 4, 24, 72, 168)
DEFAULT_HOURS = 24

SHARED, REVOKED, REMARK = "preview_shared", "preview_revoked", "preview_remark"
"""Lines of the audit trail."""


class Standing(StrEnum):
    """Whether a link leads to its story, and why it does not."""

    OPEN = "open"
    REVOKED = "revoked"
    EXPIRED = "expired"
    PUBLISHED = "published"
    TRASHED = "trashed"
    MAKER_GONE = "maker_gone"
    """Whoever made it has left, or may not know of the story any more since it was closed."""


# Making and ending


def why_not(article: Article, by: User) -> str:
    """Why this person cannot share this story now; empty when they can."""
    powers = Powers(by)
    if not (powers.may_see(article) and powers.may(Right.SHARE_PREVIEW, article)):
        return _("Your role does not allow this: share a preview.")
    if article.desk_state == DeskState.TRASHED:
        return _("The story is in the trash.")
    if article.latest_revision is None:
        return _("The story has no text yet.")
    if _readers_see_it(article):
        return _("Readers see this text already: send its address.")
    return ""


def _readers_see_it(article: Article) -> bool:
    live = publication.live_slice(article)
    return live is not None and live.revision_id == article.latest_revision_id


@transaction.atomic
def make(
    article: Article,
    by: User,
    *,
    for_whom: str,
    hours: int = DEFAULT_HOURS,
    may_clear: bool = False,
    moment: datetime | None = None,
) -> tuple[PreviewLink, str]:
    """A new link and its token, which can never be shown again."""
    fresh = revisions.locked(article)
    if objection := why_not(fresh, by):
        raise Refused(objection)
    for_whom = needed(for_whom, _("Say for whom the link is."))
    if hours not in HOURS:
        raise Refused(_("A link lasts from an hour to seven days."))
    made_at = moment or timezone.now()
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link = PreviewLink.objects.create(
        article=fresh,
        digest=digest_of(token),
        for_whom=for_whom[:120],
        may_clear=may_clear,
        made_at=made_at,
        made_by=by.ref,
        expires_at=made_at + timedelta(hours=hours),
    )
    _write(
        link, SHARED, by, made_at,
        for_whom=link.for_whom, until=link.expires_at.isoformat(), may_clear=may_clear,
    )  # fmt: skip
    return link, token


@transaction.atomic
def revoke(link: PreviewLink, by: User, moment: datetime | None = None) -> None:
    """Whoever may share the story may end any link to it. A link that is revoked already stays as it is."""
    moment = moment or timezone.now()
    article = revisions.locked(link.article)
    powers = Powers(by)
    if not (powers.may_see(article) and powers.may(Right.SHARE_PREVIEW, article)):
        raise Refused(_("Your role does not allow this: share a preview."))
    mine = PreviewLink.objects.filter(pk=link.pk, revoked_at=None)
    if mine.update(revoked_at=moment, revoked_by=by.ref):
        _write(link, REVOKED, by, moment, for_whom=link.for_whom)


def _write(
    link: PreviewLink, move: str, by: User | None, moment: datetime, *, reason: str = "", **details: object
) -> None:
    article = link.article
    write_line(
        article, move, by, before=article.desk_state, after=article.desk_state,
        revision=article.latest_revision, reason=reason, moment=moment, link=link.pk, **details,
    )  # fmt: skip


# Following one


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def found(token: str, moment: datetime | None = None) -> PreviewLink | None:
    """The link of this token while it leads to its story. Every other token is the same to whoever asks."""
    digest = digest_of(token)
    link = (
        PreviewLink.objects.select_related("article", "article__latest_revision")
        .filter(digest=digest)
        .first()
    )
    # How long the index takes tells of the digest, which nobody can steer towards a stored one.
    if link is None or not constant_time_compare(link.digest, digest):
        return None
    return link if standing(link, moment) is Standing.OPEN else None


def standing(link: PreviewLink, moment: datetime | None = None) -> Standing:
    moment = moment or timezone.now()
    if link.revoked_at is not None:
        return Standing.REVOKED
    if moment >= link.expires_at:
        return Standing.EXPIRED
    if _has_opened_since(link, moment):
        return Standing.PUBLISHED
    if _was_trashed_since(link):
        return Standing.TRASHED
    if not _stands_by_it(link):
        return Standing.MAKER_GONE
    return Standing.OPEN


def _has_opened_since(link: PreviewLink, moment: datetime) -> bool:
    """The story came before readers after the link was made, if only for a second. A link to what a live story is to
    say next dies when that is said."""
    return any(link.made_at < opening <= moment for opening in _openings(link.article))


def _openings(article: Article) -> Iterator[datetime]:
    """When readers got another text. A slice that only goes on without a photo or a label brings none."""
    before: PublishedArticle | None = None
    for row in publication.slices_of(article):
        goes_on = (
            before is not None
            and before.visible_until == row.visible_from
            and (before.revision_id, before.form) == (row.revision_id, row.form)
        )
        if not goes_on:
            yield row.visible_from
        before = row


def _was_trashed_since(link: PreviewLink) -> bool:
    """A story that is taken out of the trash does not bring its links back: nobody would expect them."""
    if link.article.desk_state == DeskState.TRASHED:
        return True
    return link.article.audit_events.filter(move=Move.TRASH, made_at__gte=link.made_at).exists()


def _stands_by_it(link: PreviewLink) -> bool:
    if link.made_by is None:
        return False
    maker = User.objects.filter(ref=link.made_by, is_active=True).first()
    return maker is not None and Powers(maker).may_see(link.article)


def was_opened(link: PreviewLink, moment: datetime | None = None) -> None:
    PreviewLink.objects.filter(pk=link.pk).update(opened_at=moment or timezone.now())


# What the person says


class Moved(Exception):
    """The text changed while somebody read it: they have to look again before they decide."""


@transaction.atomic
def leave_word(
    link: PreviewLink, revision: Revision, *, name: str, is_cleared: bool, remark: str, moment: datetime
) -> None:
    """A clearance of the revision that the page showed. Raises `Moved` when there is a later text."""
    families.hold(link.article)
    latest = _still_open(link, moment).latest_revision
    if not link.may_clear:
        raise Refused(_("This link does not ask whether the story may be published."))
    if latest is None or revisions.is_substantive(revision.news_item, latest.news_item):
        raise Moved
    legal.clear_through(link, revision, name=name, is_cleared=is_cleared, remark=remark, moment=moment)


@transaction.atomic
def leave_remark(link: PreviewLink, *, name: str, text: str, moment: datetime) -> Note:
    """A note on the story, under the name that the person gave."""
    article = _still_open(link, moment)
    note = Note.objects.create(
        article=article, text=text.strip(), made_at=moment, made_by_name=name.strip()[:120]
    )
    _write(link, REMARK, None, moment, reason=note.text, name=note.made_by_name)
    return note


def _still_open(link: PreviewLink, moment: datetime) -> Article:
    """Asked again under the lock: the story may have come out since the page was asked for."""
    article = revisions.locked(link.article)
    link.article = article
    link.refresh_from_db(fields=["revoked_at", "expires_at"])
    if standing(link, moment) is not Standing.OPEN:
        raise Refused(_("This link does not lead to the story any more."))
    return article
