"""Whose story it is: the box beside its form, the words in the list of stories, the line in its history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.dateparse import parse_datetime
from django.utils.decorators import method_decorator
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles.admin import words
from articles.admin.access import person, powers_of
from articles.admin.fields import MomentField, zone_note
from articles.admin.pages import Panel, StoryPages, belong_to
from articles.models import Article, Priority
from articles.workflow import assignment
from articles.workflow.actions import Refused
from articles.workflow.assignment import Work
from articles.workflow.roles import Right
from newsroom.lib.dates import for_people
from newsroom.models import User


class AssignmentForm(forms.Form):
    to: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        None, label=gettext_lazy("Who"), required=False, empty_label=gettext_lazy("nobody yet")
    )
    due_at = MomentField(label=gettext_lazy("Due"), required=False)
    priority = forms.TypedChoiceField(label=gettext_lazy("Priority"), choices=Priority.choices, coerce=int)

    def __init__(self, article: Article, data: Any = None, *, stands_in: str = "") -> None:
        """`stands_in` is the id of the form to which the fields of a box belong."""
        work = assignment.work_of(article)
        initial = {"to": work.to, "due_at": work.due_at, "priority": work.priority}
        super().__init__(data, initial=initial, auto_id="id_assignment_%s")
        who = self.fields["to"]
        assert isinstance(who, forms.ModelChoiceField)
        may_have_it = Q(pk__in=assignment.people_for(article).values("pk")) | Q(pk=article.assigned_to_id)
        who.queryset = User.objects.filter(may_have_it).order_by("first_name", "last_name", "username")
        self.fields["due_at"].help_text = zone_note()
        belong_to(self, stands_in)

    @property
    def work(self) -> Work:
        """A due time that nobody touched keeps its seconds, which the field does not show."""
        cleaned = self.cleaned_data
        due_at = cleaned["due_at"] if "due_at" in self.changed_data else self.initial["due_at"]
        return Work(to=cleaned["to"], due_at=due_at, priority=cleaned["priority"])


class StoryAssignment(StoryPages):
    """The box "Assignment": a form for whoever gives stories out, words and one button for everybody else."""

    def panels(self, request: HttpRequest, article: Article) -> list[Panel]:
        powers, who = powers_of(request), person(request)
        may_assign = not assignment.why_not(article, who, powers)
        may_take = not may_assign and not assignment.why_not_take(article, who, powers)
        may_give_back = not may_assign and not assignment.why_not_give_back(article, who)
        panel = Panel(
            key="assignment",
            title=_title(article),
            template="admin/articles/article/assignment.html",
            words={
                "story": article,
                "due": for_people(article.due_at) if article.due_at else "",
                "is_late": assignment.is_late(article),
                "form": AssignmentForm(article, stands_in="panel-assignment-form") if may_assign else None,
                "may_take": may_take,
                "may_give_back": may_give_back,
            },
            action=reverse("admin:articles_article_assignment", args=[article.pk]),
            order=20,
        )
        return [*super().panels(request, article), panel]

    @method_decorator(require_POST)
    def assignment_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """`_take`, `_give_back`, or the whole form; what is wrong with it is said beside its fields."""
        article = self.story_or_404(request, object_id)
        self._check_assignment_right(request, article)
        form = None
        try:
            if "_take" in request.POST:
                assignment.take(article, person(request))
            elif "_give_back" in request.POST:
                assignment.give_back(article, person(request))
            else:
                form = AssignmentForm(article, request.POST)
                if not form.is_valid():
                    return self._show_assignment(request, article, form)
                assignment.assign(article, person(request), form.work)
        except Refused as refused:
            return self._refuse_assignment(request, article, form, refused)
        self.message_user(request, _said(article), messages.SUCCESS)
        return self.to_story(article)

    def _check_assignment_right(self, request: HttpRequest, article: Article) -> None:
        powers = powers_of(request)
        if "_take" in request.POST:
            is_allowed = powers.may_edit(article)
        elif "_give_back" in request.POST:
            is_allowed = powers.is_assigned(article)
        else:
            is_allowed = powers.may(Right.ASSIGN, article)
        if not is_allowed:
            raise PermissionDenied

    def _refuse_assignment(
        self, request: HttpRequest, article: Article, form: AssignmentForm | None, refused: Refused
    ) -> HttpResponse:
        if form is not None:
            form.add_error(None, refused.sentence)
            return self._show_assignment(request, article, form)
        self.message_user(request, refused.sentence, messages.ERROR)
        return self.to_story(article)

    def _show_assignment(self, request: HttpRequest, article: Article, form: AssignmentForm) -> HttpResponse:
        return self.story_page(
            request,
            "panel_form.html",
            article,
            status=400,
            title=_("Assignment"),
            form=form,
            button=_("Assign"),
        )

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.assignment_view)
        return [
            path("<int:object_id>/assignment/", view, name="articles_article_assignment"),
            *super().get_urls(),
        ]


def _title(article: Article) -> str:
    """Said on the folded box already: who has it, and until when."""
    if article.assigned_to is None:
        return _("Assignment")
    found = _("Assigned to %(who)s") % {"who": article.assigned_to}
    return f"{found}, {_due_in_words(article)}" if article.due_at else found


def _said(article: Article) -> str:
    if article.assigned_to is None:
        return _("%(headline)s: assigned to nobody now.") % {"headline": article.headline}
    found = _("%(headline)s: assigned to %(who)s.") % {
        "headline": article.headline,
        "who": article.assigned_to,
    }
    return (
        found + " " + _("Due %(when)s.") % {"when": for_people(article.due_at)} if article.due_at else found
    )


# The list


def in_the_list(article: Article) -> SafeString:
    """Who, until when, how urgent; what is ordinary is not said."""
    parts: list[object] = []
    if article.assigned_to is not None:
        parts.append(format_html('<span class="assignee">{}</span>', article.assigned_to))
    if article.due_at is not None:
        parts.append(_due(article))
    if article.priority != Priority.NORMAL:
        label = Priority(article.priority).label
        parts.append(format_html('<span class="priority priority-{}">{}</span>', article.priority, label))
    return format_html_join(" ", "{}", ((part,) for part in parts))


def _due(article: Article) -> SafeString:
    assert article.due_at is not None
    late = assignment.is_late(article)
    return format_html(
        '<time class="{}" datetime="{}" title="{}">{}</time>',
        "due is-late" if late else "due",
        article.due_at.isoformat(),
        for_people(article.due_at),
        _due_in_words(article),
    )


def _due_in_words(article: Article) -> str:
    assert article.due_at is not None
    sentence = _("late: was due %(when)s") if assignment.is_late(article) else _("due %(when)s")
    return sentence % {"when": words.short_time(article.due_at)}


# The history


def people_in(details: Mapping[str, Any]) -> list[UUID]:
    """Whom a line of the audit trail names."""
    found = (details.get(side, {}).get("to") for side in ("work_before", "work_after"))
    return [UUID(ref) for ref in found if ref]


def changes_in_words(details: Mapping[str, Any], names: Mapping[UUID | None, str]) -> Iterable[str]:
    """What such a line changed: from whom to whom, until when, how urgent."""
    before, after = details.get("work_before"), details.get("work_after")
    if not before or not after:
        return
    if before["to"] != after["to"]:
        yield " → ".join(names[UUID(ref)] if ref else _("nobody") for ref in (before["to"], after["to"]))
    if before["due_at"] != after["due_at"]:
        moment = parse_datetime(after["due_at"]) if after["due_at"] else None
        yield _("due %(when)s") % {"when": for_people(moment)} if moment else _("no due time")
    if before["priority"] != after["priority"]:
        yield str(Priority(after["priority"]).label)
