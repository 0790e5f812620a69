"""The words of a picture as XMP and as IPTC IIM, the two forms in which they travel inside a JPEG."""

from __future__ import annotations

import struct
from xml.sax.saxutils import escape

from .captions import Words

USAGE = "Drawn by the program in tests/seed_pictures for a demonstration; free to use together with Newsroom."
# IPTC's word for a picture that a formula made, from no other picture.
SOURCE_TYPE = "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia"

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
    xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"
    xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
    xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">
{properties}
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def xmp(words: Words) -> bytes:
    """The XMP packet, for `Image.save(..., xmp=…)`."""
    properties = [
        _by_language("dc:description", words.caption, words.language),
        _by_language("dc:rights", words.rights, words.language),
        _plain("photoshop:Credit", words.credit),
        _plain("photoshop:Source", words.source),
        _plain("photoshop:DateCreated", words.made_on),
        _by_language("xmpRights:UsageTerms", USAGE, "en"),
        _by_language("Iptc4xmpCore:AltTextAccessibility", words.alt, words.language),
        _plain("Iptc4xmpExt:DigitalSourceType", SOURCE_TYPE),
    ]
    if words.creator:
        properties.insert(0, _ordered("dc:creator", words.creator))
    return _PACKET.format(properties="\n".join(properties)).encode()


def _plain(name: str, value: str) -> str:
    return f"   <{name}>{escape(value)}</{name}>"


def _ordered(name: str, value: str) -> str:
    return f"   <{name}><rdf:Seq><rdf:li>{escape(value)}</rdf:li></rdf:Seq></{name}>"


def _by_language(name: str, value: str, language: str) -> str:
    text = escape(value)
    items = f'<rdf:li xml:lang="x-default">{text}</rdf:li><rdf:li xml:lang="{language}">{text}</rdf:li>'
    return f"   <{name}><rdf:Alt>{items}</rdf:Alt></{name}>"


# Number of each field in IIM's record 2, and how many bytes of it may be used.
_BYLINE, _CREDIT, _SOURCE, _COPYRIGHT, _CAPTION, _DATE = (
    (80, 32),
    (110, 32),
    (115, 32),
    (116, 128),
    (120, 2000),
    (55, 8),
)


def with_iim(jpeg: bytes, words: Words) -> bytes:
    """The same JPEG with an APP13 segment that older programs read, in UTF-8."""
    fields = [
        (_DATE, words.made_on.replace("-", "")),
        (_BYLINE, words.creator),
        (_CREDIT, words.credit),
        (_SOURCE, words.source),
        (_COPYRIGHT, words.rights),
        (_CAPTION, words.caption),
    ]
    records = b"\x1c\x01\x5a\x00\x03\x1b%G" + b"\x1c\x02\x00\x00\x02\x00\x04"
    for (number, limit), value in fields:
        data = _cut(value, limit)
        if data:
            records += struct.pack(">BBBH", 0x1C, 2, number, len(data)) + data
    resource = (
        b"8BIM\x04\x04\x00\x00" + struct.pack(">I", len(records)) + records + b"\x00" * (len(records) % 2)
    )
    body = b"Photoshop 3.0\x00" + resource
    segment = b"\xff\xed" + struct.pack(">H", len(body) + 2) + body
    place = _after_application_segments(jpeg)
    return jpeg[:place] + segment + jpeg[place:]


def _cut(value: str, limit: int) -> bytes:
    """As many whole letters as fit."""
    return value.encode()[:limit].decode(errors="ignore").encode()


def _after_application_segments(jpeg: bytes) -> int:
    place = 2
    while jpeg[place] == 0xFF and 0xE0 <= jpeg[place + 1] <= 0xEF:
        place += 2 + struct.unpack(">H", jpeg[place + 2 : place + 4])[0]
    return place
