"""Note: what the desk says to itself about a story. It never enters a `NewsItem`, an export or a preview link."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Note(models.Model):
    """A remark on the whole story, or on one paragraph of it, until somebody settles it."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="notes")
    paragraph = models.TextField(_("paragraph"), blank=True)
    """The words of the paragraph when the note was made: the text may move under it, and the note stays readable."""
    text = models.TextField(_("note"))
    made_at = models.DateTimeField(_("when"))
    made_by = models.UUIDField(null=True)
    made_by_name = models.CharField(max_length=120, blank=True)
    """The name that somebody without an account gave, through a preview link."""
    settled_at = models.DateTimeField(null=True)
    settled_by = models.UUIDField(null=True)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return self.text[:80]
