"""The desk's front page, first version of the dashboard: what waits for the person who opens it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.admin.access import person, powers_of
from articles.admin.standing import only_returned
from articles.admin.story_list import DeskWorkFilter, waiting_for_review_by
from articles.models import Article, DeskState
from articles.workflow.roles import Right

MOST = 5
"""A short list is read; the whole one is a click away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortList:
    title: str | Promise
    stories: list[Article]
    address: str
    """Where the whole of it stands."""

    @property
    def shown(self) -> list[Article]:
        return self.stories[:MOST]

    @property
    def has_more(self) -> bool:
        return len(self.stories) > MOST


def short_lists(request: HttpRequest) -> list[ShortList]:
    """One query for each list, however many stories there are."""
    powers, mine = powers_of(request), Article.objects.filter(created_by=person(request).ref)
    found = []
    if powers.holds(Right.APPROVE):
        reviews = waiting_for_review_by(request, Article.objects.all())
        owed = Article.objects.filter(second_read_owed_at__isnull=False)
        found += [
            _short(_("Waiting for my review"), reviews, **{"for": DeskWorkFilter.MY_REVIEW}),
            _short(_("Second reads owed"), owed, **{"for": DeskWorkFilter.SECOND_READ}),
        ]
    if powers.holds(Right.CREATE):
        back = only_returned(mine)
        drafts = mine.filter(desk_state__in=(DeskState.IDEA, DeskState.DRAFT))
        found += [
            _short(_("Returned to me"), back, **{"for": DeskWorkFilter.RETURNED}),
            _short(_("My drafts"), drafts, **{"for": DeskWorkFilter.MINE}),
        ]
    return [short for short in found if short.stories]


def _short(title: str | Promise, rows: QuerySet[Article], **filters: str) -> ShortList:
    stories = rows.only("headline", "changed_at").order_by("-changed_at", "-pk")[: MOST + 1]
    query = "&".join(f"{name}={value}" for name, value in filters.items())
    return ShortList(
        title=title,
        stories=list(stories),
        address=f"{reverse('admin:articles_article_changelist')}?{query}",
    )


_stock_index = admin.site.index


def index(request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
    lists = short_lists(request) if person(request).has_perm("articles.view_article") else []
    context = {"short_lists": lists, "arranges_the_front": powers_of(request).holds(Right.ARRANGE)}
    response: TemplateResponse = _stock_index(request, {**context, **(extra_context or {})})
    return response


admin.site.index = index  # type: ignore[method-assign]
