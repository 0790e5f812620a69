"""Where derived pictures lie: `derived/<public key>/<name>` in the storage. Nothing else of it is served."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

FOLDER = "derived"
KEY = "[2-9a-z]{26}"
NAME = r"[0-9]{1,4}\.(?:jpg|webp)"
"""Every key and every name there is looks like this. Whatever looks otherwise is no derived picture."""
_ADDRESS = re.compile(f"{KEY}/{NAME}")
READABLE = 0o644
"""A web server in front, running as another user, may read derived pictures."""


def path_of(public_key: str, name: str) -> str:
    """Raises FileNotFoundError for what could lead out of the folder, whoever asks."""
    if not _ADDRESS.fullmatch(f"{public_key}/{name}"):
        raise FileNotFoundError(f"No derived picture is called {name!r}.")
    return f"{FOLDER}/{public_key}/{name}"


def names(public_key: str) -> set[str]:
    """The files that lie under this key now."""
    try:
        return set(default_storage.listdir(f"{FOLDER}/{public_key}")[1])
    except FileNotFoundError:
        return set()


def open_file(public_key: str, name: str) -> File:
    return default_storage.open(path_of(public_key, name), "rb")


def write(public_key: str, name: str, content: bytes) -> None:
    """Whole or not at all: a reader who asks meanwhile gets the old file or none, never half of one."""
    path = path_of(public_key, name)
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
    if stored != path:  # Another process wrote the same picture first.
        default_storage.delete(stored)


def delete_all(public_key: str) -> None:
    """Every address under this key is dead afterwards."""
    for name in names(public_key):
        default_storage.delete(f"{FOLDER}/{public_key}/{name}")
    default_storage.delete(f"{FOLDER}/{public_key}")
