"""The body as the template sets it: a list of blocks, each with its words, as plain JSON.

Words are strings, or objects `{"k": kind, "c": words}` for what is emphasised, linked or noted inside them.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from lxml.html import HtmlElement

from articles.newsitem import NewsItem
from media.figure import credit_words
from newsroom.lib.richtext import sanitise
from newsroom.lib.richtext.document import parse
from newsroom.lib.typesetting import tied

Words = list[Any]
Block = dict[str, Any]

_SPACE = re.compile(r"[ \t\r\n\f]+")
_CANNOT_BE_SET = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufeff\ufffe\uffff]")
"""Controls, private letters and byte order marks: no font has them, and PDF/UA refuses them."""
DEEPEST = 6
"""Of lists and quotations inside each other. What lies deeper stands at this depth: typst gives up at about sixteen."""
DEEPEST_WORDS = 8
"""Of emphasis and links inside each other."""
LONGEST_ADDRESS = 7900
"""In bytes: a longer one cannot be a link in a PDF, so that it is printed as words."""
_EMPHASIS = {"strong": "strong", "b": "strong", "em": "em", "i": "em"}
_HEADINGS = {"h2": 2, "h3": 3}


def clean(text: str) -> str:
    """On one line, without what cannot be set."""
    return _SPACE.sub(" ", _CANNOT_BE_SET.sub("", text)).strip()


def blocks_of(item: NewsItem, photos: Container[str], address: str) -> list[Block]:
    """The body of the item. `photos` are the keys of those that there is a file of; others leave no hole.

    `address` is the story's own, from which its relative links lead.
    """
    return list(_Reader(item, photos, address).blocks(parse(sanitise(item.body))))


def photo_of(item: NewsItem, key: str, caption: str = "", alt: str = "") -> Block | None:
    """A photo with its caption and its credit; None for a key that the story does not name.

    `caption` and `alt` are those that its place in the body gives it.
    """
    use = item.photo(key)
    if use is None or not use.credit_line.strip():
        return None
    caption = tied(clean(caption or use.caption), item.language)
    alt = "" if use.is_decorative else clean(alt) or clean(use.alt) or caption or clean(use.credit_line)
    credit = clean(credit_words(use.credit_line, item.language))
    return {"k": "photo", "key": key, "alt": alt, "caption": caption, "credit": credit}


class _Reader:
    """Reads one body. It remembers the addresses that it has printed, so that each stands on paper once."""

    def __init__(self, item: NewsItem, photos: Container[str], address: str) -> None:
        self.item = item
        self.photos = photos
        self.address = address
        self.printed: set[str] = set()
        self.level = 1
        self.depth = 0
        self.depth_of_words = 0

    def blocks(self, parent: HtmlElement) -> Iterator[Block]:
        """Whatever stands between blocks, such as the bare text of a list item, is a paragraph too."""
        loose: Words = self.text(parent.text)
        for child in parent:
            if child.tag in _BLOCKS:
                yield from _paragraph(loose)
                loose = []
                yield from self.block(child)
            else:
                loose += self.inline(child)
            loose += self.text(child.tail)
        yield from _paragraph(loose)

    def block(self, element: HtmlElement) -> Iterator[Block]:
        match element.tag:
            case "p":
                yield from _paragraph(self.words(element))
            case "h2" | "h3":
                yield from self.heading(element)
            case "ul" | "ol":
                items = self.deeper([one for one in element if one.tag == "li"])
                yield from [{"k": element.tag, "items": items}] if self.depth < DEEPEST else sum(items, [])
            case "blockquote":
                [quoted] = self.deeper([element])
                yield from [{"k": "quote", "blocks": quoted}] if self.depth < DEEPEST else quoted
            case "hr":
                yield {"k": "rule"}
            case "figure":
                yield from self.photo(element)
            case "div":
                yield from self.embed(element)

    def deeper(self, parts: list[HtmlElement]) -> list[list[Block]]:
        self.depth += 1
        found = [list(self.blocks(part)) for part in parts]
        self.depth -= 1
        return found

    def heading(self, element: HtmlElement) -> Iterator[Block]:
        """The headline is level 1, and no level is skipped: PDF/UA asks for it, and so do readers who listen."""
        words = self.words(element)
        if any(_is_visible(word) for word in words):
            self.level = min(_HEADINGS[element.tag], self.level + 1)
            yield {"k": "heading", "level": self.level, "c": words}

    def photo(self, element: HtmlElement) -> Iterator[Block]:
        key = element.get("data-photo") or ""
        caption, alt = element.get("data-caption") or "", element.get("data-alt") or ""
        photo = photo_of(self.item, key, caption, alt) if key in self.photos else None
        if photo is not None:
            yield photo

    def embed(self, element: HtmlElement) -> Iterator[Block]:
        """What cannot stand on paper is an address on it."""
        address = clean(element.get("data-embed") or "")
        if urlsplit(address).scheme in ("http", "https"):
            yield {"k": "embed", "to": address if _can_be_a_link(address) else "", "shown": shown(address)}

    def words(self, element: HtmlElement) -> Words:
        found = self.text(element.text)
        for child in element:
            found += self.inline(child)
            found += self.text(child.tail)
        return _trimmed(found)

    def text(self, text: str | None) -> Words:
        cleaned = _SPACE.sub(" ", _CANNOT_BE_SET.sub("", text or ""))
        return [tied(cleaned, self.item.language)] if cleaned else []

    def inline(self, element: HtmlElement) -> Words:
        if not isinstance(element.tag, str):
            return []
        if element.tag == "br":
            return [{"k": "br"}]
        if element.tag == "sup":
            note = tied(clean(element.get("data-footnote") or ""), self.item.language)
            return [{"k": "note", "c": [note]}] if note else []
        self.depth_of_words += 1
        inner = self.text(element.text)
        for child in element:
            inner += self.inline(child) + self.text(child.tail)
        self.depth_of_words -= 1
        if element.tag in _EMPHASIS and self.depth_of_words < DEEPEST_WORDS:
            return [{"k": _EMPHASIS[element.tag], "c": inner}] if inner else []
        return self.link(element, inner) if element.tag == "a" else inner

    def link(self, element: HtmlElement, inner: Words) -> Words:
        """A link, and at its first place a note with the address, unless the words are the address."""
        target = clean(urljoin(self.address, element.get("href") or ""))
        if not inner or urlsplit(target).scheme not in ("http", "https", "mailto", "tel"):
            return inner
        address = shown(target)
        if not _can_be_a_link(target):
            return [*inner, {"k": "note", "c": [address]}]
        link = {"k": "link", "to": target, "c": inner}
        if target in self.printed or _said(inner).strip("/ ") in (address, target.strip("/")):
            return [link]
        self.printed.add(target)
        return [link, {"k": "note", "to": target, "c": [address]}]


_BLOCKS = frozenset({"p", "h2", "h3", "ul", "ol", "blockquote", "hr", "figure", "div"})


def _can_be_a_link(address: str) -> bool:
    return len(address.encode()) <= LONGEST_ADDRESS


def shown(address: str) -> str:
    """An address as one types it: readable, without what the browser adds by itself."""
    bare = re.sub(r"^(?:https?://|mailto:|tel:)", "", address)
    with suppress(UnicodeDecodeError):
        bare = clean(unquote(bare, errors="strict"))
    return bare.replace(" ", "%20").rstrip("/")


def _paragraph(words: Words) -> Iterator[Block]:
    words = _trimmed(words)
    if any(_is_visible(word) for word in words):
        yield {"k": "p", "c": words}


def _trimmed(words: Words) -> Words:
    """Without the space, and the line breaks, that stand before the first word and after the last."""
    while words and not _is_visible(words[0]):
        words = words[1:]
    while words and not _is_visible(words[-1]):
        words = words[:-1]
    if words and isinstance(words[0], str):
        words = [words[0].lstrip(" "), *words[1:]]
    if words and isinstance(words[-1], str):
        words = [*words[:-1], words[-1].rstrip(" ")]
    return words


def _is_visible(word: Any) -> bool:
    return bool(word.strip()) if isinstance(word, str) else word["k"] != "br"


def _said(words: Words) -> str:
    return "".join(word if isinstance(word, str) else _said(word.get("c", [])) for word in words)
