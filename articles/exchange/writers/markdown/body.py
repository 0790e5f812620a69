"""The body's HTML dialect -> Markdown, exactly: what Markdown cannot say of a block is written as that block's HTML.

Each block is read back as it is written. So a slip in the rules below costs beauty, and never a word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape

from lxml.html import HtmlElement

from articles.exchange.readers.markdown.body import Image, body_of
from newsroom.lib.richtext import sanitise
from newsroom.lib.richtext.document import parse

from .text import as_line, destination, literal, quoted

BREAK = "\\\n"
_INLINE = {"em", "strong", "a", "br", "sup"}
_IN_TAGS = {"p", "h2", "h3", "ul", "ol", "blockquote", "figure", "div"}
"""Blocks whose HTML CommonMark takes as it is."""


class _NotSayable(ValueError):
    """Markdown has no words for this; the block is written as HTML."""


def markdown_of(html: str, files: Mapping[str, str]) -> str:
    """`files`: photo key -> the file that stands for it in the text."""
    body, root = _Body(files), parse(html)
    if (root.text or "").strip() or any((block.tail or "").strip() for block in root):
        return body.whole(html)
    target = sanitise("".join(map(_html, root)))
    text = body.write(root) if target else ""
    return text if body.reads_as(text, target) else body.whole(html)


def inner_html(root: HtmlElement) -> str:
    """What `parse` was given, its addresses as they were."""
    return escape(root.text or "", quote=False) + "".join(
        _html(child) + escape(child.tail or "", quote=False) for child in root
    )


def _html(element: HtmlElement) -> str:
    """The element without what follows it. lxml's own way of writing HTML would change addresses."""
    tag = str(element.tag)
    attributes = "".join(f' {name}="{escape(str(value))}"' for name, value in element.attrib.items())
    if tag in ("br", "hr"):
        return f"<{tag}>"
    return f"<{tag}{attributes}>{inner_html(element)}</{tag}>"


def _on_one_line(html: str) -> str:
    """No blank line may end the HTML before its end."""
    return html.replace("\r", "&#13;").replace("\n", "&#10;")


@dataclass(slots=True)
class _Body:
    files: Mapping[str, str]
    notes: list[str] = field(default_factory=list)

    def write(self, root: HtmlElement) -> str:
        blocks = [self._block(element) for element in root]
        return self._with_notes("\n\n".join(_apart(blocks, list(root))), self.notes)

    def whole(self, html: str) -> str:
        return f"<section>{_on_one_line(sanitise(html))}</section>\n"

    def reads_as(self, text: str, html: str) -> bool:
        return body_of(text, self._key_of).html == html

    def _key_of(self, image: Image) -> str:
        return next((key for key, file in self.files.items() if file and file == image.address), "")

    def _with_notes(self, text: str, notes: list[str], first: int = 1) -> str:
        said = "".join(f"\n[^{number}]: {_line_of_note(note)}\n" for number, note in enumerate(notes, first))
        return f"{text}\n{said}"

    def _block(self, element: HtmlElement) -> str:
        """In Markdown; else with the marks inside it as tags; else as HTML altogether."""
        target = sanitise(_html(element))
        for in_tags in (False, True):
            writer = _Block(self.files, len(self.notes), in_tags=in_tags)
            try:
                text = writer.block(element)
            except _NotSayable:
                continue
            if self.reads_as(self._with_notes(text, writer.notes, len(self.notes) + 1), target):
                self.notes += writer.notes
                return text
        return (
            _on_one_line(_html(element))
            if element.tag in _IN_TAGS
            else f"<section>{_on_one_line(_html(element))}</section>"
        )


def _apart(blocks: list[str], elements: list[HtmlElement]) -> Iterator[str]:
    """Two lists that follow each other are kept from growing together by what readers never see."""
    for position, text in enumerate(blocks):
        tags = {str(elements[place].tag) for place in (position - 1, position) if place >= 0}
        if position and len(tags) == 1 and tags <= {"ul", "ol"}:
            yield "<!-- -->"
        yield text


def _line_of_note(note: str) -> str:
    return as_line(literal(note))


