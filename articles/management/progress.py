"""A progress bar on a terminal, nothing elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

from tqdm import tqdm

Thing = TypeVar("Thing")


def with_progress(things: Iterable[Thing], unit: str, total: int | None = None) -> Iterator[Thing]:
    """The things, one by one, counted on a bar where a person watches. The bar goes when the work is done."""
    is_watched = sys.stderr.isatty()
    yield from tqdm(
        things, total=total, unit=f" {unit}", disable=not is_watched, leave=False, file=sys.stderr
    )


beside_progress = tqdm.external_write_mode
"""Lines that are written inside it stand above the bar."""
