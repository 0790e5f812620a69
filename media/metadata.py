"""The words that travel inside a picture: read from XMP, IIM and EXIF, and written into what readers get."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from PIL import ExifTags, Image

from media import iim, xmp
from media.validators import open_image
from newsroom.lib.xml import carriable

if TYPE_CHECKING:
    from media.models import Photo

logger = logging.getLogger(__name__)

MAX_TEXT = 4000
"""Caption and alt text together must fit into the one JPEG segment of 64 kB that an XMP packet has."""
_IPTC_RESOURCE = 0x0404
_CAMERA_WORDS = re.compile(
    r"(olympus|sony|samsung|minolta|konica|kodak|canon|nikon|dcim|dsc|img|default|untitled|digital camera|picture)"
    r"[\w\s.-]*",
    re.IGNORECASE,
)
"""What cameras write where a caption should be: "OLYMPUS DIGITAL CAMERA", "SONY DSC"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoMetadata:
    """What a file says of itself. Every value is as printed there; an absent one is empty."""

    creator: tuple[str, ...] = ()
    credit_line: str = ""
    source: str = ""
    copyright: str = ""
    caption: str = ""
    alt: str = ""
    """Only ever from Iptc4xmpCore:AltTextAccessibility; a caption is no alt text."""
    usage_terms: str = ""
    date_created: str = ""
    """ISO 8601, as exact as the file: "2026-03-03T09:14:22+02:00", or "2026"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a derived file says: the credit and what belongs to it, and nothing that the desk keeps to itself."""

    creator: str = ""
    credit_line: str = ""
    copyright: str = ""
    caption: str = ""
    alt: str = ""
    usage_terms: str = ""


def read(file: IO[bytes]) -> PhotoMetadata:
    """XMP before IIM before EXIF. Never raises: an odd file says less, and the desk types the rest."""
    try:
        image = open_image(file)
    except Exception as error:  # A decoder may raise anything on hostile bytes.
        logger.info("No words could be read from a picture: %r", error)
        return PhotoMetadata()
    found = [_from_xmp(image), _from_iim(image), _from_exif(image)]
    file.seek(0)
    return PhotoMetadata(
        creator=next((each.creator for each in found if each.creator), ()),
        **{
            name: next((value for each in found if (value := getattr(each, name))), "")
            for name in (
                "credit_line",
                "source",
                "copyright",
                "caption",
                "alt",
                "usage_terms",
                "date_created",
            )
        },
    )


def _from_xmp(image: Image.Image) -> PhotoMetadata:
    packet = image.info.get("xmp")
    try:
        found = xmp.read(packet) if isinstance(packet, bytes) else {}
    except Exception as error:  # Hostile or broken XML says nothing.
        logger.info("XMP could not be read: %r", error)
        return PhotoMetadata()

    def first(name: str) -> str:
        return next(filter(None, map(_clean, found.get(name, []))), "")

    return PhotoMetadata(
        creator=tuple(filter(None, map(_clean, found.get(xmp.CREATOR, [])))),
        credit_line=first(xmp.CREDIT),
        source=first(xmp.SOURCE),
        copyright=first(xmp.COPYRIGHT),
        caption=first(xmp.CAPTION),
        alt=first(xmp.ALT),
        usage_terms=first(xmp.USAGE_TERMS),
        date_created=first(xmp.DATE_CREATED),
    )


def _from_iim(image: Image.Image) -> PhotoMetadata:
    try:
        block = image.info.get("photoshop", {}).get(_IPTC_RESOURCE, b"")
        found = iim.read(block)
    except Exception as error:  # A damaged block says nothing.
        logger.info("IIM could not be read: %r", error)
        return PhotoMetadata()

    def first(number: tuple[int, int]) -> str:
        return next(filter(None, map(_clean, found.get(number, []))), "")

    return PhotoMetadata(
        creator=tuple(filter(None, map(_clean, found.get(iim.BYLINE, [])))),
        credit_line=first(iim.CREDIT),
        source=first(iim.SOURCE),
        copyright=first(iim.COPYRIGHT),
        caption=first(iim.CAPTION),
        date_created=_iso(first(iim.DATE_CREATED), first(iim.TIME_CREATED)),
    )


def _from_exif(image: Image.Image) -> PhotoMetadata:
    if image.format == "PNG" and "exif" not in image.info:
        return PhotoMetadata()  # Asking would decode the picture.
    try:
        exif = image.getexif()
        details = exif.get_ifd(ExifTags.IFD.Exif)
    except Exception as error:  # Damaged EXIF raises anything.
        logger.info("EXIF could not be read: %r", error)
        return PhotoMetadata()
    artist = _clean(_utf8(exif.get(ExifTags.Base.Artist)))
    caption = _clean(_utf8(exif.get(ExifTags.Base.ImageDescription)))
    taken = _clean(details.get(ExifTags.Base.DateTimeOriginal))
    date, _, time = taken.partition(" ")
    return PhotoMetadata(
        creator=(artist,) if artist else (),
        copyright=_clean(_utf8(exif.get(ExifTags.Base.Copyright))),
        caption="" if _CAMERA_WORDS.fullmatch(caption) else caption,
        date_created=_iso(date, time + _clean(details.get(ExifTags.Base.OffsetTimeOriginal))),
    )


def _clean(value: object) -> str:
    """Text without control characters and outer space; anything that is no text is none."""
    return carriable(value).strip() if isinstance(value, str) else ""


def _utf8(value: object) -> object:
    """EXIF text is ASCII by its standard and UTF-8 in practice; Pillow reads it as Latin."""
    try:
        return value.encode("latin-1").decode("utf-8") if isinstance(value, str) else value
    except UnicodeError:
        return value


def _iso(date: str, time: str) -> str:
    """From "20260303" or "2026:03:03", and "091422+0200" or "09:14:22+02:00"; empty where no day is told."""
    day = re.fullmatch(r"(\d{4})[:-]?(\d\d)[:-]?(\d\d)", date)
    if not day or day[1] == "0000":
        return ""
    clock = re.fullmatch(r"(\d\d):?(\d\d):?(\d\d)(?:([+-]\d\d):?(\d\d))?", time)
    if not clock:
        return "-".join(day.groups())
    zone = f"{clock[4]}:{clock[5]}" if clock[4] else ""
    return f"{'-'.join(day.groups())}T{clock[1]}:{clock[2]}:{clock[3]}{zone}"


def words_of(photo: Photo) -> Words:
    """What its derived files say. `source`, the name of the file and the flags stay at the desk."""
    return Words(
        creator=photo.photographer or photo.agency,
        credit_line=photo.credit_line,
        copyright=photo.copyright_notice,
        caption=photo.caption[:MAX_TEXT],
        alt="" if photo.is_decorative else photo.alt[:MAX_TEXT],
        usage_terms=photo.licence,
    )


def xmp_packet(words: Words) -> bytes:
    return xmp.write(
        {
            xmp.CREATOR: [words.creator],
            xmp.CREDIT: [words.credit_line],
            xmp.COPYRIGHT: [words.copyright],
            xmp.CAPTION: [words.caption],
            xmp.ALT: [words.alt],
            xmp.USAGE_TERMS: [words.usage_terms],
        }
    )


def iptc_segment(words: Words) -> bytes:
    return iim.segment(
        {
            iim.BYLINE: words.creator,
            iim.CREDIT: words.credit_line,
            iim.COPYRIGHT: words.copyright,
            iim.CAPTION: words.caption,
        }
    )
