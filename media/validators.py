"""Which files may come in as photographs, and the sentences that say why another may not.

The first bytes decide which decoder is asked, the header is checked before anything is decoded, and no
other decoder of Pillow ever sees the file.
"""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

logger = logging.getLogger(__name__)

KINDS = {"JPEG": ("jpg", "jpeg"), "PNG": ("png",), "WEBP": ("webp",), "AVIF": ("avif",)}
"""Pillow's name of the decoder, and the endings that a file of this kind may have."""
MAX_MEGABYTES = 40
"""The largest JPEG of a 50-megapixel camera is about 30 MB."""
MAX_PIXELS = 50_000_000
"""150 MB once decoded: what a small server can still hold beside the site."""
MAX_SIDE = 16_000
"""WebP ends at 16,383 pixels a side."""
SNIFFED_BYTES = 64
ORIENTATION = 0x0112
TURNED = (5, 6, 7, 8)
"""EXIF orientations in which width and height change places."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an accepted file: width and height are those of the upright picture."""

    kind: str
    width: int
    height: int
    checksum: str


def sniff(head: bytes) -> str | None:
    """The kind that the first bytes name, whatever the file is called."""
    if head.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    if head[4:8] == b"ftyp" and b"avif" in head[8:SNIFFED_BYTES]:
        return "AVIF"
    return None


def open_image(file: IO[bytes]) -> Image.Image:
    """The picture, not yet decoded, through the one decoder that its first bytes name."""
    file.seek(0)
    kind = sniff(file.read(SNIFFED_BYTES))
    file.seek(0)
    if kind is None:
        raise UnidentifiedImageError("Neither JPEG nor PNG nor WebP nor AVIF.")
    return Image.open(file, formats=[kind])


def orientation_of(image: Image.Image) -> int:
    """1 to 8 as EXIF counts; 1 (upright) where the file says nothing that can be read."""
    try:
        orientation = image.getexif().get(ORIENTATION, 1)
    except Exception:  # Damaged EXIF raises anything; the picture itself may be whole.
        return 1
    return orientation if isinstance(orientation, int) and 1 <= orientation <= 8 else 1


def validate_photo_file(file: Any) -> None:
    """For the model field: a file that is stored already was checked when it came in."""
    if is_upload(file):
        inspect(file)


def is_upload(file: Any) -> bool:
    """A file that came in with this save and lies in no storage yet. Django keeps the answer under a private name."""
    return not getattr(file, "_committed", False)


def inspect(file: Any) -> Facts:
    """The facts of a photograph, or a ValidationError that tells the person what to do.

    The verdict is remembered on the file, so that the desk can decode before its transaction opens.
    """
    source = file.file if isinstance(file, FieldFile) else file
    verdict = getattr(source, "verdict", None)
    if verdict is None:
        try:
            verdict = _inspect(source, str(file.name))
        except ValidationError as refusal:
            verdict = refusal
        source.verdict = verdict
    source.seek(0)
    if isinstance(verdict, ValidationError):
        raise verdict
    return verdict


def _inspect(source: Any, name: str) -> Facts:
    if source.size > MAX_MEGABYTES * 1_000_000:
        raise ValidationError(
            _(
                "This file has more than %(limit)d MB. Save the picture smaller, or as a JPEG, and upload it again."
            )
            % {"limit": MAX_MEGABYTES},
            code="too_heavy",
        )
    source.seek(0)
    kind = _kind_of(source.read(SNIFFED_BYTES), name)
    try:
        image = open_image(source)
    except Image.DecompressionBombError as error:  # Far too large: Pillow itself will not open it.
        raise _too_large() from error
    except Exception as error:  # A decoder may raise anything on hostile bytes.
        raise _damaged(error, name) from error
    _check_header(image)
    width, height = image.size
    try:
        _decode(image)
    except Exception as error:  # As above.
        raise _damaged(error, name) from error
    if orientation_of(image) in TURNED:
        width, height = height, width
    return Facts(kind, width, height, checksum_of(source))


def _kind_of(head: bytes, name: str) -> str:
    kind = sniff(head)
    ending = name.rpartition(".")[2].lower()
    if kind is None and head[4:8] == b"ftyp":
        raise ValidationError(
            _("This is a HEIC picture or a video. Export it as a JPEG (on an iPhone: Settings, Camera, Formats, "
              "Most Compatible) and upload that."),
            code="not_accepted",
        )  # fmt: skip
    if kind is None:
        raise ValidationError(
            _("This is not a JPEG, PNG, WebP or AVIF picture. Save it as a JPEG and upload that."),
            code="not_accepted",
        )
    if ending not in KINDS[kind]:
        raise ValidationError(
            _("The file is called .%(ending)s but holds a picture of the kind %(kind)s. Rename it to .%(right)s, "
              "if you trust where it comes from.") % {"ending": ending[:10], "kind": kind, "right": KINDS[kind][0]},
            code="wrong_ending",
        )  # fmt: skip
    return kind


def _check_header(image: Image.Image) -> None:
    """Before decoding: a small file may promise a picture that would fill the memory."""
    width, height = image.size
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise _too_large()
    # A JPEG with a second picture inside (MPO, as phones write it) is a still photograph.
    if getattr(image, "n_frames", 1) > 1 and image.format not in ("JPEG", "MPO"):
        raise ValidationError(
            _("This picture moves. Save one frame of it as a JPEG or PNG and upload that."), code="moving"
        )


def _too_large() -> ValidationError:
    return ValidationError(
        _("This picture has too many pixels: at most %(million)d million in all and %(side)d a side are taken. Make it "
          "smaller and upload it again.") % {"million": MAX_PIXELS // 1_000_000, "side": MAX_SIDE},
        code="too_large",
    )  # fmt: skip


def _decode(image: Image.Image) -> None:
    """Read to the end, so that a broken file is refused here and leaves no hole on a page."""
    if image.format in ("JPEG", "MPO"):
        image.draft(None, (max(1, image.width // 8), max(1, image.height // 8)))  # An eighth costs little.
    image.load()


def _damaged(error: Exception, name: str) -> ValidationError:
    logger.info("Refused %s: %r", name, error)
    return ValidationError(
        _("This file is damaged and cannot be read to its end. Ask for it again, or open it in a picture editor and "
          "save it as a JPEG."),
        code="damaged",
    )  # fmt: skip


def checksum_of(source: Any) -> str:
    source.seek(0)
    return hashlib.file_digest(source, "sha256").hexdigest()
