"""The form of a story: what the desk writes into the working copy. States and dates of moves are never in it."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.access import may_edit, powers_of, unseen_by
from articles.models import Article, ArticleByline, Author, Revision
from articles.workflow import closed, families
from articles.workflow.closed import Unseen
from articles.workflow.roles import Right
from newsroom.lib.richtext.document import photo_keys

ABOUT_THE_SAVE = ("based_on", "revision_note", "is_minor", "starts_closed")
BLANKS = re.compile(r"[^\S\xa0]+")
"""Not the no-break space, which somebody has set on purpose."""
TEXTS = ("standfirst", "body", "lead_caption", "lead_alt")


class StoryForm(forms.ModelForm):
    unseen: Unseen
    """What is kept from whoever fills it in."""
    based_on = forms.IntegerField(required=False, widget=forms.HiddenInput)
    """The revision that the person saw when they began: a save never overwrites another's."""
    revision_note = forms.CharField(
        label=gettext_lazy("What changed"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("For colleagues, in the history."),
    )
    is_minor = forms.BooleanField(
        label=gettext_lazy("Minor edit"),
        required=False,
        help_text=gettext_lazy(
            "A comma, a typo: readers see no “updated”. It is read by a second person all the same."
        ),
    )

    starts_closed = forms.BooleanField(
        label=gettext_lazy("Closed from the start"),
        required=False,
        help_text=gettext_lazy("Nobody but you finds the story, until you name others beside its text."),
    )

    class Meta:
        model = Article
        fields = (
            "headline", "standfirst", "body", "section", "kind", "language", "kicker", "slug", "published_at",
            "lead_photo", "lead_caption", "lead_alt", "tags", "translation_of", "developing_until",
        )  # fmt: skip
        help_texts = {"tags": gettext_lazy("In the order of the page.")}
        """For whoever only reads; whoever writes is told about commas."""
        widgets = {
            "headline": forms.Textarea(
                attrs={"rows": 1, "data-one-line": "", "placeholder": gettext_lazy("Headline")}
            ),
            "standfirst": forms.Textarea(attrs={"rows": 2, "placeholder": gettext_lazy("Standfirst")}),
            "lead_caption": forms.Textarea(attrs={"rows": 2}),
            "lead_alt": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "based_on" in self.fields:
            self.initial["based_on"] = self.instance.latest_revision_id
        if self.instance.pk is None:
            self.fields["headline"].widget.attrs["autofocus"] = True

    def clean_headline(self) -> str:
        """One line, whatever was pasted."""
        return BLANKS.sub(" ", self.cleaned_data["headline"]).strip()

    def clean_standfirst(self) -> str:
        return _unix_lines(self.cleaned_data["standfirst"])

    def clean_lead_caption(self) -> str:
        return _unix_lines(self.cleaned_data["lead_caption"])

    def clean_lead_alt(self) -> str:
        return _unix_lines(self.cleaned_data["lead_alt"])

    def clean_body(self) -> str:
        """Of a photo in a closed story nobody else gets a sight by naming it in a story of their own."""
        body = _unix_lines(self.cleaned_data["body"])
        added = set(photo_keys(body)) - set(photo_keys(self.instance.body))
        if self.unseen.photo_ids and self.unseen.holds_photo(added):
            raise ValidationError(_("There is no such photo in the library."))
        return body

    def clean_published_at(self) -> Any:
        """The field shows minutes: what was not touched keeps its seconds."""
        if "published_at" in self.changed_data:
            return self.cleaned_data["published_at"]
        return self.instance.published_at

    def clean_developing_until(self) -> Any:
        if "developing_until" in self.changed_data:
            return self.cleaned_data["developing_until"]
        return self.instance.developing_until

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        original = cleaned.get("translation_of")
        if original is not None:
            # A translation of a translation belongs to the first original, as readers' list of languages does.
            original = cleaned["translation_of"] = original.translation_of or original
        if original is not None and original.pk == self.instance.pk:
            raise ValidationError({"translation_of": _("A story cannot be a translation of itself.")})
        if original is not None and original.language == cleaned.get("language", self.instance.language):
            raise ValidationError(
                {"translation_of": _("The original is in the same language: choose the other one.")}
            )
        is_closed = self.instance.is_closed or cleaned.get("starts_closed", False)
        if original is not None and "translation_of" in self.changed_data:
            sentence = closed.cannot_be_linked(self.instance, original, is_closed=is_closed)
            if sentence:
                raise ValidationError({"translation_of": sentence})
        if original is not None and self.instance.pk and self.instance.translations.exists():
            sentence = _("This story has translations of its own: link those to the original first.")
            raise ValidationError({"translation_of": sentence})
        if "translation_of" in self.changed_data and (sentence := self._why_not_relinked(original)):
            raise ValidationError({"translation_of": sentence})
        return cleaned

    def _why_not_relinked(self, original: Article | None) -> str:
        if original == self.instance.translation_of:
            return ""
        sentence = families.cannot_leave(self.instance)
        return sentence or (families.cannot_join(self.instance, original) if original else "")

    @property
    def has_changes_to_the_story(self) -> bool:
        """The words about this save are none; nor is another way to end a line."""
        return any(
            name not in TEXTS or self.cleaned_data[name] != self.initial.get(name)
            for name in self.changed_data
            if name not in ABOUT_THE_SAVE
        )

    def based_on_revision(self) -> Revision | None:
        """None for a new story, and for a number that is not one of this story's revisions."""
        return self.instance.revisions.filter(pk=self.cleaned_data.get("based_on")).first()

    def _save_m2m(self) -> None:
        super()._save_m2m()  # type: ignore[misc]
        if "tags" in self.changed_data:
            # Made anew, because the order of the rows is the order on the page.
            self.instance.tags.set(self.cleaned_data["tags"], clear=True)


def _unix_lines(text: str) -> str:
    """Browsers post CRLF: a text that nobody touched must come back as it was."""
    return text.replace("\r\n", "\n")


class BylineInline(admin.TabularInline):
    """The names in the byline, in order. Whoever may edit the story may edit these."""

    model = ArticleByline
    fields = ("author", "role", "affiliation", "order")
    autocomplete_fields = ("author",)
    extra = 0

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("author").prefetch_related("author__names")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, obj)

    def _may(self, request: HttpRequest, article: Article | None) -> bool:
        if article is None or article.pk is None:
            return powers_of(request).holds(Right.CREATE)
        return may_edit(request, article)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "author":
            kwargs["queryset"] = unseen_by(request).authors(Author.objects.all())
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_change_related = field.widget.can_delete_related = (
                field.widget.can_view_related
            ) = False
        return field
