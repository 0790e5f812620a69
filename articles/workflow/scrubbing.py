"""After a redaction: what a database, a cache and a folder of files still hold of words that no row says any more.

None of it can be done inside the transaction, and all of it can be done again. Nothing here needs to know the words
but the originals of photos, which are looked into.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.core.cache import cache
from django.db import OperationalError, connection

from articles.workflow import signals
from articles.workflow.blacking import Scope, photo_refs
from media import derived, renditions
from media.models import Photo
from media.originals import take_words_out
from newsroom.lib.blackout import Blackout
from newsroom.lib.storing import names_in

BUSY = "Somebody is reading the database, so its log could not be emptied. Run manage.py redact --finish when it is quiet."


class NotClean(Exception):
    """Something could not be scrubbed yet; the sentence says what to do."""


def scrub(scope: Scope, blackout: Blackout, story_ids: Iterable[int]) -> None:
    """Raises `NotClean` when it has to be tried again."""
    for photo in photos_of(scope):
        if take_words_out(photo, blackout.is_in):
            renditions.make(photo, afresh=True)
    _delete_orphans()
    told = {"story_ids": list(story_ids), "is_everywhere": scope.article is None}
    for _receiver, answer in signals.redacted.send_robust(sender=None, **told):
        if isinstance(answer, Exception):
            raise NotClean("The PDFs of the stories could not be deleted.") from answer
    cache.clear()
    scrub_database()


def photos_of(scope: Scope) -> Iterator[Photo]:
    photos = Photo.objects.exclude(file="").order_by("pk")
    if scope.article is not None:
        photos = photos.filter(ref__in=photo_refs(scope.article))
    yield from photos.iterator()


def _delete_orphans() -> None:
    """Smaller pictures under a key that no photo has any more: they say the words of the old caption."""
    keys = set(Photo.objects.values_list("public_key", flat=True))
    for key in names_in(derived.FOLDER)[0] - keys:
        derived.delete_all(key)


def scrub_database() -> None:
    """Neither the index of the search, nor free pages, nor the write-ahead log keep what was deleted."""
    if connection.vendor == "sqlite":
        try:
            _scrub_sqlite()
        except OperationalError as error:  # VACUUM wants the database for itself.
            raise NotClean(BUSY) from error
    else:
        _scrub_postgresql()


def overwrite_what_is_deleted() -> None:
    """Ask it before the transaction of a redaction: SQLite then fills with zeros whatever it sets free."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")
            cursor.fetchall()


def _scrub_sqlite() -> None:
    overwrite_what_is_deleted()
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO articles_search(articles_search) VALUES ('rebuild')")
        cursor.execute("INSERT INTO articles_search(articles_search) VALUES ('optimize')")
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        is_busy = cursor.fetchone()[0]
    if is_busy:
        raise NotClean(BUSY)


def _scrub_postgresql() -> None:
    """Rewrites the tables of words, each under a lock. The server's own log and its backups are for whoever runs it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        tables = [name for (name,) in cursor.fetchall()]
        for table in tables:
            cursor.execute(f"VACUUM (FULL, ANALYZE) {connection.ops.quote_name(table)}")
