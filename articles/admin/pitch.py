"""The quick form of a pitch, on the front page of the desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles.admin.access import person
from articles.admin.pages import StoryPages
from articles.workflow import pitches
from articles.workflow.breaking import one_line


class PitchForm(forms.Form):
    headline = forms.CharField(
        label=gettext_lazy("The idea, as a headline"),
        max_length=300,
        error_messages={"required": gettext_lazy("Say in a few words what the story is.")},
    )
    words = forms.CharField(
        label=gettext_lazy("A line or two"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, prefix="pitch", label_suffix="")

    def clean_headline(self) -> str:
        return one_line(self.cleaned_data["headline"])

    def clean_words(self) -> str:
        return "\n".join(self.cleaned_data["words"].splitlines())


class Pitches(StoryPages):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.pitch_view)
        return [path("pitch/", view, name="articles_article_pitch"), *super().get_urls()]

    @method_decorator(require_POST)
    def pitch_view(self, request: HttpRequest) -> HttpResponse:
        """Back to the desk, with the idea on it; a form that lacks something comes back as it was typed."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = PitchForm(request.POST)
        if not form.is_valid():
            return admin.site.index(request, {"pitch_form": form})
        by = person(request)
        article = pitches.pitch(**form.cleaned_data, by=by, language=by.language or settings.LANGUAGE_CODE)
        address = reverse("admin:articles_article_change", args=[article.pk])
        said = format_html(_('Pitched: <a href="{}">{}</a>.'), address, article.headline)
        self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:index"))
