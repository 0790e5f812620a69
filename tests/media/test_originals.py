"""An original without its words: nothing is said, and every pixel is as it was."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image, ImageOps
from PIL.PngImagePlugin import PngInfo

from media.originals import texts_in, without_words
from tests.media.pictures import encoded, exif, left_red_right_blue

WORD = "Zwirbelkanari"
XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>{WORD}</a></x:xmpmeta>'.encode()


def a_png() -> bytes:
    info = PngInfo()
    info.add_itxt("Description", WORD, zip=True)
    return encoded(left_red_right_blue(60, 40), "PNG", pnginfo=info, exif=exif(6))


FILES = {
    "JPEG": encoded(left_red_right_blue(60, 40), "JPEG", exif=exif(6, ImageDescription=WORD), xmp=XMP, comment=WORD.encode()),
    "PNG": a_png(),
    "WEBP": encoded(left_red_right_blue(60, 40), "WEBP", lossless=True, exif=exif(1, ImageDescription=WORD), xmp=XMP),
    "turned WEBP": encoded(left_red_right_blue(60, 40), "WEBP", lossless=True, exif=exif(6, ImageDescription=WORD)),
    "AVIF": encoded(left_red_right_blue(60, 40), "AVIF", quality=95, exif=exif(1, ImageDescription=WORD)),
}  # fmt: skip


def seen(content: bytes) -> Image.Image:
    """The picture as people see it."""
    return ImageOps.exif_transpose(Image.open(io.BytesIO(content))).convert("RGB")


@pytest.mark.parametrize("kind", FILES)
class OriginalTests:
    def test_its_words_are_found_and_gone(self, kind: str) -> None:
        assert any(WORD in text for text in texts_in(FILES[kind]))
        bare = without_words(FILES[kind])
        assert WORD.encode() not in bare
        assert not any(WORD in text for text in texts_in(bare))

    def test_the_picture_looks_as_before_and_is_turned_as_before(self, kind: str) -> None:
        before, after = seen(FILES[kind]), seen(without_words(FILES[kind]))
        assert before.size == after.size
        if kind == "AVIF":  # Written anew, with a loss that nobody sees.
            assert all(abs(a - b) < 12 for a, b in zip(corner(before), corner(after), strict=True))
        else:
            assert before.tobytes() == after.tobytes()


def corner(image: Image.Image) -> Any:
    return image.getpixel((5, 5))