@dataclass(slots=True)
class _Block:
    """One block, with the footnotes that it brings along."""

    files: Mapping[str, str]
    notes_before: int
    in_tags: bool
    notes: list[str] = field(default_factory=list)

    def block(self, element: HtmlElement) -> str:
        writers: dict[str, Callable[[HtmlElement], str]] = {
            "p": self._paragraph,
            "h2": lambda one: self._subhead("##", one),
            "h3": lambda one: self._subhead("###", one),
            "hr": lambda one: "---",
            "ul": self._list,
            "ol": self._list,
            "blockquote": self._quotation,
            "figure": self._figure,
            "div": self._embed,
        }
        if element.tag not in writers:
            raise _NotSayable(element.tag)
        return writers[str(element.tag)](element)

    def _paragraph(self, element: HtmlElement) -> str:
        return self._lines(self._inline(element))

    def _lines(self, text: str) -> str:
        if not text:
            raise _NotSayable
        return BREAK.join(as_line(line) for line in text.split(BREAK))

    def _subhead(self, mark: str, element: HtmlElement) -> str:
        text = self._inline(element)
        if BREAK in text or not text:
            raise _NotSayable
        text = text[:-1] + "\\#" if text.endswith("#") else text
        return f"{mark} {as_line(text)}"

    def _quotation(self, element: HtmlElement) -> str:
        text = "\n\n".join(self._blocks(element))
        return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))

    def _blocks(self, element: HtmlElement) -> list[str]:
        if (element.text or "").strip() or any((child.tail or "").strip() for child in element):
            raise _NotSayable
        if not len(element):
            raise _NotSayable
        return list(_apart([self.block(child) for child in element], list(element)))

    def _list(self, element: HtmlElement) -> str:
        number = int(element.get("start") or "1") if element.tag == "ol" else 0
        items = [self._item(child) for child in element]
        if not items or any(child.tag != "li" for child in element):
            raise _NotSayable
        is_loose = any(loose for _text, loose in items)
        written = []
        for place, (text, _loose) in enumerate(items):
            mark = f"{number + place}. " if element.tag == "ol" else "- "
            lines = text.split("\n")
            indented = [line if not line else " " * len(mark) + line for line in lines[1:]]
            written.append("\n".join([mark + lines[0], *indented]))
        return ("\n\n" if is_loose else "\n").join(written)

    def _item(self, element: HtmlElement) -> tuple[str, bool]:
        """Its text, and whether it holds whole paragraphs."""
        if len(element) and not (element.text or "").strip() and element[0].tag not in _INLINE:
            return "\n\n".join(self._blocks(element)), True
        nested = [child for child in element if child.tag not in _INLINE]
        if any((child.tail or "").strip() for child in nested):
            raise _NotSayable
        words = self._lines(self._inline(element, without=nested))
        return "\n".join([words, *(self.block(child) for child in nested)]), False

    def _figure(self, element: HtmlElement) -> str:
        file = self.files.get(element.get("data-photo") or "")
        if not file or element.get("data-caption") or element.get("data-alt"):
            raise _NotSayable
        return f"![]({self._destination(file)})"

    def _embed(self, element: HtmlElement) -> str:
        address = element.get("data-embed") or ""
        if not address:
            raise _NotSayable
        return f"<{address}>"

    def _destination(self, address: str) -> str:
        try:
            return destination(address)
        except ValueError as error:
            raise _NotSayable from error

    def _inline(self, element: HtmlElement, without: list[HtmlElement] | None = None) -> str:
        children = [child for child in element if child not in (without or [])]
        text = literal(element.text or "", is_before_something=bool(children))
        for place, child in enumerate(children):
            text += self._piece(child)
            text += literal(child.tail or "", is_before_something=place + 1 < len(children))
        return text

    def _piece(self, element: HtmlElement) -> str:
        match element.tag:
            case "br":
                return "<br>" if self.in_tags else BREAK
            case "em" | "strong":
                return self._stressed(element)
            case "a":
                title = f" {quoted(element.get('title') or '')}" if element.get("title") else ""
                return f"[{self._inline(element)}]({self._destination(element.get('href') or '')}{title})"
            case "sup":
                return self._note(element)
        raise _NotSayable(element.tag)

    def _stressed(self, element: HtmlElement) -> str:
        inner = self._inline(element)
        if self.in_tags:
            return f"<{element.tag}>{inner}</{element.tag}>"
        if element.tag == "strong":
            return f"**{inner}**"
        is_nested = (
            any(parent.tag == "strong" for parent in element.iterancestors())
            or element.find("strong") is not None
        )
        return f"_{inner}_" if is_nested else f"*{inner}*"

    def _note(self, element: HtmlElement) -> str:
        note = element.get("data-footnote") or ""
        if (element.text or "").strip() or len(element):
            raise _NotSayable
        if self.in_tags or not note:
            return f'<sup data-footnote="{_on_one_line(escape(note))}"></sup>'
        self.notes.append(note)
        return f"[^{self.notes_before + len(self.notes)}]"
