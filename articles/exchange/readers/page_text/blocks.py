"""The body: paragraphs, subheads, lists and photos, as HTML made of escaped text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from .lines import Line, Picture, Piece, is_closed, is_speech, is_subhead_like, last_mark

_BULLET = re.compile(r"[•‣▪●◦∙·*◆■□-]\s+(?=\S)")
_NUMBER = re.compile(r"\(?(\d{1,3})[.)]\s+(?=\S)")
_RULE = re.compile(r"[*\-–—_~#•·=\s]{3,}")
_HYPHEN_SPEECH = re.compile(r"[,.!?…]\s[-–—]\s")
"""Who spoke, inside a line of speech that began with a hyphen: "- Иду, - сказал он"."""


@dataclass(frozen=True, slots=True)
class Block:
    """A run of pieces that make one element; a list has several, all others one."""

    tag: str
    pieces: tuple[Piece, ...]


def blocks_of(pieces: Sequence[Piece]) -> list[Block]:
    last_text = max(
        (position for position, piece in enumerate(pieces) if isinstance(piece, Line)), default=-1
    )
    blocks: list[Block] = []
    position = 0
    while position < len(pieces):
        piece = pieces[position]
        if isinstance(piece, Picture):
            run = [Block("figure", (piece,))]
        else:
            run = _run_at(pieces, position) or [Block(_tag(piece.text, position < last_text), (piece,))]
        blocks += run
        position += sum(len(block.pieces) for block in run)
    return blocks


def body_html(blocks: Sequence[Block], keys: Sequence[str]) -> str:
    """The HTML of the blocks. `keys` are those of the photos among them, in order."""
    remaining = iter(keys)
    html = ""
    for block in blocks:
        if block.tag == "figure":
            html += f'<figure data-photo="{next(remaining)}"></figure>'
        elif block.tag in ("ul", "ol"):
            mark = _NUMBER if block.tag == "ol" else _BULLET
            items = (mark.sub("", _text(piece), count=1) for piece in block.pieces)
            html += (
                f"<{block.tag}>" + "".join(f"<li>{_escape(item)}</li>" for item in items) + f"</{block.tag}>"
            )
        elif block.tag == "hr":
            html += "<hr>"
        else:
            html += f"<{block.tag}>{_escape(_text(block.pieces[0]))}</{block.tag}>"
    return html


def _tag(text: str, has_text_below: bool) -> str:
    if _RULE.fullmatch(text):
        return "hr"
    return "h2" if has_text_below and is_subhead_like(text) else "p"


def _run_at(pieces: Sequence[Piece], start: int) -> list[Block]:
    """The list that begins here, or the speeches typed with hyphens; empty when neither does."""
    numbered = _numbered(pieces, start)
    if numbered:
        return [Block("ol", numbered)]
    run = _bulleted(pieces, start)
    if not run:
        return []
    is_hyphened = _text(run[0])[0] in "-*"
    if is_hyphened and (len(run) < 2 or _is_conversation(run)):
        return [Block("p", (piece,)) for piece in run]
    return [Block("ul", run)]


def _bulleted(pieces: Sequence[Piece], start: int) -> tuple[Piece, ...]:
    """Lines that begin with the same bullet; a longer dash begins a speech."""
    first = _text(pieces[start])
    if not _BULLET.match(first) or is_speech(first) or _RULE.fullmatch(first):
        return ()
    end = start
    while end < len(pieces) and _text(pieces[end])[:2] == first[:2]:
        end += 1
    return tuple(pieces[start:end])


def _numbered(pieces: Sequence[Piece], start: int) -> tuple[Piece, ...]:
    """Two or more lines running, numbered from one."""
    end = start
    while end < len(pieces):
        found = _NUMBER.match(_text(pieces[end]))
        if not found or int(found[1]) != end - start + 1:
            break
        end += 1
    return tuple(pieces[start:end]) if end - start > 1 else ()


def _is_conversation(run: Sequence[Piece]) -> bool:
    """Typed with hyphens: every line is closed, and somebody asks or exclaims, or the writer says who spoke."""
    if not all(is_closed(_text(piece)) for piece in run):
        return False
    return any(last_mark(_text(piece)) in ("?", "!") or _HYPHEN_SPEECH.search(_text(piece)) for piece in run)


def _text(piece: Piece) -> str:
    return piece.text if isinstance(piece, Line) else ""


def _escape(text: str) -> str:
    return escape(text, quote=False)
