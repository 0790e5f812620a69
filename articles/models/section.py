"""Sections of the paper: Politics, Society, … They nest one level."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.local_name import LocalName, Mergeable, NamedByLanguage


class Section(Mergeable, NamedByLanguage):
    """One section, in every language; a story stands in one section and shows in its parent too."""

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of"),
        help_text=_("Sections nest one level: a part has no parts of its own."),
    )  # fmt: skip
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_in_menu = models.BooleanField(_("in the menu"), default=True)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["order", "pk"]

    def clean(self) -> None:
        if self.parent is None:
            return
        if self.parent_id == self.pk:
            raise ValidationError({"parent": _("A section cannot be part of itself.")})
        if self.parent.parent_id:
            raise ValidationError(
                {"parent": _("Sections nest one level: choose a section that is not itself a part.")}
            )
        if self.pk and self.children.exists():
            raise ValidationError(
                {"parent": _("This section has parts of its own, so it cannot become a part.")}
            )


class SectionName(LocalName):
    section = models.ForeignKey(Section, models.CASCADE, related_name="names")

    class Meta(LocalName.Meta):
        verbose_name = _("name")
        verbose_name_plural = _("names by language")
        constraints = [
            models.UniqueConstraint(fields=["section", "language"], name="section_has_one_name_a_language"),
            models.UniqueConstraint(fields=["language", "folded_name"], name="one_section_per_name"),
            models.UniqueConstraint(fields=["language", "slug"], name="one_section_per_address"),
        ]
