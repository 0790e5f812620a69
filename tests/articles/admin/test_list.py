"""The list of stories: found, filtered, and as quick with thousands as with ten."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.admin.story_list import CappedPaginator
from articles.models import Article, DeskState
from articles.workflow import actions
from newsroom.lib.folding import fold
from newsroom.models import SiteSettings
from tests.articles.admin.desk import desk_of
from tests.cast import Cast, a_section, a_story
from tests.stories import a_draft, approved, in_review, live

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"
MANY = 5_000
STATES = (DeskState.DRAFT, DeskState.IN_REVIEW, DeskState.APPROVED)


@pytest.fixture
def desk(cast: Cast) -> Client:
    return desk_of(cast.chief)


def headlines(desk: Client, **parameters: str) -> list[str]:
    return [row.headline for row in desk.get(LIST, parameters).context["cl"].result_list]


def an_archive(cast: Cast, size: int) -> None:
    """Stories by several people, all of one minute: written past the workflow, because there are thousands."""
    kind = a_story(section=cast.politics, by=cast.writer).kind
    people = [cast.writer, cast.editor, cast.chief]
    rows = [
        Article(
            headline=f"Story {number} of the river",
            folded_headline=fold(f"Story {number} of the river"),
            body="<p>Words.</p>" * 20,
            kind=kind,
            section=cast.politics if number % 2 else cast.society,
            desk_state=STATES[number % 2],
            created_by=people[number % 3].ref,
            changed_by=people[number % 3].ref,
        )
        for number in range(size)
    ]
    Article.objects.bulk_create(rows, batch_size=1000)


class SearchTests:
    def test_it_finds_words_in_any_case_and_any_script(self, cast: Cast, desk: Client) -> None:
        a_story(section=cast.politics, headline="Война и МИР у реки", language="ru")
        assert headlines(desk, q="мир ВОЙНА") == ["Война и МИР у реки"]
        assert headlines(desk, q="мир озеро") == []

    def test_signs_of_a_pattern_are_only_signs(self, cast: Cast, desk: Client) -> None:
        a_draft(cast)
        for sign in ("%", "_", "'", '"', "\\"):
            assert headlines(desk, q=sign) == []


class FilterTests:
    def test_the_trash_is_out_of_sight_until_it_is_asked_for(self, cast: Cast, desk: Client) -> None:
        actions.trash(a_draft(cast, headline="Thrown away"), cast.editor)
        assert headlines(desk) == []
        assert headlines(desk, state="trashed") == ["Thrown away"]

    def test_every_filter_narrows(self, cast: Cast, desk: Client) -> None:
        in_review(cast, headline="Waits")
        live(cast, headline="Live")
        a_story(headline="Elsewhere", section=cast.society, language="ru", kind=None, by=cast.chief)
        assert headlines(desk, state="in_review") == ["Waits"]
        assert headlines(desk, public="live") == ["Live"]
        assert headlines(desk, public="not_live") == ["Elsewhere", "Waits"]
        assert headlines(desk, section=str(cast.society.pk)) == ["Elsewhere"]
        assert headlines(desk, language="ru") == ["Elsewhere"]
        assert headlines(desk, **{"for": "mine"}) == ["Elsewhere"]
        kind = Article.objects.get(headline="Live").kind_id
        assert headlines(desk, kind=str(kind), state="approved") == ["Live"]

    def test_a_section_comes_with_its_parts(self, cast: Cast, desk: Client) -> None:
        a_story(headline="Verdict", section=a_section("Courts", parent=cast.politics))
        assert headlines(desk, section=str(cast.politics.pk)) == ["Verdict"]

    def test_a_filter_that_nobody_offers_filters_nothing(self, cast: Cast, desk: Client) -> None:
        a_draft(cast, headline="Draft")
        for parameters in ({"section": "x"}, {"kind": "'"}, {"state": "x"}, {"public": "x"}, {"for": "x"}):
            assert headlines(desk, **parameters) == ["Draft"]


class ReviewTests:
    def waiting_for(self, cast: Cast, who: str) -> list[str]:
        return headlines(desk_of(cast.everyone()[who]), **{"for": "my_review"})

    def test_it_waits_for_those_who_may_read_it(self, cast: Cast) -> None:
        in_review(cast, headline="Politics")
        a_draft(cast, headline="Not yet")
        assert self.waiting_for(cast, "editor") == self.waiting_for(cast, "chief") == ["Politics"]
        assert self.waiting_for(cast, "editor_elsewhere") == []

    def test_not_for_whoever_wrote_it_last(self, cast: Cast) -> None:
        story = a_draft(cast, headline="Mine", by=cast.editor)
        Article.objects.filter(pk=story.pk).update(changed_by=cast.editor.ref, desk_state="in_review")
        assert self.waiting_for(cast, "editor") == []
        SiteSettings.objects.update_or_create(pk=1, defaults={"four_eyes": False})
        assert self.waiting_for(cast, "editor") == ["Mine"]

    def test_a_writer_is_not_asked(self, cast: Cast) -> None:
        page = desk_of(cast.writer).get(LIST).content.decode()
        assert "for=mine" in page and "for=my_review" not in page


class RowTests:
    def test_a_row_says_both_states_who_and_where(self, cast: Cast, desk: Client) -> None:
        live(cast, headline="Council keeps the ferry")
        page = desk.get(LIST).content.decode()
        for words in ("state-approved", "approved", "state-live", "live", "Politics", "English", "Writer"):
            assert words in page

    def test_a_schedule_is_told_apart(self, cast: Cast, desk: Client) -> None:
        actions.schedule(approved(cast), cast.editor, visible_from=timezone.now() + timedelta(hours=1))
        assert "state-scheduled" in desk.get(LIST).content.decode()

    def test_a_headline_is_text(self, cast: Cast, desk: Client) -> None:
        a_draft(cast, headline="<script>alert(1)</script>")
        assert b"<script>alert" not in desk.get(LIST).content


def queries_of(desk: Client, **parameters: str) -> list[str]:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert desk.get(LIST, parameters).status_code == 200
    return [query["sql"] for query in caught.captured_queries]


ASKED: list[dict[str, str]] = [
    {},
    {"q": "river"},
    {"state": "in_review"},
    {"for": "my_review"},
    {"for": "mine"},
    {"public": "live"},
]


class ScaleTests:
    def test_the_number_of_queries_does_not_grow(self, cast: Cast, desk: Client) -> None:
        an_archive(cast, 150)
        few = [len(queries_of(desk, **asked)) for asked in ASKED]
        an_archive(cast, MANY)
        many = [len(queries_of(desk, **asked)) for asked in ASKED]
        assert many == few
        assert max(many) <= 22

    def test_nothing_counts_the_archive(self, cast: Cast, desk: Client) -> None:
        an_archive(cast, MANY)
        counts = [sql for sql in queries_of(desk) if "COUNT(" in sql]
        assert len(counts) == 1 and f"LIMIT {CappedPaginator.MAX_COUNTED}" in counts[0]
        page = desk.get(LIST).content.decode()
        assert "More than 2,000 stories" in page or "More than 2000 stories" in page

    def test_no_body_is_read_for_a_list(self, cast: Cast, desk: Client) -> None:
        an_archive(cast, 10)
        assert not any('"articles_article"."body"' in sql for sql in queries_of(desk))

    @pytest.mark.parametrize("asked", [{}, {"q": "river"}, {"state": "in_review"}, {"for": "my_review"}])
    def test_the_page_walks_an_index_and_sorts_nothing(
        self, cast: Cast, desk: Client, asked: dict[str, str]
    ) -> None:
        an_archive(cast, MANY)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE articles_article")
        pages = [sql for sql in queries_of(desk, **asked) if "ORDER BY" in sql and "LIMIT 100" in sql]
        plan = explained(pages[0])
        assert "story_list" in plan, plan
        assert "TEMP B-TREE" not in plan and "Sort" not in plan, plan

    def test_the_last_page_that_is_counted_can_be_opened(self, cast: Cast, desk: Client) -> None:
        an_archive(cast, 2_200)
        assert len(headlines(desk, p="20")) == 100
        assert desk.get(LIST, {"p": "21"}).status_code == 302


def explained(sql: str) -> str:
    prefix = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with connection.cursor() as cursor:
        cursor.execute(f"{prefix} {sql}")
        return "\n".join(" ".join(map(str, row)) for row in cursor.fetchall())
