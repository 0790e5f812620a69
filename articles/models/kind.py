"""Kinds of story: News, Interview, Comment, … Data that an editor can add to."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.local_name import LocalName, NamedByLanguage


class Kind(NamedByLanguage):
    """What sort of story it is, in every language."""

    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("kind of story")
        verbose_name_plural = _("kinds of story")
        ordering = ["order", "pk"]


class KindName(LocalName):
    kind = models.ForeignKey(Kind, models.CASCADE, related_name="names")

    class Meta(LocalName.Meta):
        verbose_name = _("name")
        verbose_name_plural = _("names by language")
        constraints = [
            models.UniqueConstraint(fields=["kind", "language"], name="kind_has_one_name_a_language"),
            models.UniqueConstraint(fields=["language", "folded_name"], name="one_kind_per_name"),
            models.UniqueConstraint(fields=["language", "slug"], name="one_kind_per_address"),
        ]
