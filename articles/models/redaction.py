"""Redaction: words that were removed from everything the paper keeps, for somebody in danger."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from newsroom.lib.refs import new_ref


class Redaction(models.Model):
    """Asked for by one person, confirmed by another, then done. The words themselves are kept nowhere.

    What must be found again in a restored backup is kept as keyed digests of the words, in the site's own folder:
    `newsroom/lib/ledger.py`.
    """

    ref = models.CharField(max_length=16, unique=True, default=new_ref, editable=False)
    article = models.ForeignKey(
        "articles.Article", models.PROTECT, null=True, blank=True, related_name="redactions",
        verbose_name=_("story"), help_text=_("Empty: in every story."),
    )  # fmt: skip
    reason = models.TextField(_("reason"))
    """Said without the words that are to go."""
    cuts_addresses = models.BooleanField(
        _("old addresses answer “gone”"), default=False,
        help_text=_("So that no redirect leads from the old name to the new one."),
    )  # fmt: skip
    asked_at = models.DateTimeField(_("asked for"))
    asked_by = models.UUIDField()
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.UUIDField(null=True)
    done_at = models.DateTimeField(null=True)
    digests = models.JSONField(default=list)
    """`[number of tokens, keyed digest]` of each phrase. The second person types the words again, and these tell
    whether they are the same: the words themselves are kept nowhere, not even sealed."""
    cleaned_at = models.DateTimeField(null=True)
    """Since when files, caches and the pages that the database has set free hold nothing of them either."""
    counts = models.JSONField(default=dict)
    """Where how many places were blacked out, by the name of the record."""

    class Meta:
        verbose_name = _("redaction")
        verbose_name_plural = _("redactions")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("asked_by")),
                name="a_redaction_takes_two_people",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(confirmed_by__isnull=False),
                name="a_redaction_is_confirmed_before_it_is_done",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref} · {self.asked_at:%Y-%m-%d}"
