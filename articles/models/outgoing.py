"""What the paper sends out beside its pages: the post that somebody put into a messenger, and the evening digest."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.lib import languages


class Posted(models.Model):
    """A story's text was copied for a messenger: what it said, so that the desk can tell when it is out of date.

    `story_id` is a plain number, as in the published rows.
    """

    story_id = models.BigIntegerField(db_index=True)
    public_hash = models.CharField(max_length=64)
    """Of the version that the post speaks of."""
    posted_at = models.DateTimeField(_("when"))
    posted_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.story_id} · {self.posted_at:%Y-%m-%d %H:%M}"


class Digest(models.Model):
    """The day in a few lines, for readers who come in the evening: a page, a post, a letter."""

    language = models.CharField(
        _("language"), max_length=8, choices=languages.choices, default=languages.unprefixed
    )
    day = models.DateField(_("day"))
    title = models.CharField(_("title"), max_length=160)
    intro = models.TextField(_("first words"), blank=True)
    published_at = models.DateTimeField(null=True, editable=False)
    """Since when its page stands; empty while it is being put together."""
    made_by = models.UUIDField(null=True, editable=False)

    class Meta:
        verbose_name = _("evening digest")
        verbose_name_plural = _("evening digests")
        ordering = ["-day", "language"]
        constraints = [models.UniqueConstraint(fields=["language", "day"], name="one_digest_a_day")]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"


class DigestLine(models.Model):
    """One story of a digest, in one line. Whether readers see the story is asked when the digest is shown."""

    digest = models.ForeignKey(Digest, models.CASCADE, related_name="lines")
    story_id = models.BigIntegerField()
    line = models.CharField(_("line"), max_length=300)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["digest", "story_id"], name="a_story_stands_once_in_a_digest")
        ]

    def __str__(self) -> str:
        return self.line
