"""What monitoring sees, and what the server says instead of starting on a broken database."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from articles.models import triggers
from newsroom import health
from tests.architecture import ROOT


class HealthTests:
    def test_the_process_answers_without_a_database(self, client: Client) -> None:
        answer = client.get("/healthz")
        assert (answer.status_code, answer.content) == (200, b"alive\n")
        assert "no-store" in answer["Cache-Control"]

    def test_only_reading_is_allowed(self, client: Client) -> None:
        assert client.post("/healthz").status_code == client.post("/readyz").status_code == 405

    @pytest.mark.django_db
    def test_it_is_ready_when_the_database_is_migrated_and_keeps_its_rules(self, client: Client) -> None:
        answer = client.get("/readyz")
        assert (answer.status_code, answer.content) == (200, b"ready\n")
        assert not answer.cookies

    @pytest.mark.django_db
    def test_it_is_not_ready_without_its_triggers(
        self, client: Client, caplog: pytest.LogCaptureFixture
    ) -> None:
        triggers.remove(connection)
        answer = client.get("/readyz")
        assert (answer.status_code, answer.content) == (503, b"not ready\n")
        assert "articles_revision_refuses" in caplog.text

    def test_it_is_not_ready_without_a_database(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*args: object, **kwargs: object) -> None:
            raise DatabaseError("connection refused\n")

        monkeypatch.setattr(health, "run_checks", fail)
        assert client.get("/readyz").status_code == 503
        assert health.faults_of_the_database() == ["The database cannot be reached: connection refused"]

    @pytest.mark.django_db
    def test_it_is_not_ready_while_migrations_wait(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(health, "_is_migrated", False)
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE app = 'articles'")
        assert client.get("/readyz").status_code == 503

    @pytest.mark.django_db
    def test_migrations_are_asked_for_once(
        self, client: Client, django_assert_max_num_queries: object
    ) -> None:
        client.get("/readyz")
        with django_assert_max_num_queries(3):  # type: ignore[operator]
            client.get("/readyz")


class StartTests:
    """`newsroom.wsgi` in a process of its own, as the server imports it."""

    @pytest.fixture
    def environment(self, tmp_path: Path) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return {**kept, "VAR_DIR": str(tmp_path)}

    def run(self, environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *words], cwd=ROOT, env=environment, capture_output=True, text=True
        )

    def test_it_starts_on_a_sound_database_and_refuses_one_that_has_lost_its_rules(
        self, environment: dict[str, str], tmp_path: Path
    ) -> None:
        self.run(environment, "manage.py", "migrate", "--verbosity", "0").check_returncode()
        sound = self.run(environment, "-c", "import newsroom.wsgi")
        assert sound.returncode == 0, sound.stderr

        drop = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('DROP TRIGGER search_learns')"
        self.run(environment, "-c", drop, str(tmp_path / "newsroom.sqlite3")).check_returncode()
        broken = self.run(environment, "-c", "import newsroom.wsgi")
        assert broken.returncode == 1
        assert "Newsroom does not start:" in broken.stderr
        assert "has lost search_learns" in broken.stderr
        assert "manage.py migrate" in broken.stderr

    def test_it_says_in_words_that_the_database_is_away(self, environment: dict[str, str]) -> None:
        away = {**environment, "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing"}
        ended = self.run(away, "-c", "import newsroom.wsgi")
        assert ended.returncode == 1
        assert "The database cannot be reached" in ended.stderr
        assert "Traceback" not in ended.stderr
