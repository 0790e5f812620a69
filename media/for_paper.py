"""A photo as a PDF carries it: a JPEG of a given width that keeps to a number of bytes."""

from __future__ import annotations

import io

from PIL import Image

from media import derived
from media.models import Photo
from media.renditions import Picture, make

QUALITIES = (76, 66, 56, 46, 36)
"""From what paper deserves down to what a crowded picture must bear to keep the file small."""


def photo_for_paper(photo: Photo, picture: Picture, *, width: int, most_bytes: int) -> bytes:
    """Reads the derived picture, which is made when it is missing. Raises OSError when the original is gone.

    The same photo always gives the same bytes.
    """
    with Image.open(io.BytesIO(_derived(photo, picture, width))) as image:
        image.load()
        shown = image.convert("RGB")
    if shown.width > width:
        shown = shown.resize((width, picture.height_at(width)), Image.Resampling.LANCZOS)
    content = b""
    for quality in QUALITIES:
        sink = io.BytesIO()
        shown.save(sink, "JPEG", quality=quality, optimize=True)
        content = sink.getvalue()
        if len(content) <= most_bytes:
            break
    return content


def _derived(photo: Photo, picture: Picture, width: int) -> bytes:
    name = f"{picture.nearest_width(width)}.jpg"
    try:
        file = derived.open_file(picture.public_key, name)
    except FileNotFoundError:
        make(photo)
        file = derived.open_file(picture.public_key, name)
    with file:
        return file.read()
