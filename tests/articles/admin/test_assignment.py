"""The box "Assignment" beside a story, the words in the list, the line in the history."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from articles.models import Article, DeskState, Priority
from articles.workflow import actions, assignment
from articles.workflow.assignment import Work
from tests.articles.admin.desk import address, desk_of, save
from tests.cast import Cast
from tests.conftest import Clock
from tests.stories import a_draft, in_review, saved

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"


@pytest.fixture
def riga(settings: Any) -> None:
    settings.TIME_ZONE = "Europe/Riga"


def give(desk: Client, story: Article, **answers: Any) -> Any:
    return desk.post(address(story, "assignment"), {"to": "", "due_at": "", "priority": "1", **answers})


def fresh(story: Article) -> Article:
    return Article.objects.get(pk=story.pk)


class BoxTests:
    def test_an_editor_gives_the_story_out_in_the_zone_of_the_newsroom(self, cast: Cast, riga: None) -> None:
        story, desk = a_draft(cast), desk_of(cast.editor)
        page = desk.get(address(story)).content.decode()
        assert 'form="panel-assignment-form"' in page and "Time in Europe/Riga" in page
        response = give(desk, story, to=cast.writer_elsewhere.pk, due_at="2031-06-01T09:00", priority="2")
        assert response.status_code == 302
        work = assignment.work_of(fresh(story))
        assert work == Work(
            to=cast.writer_elsewhere, due_at=datetime(2031, 6, 1, 6, tzinfo=UTC), priority=Priority.HIGH
        )
        page = desk.get(address(story)).content.decode()
        assert "Assigned to Writer elsewhere" in page and "1 June 2031" in page

    @pytest.mark.parametrize("typed", ["2031-03-30T03:30", "2031-10-26T03:30", "tomorrow"])
    def test_a_time_that_is_none_or_two_is_refused_beside_its_field(
        self, cast: Cast, riga: None, typed: str
    ) -> None:
        story = a_draft(cast)
        response = give(desk_of(cast.editor), story, to=cast.writer.pk, due_at=typed)
        assert response.status_code == 400
        assert response.context["form"].errors["due_at"]
        page = response.content.decode()
        assert f'value="{cast.writer.pk}" selected' in page and 'form="panel' not in page
        assert fresh(story).assigned_to is None

    def test_a_due_time_that_has_passed_is_refused_in_words(self, cast: Cast) -> None:
        response = give(desk_of(cast.editor), a_draft(cast), due_at="2020-01-01T10:00")
        assert response.status_code == 400 and "has passed already" in response.content.decode()

    def test_a_due_time_that_nobody_touched_is_kept_to_the_second(self, cast: Cast, clock: Clock) -> None:
        due = clock.now + timedelta(hours=1, seconds=17)
        story = assignment.assign(a_draft(cast), cast.editor, Work(to=cast.writer, due_at=due))
        give(desk_of(cast.editor), story, to=cast.editor.pk, due_at=f"{due:%Y-%m-%dT%H:%M}")
        assert fresh(story).due_at == due

    def test_it_offers_nobody_who_writes_nothing(self, cast: Cast) -> None:
        page = desk_of(cast.editor).get(address(a_draft(cast)))
        panel = next(panel for panel in page.context["panels"] if panel.key == "assignment")
        names = {str(person) for person in panel.words["form"].fields["to"].queryset}
        assert names == {
            "Writer", "Writer elsewhere", "Editor", "Editor elsewhere", "Chief", "Chief elsewhere",
        }  # fmt: skip
        response = give(desk_of(cast.editor), a_draft(cast), to=cast.administrator.pk)
        assert response.context["form"].errors["to"]

    def test_a_closed_story_offers_those_named_on_it(self, cast: Cast) -> None:
        story = a_draft(cast, is_closed=True)
        story.closed_to.set([cast.editor, cast.writer])
        page = desk_of(cast.editor).get(address(story))
        panel = next(panel for panel in page.context["panels"] if panel.key == "assignment")
        assert {str(person) for person in panel.words["form"].fields["to"].queryset} == {"Writer", "Editor"}

    @pytest.mark.parametrize(
        "name", ["writer", "writer_elsewhere", "editor_elsewhere", "photo_editor", "administrator"]
    )
    def test_whoever_gives_no_stories_out_is_shut_out(self, cast: Cast, name: str) -> None:
        story = a_draft(cast)
        assert give(desk_of(cast.everyone()[name]), story, to=cast.writer.pk).status_code == 403
        assert fresh(story).assigned_to is None

    def test_a_story_in_the_trash_says_so(self, cast: Cast) -> None:
        story = actions.trash(a_draft(cast), cast.editor)
        response = give(desk_of(cast.editor), story, to=cast.writer.pk)
        assert response.status_code == 400 and "in the trash" in response.content.decode()

    def test_a_closed_story_is_nobodys_business(self, cast: Cast) -> None:
        assert give(desk_of(cast.editor), a_draft(cast, is_closed=True)).status_code == 404

    def test_looking_changes_nothing(self, cast: Cast) -> None:
        assert desk_of(cast.editor).get(address(a_draft(cast), "assignment")).status_code == 405


class TakeTests:
    def test_a_writer_takes_it_on_and_gives_it_back(self, cast: Cast) -> None:
        story, desk = a_draft(cast), desk_of(cast.writer)
        assert "I take it on" in desk.get(address(story)).content.decode()
        desk.post(address(story, "assignment"), {"_take": "1"})
        assert fresh(story).assigned_to == cast.writer
        page = desk.get(address(story)).content.decode()
        assert "Give it back" in page and "I take it on" not in page
        desk.post(address(story, "assignment"), {"_give_back": "1"})
        assert fresh(story).assigned_to is None

    def test_nobody_takes_what_they_may_not_edit(self, cast: Cast) -> None:
        story, desk = a_draft(cast), desk_of(cast.writer_elsewhere)
        assert "I take it on" not in desk.get(address(story)).content.decode()
        assert desk.post(address(story, "assignment"), {"_take": "1"}).status_code == 403
        assert desk.post(address(story, "assignment"), {"_give_back": "1"}).status_code == 403
        assert fresh(story).assigned_to is None

    def test_who_comes_second_is_told(self, cast: Cast) -> None:
        story = assignment.assign(a_draft(cast), cast.editor, Work(to=cast.writer_elsewhere))
        response = desk_of(cast.writer).post(address(story, "assignment"), {"_take": "1"}, follow=True)
        assert "Writer elsewhere has this story already." in response.content.decode()


class WriterTests:
    def test_a_writer_saves_a_story_that_was_given_to_them(self, cast: Cast) -> None:
        story, desk = a_draft(cast), desk_of(cast.writer_elsewhere)
        assert desk.post(address(story), {"headline": "Mine now"}).status_code == 403
        assignment.assign(story, cast.editor, Work(to=cast.writer_elsewhere))
        assert save(desk, story, headline="Mine now").status_code == 302
        assert fresh(story).headline == "Mine now"
        assert fresh(story).assigned_to == cast.writer_elsewhere


class ListTests:
    def headlines(self, desk: Client, **asked: str) -> list[str]:
        return [row.headline for row in desk.get(LIST, asked).context["cl"].result_list]

    def test_a_row_says_who_until_when_and_how_urgent(self, cast: Cast, clock: Clock) -> None:
        due = clock.now + timedelta(hours=1)
        assignment.assign(
            a_draft(cast), cast.editor, Work(to=cast.writer_elsewhere, due_at=due, priority=Priority.HIGH)
        )
        desk = desk_of(cast.chief)
        page = desk.get(LIST).content.decode()
        assert "Writer elsewhere" in page and "due 13:00" in page and "priority-2" in page
        assert "is-late" not in page
        clock.move(hours=2)
        page = desk.get(LIST).content.decode()
        assert "is-late" in page and "late: was due 13:00" in page

    def test_what_is_ordinary_is_not_said(self, cast: Cast) -> None:
        a_draft(cast)
        page = desk_of(cast.chief).get(LIST).content.decode()
        assert 'class="due' not in page and 'class="priority' not in page

    def test_filters_find_mine_and_what_is_late(self, cast: Cast, clock: Clock) -> None:
        mine, late = a_draft(cast, headline="Mine"), a_draft(cast, headline="Late")
        a_draft(cast, headline="Nobody's")
        assignment.assign(mine, cast.editor, Work(to=cast.writer_elsewhere))
        assignment.assign(late, cast.editor, Work(due_at=clock.now + timedelta(hours=1)))
        clock.move(hours=2)
        desk = desk_of(cast.writer_elsewhere)
        assert self.headlines(desk, **{"for": "assigned"}) == ["Mine"]
        assert self.headlines(desk, **{"for": "late"}) == ["Late"]

    def test_a_story_given_to_me_comes_back_to_me(self, cast: Cast) -> None:
        story = a_draft(cast, headline="Returned")
        assignment.assign(story, cast.editor, Work(to=cast.writer_elsewhere))
        saved(story, cast.writer_elsewhere, standfirst="Written by the other.")
        actions.submit(story, cast.writer_elsewhere)
        actions.return_to_writer(story, cast.editor, note="Who counted?")
        for name, expected in {"writer_elsewhere": 1, "writer": 1, "editor": 0}.items():
            assert len(self.headlines(desk_of(cast.everyone()[name]), **{"for": "returned"})) == expected

    def test_many_assignments_cost_no_more_queries(self, cast: Cast, django_assert_num_queries: Any) -> None:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        desk = desk_of(cast.chief)
        counts = []
        for people in ([cast.writer], [cast.writer, cast.editor, cast.chief, cast.writer_elsewhere]):
            for person in people:
                assignment.assign(a_draft(cast), cast.chief, Work(to=person))
            with CaptureQueriesContext(connection) as caught:
                desk.get(LIST)
            counts.append(len(caught.captured_queries))
        assert counts[0] == counts[1]


class HistoryTests:
    def test_it_names_from_whom_to_whom(self, cast: Cast, clock: Clock) -> None:
        story = in_review(cast)
        assignment.assign(story, cast.editor, Work(to=cast.writer))
        due = clock.now + timedelta(days=1)
        work = Work(to=cast.writer_elsewhere, due_at=due, priority=Priority.HIGH)
        assignment.assign(story, cast.editor, work)
        page = desk_of(cast.chief).get(address(story, "history")).content.decode()
        for words in (
            "Assigned",
            "nobody → Writer",
            "Writer → Writer elsewhere",
            "due 25 November",
            "urgent",
        ):
            assert words in page

    def test_it_outlives_the_person(self, cast: Cast) -> None:
        story = assignment.assign(a_draft(cast), cast.editor, Work(to=cast.writer_elsewhere))
        cast.writer_elsewhere.delete()
        page = desk_of(cast.chief).get(address(story, "history")).content.decode()
        assert "nobody → someone who is no longer here" in page
        assert fresh(story).desk_state == DeskState.DRAFT
