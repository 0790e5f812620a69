"""What leaves the paper by hand: posts for messengers, and the evening digest. Who may, and what is written down."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Digest, Posted, PublishedArticle
from articles.workflow.actions import Refused
from articles.workflow.audit import write_line
from articles.workflow.roles import Powers, Right
from newsroom.models import User


@transaction.atomic
def mark_posted(article: Article, by: User, public_hash: str, *, moment: datetime | None = None) -> Posted:
    """The text of the version with this hash stands in a messenger now. Another version may have come meanwhile."""
    moment = moment or timezone.now()
    if not Powers(by).may(Right.SEND_OUT, article):
        raise Refused(_("Your role does not send stories out, or not those of this section."))
    rows = PublishedArticle.public.at(moment).filter(story_id=article.pk, form=PublishedArticle.Form.STORY)
    if not rows.filter(public_hash=public_hash).exists():
        raise Refused(
            _("Readers see another version by now, or none: look at the text again before you post it.")
        )
    posted = Posted.objects.create(
        story_id=article.pk, public_hash=public_hash, posted_at=moment, posted_by=by.ref
    )
    write_line(article, "posted", by, moment=moment, public_hash=public_hash)
    return posted


@transaction.atomic
def publish_digest(digest: Digest, by: User, *, moment: datetime | None = None) -> Digest:
    """Its page stands from now on. It needs a story that readers see."""
    moment = moment or timezone.now()
    _refuse_without_the_right(by)
    fresh = Digest.objects.select_for_update().get(pk=digest.pk)
    numbers = fresh.lines.values("story_id")
    rows = PublishedArticle.public.at(moment).filter(
        story_id__in=numbers, language=fresh.language, form=PublishedArticle.Form.STORY
    )
    if not rows.exists():
        raise Refused(_("Choose at least one story that readers see."))
    if fresh.published_at is None:
        fresh.published_at = moment
        fresh.save(update_fields=["published_at"])
        write_line(
            None, "digest_published", by, moment=moment, digest=str(fresh.day), language=fresh.language
        )
    return fresh


@transaction.atomic
def withdraw_digest(digest: Digest, by: User, *, moment: datetime | None = None) -> Digest:
    """Its page is gone; what was put together stays."""
    _refuse_without_the_right(by)
    fresh = Digest.objects.select_for_update().get(pk=digest.pk)
    if fresh.published_at is not None:
        fresh.published_at = None
        fresh.save(update_fields=["published_at"])
        write_line(
            None, "digest_withdrawn", by, moment=moment, digest=str(fresh.day), language=fresh.language
        )
    return fresh


def _refuse_without_the_right(by: User) -> None:
    if not Powers(by).holds(Right.SEND_OUT):
        raise Refused(_("Your role does not send digests out."))
