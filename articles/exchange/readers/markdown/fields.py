"""The values of a front matter, asked by name and kind. What is asked for and cannot be read is told with its line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from articles.exchange.readers.page_text.dates import first_moment
from articles.exchange.reading import Unreadable
from newsroom.lib.dates import NoSuchTime, in_zone

from .front_matter import Document, Path

BLANK = " \t\n"
"""What is taken off the ends of words. A no-break space is a letter of somebody's."""
_YES = frozenset({"true", "yes", "on", "1"})
_NO = frozenset({"false", "no", "off", "0"})

Word = TypeVar("Word", bound=StrEnum)


class Fields:
    """One mapping of the front matter: the whole, a photo, an author."""

    def __init__(self, document: Document, zone: ZoneInfo, path: Path = ()) -> None:
        self._document = document
        self._zone = zone
        self._path = path
        values: Any = document.values
        for step in path:
            values = values[step]
        self._values: dict[str, Any] = values
        self._asked: set[str] = set()

    def fail(self, name: str, what: str) -> Unreadable:
        """ "Line 12, photos 2, place: write lead or inline." """
        place: Path = (*self._path, name) if name else self._path
        said = [str(step + 1) if isinstance(step, int) else step for step in place]
        where = said[0] + "".join(f" {step}" if step.isdigit() else f", {step}" for step in said[1:])
        return Unreadable("front_matter", f"Line {self._document.line_of(place)}, {where}: {what}")

    def _first(self, names: tuple[str, ...]) -> str:
        """The first of these names that says something; the others count as asked for too."""
        self._asked.update(names)
        return next((name for name in names if self._values.get(name) not in (None, "", [], {})), names[0])

    def says(self, name: str) -> bool:
        """The name stands there, be it without a value."""
        return name in self._values

    def raw(self, *names: str) -> Any:
        return self._values.get(self._first(names))

    def name_of(self, *names: str) -> str:
        return self._first(names)

    def text(self, *names: str) -> str:
        name = self._first(names)
        value = self._values.get(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise self.fail(name, "words are needed here, not a list.")
        return value.strip(BLANK)

    def text_if_said(self, name: str) -> str | None:
        """None where the name does not stand there at all."""
        text = self.text(name)
        return text if self.says(name) else None

    def texts(self, *names: str) -> list[str]:
        """A list of words, or words with commas between them."""
        name = self._first(names)
        value = self._values.get(name)
        if value is None:
            return []
        parts = value.split(",") if isinstance(value, str) else value
        if not isinstance(parts, list) or not all(part is None or isinstance(part, str) for part in parts):
            raise self.fail(name, "a list of words is needed here, such as [Ferry, Council].")
        return [part.strip() for part in parts if part and part.strip()]

    def flag(self, name: str) -> bool | None:
        said = self.text(name).casefold()
        if said and said not in _YES | _NO:
            raise self.fail(name, f"“{said}” is neither true nor false.")
        return said in _YES if said else None

    def word(self, name: str, words: type[Word]) -> Word | None:
        """One of a closed set, forgiving case, spaces and hyphens."""
        said = self.text(name)
        if not said:
            return None
        try:
            return words(said.casefold().replace(" ", "_").replace("-", "_"))
        except ValueError as error:
            known = ", ".join(words)
            raise self.fail(name, f"“{said}” is not known here. Write one of: {known}.") from error

    def moment(self, *names: str) -> datetime | None:
        """An ISO date or time, given back in UTC; without an offset it is meant in the newsroom's zone."""
        name = self._first(names)
        said = self.text(name)
        if not said:
            return None
        try:
            if len(said) == len("2026-11-15"):
                return first_moment(date.fromisoformat(said), self._zone).astimezone(UTC)
            moment = datetime.fromisoformat(_as_iso(said))
            return (moment if moment.tzinfo else in_zone(moment, self._zone)).astimezone(UTC)
        except NoSuchTime as error:
            raise self.fail(name, str(error)) from error
        except (ValueError, OverflowError) as error:
            example = "2026-11-15, 2026-11-15T07:30 or 2026-11-15T07:30:00+00:00"
            raise self.fail(name, f"“{said}” is no date that can be read. Write it as {example}.") from error

    def needed_moment(self, *names: str) -> datetime:
        moment = self.moment(*names)
        if moment is None:
            raise self.fail(names[0], "a date is needed here, such as 2026-11-15T07:30:00+00:00.")
        return moment

    def needed_text(self, name: str, what: str) -> str:
        if text := self.text(name):
            return text
        raise self.fail(name, what)

    def inside(self, name: str) -> Fields | None:
        """A mapping below this one."""
        self._asked.add(name)
        value = self._values.get(name)
        if value in (None, "", {}):
            return None
        if not isinstance(value, dict):
            raise self.fail(name, "names and values are needed here, each on its line.")
        return Fields(self._document, self._zone, (*self._path, name))

    def entries(self, name: str) -> Iterator[Fields]:
        """The mappings of a list."""
        self._asked.add(name)
        value = self._values.get(name)
        if value in (None, ""):
            return
        if not isinstance(value, list):
            raise self.fail(name, "a list is needed here: a hyphen before each entry.")
        for number, entry in enumerate(value):
            below = Fields(self._document, self._zone, (*self._path, name, number))
            if not isinstance(entry, dict):
                raise below.fail("", "names and values are needed here, each on its line.")
            yield below

    def unknown(self) -> list[str]:
        """Names that nobody has asked for."""
        return [name for name in self._values if name not in self._asked]


def _as_iso(said: str) -> str:
    """Hugo and Jekyll write “2026-11-15 07:30:00 +0200”."""
    day, _, rest = said.partition(" ") if "T" not in said[:11] else ("", "", "")
    return f"{day}T{rest.replace(' ', '').replace('UTC', 'Z')}" if day else said
