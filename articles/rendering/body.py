"""The body as readers see it: photos with their credits, cards for embeds, numbered footnotes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import urlsplit

from lxml import html as lxml_html
from lxml.html import HtmlElement

from articles.newsitem import NewsItem, PhotoUse
from media.figure import figure
from media.renditions import Picture
from newsroom.lib.richtext import sanitise
from newsroom.lib.richtext.document import parse, serialise
from newsroom.lib.typesetting import tied


class Body(NamedTuple):
    html: str
    footnotes: list[str]


def render_body(item: NewsItem, pictures: Mapping[str, Picture]) -> Body:
    """The item's body for readers. A photo that waits for its file, or is unknown, leaves no hole."""
    root = parse(sanitise(item.body))
    for element in list(root.iter("figure")):
        _show_photo(element, item, pictures)
    for element in list(root.iter("div")):
        if element is not root:
            _show_embed(element)
    _tie(root, item.language)
    footnotes = _number_footnotes(root)
    return Body(serialise(root), footnotes)


def render_lead(item: NewsItem, pictures: Mapping[str, Picture]) -> str:
    lead = item.lead_photo
    return _figure(lead, pictures.get(lead.key), item.language, "lead") if lead else ""


def _figure(use: PhotoUse, picture: Picture | None, language: str, place: str) -> str:
    if picture is None:
        return ""
    return figure(
        picture,
        caption=use.caption,
        credit_line=use.credit_line,
        alt=use.alt,
        is_decorative=use.is_decorative,
        language=language,
        place=place,
    )


def _as_in(element: HtmlElement, use: PhotoUse) -> PhotoUse:
    """The photo with the words that its place in the body gives it."""
    return replace(
        use,
        caption=element.get("data-caption") or use.caption,
        alt=(element.get("data-alt") or "").strip() or use.alt,
    )


def _show_photo(element: HtmlElement, item: NewsItem, pictures: Mapping[str, Picture]) -> None:
    key = element.get("data-photo") or ""
    use = item.photo(key)
    markup = ""
    if use is not None:
        markup = _figure(_as_in(element, use), pictures.get(key), item.language, "inline")
    if not markup:
        element.drop_tree()
        return
    shown = lxml_html.fragment_fromstring(markup)
    shown.tail = element.tail
    element.getparent().replace(element, shown)


def _show_embed(element: HtmlElement) -> None:
    """A local card that names the place and leads there: nothing is loaded from elsewhere."""
    address = element.get("data-embed") or ""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        element.drop_tree()
        return
    element.attrib.pop("data-embed")
    element.set("class", "embed")
    for child in list(element):
        element.remove(child)
    element.text = None
    link = lxml_html.Element("a", href=address, rel="noopener")
    link.text = f"{parts.hostname.removeprefix('www.')} ↗"
    element.append(link)


def _tie(root: HtmlElement, language: str) -> None:
    """Lines break only where a typesetter would let them."""
    for element in root.iter():
        if element.text:
            element.text = tied(element.text, language)
        if element.tail and element is not root:
            element.tail = tied(element.tail, language)


def _number_footnotes(root: HtmlElement) -> list[str]:
    """Number the marks in order; the notes themselves are printed under the body."""
    notes: list[str] = []
    for mark in list(root.iter("sup")):
        note = (mark.attrib.pop("data-footnote", None) or "").strip()
        if not note:
            mark.drop_tree()
            continue
        notes.append(note)
        number = str(len(notes))
        mark.text = None
        link = lxml_html.Element("a", href=f"#note-{number}", id=f"mark-{number}")
        link.set("class", "footnote-mark")
        link.text = number
        mark.append(link)
    return notes
