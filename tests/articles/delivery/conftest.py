"""Each test keeps its files in a folder of its own, and begins with an empty queue."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newsroom.lib import tasks


@pytest.fixture(autouse=True)
def media_root(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture(autouse=True)
def empty_queue() -> Iterator[None]:
    tasks.forget_waiting()
    yield
    tasks.forget_waiting()
