"""The audit trail: one line for every move, never changed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEvent(models.Model):
    """Who did what to which story, when, from which state to which, and why."""

    article = models.ForeignKey("articles.Article", models.PROTECT, null=True, related_name="audit_events")
    move = models.CharField(_("move"), max_length=32)
    state_before = models.CharField(max_length=12, blank=True)
    state_after = models.CharField(max_length=12, blank=True)
    revision_id = models.BigIntegerField(null=True)
    reason = models.TextField(_("reason"), blank=True)
    details = models.JSONField(default=dict)
    made_at = models.DateTimeField(_("when"))
    made_by = models.UUIDField(null=True)
    """`User.ref`, so that erasing a person leaves the trail whole."""

    class Meta:
        verbose_name = _("line of the audit trail")
        verbose_name_plural = _("audit trail")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.move} · {self.article_id}"
