"""The one door for every change of state: one function per move, and nothing else moves a story.

Each checks right, state and checklist under a row lock, changes, writes one audit line and sends its signal on
commit, in one transaction. Admin buttons, bulk moves, importers, commands and tests all come through here.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import FOREVER, Article, Correction, DeskState, Revision
from articles.models.published import PublishedArticle
from articles.newsitem import CorrectionKind, CorrectionNotice, Standing, StoryState
from articles.workflow import (
    checklist,
    closed,
    families,
    pins,
    publication,
    revisions,
    signals,
    story_tasks,
    withdrawal,
)
from articles.workflow.audit import write_line
from articles.workflow.refusal import Refused
from articles.workflow.resolve import resolve
from articles.workflow.roles import Powers, Right
from articles.workflow.transitions import HANDOVERS, TRANSITIONS, Move, PublicState, Transition
from media import renditions
from media.models import Photo
from newsroom.lib.dates import for_people
from newsroom.models import SiteSettings, User

FIXABLE = ("headline", "standfirst", "body")
"""What a correction may change in the same act."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One story under its lock, with the person who moves it and the moment at which."""

    article: Article
    by: User
    powers: Powers
    moment: datetime
    transition: Transition
    public: PublicState
    is_scheduled: bool
    """A version that readers have not seen yet waits for its moment."""

    @property
    def before(self) -> str:
        return self.article.desk_state


# What a person may do now


def available(article: Article, user: User, moment: datetime | None = None) -> list[Transition]:
    """The buttons for this person and this state. What the list leaves out, the door refuses."""
    moment = moment or timezone.now()
    desk = _desk(Move.START, article, user, moment)
    return [
        transition
        for transition in TRANSITIONS.values()
        if not _objection(dataclasses.replace(desk, transition=transition))
    ]


def why_not(article: Article, user: User, move: Move, moment: datetime | None = None) -> str:
    """Why the door would refuse this move now; empty when it would not. The checklist is asked later."""
    return _objection(_desk(move, article, user, moment or timezone.now()))


def _desk(move: Move, article: Article, by: User, moment: datetime) -> Desk:
    return Desk(
        article=article,
        by=by,
        powers=Powers(by),
        moment=moment,
        transition=TRANSITIONS[move],
        public=publication.public_state(article, moment),
        is_scheduled=bool(publication.waiting_slices(article, moment)),
    )


def _objection(desk: Desk) -> str:
    """Why this person cannot make this move on this story now; empty when they can."""
    if not desk.powers.may_see(desk.article):
        return closed.no_such_story()
    return _wrong_right(desk) or _wrong_state(desk) or _wrong_moment(desk)


def _wrong_right(desk: Desk) -> str:
    transition, powers, article = desk.transition, desk.powers, desk.article
    if _breaks_news(desk) and powers.may_edit(article):
        return ""
    if transition.right in (Right.EDIT_OWN, Right.SUBMIT):
        allowed = powers.holds(transition.right) and powers.may_edit(article)
    else:
        allowed = powers.may(transition.right, article)
    if allowed:
        return ""
    if powers.holds(transition.right) and not powers.works_in(article):
        return _("This story belongs to a section that is not yours.")
    return _("Your role does not allow this: %(move)s.") % {"move": transition.label}


def _wrong_state(desk: Desk) -> str:
    transition, article = desk.transition, desk.article
    if article.desk_state not in transition.from_states and not _breaks_news(desk):
        return _("A story in the state “%(state)s” cannot take this move: %(move)s.") % {
            "state": article.get_desk_state_display(),
            "move": transition.label,
        }
    if desk.public not in transition.public_states:
        return _("What readers see now does not allow this: %(move)s.") % {"move": transition.label}
    return ""


def _breaks_news(desk: Desk) -> bool:
    """The duty right: publish alone what nobody else has read yet, with the second read owed."""
    return (
        desk.transition.move is Move.PUBLISH
        and desk.powers.is_on_duty
        and desk.article.desk_state in (DeskState.DRAFT, DeskState.IN_REVIEW)
    )


