"""Looking into rich text: its photos, its paragraphs, its words."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import html as lxml_html
from lxml.html import HtmlElement

from newsroom.lib.xml import carriable


def parse(html: str) -> HtmlElement:
    """The document under one `div`. The text is our own sanitised HTML, never a stranger's."""
    return lxml_html.fragment_fromstring(carriable(html) or " ", create_parent="div")


def serialise(root: HtmlElement) -> str:
    """What `parse` was given, without the surrounding `div`."""
    text = lxml_html.tostring(root, encoding="unicode").replace(
        "</source>", ""
    )  # Void, which lxml does not know.
    return text.removeprefix("<div>").removesuffix("</div>").strip()


def photo_keys(html: str) -> list[str]:
    """Keys of the photos in the text, in order, each once."""
    if "data-photo" not in html:
        return []
    keys = (figure.get("data-photo") or "" for figure in parse(html).iter("figure"))
    return list(dict.fromkeys(key for key in keys if key))


def alts_in(html: str) -> dict[str, str]:
    """Photo key -> the alt text that the text itself gives it: the first, where it stands there twice."""
    if "data-alt" not in html:
        return {}
    found: dict[str, str] = {}
    for figure in parse(html).iter("figure"):
        if alt := (figure.get("data-alt") or "").strip():
            found.setdefault(figure.get("data-photo") or "", alt)
    return found


def rekey_photos(html: str, keys: Mapping[str, str]) -> str:
    """The text with every photo named by its new key; a photo without one is taken out."""
    if "data-photo" not in html:
        return html
    root = parse(html)
    for figure in list(root.iter("figure")):
        key = keys.get(figure.get("data-photo") or "")
        if key:
            figure.set("data-photo", key)
        else:
            figure.drop_tree()
    return serialise(root)


def paragraphs(html: str) -> list[str]:
    """Plain text of each paragraph, subhead, list item and quotation, in order."""
    found = []
    for element in parse(html).iter("p", "h2", "h3", "li"):
        words = " ".join(element.text_content().split())
        if words:
            found.append(words)
    return found


def first_paragraph(html: str) -> str:
    """The first words that are not a subhead."""
    found = (" ".join(element.text_content().split()) for element in parse(html).iter("p", "li"))
    return next((words for words in found if words), "")


def plain_text(html: str) -> str:
    return "\n".join(paragraphs(html))
