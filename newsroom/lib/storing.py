"""Files that we make and keep in the storage: written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

READABLE = 0o644
"""A web server in front, running as another user, may read what we made for readers."""


def write_whole(path: str, content: bytes) -> None:
    """A reader who asks meanwhile gets the old file or none, never half of one."""
    try:
        place = Path(default_storage.path(path))
    except NotImplementedError:  # A store without a disk, such as S3: there, one upload is atomic.
        _upload(path, content)
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=place.parent, prefix=".")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            os.fchmod(file.fileno(), settings.FILE_UPLOAD_PERMISSIONS or READABLE)
        Path(temporary).replace(place)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _upload(path: str, content: bytes) -> None:
    if default_storage.exists(path):
        default_storage.delete(path)
    stored = default_storage.save(path, ContentFile(content))
    if stored != path:  # Another process wrote the same file first.
        default_storage.delete(stored)


def names_in(folder: str) -> tuple[set[str], set[str]]:
    """The folders and the files that lie there now; none where there is no such folder."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return set(), set()
    return set(folders), set(files)
