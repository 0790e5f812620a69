"""The smaller pictures that readers get: named sizes, made from an original that nobody is served.

Which sizes a photo has, and what each is called, follows from its stored width and height: a page can be
written without touching a file.
"""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.files.base import File
from PIL import Image, ImageCms

from media import derived, metadata
from media.after_commit import after_commit
from media.signals import photo_changed
from media.validators import open_image, orientation_of
from newsroom.lib.refs import new_public_key

if TYPE_CHECKING:
    from media.models import Photo

logger = logging.getLogger(__name__)

WIDTHS = (480, 800, 1200, 1600)
"""A telephone, a telephone with a sharp screen or a column of text, a wide column, a wide column sharp."""
THUMBNAIL_WIDTH = 240
CONTENT_TYPES = {"jpg": "image/jpeg", "webp": "image/webp"}
"""Endings and types. AVIF is a quarter smaller than WebP and takes twice as long to write: a job for a queue."""
PREFIX = "/media/"
JPEG_QUALITY = 82
WEBP_QUALITY = 78
WHITE = (255, 255, 255)
SRGB = ImageCms.createProfile("sRGB")
MAKE_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""EXIF orientation -> what puts the picture upright."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """All that a page needs to show a photo. Plain data: `Picture(**dataclasses.asdict(picture))` is equal to it."""

    public_key: str
    width: int
    height: int
    focal_x: float = 0.5
    focal_y: float = 0.5
    credit_line: str = ""
    """The photo's own credit; a use of it in a story may print another."""

    @property
    def widths(self) -> tuple[int, ...]:
        return widths_of(self.width)

    @property
    def names(self) -> tuple[str, ...]:
        return names_of(self.width)

    def nearest_width(self, wanted: int) -> int:
        """The smallest size that fills `wanted` pixels, else the largest there is."""
        return next((width for width in self.widths if width >= wanted), self.widths[-1])

    def height_at(self, width: int) -> int:
        return scaled_height(self.width, self.height, width)

    def address(self, width: int, ending: str = "jpg") -> str:
        """The path on the site of one of `widths`."""
        return f"{PREFIX}{self.public_key}/{name_of(width, ending)}"


def widths_of(width: int) -> tuple[int, ...]:
    """Never upscaled: the named widths that the photo fills, and its own where that lies below the largest."""
    filled = [named for named in WIDTHS if named <= width]
    own = [width] if width < WIDTHS[-1] and width not in WIDTHS else []
    return tuple(filled + own)


def name_of(width: int, ending: str) -> str:
    return f"{width}.{ending}"


def names_of(width: int) -> tuple[str, ...]:
    return tuple(name_of(each, ending) for each in widths_of(width) for ending in CONTENT_TYPES)


def scaled_height(width: int, height: int, to_width: int) -> int:
    return max(1, round(height * to_width / width))


def picture_of(photo: Photo) -> Picture | None:
    """None while the photo waits for its file: the page shows no hole."""
    if not photo.file or not photo.width or not photo.height:
        return None
    return Picture(
        public_key=photo.public_key,
        width=photo.width,
        height=photo.height,
        focal_x=photo.focal_x,
        focal_y=photo.focal_y,
        credit_line=photo.credit_line,
    )


def make(photo: Photo, *, afresh: bool = False) -> None:
    """Write the derived files that are missing; all of them when `afresh`, as after a change of the credit.

    Reads and writes files and takes seconds: never inside a transaction. Raises OSError when the original is gone.
    """
    picture = picture_of(photo)
    if picture is None:
        return
    lacking = set(picture.names) if afresh else set(picture.names) - derived.names(picture.public_key)
    if not lacking:
        return
    words = metadata.words_of(photo)
    with open_original(photo) as original:
        largest = _read(original, picture, picture.widths[-1])
    for width in picture.widths:
        for ending in CONTENT_TYPES:
            if name_of(width, ending) in lacking:
                content = _encoded(_resized(largest, (width, picture.height_at(width))), ending, words)
                derived.write(picture.public_key, name_of(width, ending), content)
    if not type(photo)._default_manager.filter(pk=photo.pk, public_key=picture.public_key).exists():
        derived.delete_all(picture.public_key)  # Changed meanwhile: what we wrote must not outlive the key.


