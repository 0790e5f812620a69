"""A suggested tag that somebody did not want on a story: it is not suggested there again until it is brought back."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class DeclinedTag(models.Model):
    """Who declined which tag for which story, and when. Says nothing of the tags that the story carries."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="declined_tags")
    tag = models.ForeignKey("articles.Tag", models.CASCADE, related_name="+")
    declined_at = models.DateTimeField(_("when"))
    declined_by = models.UUIDField(null=True)
    """`User.ref`, as everywhere in the history."""

    class Meta:
        verbose_name = _("declined tag")
        verbose_name_plural = _("declined tags")
        ordering = ["declined_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "tag"], name="a_tag_is_declined_once_for_a_story")
        ]

    def __str__(self) -> str:
        return f"{self.tag} · {self.article_id}"
