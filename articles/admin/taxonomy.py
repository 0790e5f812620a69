"""The words that stories share: sections, kinds, authors and tags, with their names in every language."""

from __future__ import annotations

from typing import Any

import taggit.admin  # noqa: F401  # It registers its page, which is taken away below.
from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from taggit.admin import TagAdmin as _TaggitTagAdmin  # noqa: F401  It registers itself when it is imported.
from taggit.models import Tag as TaggitTag

from articles.admin.access import person, unseen_by
from articles.admin.closed import UnseenAuthorsMixin, UnseenTagsMixin
from articles.admin.fields import photo_field
from articles.admin.scripts import desk_config
from articles.admin.tidying import MergePages, RenameShown
from articles.models import Author, AuthorName, Kind, KindName, Section, SectionName, Tag, TaggedArticle
from articles.workflow import closed
from articles.workflow.closed import Unseen
from media.admin import FoldedSearchMixin
from newsroom.admin import NeverDeletedMixin, NonceMixin, UnloggedMixin
from newsroom.lib import languages
from newsroom.lib.folding import fold
from newsroom.lib.slugs import slug_of

admin.site.unregister(TaggitTag)
"""Its page for merging asks nobody whether they may; our tags have one of their own."""


class LocalNameForm(forms.ModelForm):
    unseen: Unseen | None = None
    """What is kept from whoever fills it in; of authors alone."""

    def clean(self) -> dict[str, Any]:
        """Folded, the name is unique in its language, where the model says so."""
        cleaned = super().clean() or self.cleaned_data
        model = type(self.instance)
        if self.unseen is not None and cleaned.get("name") and cleaned.get("language"):
            slug = cleaned.get("slug") or slug_of(cleaned["name"])
            closed.free_address(cleaned["language"], slug, self.unseen)
        is_unique = any("folded_name" in getattr(rule, "fields", ()) for rule in model._meta.constraints)
        if is_unique and cleaned.get("name") and cleaned.get("language"):
            same = model._default_manager.filter(
                language=cleaned["language"], folded_name=fold(cleaned["name"])
            )
            if same.exclude(pk=self.instance.pk).exists():
                raise ValidationError({"name": _("Something else has this name in this language already.")})
        return cleaned


class NamesInline(admin.TabularInline):
    """A name for each language. Whoever may change the thing may change its names."""

    form = LocalNameForm
    extra = 0

    def get_min_num(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 1

    def get_max_num(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return len(languages.codes())

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        return super().get_formset(request, obj, validate_min=True, **kwargs)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, "change" if obj is not None and obj.pk else "add")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, "change")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """An address that readers know is never taken away; a name is changed instead."""
        return False

    def _may(self, request: HttpRequest, verb: str) -> bool:
        return person(request).has_perm(f"articles.{verb}_{self.parent_model._meta.model_name}")


class SectionNamesInline(NamesInline):
    model = SectionName
    fields = ("language", "name", "slug")


class KindNamesInline(NamesInline):
    model = KindName
    fields = ("language", "name", "slug")


class AuthorNamesInline(NamesInline):
    model = AuthorName
    fields = ("language", "name", "slug", "affiliation", "bio")

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.unseen = unseen_by(request)
        return formset

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "bio":
            kwargs["widget"] = forms.Textarea(attrs={"rows": 2, "cols": 40})
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class NamedAdmin(FoldedSearchMixin, NeverDeletedMixin, admin.ModelAdmin):
    """Something with names by language."""

    folded_column = "names__folded_name"
    search_fields = ("names__folded_name",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("names")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """A thing with two names that match is still one thing."""
        found, _duplicates = super().get_search_results(request, queryset, search_term)
        return found, bool(search_term.strip())

    @admin.display(description=gettext_lazy("name"))
    def name(self, thing: Any) -> str:
        return str(thing)

    @admin.display(description=gettext_lazy("in"))
    def named_in(self, thing: Any) -> str:
        return ", ".join(name.language for name in thing.names.all())


@admin.register(Section)
class SectionAdmin(MergePages, RenameShown, NamedAdmin):
    change_form_template = "admin/articles/named_change_form.html"
    inlines = (SectionNamesInline,)
    list_display = ("name", "parent", "named_in", "is_in_menu", "order")
    list_editable = ("order", "is_in_menu")
    fields = ("parent", "order", "is_in_menu")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Section]:
        return super().get_queryset(request).prefetch_related("parent__names")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "parent":
            kwargs["queryset"] = Section.objects.filter(
                parent__isnull=True, merged_into__isnull=True
            ).prefetch_related("names")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Kind)
