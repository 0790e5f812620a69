"""Merging and renaming words that stories share: what will change is shown first, then done."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.db.models import Field, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin.access import person, unseen_by
from articles.models import ArticleByline, Author, Section, Tag, TaggedArticle
from articles.workflow import closed, merging
from articles.workflow.actions import Refused
from articles.workflow.merging import Consequences, Mergeable, Renamed
from articles.workflow.taxonomy import hides_a_name

CONFIRMED = "_confirmed"
"""The person has seen what the new name changes."""


class MergeForm(forms.Form):
    """Which one takes the stories over."""

    target: forms.ModelChoiceField[Tag] = forms.ModelChoiceField(None, label=gettext_lazy("Merge it into"))

    def __init__(self, source: Mergeable, others: QuerySet[Any], data: Any = None) -> None:
        super().__init__(data)
        self.source = source
        target = self.fields["target"]
        assert isinstance(target, forms.ModelChoiceField)
        target.queryset = others.filter(merged_into__isnull=True).exclude(pk=source.pk)
        if finder := _found_by_typing(source):
            target.widget = AutocompleteSelect(finder, admin.site)
            target.widget.choices = target.choices

    def clean_target(self) -> Any:
        target = self.cleaned_data["target"]
        if objection := merging.why_not(self.source, target):
            raise forms.ValidationError(objection)
        return target


def _found_by_typing(source: Mergeable) -> Any:
    """The field whose values are asked for while somebody types; there are few sections, and they are listed."""
    fields: dict[type, Field[Any, Any]] = {
        Tag: TaggedArticle._meta.get_field("tag"),
        Author: ArticleByline._meta.get_field("author"),
    }
    return fields.get(type(source))


TITLES: dict[type, str | Promise] = {
    Tag: gettext_lazy("Merge “%(name)s” into another tag"),
    Section: gettext_lazy("Merge “%(name)s” into another section"),
    Author: gettext_lazy("Merge “%(name)s” into another author"),
}


class MergePages(admin.ModelAdmin):
    """The page on which one is merged into another: choose, look, merge."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Those of today, without what was merged into them."""
        return super().get_queryset(request).filter(merged_into__isnull=True)

    def get_urls(self) -> list[URLPattern]:
        name = f"articles_{self.opts.model_name}_merge"
        merge = path("<int:object_id>/merge/", self.admin_site.admin_view(self.merge_view), name=name)
        return [merge, *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        address = f"admin:articles_{self.opts.model_name}_merge"
        context = {"merge_address": reverse(address, args=[object_id]) if object_id.isdecimal() else ""}
        return super().change_view(request, object_id, form_url, {**context, **(extra_context or {})})

    def merge_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """GET chooses and shows what will change; POST merges."""
        source = get_object_or_404(self.get_queryset(request), pk=object_id)
        if not self.has_change_permission(request, source):
            raise PermissionDenied
        chosen = request.POST or (request.GET if "target" in request.GET else None)
        form = MergeForm(source, self.get_queryset(request), chosen)
        foreseen: Consequences | None = None
        if form.is_valid():
            target = form.cleaned_data["target"]
            if request.method == "POST":
                return self._merged(request, source, target)
            foreseen = merging.foresee_merge(source, target, unseen_by(request))
        context = {
            **self.admin_site.each_context(request),
            "title": str(TITLES[type(source)]) % {"name": source},
            "opts": self.opts,
            "source": source,
            "target": form.cleaned_data.get("target") if form.is_bound else None,
            "form": form,
            "foreseen": foreseen,
        }
        return TemplateResponse(request, "admin/articles/merge.html", context)

    def _merged(self, request: HttpRequest, source: Any, target: Any) -> HttpResponse:
        names = {"source": str(source), "target": str(target)}
        try:
            touched = closed.visible_among(merging.merge(source, target, person(request)), person(request))
        except Refused as refused:
            self.message_user(request, refused.sentence, messages.ERROR)
            return HttpResponseRedirect(request.path)
        sentence = ngettext(
            "“%(source)s” is now “%(target)s”: %(count)s story was touched.",
            "“%(source)s” is now “%(target)s”: %(count)s stories were touched.",
            len(touched),
        )
        self.message_user(request, sentence % {**names, "count": len(touched)}, messages.SUCCESS)
        return HttpResponseRedirect(
            reverse(f"admin:articles_{self.opts.model_name}_change", args=[target.pk])
        )


class SeeFirst(Exception):
    """A name that readers see is about to change. Raised to roll the save back and to show what it would do."""

    def __init__(self, record: Renamed, foreseen: Consequences) -> None:
        super().__init__(str(record))
        self.record, self.foreseen = record, foreseen


class RenameShown(admin.ModelAdmin):
    """A new name or address of something that readers see is shown with its consequences before it is saved."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except SeeFirst as first:
            context = {
                **self.admin_site.each_context(request),
                "title": _("What the new name changes"),
                "opts": self.opts,
                "source": first.record,
                "foreseen": first.foreseen,
                "confirmed": CONFIRMED,
                "sent": [
                    (name, value)
                    for name, values in request.POST.lists()
                    for value in values
                    if name != "csrfmiddlewaretoken"
                ],
            }
            return TemplateResponse(request, "admin/articles/rename.html", context)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        before = _names_of(type(form.instance)._default_manager.get(pk=form.instance.pk)) if change else {}
        before |= _slug_before(form)
        super().save_related(request, form, formsets, change)
        if not change or CONFIRMED in request.POST:
            return
        record = type(form.instance)._default_manager.get(pk=form.instance.pk)
        after = _names_of(record)
        is_hidden_now = isinstance(record, Author) and "form" in form.changed_data and hides_a_name(record)
        if before == after and not is_hidden_now:
            return
        foreseen = merging.foresee_names(record, _moved(before, after), unseen_by(request))
        if foreseen.live:
            raise SeeFirst(record, foreseen)


def _names_of(record: Renamed) -> dict[str, tuple[str, str]]:
    """Language -> name and slug; a tag has one for all languages."""
    if isinstance(record, Tag):
        return {"": (record.name, record.slug)}
    return {row.language: (row.name, row.slug) for row in record.names.all()}


def _slug_before(form: Any) -> dict[str, tuple[str, str]]:
    """A tag is saved with its own form, before anything else is."""
    if not isinstance(form.instance, Tag):
        return {}
    return {"": (form.initial.get("name", ""), form.initial.get("slug", ""))}


def _moved(
    before: dict[str, tuple[str, str]], after: dict[str, tuple[str, str]]
) -> Iterable[tuple[str, str, str]]:
    for language, (_name, slug) in after.items():
        yield language, before.get(language, ("", ""))[1], slug
