"""Bytes -> front matter and text. The front matter is YAML of plain words: no types, no tags, no aliases."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from articles.exchange.reading import Unreadable

MAX_BYTES = 2 * 1024 * 1024
"""As for saved pages: more is a book or a mistake."""
MAX_FRONT_MATTER = 128 * 1024
"""Two hundred photos with long captions."""
BOM = b"\xef\xbb\xbf"
FENCE = re.compile(r"---[ \t]*")
CLOSING_FENCE = re.compile(r"(?:---|\.\.\.)[ \t]*")

Path = tuple[str | int, ...]
"""("photos", 1, "file"): the place of a value."""


@dataclass(frozen=True, slots=True)
class Document:
    """One file: what its front matter says, on which line each value stands, and the Markdown below."""

    values: dict[str, Any]
    """Every scalar is text, or None where nothing is written."""
    text: str
    lines: dict[Path, int] = field(default_factory=dict)

    def line_of(self, path: Path) -> int:
        """The line of the value, or of what holds it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def has_front_matter(data: bytes) -> bool:
    first = data.removeprefix(BOM)[:200].decode("utf-8", "replace").replace("\r", "\n").partition("\n")[0]
    return FENCE.fullmatch(first) is not None


def document_of(data: bytes) -> Document:
    """Raises `Unreadable` with the line that is wrong."""
    if len(data) > MAX_BYTES:
        raise Unreadable("not_text", "The file is larger than 2 MB; save one story as text and import that.")
    text = _decoded(data.removeprefix(BOM)).replace("\r\n", "\n").replace("\r", "\n")
    first, _, rest = text.partition("\n")
    if not FENCE.fullmatch(first):
        return Document({}, text)
    lines = rest.split("\n")
    end = next((number for number, line in enumerate(lines) if CLOSING_FENCE.fullmatch(line)), None)
    if end is None:
        raise Unreadable(
            "front_matter",
            "The front matter that begins in line 1 is never closed. Put a line of three hyphens between it and the text.",
        )
    values, places = _loaded("\n".join(lines[:end]))
    return Document(values, "\n".join(lines[end + 1 :]), places)


def _decoded(data: bytes) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Unreadable(
            "not_text", f"Line {line} is not UTF-8. Save the file as UTF-8 and import it again."
        ) from error
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise Unreadable(
            "not_text",
            f"Line {line} holds a zero byte: the file is not text. Save the story as text in UTF-8.",
        )
    return text


def _loaded(text: str) -> tuple[dict[str, Any], dict[Path, int]]:
    if len(text) > MAX_FRONT_MATTER:
        raise Unreadable(
            "front_matter",
            f"The front matter has more than {MAX_FRONT_MATTER // 1024} KB. Is a line of three hyphens missing below it?",
        )
    places: dict[Path, int] = {}
    try:
        node = _Loader(text).get_single_node()
        values = _value(node, (), places) if node is not None else {}
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 2 if mark else 1
        raise _bad_yaml(line, error.problem or "it cannot be read") from error
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 2
        raise _bad_yaml(line, f"it holds the invisible character #x{int(error.character):04x}") from error
    except yaml.YAMLError as error:
        raise _bad_yaml(1, str(error)) from error
    except RecursionError as error:
        raise _bad_yaml(2, "it is nested too deeply") from error
    if not isinstance(values, dict):
        raise _bad_yaml(2, "it is no list of names and values, such as “headline: …”")
    return values, places


def _bad_yaml(line: int, problem: str) -> Unreadable:
    return Unreadable(
        "front_matter",
        f"The front matter cannot be read at line {line}: {problem}. Put words that hold a colon, a quotation mark or "
        "a # into quotes.",
    )


class _Loader(yaml.SafeLoader):
    """Reads every plain word as text: a headline may be 2026 or No. Only an empty value is no text."""

    yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag.endswith(":null")]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Aliases can make a gigabyte of a kilobyte, and no story needs one."""
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark
            raise yaml.MarkedYAMLError(
                problem="it refers to an alias (*); write the words out", problem_mark=mark
            )
        return super().compose_node(parent, index)


def _value(node: yaml.Node, path: Path, places: dict[Path, int]) -> Any:
    """Text, None, list or dict; the line of each, counted in the file, goes to `places`."""
    places[path] = node.start_mark.line + 2
    if node.tag.rpartition(":")[2] not in ("str", "seq", "map", "null") or node.tag.startswith("!"):
        problem = f"it gives a value the type {node.tag.rpartition(':')[2]}; write the words alone"
        raise yaml.MarkedYAMLError(problem=problem, problem_mark=node.start_mark)
    if isinstance(node, yaml.SequenceNode):
        return [_value(one, (*path, number), places) for number, one in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, places)
    return None if node.tag.endswith(":null") else str(node.value)


def _mapping(node: yaml.MappingNode, path: Path, places: dict[Path, int]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            raise yaml.MarkedYAMLError(problem="a name is no word", problem_mark=key_node.start_mark)
        key = str(key_node.value)
        if key in values:
            problem = f"“{key}” stands twice; keep one of the two"
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=key_node.start_mark)
        values[key] = _value(value_node, (*path, key), places)
        places[(*path, key)] = key_node.start_mark.line + 2
    return values
