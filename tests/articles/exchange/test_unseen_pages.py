"""Pages written by somebody who had not seen the reader, as many papers print them; beside each what an editor reads.

A JSON file names only the fields that the page leaves no doubt about: other readings of the rest are as good.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from articles.exchange.readers import page_text
from articles.exchange.reading import Reading, Source, Unreadable, Vocabulary
from newsroom.lib.richtext.document import parse

PAGES = Path(__file__).parents[2] / "samples" / "unseen_pages"
VOCABULARY = Vocabulary(agencies={"epa": "EPA", "afp": "AFP", "reuters": "Reuters", "тасс": "ТАСС"})


def what_was_read(source: Source) -> dict[str, Any]:
    try:
        reading = page_text.read(source, VOCABULARY)
    except Unreadable as refusal:
        return {"refused": refusal.code}
    item = reading.item
    return {
        "refused": None,
        "language": item.language,
        "kind": item.kind.name if item.kind else "",
        "section": item.section.name if item.section else "",
        "headline": item.headline,
        "standfirst": item.standfirst,
        "authors": [line.name for line in item.bylines],
        "author_roles": [line.role.value for line in item.bylines],
        "affiliations": [line.affiliation for line in item.bylines],
        "published_at": item.published_at.isoformat() if item.published_at else None,
        "slug": item.slug,
        **_photos_and_body(reading),
        "editor_in_chief": reading.footer.editor_in_chief,
        "links": list(reading.footer.links),
        "warnings": [warning.code for warning in reading.warnings],
    }


def _photos_and_body(reading: Reading) -> dict[str, Any]:
    elements = list(parse(reading.item.body).iter("p", "h2", "h3", "li"))
    words = [(element.tag, " ".join(element.text_content().split())) for element in elements]
    paragraphs = [text for tag, text in words if tag == "p" and text]
    fields = ("caption", "photographer", "agency", "credit_line")
    return {
        "photos": [{name: getattr(photo, name) for name in fields} for photo in reading.item.photos],
        "paragraphs": len(paragraphs),
        "subheads": [text for tag, text in words if tag in ("h2", "h3")],
        "list_items": sum(tag == "li" for tag, _ in words),
        "first_paragraph": paragraphs[0] if paragraphs else "",
        "last_paragraph": paragraphs[-1] if paragraphs else "",
    }


def as_expected(expected: dict[str, Any], read: dict[str, Any]) -> dict[str, Any]:
    """Of what was read the fields that the expectation names; its day alone where it names a day alone."""
    chosen = {name: read.get(name) for name in expected}
    day = expected.get("published_at")
    if day and chosen["published_at"] and len(day) == len("2026-01-31"):
        chosen["published_at"] = datetime.fromisoformat(chosen["published_at"]).date().isoformat()
    wanted = expected.get("photos", [])
    if "photos" in chosen and len(wanted) == len(chosen["photos"] or ()):
        pairs = zip(wanted, chosen["photos"] or (), strict=True)
        chosen["photos"] = [{name: photo[name] for name in want} for want, photo in pairs]
    return chosen


class UnseenPageTests:
    @pytest.mark.parametrize("page", sorted(PAGES.glob("*.txt")), ids=lambda page: page.stem)
    def test_it_is_read_as_an_editor_reads_it(self, page: Path) -> None:
        expected = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
        path = expected.pop("path", page.name)
        read = what_was_read(Source(path=path, data=page.read_bytes()))
        assert as_expected(expected, read) == expected