def _wrong_moment(desk: Desk) -> str:
    article = desk.article
    if sentence := closed.objection(desk.transition.move, article, desk.public):
        return sentence
    match desk.transition.move:
        case Move.APPROVE:
            return _one_pair_of_eyes(desk)
        case Move.SECOND_READ if article.second_read_owed_at is None:
            return _("No second read is owed.")
        case Move.SECOND_READ:
            return _one_pair_of_eyes(desk) or _owes_it_themselves(desk)
        case Move.LIFT_EMBARGO if article.embargo_until is None:
            return _("There is no embargo to lift.")
        case Move.CANCEL_SCHEDULE if not desk.is_scheduled:
            return _("Nothing is scheduled.")
        case Move.PUBLISH | Move.SCHEDULE | Move.CORRECT if desk.is_scheduled:
            return _(
                "A version is scheduled already. Cancel that schedule first, so that it does not undo this one."
            )
        case Move.CORRECT:
            return _unread_changes(desk)
        case Move.PUBLISH if _was_sent_back(desk):
            return _("The story was returned by somebody else: answer the note and submit it again first.")
        case Move.PUBLISH if _is_live_already(desk):
            return _("Readers see this version already.")
        case Move.SET_EMBARGO if desk.public is PublicState.LIVE or desk.is_scheduled:
            return _(
                "Readers see this story, or will: take it down or cancel its schedule before you set an embargo."
            )
        case Move.ASK_LEGAL_READ | Move.CLEAR_LEGAL_READ | Move.DROP_LEGAL_READ:
            return legal.why_not(desk)
    return ""


def _was_sent_back(desk: Desk) -> bool:
    """Duty publishes alone what nobody has read; this somebody has read, and said no."""
    if desk.article.desk_state != DeskState.DRAFT:
        return False
    last = desk.article.audit_events.filter(move__in=HANDOVERS).order_by("-pk").first()
    return last is not None and last.move == Move.RETURN and last.made_by != desk.by.ref


def _one_pair_of_eyes(desk: Desk) -> str:
    """Four eyes: whoever made the last substantive change cannot be the one who approves it."""
    last = revisions.last_substantive(desk.article)
    if last is None or last.made_by != desk.by.ref or not SiteSettings.load().four_eyes:
        return ""
    return _("You made the last change yourself: somebody else has to read it.")


def _owes_it_themselves(desk: Desk) -> str:
    """Whoever put a text before readers on one pair of eyes cannot be the second pair."""
    last = desk.article.audit_events.filter(move__in=(Move.PUBLISH, Move.CORRECT)).first()
    if last is None or last.made_by != desk.by.ref or not SiteSettings.load().four_eyes:
        return ""
    return _("You put this text before readers yourself: somebody else has to read it.")


def _is_live_already(desk: Desk) -> bool:
    live = publication.live_slice(desk.article, desk.moment)
    revision_id = desk.article.approved_revision_id or desk.article.latest_revision_id
    return live is not None and live.form == PublishedArticle.Form.STORY and live.revision_id == revision_id


def enter(move: Move, article: Article, by: User, moment: datetime | None) -> Desk:
    """Take the lock and raise `Refused` unless this person may make this move now. Call inside a transaction."""
    desk = _desk(move, revisions.locked(article), by, moment or timezone.now())
    if objection := _objection(desk):
        raise Refused(objection)
    return desk


def leave(
    desk: Desk, article: Article, *, before: str, revision: Revision | None = None, **words: Any
) -> Article:
    """Store the new desk state, write the audit line, and bring the caller's copy up to date."""
    fresh = desk.article
    if desk.transition.to_state is not None:
        fresh.desk_state = desk.transition.to_state
    fresh.save()
    if not SiteSettings.load().four_eyes:
        words["four_eyes"] = "off"
    write_line(
        fresh,
        desk.transition.move,
        desk.by,
        before=before,
        after=fresh.desk_state,
        revision=revision or fresh.latest_revision,
        moment=desk.moment,
        **words,
    )
    article.refresh_from_db()
    return article


