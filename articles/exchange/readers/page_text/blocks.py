"""The body: paragraphs, subheads, lists and photos, as HTML made of escaped text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape

from .lines import Line, Picture, Piece, is_speech, is_subhead_like, last_mark

_BULLET = re.compile(r"[•‣▪●◦∙·*◆■□–-]\s+(?=\S)")
_HYPHEN_BULLETS = ("- ", "* ")
_NUMBER = re.compile(r"\(?(\d{1,3})[.)]\s+(?=\S)")
_RULE = re.compile(r"[*\-–—_~#•·=\s]{3,}")
_HYPHEN_SPEECH = re.compile(r"[,.!?…]\s[-–—]\s")
"""Who spoke, inside a line of speech that began with a hyphen: "- Иду, - сказал он"."""


def body_html(pieces: Sequence[Piece], keys: Mapping[int, str]) -> str:
    """The HTML of the pieces. `keys` gives the photo key of the picture at a position."""
    blocks = []
    position = 0
    while position < len(pieces):
        piece = pieces[position]
        if isinstance(piece, Picture):
            blocks.append(f'<figure data-photo="{keys[position]}"></figure>')
            position += 1
            continue
        items, tag = _list_at(pieces, position)
        if items:
            blocks.append(_list_html(tag, items))
            position += len(items)
            continue
        blocks.append(_line_html(piece.text, has_text_below=_has_text_below(pieces, position)))
        position += 1
    return "".join(blocks)


def is_in_list(pieces: Sequence[Piece], position: int) -> bool:
    """Does the line at the position stand in a list?"""
    start = 0
    while start <= position:
        items, _ = _list_at(pieces, start)
        if start <= position < start + len(items):
            return True
        start += len(items) or 1
    return False


def _line_html(text: str, *, has_text_below: bool) -> str:
    if _RULE.fullmatch(text):
        return "<hr>"
    is_subhead = has_text_below and is_subhead_like(text)
    return f"<h2>{_escape(text)}</h2>" if is_subhead else f"<p>{_escape(text)}</p>"


def _has_text_below(pieces: Sequence[Piece], position: int) -> bool:
    return any(isinstance(piece, Line) for piece in pieces[position + 1 :])


def _list_at(pieces: Sequence[Piece], start: int) -> tuple[list[str], str]:
    """The items of the list that begins here, without their marks, and its tag; no items when none begins."""
    return (
        (_bulleted(pieces, start), "ul") if not _numbered(pieces, start) else (_numbered(pieces, start), "ol")
    )


def _bulleted(pieces: Sequence[Piece], start: int) -> list[str]:
    """Lines that begin with the same bullet. Hyphens make a list of two or more lines that nobody speaks."""
    first = pieces[start]
    if not isinstance(first, Line) or not _BULLET.match(first.text) or is_speech(first.text):
        return []
    run = []
    for piece in pieces[start:]:
        if not isinstance(piece, Line) or piece.text[:2] != first.text[:2]:
            break
        run.append(piece.text)
    if first.text.startswith(_HYPHEN_BULLETS) and (len(run) < 2 or _is_conversation(run)):
        return []
    return [_BULLET.sub("", text, count=1) for text in run]


def _numbered(pieces: Sequence[Piece], start: int) -> list[str]:
    """Two or more lines running, numbered from one."""
    items = []
    for piece in pieces[start:]:
        found = _NUMBER.match(piece.text) if isinstance(piece, Line) else None
        if not found or not isinstance(piece, Line) or int(found[1]) != len(items) + 1:
            break
        items.append(piece.text[found.end() :])
    return items if len(items) > 1 else []


def _is_conversation(run: Sequence[str]) -> bool:
    """Typed with hyphens: somebody asks or exclaims, or the writer says who spoke."""
    return any(last_mark(text) in ("?", "!") or _HYPHEN_SPEECH.search(text) for text in run)


def _list_html(tag: str, items: Sequence[str]) -> str:
    return f"<{tag}>" + "".join(f"<li>{_escape(item)}</li>" for item in items) + f"</{tag}>"


def _escape(text: str) -> str:
    return escape(text, quote=False)
