"""The list of stories: one page of it costs the same at a hundred and at a hundred thousand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin import assignment, bulk, words
from articles.admin.access import names_of, person, powers_of
from articles.admin.pages import StoryPages
from articles.admin.standing import changed_since_live, last_save, only_returned, returned_ids
from articles.models import Article, DeskState, Kind, PublishedArticle, Section
from articles.workflow.assignment import late
from articles.workflow.publication import public_states
from articles.workflow.roles import Right
from articles.workflow.transitions import PublicState
from media.admin import FoldedSearchMixin
from newsroom.lib.dates import for_people
from newsroom.models import SiteSettings


class CappedPaginator(Paginator):
    """Counts no further than anybody turns pages: whoever looks for more narrows the list instead."""

    MAX_COUNTED = 2_000

    @cached_property
    def count(self) -> int:
        rows = self.object_list
        assert isinstance(rows, QuerySet)
        return rows.order_by()[: self.MAX_COUNTED].count()

    @property
    def is_capped(self) -> bool:
        return self.count == self.MAX_COUNTED


class StoryList(ChangeList):
    """Gives each row its public state, whether it was returned, and who saved it last: one query for each, for all rows."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        rows = list(self.result_list)
        states = public_states([row.pk for row in rows])
        saves = {row.pk: last_save(row) for row in rows}
        names = names_of(who for who, _when in saves.values())
        came_back = returned_ids(rows)
        changed = changed_since_live(row for row in rows if states[row.pk] is PublicState.LIVE)
        may_choose = bool(bulk.offered(powers_of(request)))
        for row in rows:
            row.is_to_choose = may_choose and not row.is_closed
            row.public_state = words.public_state(states[row.pk], has_changes=row.pk in changed)
            row.is_public_ever = states[row.pk] is not PublicState.NONE
            row.is_returned = row.pk in came_back
            who, row.saved_at = saves[row.pk]
            row.saved_by_name = names[who] if who else ""
        self.result_list = rows


class DeskFilter(admin.SimpleListFilter):
    """A filter that folds up to one word in a row above the list."""

    template = "admin/articles/article/filter.html"

    @property
    def chosen(self) -> str:
        """The choice in words; empty while the filter is at rest."""
        return next((str(label) for value, label in self.lookup_choices if str(value) == self.value()), "")


