"""`names.json`: what the site calls things in each language, out and in again."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from articles.exchange.names import FILE_NAME, FORMAT, BadNames, add_names, names_of_site
from articles.models import Address, Article, Author, AuthorName, Kind, Section, SectionName, Tag
from articles.workflow import actions, taxonomy
from tests.articles.exchange.pages import a_page, lay
from tests.cast import Cast, a_section, an_author
from tests.conftest import Clock
from tests.stories import a_draft, live

SECRET = "Agata Wierzba"
POLITICS = {"en": {"name": "Politics"}, "ru": {"name": "Политика", "slug": "o-politike"}}


def said(**options: Any) -> dict[str, Any]:
    return json.loads(names_of_site(**options))


def a_file(**lists: Any) -> dict[str, Any]:
    return {"format": FORMAT, **lists}


def names_in(author: Author | Section) -> dict[str, tuple[str, str]]:
    return {row.language: (row.name, row.slug) for row in author.names.all()}


class OutTests:
    def test_a_withheld_name_is_in_no_byte(self, cast: Cast, clock: Clock) -> None:
        live(cast, author=an_author(SECRET, form=Author.Form.WITHHELD, desk_note="Her number is in the safe"))
        for options in ({}, {"public_at": clock.now}):
            data = names_of_site(**options).decode()
            assert SECRET not in data and "agata" not in data and "safe" not in data
        assert {"form": "withheld", "names": {"en": {"name": "Name withheld"}}} in said()["authors"]

    def test_readers_get_only_what_stands_on_public_stories(self, cast: Cast, clock: Clock) -> None:
        author = an_author("Tamsin Grey", form=Author.Form.PSEUDONYM)
        AuthorName.objects.create(author=author, language="ru", name="Тамсин")
        live(cast, author=author)
        a_draft(cast, author=an_author("Nela"), section=cast.society)
        Tag.objects.create(name="Secret plan")
        names = said(public_at=clock.now)
        assert [section["names"]["en"]["name"] for section in names["sections"]] == ["Politics"]
        (one,) = names["authors"]
        assert one["form"] == "person" and list(one["names"]) == ["en"]
        assert [tag["name"] for tag in names["tags"]] == ["City council", "River"]
        backup = said()
        assert (
            len(backup["sections"]) == 2 and {"name": "Secret plan", "slug": "secret-plan"} in backup["tags"]
        )
        assert "pseudonym" in {author["form"] for author in backup["authors"]}


class InTests:
    def test_what_is_missing_is_added_and_nothing_is_changed(self, cast: Cast) -> None:
        known = an_author("Nela Arden", desk_note="x")
        file = a_file(
            sections=[
                {"names": POLITICS},
                {"names": {"en": {"name": "City"}}, "is_in_menu": False, "part_of": {"ru": "Политика"}},
            ],
            authors=[
                {"form": "pseudonym", "names": {"en": {"name": "nela arden", "slug": "x", "bio": "New."},
                                                "ru": {"name": "Нела", "bio": "О ней."}}},
                {"form": "department", "names": {"en": {"name": "Photo desk", "slug": "nela-arden"}}},
            ],
        )  # fmt: skip
        assert add_names(file, cast.chief) == {"sections": 1, "authors": 1}
        assert names_in(cast.politics) == {
            "en": ("Politics", "politics"),
            "ru": ("Политика", "o-politike"),
        }
        city = Section.objects.get(names__name="City")
        assert city.parent == cast.politics and not city.is_in_menu
        known.refresh_from_db()
        assert known.form == Author.Form.PERSON and names_in(known)["en"] == ("Nela Arden", "nela-arden")
        assert known.names.get(language="ru").bio == "О ней." and known.names.get(language="en").bio == ""
        desk = Author.objects.get(form=Author.Form.DEPARTMENT)
        assert names_in(desk) == {"en": ("Photo desk", "photo-desk")}
        assert not any(add_names(file, cast.chief).values())

    def test_a_name_that_another_has_here_is_not_taken_from_it(self, cast: Cast) -> None:
        a_section("Политика", "ru")
        add_names(a_file(sections=[{"names": POLITICS}]), cast.chief)
        assert SectionName.objects.filter(name="Политика").count() == 1
        assert list(names_in(cast.politics)) == ["en"]

    def test_tags_come_with_the_words_that_were_merged_into_them(self, cast: Cast) -> None:
        ferry = Tag.objects.create(name="Ferry", slug="the-ferry")
        taxonomy.merge_tags(Tag.objects.create(name="Ferries"), ferry, None)
        file = said()
        assert file["tags"] == [{"name": "Ferry", "slug": "the-ferry", "spellings": ["Ferries"]}]
        Address.objects.all().delete()
        Tag.objects.exclude(merged_into=None).delete()
        ferry.delete()
        add_names(file, cast.chief)
        assert Tag.objects.get(name="Ferries").current == Tag.objects.get(slug="the-ferry")

    def test_it_needs_the_right_to_import(self, cast: Cast) -> None:
        with pytest.raises(actions.Refused):
            add_names(a_file(sections=[{"names": {"en": {"name": "City"}}}]), cast.editor)
        assert Section.objects.count() == 2

    @pytest.mark.parametrize(
        "bad",
        [
            {"authors": [{"form": "ghost", "names": {"en": {"name": "A"}}}]},
            {"authors": [{"names": {"en": {"slug": "a"}}}]},
            {"authors": [{"names": {"en": {"name": 7}}}]},
            {"authors": ["A"]},
            {"authors": 7},
            {"authors": [{"names": {"en": {"name": "x" * 200}}}]},
            {"authors": [{"names": {"en": {"name": "A", "slug": "no / address"}}}]},
            {"tags": [{"name": ""}]},
        ],
    )
    def test_a_bad_file_leaves_nothing_behind(self, cast: Cast, bad: dict[str, Any]) -> None:
        good = {"sections": [{"names": {"en": {"name": "City"}}}]}
        with pytest.raises(BadNames):
            add_names(a_file(**good, **bad), cast.chief)
        assert Section.objects.count() == 2 and not Author.objects.exists() and not Tag.objects.exists()


class CommandTests:
    def run(self, *arguments: Any) -> tuple[int, str]:
        out = StringIO()
        try:
            call_command("import_articles", *map(str, arguments), stdout=out, no_color=True)
        except CommandError as error:
            return error.returncode, str(error)
        return 0, out.getvalue()

    def a_folder(self, tmp_path: Path, names: Any) -> Path:
        lay(tmp_path / "in", FILE_NAME, json.dumps(names))
        return lay(tmp_path / "in", "ferry.txt", a_page()).parent

    def test_it_is_read_before_the_stories(self, cast: Cast, tmp_path: Path) -> None:
        folder = self.a_folder(tmp_path, a_file(sections=[{"names": {"uk": {"name": "Місто"}}}]))
        code, words = self.run(folder, "--as", "chief")
        assert code == 0 and "new here: sections: 1." in words and Article.objects.exists()

    def test_without_a_person_nothing_is_done(self, cast: Cast, tmp_path: Path) -> None:
        folder = self.a_folder(tmp_path, a_file())
        code, words = self.run(folder)
        assert code == 2 and "Give --as USER" in words and not Article.objects.exists()
        assert self.run(folder / "ferry.txt")[0] == 0

    def test_a_dry_run_and_a_strict_one_add_nothing(self, cast: Cast, tmp_path: Path) -> None:
        folder = self.a_folder(tmp_path, a_file(kinds=[{"names": {"en": {"name": "Riddle"}}}]))
        kinds = Kind.objects.count()
        assert "kinds: 1" in self.run(folder, "--as", "chief", "--dry-run")[1]
        self.run(folder, "--as", "chief", "--strict")
        assert Kind.objects.count() == kinds

    def test_a_file_of_somebody_else_is_left_alone_and_a_bad_one_is_told(
        self, cast: Cast, tmp_path: Path
    ) -> None:
        assert self.run(self.a_folder(tmp_path, {"sections": 7}))[0] == 0
        code, words = self.run(self.a_folder(tmp_path, a_file(sections=7)), "--as", "chief")
        assert code == 2 and "not as an export writes it" in words
