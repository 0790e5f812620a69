"""House style: the words that the paper does not use, and those that it uses instead."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.lib import languages
from newsroom.lib.folding import fold


class HouseWord(models.Model):
    """Advice for one language: what to avoid, what to write, and why."""

    language = models.CharField(
        _("language"), max_length=8, choices=languages.choices, default=languages.unprefixed
    )
    avoid = models.CharField(_("avoid"), max_length=120)
    folded_avoid = models.CharField(max_length=240, editable=False)
    preferred = models.CharField(
        _("write"), max_length=120, blank=True, help_text=_("Empty: nothing takes its place.")
    )
    why = models.CharField(_("why"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("word of the house style")
        verbose_name_plural = _("house style")
        ordering = ["language", "folded_avoid"]
        constraints = [
            models.UniqueConstraint(fields=["language", "folded_avoid"], name="a_word_is_avoided_once")
        ]

    def __str__(self) -> str:
        return f"{self.avoid} → {self.preferred or '—'}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded_avoid = fold(self.avoid)[:240]
        super().save(*args, **kwargs)
