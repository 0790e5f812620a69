"""Where derived pictures lie: `derived/<public key>/<name>` in the storage. Nothing else of it is served."""

from __future__ import annotations

import re

from django.core.files.base import File
from django.core.files.storage import default_storage

from newsroom.lib.storing import names_in, write_whole

FOLDER = "derived"
KEY = "[2-9a-z]{26}"
NAME = r"[0-9]{1,4}\.(?:jpg|webp)"
"""Every key and every name there is looks like this. Whatever looks otherwise is no derived picture."""
_ADDRESS = re.compile(f"{KEY}/{NAME}")


def path_of(public_key: str, name: str) -> str:
    """Raises FileNotFoundError for what could lead out of the folder, whoever asks."""
    if not _ADDRESS.fullmatch(f"{public_key}/{name}"):
        raise FileNotFoundError(f"No derived picture is called {name!r}.")
    return f"{FOLDER}/{public_key}/{name}"


def names(public_key: str) -> set[str]:
    """The files that lie under this key now."""
    return names_in(f"{FOLDER}/{public_key}")[1]


def open_file(public_key: str, name: str) -> File:
    return default_storage.open(path_of(public_key, name), "rb")


def write(public_key: str, name: str, content: bytes) -> None:
    write_whole(path_of(public_key, name), content)


def delete_all(public_key: str) -> None:
    """Every address under this key is dead afterwards."""
    for name in names(public_key):
        default_storage.delete(f"{FOLDER}/{public_key}/{name}")
    default_storage.delete(f"{FOLDER}/{public_key}")
