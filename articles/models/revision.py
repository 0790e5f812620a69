"""Revision: an immutable snapshot of a whole story, made by every save."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles import newsitem
from articles.newsitem import NewsItem


class Revision(models.Model):
    """The story as a `NewsItem`, with who, when, why, and what it was made from. Triggers keep it as it is."""

    class Reason(models.TextChoices):
        EDIT = "edit", _("edit")
        IMPORT = "import", _("import")
        CORRECTION = "correction", _("correction")
        RESTORE = "restore", _("restored")
        CONFLICT = "conflict", _("saved beside another's save")

    article = models.ForeignKey("articles.Article", models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    item = models.JSONField()
    reason = models.CharField(_("why"), max_length=12, choices=Reason.choices, default=Reason.EDIT)
    note = models.CharField(_("note"), max_length=300, blank=True)
    is_substantive = models.BooleanField(default=True)
    """Headline, standfirst, body, byline, photos, captions or credits differ from the parent's."""
    is_minor = models.BooleanField(_("minor"), default=False)
    """Holds back "updated" on the page; never four eyes."""
    made_at = models.DateTimeField(_("when"))
    made_by = models.UUIDField(null=True)
    """`User.ref`; the name is looked up, so that a person can be erased."""

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="revisions_are_numbered")]

    def __str__(self) -> str:
        return f"{self.article_id} · {self.number}"

    @property
    def news_item(self) -> NewsItem:
        return newsitem.from_json(self.item)