def needed(value: str, sentence: str) -> str:
    if not value.strip():
        raise Refused(sentence)
    return value.strip()


# At the desk


@transaction.atomic
def start(article: Article, by: User, *, moment: datetime | None = None) -> Article:
    """idea → draft."""
    desk = enter(Move.START, article, by, moment)
    return leave(desk, article, before=desk.before)


@transaction.atomic
def submit(article: Article, by: User, *, moment: datetime | None = None) -> Article:
    """draft → in review."""
    desk = enter(Move.SUBMIT, article, by, moment)
    needed(desk.article.headline, _("Write a headline before you submit the story."))
    return leave(desk, article, before=desk.before)


@transaction.atomic
def return_to_writer(article: Article, by: User, *, note: str, moment: datetime | None = None) -> Article:
    """in review or approved → draft. The note tells the writer what is missing."""
    desk = enter(Move.RETURN, article, by, moment)
    note = needed(note, _("Tell the writer what is missing or what is to be changed."))
    before = desk.before
    desk.article.approved_revision = None
    return leave(desk, article, before=before, reason=note)


@transaction.atomic
def approve(article: Article, by: User, *, moment: datetime | None = None) -> Article:
    """in review → approved: from now on publish and schedule project this revision and no other."""
    desk = enter(Move.APPROVE, article, by, moment)
    desk.article.approved_revision = desk.article.latest_revision
    return leave(desk, article, before=desk.before)


@transaction.atomic
def trash(article: Article, by: User, *, moment: datetime | None = None) -> Article:
    desk = enter(Move.TRASH, article, by, moment)
    before = desk.before
    desk.article.approved_revision = None
    return leave(desk, article, before=before)


@transaction.atomic
def untrash(article: Article, by: User, *, moment: datetime | None = None) -> Article:
    desk = enter(Move.UNTRASH, article, by, moment)
    return leave(desk, article, before=desk.before)


@transaction.atomic
def second_read(article: Article, by: User, *, moment: datetime | None = None) -> Article:
    """Somebody else has read what went out on one pair of eyes."""
    desk = enter(Move.SECOND_READ, article, by, moment)
    desk.article.second_read_owed_at = None
    return leave(desk, article, before=desk.before)


@transaction.atomic
def set_embargo(
    article: Article,
    by: User,
    *,
    until: datetime,
    reason: str,
    moment: datetime | None = None,
    is_imported: bool = False,
) -> Article:
    """A floor that no button, bulk move, right or translation crosses; an earlier one is never lowered here.

    One that an import has brought along is no move of the desk.
    """
    desk = enter(Move.SET_EMBARGO, article, by, moment)
    reason = needed(reason, _("Say why the story is under embargo."))
    _refuse_seen_translations(desk)
    if until <= desk.moment:
        raise Refused(_("An embargo ends in the future."))
    if desk.article.embargo_until is not None and until < desk.article.embargo_until:
        raise Refused(_("The embargo in force ends later. Only the chief editor can lift it."))
    desk.article.embargo_until, desk.article.embargo_reason, desk.article.embargo_by = until, reason, by.ref
    details: dict[str, Any] = {"imported": True} if is_imported else {}
    return leave(desk, article, before=desk.before, reason=reason, until=until.isoformat(), **details)


@transaction.atomic
def lift_embargo(article: Article, by: User, *, reason: str, moment: datetime | None = None) -> Article:
    desk = enter(Move.LIFT_EMBARGO, article, by, moment)
    reason = needed(reason, _("Say why the embargo is lifted."))
    desk.article.embargo_until, desk.article.embargo_reason, desk.article.embargo_by = None, "", None
    return leave(desk, article, before=desk.before, reason=reason)


# To the public


