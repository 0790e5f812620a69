"""The page of a move: what will happen, what it asks for, and the one button that does it. It needs no JavaScript."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from js_asset import Media

from articles.admin import words
from articles.admin.access import names_of, person
from articles.admin.closed import people_at_work, people_field
from articles.admin.consequences import consequence, is_warning
from articles.admin.decisions import TAKES_AWAY, decision_fields, decisions_in
from articles.admin.fields import MomentField, zone_note
from articles.admin.pages import StoryPages
from articles.admin.scripts import desk_config
from articles.admin.standing import changed_since_live
from articles.models import Article, Correction, DeskState, Revision
from articles.workflow import actions, checklist, publication, revisions
from articles.workflow.actions import FIXABLE, Refused
from articles.workflow.transitions import TRANSITIONS, Move, Transition
from newsroom.models import User

AT_ONE_CLICK = frozenset({Move.START, Move.SUBMIT, Move.APPROVE, Move.SECOND_READ, Move.UNTRASH})
"""They ask nothing, readers see nothing of them, and each can be taken back at the desk."""

RARE = frozenset(
    {
        Move.SET_EMBARGO,
        Move.LIFT_EMBARGO,
        Move.CANCEL_SCHEDULE,
        Move.UNPUBLISH,
        Move.RETRACT,
        Move.TRASH,
        Move.CLOSE,
        Move.OPEN,
    }
    | {Move.ASK_LEGAL_READ, Move.CLEAR_LEGAL_READ, Move.DROP_LEGAL_READ}
)
"""Folded away under "More": nobody should meet them by accident."""
RARE_WHEN_ALL_IS_PUBLIC = frozenset({Move.RETURN, Move.SCHEDULE})
"""Nothing waits to be read or shown: they fold away too."""
TO_THE_PUBLIC = frozenset({Move.PUBLISH, Move.SCHEDULE, Move.CORRECT})


def missing(article: Article) -> list[checklist.Point]:
    """What the working copy does not meet yet, what blocks first."""
    points = (point for point in checklist.examine(article) if not point.is_met)
    return sorted(points, key=lambda point: not point.is_blocking)


def arranged(buttons: list[Transition], *, is_all_public: bool) -> dict[str, Any]:
    """The one filled button, those beside it, and those that are folded away."""
    primary = next((button for button in buttons if button.is_primary), None)
    primary = primary or next((button for button in buttons if button.move is Move.SECOND_READ), None)
    others = [button for button in buttons if button is not primary]
    rare = RARE | RARE_WHEN_ALL_IS_PUBLIC if is_all_public else RARE
    return {
        "primary_move": primary,
        "plain_moves": [button for button in others if button.move not in rare],
        "rare_moves": [button for button in others if button.move in rare],
    }


def move_named(name: str) -> Move | None:
    return next((move for move in Move if move.value == name), None)


_long = partial(forms.CharField, widget=forms.Textarea(attrs={"rows": 3}))
_body = partial(Article._meta.get_field("body").formfield, widget=AdminTextareaWidget)


def _moment(move: Move) -> forms.Field:
    label = _("Embargo until") if move is Move.SET_EMBARGO else _("Readers see it from")
    return MomentField(label=label, help_text=zone_note())


def _until(move: Move) -> forms.Field:
    return MomentField(label=_("Until"), required=False, help_text=_("Empty: for good.") + " " + zone_note())


def _words(move: Move) -> forms.Field:
    if move is Move.RETRACT:
        return _long(
            label=_("Notice to readers"),
            help_text=_("What was wrong with the story, and what follows from it."),
        )
    return _long(
        label=_("Words for readers"), required=False, help_text=_("Said at its old address. Empty: nothing.")
    )


def _field(ask: str, move: Move) -> forms.Field:
    """The input behind one name in `Transition.asks`."""
    match ask:
        case "moment":
            return _moment(move)
        case "until":
            return _until(move)
        case "words":
            return _words(move)
        case "reason":
            return _long(label=_("Reason"), help_text=_("For the history. Readers do not see it."))
        case "note":
            return _long(
                label=_("Note to the writer"), help_text=_("What is missing, or what is to be changed.")
            )
        case "people":
            return people_field()
        case "kind":
            kinds = [(kind.value, capfirst(kind.label)) for kind in Correction.Kind]
            return forms.ChoiceField(label=_("Type"), choices=kinds)
        case "text":
            return _long(
                label=_("Notice"),
                help_text=_("What was wrong, and what is right. Readers see it under the story."),
            )
        case "is_cleared":
            return forms.TypedChoiceField(
                label=_("What the lawyer said"),
                choices=(("yes", _("It may be published")), ("no", _("It may not be published"))),
                coerce=lambda answer: answer == "yes",
                widget=forms.RadioSelect,
            )
        case "name":
            return forms.CharField(label=_("Name of the lawyer"), max_length=120)
        case "remark":
            return _long(label=_("Remark"), required=False)
    raise KeyError(ask)


class MoveForm(forms.Form):
    """What one move asks of a person, and the revision that they looked at while deciding."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, article: Article, move: Move, data: Any = None, *, by: User) -> None:
        super().__init__(data, initial={"seen": article.latest_revision_id, **_stored(article, move)})
        self.move = move
        for ask in TRANSITIONS[move].asks:
            self.fields[ask] = _field(ask, move)
        if move is Move.CORRECT:
            self.fields["headline"] = forms.CharField(label=_("Headline"), max_length=300)
            self.fields["standfirst"] = _long(label=_("Standfirst"), required=False)
            self.fields["body"] = _body(label=_("Text"))
        self.fields |= decision_fields(article, move, by)

    def now_seen(self, article: Article) -> None:
        """Shown again after a refusal, the form belongs to the story as the page now shows it."""
        self.data = {**dict(self.data.items()), "seen": article.latest_revision_id}

    @property
    def answers(self) -> dict[str, Any]:
        """The cleaned answers under the names by which the action knows them."""
        asked = {name: self.cleaned_data[name] for name in TRANSITIONS[self.move].asks}
        if self.move is Move.SCHEDULE:
            asked["visible_from"] = asked.pop("moment")
        if self.move is Move.SET_EMBARGO:
            asked["until"] = asked.pop("moment")
        if self.move is Move.CORRECT:
            asked["fix"] = {
                name: self.cleaned_data[name] for name in FIXABLE if name in self.changed_data
            } or None
        if self.move in TAKES_AWAY:
            asked["translations"] = decisions_in(self.cleaned_data)
        return asked


