"""Two sections or authors that are one: stories, parts, people, names and addresses; and what no redirect may tell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from articles.models import Address, Article, Author, AuthorName, PublishedListing, Section, SectionName
from articles.snapshot import item_of, write
from articles.workflow import merging, publication
from articles.workflow.actions import Refused
from articles.workflow.closed import Unseen
from tests.cast import Cast, a_section, a_story, an_author
from tests.stories import a_draft, live

Committed = Callable[..., Any]


def everything(cast: Cast) -> Unseen:
    return Unseen(cast.chief)


class SectionTests:
    def test_stories_parts_and_people_are_the_other_ones(
        self, cast: Cast, django_capture_on_commit_callbacks: Committed, client: Client
    ) -> None:
        story, draft = live(cast), a_draft(cast)
        part = a_section("Elections", parent=cast.politics)
        with django_capture_on_commit_callbacks(execute=True):
            assert sorted(merging.merge(cast.politics, cast.society, cast.chief)) == [story.pk, draft.pk]
        assert set(Article.objects.values_list("section", flat=True)) == {cast.society.pk}
        part.refresh_from_db()
        assert part.parent == cast.society
        assert [section.pk for section in cast.editor.assignment.sections.all()] == [cast.society.pk]
        shown = publication.live_slice(story)
        assert shown is not None and shown.display["kicker"][1]["path"] == "/sections/society/"
        listed = PublishedListing.rows.filter(list="section").values_list("target_id", flat=True)
        assert set(listed) == {cast.society.pk}
        moved = client.get("/sections/politics/")
        assert (moved.status_code, moved["Location"]) == (301, "/sections/society/")

    def test_a_name_in_a_language_that_the_other_lacks_comes_along_with_its_address(self, cast: Cast) -> None:
        SectionName.objects.create(section=cast.politics, language="ru", name="Политика")
        merging.merge(cast.politics, cast.society, cast.chief)
        assert cast.society.slug_in("ru") == "politika"
        assert list(Address.objects.values_list("path", flat=True)) == ["/sections/politics/"]

    def test_an_old_revision_and_an_import_find_the_other(self, cast: Cast) -> None:
        story = a_draft(cast)
        item = item_of(story)
        merging.merge(cast.politics, cast.society, cast.chief)
        assert write(item, Article.objects.get(pk=story.pk)).section == cast.society

    def test_merging_twice_makes_no_chain(self, cast: Cast) -> None:
        last = a_section("Country")
        merging.merge(cast.politics, cast.society, cast.chief)
        merging.merge(cast.society, last, cast.chief)
        assert set(Section.objects.filter(merged_into=last)) == {cast.politics, cast.society}
        assert set(Address.objects.values_list("target_id", flat=True)) == {last.pk}

    def test_what_would_nest_too_deep_is_refused_in_words(self, cast: Cast) -> None:
        part = a_section("Elections", parent=cast.politics)
        other = a_section("Courts", parent=cast.society)
        for target in (part, other, cast.politics):
            with pytest.raises(Refused):
                merging.merge(Section.objects.get(pk=cast.politics.pk), target, cast.chief)

    def test_it_is_in_the_history_of_each_story(self, cast: Cast) -> None:
        story = a_draft(cast)
        merging.merge(cast.politics, cast.society, cast.chief)
        line = story.audit_events.filter(move="section_merged").get()
        assert line.made_by == cast.chief.ref and line.details["target"] == "Society"


class AuthorTests:
    def test_bylines_are_the_other_ones_each_once(
        self, cast: Cast, django_capture_on_commit_callbacks: Committed, client: Client
    ) -> None:
        twice, once = an_author("Vera Lindqvist"), an_author("Vera Lindquist")
        story = live(cast, author=twice)
        both = a_story(section=cast.politics, by=cast.writer, author=twice)
        both.bylines.create(author=once)
        with django_capture_on_commit_callbacks(execute=True):
            merging.merge(twice, once, cast.chief)
        assert [line.author for line in both.bylines.all()] == [once]
        shown = publication.live_slice(story)
        assert shown is not None
        assert [author["name"] for author in shown.display["authors"]] == ["Vera Lindquist"]
        assert client.get("/authors/vera-lindqvist/")["Location"] == "/authors/vera-lindquist/"

    @pytest.mark.parametrize(
        ("source", "target"),
        [
            ("person", "pseudonym"),
            ("pseudonym", "person"),
            ("person", "withheld"),
            ("pseudonym", "pseudonym"),
        ],
    )
    def test_no_redirect_tells_who_stands_behind_a_name(
        self,
        cast: Cast,
        django_capture_on_commit_callbacks: Committed,
        client: Client,
        source: str,
        target: str,
    ) -> None:
        one, other = an_author("Vera Lindqvist", form=source), an_author("Nightingale", form=target)
        story = live(cast, author=one)
        with django_capture_on_commit_callbacks(execute=True):
            merging.merge(one, other, cast.chief)
        for address in ("/authors/vera-lindqvist/", "/authors/vera-lindqvist/feeds/rss.xml"):
            answer = client.get(address)
            assert answer.status_code == 404 and "ightingale" not in answer.content.decode()
        assert not Address.objects.filter(target_kind="author").exists()
        page = client.get(publication.live_slice(story).path).content.decode()  # type: ignore[union-attr]
        assert "Lindqvist" not in page
        assert "Lindqvist" not in repr(list(story.audit_events.values_list("details", "reason")))
        foreseen = merging.foresee_merge(one, other, everything(cast))
        assert foreseen.cuts and not any(redirect.new for redirect in foreseen.redirects)

    @pytest.mark.parametrize("form", [Author.Form.PSEUDONYM, Author.Form.WITHHELD])
    def test_whoever_becomes_nameless_is_not_found_by_an_old_name(
        self, cast: Cast, django_capture_on_commit_callbacks: Committed, client: Client, form: Author.Form
    ) -> None:
        author = an_author("Vera Lindqvist")
        live(cast, author=author)
        row = author.names.get()
        row.name, row.slug = "Vera Holm", "vera-holm"
        row.save()
        assert Address.objects.filter(path="/authors/vera-lindqvist/").exists()
        with django_capture_on_commit_callbacks(execute=True):
            author.form = form
            author.save()
            row = AuthorName.objects.get(author=author)
            row.name = "Nightingale"
            row.save()
        assert row.slug == "nightingale"
        for old in ("vera-lindqvist", "vera-holm"):
            assert client.get(f"/authors/{old}/").status_code == 404
        assert client.get("/authors/nightingale/").status_code == (200 if form == "pseudonym" else 404)


class ForeseenTests:
    def test_it_says_how_many_stories_and_which_addresses(self, cast: Cast) -> None:
        live(cast), a_draft(cast, headline="A draft about the quay")
        foreseen = merging.foresee_merge(cast.politics, cast.society, everything(cast))
        assert (foreseen.stories, foreseen.live, foreseen.people) == (2, 1, 5)
        assert "A draft about the quay" in foreseen.headlines
        assert [(one.old, one.new) for one in foreseen.redirects] == [
            ("/sections/politics/", "/sections/society/")
        ]

    def test_what_it_says_comes_true(
        self, cast: Cast, django_capture_on_commit_callbacks: Committed, client: Client
    ) -> None:
        source, target = an_author("Vera Lindqvist"), an_author("Vera Lindquist")
        AuthorName.objects.create(author=source, language="ru", name="Вера Линдквист")
        live(cast, author=source)
        live(cast, author=source, language="ru", headline="Паром останется")
        foreseen = merging.foresee_merge(source, target, everything(cast))
        with django_capture_on_commit_callbacks(execute=True):
            touched = merging.merge(source, target, cast.chief)
        assert len(touched) == foreseen.stories == 2
        for redirect in foreseen.redirects:
            assert client.get(redirect.old)["Location"] == redirect.new
        assert foreseen.carried_names == ["Вера Линдквист (ru)"]
        assert client.get("/ru/authors/vera-lindkvist/").status_code == 200

    def test_it_counts_no_closed_story(self, cast: Cast) -> None:
        story = a_draft(cast, headline="What nobody may know")
        Article.objects.filter(pk=story.pk).update(is_closed=True)
        foreseen = merging.foresee_merge(cast.politics, cast.society, everything(cast))
        assert foreseen.stories == 0 and foreseen.headlines == []