def publish(
    article: Article,
    by: User,
    *,
    until: datetime | None = None,
    seen: int | None = None,
    moment: datetime | None = None,
) -> Article:
    """Let readers see the approved text now; what they saw before ends at the same moment.

    With the duty right also a draft, alone: a second read is then owed. `seen` is the number of the revision that
    the person looked at: when another was saved since, nothing goes out.
    """
    _make_pictures(article.approved_revision or article.latest_revision)
    with transaction.atomic():
        desk = enter(Move.PUBLISH, article, by, moment)
        before = desk.before
        _refuse_unseen(desk, seen)
        if before != DeskState.APPROVED:
            _approve_alone(desk)
        revision = _approved(desk)
        _pass_checklist(desk.article, revision, desk.moment)
        _open(desk, revision, desk.moment, until)
        desk.article.due_at = None  # What has gone out is not due any more.
        story_tasks.tell_of_update(desk.article, revision, by, desk.moment)
        story_tasks.settle(desk.article, by, desk.moment)
        return leave(desk, article, before=before, revision=revision, until=_iso(until))


def schedule(
    article: Article,
    by: User,
    *,
    visible_from: datetime,
    until: datetime | None = None,
    moment: datetime | None = None,
) -> Article:
    """Let readers see the approved text from a moment ahead: data, not a job, so no worker has to be alive."""
    _make_pictures(article.approved_revision)
    with transaction.atomic():
        desk = enter(Move.SCHEDULE, article, by, moment)
        if visible_from <= desk.moment:
            raise Refused(_("The moment to publish at has passed. Choose a later one, or publish now."))
        revision = _approved(desk)
        _pass_checklist(desk.article, revision, visible_from)
        _open(desk, revision, visible_from, until)
        desk.article.due_at = None
        story_tasks.tell_of_update(desk.article, revision, by, desk.moment, opens=visible_from)
        return leave(
            desk, article, before=desk.before, revision=revision,
            visible_from=visible_from.isoformat(), until=_iso(until),
        )  # fmt: skip


@transaction.atomic
def cancel_schedule(article: Article, by: User, *, moment: datetime | None = None) -> Article:
    """What was to open never does; what readers see now stays, to its own planned end."""
    desk = enter(Move.CANCEL_SCHEDULE, article, by, moment)
    publication.forget_waiting(desk.article, moment=desk.moment)
    return leave(desk, article, before=desk.before)


def correct(
    article: Article,
    by: User,
    *,
    kind: CorrectionKind | str,
    text: str,
    fix: Mapping[str, str] | None = None,
    seen: int | None = None,
    moment: datetime | None = None,
) -> Article:
    """Mend what readers see and say so, both or neither. It is public at once; a second read is owed.

    `fix` may hold headline, standfirst and body. Refused while the working copy holds other changes that readers
    have not seen: a correction must not carry an unread draft out with it. `seen` as for `publish`: of two who mend
    the body at once, the second must not put the first one's mistake back.
    """
    _make_pictures(article.latest_revision)
    with transaction.atomic():
        desk = enter(Move.CORRECT, article, by, moment)
        _refuse_unseen(desk, seen)
        fresh = desk.article
        text = needed(text, _("Say what was wrong and what is right: readers see it under the story."))
        correction = Correction.objects.create(
            article=fresh, kind=CorrectionKind(kind), text=text, made_at=desk.moment, made_by=by.ref
        )
        _fix(fresh, fix or {})
        state, fresh.desk_state = fresh.desk_state, DeskState.DRAFT
        fresh.save()
        revision = revisions.record(
            fresh, by, based_on=fresh.latest_revision, note=text[:300],
            reason=Revision.Reason.CORRECTION, moment=desk.moment,
        )  # fmt: skip
        fresh.desk_state = DeskState(state)
        if state == DeskState.APPROVED:
            fresh.approved_revision = revision
        _owe_second_read(desk)
        _pass_checklist(fresh, revision, desk.moment)
        live = publication.live_slice(fresh, desk.moment)
        _open(desk, revision, desk.moment, _planned_end(live))
        story_tasks.tell_of_correction(fresh, correction, by, desk.moment)
        story_tasks.settle(fresh, by, desk.moment)
        signals.send_on_commit(signals.corrected, [fresh.pk])
        return leave(desk, article, before=state, revision=revision, reason=text, correction=correction.ref)


