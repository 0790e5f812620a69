"""The files of a story's photos: found beside the page or in a folder of photographs, checked, and their words read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from django.core.exceptions import ValidationError
from django.core.files import File

from articles.exchange.reading import Warning
from articles.newsitem import NewsItem, PhotoUse
from media import metadata
from media.credit import parse_credit
from media.metadata import PhotoMetadata
from media.validators import Facts, inspect
from newsroom.lib.folding import fold

ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".avif")


@dataclass(frozen=True, slots=True)
class PictureFile:
    """An accepted picture on the disk: measured and read, not kept in memory."""

    path: Path
    facts: Facts
    words: PhotoMetadata

    def opened(self) -> File:
        """For `Photo.file`. It carries the verdict along, so that nothing is decoded inside a transaction."""
        file = File(self.path.open("rb"), name=self.path.name)
        file.verdict = self.facts  # type: ignore[attr-defined]
        return file


@dataclass(slots=True)
class Pictures:
    """Where the pictures of a run lie. `folder` is that of `--photos`."""

    folder: Path | None = None
    warnings: list[Warning] = field(default_factory=list)
    _index: dict[str, list[Path]] | None = None

    def of(self, item: NewsItem, page: Path | None) -> dict[str, PictureFile]:
        """The pictures that were found, by photo key. What was found and cannot be used becomes a warning."""
        found = {}
        for number, use in enumerate(item.photos, 1):
            path = self._find(use, number, page)
            picture = self._load(path) if path else None
            if picture:
                found[use.key] = picture
        return found

    def take_warnings(self) -> list[Warning]:
        taken, self.warnings = self.warnings, []
        return taken

    def _find(self, use: PhotoUse, number: int, page: Path | None) -> Path | None:
        names = list(_names(use, number, page))
        if page is not None:
            for name in names:
                if (beside := page.parent / name).is_file() and (
                    "/" not in name or beside.resolve().is_relative_to(page.parent.resolve())
                ):
                    return beside
        names = [name for name in names if "/" not in name]
        return next(
            (path for name in dict.fromkeys(map(fold, names)) if (path := self._in_folder(name))), None
        )

    def _in_folder(self, name: str) -> Path | None:
        paths = self._by_name().get(name, []) if self.folder else []
        if len(paths) > 1:
            self._warn(
                "photo_unclear",
                f"{len(paths)} files in the folder of photographs are called {name}, so none was taken. "
                "Put the right one beside the page.",
            )
            return None
        return paths[0] if paths else None

    def _by_name(self) -> dict[str, list[Path]]:
        """The folder's pictures by folded name, read once in a run."""
        if self._index is None:
            self._index = {}
            for path in sorted(self.folder.rglob("*")) if self.folder else []:
                if path.suffix.lower() in ENDINGS and path.is_file():
                    self._index.setdefault(fold(path.name), []).append(path)
        return self._index

    def _load(self, path: Path) -> PictureFile | None:
        try:
            with path.open("rb") as handle:
                file = File(handle, name=path.name)
                facts = inspect(file)
                return PictureFile(path, facts, metadata.read(handle))
        except ValidationError as refusal:
            self._warn("bad_photo", f"{path.name} was not taken. {' '.join(refusal.messages)}")
        except OSError as error:
            self._warn(
                "bad_photo", f"{path.name} cannot be read ({error.strerror}). Check the file and its rights."
            )
        return None

    def _warn(self, code: str, sentence: str) -> None:
        self.warnings.append(Warning(code=code, sentence=sentence))


def _names(use: PhotoUse, number: int, page: Path | None) -> Iterator[str]:
    """What the file may be called: as the page says, else as the page itself; the second photo ends in -2."""
    if use.file:
        # Below the page, or only its last part: a page must not lead to a file elsewhere on this machine.
        path = PurePosixPath(use.file.replace("\\", "/"))
        name = path.name
        stem = name.rpartition(".")[0] or name
        if len(path.parts) > 1 and not path.is_absolute() and ".." not in path.parts:
            yield str(path)
        yield name
    elif page is not None:
        stem = page.stem if number == 1 else f"{page.stem}-{number}"
    else:
        return
    for ending in ENDINGS:
        yield stem + ending
        yield stem + ending.upper()


def with_words_of_files(
    item: NewsItem, pictures: Mapping[str, PictureFile], agencies: Mapping[str, str]
) -> NewsItem:
    """The page's words win; what it lacks comes from the file. Alt text of a file is the photo's, not the story's."""
    return replace(
        item,
        photos=tuple(
            _with_words(use, pictures[use.key].words, agencies) if use.key in pictures else use
            for use in item.photos
        ),
    )


def _with_words(use: PhotoUse, words: PhotoMetadata, agencies: Mapping[str, str]) -> PhotoUse:
    creators = ", ".join(words.creator)
    printed = words.credit_line or creators
    credit = parse_credit(printed, agencies) if printed and not use.credit_line else None
    return replace(
        use,
        caption=use.caption or words.caption,
        credit_line=use.credit_line or (credit.line if credit else ""),
        photographer=use.photographer or creators or (credit.photographer if credit else ""),
        agency=use.agency or (credit.agency if credit else ""),
        alt=use.alt or words.alt,
        is_alt_local=bool(use.alt),
    )
