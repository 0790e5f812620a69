"""What a photo is given as it arrives: the words inside its file, then what its credit says."""

from __future__ import annotations

from typing import IO

from django.db.models import CharField, QuerySet

from media import metadata
from media.credit import credit_line, parse_credit
from media.models import Agency, Photo
from media.person_names import recase


def fill_from_file(photo: Photo, file: IO[bytes]) -> list[str]:
    """Fill what is still empty from the file's own words; returns the names of those fields.

    What a person typed stands. Alt text comes from the file's alt text only, never from its caption.
    """
    found = metadata.read(file)
    creator = ", ".join(recase(name) for name in found.creator)
    words = {
        "caption": found.caption,
        "alt": "" if photo.is_decorative else found.alt,
        "credit_line": credit_line(found.credit_line) or creator,
        "copyright_notice": found.copyright,
        "licence": found.usage_terms,
        "source": found.source,
    }
    filled = [name for name, text in words.items() if _fill(photo, name, text)]
    filled += fill_from_credit(photo)
    if _fill(photo, "photographer", creator):
        filled.append("photographer")
    return filled


def fill_from_credit(photo: Photo) -> list[str]:
    """Photographer and agency out of the credit where they are empty, and the agency's own licence with them."""
    if not photo.credit_line.strip():
        return []
    credit = parse_credit(photo.credit_line, Agency.names_by_spelling())
    words = {"photographer": credit.photographer, "agency": credit.agency}
    filled = [name for name, text in words.items() if _fill(photo, name, text)]
    agency = Agency.objects.filter(name=photo.agency).first() if photo.agency else None
    if agency is not None and _fill(photo, "licence", agency.licence):
        filled.append("licence")
    return filled


def same_files(photo: Photo) -> QuerySet[Photo]:
    """Other photos of the library with the very same file."""
    if not photo.checksum:
        return Photo.objects.none()
    return Photo.objects.filter(checksum=photo.checksum).exclude(pk=photo.pk)


def _fill(photo: Photo, name: str, text: str) -> bool:
    """True when the field was empty and now holds the text, cut to what it can hold."""
    field = Photo._meta.get_field(name)
    text = text.strip()
    if isinstance(field, CharField):
        text = text[: field.max_length].strip()
    if not text or getattr(photo, name).strip():
        return False
    setattr(photo, name, text)
    return True
