"""What follows when a photo is saved or deleted, whichever door it came through."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from media import derived, renditions
from media.after_commit import after_commit
from media.signals import photo_changed
from media.validators import is_upload

if TYPE_CHECKING:
    from media.models import Photo

WRITTEN_INTO_FILES = (
    "caption",
    "credit_line",
    "photographer",
    "agency",
    "alt",
    "is_decorative",
    "licence",
    "copyright_notice",
)
"""A change of these makes the derived files anew: their XMP must not go on saying the old credit."""
SEEN_BY_READERS = (
    *WRITTEN_INTO_FILES,
    "file",
    "rights_until",
    "focal_x",
    "focal_y",
    "is_sensitive",
    "is_graphic",
)
"""A change of these is told to whoever keeps rendered pages."""


def before_save(photo: Photo) -> dict[str, Any] | None:
    """The stored row, to compare with; None for a new photo."""
    stored = type(photo)._default_manager.filter(pk=photo.pk) if photo.pk else None
    return stored.values("public_key", *SEEN_BY_READERS).first() if stored is not None else None


def has_new_file(photo: Photo, before: dict[str, Any] | None) -> bool:
    if not photo.file:
        return False
    return is_upload(photo.file) or before is None or before["file"] != photo.file.name


def after_save(photo: Photo, before: dict[str, Any] | None) -> None:
    """On commit, as image work never happens inside a transaction: files first, then the pages that show them."""
    if before is None:
        after_commit(renditions.make, photo)
    elif before["public_key"] != photo.public_key:
        renditions.after_commit_of_rekey(photo, before["public_key"])
    else:
        changed = {name for name in SEEN_BY_READERS if before[name] != _stored_value(photo, name)}
        if not changed:
            return
        afresh = not changed.isdisjoint(WRITTEN_INTO_FILES)
        after_commit(renditions.make, photo, afresh=afresh)
        after_commit(photo_changed.send, sender=type(photo), photo=photo)


def _stored_value(photo: Photo, name: str) -> Any:
    return photo.file.name or "" if name == "file" else getattr(photo, name)


def after_delete(instance: Photo, **kwargs: Any) -> None:
    """Its addresses die and its original goes with it: nothing names the file any more."""
    after_commit(derived.delete_all, instance.public_key)
    if instance.file.name:
        after_commit(instance.file.storage.delete, instance.file.name)
