"""The lawyer's read: who cleared which revision, and the links by which people without an account see a story."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class PreviewLink(models.Model):
    """One story for whoever holds the address, until it expires, is revoked, or the story is published."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="preview_links")
    digest = models.CharField(max_length=64, unique=True)
    """SHA-256 of the token. The token itself is shown once and kept nowhere."""
    for_whom = models.CharField(_("for whom"), max_length=120)
    may_clear = models.BooleanField(
        _("may clear the story"), default=False,
        help_text=_("For a lawyer: the page asks whether the story may be published."),
    )  # fmt: skip
    made_at = models.DateTimeField(_("when"))
    made_by = models.UUIDField(null=True)
    expires_at = models.DateTimeField(_("until"))
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.UUIDField(null=True)
    opened_at = models.DateTimeField(null=True)
    """When it was last looked at."""

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.for_whom} · {self.article_id}"


class Clearance(models.Model):
    """What a lawyer said of one revision. Append-only: a changed mind is a new row."""

    article = models.ForeignKey("articles.Article", models.PROTECT, related_name="clearances")
    revision = models.ForeignKey("articles.Revision", models.PROTECT, related_name="+")
    is_cleared = models.BooleanField(_("may be published"))
    name = models.CharField(_("name"), max_length=120)
    """Of the lawyer, as given: they need not have an account."""
    remark = models.TextField(_("remark"), blank=True)
    made_at = models.DateTimeField(_("when"))
    made_by = models.UUIDField(null=True)
    """Who wrote it down; empty when it came through a preview link."""
    link = models.ForeignKey(PreviewLink, models.SET_NULL, null=True, related_name="clearances")

    class Meta:
        verbose_name = _("clearance")
        verbose_name_plural = _("clearances")
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="a_clearance_names_a_person")]

    def __str__(self) -> str:
        return f"{self.name} · {self.revision_id}"
