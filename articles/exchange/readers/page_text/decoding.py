"""Bytes -> clean text: encodings, invisible characters, and what is no text at all."""

from __future__ import annotations

import codecs
import re
import unicodedata

from articles.exchange.reading import Unreadable

MAX_PAGE_BYTES = 2 * 1024 * 1024
"""The longest stories we know have 65,000 characters; two megabytes of text is a book or a mistake."""

MAX_UNPRINTABLE_SHARE = 0.05
"""Text holds next to no control characters; of random bytes a tenth are."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY_STARTS = (
    b"%PDF-",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"{\\rtf",
    b"\xd0\xcf\x11\xe0",
)
_MARKUP_START = re.compile(
    r"\s*(?:<\?xml|<!doctype|<html|<rss|<feed|\{\s*\"|\[\s*[{\"]|---\n)", re.IGNORECASE
)

_WORD = re.compile(r"[^\W\d_]{2,}")
_LINE_END = re.compile("\r\n|[\r\u2028\u2029\u0085]")
_SPACE = re.compile(r"[^\S\n]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_INVISIBLE = re.compile(
    "[\u00ad\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ud800-\udfff]"
)
_STRAY_JOINER = re.compile(r"(?<![^\w\s])\u200d|\u200d(?![^\w\s])")
"""A zero-width joiner stays between the parts of an emoji only."""


def decode(data: bytes) -> str:
    """The text of the page with lines ended by a line feed and plain spaces. Raises `Unreadable`."""
    if len(data) > MAX_PAGE_BYTES:
        limit = MAX_PAGE_BYTES // 1024 // 1024
        raise Unreadable(
            "not_text", f"The file is larger than {limit} MB; save one story as text and import that."
        )
    if data.startswith(_BINARY_STARTS):
        raise _not_text()
    text = _LINE_END.sub("\n", _decode(data))
    if "\0" in text or _unprintable_share(text) > MAX_UNPRINTABLE_SHARE:
        raise _not_text()
    text = _clean(text)
    if not text.strip():
        raise Unreadable("empty", "There is nothing in the file; save the page again.")
    return text


def looks_like_markup(text: str) -> bool:
    """HTML, XML, JSON and front matter are other formats, though they are text."""
    return bool(_MARKUP_START.match(text))


def _clean(text: str) -> str:
    """Drop what cannot be seen; every kind of space becomes the plain one."""
    text = _SPACE.sub(" ", _CONTROL.sub("", text))
    text = _INVISIBLE.sub("", text)
    return unicodedata.normalize("NFC", _STRAY_JOINER.sub("", text))


def _decode(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decode_leniently(data.removeprefix(mark), encoding)
    try:
        text = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return _utf16_without_mark(data) or _damaged_utf8(data) or _windows(data)
    return (_utf16_without_mark(data) if "\0" in text else None) or text


def _decode_leniently(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding, "surrogatepass")
    except UnicodeDecodeError:
        return data.decode(encoding, "replace")


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 shows itself by the zero beside each ASCII character, and by making sense."""
    if b"\0" not in data:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        text = data.decode(encoding, "replace")
        expected = sum(letter < "\u0530" or "\u2000" <= letter < "\u2300" for letter in text)
        if "\0" not in text and expected > 0.9 * len(text):
            return text
    return None


def _damaged_utf8(data: bytes) -> str | None:
    """UTF-8 that was cut inside its last letter, or holds a few bad bytes; None when it is something else."""
    try:
        whole = codecs.getincrementaldecoder("utf-8")().decode(data, final=False)
    except UnicodeDecodeError:
        whole = data.decode("utf-8", "replace")
    bad = whole.count("\ufffd")
    good = sum(letter > "\x7f" for letter in whole) - bad
    return whole if good > 10 * bad else None


def _windows(data: bytes) -> str:
    """Words that are Cyrillic from end to end speak for windows-1251; half-Cyrillic ones are Latin with accents."""
    whole = mixed = 0
    for word in _WORD.findall(data.decode("cp1251", "replace")):
        cyrillic = sum("\u0400" <= letter < "\u0530" for letter in word)
        whole += cyrillic == len(word)
        mixed += 0 < cyrillic < len(word)
    return data.decode("cp1251" if whole > mixed else "cp1252", "replace")


def _unprintable_share(text: str) -> float:
    return (len(_CONTROL.findall(text)) + text.count("\ufffd")) / max(len(text), 1)


def _not_text() -> Unreadable:
    return Unreadable("not_text", "The file is not text; save the page as plain text and import that.")