@transaction.atomic
def unpublish(
    article: Article,
    by: User,
    *,
    reason: str,
    words: str = "",
    translations: withdrawal.Decisions | None = None,
    moment: datetime | None = None,
) -> Article:
    """Readers see the story no more, at once and everywhere; `words` are said at its old address (410).

    `translations` says what becomes of each other language that readers see, or will: all of it happens, or nothing.
    """
    families.hold(article)
    desk = enter(Move.UNPUBLISH, article, by, moment)
    reason = needed(
        reason, _("Say why the story is taken down: the history keeps it, readers do not see it.")
    )
    _decide_on_translations(desk, translations or {}, _take_down, reason, words.strip())
    return _take_down(desk, article, reason, words.strip())


def _take_down(desk: Desk, article: Article, reason: str, words: str) -> Article:
    publication.take_down(desk.article, moment=desk.moment, words=words)
    return leave(desk, article, before=desk.before, reason=reason, words=words)


@transaction.atomic
def retract(
    article: Article,
    by: User,
    *,
    reason: str,
    words: str,
    translations: withdrawal.Decisions | None = None,
    moment: datetime | None = None,
) -> Article:
    """The paper takes the story back and says so at its address. `translations` as for `unpublish`."""
    families.hold(article)
    desk = enter(Move.RETRACT, article, by, moment)
    reason = needed(reason, _("Say why the story is retracted: the history keeps it."))
    words = needed(words, _("Write the notice that readers see in place of the story."))
    _decide_on_translations(desk, translations or {}, _take_back, reason, words)
    return _take_back(desk, article, reason, words)


def _take_back(desk: Desk, article: Article, reason: str, words: str) -> Article:
    publication.open_retraction(desk.article, words, moment=desk.moment)
    return leave(desk, article, before=desk.before, reason=reason, words=words)


def _decide_on_translations(
    desk: Desk,
    decisions: withdrawal.Decisions,
    withdraw: Callable[[Desk, Article, str, str], Article],
    reason: str,
    words: str,
) -> None:
    """Do with each other language of the story what was decided for it; raises `Refused` when one is left open."""
    others = families.seen_or_ahead(desk.article, desk.moment)
    if open_ones := withdrawal.undecided(others, decisions):
        raise Refused(
            _("Decide first what becomes of %(stories)s, which readers see too, or will.")
            % {"stories": ", ".join(withdrawal.named(row) for row in open_ones)}
        )
    for other in others:
        decision = decisions[other.pk]
        if decision.act is withdrawal.Act.ALSO:
            _withdraw_too(desk, other, withdraw, reason, decision.words.strip() or words)
            continue
        story_tasks.tell_of_withdrawal(
            desk.article, other, reason, desk.by, desk.moment,
            is_retraction=desk.transition.move is Move.RETRACT,
        )  # fmt: skip


def _withdraw_too(
    desk: Desk,
    other: Article,
    withdraw: Callable[[Desk, Article, str, str], Article],
    reason: str,
    words: str,
) -> None:
    """By the same door, with this person's right to that very story. What readers have not seen has nothing to take
    back: it is only taken off its schedule."""
    move = desk.transition.move
    if publication.public_state(other, desk.moment) is PublicState.SCHEDULED:
        move, withdraw = Move.UNPUBLISH, _take_down
    try:
        inner = enter(move, other, desk.by, desk.moment)
    except Refused as refused:
        raise Refused(f"{withdrawal.named(other)}: {refused.sentence}") from refused
    withdraw(inner, other, reason, words)


def publish_imported(article: Article, by: User, *, moment: datetime | None = None) -> Article:
    """Publish what a command has just imported: the right to import, the desk's own checklist, no state skipped.

    Four eyes is replaced by an audit line that names the person.
    """
    return import_standing(article, by, Standing(), moment=moment)


