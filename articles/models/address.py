"""Every address that a story, tag, section, author or page has or had. Read only after a miss."""

from __future__ import annotations

from django.db import models


class Address(models.Model):
    """A path belongs to one target for ever; where the target stands now is asked when somebody comes.

    So a redirect never leads to a redirect. `language` is empty for tags, which have none.
    """

    class Target(models.TextChoices):
        STORY = "story"
        TAG = "tag"
        SECTION = "section"
        AUTHOR = "author"
        PAGE = "page"
        CUT = "cut"
        """It answers 410 whatever has become of its target: a redirect would tell who hides behind a new name."""

    language = models.CharField(max_length=8, blank=True)
    path = models.CharField(max_length=220)
    """Without the language prefix: "/articles/2026/11/24/slug/", "/tags/war/". Of one that held redacted words only a
    keyed digest is left: `newsroom/lib/ledger.path_digest`."""
    target_kind = models.CharField(max_length=8, choices=Target.choices)
    target_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "path"], name="an_address_has_one_target")]
        indexes = [models.Index(fields=["target_kind", "target_id"], name="addresses_of_a_target")]

    def __str__(self) -> str:
        return f"{self.language}{self.path}"
