"""Dates that a person gives to an import: `--published-at WHEN` and `--dates FILE.csv`."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from django.utils import timezone

from articles.newsitem import NewsItem
from newsroom.lib.dates import NoSuchTime, in_zone
from newsroom.lib.folding import fold

EXAMPLES = "2025-12-14, 2025-12-14T18:05 or 2025-12-14T18:05+02:00"
_DATE_LABELS = frozenset({"date", "published", "published_at", "when"})


class BadDate(ValueError):
    """A date that cannot be read, in words for the person who typed it."""


def moment_of(text: str) -> datetime:
    """An ISO date or time; without an offset it is meant in the newsroom's zone. Raises `BadDate`."""
    text = text.strip()
    try:
        if len(text) == len("2025-12-14"):
            return _first_moment(date.fromisoformat(text))
        moment = datetime.fromisoformat(text)
        return moment if moment.tzinfo else in_zone(moment)
    except NoSuchTime as error:
        raise BadDate(str(error)) from error
    except ValueError as error:
        raise BadDate(f"“{text}” is no date that can be read. Write it as {EXAMPLES}.") from error


def _first_moment(day: date) -> datetime:
    """Midnight, or the first moment after it where the clocks jump over midnight."""
    zone = ZoneInfo(timezone.get_default_timezone_name())
    return datetime.combine(day, time(), zone).astimezone(UTC).astimezone(zone)


@dataclass(slots=True)
class Row:
    line: int
    key: str
    moment: datetime
    is_used: bool = False


@dataclass(slots=True)
class DateList:
    """The rows of a dates file: a path, name, slug or headline, and a date."""

    name: str = ""
    rows: dict[str, Row] = field(default_factory=dict)

    def find(self, path: str, item: NewsItem) -> datetime | None:
        for key in _keys(path, item):
            if row := self.rows.get(fold(key)):
                row.is_used = True
                return row.moment
        return None

    def unused(self) -> list[Row]:
        return [row for row in self.rows.values() if not row.is_used]


def _keys(path: str, item: NewsItem) -> Iterable[str]:
    """The path as given and every shorter end of it, the name without its ending, the slug, the headline."""
    parts = path.replace("\\", "/").split("/")
    for start in range(len(parts)):
        yield "/".join(parts[start:])
    yield parts[-1].rpartition(".")[0]
    yield item.slug
    yield item.headline


def read_dates(path: Path) -> DateList:
    """Raises `BadDate` naming the file and the line, or OSError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadDate(f"{path} is not a text in UTF-8. Save it as CSV UTF-8.") from error
    dates = DateList(name=str(path))
    reader = csv.reader(text.splitlines(), delimiter=_delimiter(text))
    for cells in reader:
        cells = [cell.strip() for cell in cells]
        is_header = reader.line_num == 1 and fold(cells[-1] if cells else "") in _DATE_LABELS
        if is_header or not any(cells):
            continue
        _add(dates, cells, reader.line_num)
    if not dates.rows:
        raise BadDate(
            f"{path} holds no dates. Write one story a line: its path, slug or headline, then the date."
        )
    return dates


def _add(dates: DateList, cells: list[str], line: int) -> None:
    where = f"{dates.name}, line {line}"
    if len(cells) != 2 or not all(cells):
        raise BadDate(
            f"{where}: two columns are needed, a path, slug or headline, and a date; quote a headline with a comma."
        )
    key = fold(cells[0].removeprefix("./"))
    if other := dates.rows.get(key):
        raise BadDate(f"{where}: “{cells[0]}” stands in line {other.line} already. Keep one of the two.")
    try:
        dates.rows[key] = Row(line, cells[0], moment_of(cells[1]))
    except BadDate as error:
        raise BadDate(f"{where}: {error}") from error


def _delimiter(text: str) -> str:
    """Comma, semicolon or tab, whichever the first line has; spreadsheets differ by country."""
    first = next(iter(text.splitlines()), "")
    return max(",;\t", key=first.count)
