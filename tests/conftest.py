"""What every test may ask for: the cast, a clock, samples of long runs; and the guards that no test can forget."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from django.test import TransactionTestCase
from django.utils import timezone
from hypothesis import settings as hypothesis_settings

from tests.cast import Cast, a_cast
from tests.public_guard import PublicGuard

IS_FULL = bool(os.environ.get("NEWSROOM_FULL"))
"""`make test-full`: every case of the long runs, not a sample."""
SEED = int(os.environ.get("NEWSROOM_SEED", "20261124"))
SHARED_DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"

hypothesis_settings.register_profile(
    "sample", deadline=None, database=None, max_examples=60, derandomize=True
)
hypothesis_settings.register_profile("full", deadline=None, database=None, max_examples=3000)
hypothesis_settings.load_profile("full" if IS_FULL else "sample")


@pytest.fixture
def cast(db: None) -> Cast:
    """The people of every test, in Politics and outside it."""
    return a_cast()


class Clock:
    """Stands still at `now` until it is moved."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def set(self, moment: datetime) -> datetime:
        self.now = moment
        return moment

    def move(self, **by: float) -> datetime:
        """`clock.move(minutes=5)`; gives the new moment."""
        return self.set(self.now + timedelta(**by))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The time that the whole project asks for, standing at a Tuesday noon until a test moves it."""
    clock = Clock(datetime(2026, 11, 24, 12, tzinfo=UTC))
    monkeypatch.setattr(timezone, "now", clock)
    return clock


SAMPLED = "sampled"


@pytest.fixture
def long_sample(request: pytest.FixtureRequest) -> Callable[..., list[Any]]:
    """`for case in long_sample(cases, 50)`: a seeded sample in `make test`, every case in `make test-full`."""

    def choose(cases: Any, size: int) -> list[Any]:
        everything = list(cases)
        if IS_FULL or size >= len(everything):
            chosen = everything
        else:
            places = sorted(random.Random(SEED).sample(range(len(everything)), size))
            chosen = [everything[place] for place in places]
        said = f"sampled {len(chosen):,} of {len(everything):,}"
        request.node.user_properties.append((SAMPLED, said))
        return chosen

    return choose


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say which long runs were only sampled; `user_properties` come back from every worker."""
    said = [
        f"{value}: {report.nodeid}"
        for reports in terminalreporter.stats.values()
        for report in reports
        if getattr(report, "when", "") == "call"
        for name, value in report.user_properties
        if name == SAMPLED
    ]
    if said:
        terminalreporter.section(f"long runs (seed {SEED}; the whole: make test-full)")
        for line in sorted(said):
            terminalreporter.line(line)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real sample files beside the checkout; where they are missing, the test says so and is skipped."""
    if not SHARED_DATA.is_dir():
        pytest.skip(f"There are no sample files in {SHARED_DATA}.")
    return SHARED_DATA


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    cache.clear()


_guard = PublicGuard()


@pytest.fixture(scope="session", autouse=True)
def public_guard_stands() -> Iterator[PublicGuard]:
    with _guard.standing():
        yield _guard


@pytest.fixture(autouse=True)
def public_guard() -> Iterator[PublicGuard]:
    """Fails the test when a public request, in whatever thread, read a table of the desk."""
    _guard.take()
    yield _guard
    assert not (found := _guard.take()), "\n".join(found)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The one place where the triggers are lifted: while the tables are flushed after a transactional test.

    History is append-only in the database itself, which refuses the flush; and a flush takes away what
    the migrations wrote. Here those rows come back and the triggers stand again before the next test.
    """
    from articles.models import triggers

    with django_db_blocker.unblock():
        fresh = [list(model._base_manager.all()) for model in apps.get_models(include_auto_created=True)]

    def flush_without_triggers(case: TransactionTestCase) -> None:
        triggers.remove(connection)
        try:
            # Without post_migrate: its listeners would make rows of their own beside those that come back.
            call_command(
                "flush", verbosity=0, interactive=False, reset_sequences=False, inhibit_post_migrate=True
            )
            with transaction.atomic():
                for rows in fresh:
                    if rows:
                        type(rows[0])._base_manager.bulk_create(rows)
        finally:
            triggers.install(connection)
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("INSERT INTO articles_search(articles_search) VALUES ('rebuild')")

    flush = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]
    TransactionTestCase._fixture_teardown = flush_without_triggers  # type: ignore[attr-defined]
    yield
    TransactionTestCase._fixture_teardown = flush  # type: ignore[attr-defined]
