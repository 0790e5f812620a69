"""Sections, kinds, authors and tags: named by language, renamed without a dead link, merged, never deleted."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from articles.models import Address, Author, Kind, Section, Tag
from tests.articles.admin.desk import desk_of
from tests.cast import Cast, a_section, an_author
from tests.stories import a_draft, live

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(cast: Cast) -> Client:
    return desk_of(cast.chief)


def names(*rows: dict[str, Any], initial: int = 0) -> dict[str, Any]:
    data: dict[str, Any] = {"names-TOTAL_FORMS": len(rows), "names-INITIAL_FORMS": initial}
    for number, row in enumerate(rows):
        data |= {f"names-{number}-{name}": value for name, value in row.items()}
    return data


class NamesTests:
    def test_a_section_gets_a_name_for_each_language(self, cast: Cast, chief: Client) -> None:
        rows = names({"language": "en", "name": "Courts"}, {"language": "ru", "name": "Суды"})
        chief.post(
            "/admin/articles/section/add/",
            {"order": 3, "is_in_menu": "on", "parent": cast.politics.pk, **rows},
        )
        section = Section.objects.get(parent=cast.politics)
        assert (section.name_in("en"), section.slug_in("ru")) == ("Courts", "sudy")

    def test_one_without_a_name_is_refused(self, cast: Cast, chief: Client) -> None:
        chief.post("/admin/articles/section/add/", {"order": 3, **names()})
        assert Section.objects.count() == 2

    def test_two_with_one_name_are_refused_in_words(self, cast: Cast, chief: Client) -> None:
        response = chief.post(
            "/admin/articles/section/add/", {"order": 3, **names({"language": "en", "name": "POLITICS"})}
        )
        assert "has this name in this language already" in response.content.decode()
        assert Section.objects.count() == 2

    def test_two_authors_may_share_a_name(self, cast: Cast, chief: Client) -> None:
        an_author("Vera Lindqvist")
        row = {"language": "en", "name": "Vera Lindqvist"}
        chief.post("/admin/articles/author/add/", {"form": "person", **names(row)})
        assert sorted(author.slug_in("en") for author in Author.objects.all()) == [
            "vera-lindqvist",
            "vera-lindqvist-2",
        ]

    def test_no_log_keeps_a_name_that_is_taken_back(self, cast: Cast, chief: Client) -> None:
        row = {"language": "en", "name": "A name to forget"}
        chief.post("/admin/articles/author/add/", {"form": "person", **names(row)})
        assert Author.objects.exists() and not LogEntry.objects.exists()

    def test_an_old_address_of_a_section_leads_on(self, cast: Cast, chief: Client) -> None:
        row = cast.politics.names.get()
        held = {"id": row.pk, "section": cast.politics.pk, "language": "en", "name": "Power", "slug": ""}
        chief.post(
            f"/admin/articles/section/{cast.politics.pk}/change/", {"order": 1, **names(held, initial=1)}
        )
        assert cast.politics.names.get().slug == "power"
        assert Address.objects.get().path == "/sections/politics/"

    def test_an_editor_adds_a_kind_and_a_writer_none(self, cast: Cast) -> None:
        data = {"order": 9, **names({"language": "en", "name": "Reportage"})}
        before = Kind.objects.count()
        assert desk_of(cast.writer).post("/admin/articles/kind/add/", data).status_code == 403
        assert Kind.objects.count() == before
        desk_of(cast.editor).post("/admin/articles/kind/add/", data)
        assert Kind.objects.count() == before + 1

    @pytest.mark.parametrize("what", ["section", "kind", "author", "tag"])
    def test_nothing_is_deleted(self, cast: Cast, chief: Client, what: str) -> None:
        a_draft(cast)
        models = {"section": Section, "kind": Kind, "author": Author, "tag": Tag}
        pk = models[what]._default_manager.values_list("pk", flat=True).first()
        assert chief.post(f"/admin/articles/{what}/{pk}/delete/", {"post": "yes"}).status_code == 403
        assert models[what]._default_manager.filter(pk=pk).exists()

    def test_authors_are_found_by_a_name_in_any_language_and_case(self, cast: Cast, chief: Client) -> None:
        author = an_author("Vera Lindqvist")
        author.names.create(language="ru", name="Вера Линдквист")
        for term in ("ЛИНДК", "vera", "вера линд"):
            query = {
                "app_label": "articles",
                "model_name": "articlebyline",
                "field_name": "author",
                "term": term,
            }
            found = chief.get("/admin/autocomplete/", query).json()["results"]
            assert [row["id"] for row in found] == [str(author.pk)]


class TagTests:
    @pytest.fixture
    def tags(self, cast: Cast) -> tuple[Tag, Tag]:
        a_draft(cast, tags=("River",))
        a_draft(cast, tags=("The river", "River"), author=an_author("Ada Brook"))
        return Tag.objects.get(name="River"), Tag.objects.get(name="The river")

    def test_a_merge_moves_the_stories_and_leaves_the_word(
        self, chief: Client, tags: tuple[Tag, Tag]
    ) -> None:
        river, the_river = tags
        page = f"/admin/articles/tag/{the_river.pk}/merge/"
        assert chief.get(page).status_code == 200
        response = chief.post(page, {"target": river.pk}, follow=True)
        assert "“The river” is now “River”: 1 story was touched" in response.content.decode()
        the_river.refresh_from_db()
        assert the_river.merged_into == river
        listed = chief.get("/admin/articles/tag/").context["cl"].result_list
        assert [(tag.name, tag.story_count) for tag in listed] == [("River", 2)]

    def test_a_tag_is_not_merged_into_itself_or_into_a_ghost(
        self, chief: Client, tags: tuple[Tag, Tag]
    ) -> None:
        river, the_river = tags
        Tag.objects.filter(pk=the_river.pk).update(merged_into=river)
        for target in (river.pk, the_river.pk, 999):
            chief.post(f"/admin/articles/tag/{river.pk}/merge/", {"target": target})
        river.refresh_from_db()
        assert river.merged_into is None
        assert chief.get(f"/admin/articles/tag/{the_river.pk}/merge/").status_code == 404

    def test_a_writer_merges_nothing(self, cast: Cast, tags: tuple[Tag, Tag]) -> None:
        page = f"/admin/articles/tag/{tags[1].pk}/merge/"
        assert desk_of(cast.writer).post(page, {"target": tags[0].pk}).status_code == 403

    def test_a_new_name_brings_a_new_address_and_keeps_the_old(
        self, chief: Client, tags: tuple[Tag, Tag]
    ) -> None:
        river = tags[0]
        chief.post(
            f"/admin/articles/tag/{river.pk}/change/", {"name": "The  three rivers", "slug": river.slug}
        )
        river.refresh_from_db()
        assert (river.name, river.slug) == ("The three rivers", "the-three-rivers")
        assert Address.objects.filter(path="/tags/river/", target_id=river.pk).exists()

    def test_a_name_that_another_has_is_refused(self, chief: Client, tags: tuple[Tag, Tag]) -> None:
        response = chief.post(f"/admin/articles/tag/{tags[0].pk}/change/", {"name": "THE RIVER", "slug": ""})
        assert "Merge the two instead" in response.content.decode()


class MergePageTests:
    def test_it_shows_what_will_change_before_it_does(self, cast: Cast, chief: Client) -> None:
        live(cast)
        page = f"/admin/articles/section/{cast.politics.pk}/merge/"
        assert "See what changes" in chief.get(page).content.decode()
        shown = chief.get(page, {"target": cast.society.pk}).content.decode()
        for words in (
            "Council keeps the night ferry by one vote",
            "/sections/politics/",
            "/sections/society/",
        ):
            assert words in shown
        assert Section.objects.filter(merged_into=None).count() == 2
        response = chief.post(page, {"target": cast.society.pk}, follow=True)
        assert "“Politics” is now “Society”: 1 story was touched" in response.content.decode()
        assert Section.objects.get(merged_into=None) == cast.society
        assert chief.get(page).status_code == 404

    def test_what_was_merged_away_is_offered_nowhere(self, cast: Cast, chief: Client) -> None:
        a_draft(cast)
        chief.post(f"/admin/articles/section/{cast.politics.pk}/merge/", {"target": cast.society.pk})
        form = chief.get("/admin/articles/article/add/").context["adminform"].form
        assert list(form.fields["section"].queryset) == [cast.society]
        assert "Politics" not in chief.get("/admin/articles/section/").content.decode()

    def test_a_pseudonym_is_merged_with_a_warning(self, cast: Cast, chief: Client) -> None:
        one, other = an_author("Vera Lindqvist"), an_author("Nightingale", form="pseudonym")
        shown = chief.get(f"/admin/articles/author/{one.pk}/merge/", {"target": other.pk}).content.decode()
        assert "it would tell who stands behind it" in shown and "will answer that there is nothing" in shown

    def test_what_cannot_be_merged_is_said_beside_the_field(self, cast: Cast, chief: Client) -> None:
        part = a_section("Elections", parent=cast.politics)
        page = f"/admin/articles/section/{cast.politics.pk}/merge/"
        response = chief.get(page, {"target": part.pk})
        assert "is a part of “Politics”" in response.content.decode()
        chief.post(page, {"target": part.pk})
        part.refresh_from_db()
        assert part.parent == cast.politics and not Section.objects.exclude(merged_into=None)

    def test_an_editor_merges_authors_and_no_sections(self, cast: Cast) -> None:
        one, other = an_author("Vera Lindqvist"), an_author("Vera Lindquist")
        editor = desk_of(cast.editor)
        data = {"target": cast.society.pk}
        assert editor.post(f"/admin/articles/section/{cast.politics.pk}/merge/", data).status_code == 403
        page = f"/admin/articles/author/{one.pk}/merge/"
        assert desk_of(cast.writer).post(page, {"target": other.pk}).status_code == 403
        assert editor.post(page, {"target": other.pk}).status_code == 302


class RenamePageTests:
    def sent(self, cast: Cast, **more: Any) -> dict[str, Any]:
        row = cast.politics.names.get()
        held = {"id": row.pk, "section": cast.politics.pk, "language": "en", "name": "Power", "slug": "power"}
        return {"order": 1, **names(held, initial=1), **more}

    def test_a_name_that_readers_see_is_shown_first_and_saved_then(self, cast: Cast, chief: Client) -> None:
        live(cast)
        page = f"/admin/articles/section/{cast.politics.pk}/change/"
        shown = chief.post(page, self.sent(cast))
        assert shown.status_code == 200
        for words in ("Nothing is saved yet", "/sections/politics/", "/sections/power/"):
            assert words in shown.content.decode()
        assert cast.politics.names.get().name == "Politics"
        assert not Address.objects.filter(target_kind="section").exists()
        again = dict(shown.context["sent"])
        assert chief.post(page, {**again, "_confirmed": "1"}).status_code == 302
        assert cast.politics.names.get().name == "Power"

    def test_a_name_that_no_reader_sees_is_saved_at_once(self, cast: Cast, chief: Client) -> None:
        page = f"/admin/articles/section/{cast.politics.pk}/change/"
        assert chief.post(page, self.sent(cast)).status_code == 302

    def test_other_changes_are_saved_at_once(self, cast: Cast, chief: Client) -> None:
        live(cast)
        row = cast.politics.names.get()
        held = {
            "id": row.pk,
            "section": cast.politics.pk,
            "language": "en",
            "name": row.name,
            "slug": row.slug,
        }
        page = f"/admin/articles/section/{cast.politics.pk}/change/"
        assert chief.post(page, {"order": 8, **names(held, initial=1)}).status_code == 302

    def test_a_tag_as_well(self, cast: Cast, chief: Client) -> None:
        live(cast)
        river = Tag.objects.get(name="River")
        page = f"/admin/articles/tag/{river.pk}/change/"
        shown = chief.post(page, {"name": "Rivers", "slug": river.slug})
        assert "/tags/rivers/" in shown.content.decode()
        assert Tag.objects.get(pk=river.pk).name == "River"
        chief.post(page, {**dict(shown.context["sent"]), "_confirmed": "1"})
        assert Tag.objects.get(pk=river.pk).slug == "rivers"
