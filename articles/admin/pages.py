"""What every page of a story at the desk begins with."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from articles.models import Article


class StoryPages(admin.ModelAdmin):
    def story_or_404(self, request: HttpRequest, object_id: int | str) -> Article:
        """The story, for whoever may see stories at all."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = Article.objects.filter(pk=object_id).first() if str(object_id).isdecimal() else None
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