def _stored(article: Article, move: Move) -> dict[str, Any]:
    match move:
        case Move.CORRECT:
            return {name: getattr(article, name) for name in FIXABLE}
        case Move.CLOSE:
            return {"people": people_at_work(article)}
    return {}


def perform(article: Article, move: Move, by: User, *, seen: int | None, **answers: Any) -> Article:
    """Make the move through the one door; raises `Refused` when it is refused or the story has moved on meanwhile."""
    if move is Move.APPROVE:
        with transaction.atomic():
            _refuse_unseen(revisions.locked(article), seen)
            return actions.approve(article, by, **answers)
    # No lock here: publishing makes pictures first, and no image work happens inside a transaction.
    _refuse_unseen(article, seen)
    if move in (Move.PUBLISH, Move.CORRECT, Move.CLEAR_LEGAL_READ):  # They ask again under their own lock.
        answers["seen"] = seen
    return actions.MOVES[move](article, by, **answers)


def _refuse_unseen(article: Article, seen: int | None) -> None:
    """Nobody decides on a text that they have not looked at."""
    latest: Revision | None = article.latest_revision
    if latest is None or latest.pk == seen:
        return
    raise Refused(
        _("%(who)s saved the story since you opened it. Look at it as it is now, then decide.")
        % {"who": names_of([latest.made_by])[latest.made_by]}
    )


class StoryMoves(StoryPages):
    """The page of a move, and the moves that one click on the story's own page makes."""

    def move_after_saving(self, request: HttpRequest, article: Article, move: Move) -> HttpResponse:
        if move not in AT_ONE_CLICK:
            return HttpResponseRedirect(reverse("admin:articles_article_move", args=[article.pk, move.value]))
        try:
            perform(article, move, person(request), seen=article.latest_revision_id)
        except Refused as refused:
            self.message_user(request, refused.sentence, messages.ERROR)
        else:
            self._say_done(request, article, move)
        return self.to_story(article)

    def move_view(self, request: HttpRequest, object_id: int, move: str) -> HttpResponse:
        """GET says what will happen and asks; POST does it, and says why where it is refused."""
        article = self.story_or_404(request, object_id)
        known = move_named(move)
        if known is None:
            raise Http404
        form = MoveForm(article, known, request.POST or None, by=person(request))
        if request.method != "POST" or not form.is_valid():
            return self._show_move(request, article, form)
        try:
            perform(article, known, person(request), seen=form.cleaned_data["seen"], **form.answers)
        except Refused as refused:
            article.refresh_from_db()
            form.now_seen(article)
            return self._show_move(request, article, form, refused)
        self._say_done(request, article, known)
        return self.to_story(article)

    def _show_move(
        self, request: HttpRequest, article: Article, form: MoveForm, refused: Refused | None = None
    ) -> HttpResponse:
        transition = TRANSITIONS[form.move]
        seen = publication.public_state(article)
        open_moves = actions.available(article, person(request))
        is_open = transition in open_moves
        points = refused.points if refused and refused.points else missing(article)
        # An embargo or a lawyer holds back what goes out now; what is scheduled may be meant for afterwards.
        is_blocked = form.move is Move.PUBLISH and any(point.is_blocking for point in points)
        return self.story_page(
            request,
            "move.html",
            article,
            status=409 if refused else 200,
            title=transition.label,
            transition=transition,
            form=form,
            form_media=Media.from_media(form.media, nonce=getattr(request, "csp_nonce", "")),
            consequence=consequence(form.move, seen, is_closed=article.is_closed) if is_open else "",
            is_warning=is_warning(form.move, seen),
            breaks_news=form.move is Move.PUBLISH and article.desk_state != DeskState.APPROVED,
            refused=refused,
            is_open=is_open,
            is_blocked=is_blocked,
            objection="" if is_open else actions.why_not(article, person(request), form.move),
            next_move=next((row for row in open_moves if row.is_primary), None),
            points=points if form.move in TO_THE_PUBLIC and (is_open or refused) else [],
            desk_state=words.desk_state(article),
            public_state=words.public_state(seen, has_changes=bool(changed_since_live([article]))),
            now=timezone.now() if "moment" in form.fields else None,
            desk_config=desk_config(),
        )

    def _say_done(self, request: HttpRequest, article: Article, move: Move) -> None:
        self.message_user(request, f"{article.headline}: {TRANSITIONS[move].done}.", messages.SUCCESS)
