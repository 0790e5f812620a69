"""Words -> Markdown in which no character means more than itself."""

from __future__ import annotations

import re

_ALWAYS = re.compile(r"[\\`*\[\]<>]")
_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
"""Inside a word it is a letter like any other."""
_REFERENCE = re.compile(r"&(?=#?\w+;)")
_LINE_START = re.compile(r"(?:[-+](?=[ \t]|$)|#|~|=)")
_NUMBER = re.compile(r"(\d{1,9})([.)])(?=[ \t]|$)")
_RULE = re.compile(r"-[-\s]*$")
_WHITE = {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}


def literal(words: str, *, is_before_something: bool = False) -> str:
    """For the inside of a line. An exclamation mark before a link or a note would make a picture of it."""
    text = _REFERENCE.sub("&amp;", _ALWAYS.sub(r"\\\g<0>", words))
    text = _UNDERSCORE.sub(r"\\_", text)
    for white, reference in _WHITE.items():
        text = text.replace(white, reference)
    return text[:-1] + "\\!" if is_before_something and text.endswith("!") else text


def as_line(text: str) -> str:
    """A whole line of literal text and marks: its ends keep their spaces, its start begins no list or subhead."""
    if not text:
        return text
    if _LINE_START.match(text) or _RULE.match(text):
        text = "\\" + text
    text = _NUMBER.sub(r"\1\\\2", text, count=1) if _NUMBER.match(text) else text
    if text[0].isspace():
        text = f"&#{ord(text[0])};{text[1:]}"
    if text[-1].isspace():
        text = f"{text[:-1]}&#{ord(text[-1])};"
    return text


def destination(address: str) -> str:
    """Of a link or a picture; in angle brackets where it holds a space. Raises ValueError where none can hold it."""
    if "\n" in address or "\r" in address:
        raise ValueError(address)
    text = _REFERENCE.sub("&amp;", re.sub(r"[\\()<>]", r"\\\g<0>", address))
    needs_brackets = not text or any(letter <= " " or letter == "\x7f" for letter in text)
    return f"<{text}>" if needs_brackets else text


def quoted(words: str) -> str:
    """The title of a link."""
    text = _REFERENCE.sub("&amp;", re.sub(r'[\\"]', r"\\\g<0>", words))
    for white, reference in _WHITE.items():
        text = text.replace(white, reference)
    return f'"{text}"'
