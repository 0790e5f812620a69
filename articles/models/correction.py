"""Correction: what the paper got wrong and says so. Append-only: a correction of a correction is a new one."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.newsitem import CorrectionKind
from newsroom.lib.refs import new_ref


class Correction(models.Model):
    class Kind(models.TextChoices):
        CORRECTION = CorrectionKind.CORRECTION.value, _("correction")
        CLARIFICATION = CorrectionKind.CLARIFICATION.value, _("clarification")
        ADDITION = CorrectionKind.ADDITION.value, _("addition")
        EDITORS_NOTE = CorrectionKind.EDITORS_NOTE.value, _("editor's note")

    article = models.ForeignKey("articles.Article", models.PROTECT, related_name="corrections")
    ref = models.CharField(max_length=16, unique=True, default=new_ref, editable=False)
    kind = models.CharField(_("type"), max_length=16, choices=Kind.choices, default=Kind.CORRECTION)
    text = models.TextField(
        _("notice"), help_text=_("What was wrong, and what is right: readers see this under the story.")
    )
    made_at = models.DateTimeField(_("when"))
    made_by = models.UUIDField(null=True)

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return self.text[:80]