def import_standing(
    article: Article,
    by: User,
    standing: Standing,
    *,
    updated_at: datetime | None = None,
    moment: datetime | None = None,
) -> Article:
    """Bring what a command has just imported to where its file says that it stands, in one act or not at all.

    The right to import opens the door to the desk's states and to the public; taking down, retracting and trashing
    ask for the person's own right. Checklist and embargo stay in force.
    """
    if standing.state.is_public:
        _make_pictures(article.latest_revision)
    with transaction.atomic():
        check_import_right(by)
        desk = _desk(Move.PUBLISH, revisions.locked(article), by, moment or timezone.now())
        if not desk.powers.may_see(desk.article):
            raise Refused(closed.no_such_story())
        _refuse_what_the_desk_holds(desk)
        if not standing.state.is_public:
            return _to_desk_state(desk, article, DeskState(standing.state))
        _publish_import(desk, article, standing, updated_at)
        match standing.state:
            case StoryState.UNPUBLISHED:
                down = enter(Move.UNPUBLISH, article, by, desk.moment)
                publication.take_down(down.article, moment=desk.moment, words=standing.notice)
                return leave(down, article, before=down.before, reason=_IMPORTED_AS_IT_WAS, imported=True)
            case StoryState.RETRACTED:
                return _import_retraction(enter(Move.RETRACT, article, by, desk.moment), article, standing)
        return article


def _refuse_what_the_desk_holds(desk: Desk) -> None:
    fresh = desk.article
    if fresh.latest_revision_id != fresh.imported_revision_id:
        raise Refused(_("The story was changed at the desk since it was imported: publish it from there."))
    if desk.is_scheduled:
        raise Refused(_("A version is scheduled already: publish from the desk."))
    if fresh.desk_state not in (DeskState.DRAFT, DeskState.APPROVED) and not is_in_nobodys_hand(fresh):
        raise Refused(_("The story is not a draft any more: publish it from the desk."))


_MOVES_BY_HAND = frozenset(Move)
"""A story is in hand when somebody has moved it. A tag that was merged, a place on the front page, a page that was made
anew are told in its history as well, and say nothing of its text or of where it stands."""
_IMPORTED_AS_IT_WAS = "Imported as it stood where it came from, without a second pair of eyes."


def is_in_nobodys_hand(article: Article) -> bool:
    """Only an import has moved the story so far; what an editor returned, approved or took down is left to editors."""
    lines = article.audit_events.filter(move__in=_MOVES_BY_HAND).values_list("details", flat=True)
    return all(details.get("imported") for details in lines)


_IMPORTED_BY = {
    DeskState.IN_REVIEW: Move.SUBMIT,
    DeskState.APPROVED: Move.APPROVE,
    DeskState.TRASHED: Move.TRASH,
}
"""What the history says of a story that came in standing there."""


def _to_desk_state(desk: Desk, article: Article, state: DeskState) -> Article:
    """A state that readers know nothing of."""
    fresh, before = desk.article, desk.before
    if desk.public is not PublicState.NONE:
        raise Refused(_("Readers see this story, or have seen it: move it at the desk."))
    if before == state:
        return article
    if state == DeskState.TRASHED and (objection := why_not(fresh, desk.by, Move.TRASH, desk.moment)):
        raise Refused(objection)
    if state in (DeskState.IN_REVIEW, DeskState.APPROVED):
        needed(fresh.headline, _("Write a headline before you submit the story."))
    fresh.approved_revision = fresh.latest_revision if state == DeskState.APPROVED else None
    fresh.desk_state = state
    fresh.save()
    write_line(
        fresh, _IMPORTED_BY.get(state, "imported"), desk.by, before=before, after=state,
        revision=fresh.latest_revision, moment=desk.moment, reason=_IMPORTED_AS_IT_WAS, imported=True,
    )  # fmt: skip
    article.refresh_from_db()
    return article


