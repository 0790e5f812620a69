"""Runs a command on a PostgreSQL of its own: `python tests/postgres.py pytest -x`.

The server lives in a temporary folder and listens on a socket in there and nowhere else, so it meets no other
server and nobody else reaches it. It ends with the command, also on Ctrl-C. The database belongs to a plain user, not
to a superuser: what the migrations may not do in production, they may not do here.
"""

from __future__ import annotations

import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

USER = "newsroom"
SERVER_USER = "postgres"
"""Who runs the server when root runs the tests: PostgreSQL refuses to start as root."""
QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
"""Nothing in this server outlives the run, so it need not survive a power cut."""
HOW_TO_INSTALL = "On Debian: apt-get install postgresql"


def binaries() -> Path | None:
    """The folder of the newest installed server, Debian's or the one on PATH."""
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if folders:
        return max(folders, key=lambda folder: [int(number) for number in re.findall(r"\d+", str(folder))])
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def as_server_user(*command: str | Path) -> list[str]:
    words = [str(word) for word in command]
    return ["runuser", "-u", SERVER_USER, "--", *words] if os.geteuid() == 0 else words


def run(*command: str | Path) -> None:
    """Run quietly; when it fails, show what it said."""
    ended = subprocess.run(
        as_server_user(*command), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, cwd="/",
    )  # fmt: skip
    if ended.returncode:
        raise SystemExit(f"{command[0]} failed:\n{ended.stdout}")


@contextmanager
def server(programs: Path) -> Iterator[str]:
    """A running server; gives its DATABASE_URL."""
    place = Path(tempfile.mkdtemp(prefix="newsroom-pg-", dir="/tmp"))
    """Under /tmp whatever TMPDIR says: the path of a socket must be shorter than 108 letters."""
    data, log = place / "data", place / "log"
    try:
        if os.geteuid() == 0:
            account = pwd.getpwnam(SERVER_USER)
            os.chown(place, account.pw_uid, account.pw_gid)
        run(programs / "initdb", "-D", data, "-A", "trust", "-U", SERVER_USER, "--encoding=UTF8",
            "--locale=C.UTF-8", "--no-sync")  # fmt: skip
        options = f"-k {place} -c listen_addresses='' {QUICK}"
        # The log is a file: a server that keeps our pipe would keep `run` waiting.
        run(programs / "pg_ctl", "-D", data, "-l", log, "-w", "-t", "60", "-o", options, "start")
        try:
            run(programs / "psql", "-q", "-h", place, "-U", SERVER_USER, "-d", "postgres", "-v", "ON_ERROR_STOP=1",
                "-c", f"CREATE ROLE {USER} LOGIN CREATEDB")  # fmt: skip
            run(programs / "createdb", "-h", place, "-U", USER, USER)
            yield f"postgres://{USER}@{str(place).replace('/', '%2F')}/{USER}"
        finally:
            run(programs / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(place, ignore_errors=True)


def stop_in_order(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def main(command: list[str]) -> int:
    programs = binaries()
    if programs is None:
        sys.exit(f"PostgreSQL's server is not installed. {HOW_TO_INSTALL}")
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop_in_order)
    with server(programs) as url:
        child = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": url})
        try:
            return child.wait()
        except BaseException as stopped:
            # Ctrl-C reaches the child as well; anything else must be passed on before the server goes.
            if not isinstance(stopped, KeyboardInterrupt):
                child.terminate()
            try:
                child.wait(timeout=30)
            except (subprocess.TimeoutExpired, KeyboardInterrupt):
                child.kill()
                child.wait()
            if isinstance(stopped, KeyboardInterrupt):
                return 128 + signal.SIGINT
            raise


if __name__ == "__main__":
    if sys.argv[1:] == ["--is-installed"]:
        sys.exit(binaries() is None)
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1:]))
