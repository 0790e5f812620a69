"""What becomes of the other languages when a story is taken away: a decision on each, asked on the page of the move."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article
from articles.workflow import actions, families, publication
from articles.workflow.transitions import Move, PublicState
from articles.workflow.withdrawal import Act, Decision, named
from newsroom.models import User

TAKES_AWAY = frozenset({Move.UNPUBLISH, Move.RETRACT})

_long = partial(forms.CharField, widget=forms.Textarea(attrs={"rows": 2}), required=False)


def decision_fields(article: Article, move: Move, by: User) -> dict[str, forms.Field]:
    """None but for moves that take a story away, and then two for each language that readers see, or will."""
    if move not in TAKES_AWAY:
        return {}
    moment = timezone.now()
    found: dict[str, forms.Field] = {}
    for other in families.seen_or_ahead(article, moment):
        is_ahead = publication.public_state(other, moment) is PublicState.SCHEDULED
        found[f"decision_{other.pk}"] = _decision(other, move, by, is_ahead=is_ahead)
        if not is_ahead:
            found[f"words_{other.pk}"] = _words(other)
    return found


def _decision(other: Article, move: Move, by: User, *, is_ahead: bool) -> forms.Field:
    also = _("Retract it too") if move is Move.RETRACT else _("Take it down too")
    if is_ahead:
        also = _("It never opens: take back its schedule")
        move = Move.UNPUBLISH
    return forms.ChoiceField(
        label=named(other),
        choices=[(Act.ALSO.value, also), (Act.LEAVE.value, _("Leave it: a task on it says what happened"))],
        widget=forms.RadioSelect,
        help_text=actions.why_not(other, by, move),
        error_messages={"required": _("Decide what becomes of %(story)s.") % {"story": named(other)}},
    )


def _words(other: Article) -> forms.Field:
    return _long(
        label=_("Words for readers of %(story)s") % {"story": named(other)},
        help_text=_("If it goes too. Empty: the same words as above."),
    )


def decisions_in(cleaned: dict[str, Any]) -> dict[int, Decision]:
    """What the fields above hold, by the number of the story."""
    return {
        int(name.removeprefix("decision_")): Decision(
            act=Act(value), words=cleaned.get(name.replace("decision_", "words_"), "")
        )
        for name, value in cleaned.items()
        if name.startswith("decision_")
    }
