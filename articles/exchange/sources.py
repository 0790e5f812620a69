"""Which files a person means: files, folders and patterns, turned into the sources of a run."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from articles.exchange import formats
from articles.exchange.reading import Source, Unreadable

MAX_SOURCE_BYTES = 64 * 1024 * 1024
"""Nothing larger is read into memory; each reader has its own, smaller limit for what makes sense."""

MAX_HEAD_BYTES = 128 * 1024
"""As much of a file as its head may be."""

PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".tif", ".tiff", ".heic", ".bmp", ".svg")
NOT_STORIES = {**dict.fromkeys(PICTURES, "a picture"), ".json": "data", ".csv": "a table"}
"""Endings that stand beside stories in a folder, and what such a file is."""


class NoSuchPath(Exception):
    """The person named something that is not there."""


@dataclass(slots=True)
class FileList:
    """The files of a run in a stable order, each once."""

    pages: list[Path] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    """Sentences about files that were named and are no stories."""


def files_of(names: Iterable[str]) -> FileList:
    """Raises `NoSuchPath` before anything is read."""
    found = FileList()
    seen: set[Path] = set()
    for name in names:
        for path in _expanded(name):
            pages = _in_folder(path, found) if path.is_dir() else _named(path, found)
            for page in pages:
                if (real := page.resolve()) not in seen:
                    seen.add(real)
                    found.pages.append(page)
    found.pages.sort(key=_is_translation)  # A stable sort: the rest of the order stays.
    return found


def _is_translation(path: Path) -> bool:
    """Translations come after all originals: they are linked to them, and photos get the original's words."""
    if path.suffix.lower() not in formats.MAY_NAME_AN_ORIGINAL:
        return False
    try:
        with path.open("rb") as file:
            return formats.names_an_original(file.read(MAX_HEAD_BYTES))
    except OSError:
        return False  # It will be refused, in words, when its turn comes.


def _expanded(name: str) -> list[Path]:
    """A name that exists is that file, even with a star in it; else it may be a pattern."""
    path = Path(name)
    try:
        if path.exists():
            return [path]
    except OSError as error:
        raise NoSuchPath(f"{name} cannot be reached ({error.strerror}).") from error
    matches = sorted(Path(match) for match in glob.glob(name, recursive=True))  # noqa: PTH207  Path.glob takes no absolute pattern.
    if not matches:
        what = "Nothing fits the pattern" if glob.has_magic(name) else "There is no file or folder called"
        raise NoSuchPath(f"{what} {name}. Check the name, and the folder that you are in ({Path.cwd()}).")
    return matches


def _in_folder(folder: Path, found: FileList) -> Iterator[Path]:
    """Every file below it that may be a story; hidden ones, pictures and data are passed over."""

    def tell(error: OSError) -> None:
        found.skipped.append(f"{error.filename} cannot be read ({error.strerror}), and was passed over.")

    for place, folders, names in os.walk(folder, onerror=tell):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(place) / name
            if not name.startswith(".") and path.suffix.lower() not in NOT_STORIES and path.is_file():
                yield path


def _named(path: Path, found: FileList) -> list[Path]:
    if what := NOT_STORIES.get(path.suffix.lower()):
        found.skipped.append(f"{path} is {what}, not a story, and was passed over.")
        return []
    if not path.is_file():
        found.skipped.append(f"{path} is neither a file nor a folder, and was passed over.")
        return []
    return [path]


def read_source(path: Path) -> Source:
    """Raises `Unreadable` for a file that this user may not read."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_SOURCE_BYTES + 1)
    except OSError as error:
        raise Unreadable(
            "unreadable", f"The file cannot be opened ({error.strerror}). Check its rights and run again."
        ) from error
    return Source(path=printable(path), data=data)


def printable(path: Path) -> str:
    """The path as text that every database and terminal takes, whatever bytes its name is made of."""
    return os.fsencode(path).decode("utf-8", "replace")
