"""One at a time."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from newsroom.lib.locks import alone


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path


class AloneTests:
    def entered(self, name: str) -> tuple[threading.Thread, threading.Event]:
        is_inside = threading.Event()

        def enter() -> None:
            with alone(name):
                is_inside.set()

        thread = threading.Thread(target=enter, daemon=True)
        thread.start()
        return thread, is_inside

    def test_the_next_waits_until_the_first_has_left(self) -> None:
        with alone("desk"):
            thread, is_inside = self.entered("desk")
            assert not is_inside.wait(0.3)
        assert is_inside.wait(5)
        thread.join()

    def test_another_name_is_another_lock(self) -> None:
        with alone("desk"):
            thread, is_inside = self.entered("press")
            assert is_inside.wait(5)
        thread.join()

    def test_one_that_fails_leaves_too(self) -> None:
        with pytest.raises(ValueError), alone("desk"):
            raise ValueError
        thread, is_inside = self.entered("desk")
        assert is_inside.wait(5)
        thread.join()
