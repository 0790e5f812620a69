"""Work outside the request: a queue on disk, and a thread of the server that does what lies in it.

The one module that names huey. The queue may lose a task, or run it twice: a task looks first whether its work is
still to be done, and something that asks again (a reader, a command, the next start) makes up for a lost one.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import close_old_connections
from huey import BlackHoleHuey, Huey, MemoryHuey, SqliteHuey, crontab
from huey.consumer import Consumer

from newsroom.lib.locks import alone

RETRIES = 2
RETRY_SECONDS = 20
LONGEST_PAUSE = 1.0
"""How long a task may lie unseen in an idle queue, in seconds."""
SCHEDULE_SECONDS = 10
"""How often the queue looks for what is to be tried again, or is due by the clock."""
QUIET_HOUR = "3"

Work = Callable[..., None]


def _open_queue() -> Huey:
    if settings.QUEUE == "memory":
        return MemoryHuey("newsroom", results=False)
    if settings.QUEUE == "off":
        return BlackHoleHuey("newsroom", results=False)  # What nobody works off would only grow.
    return SqliteHuey(
        "newsroom", filename=str(settings.VAR_DIR / "queue.sqlite3"), results=False, fsync=False
    )


_queue = _open_queue()
_at_start: list[Any] = []
_consumer: Consumer | None = None
_waits: threading.Thread | None = None


def task(work: Work) -> Callable[..., Any]:
    """`work(1, 2)` then puts it into the queue, and `work.call_local(1, 2)` does it here and now.

    Arguments are plain values. It is tried again when it fails, and its failure is logged.
    """
    return _queue.task(retries=RETRIES, retry_delay=RETRY_SECONDS)(work)


def at_start(queued: Any) -> Any:
    """Put this task into the queue whenever a server starts: for what was lost while none ran."""
    _at_start.append(queued)
    return queued


def every_night(work: Work) -> Any:
    return _queue.periodic_task(crontab(hour=QUIET_HOUR, minute="17"))(work)


class _ThreadsOnly(Consumer):
    """Lives in a server that has its own opinion about signals, and ends with it."""

    def _set_signal_handlers(self) -> None:
        pass


def is_worked_off() -> bool:
    """Whether what is put into the queue here will be done by somebody."""
    return bool(settings.QUEUE != "off")


def start() -> None:
    """Begin to work, in this process, unless the settings say that it does not.

    However many processes serve, one of them works: the others wait until it has ended, and then one takes over.
    """
    global _waits
    if settings.QUEUE != "embedded" or _waits is not None:
        return
    _waits = threading.Thread(target=_work_alone, name="queue", daemon=True)
    _waits.start()


def _work_alone() -> None:
    with alone("queue"):
        _consume()
        threading.Event().wait()  # The lock ends with the process.


def _consume() -> None:
    global _consumer
    # Between two tasks a thread holds no connection: the database may have gone away meanwhile.
    _queue.pre_execute(name="close old connections")(lambda _task: close_old_connections())
    _queue.post_execute(name="close connections")(lambda *_outcome: close_old_connections())
    _consumer = _ThreadsOnly(
        _queue, workers=1, max_delay=LONGEST_PAUSE, scheduler_interval=SCHEDULE_SECONDS, periodic=True
    )
    _consumer.start()
    for queued in _at_start:
        queued()


def waiting() -> int:
    """How many tasks lie in the queue."""
    return _queue.pending_count()


def run_waiting() -> int:
    """Do here and now all that lies in the queue: for commands and tests. Returns how many tasks there were."""
    done = 0
    while (queued := _queue.dequeue()) is not None:
        _queue.execute(queued)
        done += 1
    return done


def forget_waiting() -> None:
    _queue.flush()
