"""The PDFs of published stories: made outside any request, kept under the name of all that they show.

Whatever changes a word of it changes the name, so a PDF is never stale: it is there, or it is made. What no slice of
the story asks for any more is deleted.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from PIL import UnidentifiedImageError

from articles.models import PublishedArticle, PublishedPhoto
from articles.public.walks import List, walk
from articles.rendering.pdf.document import Sheet
from articles.rendering.pdf.typesetting import LAYOUT, typeset
from media.for_paper import photo_for_paper
from media.models import Photo
from media.renditions import picture_of
from newsroom import chrome
from newsroom.lib import tasks
from newsroom.lib.languages import absolute, in_language
from newsroom.lib.locks import alone
from newsroom.lib.richtext.document import photo_keys
from newsroom.lib.storing import names_in, write_whole

logger = logging.getLogger(__name__)

FOLDER = "pdf"
LEAD_WIDTH = 1200
INLINE_WIDTH = 800
PHOTOS_BYTES = 370_000
"""For all photos of a story together: with its fonts and words a PDF with two of them stays under 500 KB."""
LEAST_BYTES = 80_000
MOST_WAITING = 200
"""In the queue, beyond which publication adds nothing. An archive that comes in at once is for `make_pdfs`."""
MOST_WAITING_FOR_READERS = 2 * MOST_WAITING
"""A reader is still heard while an archive comes in; whoever asks for all there is fills no disk."""
AN_HOUR = 3600
LOOKED_AT_BY_A_START = 50
"""What readers ask for most; the rest is made when somebody asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What the PDF of one published slice shows, and where it is kept."""

    row: PublishedArticle
    paper: dict[str, Any]
    photo_keys: dict[str, str]
    """Photo ref -> the public key that it had when the slice was written."""
    path: str

    @property
    def digest(self) -> str:
        return self.path.rpartition("/")[2].removesuffix(".pdf")

    @property
    def partial_path(self) -> str:
        """Of one that lacks a photo whose file is lost: readers get it until the file is back."""
        return f"{self.path.removesuffix('.pdf')}-partial.pdf"

    @property
    def failure_path(self) -> str:
        """A file of this name says that this edition cannot be set, so that nobody tries it again and again."""
        return f"{self.path.removesuffix('.pdf')}.failed"


class CannotBeSet(Exception):
    """What stands in the story is more than the typesetting bears. It is remembered until the story changes."""


def edition_of(row: PublishedArticle, paper: dict[str, Any]) -> Edition:
    """`paper` is the chrome of the row's language. One query."""
    photos = row.photos.exclude(place=PublishedPhoto.PORTRAIT).order_by("pk")
    keys = dict(photos.values_list("photo_ref", "public_key"))
    authors = [_without_portrait(author) for author in row.display.get("authors") or ()]
    around = [
        settings.SITE_URL, settings.TIME_ZONE, row.address, row.story_id, row.display.get("kicker"),
        authors, paper["name"], paper["editor_in_chief"], keys,
    ]  # fmt: skip
    said = hashlib.sha256(json.dumps(around, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    path = f"{FOLDER}/{row.story_id}/{row.public_hash[:24]}-{LAYOUT}-{said[:16]}.pdf"
    return Edition(row=row, paper=paper, photo_keys=keys, path=path)


def _without_portrait(author: dict[str, Any]) -> dict[str, Any]:
    """No PDF shows one, so none is made anew for another."""
    return {name: value for name, value in author.items() if name != "portrait"}


def editions(story_id: int) -> list[Edition]:
    """Of all that readers see of the story now or will see; none of one that was taken down or retracted."""
    rows = PublishedArticle.public.ahead().filter(story_id=story_id, form=PublishedArticle.Form.STORY)
    return [edition_of(row, chrome.read(row.language)) for row in rows.order_by("visible_from")]


def keep(story_id: int, *, tries_again: bool = False) -> int:
    """Make what is missing of one story, delete what nothing asks for any more. Returns how many were made.

    Raises CannotBeSet when one of them cannot; it is not tried again by itself.
    """
    made, failed = 0, None
    for edition in editions(story_id):
        try:
            made += _make_once(edition, tries_again)
        except CannotBeSet as error:
            failed = error
    # Asked anew: the story may have been taken down while its PDF was being set.
    delete_old(story_id)
    if failed:
        raise failed
    return made


def _make_once(edition: Edition, tries_again: bool) -> bool:
    """A server and a command that come to the same edition set it once."""
    if not _is_lacking(edition, tries_again):
        return False
    with alone(f"pdf-{edition.digest[-2:]}"):
        return _is_lacking(edition, tries_again) and _make(edition)


def _is_lacking(edition: Edition, tries_again: bool) -> bool:
    return not default_storage.exists(edition.path) and (tries_again or not has_failed(edition))


def _make(edition: Edition) -> bool:
    photos, lost = photos_of(edition)
    path = edition.partial_path if lost else edition.path
    if default_storage.exists(path):
        return False
    write_whole(path, _set(edition, photos))
    return True


def _set(edition: Edition, photos: dict[str, bytes]) -> bytes:
    """What a full disk refuses is tried again; what the typesetting refuses, it refuses every time."""
    try:
        return typeset(sheet_of(edition), photos)
    except (OSError, MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # When typst itself breaks, that is no Exception.
        write_whole(edition.failure_path, f"{type(error).__name__}: {error}\n".encode())
        raise CannotBeSet(edition.row.path) from error


def open_kept(edition: Edition) -> tuple[File, str]:
    """The file, and the name of what is in it. Raises FileNotFoundError when there is none yet."""
    try:
        return default_storage.open(edition.path, "rb"), edition.digest
    except FileNotFoundError:
        return default_storage.open(edition.partial_path, "rb"), f"{edition.digest}-partial"


def has_failed(edition: Edition) -> bool:
    return default_storage.exists(edition.failure_path)


def delete_old(story_id: int) -> None:
    folder = f"{FOLDER}/{story_id}"
    kept = names_in(folder)[1]
    if not kept:
        return
    wanted = {path for edition in editions(story_id) for path in _standing(edition, kept)}
    for name in kept:
        if f"{folder}/{name}" not in wanted:
            default_storage.delete(f"{folder}/{name}")
    if not wanted:
        _delete_folder(folder)


def _standing(edition: Edition, kept: set[str]) -> tuple[str, ...]:
    """A whole PDF makes all that stands in for it superfluous."""
    if edition.path.rpartition("/")[2] in kept:
        return (edition.path,)
    return edition.partial_path, edition.failure_path


def _delete_folder(folder: str) -> None:
    try:
        default_storage.delete(folder)
    except OSError:  # Somebody wrote into it meanwhile; that file is looked at in its turn.
        logger.info("%s is not empty.", folder)


def sheet_of(edition: Edition) -> Sheet:
    row = edition.row
    short = reverse("articles:short", kwargs={"story_id": row.story_id})
    return Sheet(
        item=row.news_item,
        display=row.display,
        paper=edition.paper["name"],
        editor_in_chief=edition.paper["editor_in_chief"],
        address=absolute(iri_to_uri(row.address) or ""),
        short_address=absolute(short),
        home=absolute(in_language("/", row.language)),
    )


def photos_of(edition: Edition) -> tuple[dict[str, bytes], list[str]]:
    """JPEGs by the key that the story knows each by, and the refs of those whose file is lost.

    A storage that cannot be read now raises: the PDF waits for it.
    """
    item = edition.row.news_item
    lead = item.lead_photo
    shown = {*photo_keys(item.body), *([lead.key] if lead else [])}
    uses = [use for use in item.photos if use.key in shown and use.ref in edition.photo_keys]
    photos = {photo.ref: photo for photo in Photo.objects.filter(ref__in=[use.ref for use in uses])}
    most_bytes = max(LEAST_BYTES, PHOTOS_BYTES // max(2, len(uses)))
    found: dict[str, bytes] = {}
    lost = []
    for use in uses:
        photo = photos.get(use.ref)
        picture = picture_of(photo) if photo else None
        # A photo that was changed since has another key; the story is about to be projected again.
        if photo is None or picture is None or picture.public_key != edition.photo_keys[use.ref]:
            continue
        width = LEAD_WIDTH if use is lead else INLINE_WIDTH
        try:
            found[use.key] = photo_for_paper(photo, picture, width=width, most_bytes=most_bytes)
        except (FileNotFoundError, UnidentifiedImageError):
            lost.append(use.ref)
            logger.exception("Photo %s is lost, and left out of the PDF of %s.", use.ref, edition.row.path)
    return found, lost


# In the background


@tasks.task
def make(story_id: int) -> None:
    try:
        keep(story_id)
    except CannotBeSet:
        logger.exception("Story %s cannot be set as a PDF, and has none until it changes.", story_id)


@tasks.at_start
@tasks.task
def make_newest() -> None:
    """What a queue that was killed has left undone."""
    for story_id in newest_ids(timezone.now()):
        try:
            keep(story_id)
        except Exception:
            logger.exception("The PDF of story %s could not be made.", story_id)


@tasks.every_night
def tidy() -> None:
    """Delete the PDFs of what has ended by itself: stories, and slices of them."""
    delete_left_behind()


def follow(story_ids: Iterable[int], **kwargs: Any) -> None:
    """Fits the signals of publication: what is old goes at once, what is new is made in its turn."""
    for story_id in story_ids:
        delete_old(story_id)
        ask_for(story_id, MOST_WAITING)


def forget(story_ids: Iterable[int], *, is_everywhere: bool = False, **kwargs: Any) -> None:
    """After a redaction: no PDF of before stays, whatever it is called. `is_everywhere`: nor of any other story."""
    for story_id in story_ids:
        _delete_all(f"{FOLDER}/{story_id}")
        ask_for(story_id, MOST_WAITING)
    if is_everywhere:
        delete_left_behind()


def ask_for(story_id: int, most: int) -> None:
    """Put it into the queue, unless so many wait there that it is left to the command, or to who asks later."""
    if tasks.waiting() < most:
        make(story_id)
    elif cache.add("pdf-queue-is-full", True, AN_HOUR):
        logger.warning("%s tasks wait in the queue. Run make_pdfs to make the other PDFs.", most)


def newest_ids(moment: datetime) -> list[int]:
    """The newest stories, and the next that are scheduled."""
    newest = walk(List.ALL, language="", moment=moment).values_list("story_id", flat=True)[
        :LOOKED_AT_BY_A_START
    ]
    ahead = PublishedArticle.public.ahead(moment).filter(visible_from__gt=moment).order_by("visible_from")
    return list(dict.fromkeys([*newest, *ahead.values_list("story_id", flat=True)[:LOOKED_AT_BY_A_START]]))


def all_ids() -> list[int]:
    """Every story that readers see or will see, the newest first."""
    rows = PublishedArticle.public.ahead().filter(form=PublishedArticle.Form.STORY)
    return sorted(set(rows.values_list("story_id", flat=True)), reverse=True)


def delete_left_behind() -> int:
    """Delete the PDFs that readers neither see nor will see. Returns how many stories have none any more.

    Also the older ones of stories that stay: one may have been superseded by the hour alone, as when rights end.
    """
    wanted = set(map(str, all_ids()))
    gone = 0
    for folder in sorted(names_in(FOLDER)[0]):
        if folder in wanted:
            delete_old(int(folder))
        else:
            gone += 1
            _delete_all(f"{FOLDER}/{folder}")
    return gone


def _delete_all(folder: str) -> None:
    for name in names_in(folder)[1]:
        default_storage.delete(f"{folder}/{name}")
    _delete_folder(folder)
