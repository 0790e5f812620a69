"""Newsroom for the benchmark of servers: `bench.py --targets …/tests/benchmarks/target.py,wagtail,bare,nginx`.

`make bench` runs it. The benchmark loads this file by its path, in a Python of its own; what has to happen inside
Newsroom is in `desk.py`. Everything is kept in the benchmark's work folder.
"""

from __future__ import annotations

import html
import json
import re
import shutil
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from targets import BENCH, Base, Browser

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT))

from articles.management import sample_corpus as corpus  # noqa: E402 - plain data, without Django

STORIES_MEASURED = 100
TAGS_MEASURED = slice(10, 20)
SEARCHES = tuple(zip(corpus.WORDS[20:30], corpus.WORDS[30:40], strict=True))
"""They find as many stories as those of the other targets: 31 to 905 of a thousand, 183 on average."""
DEEP_PAGE = 50
OLDER = re.compile(r'<a rel="next" href="([^"]+)"')
SETTINGS_WITH_SQL_HEADERS = """\
from newsroom.settings import *
from newsroom.settings import MIDDLEWARE

MIDDLEWARE = ["sqlcount.SQLCountMiddleware", *MIDDLEWARE]
"""


class Target(Base):
    name = "newsroom"
    title = "Newsroom, SQLite, no page cache"
    has_sql = True
    searches = SEARCHES

    def install(self) -> None:
        self.python = self.venv(ROOT / "requirements.txt")
        if not (self.python.parent / "gunicorn").exists():
            # Apart, because the lock file demands a digest of every package installed with it.
            self.run([self.python, "-m", "pip", "install", "-q", "gunicorn"])
        self.manage(self.assets, "collectstatic", "--noinput", "-v0")

    # The site

    @property
    def assets(self) -> Path:
        """Static files are collected here, once for all sizes."""
        return self.work / "assets"

    def place(self, number: int, kind: str = "data") -> Path:
        return self.work / f"{kind}-{number}"

    def env(self, place: Path, **more: str) -> dict[str, str]:
        """Every setting that counts, so that none of whoever runs this slips in."""
        return {
            "VAR_DIR": str(place),
            "DATABASE_URL": f"sqlite:///{place}/newsroom.sqlite3",
            "MEDIA_ROOT": str(place / "media"),
            "CACHE_URL": "locmem://",
            "DEBUG": "0",
            "QUEUE": "off",
            "SITE_URL": self.base,
            "ALLOWED_HOSTS": "127.0.0.1",
            "LANGUAGE": "en",
            "PYTHONDONTWRITEBYTECODE": "1",
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
            **more,
        }

    def manage(self, place: Path, *words: Any) -> str:
        return self.run([self.python, "manage.py", *words], cwd=ROOT, env=self.env(place))

    def inside(self, place: Path, function: str, **given: Any) -> Any:
        """Call a function of `desk.py` in this site, and have what it returns."""
        code = f"import json; from tests.benchmarks import desk; print(json.dumps(desk.{function}(**json.loads({json.dumps(given)!r}))))"
        env = self.env(place, PYTHONPATH=str(BENCH))
        return self.run_json([self.python, "manage.py", "shell", "-v0", "-c", code], cwd=ROOT, env=env)

    def make_site(self, place: Path) -> None:
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        (place / "static").symlink_to(self.assets / "static")
        self.manage(place, "migrate", "-v0")

    def prepare(self, n: int) -> dict[str, Any] | None:
        place = self.place(n)
        if (place / "ready").exists():
            return None
        self.make_site(place)
        started = time.perf_counter()
        self.manage(place, "load_sample", "--articles", n)
        loaded = _rate(n, "load_sample", time.perf_counter() - started)
        self._find_the_deep_page(n)
        (place / "ready").touch()
        return loaded

    def _find_the_deep_page(self, n: int) -> None:
        """Lists have no numbered pages: walk to the fiftieth of the commonest tag, or to the last."""
        self.start(n)
        try:
            path = f"/tags/{_slug(corpus.TAGS[0])}/"
            for _ in range(DEEP_PAGE - 1):
                with urllib.request.urlopen(self.base + path, timeout=30) as response:
                    older = self.older(path, response.read().decode())
                if older is None:
                    break
                path = older
        finally:
            self.stop()
        (self.place(n) / "deep-page").write_text(path)

    def older(self, path: str, page: str) -> str | None:
        """Where the link to the next page of a list leads."""
        link = OLDER.search(page)
        return urljoin(path, html.unescape(link[1])) if link else None

    def start(self, n: int, sql: bool = False) -> None:
        env = self.env(self.place(n))
        if sql:
            with_sql = self.work / "with-sql"
            with_sql.mkdir(exist_ok=True)
            (with_sql / "settings_with_sql_headers.py").write_text(SETTINGS_WITH_SQL_HEADERS)
            env["PYTHONPATH"] = f"{BENCH}:{with_sql}"
            env["DJANGO_SETTINGS_MODULE"] = "settings_with_sql_headers"
        command = self.gunicorn(self.python, "newsroom.wsgi:application", workers=1 if sql else None)
        self.spawn(command, cwd=ROOT, env=env)
        self.wait("/healthz" if sql else "/")  # The first request of a page is one that is counted.

    # For readers

    def scenarios(self, n: int) -> dict[str, list[str]]:
        stories = [corpus.story(index, n) for index in range(0, n, max(1, n // STORIES_MEASURED))]
        return {
            "home": ["/"],
            "section": [f"/sections/{_slug(name)}/" for name in corpus.SECTIONS],
            "article": [story.path for story in stories[:STORIES_MEASURED]],
            "tag": [f"/tags/{_slug(name)}/" for name in corpus.TAGS[TAGS_MEASURED]],
            "tag page 50": [(self.place(n) / "deep-page").read_text()],
            "search": [f"/search/?q={one}+{other}" for one, other in SEARCHES],
            "rss": ["/feeds/rss.xml"],
        }

    # At the desk

    def admin(self, n: int) -> tuple[Browser, dict[str, str]]:
        login = self.inside(self.place(n), "a_chief")
        browser = Browser(self.base)
        browser.get("/admin/login/")
        page = browser.post(
            "/admin/login/", username=login["username"], password=login["password"], next="/admin/"
        )
        if "logout" not in page:
            raise SystemExit(f"{self.name}: the chief editor could not sign in")
        stories = "/admin/articles/article/"
        return browser, {
            "section listing": f"{stories}?section={login['section']}",
            "search": f"{stories}?q={corpus.WORDS[0]}",
        }

    def drafts(self, n: int, headlines: list[str]) -> list[str]:
        return self.inside(self.place(n), "approved_stories", headlines=headlines)

    def publish(self, browser: Browser, key: str) -> None:
        story, seen = key.split("/")
        browser.post(f"/admin/articles/article/{story}/move/publish/", seen=seen, until="")

    def renditions(self, n: int) -> dict[str, float]:
        return self.inside(self.place(n), "rendition_times", folder=str(self.work.parent / "images"))

    # Import

    def load_rate(self) -> dict[str, Any]:
        """The photographs come in before, with stories that are not counted."""
        number = 200
        place = self.place(number, "rate")
        self.make_site(place)
        self.inside(place, "a_chief")
        self.inside(
            place,
            "write_pages_for_import",
            number=number,
            folder=str(place / "pages"),
            images=str(self.work.parent / "images"),
        )
        command = ("import_articles", "--publish", "--as", "benchmark-chief")
        self.manage(place, *command, place / "pages" / "with-photos")
        started = time.perf_counter()
        self.manage(place, *command, place / "pages" / "measured")
        return _rate(number, "import_articles --publish", time.perf_counter() - started)


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")


def _rate(number: int, mode: str, seconds: float) -> dict[str, Any]:
    return {
        "articles": number,
        "mode": mode,
        "seconds": round(seconds, 2),
        "per_second": round(number / seconds, 1),
    }
