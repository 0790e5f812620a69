"""What every page of a story at the desk begins with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise

from articles.models import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One folded box beside a story's form. Inside the form HTML allows no other: its fields name `form_id`."""

    key: str
    title: str | Promise
    template: str
    words: dict[str, Any] = field(default_factory=dict)
    """What the template prints, as `words`."""
    action: str = ""
    """Where its own form posts to; empty for a box that only shows."""
    is_open: bool = False
    order: int = 50

    @property
    def form_id(self) -> str:
        return f"panel-{self.key}-form"


def belong_to(form: forms.BaseForm, form_id: str) -> None:
    """Fields of a box post with the box's own form; on a page of their own, without an id, with the one around them."""
    for its_field in form.fields.values() if form_id else ():
        its_field.widget.attrs["form"] = form_id


class StoryPages(admin.ModelAdmin):
    def panels(self, request: HttpRequest, article: Article) -> list[Panel]:
        """The boxes beside the form of a stored story: each part of the desk adds its own to `super()`'s."""
        return []

    def story_or_404(self, request: HttpRequest, object_id: int | str) -> Article:
        """The story, for whoever may see stories at all, and this one among them."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        open_stories = Article.objects.open_to(request.user)
        found = open_stories.filter(pk=object_id).first() if str(object_id).isdecimal() else None
        if found is None:
            raise Http404
        return found

    def story_page(
        self, request: HttpRequest, template: str, story: Article, *, status: int = 200, **context: Any
    ) -> TemplateResponse:
        """A page of the desk about one story; the admin itself keeps it out of every cache."""
        everything = {**self.admin_site.each_context(request), "opts": self.opts, "story": story, **context}
        return TemplateResponse(request, f"admin/articles/article/{template}", everything, status=status)

    def to_story(self, article: Article) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))
