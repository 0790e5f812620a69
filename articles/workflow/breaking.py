"""Breaking news: one paragraph before readers within a minute, by the person on duty, and what follows it.

Nothing here is a door of its own: the story is saved as any is, and goes out through `actions.publish`.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _

from articles.models import Article, DeskState, Kind, Section
from articles.workflow import actions, publication, revisions
from articles.workflow.actions import Refused
from articles.workflow.roles import Powers, Right
from articles.workflow.transitions import Move
from newsroom.lib.refs import new_ref
from newsroom.models import User

SECOND_READ_DUE = timedelta(minutes=30)
"""So long may a text stand that one pair of eyes has read."""
_BLANKS = re.compile(r"[^\S\xa0]+")
"""Not the no-break space, which somebody has set on purpose."""
_Act = Callable[[Article], Article]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flash:
    """What a person types when there is no time for a form."""

    ref: str
    """Names the story before it is there: what is sent twice is made once."""
    headline: str
    paragraph: str
    section: Section
    language: str
    developing_until: datetime | None = None


def one_line(text: str) -> str:
    """Whatever was pasted."""
    return _BLANKS.sub(" ", text).strip()


def is_overdue(article: Article, moment: datetime | None = None) -> bool:
    owed_at = article.second_read_owed_at
    return owed_at is not None and owed_at + SECOND_READ_DUE <= (moment or timezone.now())


def break_news(flash: Flash, by: User, *, moment: datetime | None = None) -> Article:
    """A story of one paragraph: public at once for the person on duty, submitted for review for anybody else.

    All of it or nothing, and once, however often it is sent.
    """
    move = Move.PUBLISH if Powers(by).is_on_duty else Move.SUBMIT
    return _once(flash, by, lambda article: actions.MOVES[move](article, by, moment=moment), moment)


def keep_as_draft(flash: Flash, by: User, *, moment: datetime | None = None) -> Article:
    """For what cannot go out yet: nothing that was typed is lost."""
    return _once(flash, by, lambda article: article, moment)


def _once(flash: Flash, by: User, act: _Act, moment: datetime | None) -> Article:
    if not Powers(by).holds(Right.CREATE):
        raise Refused(_("Your role does not allow you to write stories."))
    try:
        made = _made_before(flash, by)
        if made is None:
            return _made(_with_free_ref(flash), by, act, moment)
        return act(made) if made.desk_state == DeskState.DRAFT else made
    except IntegrityError:  # The same was sent twice at the same time, and the other came first.
        if made := _made_before(flash, by):
            return made
        raise


def _made(flash: Flash, by: User, act: _Act, moment: datetime | None) -> Article:
    with transaction.atomic():
        article = Article.objects.create(
            ref=flash.ref,
            language=flash.language,
            kind=news(),
            section=flash.section,
            headline=flash.headline,
            body=_clean_body(flash.paragraph),
            developing_until=flash.developing_until,
            desk_state=DeskState.DRAFT,
            created_by=by.ref,
            changed_by=by.ref,
        )
        revisions.record(article, by, based_on=None, moment=moment)
        return act(article)


def _made_before(flash: Flash, by: User) -> Article | None:
    """The story that this very text has made already."""
    article = Article.objects.filter(ref=flash.ref, created_by=by.ref).first()
    first = article.revisions.order_by("number").first() if article else None
    if article is None or first is None:
        return None
    item = first.news_item
    same = (item.headline, item.body) == (flash.headline, _clean_body(flash.paragraph))
    return article if same else None


def _with_free_ref(flash: Flash) -> Flash:
    """Whoever goes back in the browser and types other news has another story, not the old one again."""
    is_taken = Article.objects.filter(ref=flash.ref).exists()
    return dataclasses.replace(flash, ref=new_ref()) if is_taken else flash


def news() -> Kind | None:
    """The kind of a flash: what the paper calls news, else its first kind."""
    kinds = Kind.objects.order_by("order", "pk")
    return kinds.filter(names__language="en", names__slug="news").first() or kinds.first()


# What follows


def why_not_go_on(article: Article, by: User, moment: datetime | None = None) -> str:
    """Why this person cannot add to what readers see at once; empty when they can."""
    powers = Powers(by)
    if not (powers.is_on_duty and powers.may_edit(article)):
        return _("Only the person on duty adds to a story at once. Open the story to change it.")
    live = publication.live_slice(article, moment)
    if live is None or live.is_retraction:
        return _("Readers do not see this story now. Open it to go on.")
    if live.revision_id != article.latest_revision_id:
        return _(
            "The story holds changes that readers have not seen. Open it, so that they do not go out unread."
        )
    return ""


def add_paragraph(
    article: Article, by: User, *, paragraph: str, seen: int | None, moment: datetime | None = None
) -> Article:
    """One more paragraph at the end, public at once. `seen` is the revision that the person looked at."""
    with transaction.atomic():
        fresh = revisions.locked(article)
        if _was_added(fresh, by, paragraph, seen):
            return fresh
        if objection := why_not_go_on(fresh, by, moment):
            raise Refused(objection)
        if fresh.latest_revision_id != seen:
            raise Refused(_("The story was saved since you opened it. Look at it as it is now, then decide."))
        fresh.body = _clean_body(paragraph, before=fresh.body)  # type: ignore[assignment]
        fresh.save()
        revision = revisions.record(
            fresh, by, based_on=fresh.latest_revision, note=_("A paragraph was added."), moment=moment
        )
        return actions.publish(fresh, by, seen=revision.pk, moment=moment)


def _was_added(article: Article, by: User, paragraph: str, seen: int | None) -> bool:
    """The same paragraph was sent twice: the first made the revision that follows the one they looked at."""
    latest = article.latest_revision
    if latest is None or latest.parent is None or (latest.parent_id, latest.made_by) != (seen, by.ref):
        return False
    return latest.news_item.body == _clean_body(paragraph, before=latest.parent.news_item.body)


def _clean_body(text: str, before: str = "") -> str:
    """Plain text as the body of a story: each line is a paragraph."""
    lines = map(one_line, text.splitlines())
    html = before + "".join(f"<p>{escape(line)}</p>" for line in lines if line)
    field = Article._meta.get_field("body")
    assert isinstance(field, models.Field)
    try:
        return str(field.clean(html, None))
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
