"""What a newsroom has decided about one point of the checklist; the defaults are in `workflow/checklist.py`."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ChecklistRule(models.Model):
    class Level(models.TextChoices):
        BLOCKING = "blocking", _("stops publication")
        ADVISORY = "advisory", _("is said and stops nothing")
        OFF = "off", _("is not asked")

    code = models.CharField(_("point"), max_length=32)
    kind = models.ForeignKey(
        "articles.Kind", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("kind"),
        help_text=_("Empty: for every kind that has no rule of its own."),
    )  # fmt: skip
    level = models.CharField(_("what it does"), max_length=12, choices=Level.choices)

    class Meta:
        verbose_name = _("point of the checklist")
        verbose_name_plural = _("checklist")
        ordering = ["code", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["code", "kind"], name="one_rule_for_a_point_and_kind"),
            models.UniqueConstraint(
                fields=["code"],
                condition=models.Q(kind__isnull=True),
                name="one_rule_for_a_point_of_every_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} · {self.level}"
