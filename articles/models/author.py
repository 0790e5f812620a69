"""Authors: persons, pseudonyms, departments, and names withheld. They need no login."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.local_name import LocalName, Mergeable, NamedByLanguage
from media.models import Photo

NAME_WITHHELD = {"en": "Name withheld", "ru": "Имя не называется", "uk": "Імʼя не називається"}
"""Printed instead of a name that must not be known."""


class Author(Mergeable, NamedByLanguage):
    """A name that can stand in a byline."""

    class Form(models.TextChoices):
        PERSON = "person", _("person")
        PSEUDONYM = "pseudonym", _("pseudonym")
        DEPARTMENT = "department", _("department")
        WITHHELD = "withheld", _("name withheld")

    form = models.CharField(
        _("form"), max_length=12, choices=Form.choices, default=Form.PERSON,
        help_text=_("“Name withheld” prints those words instead of a name, and has no page."),
    )  # fmt: skip
    desk_note = models.CharField(
        _("note for the desk"), max_length=200, blank=True,
        help_text=_("Seen in the admin only. Do not write down a name here that must not be found."),
    )  # fmt: skip
    portrait = models.ForeignKey(
        Photo, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("portrait")
    )

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["pk"]

    def printed_name(self, language: str) -> str:
        """What readers see: a withheld name is never anything but those words."""
        if self.form == self.Form.WITHHELD:
            return NAME_WITHHELD.get(language, NAME_WITHHELD["en"])
        return self.name_in(language)

    @property
    def has_page(self) -> bool:
        return self.form != self.Form.WITHHELD


class AuthorName(LocalName):
    author = models.ForeignKey(Author, models.CASCADE, related_name="names")
    affiliation = models.CharField(
        _("affiliation"),
        max_length=160,
        blank=True,
        help_text=_("“exclusively for The Wire”, “sociologist”."),
    )
    bio = models.TextField(_("about the author"), blank=True)

    class Meta(LocalName.Meta):
        verbose_name = _("name")
        verbose_name_plural = _("names by language")
        constraints = [
            models.UniqueConstraint(fields=["author", "language"], name="author_has_one_name_a_language"),
            models.UniqueConstraint(fields=["language", "slug"], name="one_author_per_address"),
        ]
