"""XMP: the packet of words that travels inside a picture, read and written.

Fields and their places: IPTC Photo Metadata Standard 2021.1.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape

from defusedxml import ElementTree

from newsroom.lib.xml import carriable

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DC = "http://purl.org/dc/elements/1.1/"
PHOTOSHOP = "http://ns.adobe.com/photoshop/1.0/"
RIGHTS = "http://ns.adobe.com/xap/1.0/rights/"
IPTC_CORE = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

CREATOR = f"{{{DC}}}creator"
CREDIT = f"{{{PHOTOSHOP}}}Credit"
SOURCE = f"{{{PHOTOSHOP}}}Source"
COPYRIGHT = f"{{{DC}}}rights"
CAPTION = f"{{{DC}}}description"
ALT = f"{{{IPTC_CORE}}}AltTextAccessibility"
USAGE_TERMS = f"{{{RIGHTS}}}UsageTerms"
DATE_CREATED = f"{{{PHOTOSHOP}}}DateCreated"

_PREFIXES = {DC: "dc", PHOTOSHOP: "photoshop", RIGHTS: "xmpRights", IPTC_CORE: "Iptc4xmpCore"}
_LISTS = {CREATOR: "Seq"}
_PLAIN = {CREDIT, SOURCE, DATE_CREATED}
"""Every other property is an `Alt`: one text for each language."""


def read(packet: bytes) -> dict[str, list[str]]:
    """Property (`{namespace}name`) -> its texts, the default language first. Entities and DTDs raise."""
    root = ElementTree.fromstring(packet.strip(b"\x00 \r\n\t"), forbid_dtd=True)
    found: dict[str, list[str]] = {}
    descriptions = (
        each for rdf in root.iter(f"{{{RDF}}}RDF") for each in rdf.findall(f"{{{RDF}}}Description")
    )
    for description in descriptions:  # Deeper ones speak of another picture: of an ingredient, a work shown.
        for name, value in description.attrib.items():
            found.setdefault(name, []).append(value)
        for child in description:
            found.setdefault(child.tag, []).extend(_texts(child))
    return found


def _texts(element: Element) -> Iterator[str]:
    items = list(element.iter(f"{{{RDF}}}li"))
    if not items:
        yield element.text or ""
        return
    items.sort(key=lambda item: item.get(XML_LANG, "x-default") != "x-default")
    for item in items:
        yield item.text or ""


def write(properties: dict[str, list[str]]) -> bytes:
    """A whole packet with these properties; empty ones are left out."""
    lines = "".join(_property(name, texts) for name, texts in properties.items() if any(texts))
    spaces = "".join(f' xmlns:{prefix}="{namespace}"' for namespace, prefix in _PREFIXES.items())
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{RDF}">'
        f'<rdf:Description rdf:about=""{spaces}>{lines}</rdf:Description>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    ).encode()


def _property(name: str, texts: list[str]) -> str:
    namespace, _, local = name[1:].partition("}")
    tag = f"{_PREFIXES[namespace]}:{local}"
    words = [escape(carriable(text)) for text in texts if text]
    if name in _PLAIN:
        return f"<{tag}>{words[0]}</{tag}>"
    if name in _LISTS:
        items = "".join(f"<rdf:li>{word}</rdf:li>" for word in words)
        return f"<{tag}><rdf:{_LISTS[name]}>{items}</rdf:{_LISTS[name]}></{tag}>"
    return f'<{tag}><rdf:Alt><rdf:li xml:lang="x-default">{words[0]}</rdf:li></rdf:Alt></{tag}>'
