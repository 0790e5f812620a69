"""All that stands in the PDF of one story, as the JSON that `story.typ` reads."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import override

from articles.newsitem import CorrectionKind, NewsItem
from articles.rendering.corrections import CORRECTION_NAMES
from articles.rendering.pdf.blocks import Block, blocks_of, clean, photo_of, shown
from newsroom.lib import qr
from newsroom.lib.dates import day_and_hour
from newsroom.lib.typesetting import tied

RUNNING_LENGTH = 70


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A story and the paper that it stands in."""

    item: NewsItem
    """The public one, with the words that readers see."""
    display: dict[str, Any]
    """Kicker, authors, tags and corrections as the published row has them."""
    paper: str
    editor_in_chief: str
    address: str
    """The story's whole address."""
    short_address: str
    """The whole permanent one, which the QR code leads to."""
    home: str


def data_of(sheet: Sheet, photos: Container[str]) -> dict[str, Any]:
    """`photos` are the keys of those that there is a file of."""
    with override(sheet.item.language):
        return {
            "lang": sheet.item.language,
            "made": _stamp(sheet.item.updated_at or sheet.item.published_at),
            **_head(sheet),
            "lead": _lead(sheet.item, photos),
            "blocks": blocks_of(sheet.item, photos, sheet.address),
            "corrections": list(_corrections(sheet)),
            **_foot(sheet),
        }


def _head(sheet: Sheet) -> dict[str, Any]:
    item = sheet.item
    assert item.published_at is not None
    return {
        "paper": clean(sheet.paper),
        "home": sheet.home,
        "day": day_and_hour(item.published_at, is_short=True),
        "kicker": " · ".join(clean(one["name"]) for one in sheet.display.get("kicker", ())),
        "title": clean(item.headline),
        "headline": tied(clean(item.headline), item.language),
        "running": _running(clean(item.headline)),
        "description": clean(item.standfirst),
        "standfirst": tied(clean(item.standfirst), item.language),
        "byline": _names(sheet.display, "by"),
        "authors": [clean(one["name"]) for one in sheet.display.get("authors", ()) if one["role"] == "by"],
        "roles": [words for words in (_with_role(sheet.display, role) for role in ("translated_by", "photographs_by")) if words],
        "published": _hour(item.published_at),
        "updated": f"{_('Updated')} {_hour(item.updated_at)}" if item.updated_at else "",
    }  # fmt: skip


def _running(headline: str) -> str:
    """What stands over every page but the first: on one line, cut at a word."""
    if len(headline) <= RUNNING_LENGTH:
        return headline
    return headline[:RUNNING_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:—–-") + "…"


def _hour(moment: datetime) -> str:
    """The zone never stands alone on a line."""
    said = day_and_hour(moment)
    return "\u00a0".join(said.rsplit(" ", 1)) if ":" in said else said


def _names(display: dict[str, Any], role: str) -> str:
    people = (one for one in display.get("authors", ()) if one["role"] == role)
    return ", ".join(clean(", ".join(filter(None, (one["name"], one["affiliation"])))) for one in people)


def _with_role(display: dict[str, Any], role: str) -> str:
    names = _names(display, role)
    words = {"translated_by": _("Translated by"), "photographs_by": _("Photographs by")}
    return f"{words[role]} {names}" if names else ""


def _lead(item: NewsItem, photos: Container[str]) -> Block | None:
    lead = item.lead_photo
    return photo_of(item, lead.key) if lead is not None and lead.key in photos else None


def _corrections(sheet: Sheet) -> Iterator[dict[str, Any]]:
    for notice in sheet.display.get("corrections", ()):
        made_at = parse_datetime(notice["made_at"])
        day = f", {day_and_hour(made_at, is_short=True)}" if made_at else ""
        paragraphs = [
            tied(clean(line), sheet.item.language) for line in notice["text"].splitlines() if clean(line)
        ]
        yield {"name": f"{CORRECTION_NAMES[CorrectionKind(notice['kind'])]}{day}", "text": paragraphs}


def _foot(sheet: Sheet) -> dict[str, Any]:
    editor = clean(sheet.editor_in_chief)
    return {
        "tags": [clean(tag["name"]) for tag in sheet.display.get("tags", ())],
        "address": sheet.address,
        "address_shown": shown(sheet.address),
        "short": sheet.short_address,
        "short_shown": shown(sheet.short_address),
        "qr": qr.svg_file(sheet.short_address),
        "editor": f"{_('Editor in chief')} — {editor}." if editor else "",
        "words": {
            "read_online": _("This story on our site, with later corrections:"),
            "short": _("Short address:"),
            "qr": _("QR code that leads to %(address)s") % {"address": shown(sheet.short_address)},
            "tags": _("Tags"),
        },
    }


def _stamp(moment: datetime | None) -> list[int]:
    """When this text came out, by the clock of Greenwich: what the PDF says that it was made at."""
    assert moment is not None
    at = moment.astimezone(UTC)
    return [at.year, at.month, at.day, at.hour, at.minute, at.second]