def _publish_import(desk: Desk, article: Article, standing: Standing, updated_at: datetime | None) -> None:
    """Open the imported text, if it is not what readers see already."""
    fresh = desk.article
    live = publication.live_slice(fresh, desk.moment)
    if (
        live is not None
        and live.form == PublishedArticle.Form.STORY
        and live.revision_id == fresh.latest_revision_id
    ):
        return
    before = desk.before
    fresh.approved_revision = fresh.latest_revision
    fresh.desk_state = DeskState.APPROVED
    revision = _approved(desk)
    opens, until = _stretch(standing, desk.moment)
    _pass_checklist(fresh, revision, max(opens, desk.moment))
    _open(desk, revision, opens, until, updated_at=updated_at)
    story_tasks.tell_of_update(fresh, revision, desk.by, desk.moment, opens=opens)
    is_ahead = opens > desk.moment
    step = dataclasses.replace(desk, transition=TRANSITIONS[Move.SCHEDULE if is_ahead else Move.PUBLISH])
    leave(
        step, article, before=before, revision=revision, imported=True,
        reason="Imported and published in one act, without a second pair of eyes.",
        **({"visible_from": opens.isoformat()} if is_ahead else {}),
    )  # fmt: skip


def _stretch(standing: Standing, moment: datetime) -> tuple[datetime, datetime | None]:
    """From when to when readers are to see the story.

    One that is gone already gets the shortest stretch there is, in the past: it was public once, so that its address
    answers 410, and nobody sees it in between.
    """
    instant = timedelta(microseconds=1)
    until = standing.visible_until
    if standing.state is StoryState.SCHEDULED and standing.scheduled_for and standing.scheduled_for > moment:
        return standing.scheduled_for, until
    if standing.state is StoryState.UNPUBLISHED:
        return moment - instant, None
    if standing.state is StoryState.RETRACTED:
        return moment, None
    return (until - instant, until) if until and until <= moment else (moment, until)


def _import_retraction(desk: Desk, article: Article, standing: Standing) -> Article:
    words = needed(standing.notice, _("Write the notice that readers see in place of the story."))
    made_at = min(standing.notice_at or desk.moment, desk.moment)
    publication.open_retraction(desk.article, words, moment=desk.moment, made_at=made_at)
    return leave(desk, article, before=desk.before, reason=_IMPORTED_AS_IT_WAS, words=words, imported=True)


@transaction.atomic
def import_corrections(
    article: Article, by: User | None, notices: Iterable[CorrectionNotice]
) -> list[Correction]:
    """Keep the corrections that come with an imported story, each once, with their own dates.

    Call it before the revision of the import is recorded, which carries them; its audit line names them.
    """
    known = set(article.corrections.values_list("kind", "text", "made_at"))
    new = [notice for notice in notices if (notice.kind.value, notice.text, notice.made_at) not in known]
    if new and by is not None:
        check_import_right(by)
    return [
        Correction.objects.create(
            article=article,
            kind=notice.kind.value,
            text=notice.text,
            made_at=notice.made_at,
            made_by=by.ref if by else None,
        )
        for notice in new
    ]


def check_import_right(by: User) -> None:
    if not Powers(by).may(Right.IMPORT):
        raise Refused(
            _("%(who)s may not import: that needs a chief editor or an administrator.") % {"who": by}
        )


def _iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


def _refuse_unseen(desk: Desk, seen: int | None) -> None:
    if seen is not None and seen != desk.article.latest_revision_id:
        raise Refused(_("The story was saved since you opened it. Look at it as it is now, then decide."))


def _approve_alone(desk: Desk) -> None:
    desk.article.approved_revision = desk.article.latest_revision
    desk.article.desk_state = DeskState.APPROVED
    _owe_second_read(desk)


def _owe_second_read(desk: Desk) -> None:
    if SiteSettings.load().four_eyes and desk.article.second_read_owed_at is None:
        desk.article.second_read_owed_at = desk.moment


def _approved(desk: Desk) -> Revision:
    revision = desk.article.approved_revision
    if revision is None:
        raise Refused(_("Nothing is approved yet."))
    return revision


