"""Names per language: the row that sections, kinds and authors have for each language they are printed in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Protocol, Self, TypeVar

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from newsroom.lib import languages
from newsroom.lib.folding import folded_name
from newsroom.lib.refs import new_ref
from newsroom.lib.slugs import unique_slug

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class LocalName(models.Model):
    """A name and its address in one language. `owner` is the foreign key of each subclass."""

    language = models.CharField(_("language"), max_length=8, choices=languages.choices)
    name = models.CharField(_("name"), max_length=120)
    folded_name = models.CharField(max_length=240, editable=False, db_index=True)
    slug = models.SlugField(
        _("address"), max_length=100, blank=True, allow_unicode=True,
        help_text=_("Made from the name when left empty; when you change it, the old one redirects."),
    )  # fmt: skip

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = " ".join(self.name.split())
        self.folded_name = folded_name(self.name)
        if not self.slug:
            others = type(self)._default_manager.filter(language=self.language).exclude(pk=self.pk)
            self.slug = unique_slug(self.name, lambda slug: others.filter(slug=slug).exists())
        super().save(*args, **kwargs)


class Named(Protocol):
    language: str
    name: str
    slug: str


Name = TypeVar("Name", bound=Named)


def in_language(names: Iterable[Name], language: str) -> Name | None:
    """The row of this language, else the one of the unprefixed language, else the first there is."""
    rows = list(names)
    for wanted in (language, settings.LANGUAGE_CODE):
        for row in rows:
            if row.language == wanted:
                return row
    return rows[0] if rows else None


class NamedByLanguage(models.Model):
    """Something with a name and an address in every language; its rows of `LocalName` are called `names`."""

    ref = models.CharField(max_length=16, unique=True, default=new_ref, editable=False)
    """How a `NewsItem` names it, across sites and for ever."""

    names: RelatedManager[Any]

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name_in(get_language() or settings.LANGUAGE_CODE)

    def in_language(self, language: str) -> Any:
        """The row of names for this language, or the next best; None when nobody has named it yet."""
        return in_language(self.names.all(), language)

    def name_in(self, language: str) -> str:
        row = self.in_language(language)
        return row.name if row else self.ref

    def slug_in(self, language: str) -> str:
        row = self.in_language(language)
        return row.slug if row else self.ref


class Mergeable(models.Model):
    """A record that was merged into another keeps its row: an old revision that names its `ref` finds the other."""

    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", editable=False
    )

    class Meta:
        abstract = True

    @property
    def current(self) -> Self:
        """What it stands for today: itself, or what it was merged into."""
        return self.merged_into.current if self.merged_into else self  # type: ignore[return-value]
