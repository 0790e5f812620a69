"""A photograph with its credit, and the agencies whose names the desk knows."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePath
from textwrap import shorten
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from media import changes
from media.validators import inspect, is_upload, validate_photo_file
from newsroom.lib.folding import fold, folded_name
from newsroom.lib.refs import new_public_key, new_ref


class Agency(models.Model):
    """Who supplies photographs. The list decides first which part of a printed credit is the agency."""

    name = models.CharField(_("name"), max_length=120)
    folded_name = models.CharField(max_length=240, unique=True, editable=False)
    aliases = models.TextField(
        _("other spellings"), blank=True, help_text=_("One a line: “Agence France-Presse”, “ТАСС”.")
    )
    licence = models.CharField(
        _("default licence"),
        max_length=200,
        blank=True,
        help_text=_("Filled into each new photo of this agency."),
    )

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded_name = folded_name(self.name)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """`folded_name` is on no form, so that its uniqueness is checked here and told in words."""
        if Agency.objects.filter(folded_name=fold(self.name)).exclude(pk=self.pk).exists():
            raise ValidationError(
                {"name": _("This agency is on the list already, perhaps in other letters.")}
            )

    def spellings(self) -> list[str]:
        return [self.name, *(line.strip() for line in self.aliases.splitlines() if line.strip())]

    @classmethod
    def names_by_spelling(cls) -> dict[str, str]:
        """Every spelling folded -> the name to use: what `parse_credit` asks first."""
        return {
            fold(spelling): agency.name for agency in cls.objects.all() for spelling in agency.spellings()
        }


def original_path(photo: Photo, file_name: str) -> str:
    """Our own name for the file; what the photographer called it is kept in `original_name`."""
    suffix = file_name.rpartition(".")[2].lower()
    return f"originals/{photo.ref[:2]}/{photo.ref}.{suffix}"


class Photo(models.Model):
    """One photograph. It may wait for its file; it is never published without its credit."""

    ref = models.CharField(max_length=16, unique=True, default=new_ref, editable=False)
    public_key = models.CharField(max_length=26, unique=True, default=new_public_key, editable=False)
    """First part of the address of its derived files; a new one makes every old address dead."""
    # No ImageField: it would ask every decoder there is, and measure before the picture is put upright.
    file = models.FileField(
        _("file"), blank=True, upload_to=original_path, max_length=200, validators=[validate_photo_file],
        help_text=_("JPEG, PNG, WebP or AVIF. Readers never get this file, only smaller ones made from it."),
    )  # fmt: skip
    original_name = models.CharField(_("name of the file"), max_length=255, blank=True, editable=False)
    width = models.PositiveIntegerField(null=True, editable=False)
    height = models.PositiveIntegerField(null=True, editable=False)
    """Width and height of the upright picture, as readers see it."""
    checksum = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    """SHA-256 of the file: finds a second copy of the same picture."""

    caption = models.TextField(
        _("caption"),
        blank=True,
        help_text=_("Who, what, where, when: printed under the photo. No credit here."),
    )
    credit_line = models.CharField(
        _("credit as printed"), max_length=300, blank=True,
        help_text=_("What readers see after “Photo:”, such as EPA / TOLGA AKMEN. Without it no story can be published."),
    )  # fmt: skip
    photographer = models.CharField(_("photographer"), max_length=160, blank=True)
    agency = models.CharField(_("agency"), max_length=160, blank=True)
    alt = models.TextField(
        _("alt text"), blank=True,
        help_text=_("What is seen, for someone who cannot see it. Not the caption again."),
    )  # fmt: skip
    is_decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_("The picture says nothing that the text does not: no alt text needed."),
    )
    licence = models.CharField(_("licence"), max_length=200, blank=True)
    copyright_notice = models.CharField(
        _("copyright notice"), max_length=300, blank=True,
        help_text=_("As its owner words it: “© 2026 Harbour Pictures”. It travels inside every file that readers get."),
    )  # fmt: skip
    rights_until = models.DateTimeField(
        _("rights until"),
        null=True,
        blank=True,
        help_text=_("From this moment on the photo leaves the public pages."),
    )
    source = models.CharField(
        _("source"),
        max_length=200,
        blank=True,
        help_text=_("Where the desk got it from. Readers do not see this."),
    )
    focal_x = models.FloatField(
        _("focal point across"), default=0.5, help_text=_("0 is the left edge, 1 the right.")
    )
    focal_y = models.FloatField(
        _("focal point down"), default=0.5, help_text=_("0 is the top, 1 the bottom.")
    )
    is_sensitive = models.BooleanField(
        _("sensitive"), default=False, help_text=_("It could put someone in danger.")
    )
    is_graphic = models.BooleanField(
        _("graphic"), default=False, help_text=_("It shows what some readers cannot bear.")
    )
    folded = models.TextField(editable=False, default="")
    """Caption, credit, photographer and agency folded: what the desk searches."""
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    created_by = models.UUIDField(null=True, editable=False)
    """`User.ref` of whoever added it."""
    kept_for = models.CharField(max_length=16, blank=True, db_index=True, editable=False)
    """`ref` of the closed story for which it was added: until something else shows it, it is as unknown as the story."""

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(focal_x__gte=0, focal_x__lte=1, focal_y__gte=0, focal_y__lte=1),
                name="focal_point_lies_in_the_photo",
            )
        ]

    def __str__(self) -> str:
        return shorten(self.caption, 60, placeholder=" …") or self.original_name or self.ref

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A new file is checked and measured here, so that no door lets another in: raises ValidationError."""
        before = changes.before_save(self)
        if changes.has_new_file(self, before):
            self._take_in_file(is_replacement=before is not None and bool(before["file"]))
        elif not self.file:
            self.width = self.height = None
            self.checksum = ""
        words = (self.caption, self.credit_line, self.photographer, self.agency, self.original_name)
        self.folded = fold(" ".join(words))
        super().save(*args, **kwargs)
        changes.after_save(self, before)

    def _take_in_file(self, *, is_replacement: bool) -> None:
        facts = inspect(self.file)
        self.width, self.height, self.checksum = facts.width, facts.height, facts.checksum
        if is_upload(self.file):
            self.original_name = PurePath(self.file.name or "").name[-255:]
        if is_replacement:
            # A cache must not show the old picture at the address of the new one.
            self.public_key = new_public_key()

    @property
    def is_waiting(self) -> bool:
        """The story names it, the file has not come yet: pages show no hole."""
        return not self.file

    @property
    def has_credit(self) -> bool:
        return bool(self.credit_line.strip())

    @property
    def has_alt(self) -> bool:
        """Someone who cannot see it is told what is seen, or that there is nothing to tell."""
        return self.is_decorative or bool(self.alt.strip())

    def has_rights(self, at: datetime | None = None) -> bool:
        return self.rights_until is None or self.rights_until > (at or timezone.now())
