"""States and moves as a table: which move leads from where to where, and the right that it needs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.models import DeskState
from articles.workflow.roles import Right


class PublicState(StrEnum):
    """What readers see of a story at a moment. Never stored: it follows from the slices."""

    NONE = "none"
    SCHEDULED = "scheduled"
    LIVE = "live"
    EXPIRED = "expired"
    UNPUBLISHED = "unpublished"
    RETRACTED = "retracted"


PUBLIC_STATE_LABELS: dict[PublicState, str | Promise] = {
    PublicState.NONE: _("not public"),
    PublicState.SCHEDULED: _("scheduled"),
    PublicState.LIVE: _("live"),
    PublicState.EXPIRED: _("expired"),
    PublicState.UNPUBLISHED: _("unpublished"),
    PublicState.RETRACTED: _("retracted"),
}


class Move(StrEnum):
    START = "start"
    SUBMIT = "submit"
    RETURN = "return"
    APPROVE = "approve"
    PUBLISH = "publish"
    SCHEDULE = "schedule"
    CANCEL_SCHEDULE = "cancel_schedule"
    SET_EMBARGO = "set_embargo"
    LIFT_EMBARGO = "lift_embargo"
    CORRECT = "correct"
    SECOND_READ = "second_read"
    UNPUBLISH = "unpublish"
    RETRACT = "retract"
    TRASH = "trash"
    UNTRASH = "untrash"
    CLOSE = "close"
    OPEN = "open"
    ASK_LEGAL_READ = "ask_legal_read"
    CLEAR_LEGAL_READ = "clear_legal_read"
    DROP_LEGAL_READ = "drop_legal_read"


HANDOVERS = (Move.RETURN, Move.SUBMIT, Move.PUBLISH)
"""A returned story is the writer's again until it is submitted, or published by the person on duty."""

_ANY_AT_WORK = (DeskState.IDEA, DeskState.DRAFT, DeskState.IN_REVIEW, DeskState.APPROVED)
_PUBLIC = (PublicState.LIVE, PublicState.SCHEDULED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """One row: the desk states that allow the move, where it leads (None: stays), and what it asks of a person."""

    move: Move
    label: str | Promise
    done: str | Promise
    """What the history says."""
    right: Right
    from_states: tuple[DeskState, ...]
    to_state: DeskState | None = None
    public_states: tuple[PublicState, ...] = tuple(PublicState)
    """Public states that allow the move."""
    asks: tuple[str, ...] = ()
    """Names of what the person is asked for: reason, note, moment, until, kind, text, words."""
    is_primary: bool = False
    """The one filled button of its state."""


_ROWS = (
    Transition(
        move=Move.START, label=_("Start writing"), done=_("started"), right=Right.EDIT_OWN,
        from_states=(DeskState.IDEA,), to_state=DeskState.DRAFT, is_primary=True,
    ),
    Transition(
        move=Move.SUBMIT, label=_("Submit for review"), done=_("submitted for review"), right=Right.SUBMIT,
        from_states=(DeskState.DRAFT,), to_state=DeskState.IN_REVIEW, is_primary=True,
    ),
    Transition(
        move=Move.RETURN, label=_("Return to the writer"), done=_("returned to the writer"), right=Right.RETURN,
        from_states=(DeskState.IN_REVIEW, DeskState.APPROVED), to_state=DeskState.DRAFT, asks=("note",),
    ),
    Transition(
        move=Move.APPROVE, label=_("Approve"), done=_("approved"), right=Right.APPROVE,
        from_states=(DeskState.IN_REVIEW,), to_state=DeskState.APPROVED, is_primary=True,
    ),
    Transition(
        move=Move.PUBLISH, label=_("Publish now"), done=_("published"), right=Right.PUBLISH,
        from_states=(DeskState.APPROVED,), is_primary=True, asks=("until",),
    ),
    Transition(
        move=Move.SCHEDULE, label=_("Schedule"), done=_("scheduled"), right=Right.SCHEDULE,
        from_states=(DeskState.APPROVED,), asks=("moment", "until"),
    ),
    Transition(
        move=Move.CANCEL_SCHEDULE, label=_("Cancel the schedule"), done=_("schedule cancelled"),
        right=Right.SCHEDULE, from_states=_ANY_AT_WORK,
    ),
    Transition(
        move=Move.SET_EMBARGO, label=_("Set an embargo"), done=_("embargo set"), right=Right.SET_EMBARGO,
        from_states=_ANY_AT_WORK, asks=("moment", "reason"),
    ),
    Transition(
        move=Move.LIFT_EMBARGO, label=_("Lift the embargo"), done=_("embargo lifted"), right=Right.LIFT_EMBARGO,
        from_states=_ANY_AT_WORK, asks=("reason",),
    ),
    Transition(
        move=Move.CORRECT, label=_("Correct"), done=_("corrected"), right=Right.CORRECT,
        from_states=_ANY_AT_WORK, public_states=(PublicState.LIVE,), asks=("kind", "text"),
    ),
    Transition(
        move=Move.SECOND_READ, label=_("Second read done"), done=_("second read done"), right=Right.APPROVE,
        from_states=_ANY_AT_WORK,
    ),
    Transition(
        move=Move.UNPUBLISH, label=_("Unpublish"), done=_("unpublished"), right=Right.UNPUBLISH,
        from_states=_ANY_AT_WORK, public_states=_PUBLIC, asks=("reason", "words"),
    ),
    Transition(
        move=Move.RETRACT, label=_("Retract"), done=_("retracted"), right=Right.RETRACT,
        from_states=_ANY_AT_WORK,
        public_states=(PublicState.LIVE, PublicState.UNPUBLISHED, PublicState.EXPIRED),
        asks=("reason", "words"),
    ),
    Transition(
        move=Move.TRASH, label=_("Move to the trash"), done=_("moved to the trash"), right=Right.TRASH,
        from_states=_ANY_AT_WORK, to_state=DeskState.TRASHED,
        public_states=(PublicState.NONE, PublicState.EXPIRED, PublicState.UNPUBLISHED),
    ),
    Transition(
        move=Move.UNTRASH, label=_("Take out of the trash"), done=_("taken out of the trash"),
        right=Right.TRASH, from_states=(DeskState.TRASHED,), to_state=DeskState.DRAFT,
    ),
    Transition(
        move=Move.ASK_LEGAL_READ, label=_("Ask for a lawyer's read"), done=_("lawyer's read asked for"),
        right=Right.ASK_LEGAL_READ, from_states=_ANY_AT_WORK, asks=("reason",),
    ),
    Transition(
        move=Move.CLEAR_LEGAL_READ, label=_("Record a lawyer's read"), done=_("lawyer's read recorded"),
        right=Right.RECORD_CLEARANCE, from_states=_ANY_AT_WORK, asks=("is_cleared", "name", "remark"),
    ),
    Transition(
        move=Move.DROP_LEGAL_READ, label=_("Drop the lawyer's read"), done=_("lawyer's read dropped"),
        right=Right.DROP_LEGAL_READ, from_states=_ANY_AT_WORK, asks=("reason",),
    ),
    Transition(
        move=Move.CLOSE, label=_("Close to named people"), done=_("closed to named people"), right=Right.CLOSE,
        from_states=_ANY_AT_WORK, asks=("people",),
    ),
    Transition(
        move=Move.OPEN, label=_("Open to the whole desk"), done=_("opened to the whole desk"), right=Right.CLOSE,
        from_states=_ANY_AT_WORK, asks=("reason",),
    ),
)  # fmt: skip
TRANSITIONS: dict[Move, Transition] = {row.move: row for row in _ROWS}
