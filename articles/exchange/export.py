"""The site's stories -> files: one Markdown file a story, and its photos beside it.

What readers see is written as they see it; what they do not see yet, or no more, as the desk has it. Names are those
that are printed: a name withheld is never anything else.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from articles.exchange.names import FILE_NAME, names_of_site
from articles.exchange.reading import InLibrary, Reading, Warning
from articles.exchange.recognition import ref_for_export
from articles.exchange.writers import markdown
from articles.models import FOREVER, Address, Article, PublishedArticle, Revision
from articles.newsitem import Embargo, NewsItem, PhotoPlace, PhotoUse, Standing, StoryState
from articles.workflow import publication
from articles.workflow.closed import Unseen
from articles.workflow.resolve import resolve
from media import renditions
from media.models import Photo
from newsroom.lib.richtext import sanitise
from newsroom.lib.richtext.document import parse
from newsroom.lib.slugs import slug_of
from newsroom.models import User

MEDIA = "media"
_DATED_REF = re.compile(r"[^/]+/(\d{4})/(\d{2})/(\d{2})/[^/]+")
_SAFE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,119}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """One story that was written."""

    article_id: int
    name: str
    state: StoryState
    is_new: bool
    """The file was not there before, or said something else."""
    warnings: tuple[Warning, ...] = ()


# What is written


@dataclass(frozen=True, slots=True)
class _Shown:
    """The version of a story that is exported, and how the story stands."""

    item: NewsItem
    standing: Standing
    revision_id: int


def reading_of(article: Article, moment: datetime | None = None) -> tuple[Reading, list[Warning]]:
    """The story as a reader of its file would give it, its photos keyed by their place in the list.

    `file` of each photo is still the name that it has in the library: `Export` gives it its place on the disk.
    """
    shown = _shown(article, moment or timezone.now())
    item = resolve(shown.item, article.path)[0].item
    item, library = _by_number(item)
    original = article.translation_of
    item = replace(
        item,
        slug=_slug_in(article) or item.slug,
        translation_of=ref_for_export(original) if original else "",
        import_ref=ref_for_export(article),
        kind=item.kind and replace(item.kind, ref=""),
        section=item.section and replace(item.section, ref=""),
        bylines=tuple(replace(line, ref="") for line in item.bylines),
        tags=tuple(replace(term, ref="") for term in item.tags),
        corrections=tuple(replace(notice, ref="") for notice in item.corrections),
    )
    standing = replace(
        shown.standing,
        old_addresses=_old_addresses(article),
        embargo=_embargo(article, moment or timezone.now()),
    )
    reading = Reading(item=item, standing=standing, library=library, is_named=True)
    return reading, list(_left_out(article, shown, moment))


def _shown(article: Article, moment: datetime) -> _Shown:
    """Of several versions the one that readers see; else the next that they will, or the last that they saw."""
    slices = publication.slices_of(article)
    if not slices:
        assert article.latest_revision is not None
        state = StoryState(article.desk_state)
        return _Shown(article.latest_revision.news_item, Standing(state=state), article.latest_revision.pk)
    row = _row(slices, moment)
    item = row.news_item
    if row.is_retraction or row.visible_until <= moment:
        revision = Revision.objects.get(pk=row.revision_id)
        item = replace(revision.news_item, published_at=row.published_at, updated_at=_updated_at(slices))
    return _Shown(item, _standing(row, slices, moment), row.revision_id)


def _row(slices: list[PublishedArticle], moment: datetime) -> PublishedArticle:
    live = [row for row in slices if row.visible_from <= moment < row.visible_until]
    ahead = [row for row in slices if row.visible_from > moment]
    return next(iter([*live, *ahead]), slices[-1])


def _updated_at(slices: list[PublishedArticle]) -> datetime | None:
    """Of the story itself; a retraction has a date of its own."""
    return next((row.updated_at for row in reversed(slices) if not row.is_retraction), None)


def _standing(row: PublishedArticle, slices: list[PublishedArticle], moment: datetime) -> Standing:
    until = row.planned_until if row.planned_until < FOREVER else None
    if row.is_retraction:
        return Standing(state=StoryState.RETRACTED, notice=row.words_for_readers, notice_at=row.updated_at)
    if row.visible_from > moment:
        return Standing(state=StoryState.SCHEDULED, scheduled_for=row.visible_from, visible_until=until)
    if row.visible_until > moment:
        return Standing(state=StoryState.PUBLISHED, visible_until=until)
    if row.end_reason in (row.EndReason.UNPUBLISHED, row.EndReason.REDACTED):
        return Standing(state=StoryState.UNPUBLISHED, notice=row.words_for_readers)
    return Standing(state=StoryState.PUBLISHED, visible_until=row.visible_until)


def _by_number(item: NewsItem) -> tuple[NewsItem, dict[str, InLibrary]]:
    """Photos keyed 1, 2, 3, each with the words that this story gives it; what the library has, beside them."""
    refs = [use.ref for use in item.photos if use.ref]
    known = {photo.ref: photo for photo in Photo.objects.filter(ref__in=refs)}
    keys = {use.key: str(number) for number, use in enumerate(item.photos, 1)}
    inline = {use.key for use in item.photos if use.place is PhotoPlace.INLINE}
    body, words = _body_by_number(item.body, keys, inline)
    uses, library = [], {}
    for use in item.photos:
        photo, here = known.get(use.ref), replace(use, **words.get(use.key, {}))
        if photo is not None:
            library[keys[use.key]] = _in_library(photo, here)
        file = "" if photo is None or photo.is_waiting else photo.ref
        here = replace(here, key=keys[use.key], ref="", is_caption_local=False, is_alt_local=False)
        uses.append(replace(here, file=file, source=""))
    return replace(item, body=body, photos=tuple(uses)), library


def _in_library(photo: Photo, here: PhotoUse) -> InLibrary:
    is_centred = (photo.focal_x, photo.focal_y) == (0.5, 0.5)
    return InLibrary(
        caption=None if photo.caption == here.caption else photo.caption,
        alt=None if photo.alt == here.alt else photo.alt,
        copyright_notice=photo.copyright_notice or None,
        focal_point=None if is_centred else (photo.focal_x, photo.focal_y),
    )


_Words = dict[str, Any]
"""Of one photo, by the names that they have in `PhotoUse`."""


def _body_by_number(body: str, keys: dict[str, str], inline: set[str]) -> tuple[str, dict[str, _Words]]:
    """The body with photos by number, and the words that it gave to them where each stands first."""
    words: dict[str, _Words] = {}
    if "data-photo" not in body:
        return body, words
    root = parse(body)
    met = set()
    for figure in list(root.iter("figure")):
        key = figure.get("data-photo") or ""
        if key not in keys:  # Its rights have ended, or it is gone: readers see no hole either.
            figure.drop_tree()
            continue
        if key in inline and key not in met:
            said = {name: figure.attrib.pop(f"data-{name}", "") for name in ("caption", "alt")}
            words[key] = {name: text for name, text in said.items() if text.strip()}
        met.add(key)
        figure.set("data-photo", keys[key])
    return sanitise(markdown.inner_html(root)), words


def _left_out(article: Article, shown: _Shown, moment: datetime | None) -> Iterator[Warning]:
    """What the site has of the story and the file does not say."""
    latest = article.latest_revision
    if latest is not None and latest.pk > shown.revision_id and shown.standing.state.is_public:
        before = Revision.objects.get(pk=shown.revision_id)
        if latest.item != before.item:
            sentence = (
                "The desk has changed this story since; the file holds what readers see, not those changes."
            )
            yield Warning(code="desk_changes", sentence=sentence)
    is_live = shown.standing.state is not StoryState.SCHEDULED
    if is_live and publication.waiting_slices(article, moment):
        sentence = "Another version of this story is scheduled; the file holds the one that readers see now."
        yield Warning(code="scheduled_version", sentence=sentence)


def _embargo(article: Article, moment: datetime) -> Embargo | None:
    """One that is over holds nothing back any more."""
    if article.embargo_until is None or article.embargo_until <= moment:
        return None
    return Embargo(until=article.embargo_until, reason=article.embargo_reason)


# Names that stay the same from one export to the next


def _slug_in(article: Article) -> str:
    """Of the address that readers know."""
    return article.path.rstrip("/").rpartition("/")[2]


def _old_addresses(article: Article) -> tuple[str, ...]:
    rows = Address.objects.filter(
        target_kind=Address.Target.STORY, target_id=article.pk, language=article.language
    )
    return tuple(rows.exclude(path=article.path).order_by("path").values_list("path", flat=True))


def names_of(articles: Iterable[Article]) -> dict[int, str]:
    """A file name for each story; those that would share one get what tells them apart, in whatever order they come."""
    parts = {article.pk: (_stem(article), article.language, ref_for_export(article)) for article in articles}
    stems = Counter(stem for stem, _language, _ref in parts.values())
    with_language = Counter((stem, language) for stem, language, _ref in parts.values())
    names = {}
    for number, (stem, language, ref) in parts.items():
        if with_language[stem, language] > 1:
            names[number] = f"{stem}-{hashlib.sha256(ref.encode()).hexdigest()[:8]}.md"
        else:
            names[number] = f"{stem}.{language}.md" if stems[stem] > 1 else f"{stem}.md"
    return names


def _stem(article: Article) -> str:
    dated = _DATED_REF.fullmatch(ref_for_export(article))
    when = timezone.localtime(article.published_at or article.created_at)
    day = "-".join(dated.groups()) if dated else f"{when:%Y-%m-%d}"
    return f"{day}-{_slug_in(article) or article.slug or slug_of(article.headline)}"


# Files


@dataclass(slots=True)
class Export:
    """One run into a folder. Each file appears whole or not at all, and only when it says something new."""

    folder: Path
    moment: datetime = field(default_factory=lambda: timezone.now())
    is_only_public: bool = False
    """Nothing that readers do not get: smaller pictures in place of the originals, and no words of the library."""
    closed_to: User | None = None
    """With the closed stories on which this person is named; without one, with none."""
    _shared_names: frozenset[str] = frozenset()
    _written: dict[str, str] = field(default_factory=dict)
    """Ref of a photo -> its path beside the stories."""

    def prepare(self) -> None:
        (self.folder / MEDIA).mkdir(parents=True, exist_ok=True)
        photos = Unseen(self.closed_to).photos(Photo.objects.all())
        names = photos.exclude(file="").values_list("original_name", "file", "ref", "checksum")
        counts = Counter(_picture_name(*row[:3]).lower() for row in names)
        self._shared_names = frozenset(name for name, count in counts.items() if count > 1)

    def write_names(self) -> None:
        """Of the whole site, whichever stories were chosen: a later run into the same folder loses none."""
        names = names_of_site(
            public_at=self.moment if self.is_only_public else None, unseen=Unseen(self.closed_to)
        )
        _store(self.folder / FILE_NAME, names)

    def write(self, article: Article, name: str) -> Exported:
        """Raises OSError when the disk does."""
        reading, warnings = reading_of(article, self.moment)
        if self.is_only_public:
            reading = _as_readers_get_it(reading, article, self.moment)
        photos = []
        for use in reading.item.photos:
            neutral = f"{name.removesuffix('.md')}-{use.key}.jpg"
            file, warning = self._public_photo(use, neutral) if self.is_only_public else self._photo(use)
            photos.append(replace(use, file=file))
            warnings += [warning] if warning else []
        reading = replace(reading, item=replace(reading.item, photos=tuple(photos)))
        return Exported(
            article_id=article.pk,
            name=name,
            state=reading.standing.state,
            is_new=_store(self.folder / name, markdown.write(reading)),
            warnings=tuple(warnings),
        )

    def _photo(self, use: PhotoUse) -> tuple[str, Warning | None]:
        """The photo's file, copied once in a run; a story is written without one that the storage has lost."""
        if not use.file:
            return "", None
        if use.file not in self._written:
            photo = Photo.objects.get(ref=use.file)
            name = _picture_name(photo.original_name, str(photo.file), photo.ref)
            if name.lower() in self._shared_names:
                stem, _dot, ending = name.rpartition(".")
                name = f"{stem}-{photo.checksum[:8]}.{ending}"
            try:
                _copy(photo, self.folder / MEDIA / name)
            except FileNotFoundError:
                return f"{MEDIA}/{name}", _lost(photo)
            self._written[use.file] = f"{MEDIA}/{name}"
        return self._written[use.file], None

    def _public_photo(self, use: PhotoUse, name: str) -> tuple[str, Warning | None]:
        """The largest picture that readers get. An original may tell where it was taken, and its name by whom."""
        if not use.file:
            return "", None
        photo = Photo.objects.get(ref=use.file)
        try:
            _store(self.folder / MEDIA / name, renditions.largest_of(photo))
        except FileNotFoundError:
            return f"{MEDIA}/{name}", _lost(photo)
        return f"{MEDIA}/{name}", None