class KindAdmin(RenameShown, NamedAdmin):
    inlines = (KindNamesInline,)
    list_display = ("name", "named_in", "order")
    list_editable = ("order",)
    fields = ("order",)


PORTRAIT_HELP = gettext_lazy(
    "Readers see it beside the byline of persons and pseudonyms, if the photo has a credit, no end of its rights, and "
    "is not marked as sensitive."
)


@admin.register(Author)
class AuthorAdmin(NonceMixin, UnloggedMixin, MergePages, RenameShown, UnseenAuthorsMixin, NamedAdmin):
    inlines = (AuthorNamesInline,)
    list_display = ("name", "form_in_words", "named_in", "desk_note")
    list_filter = ("form",)
    fields = ("form", "portrait", "desk_note")
    change_form_template = "admin/articles/author/change_form.html"

    def get_ordering(self, request: HttpRequest) -> Any:
        """By name, as people look for people."""
        names = AuthorName.objects.filter(author=OuterRef("pk")).order_by("pk")
        return (Subquery(names.values("folded_name")[:1]).asc(), "pk")

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        return super().render_change_form(request, {**context, "desk_config": desk_config()}, *args, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "portrait":
            return photo_field(request, label=db_field.verbose_name, required=False, help_text=PORTRAIT_HELP)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description=gettext_lazy("form"))
    def form_in_words(self, author: Author) -> str:
        return author.get_form_display()


class TagForm(forms.ModelForm):
    unseen: Unseen
    makes_way: Tag | None = None
    """The tag of this name that stands on closed stories alone: to whoever fills in the form there is none."""

    class Meta:
        model = Tag
        fields = ("name", "slug")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _(
                "Made from the name when left empty; the old address then leads here."
            )

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        same = Tag.objects.filter(folded_name=fold(name)).exclude(pk=self.instance.pk).first()
        if same is not None and same.pk in self.unseen.tag_ids:
            self.makes_way = same
        elif same is not None:
            raise ValidationError(_("“%(tag)s” is a tag already. Merge the two instead.") % {"tag": same})
        return name

    def _get_validation_exclusions(self) -> set[str]:
        """What makes way for this tag is no reason to refuse it."""
        found: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return found | {"name", "slug"} if self.makes_way is not None else found

    def clean(self) -> dict[str, Any]:
        """A tag that gets another name gets another address too, unless the person wrote one."""
        cleaned = super().clean() or self.cleaned_data
        closed.free_tag_address(cleaned.get("slug", ""), self.unseen)
        if "name" in self.changed_data and "slug" not in self.changed_data:
            cleaned["slug"] = ""
        return cleaned


@admin.register(Tag)
class TagAdmin(
    MergePages, RenameShown, UnseenTagsMixin, FoldedSearchMixin, NeverDeletedMixin, admin.ModelAdmin
):
    form = TagForm
    folded_column = "folded_name"
    search_fields = ("folded_name",)
    list_display = ("name", "slug", "stories", "other_spellings")
    list_per_page = 200
    change_form_template = "admin/articles/named_change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tag]:
        """The tags of today, without those that were merged into them."""
        unseen = unseen_by(request)
        carried = TaggedArticle.objects.filter(tag=OuterRef("pk"))
        counted = (
            carried.exclude(content_object__in=unseen.story_ids)
            .order_by()
            .values("tag")
            .annotate(number=Count("pk"))
        )
        rows = super().get_queryset(request).filter(merged_into__isnull=True)
        return rows.annotate(story_count=Coalesce(Subquery(counted.values("number")), 0)).prefetch_related(
            Prefetch("merged_tags", unseen.tags(Tag.objects.all()))
        )

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.unseen = unseen_by(request)
        return form

    def save_model(self, request: HttpRequest, obj: Tag, form: Any, change: bool) -> None:
        """A tag that was added here is the whole desk's, even if closed stories alone carry it."""
        if form.makes_way is not None:
            closed.take_over(form.makes_way, obj)
        super().save_model(request, obj, form, change)
        if not change:
            closed.add_to_the_words(obj)

    @admin.display(description=gettext_lazy("stories"))
    def stories(self, tag: Tag) -> int:
        return tag.story_count

    @admin.display(description=gettext_lazy("other spellings"))
    def other_spellings(self, tag: Tag) -> str:
        return ", ".join(merged.name for merged in tag.merged_tags.all())
