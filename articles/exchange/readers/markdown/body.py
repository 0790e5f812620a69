"""CommonMark with footnotes -> the body's HTML dialect. Raw HTML in it goes through the sanitiser like all the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import escape
from typing import Any
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from newsroom.lib.richtext import sanitise

Attributes = dict[str, Any]

_LIST = {"bullet_list": "ul", "ordered_list": "ol", "list_item": "li", "blockquote": "blockquote"}
_INLINE = {"em": "em", "strong": "strong"}
_PICTURE_ENDINGS = re.compile(r"\.(?:jpe?g|png|webp|avif|gif|tiff?|svg|heic)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Image:
    """A picture as the text names it: `![alt](address "title")`."""

    address: str
    alt: str
    title: str


@dataclass(slots=True)
class Body:
    html: str = ""
    first_heading: str = ""
    """The words of a heading of the first level that stands above all else."""
    unused_notes: list[str] = field(default_factory=list)
    """Footnotes that no mark in the text leads to."""


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": 40}).use(footnote_plugin, inline=False)
    # Addresses stay as they were written: which of them may be followed is the sanitiser's to say.
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


def body_of(text: str, key_of: Callable[[Image], str], *, has_headline: bool = True) -> Body:
    """`key_of` is asked for each image that stands for a photo, in order, and gives the key of the photo."""
    environment: dict[str, Any] = {}
    tokens = _parser().parse(text, environment)
    body = Body()
    if not has_headline and len(tokens) > 2 and (tokens[0].type, tokens[0].tag) == ("heading_open", "h1"):
        body.first_heading, tokens = _words(tokens[1].children or []), tokens[3:]
    tokens, notes = _split_notes(tokens)
    used = environment.get("footnotes", {}).get("refs", {})
    body.unused_notes = [label.removeprefix(":") for label, number in used.items() if number < 0]
    body.html = sanitise(_Writer(key_of, notes).blocks(tokens))
    return body


def file_of(address: str) -> str:
    """The file that an address names; empty where it leads to another site."""
    parts = urlsplit(address)
    return "" if parts.scheme or parts.netloc else address


def last_part(address: str) -> str:
    name = unquote(urlsplit(address).path).replace("\\", "/").rpartition("/")[2]
    return name if _PICTURE_ENDINGS.search(name) else ""


def _split_notes(tokens: Sequence[Token]) -> tuple[list[Token], dict[int, str]]:
    """The blocks of the story, and the text of each footnote by its number."""
    kept: list[Token] = []
    notes: dict[int, list[str]] = {}
    number: int | None = None
    for token in tokens:
        if token.type == "footnote_open":
            number = token.meta["id"]
            notes[number] = []
        elif token.type == "footnote_close":
            number = None
        elif number is None:
            kept.append(token)
        elif token.type in ("inline", "code_block", "fence", "html_block"):
            words = _words(token.children) if token.children else token.content.strip("\n")
            notes[number].append(words)
    return kept, {number: " ".join(filter(None, words)) for number, words in notes.items()}


def _words(tokens: Sequence[Token]) -> str:
    """Plain text of a run: a soft break is a space, a hard one a line."""
    said = ""
    for token in tokens:
        if token.type in ("text", "code_inline", "html_inline"):
            said += token.content
        elif token.type == "softbreak":
            said += " "
        elif token.type == "hardbreak":
            said += "\n"
        elif token.type == "image":
            said += _words(token.children or [])
    return said


@dataclass(slots=True)
class _Writer:
    key_of: Callable[[Image], str]
    notes: dict[int, str]

    def blocks(self, tokens: Sequence[Token]) -> str:
        html, position = "", 0
        while position < len(tokens):
            token = tokens[position]
            kind = token.type.removesuffix("_open").removesuffix("_close")
            if token.type in ("paragraph_open", "heading_open"):
                html += self._text_block(token, tokens[position + 1])
                position += 3
                continue
            if kind in _LIST:
                html += self._tag(_LIST[kind], token)
            elif token.type == "hr":
                html += "<hr>"
            elif token.type in ("fence", "code_block"):
                lines = token.content.rstrip("\n").split("\n")
                html += f"<p>{'<br>'.join(map(escape, lines))}</p>"
            elif token.type == "html_block":
                html += token.content.rstrip("\n")
            position += 1
        return html

    def _tag(self, name: str, token: Token) -> str:
        if token.nesting < 0:
            return f"</{name}>"
        start = token.attrGet("start")
        return f'<{name} start="{start}">' if start is not None else f"<{name}>"

    def _text_block(self, opening: Token, inline: Token) -> str:
        children = [child for child in inline.children or [] if child.type != "text" or child.content]
        if opening.type == "paragraph_open" and (address := _embed(children)):
            return f'<div data-embed="{escape(address)}"></div>'
        figures = "".join(self._figure(child) for child in children if child.type == "image")
        html = self._inline([child for child in children if child.type != "image"])
        if figures and not html.strip():
            return figures
        if opening.type == "paragraph_open" and opening.hidden:
            return html + figures
        # A story has two levels of subheads below its headline.
        tag = {"h1": "h2", "h2": "h2", "p": "p"}.get(opening.tag, "h3")
        return f"<{tag}>{html}</{tag}>{figures}"

    def _figure(self, token: Token) -> str:
        image = Image(
            str(token.attrGet("src") or ""), _words(token.children or []), str(token.attrGet("title") or "")
        )
        key = self.key_of(image)
        return f'<figure data-photo="{escape(key)}"></figure>' if key else ""

    def _inline(self, tokens: Sequence[Token]) -> str:
        return "".join(self._piece(token) for token in tokens)

    def _piece(self, token: Token) -> str:
        kind = token.type.removesuffix("_open").removesuffix("_close")
        if kind in _INLINE:
            return f"<{'/' if token.nesting < 0 else ''}{_INLINE[kind]}>"
        match token.type:
            case "text" | "code_inline":
                return escape(token.content, quote=False)
            case "softbreak":
                return " "
            case "hardbreak":
                return "<br>"
            case "html_inline":
                return token.content
            case "link_open":
                title = token.attrGet("title")
                said = f' title="{escape(str(title))}"' if title else ""
                return f'<a href="{escape(str(token.attrGet("href") or ""))}"{said}>'
            case "link_close":
                return "</a>"
            case "footnote_ref":
                return f'<sup data-footnote="{escape(self.notes.get(token.meta["id"], ""))}"></sup>'
        return ""


def _embed(children: Sequence[Token]) -> str:
    """The address that stands alone on its line, in angle brackets."""
    if len(children) != 3 or children[0].type != "link_open" or children[0].info != "auto":
        return ""
    address = str(children[0].attrGet("href") or "")
    return address if urlsplit(address).scheme in ("http", "https") else ""