class StateFilter(DeskFilter):
    """Without a choice the trash stays out of sight."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return DeskState.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        if self.value() in DeskState.values:
            return queryset.filter(desk_state=self.value())
        return queryset.exclude(desk_state=DeskState.TRASHED)


class PublicFilter(DeskFilter):
    title = _("readers")
    parameter_name = "public"
    LIVE, NOT_LIVE = "live", "not_live"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [(self.LIVE, _("see it now")), (self.NOT_LIVE, _("do not see it"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        is_live = Exists(PublishedArticle.public.at().filter(story_id=OuterRef("pk")))
        match self.value():
            case self.LIVE:
                return queryset.filter(is_live)
            case self.NOT_LIVE:
                return queryset.exclude(is_live)
        return queryset


class SectionFilter(DeskFilter):
    """A section with its parts."""

    title = _("section")
    parameter_name = "section"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [
            (str(section.pk), str(section))
            for section in Section.objects.filter(merged_into=None).prefetch_related("names")
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        if not (self.value() or "").isdecimal():
            return queryset
        parts = Section.objects.filter(Q(pk=self.value()) | Q(parent=self.value())).values_list(
            "pk", flat=True
        )
        return queryset.filter(section__in=list(parts))


class KindFilter(DeskFilter):
    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [(str(kind.pk), str(kind)) for kind in Kind.objects.prefetch_related("names")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        chosen = self.value() or ""
        return queryset.filter(kind=int(chosen)) if chosen.isdecimal() else queryset


class LanguageFilter(DeskFilter):
    title = _("language")
    parameter_name = "language"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return list(settings.LANGUAGES)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        return queryset.filter(language=self.value()) if self.value() else queryset


class DeskWorkFilter(DeskFilter):
    """What waits for the person who looks."""

    title = _("for me")
    parameter_name = "for"
    MINE, RETURNED, MY_REVIEW, SECOND_READ = "mine", "returned", "my_review", "second_read"
    ASSIGNED, LATE = "assigned", "late"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        choices: list[tuple[str, Any]] = [
            (self.MINE, _("started by me")),
            (self.ASSIGNED, _("assigned to me")),
            (self.RETURNED, _("returned to me")),
            (self.LATE, _("late")),
        ]
        if powers_of(request).holds(Right.APPROVE):
            choices += [
                (self.MY_REVIEW, _("waiting for my review")),
                (self.SECOND_READ, _("second read owed")),
            ]
        return choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        match self.value():
            case self.MINE:
                return queryset.filter(created_by=person(request).ref)
            case self.ASSIGNED:
                return queryset.filter(assigned_to=person(request))
            case self.RETURNED:
                mine = Q(created_by=person(request).ref) | Q(assigned_to=person(request))
                return only_returned(queryset.filter(mine))
            case self.LATE:
                return late(queryset)
            case self.MY_REVIEW:
                return waiting_for_review_by(request, queryset)
            case self.SECOND_READ:
                return queryset.filter(second_read_owed_at__isnull=False)
        return queryset


def waiting_for_review_by(request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
    """In review, where this person works, and not their own last change while four eyes are asked for."""
    powers = powers_of(request)
    rows = queryset.filter(desk_state=DeskState.IN_REVIEW)
    if powers.section_ids:
        mine = Q(section__in=powers.section_ids) | Q(section__parent__in=powers.section_ids)
        rows = rows.filter(mine | Q(section__isnull=True))
    if SiteSettings.objects.filter(four_eyes=False).exists():
        return rows
    return rows.exclude(changed_by=person(request).ref)


class StoryListAdmin(FoldedSearchMixin, StoryPages):
    """The columns, the order and the filters of the list."""

    folded_column = "folded_headline"
    list_display = ("headline_and_kicker", "state", "assigned", "section_name", "language", "last_change")
    list_display_links = None
    list_filter = (
        DeskWorkFilter,
        StateFilter,
        PublicFilter,
        SectionFilter,
        KindFilter,
        LanguageFilter,
    )
    list_per_page = 100
    list_max_show_all = 0
    sortable_by = ()
    ordering = ("-changed_at", "-pk")
    search_fields = ("folded_headline",)
    search_help_text = _("Words of the headline, in any case.")
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = CappedPaginator
    actions = None

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[StoryList]:
        return StoryList

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        rows = super().get_queryset(request)
        if request.resolver_match and request.resolver_match.url_name == "articles_article_changelist":
            rows = (
                rows.select_related("latest_revision", "assigned_to")
                .defer("body", "standfirst", "lead_caption", "lead_alt", "latest_revision__item")
                .prefetch_related("section__names", "kind__names")
            )
        return rows

    @admin.display(description=_("story"))
    def headline_and_kicker(self, article: Article) -> SafeString:
        address = reverse("admin:articles_article_change", args=[article.pk])
        kind = article.kicker or str(article.kind or "")
        return format_html(
            '{}<a class="headline" href="{}">{}</a> <span class="kicker">{}</span>',
            self._choice(article),
            address,
            article.headline,
            kind,
        )

    def _choice(self, article: Article) -> SafeString | str:
        row: Any = article
        if not row.is_to_choose:
            return ""
        return format_html(
            '<label class="choose"><input type="checkbox" name="story" value="{}">'
            '<span class="visually-hidden">{}</span></label>',
            bulk.value_of(article.pk, article.latest_revision_id),
            gettext("Choose: %(headline)s") % {"headline": article.headline},
        )

    @admin.display(description=_("assigned"), empty_value="")
    def assigned(self, article: Article) -> SafeString:
        return assignment.in_the_list(article)

    @admin.display(description=_("state"))
    def state(self, article: Article) -> SafeString:
        row: Any = article
        found = [
            words.desk_state(article),
            words.returned() if row.is_returned else "",
            row.public_state if row.is_public_ever else "",
            words.second_read_owed() if article.second_read_owed_at else "",
            words.closed() if article.is_closed else "",
        ]
        return format_html_join(" ", "{}", ((word,) for word in found if word))

    @admin.display(description=_("section"))
    def section_name(self, article: Article) -> str:
        return str(article.section or "")

    @admin.display(description=_("changed"))
    def last_change(self, article: Article) -> SafeString:
        row: Any = article
        return format_html(
            '<time datetime="{}" title="{}">{}</time> {}',
            row.saved_at.isoformat(),
            for_people(row.saved_at),
            words.short_time(row.saved_at),
            row.saved_by_name,
        )

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().changelist_view(
            request, {"title": capfirst(self.opts.verbose_name_plural), **(extra_context or {})}
        )
