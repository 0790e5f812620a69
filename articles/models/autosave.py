"""Autosave: unsaved typing, one row per person and story."""

from django.conf import settings
from django.db import models


class Autosave(models.Model):
    """What this person has typed into this story since their last save."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="autosaves")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    fields = models.JSONField(default=dict)
    based_on = models.ForeignKey("articles.Revision", models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "user"], name="one_autosave_per_person_and_story")
        ]

    def __str__(self) -> str:
        return f"{self.article_id} · {self.user_id}"
