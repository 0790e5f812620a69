"""Task: something that has to be done to a story because of what happened to another, or to a photo."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Task(models.Model):
    """Stands on the story and on the dashboard until somebody says that it is done."""

    class Kind(models.TextChoices):
        CORRECTED = "corrected", _("the original was corrected")
        UPDATED = "updated", _("the original was changed")
        WITHDRAWN = "withdrawn", _("the original was taken away")

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="tasks")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    text = models.TextField(_("what is to be done"))
    is_urgent = models.BooleanField(_("urgent"), default=False)
    made_at = models.DateTimeField(_("when"))
    made_by = models.UUIDField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.UUIDField(null=True)

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = ["-is_urgent", "made_at", "pk"]
        indexes = [
            models.Index(
                fields=["is_urgent", "made_at"], condition=Q(done_at__isnull=True), name="tasks_to_do"
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]
