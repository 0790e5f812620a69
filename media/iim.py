"""IPTC IIM: the older block of words inside a JPEG, which picture desks still read first."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator

CHARSET = (1, 90)
VERSION = (2, 0)
DATE_CREATED = (2, 55)
TIME_CREATED = (2, 60)
BYLINE = (2, 80)
CREDIT = (2, 110)
SOURCE = (2, 115)
COPYRIGHT = (2, 116)
CAPTION = (2, 120)

MAX_BYTES = {BYLINE: 32, CREDIT: 32, SOURCE: 32, COPYRIGHT: 128, CAPTION: 2000}
"""The standard counts bytes: sixteen Cyrillic letters of a credit. XMP beside it carries the whole."""
UTF8 = b"\x1b%G"
_MARKER = 0x1C
_LONG = 0x8000
_IPTC_RESOURCE = 0x0404
_DIGEST_RESOURCE = 0x0425
PHOTOSHOP = b"Photoshop 3.0\x00"


def read(block: bytes) -> dict[tuple[int, int], list[str]]:
    """Dataset -> its texts, in the character set that the block names or that its bytes look like."""
    datasets = list(_datasets(block))
    is_utf8 = (CHARSET, UTF8) in datasets
    found: dict[tuple[int, int], list[str]] = {}
    for number, value in datasets:
        found.setdefault(number, []).append(_decoded(value, is_utf8))
    return found


def _datasets(block: bytes) -> Iterator[tuple[tuple[int, int], bytes]]:
    at = 0
    while at + 5 <= len(block) and block[at] == _MARKER:
        record, number, length = struct.unpack_from(">BBH", block, at + 1)
        at += 5
        if length & _LONG:  # The length itself is so many bytes long.
            size = length & ~_LONG
            length = int.from_bytes(block[at : at + size], "big")
            at += size
        yield (record, number), block[at : at + length]
        at += length


def _decoded(value: bytes, is_utf8: bool) -> str:
    """Old blocks name no character set: UTF-8 if it fits, windows-1251 if most letters are high, else Latin."""
    if is_utf8:
        return value.decode("utf-8", "ignore")  # A text cut in mid-letter loses that letter only.
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        high = sum(byte >= 0xC0 for byte in value)
        low = sum(bytes((byte,)).isalpha() for byte in value)
        return value.decode("cp1251" if high > low else "cp1252", "replace")


def segment(datasets: dict[tuple[int, int], str]) -> bytes:
    """The whole APP13 segment of a JPEG, UTF-8 marked, each text cut to what the standard allows."""
    block = _dataset(CHARSET, UTF8) + _dataset(VERSION, b"\x00\x04")
    for number, text in sorted(datasets.items()):
        if text:
            block += _dataset(number, _cut(text, MAX_BYTES[number]))
    digest = hashlib.md5(block, usedforsecurity=False).digest()  # Tells readers that XMP and IIM agree.
    body = PHOTOSHOP + _resource(_IPTC_RESOURCE, block) + _resource(_DIGEST_RESOURCE, digest)
    return b"\xff\xed" + struct.pack(">H", len(body) + 2) + body


def _cut(text: str, limit: int) -> bytes:
    """At a letter, never inside one."""
    return text.encode("utf-8", "ignore")[:limit].decode("utf-8", "ignore").encode()


def _dataset(number: tuple[int, int], value: bytes) -> bytes:
    return struct.pack(">BBBH", _MARKER, *number, len(value)) + value


def _resource(number: int, content: bytes) -> bytes:
    return b"8BIM" + struct.pack(">HHI", number, 0, len(content)) + content + b"\x00" * (len(content) % 2)
