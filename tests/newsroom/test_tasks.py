"""The queue: what is put into it is done later, outside the request, and by the thread that a server starts."""

from __future__ import annotations

import subprocess
import sys
import time
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
    # What a server does at its start is put in by a thread, perhaps after this task.
    if os.path.exists({done!r}) and not tasks.waiting():
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
ONE_OF_SEVERAL = """
import os, sys
import django
django.setup()
from newsroom.lib import tasks

@tasks.at_start
def tell():
    with open({said!r}, "a") as file:
        file.write(f"{{os.getpid()}}\\n")

tasks._at_start[:] = [tell]
tasks.start()
print("serves", flush=True)
sys.stdin.read()
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

    def test_a_server_without_a_queue_does_nothing(self, tmp_path: Path) -> None:
        assert self.serve(tmp_path, "off") == "0 False"
        assert not (tmp_path / "var" / "queue.sqlite3").exists(), "and puts nothing in"

    def test_of_several_servers_one_works_and_the_next_takes_over(self, tmp_path: Path) -> None:
        """Each says when it begins to work, and ends when it is told to."""
        said = tmp_path / "said"
        environment = {
            "VAR_DIR": str(tmp_path / "var"),
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        }
        servers = [
            subprocess.Popen(
                [sys.executable, "-c", ONE_OF_SEVERAL.format(said=str(said))],
                cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            )
            for _ in range(2)
        ]  # fmt: skip
        try:
            for server in servers:
                assert server.stdout is not None and server.stdout.readline() == "serves\n"
            for _ in range(100):
                if said.exists():
                    break
                time.sleep(0.1)
            time.sleep(1)
            [first] = said.read_text().split()
            [working] = [server for server in servers if str(server.pid) == first]
            working.communicate("")
            [other] = [server for server in servers if server is not working]
            for _ in range(50):
                if said.read_text().split() == [first, str(other.pid)]:
                    break
                time.sleep(0.1)
            assert said.read_text().split() == [first, str(other.pid)]
        finally:
            for server in servers:
                server.kill()
                server.wait()

    def test_another_word_is_refused(self, tmp_path: Path) -> None:
        ended = subprocess.run(
            [sys.executable, "-c", "import newsroom.settings"],
            cwd=ROOT, env={"VAR_DIR": str(tmp_path), "QUEUE": "on"}, capture_output=True, text=True,
        )  # fmt: skip
        assert "QUEUE is 'on'. It is embedded" in ended.stderr
