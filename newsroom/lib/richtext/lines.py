"""Rich text as lines of plain words: what is read across bold, italics and links, and changed without touching a tag."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape, unescape

_TAG = re.compile(r"""<(/?)([a-zA-Z][a-zA-Z0-9]*)(?:"[^"]*"|'[^']*'|[^<>"'])*>|<!--.*?-->""", re.DOTALL)
_INLINE = frozenset(
    "a abbr b bdi cite code del em i ins kbd mark s samp small span strong sub sup u var".split()
)
"""These stand inside a line; every other tag begins a new one."""
_VERBATIM = frozenset("code kbd pre samp script style textarea var".split())
"""What stands in these is read and never changed."""
BREAK = "\n"
"""How a line break inside a paragraph is read."""


class Run:
    """Some words of a line between two tags."""

    def __init__(self, raw: str, text: str, *, is_fixed: bool = False) -> None:
        self.raw, self.text, self.is_fixed = raw, text, is_fixed

    def write(self, text: str) -> None:
        """Words that did not change keep the very bytes that they came in."""
        if text != self.text:
            self.text, self.raw = text, escape(text, quote=False).replace("\xa0", "&nbsp;")


class Line:
    """One paragraph, subhead or list item; or one plain text, as `Line.plain` makes it."""

    def __init__(self, runs: Sequence[Run]) -> None:
        self.runs = runs

    @classmethod
    def plain(cls, text: str) -> Line:
        return cls([Run(text, text)])

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    def replace(self, start: int, end: int, words: str) -> None:
        """Put `words` where `[start, end)` stands: into the markup of its first letter, out of that of the rest."""
        at, is_written = 0, False
        for run in self.runs:
            first, last = max(start - at, 0), min(end - at, len(run.text))
            at += len(run.text)
            if first < last:
                run.write(run.text[:first] + ("" if is_written else words) + run.text[last:])
                is_written = True


class Lines:
    """The lines of an HTML text that have words, in order; `html()` gives the text back with their changes."""

    def __init__(self, html: str) -> None:
        self._parts: list[str | Run] = []
        self._open: list[Run] = []
        self._verbatim: list[str] = []
        self._lines: list[Line] = []
        for tag, raw in _tokens(html):
            if tag is None:
                self._take(Run(raw, unescape(raw), is_fixed=bool(self._verbatim)))
            else:
                self._pass(tag, raw)
        self._end_line()

    def __iter__(self) -> Iterator[Line]:
        return iter(self._lines)

    def __getitem__(self, number: int) -> Line:
        return self._lines[number]

    def __len__(self) -> int:
        return len(self._lines)

    def html(self) -> str:
        return "".join(part if isinstance(part, str) else part.raw for part in self._parts)

    def _take(self, run: Run) -> None:
        self._parts.append(run)
        self._open.append(run)

    def _pass(self, tag: re.Match[str], raw: str) -> None:
        is_end, name = tag[1] == "/", (tag[2] or "").lower()
        if name == "br":
            self._take(Run(raw, BREAK, is_fixed=True))
            return
        if name and name not in _INLINE:
            self._end_line()
        self._parts.append(raw)
        if name in _VERBATIM and not is_end:
            self._verbatim.append(name)
        elif is_end and name in self._verbatim:
            self._verbatim.remove(name)

    def _end_line(self) -> None:
        if any(run.text.strip() for run in self._open):
            self._lines.append(Line(self._open))
        self._open = []


def _tokens(html: str) -> Iterator[tuple[re.Match[str] | None, str]]:
    at = 0
    for tag in _TAG.finditer(html):
        if tag.start() > at:
            yield None, html[at : tag.start()]
        yield tag, tag[0]
        at = tag.end()
    if at < len(html):
        yield None, html[at:]
