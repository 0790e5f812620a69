"""What a run did, as JSON for machines: one entry a source, written as the run goes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from lxml.html import HtmlElement

from articles.exchange.ingest import Outcome
from articles.newsitem import NewsItem
from newsroom.lib.richtext.document import parse


class ReportFile:
    """`{"sources": [...]}`, entry by entry, so that a long run needs no memory; whole whenever the run ends.

    Written beside its place and moved there at the end: an earlier report is never left half overwritten.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        is_device = path.exists() and not path.is_file()
        self._partial = path if is_device else path.with_name(f".{path.name}.part")
        self._count = 0

    def __enter__(self) -> ReportFile:
        self._file: IO[str] = self._partial.open("w", encoding="utf-8")
        self._file.write('{"sources": [')
        return self

    def add(self, outcome: Outcome) -> None:
        self._file.write(",\n" if self._count else "\n")
        self._file.write(json.dumps(as_json(outcome), ensure_ascii=False, indent=1))
        self._count += 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.write("\n]}\n")
        self._file.close()
        if self._partial != self.path:
            self._partial.replace(self.path)


@contextmanager
def report_to(path: Path | None) -> Iterator[ReportFile | None]:
    """The report, or nothing where none is asked for."""
    if path is None:
        yield None
        return
    with ReportFile(path) as report:
        yield report


def as_json(outcome: Outcome) -> dict[str, Any]:
    """One source. `article` and `footer` are what the page says, in its own words."""
    return {
        "path": outcome.path,
        "status": outcome.status.value,
        "reason": str(outcome.reason or ""),
        "warnings": [str(warning) for warning in outcome.warnings],
        "article": _article(outcome, outcome.item) if outcome.item else None,
        "footer": {
            "editor_in_chief": outcome.footer.editor_in_chief,
            "links": list(outcome.footer.links),
        },
    }


def _article(outcome: Outcome, item: NewsItem) -> dict[str, Any]:
    return {
        "id": outcome.article_id,
        "address": outcome.address,
        "language": item.language,
        "kind": item.kind.name if item.kind else "",
        "section": item.section.name if item.section else "",
        "headline": item.headline,
        "standfirst": item.standfirst,
        "authors": [line.name for line in item.bylines],
        "tags": [term.name for term in item.tags],
        "photos": [
            {
                "caption": use.caption,
                "photographer": use.photographer,
                "agency": use.agency,
                "credit_line": use.credit_line,
            }
            for use in item.photos
        ],
        **_counts(item.body),
    }


def _counts(body: str) -> dict[str, Any]:
    """Each line counts once: a paragraph inside a list item is the item."""
    root = parse(body)
    paragraphs = [words for element in root.iter("p") if not _in_list(element) and (words := _words(element))]
    return {
        "paragraphs": len(paragraphs),
        "subheads": sum(bool(_words(element)) for element in root.iter("h2", "h3")),
        "list_items": sum(bool(_words(element)) for element in root.iter("li")),
        "first_paragraph": paragraphs[0] if paragraphs else "",
        "last_paragraph": paragraphs[-1] if paragraphs else "",
    }


def _in_list(element: HtmlElement) -> bool:
    return any(parent.tag == "li" for parent in element.iterancestors())


def _words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())