def _pass_checklist(article: Article, revision: Revision, moment: datetime) -> None:
    """The approved text in today's words: a credit that was emptied after approval stops it as well."""
    story, _targets = resolve(revision.news_item, article.path)
    points = checklist.failing(checklist.examine_item(story.item, article, moment))
    if points:
        raise Refused(" ".join(point.sentence for point in points), points)


def _open(
    desk: Desk,
    revision: Revision,
    visible_from: datetime,
    until: datetime | None,
    updated_at: datetime | None = None,
) -> None:
    if until is not None and until <= visible_from:
        raise Refused(_("The story would leave before it appears. Choose a later end."))
    if desk.article.is_closed:
        if sentence := closed.objection(
            Move.SCHEDULE if visible_from > desk.moment else Move.PUBLISH, desk.article, desk.public
        ):
            raise Refused(sentence)
        closing.open_with_publication(desk.article, desk.by, desk.moment)
    publication.open_story(
        desk.article,
        revision,
        visible_from=visible_from,
        visible_until=until or FOREVER,
        moment=desk.moment,
        updated_at=updated_at,
    )
    pins.follow_opening(desk.article, desk.by, desk.moment)


def _refuse_seen_translations(desk: Desk) -> None:
    for other in Article.objects.in_all_languages(desk.article).exclude(pk=desk.article.pk):
        if publication.live_slice(other, desk.moment) or publication.waiting_slices(other, desk.moment):
            raise Refused(
                _("Readers see “%(headline)s”, another language of this story, or will: take it down first.")
                % {"headline": other.headline}
            )


def _fix(article: Article, fix: Mapping[str, str]) -> None:
    for name, words in fix.items():
        if name not in FIXABLE:
            raise Refused(_("A correction can change headline, standfirst and body."))
        field = Article._meta.get_field(name)
        assert isinstance(field, models.Field)
        try:
            setattr(article, name, field.clean(words, article))
        except ValidationError as error:
            raise Refused(f"{field.verbose_name}: {' '.join(error.messages)}") from error


def _planned_end(live: PublishedArticle | None) -> datetime | None:
    return live.planned_until if live is not None and live.planned_until < FOREVER else None


def _unread_changes(desk: Desk) -> str:
    """A correction must not carry an unread draft out with it."""
    live = publication.live_slice(desk.article, desk.moment)
    latest = desk.article.latest_revision
    if live is None or latest is None:
        return _("Readers do not see this story.")
    if live.revision_id == latest.pk:
        return ""
    public = Revision.objects.get(pk=live.revision_id)
    if not revisions.is_substantive(public.news_item, latest.news_item):
        return ""
    return _(
        "The story holds changes of %(when)s that readers have not seen. Publish them or take them back first."
    ) % {"when": for_people(latest.made_at)}


def _make_pictures(revision: Revision | None) -> None:
    """Before the transaction: no image work happens inside one."""
    if revision is None:
        return
    refs = [photo.ref for photo in revision.news_item.photos if photo.ref]
    for photo in Photo.objects.filter(ref__in=refs).exclude(file=""):
        renditions.make(photo)


MOVES: dict[Move, Callable[..., Article]] = {
    Move.START: start,
    Move.SUBMIT: submit,
    Move.RETURN: return_to_writer,
    Move.APPROVE: approve,
    Move.PUBLISH: publish,
    Move.SCHEDULE: schedule,
    Move.CANCEL_SCHEDULE: cancel_schedule,
    Move.SET_EMBARGO: set_embargo,
    Move.LIFT_EMBARGO: lift_embargo,
    Move.CORRECT: correct,
    Move.SECOND_READ: second_read,
    Move.UNPUBLISH: unpublish,
    Move.RETRACT: retract,
    Move.TRASH: trash,
    Move.UNTRASH: untrash,
}

# Moves with a file of their own put themselves into the table.
from articles.workflow import closing, legal  # noqa: E402
