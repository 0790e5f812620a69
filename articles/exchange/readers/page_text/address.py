"""What the path of a file tells: `2025/12/14/slug.txt`, or `2025-12-14-slug.txt`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import unquote

from newsroom.lib.slugs import slug_of

_FOLDERS = re.compile(r"(?:^|/)(\d{4})/(\d{1,2})/(\d{1,2})/([^/]+?)(?:/index)?(?:\.[a-z]{2,5})*$")
_FILE_NAME = re.compile(r"(?:^|/)(\d{4})-(\d{2})-(\d{2})[-_]([^/]+?)(?:\.[a-z]{2,5})*$")


@dataclass(frozen=True, slots=True)
class DatedPath:
    day: date
    slug: str


def read_path(path: str) -> DatedPath | None:
    """Date and slug, when the path holds both; a day that no calendar has is no date."""
    found = _FOLDERS.search(path.replace("\\", "/")) or _FILE_NAME.search(path.replace("\\", "/"))
    if not found:
        return None
    year, month, day, slug = found.groups()
    try:
        return DatedPath(date(int(year), int(month), int(day)), slug_of(unquote(slug)))
    except ValueError:
        return None
