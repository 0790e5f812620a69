"""Many stories, one move: chosen in the list, each of them through the one door by itself, and what failed said by name."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from django import forms
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles.admin import words
from articles.admin.access import person, powers_of
from articles.admin.consequences import consequence
from articles.admin.moves import perform
from articles.admin.pages import StoryPages
from articles.models import Article
from articles.workflow import assignment, publication
from articles.workflow.actions import Refused
from articles.workflow.checklist import Point
from articles.workflow.roles import Powers, Right
from articles.workflow.transitions import TRANSITIONS, Move, PublicState
from newsroom.models import User

logger = logging.getLogger(__name__)

BULK = (
    Move.START,
    Move.SUBMIT,
    Move.APPROVE,
    Move.RETURN,
    Move.PUBLISH,
    Move.UNPUBLISH,
    Move.TRASH,
    Move.UNTRASH,
)
"""Moves that ask nothing, or whose one answer may be the same for many stories."""
ASSIGN = "assign"
MOST = 100
"""As many as a page of the list shows."""
CHOSEN = re.compile(r"([0-9]{1,18})-([0-9]{1,18})")
"""The number of a story, and that of the revision which the list showed: what the person decides on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One thing that can be done to many stories."""

    name: str
    label: str | Promise
    done: str | Promise
    """What the page says of those that were moved."""
    consequence: str | Promise = ""


def offered(powers: Powers) -> list[Act]:
    """What this person may do to some story or other; the door asks for each by itself."""
    found = [_act_of(move) for move in BULK if _holds(powers, move)]
    if powers.holds(Right.ASSIGN):
        found.append(
            Act(name=ASSIGN, label=gettext_lazy("Assign to …"), done=gettext_lazy("assigned")),
        )
    return found


def _holds(powers: Powers, move: Move) -> bool:
    return powers.holds(TRANSITIONS[move].right) or (move is Move.PUBLISH and powers.is_on_duty)


def _act_of(move: Move) -> Act:
    row = TRANSITIONS[move]
    said = CONSEQUENCES_FOR_MANY.get(move) or consequence(move, PublicState.NONE)
    return Act(name=move.value, label=row.label, done=row.done, consequence=said)


CONSEQUENCES_FOR_MANY: dict[Move, str | Promise] = {
    Move.RETURN: gettext_lazy(
        "The stories go back to draft. Each writer finds your note at the top of theirs."
    ),
    Move.PUBLISH: gettext_lazy("Readers see these stories at once."),
    Move.UNPUBLISH: gettext_lazy("Readers see these stories no more, at once and everywhere."),
    Move.TRASH: gettext_lazy(
        "The stories leave every list. They are never deleted: take them out of the trash again."
    ),
}


class BulkForm(forms.Form):
    """The one answer that all of the stories share."""

    def __init__(self, act: Act, data: Any = None) -> None:
        super().__init__(data)
        self.act = act
        match act.name:
            case Move.RETURN.value:
                self.fields["note"] = _long(
                    _("Note to the writer"), _("What is missing, or what is to be changed.")
                )
            case Move.UNPUBLISH.value:
                self.fields["reason"] = _long(_("Reason"), _("For the history. Readers do not see it."))
                self.fields["words"] = _long(
                    _("Words for readers"), _("Said at the old address. Empty: nothing."), required=False
                )
            case name if name == ASSIGN:
                self.fields["to"] = forms.ModelChoiceField(
                    assignment.people(), label=_("Who"), required=False, empty_label=_("nobody")
                )


def _long(label: str, help_text: str, *, required: bool = True) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, help_text=help_text, widget=widget, required=required)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A story that was chosen, and the revision of it that the person saw in the list."""

    number: int
    seen: int | None

    @property
    def value(self) -> str:
        return value_of(self.number, self.seen)


def value_of(number: int, revision: int | None) -> str:
    return f"{number}-{revision or 0}"