def forget(photo: Photo) -> None:
    """Every derived file of the photo is gone: its addresses answer 404 until it is made again."""
    derived.delete_all(photo.public_key)


def rekey(photo: Photo) -> None:
    """A new public key: every old address is dead on commit, then the files and the pages are made anew."""
    old_key = photo.public_key
    photo.public_key = new_public_key()
    type(photo)._default_manager.filter(pk=photo.pk).update(public_key=photo.public_key)
    after_commit_of_rekey(photo, old_key)


def after_commit_of_rekey(photo: Photo, old_key: str) -> None:
    """Three steps of which none waits for the success of another: the old addresses die first."""
    after_commit(derived.delete_all, old_key)
    after_commit(make, photo)
    after_commit(photo_changed.send, sender=type(photo), photo=photo)


def open_original(photo: Photo) -> File[bytes]:
    """The file as it came in. For making others from it, never for serving."""
    assert photo.file.name is not None
    return photo.file.storage.open(photo.file.name, "rb")


def largest_of(photo: Photo) -> bytes:
    """The largest JPEG that readers get, made if it is missing. Raises FileNotFoundError when there is no file."""
    picture = picture_of(photo)
    if picture is None:
        raise FileNotFoundError("The photo waits for its file.")
    name = name_of(picture.widths[-1], "jpg")
    if name not in derived.names(picture.public_key):
        make(photo)
    with derived.open_file(picture.public_key, name) as file:
        return file.read()


def thumbnail_of(photo: Photo) -> bytes:
    """A small JPEG for the desk, from the smallest derived file if it is there, else from the original."""
    picture = picture_of(photo)
    if picture is None:
        raise FileNotFoundError("The photo waits for its file.")
    smallest = name_of(picture.widths[0], "jpg")
    try:
        source = derived.open_file(picture.public_key, smallest)
    except FileNotFoundError:
        source = open_original(photo)
    with source:
        image = _read(source, picture, min(picture.width, THUMBNAIL_WIDTH))
    return _encoded(image, "jpg", metadata.Words())


def _read(file: File[bytes], picture: Picture, to_width: int) -> Image.Image:
    """Upright, in sRGB, `to_width` wide, with nothing of the file's own words left on it."""
    image = open_image(file)
    orientation = orientation_of(image)
    target = (to_width, picture.height_at(to_width))
    longest = max(target)
    image.draft(None, (longest, longest))  # A JPEG is decoded at a half or a quarter where that is enough.
    profile = image.info.get("icc_profile")
    image.load()
    image = _without_transparency(image)
    if orientation in MAKE_UPRIGHT:
        image = image.transpose(MAKE_UPRIGHT[orientation])
    return _in_srgb(_resized(image, target), profile)


def _without_transparency(image: Image.Image) -> Image.Image:
    """Eight bits a channel, without palette, on white where the picture is transparent."""
    if image.mode.startswith("I;16"):
        return image.point(lambda value: value / 256).convert("L")
    if image.mode in ("P", "PA", "LA", "La", "RGBa", "RGBA") or "transparency" in image.info:
        image = image.convert("RGBA")
        ground = Image.new("RGB", image.size, WHITE)
        ground.paste(image, mask=image.getchannel("A"))
        return ground
    return (
        image
        if image.mode in ("L", "RGB", "CMYK")
        else image.convert("L" if image.mode in ("1", "I", "F") else "RGB")
    )


def _resized(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    return image if image.size == size else image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(image, source, SRGB, outputMode="RGB")
            assert converted is not None
            image = converted
        except (ImageCms.PyCMSError, OSError, ValueError) as error:
            logger.info("A colour profile could not be used: %s", error)
    image = image.convert("RGB")
    image.info = {}  # Pillow would carry a comment, a profile or EXIF over into what it saves.
    return image


def _encoded(image: Image.Image, ending: str, words: metadata.Words) -> bytes:
    """The bytes of one derived file, with the photo's own words and no others."""
    sink = io.BytesIO()
    if ending == "webp":
        image.save(sink, "WEBP", quality=WEBP_QUALITY, method=4, xmp=metadata.xmp_packet(words))
    else:
        image.save(
            sink,
            "JPEG",
            quality=JPEG_QUALITY,
            optimize=True,
            progressive=True,
            xmp=metadata.xmp_packet(words),
            extra=metadata.iptc_segment(words),
        )
    return sink.getvalue()
