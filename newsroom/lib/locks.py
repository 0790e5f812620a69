"""One at a time among all processes of this machine: a lock that ends with whoever held it."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings


@contextmanager
def alone(name: str) -> Iterator[None]:
    """Waits until nobody else is inside under this name. It is the name of a file, so that there are not too many."""
    folder = settings.VAR_DIR / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / name).open("w") as place:
        fcntl.flock(place, fcntl.LOCK_EX)
        yield
