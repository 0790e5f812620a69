"""Assignment: ties a person to a role, a flag and sections."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.section import Section


class Role(models.TextChoices):
    """What someone is in the newsroom; what each may do is the table in `workflow/roles.py`."""

    WRITER = "writer", _("writer")
    PHOTO_EDITOR = "photo_editor", _("photo editor")
    EDITOR = "editor", _("editor")
    CHIEF = "chief", _("chief editor")
    ADMINISTRATOR = "administrator", _("administrator")


class Assignment(models.Model):
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="assignment")
    role = models.CharField(_("role"), max_length=16, choices=Role.choices)
    is_on_duty = models.BooleanField(
        _("duty editor"), default=False, help_text=_("May break news alone; a second read is then owed.")
    )
    sections = models.ManyToManyField(
        Section, blank=True, related_name="+", verbose_name=_("sections"),
        help_text=_("Where an editor or photo editor works. None chosen: in all of them."),
    )  # fmt: skip

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignment")

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"
