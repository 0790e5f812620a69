"""The words inside an original, and the same picture without them: for a redaction, which no file may outlive.

JPEG, PNG and WebP lose the parts that hold words and keep every pixel as it was. AVIF, which Pillow cannot take apart,
is written anew. How the picture is turned is kept.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable, Iterator

from PIL import Image

from media.models import Photo
from media.validators import ORIENTATION, SNIFFED_BYTES, checksum_of, open_image, orientation_of, sniff
from newsroom.lib.storing import write_whole

_ENCODINGS = ("utf-8", "latin-1", "cp1251", "utf-16-le", "utf-16-be")
"""What cameras, agencies and picture editors write their words in."""
_START_OF_SCAN = 0xDA
_WITH_WORDS = {0xFE, *range(0xE1, 0xF0)} - {0xE2, 0xEE}
"""Comments and application segments, without the colour profile and Adobe's note on colours."""
_PNG_WORDS = (b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME")
_WEBP_WORDS = (b"EXIF", b"XMP ")
_WEBP_FLAGS = 0b1100
"""Bits of the VP8X chunk that promise EXIF and XMP."""
AVIF_QUALITY = 95


def texts_in(content: bytes) -> Iterator[str]:
    """Whatever of a picture may be words, as text in each encoding there is."""
    for part in _parts_with_words(content):
        for encoding in _ENCODINGS:
            yield part.decode(encoding, "ignore").replace("\x00", " ")


def _parts_with_words(content: bytes) -> Iterator[bytes]:
    match sniff(content[:SNIFFED_BYTES]):
        case "JPEG":
            yield from (content[start:end] for kind, start, end in _segments(content) if kind in _WITH_WORDS)
        case "PNG":
            yield from (_unpacked(kind, data) for kind, data, _raw in _png(content) if kind in _PNG_WORDS)
        case "WEBP":
            yield from (data for kind, data, _raw in _webp(content) if kind in _WEBP_WORDS)
        case _:
            yield content


def _segments(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Each segment before the picture itself: kind, start, end."""
    place = 2
    while place + 4 <= len(content) and content[place] == 0xFF:
        kind = content[place + 1]
        if kind == _START_OF_SCAN:
            return
        if kind == 0xFF:
            place += 1
            continue
        end = place + 2 + int.from_bytes(content[place + 2 : place + 4], "big")
        yield kind, place, end
        place = end


def _png(content: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    place = 8
    while place + 12 <= len(content):
        length = int.from_bytes(content[place : place + 4], "big")
        end = place + 12 + length
        yield content[place + 4 : place + 8], content[place + 8 : end - 4], content[place:end]
        place = end


def _unpacked(kind: bytes, data: bytes) -> bytes:
    """Compressed text is text."""
    for start in range(len(data)) if kind in (b"zTXt", b"iTXt") else ():
        if data[start] == 0x78:
            try:
                return data[:start] + zlib.decompress(data[start:])
            except zlib.error:
                continue
    return data


def _webp(content: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    place = 12
    while place + 8 <= len(content):
        length = int.from_bytes(content[place + 4 : place + 8], "little")
        end = place + 8 + length + length % 2
        yield content[place : place + 4], content[place + 8 : place + 8 + length], content[place:end]
        place = end


def without_words(content: bytes) -> bytes:
    """The same picture, upright as before, that says nothing."""
    orientation = orientation_of(open_image(io.BytesIO(content)))
    match sniff(content[:SNIFFED_BYTES]):
        case "JPEG":
            return _bare_jpeg(content, orientation)
        case "PNG":
            return _bare_png(content, orientation)
        case "WEBP":
            return _bare_webp(content, orientation)
        case _:
            return _bare_avif(content, orientation)


def _exif(orientation: int) -> bytes:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    return exif.tobytes()


def _bare_jpeg(content: bytes, orientation: int) -> bytes:
    made, last = content[:2], 2
    if orientation != 1:
        exif = _exif(orientation)
        made += b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif
    for kind, start, end in _segments(content):
        made += content[last:start] + (b"" if kind in _WITH_WORDS else content[start:end])
        last = end
    end_of_picture = content.rfind(b"\xff\xd9")
    return made + content[last : end_of_picture + 2 if end_of_picture > last else None]


def _bare_png(content: bytes, orientation: int) -> bytes:
    made = content[:8]
    for kind, _data, raw in _png(content):
        if kind == b"IDAT" and orientation != 1 and b"eXIf" not in made:
            exif = _exif(orientation).removeprefix(b"Exif\x00\x00")
            check = struct.pack(">I", zlib.crc32(b"eXIf" + exif))
            made += struct.pack(">I", len(exif)) + b"eXIf" + exif + check
        if kind not in _PNG_WORDS:
            made += raw
        if kind == b"IEND":
            break
    return made


def _bare_webp(content: bytes, orientation: int) -> bytes:
    if orientation != 1:  # Rare, and the chunk of a turned picture must be made anew: so it is put upright.
        return _written_anew(content, orientation, "WEBP", lossless=True)
    chunks = b""
    for kind, data, raw in _webp(content):
        if kind == b"VP8X":
            raw = raw[:8] + bytes([data[0] & ~_WEBP_FLAGS]) + raw[9:]
        if kind not in _WEBP_WORDS:
            chunks += raw
    return b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WEBP" + chunks


def _bare_avif(content: bytes, orientation: int) -> bytes:
    return _written_anew(content, orientation, "AVIF", quality=AVIF_QUALITY)


def _written_anew(content: bytes, orientation: int, kind: str, **options: int) -> bytes:
    image = open_image(io.BytesIO(content))
    profile = image.info.get("icc_profile")
    image.load()
    image.info.clear()
    made = io.BytesIO()
    image.save(
        made, kind, exif=_exif(orientation), **({"icc_profile": profile} if profile else {}), **options
    )
    return made.getvalue()


def take_words_out(photo: Photo, is_in: Callable[[str], bool]) -> bool:
    """Store the original without its words if they are among them. A file that is lost says nothing."""
    assert photo.file.name is not None
    try:
        with photo.file.storage.open(photo.file.name, "rb") as file:
            content = file.read()
    except FileNotFoundError:
        return False
    if not any(is_in(text) for text in texts_in(content)):
        return False
    bare = without_words(content)
    write_whole(photo.file.name, bare)
    checksum = checksum_of(io.BytesIO(bare))
    Photo.objects.filter(pk=photo.pk).update(checksum=checksum)
    return True
