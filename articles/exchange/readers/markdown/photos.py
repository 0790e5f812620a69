"""The photos that the front matter lists, and those that the text alone names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath, PureWindowsPath
from urllib.parse import unquote

from articles.exchange.reading import InLibrary, Vocabulary, Warning
from articles.newsitem import PhotoPlace, PhotoUse
from media.credit import LEAD_IN, credit_line, parse_credit

from .body import Image, file_of, last_part
from .fields import Fields

MAX_COPYRIGHT_LENGTH = 300
"""Of the column that keeps it."""


@dataclass(slots=True)
class Photos:
    """The photos of one story, in the order of the front matter, then of the text."""

    vocabulary: Vocabulary
    uses: list[PhotoUse] = field(default_factory=list)
    library: dict[str, InLibrary] = field(default_factory=dict)
    warnings: list[Warning] = field(default_factory=list)
    _by_file: dict[str, str] = field(default_factory=dict)
    _placed: set[str] = field(default_factory=set)

    def read_listed(self, fields: Fields) -> None:
        for entry in fields.entries("photos"):
            place = entry.word("place", PhotoPlace) or (PhotoPlace.INLINE if self.uses else PhotoPlace.LEAD)
            if place is PhotoPlace.LEAD and any(use.place is PhotoPlace.LEAD for use in self.uses):
                raise entry.fail("place", "a story has one lead photo. Write inline here.")
            use = self._listed(entry, place)
            if len(entry.text("copyright")) > MAX_COPYRIGHT_LENGTH:
                raise entry.fail("copyright", f"more than {MAX_COPYRIGHT_LENGTH} characters are not taken.")
            record = InLibrary(
                caption=entry.text_if_said("own_caption"),
                alt=entry.text_if_said("own_alt"),
                copyright_notice=entry.text_if_said("copyright"),
                focal_point=_focal_point(entry),
            )
            if record != InLibrary():
                self.library[use.key] = record
            self._tell_unknown(entry)

    def _listed(self, entry: Fields, place: PhotoPlace) -> PhotoUse:
        file = entry.text("file", "src", "path")
        _refuse_outside(entry, file)
        return self._add(
            file,
            place=place,
            caption=entry.text("caption"),
            alt=entry.text("alt"),
            is_decorative=bool(entry.flag("decorative")),
            licence=entry.text("licence", "license"),
            rights_until=entry.moment("rights_until"),
            is_sensitive=bool(entry.flag("sensitive")),
            is_graphic=bool(entry.flag("graphic")),
            **self._credit(entry),
        )

    def _credit(self, entry: Fields) -> dict[str, str]:
        """Photographer and agency are told from the printed credit, unless the file says them."""
        found = _credit(entry.text("credit"), self.vocabulary.agencies)
        return found | {name: entry.text(name) for name in ("photographer", "agency") if entry.says(name)} | {
            name: "" for name in ("photographer", "agency") if entry.says(name) and not entry.text(name)
        }  # fmt: skip

    def _tell_unknown(self, entry: Fields) -> None:
        if names := entry.unknown():
            said = ", ".join(f"“{name}”" for name in names)
            sentence = (
                f"A photo says {said}, which is not known here and was left out. Look for a slip of the pen."
            )
            self.warnings.append(Warning(code="unknown_field", sentence=sentence))

    def read_lead_of_stranger(self, fields: Fields) -> None:
        """Hugo's and Jekyll's `image`, in words or with words of its own."""
        name = fields.name_of("image", "cover", "featured_image", "thumbnail")
        said = fields.raw("image", "cover", "featured_image", "thumbnail")
        inside = fields.inside(name) if isinstance(said, dict) else None
        address = inside.text("src", "path", "url", "image", "file") if inside else fields.text(name)
        if not address or any(use.place is PhotoPlace.LEAD for use in self.uses):
            return
        caption, credit = _words_of(inside.text("caption", "title") if inside else "")
        alt = inside.text("alt") if inside else ""
        credit = (inside.text("credit") if inside else "") or credit
        self._of_stranger(address, PhotoPlace.LEAD, caption, credit, alt)

    def key_of(self, image: Image) -> str:
        """The photo that an image in the text stands for; one that is not listed joins them."""
        file = file_of(image.address)
        known = self._by_file.get(file) or self._by_file.get(unquote(file)) if file else ""
        if not known:
            caption, credit = _words_of(image.title)
            known = self._of_stranger(image.address, PhotoPlace.INLINE, caption, credit, image.alt)
        self._placed.add(known)
        return known

    def _of_stranger(self, address: str, place: PhotoPlace, caption: str, credit: str, alt: str) -> str:
        """A picture named by an address of the stranger's site: its last part is looked for beside the story."""
        file = unquote(file_of(address)) or last_part(address)
        if not _stays_inside(file):
            file = last_part(address)
        if not file_of(address):
            sentence = f"The picture {address} lies on another site: save it beside the story and run again."
            self.warnings.append(Warning(code="photo_elsewhere", sentence=sentence))
        words = _credit(credit, self.vocabulary.agencies)
        use = self._add(file, place=place, caption=caption, alt=alt, **words)
        self._by_file.setdefault(file_of(address) or address, use.key)
        return use.key

    def _add(self, file: str, **words: object) -> PhotoUse:
        use = PhotoUse(key=str(len(self.uses) + 1), file=file, **words)  # type: ignore[arg-type]
        self.uses.append(use)
        if file and (use.place is PhotoPlace.INLINE or file not in self._by_file):
            self._by_file[file] = use.key
        return use

    def unplaced(self) -> list[PhotoUse]:
        """Inline photos that stand nowhere in the text."""
        return [use for use in self.uses if use.place is PhotoPlace.INLINE and use.key not in self._placed]

    def is_placed_in(self, html: str) -> None:
        """Photos that raw HTML of the text names by their number."""
        self._placed.update(use.key for use in self.uses if f'data-photo="{use.key}"' in html)


def _credit(printed: str, agencies: Mapping[str, str]) -> dict[str, str]:
    if not printed:
        return {}
    credit = parse_credit(printed, agencies)
    return {"credit_line": credit.line, "photographer": credit.photographer, "agency": credit.agency}


def _words_of(title: str) -> tuple[str, str]:
    """ "The quay at night. Photo: EPA / X" -> caption and credit."""
    found = list(LEAD_IN.finditer(title))
    if not found:
        return title.strip(), ""
    return title[: found[-1].start()].rstrip(" ([|/·—–-"), credit_line(title[found[-1].end() :])


def _stays_inside(file: str) -> bool:
    parts = PurePosixPath(file).parts
    is_absolute = file.startswith(("/", "\\")) or bool(PureWindowsPath(file).drive)
    return not is_absolute and ".." not in parts and "\\" not in file and "\0" not in file


def _focal_point(entry: Fields) -> tuple[float, float] | None:
    said = entry.texts("focus")
    if not said:
        return None
    try:
        across, down = map(float, said)
    except ValueError as error:
        raise entry.fail("focus", "write how far across and down it lies, such as [0.5, 0.3].") from error
    if not (0 <= across <= 1 and 0 <= down <= 1):
        raise entry.fail("focus", "both numbers lie between 0 and 1, from the left edge and from the top.")
    return across, down


def _refuse_outside(entry: Fields, file: str) -> None:
    if file and not _stays_inside(file):
        raise entry.fail(
            "file",
            f"“{file}” lies outside the folder of the story. Put the picture into media/ beside it and name that.",
        )
