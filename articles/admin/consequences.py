"""What a move does to readers and colleagues, said before it is made. It depends on what readers see now."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.workflow.transitions import Move, PublicState

CONSEQUENCES: Mapping[Move, str | Promise] = {
    Move.RETURN: _("The story goes back to draft. The writer finds your note at the top of it."),
    Move.PUBLISH: _("Readers see this text at once."),
    Move.SCHEDULE: _("Readers see this text from the moment you give, on the second."),
    Move.CANCEL_SCHEDULE: _("What was to open never does."),
    Move.SET_EMBARGO: _("Until then nobody can publish the story. Only the chief editor lifts an embargo."),
    Move.LIFT_EMBARGO: _("The story can be published again. The history keeps your reason."),
    Move.CORRECT: _(
        "Readers see the notice and the mended text at once: both or neither. Somebody else reads it afterwards."
    ),
    Move.UNPUBLISH: _(
        "Readers see the story no more, at once and everywhere. What is scheduled never opens."
    ),
    Move.RETRACT: _("At the story's address readers find your notice in its place."),
    Move.CLOSE: _(
        "Only the people whom you name find the story from now on. For everybody else at the desk it does not exist: "
        "not in a list, not in a search, not under its address."
    ),
    Move.OPEN: _("The whole desk finds the story again, in every language of it."),
    Move.TRASH: _(
        "The story leaves every list. It is never deleted: take it out of the trash when you need it."
    ),
    Move.ASK_LEGAL_READ: _(
        "Nobody can publish the story until a lawyer has cleared its text. What readers see now stays."
    ),
    Move.CLEAR_LEGAL_READ: _(
        "It counts for the text as it is saved now. A change of its words asks for another read; a “no” also cancels "
        "what is scheduled."
    ),
    Move.DROP_LEGAL_READ: _("The story can be published without a lawyer. The history keeps your reason."),
}

WHEN_LIVE: Mapping[Move, str | Promise] = {
    Move.PUBLISH: _("Readers see this text at once, in place of what they see now."),
    Move.SCHEDULE: _(
        "Readers see this text from the moment you give, on the second. Until then they see what they see now."
    ),
    Move.CANCEL_SCHEDULE: _("What was to open never does. What readers see now stays."),
}
WHEN_GONE: Mapping[Move, str | Promise] = {
    Move.PUBLISH: _("Readers see no text of this story now. They see this one at once."),
}
WHEN_RETRACTED: Mapping[Move, str | Promise] = {
    Move.PUBLISH: _(
        "Readers see a retraction of this story now. This text takes its place at once: the story is back."
    ),
    Move.SCHEDULE: _(
        "Readers see a retraction of this story now. From the moment you give this text takes its place."
    ),
}
BY_PUBLIC_STATE: Mapping[PublicState, Mapping[Move, str | Promise]] = {
    PublicState.LIVE: WHEN_LIVE,
    PublicState.EXPIRED: WHEN_GONE,
    PublicState.UNPUBLISHED: WHEN_GONE,
    PublicState.RETRACTED: WHEN_RETRACTED,
}


OF_A_CLOSED_STORY: Mapping[Move, str | Promise] = {
    Move.PUBLISH: _("Readers see this text at once, and the whole desk finds the story from then on."),
    Move.TRASH: _("The story leaves every list of those who are named on it. It stays closed."),
}


def consequence(move: Move, seen: PublicState, *, is_closed: bool = False) -> str | Promise:
    if is_closed and move in OF_A_CLOSED_STORY:
        return OF_A_CLOSED_STORY[move]
    return BY_PUBLIC_STATE.get(seen, {}).get(move) or CONSEQUENCES.get(move, "")


def is_warning(move: Move, seen: PublicState) -> bool:
    return seen is PublicState.RETRACTED and move in WHEN_RETRACTED
