"""Small saved pages for the tests of the importer, and a folder to lay them and their pictures in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from articles.exchange.ingest import Options, Outcome, Run
from articles.exchange.reading import Source
from media import metadata
from tests.media.pictures import BLUE, a_jpeg

HEADLINE = "Council keeps the night ferry by one vote"
CAPTION = "The night ferry leaves the quay, Brodvik, 20 November 2026."
PARAGRAPHS = (
    "The vote came at ten past eleven, after four hours of speeches, and nobody in the gallery had gone home "
    "before it was counted twice.",
    "The boat that carries the night shift home stays for a year, the council decided.",
)
FOOTER = "Editor in chief — Marta Oselin. Terms of use. Privacy policy."


def a_page(
    *,
    kicker: str = "NewsPolitics",
    headline: str = HEADLINE,
    byline: str = "By Nela Arden",
    date: str = "20 November 2025",
    caption: str = CAPTION,
    credit: str = "EPA / TOLGA AKMEN",
    paragraphs: Sequence[str] = PARAGRAPHS,
    bar: str = "pdfshareprint",
    footer: str = "",
    gap: str = "\n\n",
) -> str:
    """A page as the user's own: kicker, headline, byline, date, the caption twice, paragraphs, furniture."""
    photo = f"{caption} Photo: {credit}" if credit else caption
    lines = [kicker, headline, byline, date, *([photo] * 2 if photo.strip() else []), *paragraphs]
    return gap.join(line for line in lines if line) + f"{gap}{bar}\n{footer}\n"


def a_picture_file(colour: tuple[int, int, int] = BLUE, **words: str) -> bytes:
    """A small JPEG whose XMP says these words: `alt`, `caption`, `credit_line`, `creator`, `copyright`."""
    return a_jpeg(320, 240, colour, xmp=metadata.xmp_packet(metadata.Words(**words)))


def lay(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def bring_in(*pages: Path, root: Path | None = None, **options: object) -> list[Outcome]:
    """One run over these files, each named from `root`, or by its name alone."""
    run = Run(Options(**options))  # type: ignore[arg-type]
    return [
        run.take(
            Source(path=str(page.relative_to(root)) if root else page.name, data=page.read_bytes()), page
        )
        for page in pages
    ]


def codes(outcome: Outcome) -> list[str]:
    return [warning.code for warning in outcome.warnings]
