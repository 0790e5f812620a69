"""The command: which files it takes, what it says, what it writes, and how it ends."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from articles.exchange.ingest import Outcome, Status
from articles.exchange.report import as_json
from articles.models import Article, PublishedArticle, Tag
from newsroom.models import SiteWords
from tests.articles.exchange.pages import CAPTION, FOOTER, HEADLINE, PARAGRAPHS, a_page, a_picture_file, lay
from tests.cast import Cast, a_news_item
from tests.conftest import SHARED_DATA

USERS_OWN_PAGE = SHARED_DATA.parent / "seeds"


@pytest.fixture(autouse=True)
def media_root(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def folder(tmp_path: Path, db: None) -> Path:
    return tmp_path / "pages"


class Ran:
    """One call of the command."""

    def __init__(self, *arguments: Any) -> None:
        out = StringIO()
        self.code, self.complaint = 0, ""
        try:
            call_command("import_articles", *map(str, arguments), stdout=out, no_color=True)
        except CommandError as error:
            self.code, self.complaint = error.returncode, str(error)
        self.said = out.getvalue()


def reported(tmp_path: Path, *arguments: Any) -> list[dict[str, Any]]:
    """The entries of the report of one call."""
    path = tmp_path / "report.json"
    Ran(*arguments, "--report", path)
    return json.loads(path.read_text(encoding="utf-8"))["sources"]


class FilesTests:
    def test_a_folder_is_read_with_all_below_it_in_order(self, folder: Path, tmp_path: Path) -> None:
        for name in ("b/2.txt", "b/1.txt", "a/9.txt", "c"):
            lay(folder, name, a_page(headline=f"The story of {name.replace('/', ' ')}"))
        for name in (".hidden.txt", ".git/x.txt", "site.json", "dates.csv", "a/9.jpg"):
            lay(folder, name, b"\x00")
        entries = reported(tmp_path, folder)
        names = [str(Path(entry["path"]).relative_to(folder)) for entry in entries]
        assert names == ["c", "a/9.txt", "b/1.txt", "b/2.txt"]
        assert {entry["status"] for entry in entries} == {"created"}

    def test_patterns_and_a_file_named_twice(self, folder: Path, tmp_path: Path) -> None:
        page = lay(folder, "ferry.txt", a_page())
        assert len(reported(tmp_path, f"{folder}/*.txt", page, folder)) == 1

    def test_a_picture_that_is_named_is_passed_over_and_told(self, folder: Path) -> None:
        page, picture = lay(folder, "ferry.txt", a_page()), lay(folder, "ferry.jpg", a_picture_file())
        ran = Ran(page, picture)
        assert ran.code == 0 and "ferry.jpg is a picture, not a story" in ran.said

    def test_what_is_not_there_is_told_before_anything_comes_in(self, folder: Path) -> None:
        ran = Ran(lay(folder, "ferry.txt", a_page()), folder / "tram.txt")
        assert ran.code == 2 and "There is no file or folder called" in ran.complaint
        assert not Article.objects.exists()

    def test_a_pattern_that_fits_nothing_and_an_empty_folder(self, folder: Path) -> None:
        folder.mkdir()
        assert "Nothing fits the pattern" in Ran(f"{folder}/*.md").complaint
        ran = Ran(folder)
        assert ran.code == 2 and "No story was found" in ran.complaint

    def test_a_file_that_may_not_be_read_is_refused_and_the_rest_comes_in(
        self, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        closed, page = lay(folder, "closed.txt", a_page()), lay(folder, "ferry.txt", a_page())
        opened = Path.open

        def refuse(self: Path, *args: Any, **kwargs: Any) -> Any:
            if self == closed:
                raise PermissionError(13, "Permission denied")
            return opened(self, *args, **kwargs)

        monkeypatch.setattr(Path, "open", refuse)
        first, second = reported(tmp_path, closed, page)
        assert first["status"] == "refused" and first["reason"].startswith("unreadable: ")
        assert "Permission denied" in first["reason"]
        assert second["status"] == "created"

    def test_a_name_that_no_system_takes_is_told(self, folder: Path) -> None:
        ran = Ran("x" * 5000)
        assert ran.code == 2 and "cannot be reached" in ran.complaint


class EndTests:
    def test_what_is_no_story_is_refused_with_a_reason_and_the_rest_goes_on(
        self, folder: Path, tmp_path: Path
    ) -> None:
        lay(folder, "1.txt", b"")
        lay(folder, "2.txt", b"\x89PNG\r\n\x1a\n\x00\x00")
        lay(folder, "3.txt", a_page())
        entries = reported(tmp_path, folder)
        assert [entry["status"] for entry in entries] == ["refused", "refused", "created"]
        assert [entry["reason"].partition(":")[0] for entry in entries] == ["empty", "not_text", ""]
        assert entries[0]["article"] is None
        ran = Ran(folder)
        assert ran.code == 1 and "2 of 3 did not go as asked" in ran.complaint
        assert "3 files: 1 unchanged, 2 refused." in ran.said

    def test_strict_ends_with_one(self, folder: Path) -> None:
        ran = Ran(lay(folder, "ferry.txt", a_page()), "--strict")
        assert ran.code == 1 and "new_section: “Politics” is no section of this site" in ran.said

    def test_a_dry_run_says_so_and_writes_nothing(self, folder: Path) -> None:
        ran = Ran(lay(folder, "ferry.txt", a_page()), "--dry-run")
        assert ran.code == 0 and "nothing was written" in ran.said and "1 created" in ran.said
        assert not Article.objects.exists()

    def test_photos_that_wait_are_counted(self, folder: Path) -> None:
        assert "1 photo waits for its file" in Ran(lay(folder, "ferry.txt", a_page())).said


class PublishTests:
    def a_whole_page(self, folder: Path, **page: Any) -> Path:
        lay(folder, "ferry.jpg", a_picture_file(alt="A lit ferry on dark water."))
        return lay(folder, "ferry.txt", a_page(**page))

    def test_as_the_chief_editor(self, folder: Path, cast: Cast) -> None:
        ran = Ran(self.a_whole_page(folder), "--publish", "--as", "chief")
        assert ran.code == 0
        row = PublishedArticle.public.at().get()
        assert row.headline == HEADLINE and f"ferry.txt → {row.address}" in ran.said

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (["--publish"], "--publish needs --as USER"),
            (["--publish", "--as", "nobody"], "There is no user called nobody"),
            (["--publish", "--as", "editor"], "may not import"),
            (["--as", "stranger"], "may not import"),
        ],
    )
    def test_whoever_may_not_imports_nothing(
        self, folder: Path, cast: Cast, arguments: list[str], words: str
    ) -> None:
        ran = Ran(self.a_whole_page(folder), *arguments)
        assert ran.code == 2 and words in ran.complaint
        assert not Article.objects.exists()

    def test_an_account_that_is_switched_off_imports_nothing(self, folder: Path, cast: Cast) -> None:
        cast.chief.is_active = False
        cast.chief.save()
        ran = Ran(self.a_whole_page(folder), "--publish", "--as", "chief")
        assert ran.code == 2 and "switched off" in ran.complaint

    def test_what_the_checklist_refuses_stays_a_draft_and_ends_with_one(
        self, folder: Path, cast: Cast
    ) -> None:
        ran = Ran(self.a_whole_page(folder, date=""), "--publish", "--as", "chief")
        assert ran.code == 1 and "not_published: " in ran.said and "--published-at WHEN" in ran.said
        assert Article.objects.get().desk_state == "draft" and not PublishedArticle.rows.exists()


class DateTests:
    def date_of(self, *arguments: Any) -> datetime | None:
        assert Ran(*arguments).code == 0
        return Article.objects.get().published_at

    def test_a_given_date_is_for_stories_without_one(self, folder: Path) -> None:
        page = lay(folder, "ferry.txt", a_page(date=""))
        assert self.date_of(page, "--published-at", "2025-12-14T18:05+02:00") == datetime(
            2025, 12, 14, 16, 5, tzinfo=UTC
        )

    def test_without_one_none_is_invented(self, folder: Path) -> None:
        assert self.date_of(lay(folder, "ferry.txt", a_page(date=""))) is None

    def test_the_pages_own_date_stays_and_it_is_told(self, folder: Path) -> None:
        ran = Ran(lay(folder, "ferry.txt", a_page()), "--published-at", "2025-12-14")
        assert "date_kept: " in ran.said
        assert Article.objects.get().published_at == datetime(2025, 11, 20, tzinfo=UTC)

    @pytest.mark.parametrize(
        "when", ["2026-03-29T02:30", "2026-10-25T02:30", "yesterday", "2026-02-30", "14.12.2025"]
    )
    def test_a_time_that_is_none_or_two_is_refused_in_words(
        self, folder: Path, settings: Any, when: str
    ) -> None:
        settings.TIME_ZONE = "Europe/Berlin"
        ran = Ran(lay(folder, "ferry.txt", a_page()), "--published-at", when)
        assert ran.code == 2 and when.replace("T", " ")[:10] in ran.complaint.replace("T", " ")
        assert not Article.objects.exists()

    @pytest.mark.parametrize("key", ["ferry.txt", "pages/ferry.txt", "ferry", f'"{HEADLINE.upper()}"'])
    def test_a_file_of_dates_names_a_path_a_slug_or_a_headline_and_wins(self, folder: Path, key: str) -> None:
        dates = lay(folder, "dates.csv", f"\ufeffstory,date\n{key},2025-12-14 18:05\n")
        moment = datetime(2025, 12, 14, 18, 5, tzinfo=UTC)
        assert self.date_of(lay(folder, "ferry.txt", a_page()), "--dates", dates) == moment

    @pytest.mark.parametrize(
        ("lines", "words"),
        [
            ("ferry.txt,2025-12-14\ntram.txt,soon\n", "dates.csv, line 2: “soon” is no date"),
            ("ferry.txt\n", "dates.csv, line 1: two columns are needed"),
            (
                "ferry.txt,2025-12-14\nFERRY.txt,2025-12-15\n",
                "dates.csv, line 2: “FERRY.txt” stands in line 1 already",
            ),
            ("path,date\n", "holds no dates"),
            (b"\xff\xfe", "is not a text in UTF-8"),
        ],
    )
    def test_a_bad_file_of_dates_is_told_by_its_line(
        self, folder: Path, lines: str | bytes, words: str
    ) -> None:
        ran = Ran(lay(folder, "ferry.txt", a_page()), "--dates", lay(folder, "dates.csv", lines))
        assert ran.code == 2 and words in ran.complaint
        assert not Article.objects.exists()

    def test_a_line_that_names_no_story_is_told(self, folder: Path) -> None:
        dates = lay(folder, "dates.csv", "ferry.txt;2025-12-14\ntram.txt;2025-12-15\n")
        ran = Ran(lay(folder, "ferry.txt", a_page()), "--dates", dates)
        assert ran.code == 0 and "line 2: “tram.txt” is no story of this run" in ran.said


class ReportTests:
    KEYS = {"path", "status", "reason", "warnings", "article", "footer"}
    ARTICLE_KEYS = {
        "id", "address", "language", "kind", "section", "headline", "standfirst", "authors", "tags", "photos",
        "paragraphs", "subheads", "list_items", "first_paragraph", "last_paragraph",
    }  # fmt: skip

    def test_it_has_every_key_and_no_other(self, folder: Path, tmp_path: Path) -> None:
        text = (PARAGRAPHS[0], "Two explanations", "• first", "• second", PARAGRAPHS[1])
        (entry,) = reported(
            tmp_path,
            lay(folder, "ferry.txt", a_page(paragraphs=text, footer=FOOTER)),
            "--tags",
            "River, City",
        )
        assert set(entry) == self.KEYS and set(entry["article"]) == self.ARTICLE_KEYS
        assert entry["article"] == {
            "id": Article.objects.get().pk,
            "address": "",
            "language": "en",
            "kind": "News",
            "section": "Politics",
            "headline": HEADLINE,
            "standfirst": "",
            "authors": ["Nela Arden"],
            "tags": ["River", "City"],
            "photos": [
                {
                    "caption": CAPTION,
                    "photographer": "Tolga Akmen",
                    "agency": "EPA",
                    "credit_line": "EPA / TOLGA AKMEN",
                }
            ],
            "paragraphs": 2,
            "subheads": 1,
            "list_items": 2,
            "first_paragraph": PARAGRAPHS[0],
            "last_paragraph": PARAGRAPHS[1],
        }
        assert entry["footer"] == {
            "editor_in_chief": "Marta Oselin",
            "links": ["Terms of use", "Privacy policy"],
        }

    def test_each_line_counts_once(self) -> None:
        body = (
            "<h2>Why</h2><ul><li><p>one</p></li><li><p>two</p></li><li> </li></ul><p></p>"
            "<blockquote><p>said</p></blockquote><p>end</p>"
        )
        said = as_json(Outcome(path="x", status=Status.CREATED, item=a_news_item(body=body)))["article"]
        assert (said["paragraphs"], said["subheads"], said["list_items"]) == (2, 1, 2)
        assert (said["first_paragraph"], said["last_paragraph"]) == ("said", "end")

    def test_a_dry_run_reports_the_same_without_a_number(self, folder: Path, tmp_path: Path) -> None:
        page = lay(folder, "ferry.txt", a_page())
        (foreseen,) = reported(tmp_path, page, "--dry-run")
        (done,) = reported(tmp_path, page)
        assert foreseen["article"].pop("id") is None and done["article"].pop("id")
        assert foreseen == done

    def test_a_report_that_cannot_be_written_stops_the_run_before_it_begins(self, folder: Path) -> None:
        ran = Ran(lay(folder, "ferry.txt", a_page()), "--report", folder / "no" / "report.json")
        assert ran.code == 2 and "cannot be written" in ran.complaint
        assert not Article.objects.exists()


class UsersOwnPageTests:
    """The page that the user gave, read without a loss."""

    @pytest.fixture
    def page(self, db: None) -> Path:
        if not USERS_OWN_PAGE.is_dir():
            pytest.skip(f"The user's own page is not beside the checkout ({USERS_OWN_PAGE}).")
        return USERS_OWN_PAGE

    def test_the_dry_run_tells_what_stands_on_it(self, page: Path, tmp_path: Path) -> None:
        (entry,) = reported(tmp_path, page, "--dry-run")
        story = entry["article"]
        assert (entry["status"], entry["reason"]) == ("created", "")
        assert (story["language"], story["kind"], story["section"]) == ("en", "News", "Politics")
        assert story["headline"].startswith("Zelensky ready to drop NATO ambitions")
        assert story["photos"] == [
            {
                "caption": "Ukrainian President Volodymyr Zelensky at 10 Downing Street, London, 8 December 2025.",
                "photographer": "Tolga Akmen",
                "agency": "EPA",
                "credit_line": "EPA / TOLGA AKMEN",
            }
        ]
        assert (story["paragraphs"], story["subheads"], story["standfirst"]) == (9, 0, "")
        assert story["last_paragraph"].endswith("not currently under Russian control.")
        assert entry["footer"] == {
            "editor_in_chief": "Kirill Martynov",
            "links": ["Terms of use", "Privacy policy"],
        }
        assert not Article.objects.exists()

    def test_it_comes_in_once(self, page: Path, tmp_path: Path) -> None:
        assert reported(tmp_path, page)[0]["status"] == "created"
        assert reported(tmp_path, page)[0]["status"] == "unchanged"
        assert SiteWords.objects.get(language="en").editor_in_chief == "Kirill Martynov"
        text = next(page.glob("*.txt")).read_text(encoding="utf-8")
        copy = lay(
            tmp_path, "copy.txt", text.replace("\n\n", "\n\n\n").replace("pdfshareprint", "shareprintpdf")
        )
        statuses = [entry["status"] for entry in reported(tmp_path, page, copy)]
        assert statuses == ["unchanged", "duplicate"]
        assert Article.objects.count() == 1


class TagsTests:
    """A story comes in with the tags of its source and of the command, and with no other that its words name."""

    MARKDOWN = "---\nheadline: The night ferry stays\nlanguage: en\ntags: [River, Port]\n---\n\nThe ferry leaves the quay.\n"

    @pytest.mark.parametrize(
        ("name", "content", "own"),
        [
            ("ferry.md", MARKDOWN.encode(), ["River", "Port"]),
            ("ferry.txt", a_page(headline="The night ferry stays"), []),
        ],
    )
    def test_tags_of_the_command_join_those_of_the_source(
        self, folder: Path, name: str, content: bytes, own: list[str]
    ) -> None:
        for known in ("Night ferry", "Ferry", "Quay"):
            Tag.objects.create(name=known)
        lay(folder, name, content)
        assert Ran(folder, "--tags", "River, Harbour").code == 0
        story = Article.objects.get()
        assert [tag.name for tag in story.tags.order_by("items__pk")] == [*(own or ["River"]), "Harbour"]
