"""The checklist as the chief editor decides on it: every point and what it does, for all kinds of story or for one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.forms.boundfield import BoundField
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from articles.admin.access import names_of, person
from articles.models import ChecklistRule, Kind
from articles.workflow import checklist_rules
from articles.workflow.checklist_rules import FIXED, OPEN, Level
from newsroom.admin import NeverDeletedMixin, UnloggedMixin
from newsroom.lib.dates import for_people

AS_EVERYWHERE = ""


class RulesForm(forms.Form):
    """One choice for every point that the newsroom decides about."""

    def __init__(self, kind: Kind | None, data: Any = None) -> None:
        super().__init__(data, auto_id="id_rule_%s")
        decided, everywhere = checklist_rules.decided(kind), checklist_rules.levels_for("")
        for code, asked in OPEN.items():
            level: str = decided.get(code, asked.default if kind is None else AS_EVERYWHERE)
            choices: list[tuple[str, str | Promise]] = list(Level.choices)
            if kind is not None:
                said = _("as for every kind: %(level)s") % {"level": everywhere[code].label}
                choices.insert(0, (AS_EVERYWHERE, said))
            self.fields[code] = forms.ChoiceField(
                label=str(asked.label), choices=choices, required=kind is None, initial=level
            )

    @property
    def levels(self) -> dict[str, ChecklistRule.Level | None]:
        return {code: Level(value) if value else None for code, value in self.cleaned_data.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    label: str | Promise
    field: BoundField | None = None
    """None for a point that always stops publication."""
    default: str | Promise = ""
    exceptions: tuple[str, ...] = ()


@admin.register(ChecklistRule)
class ChecklistAdmin(UnloggedMixin, NeverDeletedMixin, admin.ModelAdmin):
    """One page and no other: a rule by itself says nothing without the points around it."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.rules_view)
        return [path("", view, name="articles_checklistrule_changelist")]

    def rules_view(self, request: HttpRequest) -> HttpResponse:
        """`?kind=` is the number of the kind for which something else is to hold."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        kind = _kind_or_404(request.GET.get("kind", ""))
        form = RulesForm(kind, request.POST if request.method == "POST" else None)
        if request.method == "POST":
            if not self.has_change_permission(request):
                raise PermissionDenied
            if form.is_valid():
                checklist_rules.decide(person(request), kind, form.levels)
                said = _("Saved. It holds from now on for whatever goes out; what readers see already stays.")
                self.message_user(request, said, messages.SUCCESS)
                return HttpResponseRedirect(request.get_full_path())
        return TemplateResponse(
            request,
            "admin/articles/checklistrule/rules.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": _("Checklist"),
                "kinds": Kind.objects.prefetch_related("names"),
                "kind": kind,
                "form": form,
                "open_rows": list(_open_rows(form, kind)),
                "fixed_rows": [Row(label=asked.label) for asked in FIXED.values()],
                "last_change": _last_change(),
            },
            status=400 if form.errors else 200,
        )


def _kind_or_404(number: str) -> Kind | None:
    if not number:
        return None
    kind = Kind.objects.filter(pk=number).first() if number.isdecimal() else None
    if kind is None:
        raise Http404
    return kind


def _open_rows(form: RulesForm, kind: Kind | None) -> Iterator[Row]:
    exceptions = checklist_rules.exceptions() if kind is None else {}
    for code, asked in OPEN.items():
        yield Row(
            label=asked.label,
            field=form[code],
            default=asked.default.label,
            exceptions=tuple(f"{rule.kind}: {rule.get_level_display()}" for rule in exceptions.get(code, ())),
        )


def _last_change() -> str:
    event = checklist_rules.last_change()
    if event is None:
        return ""
    who = names_of([event.made_by])[event.made_by]
    return _("Last changed by %(who)s, %(when)s.") % {"who": who, "when": for_people(event.made_at)}
