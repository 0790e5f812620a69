"""The project as whoever runs it meets it: settings, migrations, locks, the words of README."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from tests.architecture import PACKAGES, ROOT, public_templates
from tests.postgres import as_server_user, binaries

README = ROOT / "README.md"
MAKEFILE = ROOT / "Makefile"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """What a fresh shell has, and a `var/` of its own."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**kept, "VAR_DIR": str(tmp_path / "var")}


def python(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *words], cwd=ROOT, env=environment, capture_output=True, text=True)


def manage(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return python(environment, "manage.py", *words)


def settings_say(environment: dict[str, str], *names: str) -> dict[str, Any]:
    """What the settings are in this environment."""
    ask = "import json, newsroom.settings as s; print(json.dumps({n: str(getattr(s, n)) for n in %r}))"
    ended = python(environment, "-c", ask % (names,))
    assert ended.returncode == 0, ended.stderr
    return dict(json.loads(ended.stdout))


def refusal(environment: dict[str, str]) -> str:
    """The last line of what the settings say instead of loading."""
    ended = python(environment, "-c", "import newsroom.settings")
    assert ended.returncode != 0, "The settings did not refuse."
    return ended.stderr.strip().splitlines()[-1]


class MigrationTests:
    def test_no_migration_is_missing(self, environment: dict[str, str]) -> None:
        ended = manage(environment, "makemigrations", "--check", "--dry-run")
        assert ended.returncode == 0, ended.stdout + ended.stderr

    def test_every_migration_is_named_for_its_thought(self) -> None:
        for package in PACKAGES:
            for path in (ROOT / package / "migrations").glob("0*.py"):
                assert not re.search(r"_auto_|_initial$", path.stem), path


class DeployTests:
    def test_a_site_with_https_is_ready_to_deploy(self, environment: dict[str, str]) -> None:
        public = {
            **environment,
            "SITE_URL": "https://paper.example.org",
            "ALLOWED_HOSTS": "paper.example.org",
        }
        ended = manage(public, "check", "--deploy", "--fail-level", "WARNING")
        assert ended.returncode == 0, ended.stdout + ended.stderr
        assert "no issues" in ended.stdout

    def test_the_check_would_see_a_site_that_is_not(self, environment: dict[str, str]) -> None:
        ended = manage({**environment, "DEBUG": "1"}, "check", "--deploy", "--fail-level", "WARNING")
        assert ended.returncode != 0

    def test_static_files_can_be_collected_and_every_page_finds_its_own(
        self, environment: dict[str, str]
    ) -> None:
        """The manifest refuses a stylesheet that names a missing file, and a page that does."""
        ended = manage(environment, "collectstatic", "--noinput", "--verbosity", "0")
        assert ended.returncode == 0, ended.stdout + ended.stderr
        manifest = json.loads((Path(environment["VAR_DIR"]) / "static" / "staticfiles.json").read_text())
        admin = [(str(path), path.read_text()) for path in (ROOT / "templates").rglob("*.html")]
        named = {
            (name, found)
            for name, text in [*public_templates(), *admin]
            for found in re.findall(r"{%\s*static\s+[\"']([^\"']+)[\"']", text)
        }
        assert named
        assert not {(name, found) for name, found in named if found not in manifest["paths"]}


class SettingsTests:
    def test_the_defaults_run_on_one_machine(self, environment: dict[str, str]) -> None:
        said = settings_say(
            environment, "DEBUG", "ALLOWED_HOSTS", "LANGUAGE_CODE", "TIME_ZONE", "SECURE_SSL_REDIRECT"
        )
        assert said == {
            "DEBUG": "False",
            "ALLOWED_HOSTS": "['127.0.0.1', 'localhost']",
            "LANGUAGE_CODE": "en",
            "TIME_ZONE": "UTC",
            "SECURE_SSL_REDIRECT": "False",
        }

    def test_another_host_without_its_name_allowed_is_refused(self, environment: dict[str, str]) -> None:
        said = refusal({**environment, "SITE_URL": "https://paper.example.org"})
        assert "ALLOWED_HOSTS is not set" in said
        assert "Set ALLOWED_HOSTS=paper.example.org" in said

    @pytest.mark.parametrize("address", ["paper.example.org", "ftp://paper.example.org", "https://", "//x"])
    def test_half_an_address_is_refused(self, environment: dict[str, str], address: str) -> None:
        assert "whole address such as https://example.org" in refusal({**environment, "SITE_URL": address})

    def test_an_unknown_language_is_refused(self, environment: dict[str, str]) -> None:
        assert "LANGUAGE is 'de'" in refusal({**environment, "LANGUAGE": "de"})
        assert "not among LANGUAGES=ru" in refusal({**environment, "LANGUAGE": "en", "LANGUAGES": "ru"})
        assert "LANGUAGES names de" in refusal({**environment, "LANGUAGES": "en,de"})

    @pytest.mark.parametrize("value", ["en_GB:en", "ru_RU.UTF-8", ""])
    def test_the_language_of_the_shell_is_not_meant_for_us(
        self, environment: dict[str, str], value: str
    ) -> None:
        assert settings_say({**environment, "LANGUAGE": value}, "LANGUAGE_CODE") == {"LANGUAGE_CODE": "en"}

    def test_https_brings_its_headers_and_cookies(self, environment: dict[str, str]) -> None:
        public = {
            **environment,
            "SITE_URL": "https://paper.example.org",
            "ALLOWED_HOSTS": "paper.example.org",
        }
        names = ("SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_HSTS_SECONDS")
        assert set(settings_say(public, *names).values()) == {"True", "31536000"}
        assert set(settings_say(environment, *names).values()) == {"False", "0"}

    def test_a_proxy_is_believed_only_when_it_is_said_to_be_there(self, environment: dict[str, str]) -> None:
        assert settings_say(environment, "SECURE_PROXY_SSL_HEADER") == {"SECURE_PROXY_SSL_HEADER": "None"}
        assert "X_FORWARDED_PROTO" in str(
            settings_say({**environment, "BEHIND_PROXY": "1"}, "SECURE_PROXY_SSL_HEADER")
        )

    def test_the_key_is_made_once_and_kept_for_its_owner_alone(self, environment: dict[str, str]) -> None:
        first = settings_say(environment, "SECRET_KEY")
        path = Path(environment["VAR_DIR"]) / "secret_key"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert first == {"SECRET_KEY": path.read_text().strip()}
        assert len(first["SECRET_KEY"]) >= 50
        assert settings_say(environment, "SECRET_KEY") == first

    def test_another_site_has_another_key(self, environment: dict[str, str], tmp_path: Path) -> None:
        other = {**environment, "VAR_DIR": str(tmp_path / "other")}
        assert settings_say(environment, "SECRET_KEY") != settings_say(other, "SECRET_KEY")

    def test_a_given_key_is_used_and_none_is_written(self, environment: dict[str, str]) -> None:
        given = {**environment, "SECRET_KEY": "k" * 60}
        assert settings_say(given, "SECRET_KEY") == {"SECRET_KEY": "k" * 60}
        assert not (Path(environment["VAR_DIR"]) / "secret_key").exists()

    def test_tests_have_a_var_of_their_own(self, settings: Any) -> None:
        assert ROOT not in settings.VAR_DIR.parents
        assert settings.MEDIA_ROOT.is_relative_to(settings.VAR_DIR)


def words_of(text: str) -> set[str]:
    """What a page names in code letters."""
    return set(re.findall(r"`([^`\s]+)", text)) | set(re.findall(r"`[^`]*?\b([\w-]+)`", text))


def variables() -> set[str]:
    return set(re.findall(r"env\.\w+\(\s*\"(\w+)\"", (ROOT / "newsroom" / "settings.py").read_text()))


def targets() -> dict[str, str]:
    """Target of the Makefile -> what `make help` says of it."""
    return dict(re.findall(r"^([a-z][a-z-]*):[^=\n]*?## (.+)$", MAKEFILE.read_text(), re.MULTILINE))


class ReadmeTests:
    def test_it_names_every_setting(self) -> None:
        assert variables() >= {"SECRET_KEY", "SITE_URL", "DATABASE_URL", "VAR_DIR"}
        missing = variables() - words_of(README.read_text())
        assert not missing, f"README says nothing of {', '.join(sorted(missing))}."

    def test_it_names_no_setting_that_is_not_there(self) -> None:
        table = re.findall(r"^\| `([A-Z_]+)` \|", README.read_text(), re.MULTILINE)
        assert set(table) - variables() == set()

    def test_it_names_every_target_of_make(self) -> None:
        text = README.read_text()
        missing = {name for name in targets() if not re.search(rf"\bmake {name}\b(?!-)", text)}
        assert not missing, f"README says nothing of make {', make '.join(sorted(missing))}."

    def test_it_names_every_command(self) -> None:
        commands = {
            path.stem
            for path in (ROOT / "articles/management/commands").glob("*.py")
            if path.stem != "__init__"
        }
        missing = {name for name in commands if f"manage.py {name}" not in README.read_text()}
        assert not missing, f"README says nothing of {', '.join(sorted(missing))}."


class MakefileTests:
    def test_help_lists_every_target(self) -> None:
        said = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        assert all(name in said and words in said for name, words in targets().items())
        phony = set(re.search(r"^\.PHONY: (.*)$", MAKEFILE.read_text(), re.MULTILINE)[1].split())  # type: ignore[index]
        assert set(targets()) <= phony

    def test_it_says_which_python_is_missing(self, tmp_path: Path) -> None:
        """In a copy with no virtual environment, on a machine with no Python."""
        tools = tmp_path / "bin"
        tools.mkdir()
        for tool in ("make", "bash", "sha256sum", "cut", "echo"):
            for folder in ("/usr/bin", "/bin"):
                if Path(folder, tool).exists():
                    (tools / tool).symlink_to(Path(folder, tool))
                    break
        for name in ("Makefile", "requirements.txt", "requirements-test.txt"):
            (tmp_path / name).write_text((ROOT / name).read_text())

        def install() -> str:
            environment = {"PATH": str(tools), "HOME": str(tmp_path)}
            ended = subprocess.run(
                ["make", "SHELL=/bin/bash", "install"],
                cwd=tmp_path,
                env=environment,
                capture_output=True,
                text=True,
            )
            assert ended.returncode != 0
            return ended.stderr

        assert "needs Python 3.11 or newer" in install()
        old = tools / "python3"
        old.write_text("#!/bin/bash\ncase $2 in *version_info*) exit 1;; esac\n")
        old.chmod(0o755)
        assert "needs Python 3.11 or newer" in install()
        old.write_text("#!/bin/bash\ncase $2 in *ensurepip*) exit 1;; esac\n")
        assert "apt-get install python3-venv" in install()


def locked(name: str) -> dict[str, tuple[Version, str]]:
    """Package -> version, and the whole entry of a lock file."""
    entries = re.split(r"\n(?=[a-z0-9])", "\n" + (ROOT / name).read_text())
    found = {}
    for entry in entries:
        if head := re.match(r"([a-z0-9._-]+)(?:\[[^]]*\])?==(\S+)", entry):
            found[head[1]] = (Version(head[2]), entry)
    return found


def wanted(*extras: str) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lines = project["dependencies"] + [
        line for extra in extras for line in project["optional-dependencies"][extra]
    ]
    return [Requirement(line) for line in lines]


class LockTests:
    @pytest.mark.parametrize(
        ("name", "extras"), [("requirements.txt", ()), ("requirements-test.txt", ("test",))]
    )
    def test_it_holds_what_the_project_asks_for(self, name: str, extras: tuple[str, ...]) -> None:
        lock = locked(name)
        for requirement in wanted(*extras):
            assert requirement.name in lock, f"{name} lacks {requirement.name}: run make lock."
            assert lock[requirement.name][0] in requirement.specifier, f"{requirement}: run make lock."

    @pytest.mark.parametrize("name", ["requirements.txt", "requirements-test.txt"])
    def test_every_package_has_its_hashes(self, name: str) -> None:
        assert all("--hash=sha256:" in entry for _, entry in locked(name).values())

    def test_tests_run_on_what_is_shipped(self) -> None:
        tests, shipped = locked("requirements-test.txt"), locked("requirements.txt")
        assert len(shipped) >= 20
        assert {name: tests[name][0] for name in shipped} == {
            name: version for name, (version, _) in shipped.items()
        }


class PostgresTests:
    """The runner of `tests/postgres.py`."""

    @pytest.fixture(autouse=True)
    def installed(self) -> None:
        if binaries() is None:
            pytest.skip("PostgreSQL's server is not installed.")

    def servers(self) -> set[str]:
        return {path.name for path in Path("/tmp").glob("newsroom-pg-*")}

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, str(ROOT / "tests/postgres.py"), *command],
            capture_output=True,
            text=True,
            cwd=ROOT,
        )

    def test_the_server_is_there_for_the_command_and_gone_after_it(self) -> None:
        ask = (
            "import os, psycopg; c = psycopg.connect(os.environ['DATABASE_URL']); "
            "print(*c.execute(\"SELECT current_setting('server_encoding'), datcollate, datctype, rolsuper, "
            "current_setting('listen_addresses') FROM pg_database, pg_roles WHERE datname = current_database() "
            "AND rolname = current_user\").fetchone(), sep='|')"
        )
        ended = self.run(sys.executable, "-c", f"{ask}; print(os.environ['DATABASE_URL'])")
        assert ended.returncode == 0, ended.stderr
        said, url = ended.stdout.splitlines()
        assert said == "UTF8|C.UTF-8|C.UTF-8|False|"
        place = re.search(r"newsroom-pg-\w+", url)
        assert place is not None and place[0] not in self.servers()

    def test_the_exit_code_is_the_command_s_own(self) -> None:
        assert self.run(sys.executable, "-c", "raise SystemExit(5)").returncode == 5

    def test_nothing_stays_behind_when_it_is_stopped(self, tmp_path: Path) -> None:
        note = tmp_path / "url"
        wait = f"import os, time; open({str(note)!r}, 'w').write(os.environ['DATABASE_URL']); time.sleep(60)"
        running = subprocess.Popen(
            [sys.executable, str(ROOT / "tests/postgres.py"), sys.executable, "-c", wait],
            stderr=subprocess.DEVNULL,
        )
        for _ in range(600):
            if note.exists() and note.read_text():
                break
            try:
                running.wait(timeout=0.1)
            except subprocess.TimeoutExpired:
                continue
        place = re.search(r"newsroom-pg-\w+", note.read_text())
        running.terminate()
        assert running.wait(timeout=60) == 128 + 15
        assert place is not None and place[0] not in self.servers()
        assert as_server_user("true")


class CleanRunTests:
    def test_the_script_of_the_clean_machine_can_be_run(self) -> None:
        script = ROOT / ".ci" / "run"
        assert os.access(script, os.X_OK)
        subprocess.run(["bash", "-n", str(script)], check=True)
        assert "make test" in script.read_text()
