"""Work on files and word to others: after the commit, each step whether or not the one before it succeeded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction


def after_commit(work: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
    """At once where no transaction is open. A failure is logged and stops neither the request nor the next step."""

    def step() -> None:  # A function with a name: Django's log of a failed hook cannot print a `partial`.
        work(*args, **kwargs)

    step.__qualname__ = f"{getattr(work, '__qualname__', work)} after commit"
    transaction.on_commit(step, robust=True)
