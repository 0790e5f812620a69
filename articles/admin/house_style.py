"""House style at the desk: the list of words, and the box beside a story that says which of them stand in it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles.admin.access import may_edit, person
from articles.admin.pages import Panel, StoryPages
from articles.models import Article, DeskState, HouseWord
from articles.rendering.search_text import words
from articles.workflow import house_style
from articles.workflow.actions import Refused
from media.admin import FoldedSearchMixin
from newsroom.lib import typography
from newsroom.lib.folding import fold

PART_NAMES = {
    "headline": gettext_lazy("Headline"),
    "standfirst": gettext_lazy("Standfirst"),
    "body": gettext_lazy("Text"),
}


class HouseWordForm(forms.ModelForm):
    class Meta:
        model = HouseWord
        fields = ("language", "avoid", "preferred", "why")
        widgets = {"why": forms.Textarea(attrs={"rows": 3})}

    def clean_avoid(self) -> str:
        avoid = " ".join(self.cleaned_data["avoid"].split())
        if not words(avoid):
            raise ValidationError(_("Give a word: nothing here is a letter or a digit."))
        return avoid

    def clean_preferred(self) -> str:
        return " ".join(self.cleaned_data["preferred"].split())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        avoid = cleaned.get("avoid", "")
        same = HouseWord.objects.filter(language=cleaned.get("language"), folded_avoid=fold(avoid)[:240])
        if avoid and same.exclude(pk=self.instance.pk).exists():
            raise ValidationError({"avoid": _("This word is on the list of this language already.")})
        if avoid and avoid == cleaned.get("preferred"):
            raise ValidationError({"preferred": _("This is the word to avoid. Give another, or none.")})
        return cleaned


@admin.register(HouseWord)
class HouseWordAdmin(FoldedSearchMixin, admin.ModelAdmin):
    form = HouseWordForm
    folded_column = "folded_avoid"
    search_fields = ("folded_avoid",)
    list_display = ("avoid", "preferred", "language", "why")
    list_filter = ("language",)
    list_per_page = 200

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().changelist_view(request, {"title": _("House style"), **(extra_context or {})})

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        return super().add_view(request, form_url, {"title": _("A word to avoid"), **(extra_context or {})})


class StoryHouseStyle(StoryPages):
    """What is found beside the story's form, in the words as they stand there; each put right with one click."""

    def get_urls(self) -> list[URLPattern]:
        def at(route: str, view: Any, name: str) -> URLPattern:
            return path(route, self.admin_site.admin_view(view), name=f"articles_article_{name}")

        return [
            at("<int:object_id>/house-style/", self.house_style_view, "house_style"),
            at("<int:object_id>/house-style/check/", self.check_house_style_view, "check_house_style"),
            *super().get_urls(),
        ]

    def panels(self, request: HttpRequest, article: Article) -> list[Panel]:
        found = _found({part: getattr(article, part) for part in house_style.PARTS}, article.language)
        may_change = may_edit(request, article)
        panel = Panel(
            key="house-style",
            title=_("House style: %(count)d") % {"count": found["count"]}
            if found["count"]
            else _("House style"),
            template="admin/articles/article/house_style.html",
            words={
                **found,
                "may_change": may_change,
                "can_be_set": article.language in typography.STYLES,
                "language": article.language,
                "shown": article.latest_revision_id or "",
                "check_url": reverse("admin:articles_article_check_house_style", args=[article.pk]),
            },
            action=reverse("admin:articles_article_house_style", args=[article.pk]) if may_change else "",
            is_open=bool(found["count"]),
            order=30,
        )
        return [*super().panels(request, article), panel]

    @method_decorator(require_POST)
    def check_house_style_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """The list for the words that stand in the form now, saved or not."""
        article = self.story_or_404(request, object_id)
        if not may_edit(request, article):
            raise PermissionDenied
        parts = {part: request.POST.get(part, "") for part in house_style.PARTS}
        found = _found(parts, request.POST.get("language") or article.language)
        return render(
            request,
            "admin/articles/article/house_style_found.html",
            {"words": {**found, "may_change": True}, "panel": {"form_id": "panel-house-style-form"}},
        )

    @method_decorator(require_POST)
    def house_style_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Without a script: one replacement, or the marks of the whole text, in the saved working copy."""
        article = self.story_or_404(request, object_id)
        if not may_edit(request, article):
            raise PermissionDenied
        was_approved = article.desk_state == DeskState.APPROVED
        try:
            self.message_user(request, self._put_right(request, article), messages.SUCCESS)
        except house_style.TextHasChanged:
            sentence = _(
                "The story has been saved since this page was opened, and nothing was changed. Look again."
            )
            self.message_user(request, sentence, messages.ERROR)
        except Refused as refused:
            self.message_user(request, refused.sentence, messages.ERROR)
        else:
            article.refresh_from_db()
            if was_approved and article.desk_state != DeskState.APPROVED:
                sentence = _(
                    "The text changed after it was approved: it is a draft again and has to be submitted and approved."
                )
                self.message_user(request, sentence, messages.WARNING)
        return self.to_story(article)

    def _put_right(self, request: HttpRequest, article: Article) -> str:
        number = request.POST.get("shown", "")
        shown = int(number) if number.isdecimal() and len(number) < 19 else None
        if "_typography" in request.POST:
            note = _("Quotation marks and dashes")
            if house_style.set_typography(article, person(request), shown=shown, note=note):
                return _("Quotation marks and dashes are set.")
            return _("Quotation marks and dashes were set already.")
        key = request.POST.get("_replace", "")
        done = house_style.replace(article, person(request), key, shown=shown, note=_("House style"))
        return _("“%(found)s” is now “%(instead)s”.") % {"found": done.found, "instead": done.instead}


def _found(parts: dict[str, str], language: str) -> dict[str, Any]:
    text = house_style.Text(parts)
    findings = house_style.findings(text, language)
    quotations = house_style.open_quotations(text, language)
    return {
        "findings": [(PART_NAMES[one.place.part], one) for one in findings],
        "quotations": [(PART_NAMES[one.place.part], one) for one in quotations],
        "count": len(findings) + len(quotations),
    }
