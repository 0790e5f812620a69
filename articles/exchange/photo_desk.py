"""The photos of a story, found in the library or added to it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace

from django.db.models import Q, QuerySet

from articles.exchange.pictures import PictureFile
from articles.exchange.reading import InLibrary, Warning
from articles.models import Article
from articles.newsitem import NewsItem, PhotoPlace, PhotoUse
from articles.workflow.closed import Unseen
from media.models import Photo
from newsroom.lib.folding import fold
from newsroom.lib.richtext import sanitise
from newsroom.lib.richtext.document import parse, serialise
from newsroom.models import User


@dataclass(slots=True)
class PhotoDesk:
    """Resolves the photos of one story. Call it inside the story's transaction.

    With `is_dry`, rows are written (and rolled back by the caller) but no file is stored.
    """

    article: Article | None
    prior: NewsItem | None
    """What the last import of this story wrote."""
    by: User | None = None
    is_dry: bool = False
    licences: Mapping[str, str] = field(default_factory=dict)
    """Folded name of an agency -> the licence that each new photo of it gets."""
    library: Mapping[str, InLibrary] = field(default_factory=dict)
    """Photo key -> what a new photo gets beside the words of the story."""
    warnings: list[Warning] = field(default_factory=list)
    waiting: int = 0
    """Photos of the story whose files have not come."""
    unseen: Unseen = field(default_factory=lambda: Unseen(None))
    """No import knows of what stands in closed stories alone."""
    stored: list[Photo] = field(default_factory=list)
    """Photos whose files were stored: to be deleted when the transaction is rolled back."""

    def fill_waiting(self, item: NewsItem, pictures: Mapping[str, PictureFile]) -> bool:
        """Give the photos of an earlier import the files that have come since. True when any was filled."""
        is_filled = False
        earlier = self._of_last_import(item)
        for use in item.photos:
            picture, photo = pictures.get(use.key), earlier.get(use.key)
            if picture and photo and self._may_fill(photo, picture):
                self._take_file(photo, picture, use)
                is_filled = True
        return is_filled

    def with_refs(self, item: NewsItem, pictures: Mapping[str, PictureFile]) -> NewsItem:
        """The item with every photo in the library, and its body naming them by their refs."""
        earlier = self._of_last_import(item)
        photos = {
            use.key: self._photo_for(use, pictures.get(use.key), earlier.get(use.key)) for use in item.photos
        }
        self.waiting = len({photo.ref for photo in photos.values() if photo.is_waiting})
        uses: dict[str, PhotoUse] = {}
        for use in item.photos:
            photo = photos[use.key]
            # A photo that the page shows twice is one photo of the story, in its first place.
            here = replace(use, key=photo.ref, ref=photo.ref, caption=self._caption(use, photo))
            alt = self._alt(use, photo, is_from_page=use.is_alt_local or use.key not in pictures)
            is_alt_local = bool(alt) and alt != photo.alt
            uses.setdefault(photo.ref, replace(here, alt=alt, is_alt_local=is_alt_local))
        return replace(item, photos=tuple(uses.values()), body=_named_body(item, photos, uses))

    def _caption(self, use: PhotoUse, photo: Photo) -> str:
        """The page's; but where the page says what it said before and the desk has mended it since, the library's."""
        before = self.prior.photo(photo.ref) if self.prior else None
        if before and not before.is_caption_local and fold(before.caption) == fold(use.caption):
            return photo.caption
        return use.caption or photo.caption

    def _alt(self, use: PhotoUse, photo: Photo, *, is_from_page: bool) -> str:
        """As with the caption. So pages of two languages show one picture, and each describes it in its own."""
        before = self.prior.photo(photo.ref) if self.prior else None
        if before and not before.is_alt_local and before.alt == use.alt:
            return photo.alt
        return (use.alt if is_from_page else "") or photo.alt

    def in_todays_words(self, item: NewsItem) -> NewsItem:
        """A snapshot whose captions are the library's own of today, wherever they were the library's."""
        photos = {
            photo.ref: photo for photo in Photo.objects.filter(ref__in=[use.ref for use in item.photos])
        }
        return replace(
            item,
            photos=tuple(
                replace(use, caption=photos[use.ref].caption)
                if use.ref in photos and not use.is_caption_local
                else use
                for use in item.photos
            ),
        )

    def _known(self) -> QuerySet[Photo]:
        return self.unseen.photos(Photo.objects.all())

    def _photo_for(self, use: PhotoUse, picture: PictureFile | None, earlier: Photo | None) -> Photo:
        if use.ref and (known := self._known().filter(ref=use.ref).first()):
            return known
        if picture is None and earlier:
            self._compare_credit(use, earlier)
            return self._completed(earlier, use)
        if picture is None:
            return self._in_library(use) or self._add(use, None)
        if same := self._known().filter(checksum=picture.facts.checksum).first():
            self._compare_credit(use, same)
            return self._completed(same, use)
        if earlier and not earlier.is_waiting:
            self._warn(
                "photo_kept",
                f"The file {picture.path.name} differs from the photo that the library has for this story; "
                "the library's stays. If the new one is meant, replace the file at the photo desk.",
            )
            return earlier
        return self._add(use, picture)

    def _of_last_import(self, item: NewsItem) -> dict[str, Photo]:
        """By key, the photos that stood here at the last import, each found once: two without words stay two."""
        left = list(enumerate(self.prior.photos if self.prior else ()))
        found: dict[str, str] = {}
        for position, use in enumerate(item.photos):
            candidates = [one for one in left if self._is_the_same(use, position, *one)]
            if candidates:
                best = min(candidates, key=lambda one: one[0] != position)
                left.remove(best)
                found[use.key] = best[1].ref
        known = Photo.objects.filter(ref__in=found.values()) if found else ()
        photos = {photo.ref: photo for photo in known}
        return {key: photos[ref] for key, ref in found.items() if ref in photos}

    def _is_the_same(self, use: PhotoUse, position: int, other_position: int, other: PhotoUse) -> bool:
        """The same words; in the same place, the same caption or none at all. Another caption is another picture,
        whose words must not come to stand under this one."""
        captions = {fold(other.caption), fold(_caption_here(self.prior, other))}
        is_captioned_alike = fold(use.caption) in captions
        if is_captioned_alike and fold(use.credit_line) == fold(other.credit_line):
            return True
        has_no_words = not use.caption and not use.credit_line
        return position == other_position and (has_no_words or (bool(use.caption) and is_captioned_alike))

    def _in_library(self, use: PhotoUse) -> Photo | None:
        """A photo with the same caption and credit. A credit alone, or nothing, is too little to know it by."""
        if not fold(use.caption):
            return None
        start = fold(f"{use.caption} {use.credit_line}")
        for photo in self._known().filter(folded__startswith=start).order_by("pk"):
            if (fold(photo.caption), fold(photo.credit_line)) == (fold(use.caption), fold(use.credit_line)):
                return photo
        return None

    def _may_fill(self, photo: Photo, picture: PictureFile) -> bool:
        """Not when the library has this picture already, and not when another story waits for the same photo:
        two with the words "Illustration / EPA" need not be one picture."""
        if not photo.is_waiting or self._known().filter(checksum=picture.facts.checksum).exists():
            return False
        others = Article.objects.filter(is_closed=False)
        if self.article:
            others = others.exclude(pk=self.article.pk)
        return not others.filter(Q(lead_photo=photo) | Q(body__contains=photo.ref)).exists()

    def _add(self, use: PhotoUse, picture: PictureFile | None) -> Photo:
        record = self.library.get(use.key, InLibrary())
        focal_x, focal_y = record.focal_point or (0.5, 0.5)
        of_file = picture.words.copyright[:300] if picture else ""
        photo = Photo(
            caption=self._library_caption(use),
            credit_line=use.credit_line,
            photographer=use.photographer,
            agency=use.agency,
            alt=self._library_alt(use),
            is_decorative=use.is_decorative,
            licence=use.licence or self.licences.get(fold(use.agency), ""),
            source=use.source,
            rights_until=use.rights_until,
            is_sensitive=use.is_sensitive,
            is_graphic=use.is_graphic,
            copyright_notice=of_file if record.copyright_notice is None else record.copyright_notice,
            focal_x=focal_x,
            focal_y=focal_y,
            created_by=self.by.ref if self.by else None,
        )
        if picture:
            self._take_file(photo, picture, use)
        else:
            photo.save()
        return photo

    def _take_file(self, photo: Photo, picture: PictureFile, use: PhotoUse) -> None:
        photo.alt = photo.alt or self._library_alt(use)
        if self.is_dry:
            photo.save()
            _pretend_file(photo, picture)
            return
        with ExitStack() as opened:
            photo.file = opened.enter_context(picture.opened())
            self.stored.append(photo)
            photo.save()

    def _completed(self, photo: Photo, use: PhotoUse) -> Photo:
        """Fill what the library's photo lacks; what it has stays, because the desk may have mended it."""
        use = replace(use, caption=self._library_caption(use), alt=self._library_alt(use))
        changed = [name for name in ("caption", "alt") if not getattr(photo, name) and getattr(use, name)]
        if not photo.credit_line and use.credit_line:
            changed += ["credit_line", "photographer", "agency"]
        for name in changed:
            setattr(photo, name, getattr(use, name))
        if changed:
            photo.save()
        return photo

    def _library_caption(self, use: PhotoUse) -> str:
        """The photo's own, where the file says that this story prints another."""
        own = self.library.get(use.key, InLibrary()).caption
        return use.caption if own is None else own

    def _library_alt(self, use: PhotoUse) -> str:
        own = self.library.get(use.key, InLibrary()).alt
        return use.alt if own is None else own

    def _compare_credit(self, use: PhotoUse, photo: Photo) -> None:
        if photo.credit_line and use.credit_line and fold(photo.credit_line) != fold(use.credit_line):
            self._warn(
                "credit_differs",
                f"The library credits this photo to “{photo.credit_line}”, the page to “{use.credit_line}”. "
                "The library's was kept; mend it at the photo desk if the page is right.",
            )

    def _warn(self, code: str, sentence: str) -> None:
        self.warnings.append(Warning(code=code, sentence=sentence))