def choices_in(values: Iterable[str]) -> list[Choice]:
    """Each story once, in the order of the list; what nobody can have chosen there is left out."""
    found: dict[int, Choice] = {}
    for value in values:
        if match := CHOSEN.fullmatch(value):
            number, seen = int(match[1]), int(match[2]) or None
            found.setdefault(number, Choice(number=number, seen=seen))
    return list(found.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """Why one story was not moved. One that the person may not know of has no name here."""

    sentence: str
    story: Article | None = None
    points: list[Point] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Outcome:
    moved: list[Article] = field(default_factory=list)
    failed: list[Failed] = field(default_factory=list)


def carry_out(act: Act, choices: Iterable[Choice], by: User, answers: dict[str, Any]) -> Outcome:
    """Each story through the door in a transaction of its own: one that is refused holds up no other."""
    outcome = Outcome()
    do = _assign if act.name == ASSIGN else _mover(Move(act.name))
    for choice in choices:
        story = Article.objects.open_to(by).filter(pk=choice.number).first()
        if story is None:
            outcome.failed.append(Failed(sentence=_("There is no such story.")))
        elif failed := _attempt(story, partial(do, story, by, choice.seen, answers)):
            outcome.failed.append(failed)
        else:
            outcome.moved.append(story)
    return outcome


def _attempt(story: Article, move: Callable[[], Any]) -> Failed | None:
    if story.is_closed:
        return Failed(story=story, sentence=_("A closed story is moved from its own page alone."))
    try:
        move()
    except Refused as refused:
        return Failed(story=story, sentence=refused.sentence, points=refused.points)
    except Exception:
        # The others have been moved, or will be: whoever asked has to hear of them all.
        logger.exception("A move of many stories failed for one of them.")
        return Failed(
            story=story, sentence=_("Something failed here. Look at the story, then move it by itself.")
        )
    return None


Doing = Callable[[Article, User, int | None, dict[str, Any]], Article]


def _mover(move: Move) -> Doing:
    return lambda story, by, seen, answers: perform(story, move, by, seen=seen, **answers)


def _assign(story: Article, by: User, seen: int | None, answers: dict[str, Any]) -> Article:
    """The due time and the priority of each stay. Who has a story says nothing of its text, so none has to be seen."""
    return assignment.assign(story, by, replace(assignment.work_of(story), to=answers["to"]))


class BulkMoves(StoryPages):
    """The page that asks for the shared answer, and the one that says what became of each story."""

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        acts = offered(powers_of(request))
        return super().changelist_view(request, {"bulk_acts": acts, **(extra_context or {})})

    @method_decorator(require_POST)
    def bulk_view(self, request: HttpRequest) -> HttpResponse:
        """First it asks, `_do` then does. Both are posted: an address would keep what was chosen."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        act = next((act for act in offered(powers_of(request)) if act.name == request.POST.get("move")), None)
        if act is None:
            raise PermissionDenied
        choices = choices_in(request.POST.getlist("story"))
        if not choices or len(choices) > MOST:
            return self._bulk_page(
                request, "bulk.html", act, status=400, title=act.label, too_many=bool(choices), most=MOST
            )
        form = BulkForm(act, request.POST if "_do" in request.POST else None)
        if not form.is_valid():
            return self._ask_about_many(request, act, choices, form)
        outcome = carry_out(act, choices, person(request), form.cleaned_data)
        return self._bulk_page(
            request, "bulk_done.html", act, title=act.label, outcome=outcome,
            total=len(outcome.moved) + len(outcome.failed),
        )  # fmt: skip

    def _ask_about_many(
        self, request: HttpRequest, act: Act, choices: list[Choice], form: BulkForm
    ) -> TemplateResponse:
        """The stories are named as they stand; a closed one, or one that is gone, is left to the outcome."""
        open_stories = Article.objects.open_to(person(request)).only("headline", "desk_state")
        found = open_stories.in_bulk([choice.number for choice in choices])
        seen = publication.public_states(list(found))
        rows = [
            (story, words.desk_state(story), words.public_state(seen[story.pk]))
            for story in (found[choice.number] for choice in choices if choice.number in found)
        ]
        return self._bulk_page(
            request, "bulk.html", act, status=400 if form.errors else 200,
            title=act.label, choices=choices, rows=rows, form=form,
        )  # fmt: skip

    def _bulk_page(
        self, request: HttpRequest, template: str, act: Act, *, status: int = 200, **context: Any
    ) -> TemplateResponse:
        back = _list_address(request.POST.get("back", ""))
        everything = {**self.admin_site.each_context(request), "opts": self.opts, "act": act, "back": back}
        everything |= {"back_query": request.POST.get("back", ""), **context}
        return TemplateResponse(request, f"admin/articles/article/{template}", everything, status=status)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.bulk_view)
        return [path("bulk/", view, name="articles_article_bulk"), *super().get_urls()]


def _list_address(query: str) -> str:
    """The list as it was filtered, on its first page: what was moved may have left the one that was open."""
    asked = QueryDict(query, mutable=True)
    asked.pop(PAGE_VAR, None)
    address = reverse("admin:articles_article_changelist")
    return f"{address}?{asked.urlencode()}" if asked else address
