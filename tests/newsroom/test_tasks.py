"""The queue: what is put into it is done later, outside the request, and by the thread that a server starts."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newsroom.lib import tasks
from tests.architecture import ROOT, Source, sources

done: list[Any] = []


@tasks.task
def note(word: str) -> None:
    if word == "fail":
        raise ValueError("It cannot be done.")
    done.append(word)


@pytest.fixture(autouse=True)
def empty_queue() -> Iterator[None]:
    tasks.forget_waiting()
    done.clear()
    yield
    tasks.forget_waiting()


class QueueTests:
    def test_what_is_asked_for_waits_and_is_then_done_in_order(self) -> None:
        note("first")
        note("second")
        assert (tasks.waiting(), done) == (2, [])
        assert tasks.run_waiting() == 2
        assert done == ["first", "second"]
        assert tasks.waiting() == 0

    def test_one_that_fails_does_not_hold_up_the_next(self, caplog: pytest.LogCaptureFixture) -> None:
        note("fail")
        note("second")
        tasks.run_waiting()
        assert done == ["second"]
        assert "It cannot be done." in caplog.text

    def test_it_can_be_done_here_and_now(self) -> None:
        note.call_local("now")
        assert (tasks.waiting(), done) == (0, ["now"])

    def test_in_tests_no_thread_begins(self) -> None:
        tasks.start()
        assert tasks._consumer is None

    def test_one_module_names_huey(self) -> None:
        assert names_of_huey(sources()) == ["newsroom.lib.tasks"]
        assert names_of_huey([Source("articles.delivery.pdf", "from huey import Huey")])


def names_of_huey(code: list[Source]) -> list[str]:
    return [source.module for source in code if "import huey" in source.text or "from huey" in source.text]


SERVER = """
import os, sys, time
import newsroom.wsgi
from newsroom.lib import tasks
sys.path.insert(0, {folder!r})
import its_tasks

its_tasks.touch({done!r})
for _ in range(100):
    if os.path.exists({done!r}):
        break
    time.sleep(0.1)
sys.stdout.write(f"{{tasks.waiting()}} {{os.path.exists({done!r})}}")
"""
ITS_TASKS = """
from pathlib import Path
from newsroom.lib import tasks

@tasks.task
def touch(path):
    Path(path).touch()
"""


class ServerTests:
    def serve(self, tmp_path: Path, queue: str) -> str:
        """What is left in the queue, and whether the task was done, by a server with this setting."""
        environment = {
            "VAR_DIR": str(tmp_path / "var"),
            "QUEUE": queue,
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        }
        (tmp_path / "its_tasks.py").write_text(ITS_TASKS)
        migrated = subprocess.run(
            [sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=environment, capture_output=True
        )
        assert migrated.returncode == 0, migrated.stderr
        code = SERVER.format(folder=str(tmp_path), done=str(tmp_path / "done"))
        if queue == "off":
            code = code.replace("range(100)", "range(15)")
        ended = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True
        )
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    def test_a_server_does_what_is_in_the_queue(self, tmp_path: Path) -> None:
        assert self.serve(tmp_path, "embedded") == "0 True"

    def test_a_server_without_a_queue_leaves_it_alone(self, tmp_path: Path) -> None:
        assert self.serve(tmp_path, "off").endswith("False")

    def test_another_word_is_refused(self, tmp_path: Path) -> None:
        ended = subprocess.run(
            [sys.executable, "-c", "import newsroom.settings"],
            cwd=ROOT, env={"VAR_DIR": str(tmp_path), "QUEUE": "on"}, capture_output=True, text=True,
        )  # fmt: skip
        assert "QUEUE is 'on'. It is embedded" in ended.stderr