LOST = "photo_lost"


def _lost(photo: Photo) -> Warning:
    sentence = f"The file of the photo “{photo}” is not in the storage: the story names it, and no more."
    return Warning(code=LOST, sentence=sentence)


def _as_readers_get_it(reading: Reading, article: Article, moment: datetime) -> Reading:
    """Without the library's own words, and without the name of an original that readers do not see."""
    live = PublishedArticle.public.at(moment).filter(story_id=article.translation_of_id or 0)
    original = reading.item.translation_of if live.exists() else ""
    return replace(reading, item=replace(reading.item, translation_of=original), library={})


def _picture_name(original_name: str, stored: str, ref: str) -> str:
    """As the photographer called it, made fit for every disk; its ending is that of the stored file."""
    ending = stored.rpartition(".")[2].lower()
    if _SAFE_NAME.fullmatch(original_name) and original_name.lower().endswith(f".{ending}"):
        return original_name
    stem = original_name.rpartition(".")[0] or original_name
    return f"{slug_of(stem) if stem else ref}.{ending}"


def _store(path: Path, data: bytes) -> bool:
    """True when the file was not there or said something else."""
    if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
        return False
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(data)
    part.replace(path)
    return True


def _copy(photo: Photo, path: Path) -> None:
    with photo.file.storage.open(str(photo.file)) as source:
        if path.is_file() and path.stat().st_size == source.size:
            with path.open("rb") as there:
                if hashlib.file_digest(there, "sha256").hexdigest() == photo.checksum:
                    return
        part = path.with_name(f".{path.name}.part")
        with part.open("wb") as target:
            for chunk in source.chunks():
                target.write(chunk)
    part.replace(path)


def stories(
    *,
    language: str = "",
    section_ids: Iterable[int] = (),
    ids: Iterable[int] = (),
    since: datetime | None = None,
    is_only_public: bool = False,
    closed_to: User | None = None,
    moment: datetime | None = None,
) -> QuerySet[Article]:
    """The stories of a run in a stable order. One that was never saved as a revision has nothing to say."""
    known = Unseen(closed_to).stories(Article.objects.all())
    found = known.exclude(latest_revision=None).select_related("latest_revision", "translation_of")
    if language:
        found = found.filter(language=language)
    if section_ids:
        found = found.filter(section__in=list(section_ids))
    if ids:
        found = found.filter(pk__in=list(ids))
    if since is not None:
        found = found.filter(changed_at__gte=since)
    if is_only_public:
        live = PublishedArticle.public.at(moment).filter(form=PublishedArticle.Form.STORY)
        found = found.filter(pk__in=live.values("story_id"))
    return found.order_by("pk")
