"""Pictures made for the tests: small, of one or two colours, with whatever inside that a test is about."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageCms

RED, GREEN, BLUE, WHITE = (220, 30, 30), (30, 200, 30), (30, 30, 220), (255, 255, 255)
SERIAL = "SERIAL-4711-CANARY"
COMMENT = "COMMENT-CANARY"


def a_picture(width: int, height: int, colour: Any = BLUE, mode: str = "RGB") -> Image.Image:
    return Image.new(mode, (width, height), colour)


def encoded(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    sink = io.BytesIO()
    image.save(sink, kind, **options)
    return sink.getvalue()


def a_jpeg(width: int = 900, height: int = 600, colour: Any = BLUE, **options: Any) -> bytes:
    return encoded(a_picture(width, height, colour), "JPEG", **options)


def left_red_right_blue(width: int, height: int) -> Image.Image:
    image = a_picture(width, height, BLUE)
    image.paste(RED, (0, 0, width // 2, height))
    return image


def exif(orientation: int = 1, **texts: str) -> bytes:
    """With a position, a serial number and a description."""
    block = Image.Exif()
    block[0x0112] = orientation
    for tag, text in {"ImageDescription": 0x010E, "Artist": 0x013B, "Copyright": 0x8298}.items():
        if tag in texts:
            block[text] = texts[tag]
    block.get_ifd(0x8769)[0xA431] = SERIAL
    gps = block.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "N", (51.0, 30.0, 0.0), "E", (31.0, 18.0, 0.0)
    return block.tobytes()


def a_dangerous_jpeg(width: int = 900, height: int = 600) -> bytes:
    """As a camera writes it: position, serial number, comment."""
    return a_jpeg(width, height, exif=exif(), comment=COMMENT.encode())


def an_empty_png(width: int, height: int) -> bytes:
    """A header that promises, and nothing behind it."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    return b"\x89PNG\r\n\x1a\n" + chunk + struct.pack(">I", 1000) + b"IDAT"


def profile_with_red_and_green_exchanged() -> bytes:
    """An sRGB profile whose red and green primaries have changed places: a pure red in it is a green for the eye."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    places = {}
    for entry in range(struct.unpack_from(">I", profile, 128)[0]):
        at = 132 + 12 * entry
        name, offset, size = struct.unpack_from(">4sII", profile, at)
        places[name] = (at, offset, size)
    for one, other in ((b"rXYZ", b"gXYZ"), (b"gXYZ", b"rXYZ")):
        struct.pack_into(">II", profile, places[one][0] + 4, *places[other][1:])
    return bytes(profile)