def _pretend_file(photo: Photo, picture: PictureFile) -> None:
    """A dry run's row looks as if the file had come; without a width nobody will try to make pictures of it."""
    name = f"originals/{photo.ref}{picture.path.suffix}"
    Photo.objects.filter(pk=photo.pk).update(
        file=name, original_name=picture.path.name, checksum=picture.facts.checksum
    )
    photo.refresh_from_db()


def _caption_here(item: NewsItem | None, use: PhotoUse) -> str:
    """The caption that the body itself gives an inline photo, where it differs from the library's."""
    if item is None or use.key not in item.body or "data-caption" not in item.body:
        return use.caption
    figures = (figure for figure in parse(item.body).iter("figure") if figure.get("data-photo") == use.key)
    return next((figure.get("data-caption") or use.caption for figure in figures), use.caption)


def _named_body(item: NewsItem, photos: Mapping[str, Photo], uses: Mapping[str, PhotoUse]) -> str:
    """The sanitised body: photos by ref, with their words here where the library has others."""
    body = sanitise(item.body)
    if "data-photo" not in body:
        return body
    root = parse(body)
    for figure in list(root.iter("figure")):
        photo = photos.get(figure.get("data-photo") or "")
        if photo is None:
            figure.drop_tree()
            continue
        figure.set("data-photo", photo.ref)
        use = uses[photo.ref]
        if use.place is PhotoPlace.INLINE and use.caption != photo.caption and not figure.get("data-caption"):
            figure.set("data-caption", use.caption)
        if use.place is PhotoPlace.INLINE and use.is_alt_local and not figure.get("data-alt"):
            figure.set("data-alt", use.alt)
    return sanitise(serialise(root))
