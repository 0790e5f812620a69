"""The adapter of the benchmark, without the benchmark: its addresses are pages, its button publishes."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from PIL import Image

from articles.management import sample_corpus
from articles.models import PublishedArticle
from media import renditions
from newsroom.models import User
from tests.benchmarks import desk
from tests.cast import PASSWORD_BACKEND

ROOT = Path(__file__).resolve().parent.parent
STORIES = 25


@pytest.fixture
def target(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """The adapter as the benchmark loads it, over a stand-in for the benchmark's own package."""
    stand_in = ModuleType("targets")
    base = type("Base", (), {"__init__": lambda self, work: setattr(self, "work", work)})
    vars(stand_in).update(Base=base, Browser=object, BENCH=tmp_path)
    monkeypatch.setitem(sys.modules, "targets", stand_in)
    monkeypatch.setattr(sys, "path", list(sys.path))
    spec = importlib.util.spec_from_file_location("target", ROOT / "tests" / "benchmarks" / "target.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Target(tmp_path)


@pytest.fixture
def sample(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renditions, "make", lambda photo, afresh=False: None)
    call_command("load_sample", "--articles", str(STORIES), verbosity=0)


class AdapterTests:
    def test_every_address_that_is_measured_is_a_page(
        self, sample: None, target: Any, client: Client
    ) -> None:
        target.place(STORIES).mkdir()
        (target.place(STORIES) / "deep-page").write_text("/tags/subject-000/")
        plan = target.scenarios(STORIES)
        assert set(plan) == {"home", "section", "article", "tag", "tag page 50", "search", "rss"}
        assert [len(plan[name]) for name in ("section", "tag", "search")] == [10, 10, 10]
        rare_tags = set(plan["tag"])
        for path in {path for paths in plan.values() for path in paths} - rare_tags:
            assert client.get(path).status_code == 200, path
        assert any(client.get(path).status_code == 200 for path in rare_tags)

    def test_a_hundred_stories_are_measured_from_all_years(self, target: Any) -> None:
        target.place(1000).mkdir()
        (target.place(1000) / "deep-page").write_text("/")
        stories = target.scenarios(1000)["article"]
        assert len(set(stories)) == 100
        assert {path.split("/")[2] for path in stories} == {str(year) for year in range(2021, 2027)}

    def test_the_searches_find_as_much_as_those_of_the_other_servers(self, target: Any) -> None:
        """Theirs: 34 to 999 of a thousand stories, 183 on average."""
        words = [_words(sample_corpus.story(index, 1000)) for index in range(1000)]
        found = [sum(set(pair) <= story for story in words) for pair in target.searches]
        assert min(found) > 20
        assert 150 < sum(found) / len(found) < 220

    def test_the_older_pages_of_a_list_are_found(self, sample: None, target: Any, client: Client) -> None:
        assert target.older("/articles/", client.get("/articles/").text).startswith("/articles/?before=20")
        assert target.older("/", "no further page") is None

    def test_the_button_publishes_what_was_prepared(self, sample: None, target: Any, client: Client) -> None:
        login = desk.a_chief()
        (key,) = desk.approved_stories(["The bench was here"])
        client.force_login(User.objects.get(username=login["username"]), PASSWORD_BACKEND)

        class Browser:
            def post(self, path: str, **fields: str) -> None:
                assert client.post(path, fields).status_code == 302

        target.publish(Browser(), key)
        assert PublishedArticle.public.at().filter(headline="The bench was here").exists()
        assert "The bench was here" in client.get("/").text
        for path in (f"/admin/articles/article/?section={login['section']}", "/admin/articles/article/?q=a"):
            assert client.get(path).status_code == 200

    def test_the_pages_that_it_writes_come_in_whole(self, db: None, tmp_path: Path, client: Client) -> None:
        desk.a_chief()
        pictures = [tmp_path / f"photo-{number:02d}.jpg" for number in range(20)]
        for number, picture in enumerate(pictures):
            Image.new("RGB", (640, 480), (number * 10, 90, 120)).save(picture)
        desk.write_pages(3, str(tmp_path / "pages"), pictures)
        call_command(
            "import_articles",
            str(tmp_path / "pages" / "measured"),
            "--publish",
            "--as",
            desk.CHIEF,
            verbosity=0,
        )
        published = PublishedArticle.public.at()
        assert published.count() == 3
        assert {row.photos.count() for row in published} == {2}


class MakeBenchTests:
    @pytest.mark.parametrize(
        ("given", "sentence"),
        [
            ("BENCH=/nowhere", "The benchmark is not in /nowhere."),
            ("BENCH_PYTHON=/nowhere/python", "The benchmark needs Python 3.12 or newer."),
        ],
    )
    def test_it_says_what_is_missing(self, tmp_path: Path, given: str, sentence: str) -> None:
        (tmp_path / "bench.py").touch()
        ended = subprocess.run(
            ["make", "bench", f"BENCH={tmp_path}", given], cwd=ROOT, capture_output=True, text=True
        )
        assert ended.returncode != 0
        assert ended.stderr.startswith(sentence)


def _words(story: sample_corpus.SampleStory) -> set[str]:
    text = " ".join((story.headline, story.standfirst, *story.paragraphs))
    return set(text.lower().replace(".", " ").split())
