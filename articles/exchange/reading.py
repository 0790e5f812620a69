"""What a reader of any format is given, and what it gives back. No database, no network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from articles.newsitem import NewsItem, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The words that the site already knows, handed to readers so that they need no database."""

    kinds: frozenset[str] = frozenset()
    """Names of kinds in every language, as an editor wrote them."""
    sections: frozenset[str] = frozenset()
    agencies: Mapping[str, str] = field(default_factory=dict)
    """Folded name or alias -> the name to use. It decides first what is an agency in a credit."""
    authors: frozenset[str] = frozenset()
    site_names: frozenset[str] = frozenset()
    zone: ZoneInfo = ZoneInfo("UTC")
    """The newsroom's zone: a date line without a zone is meant in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file of a run: its bytes, and its path, which may hold a date and a slug (`2025/12/14/slug.txt`)."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Warning:
    """Something a person should look at. `code` is stable; `sentence` says what to do."""

    code: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.code}: {self.sentence}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Footer:
    """What the page says of the site itself."""

    editor_in_chief: str = ""
    links: tuple[str, ...] = ()
    """Labels in printed order, without their closing full stop: "Terms of use"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InLibrary:
    """What the library says of a photo whatever story shows it. None: the story's own words, the file's own, the middle."""

    caption: str | None = None
    alt: str | None = None
    copyright_notice: str | None = None
    focal_point: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a reader made of one source."""

    item: NewsItem
    standing: Standing = Standing()
    """What `--publish` is to bring about; without it every story comes in as a draft."""
    library: Mapping[str, InLibrary] = field(default_factory=dict)
    """Photo key -> what a photo that is new here gets in the library beside the words of this story."""
    is_named: bool = False
    """The file itself says its `import_ref`: the story is known by that alone, never by its words."""
    footer: Footer = Footer()
    warnings: tuple[Warning, ...] = ()


class Unreadable(Exception):
    """The source is refused; nothing of it is kept. The code is stable, the sentence tells what to do."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(f"{code}: {sentence}")
        self.code = code
        self.sentence = sentence
