"""The lawyer's read: asking for it, keeping what the lawyer said, dropping it. Whether a text is cleared: `clearances`."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from articles.models import Article, Clearance, PreviewLink, Revision
from articles.workflow import actions, clearances, families, publication, revisions
from articles.workflow.actions import Desk, Refused, enter, leave, needed
from articles.workflow.audit import write_line
from articles.workflow.transitions import Move
from newsroom.models import User

HELD_BACK = "held_back"
"""Line of the audit trail: what was scheduled does not open, because a lawyer said no."""


def why_not(desk: Desk) -> str:
    """What speaks against these three moves now, beside right and state."""
    article = desk.article
    match desk.transition.move:
        case Move.ASK_LEGAL_READ if article.needs_legal_read:
            return _("A lawyer's read is asked for already.")
        case Move.ASK_LEGAL_READ:
            return _goes_out_by_itself(desk)
        case Move.CLEAR_LEGAL_READ if clearances.asking(article) is None:
            return _("Nobody has asked for a lawyer's read of this story.")
        case Move.DROP_LEGAL_READ if not article.needs_legal_read:
            if clearances.asking(article) is not None:
                return _("It is the original that needs a lawyer's read: drop it there.")
            return _("Nobody has asked for a lawyer's read of this story.")
    return ""


def _goes_out_by_itself(desk: Desk) -> str:
    """What is scheduled opens with nobody asking the checklist again."""
    if desk.is_scheduled:
        return _("A version is scheduled. Cancel that schedule first, or it would go out unread.")
    if any(publication.waiting_slices(other, desk.moment) for other in _translations(desk.article)):
        return _("A translation of this story is scheduled. Cancel that schedule first.")
    return ""


@transaction.atomic
def ask_legal_read(article: Article, by: User, *, reason: str, moment: datetime | None = None) -> Article:
    """From now on no road leads to the public until a lawyer has cleared the text that would go out."""
    desk = enter(Move.ASK_LEGAL_READ, article, by, moment)
    reason = needed(reason, _("Say what the lawyer has to look at, and why."))
    desk.article.needs_legal_read = True
    return leave(desk, article, before=desk.before, reason=reason, needs_legal_read=[False, True])


@transaction.atomic
def clear_legal_read(
    article: Article,
    by: User,
    *,
    name: str,
    is_cleared: bool = True,
    remark: str = "",
    seen: int | None = None,
    moment: datetime | None = None,
) -> Article:
    """Write down what a lawyer said of the latest revision, which is the one that the person has `seen`."""
    families.hold(article)
    desk = enter(Move.CLEAR_LEGAL_READ, article, by, moment)
    fresh = desk.article
    if seen is not None and seen != fresh.latest_revision_id:
        raise Refused(_("The story was saved since you opened it. Look at it as it is now, then decide."))
    name = needed(name, _("Give the name of the lawyer."))
    word = _keep(fresh, fresh.latest_revision, name, is_cleared, remark, desk.moment, by=by)
    leave(
        desk, article, before=desk.before, revision=word.revision, reason=word.remark,
        name=word.name, is_cleared=is_cleared,
    )  # fmt: skip
    if not is_cleared:
        _hold_back(fresh, word, by)
    return article


@transaction.atomic
def drop_legal_read(article: Article, by: User, *, reason: str, moment: datetime | None = None) -> Article:
    """The chief editor answers for the text instead. What lawyers said of it stays in the history."""
    desk = enter(Move.DROP_LEGAL_READ, article, by, moment)
    reason = needed(reason, _("Say why no lawyer has to read it any more."))
    desk.article.needs_legal_read = False
    return leave(desk, article, before=desk.before, reason=reason, needs_legal_read=[True, False])


def clear_through(
    link: PreviewLink, revision: Revision, *, name: str, is_cleared: bool, remark: str, moment: datetime
) -> Clearance:
    """What somebody without an account says of the revision that their link showed them.

    A "no" to a story that needed no lawyer's read makes it need one. Call it under a lock on the story's family.
    """
    article = revisions.locked(link.article)
    word = _keep(article, revision, name, is_cleared, remark, moment, link=link)
    details: dict[str, object] = {"name": name, "is_cleared": is_cleared, "through_link": link.pk}
    if not is_cleared and not article.needs_legal_read:
        article.needs_legal_read = True
        article.save(update_fields=["needs_legal_read"])
        details["needs_legal_read"] = [False, True]
    write_line(
        article, Move.CLEAR_LEGAL_READ, None, before=article.desk_state, after=article.desk_state,
        revision=revision, reason=word.remark, moment=moment, **details,
    )  # fmt: skip
    if not is_cleared:
        _hold_back(article, word, None)
    return word


def _keep(
    article: Article,
    revision: Revision | None,
    name: str,
    is_cleared: bool,
    remark: str,
    moment: datetime,
    *,
    by: User | None = None,
    link: PreviewLink | None = None,
) -> Clearance:
    if revision is None:
        raise Refused(_("The story has no text yet."))
    return Clearance.objects.create(
        article=article,
        revision=revision,
        is_cleared=is_cleared,
        name=name.strip()[:120],
        remark=remark.strip(),
        made_at=moment,
        made_by=by.ref if by else None,
        link=link,
    )


def _hold_back(article: Article, word: Clearance, by: User | None) -> None:
    """A text that is not cleared any more does not open by itself: its schedule is taken back, the translations' too."""
    for story in (article, *_translations(article)):
        waiting = publication.waiting_slices(story, word.made_at)
        texts = Revision.objects.filter(pk__in={row.revision_id for row in waiting})
        if not any(clearances.why_not(story, text.news_item, word.made_at) for text in texts):
            continue
        fresh = revisions.locked(story)
        publication.forget_waiting(fresh, moment=word.made_at)
        write_line(
            fresh, HELD_BACK, by, before=fresh.desk_state, after=fresh.desk_state,
            moment=word.made_at, name=word.name,
        )  # fmt: skip


def _translations(article: Article) -> list[Article]:
    """Of this story, and of its translations."""
    of_it = Q(translation_of=article) | Q(translation_of__translation_of=article)
    return list(Article.objects.filter(of_it).exclude(pk=article.pk))


actions.MOVES |= {
    Move.ASK_LEGAL_READ: ask_legal_read,
    Move.CLEAR_LEGAL_READ: clear_legal_read,
    Move.DROP_LEGAL_READ: drop_legal_read,
}
