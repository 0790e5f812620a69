"""Who has a story, until when: given out, taken on, given back; and what an assignment lets a writer do."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from articles.models import Article, DeskState, Priority, Role
from articles.workflow import actions, assignment
from articles.workflow.actions import Refused
from articles.workflow.assignment import Work, work_of
from articles.workflow.roles import Powers
from newsroom.models import User
from tests.cast import Cast, a_person
from tests.conftest import Clock
from tests.stories import a_draft, approved, in_review, live, saved

pytestmark = pytest.mark.django_db

MAY_ASSIGN = ("editor", "chief", "chief_elsewhere")


def given_to(story: Article, person: User | None, by: User, **changed: Any) -> Article:
    return assignment.assign(story, by, replace(work_of(story), to=person, **changed))


def may_edit(story: Article, person: User) -> bool:
    return Powers(person).may_edit(Article.objects.get(pk=story.pk))


class AssignTests:
    def test_it_stores_who_until_when_and_how_urgent(self, cast: Cast, clock: Clock) -> None:
        due = clock.now + timedelta(hours=3)
        work = Work(to=cast.writer_elsewhere, due_at=due, priority=Priority.HIGH)
        story = assignment.assign(a_draft(cast), cast.editor, work)
        assert work_of(Article.objects.get(pk=story.pk)) == work == work_of(story)

    @pytest.mark.parametrize("name", MAY_ASSIGN)
    def test_those_who_give_stories_out_may(self, cast: Cast, name: str) -> None:
        assert given_to(a_draft(cast), cast.writer, cast.everyone()[name]).assigned_to == cast.writer

    def test_nobody_else_may(self, cast: Cast) -> None:
        story = a_draft(cast)
        for person in cast.everyone_but(*MAY_ASSIGN).values():
            with pytest.raises(Refused):
                given_to(story, cast.writer_elsewhere, person)
        story.refresh_from_db()
        assert story.assigned_to is None and not story.audit_events.exists()

    def test_it_refuses_a_story_in_the_trash(self, cast: Cast) -> None:
        story = actions.trash(a_draft(cast), cast.editor)
        with pytest.raises(Refused, match="trash"):
            given_to(story, cast.writer, cast.editor)

    @pytest.mark.parametrize("name", ["photo_editor", "administrator", "stranger"])
    def test_it_refuses_whoever_writes_no_stories(self, cast: Cast, name: str) -> None:
        with pytest.raises(Refused, match="Choose somebody from the list"):
            given_to(a_draft(cast), cast.everyone()[name], cast.editor)

    def test_it_refuses_a_login_that_is_switched_off(self, cast: Cast) -> None:
        User.objects.filter(pk=cast.writer.pk).update(is_active=False)
        with pytest.raises(Refused):
            given_to(a_draft(cast), cast.writer, cast.editor)

    def test_a_closed_story_goes_to_those_named_on_it(self, cast: Cast) -> None:
        story = a_draft(cast)
        Article.objects.filter(pk=story.pk).update(is_closed=True)
        story.refresh_from_db()
        story.closed_to.set([cast.editor, cast.writer])
        with pytest.raises(Refused):
            given_to(story, cast.writer_elsewhere, cast.editor)
        assert given_to(story, cast.writer, cast.editor).assigned_to == cast.writer

    def test_it_refuses_a_due_time_that_has_passed(self, cast: Cast, clock: Clock) -> None:
        story = a_draft(cast)
        with pytest.raises(Refused, match="passed"):
            given_to(story, cast.writer, cast.editor, due_at=clock.now)
        given_to(story, cast.writer, cast.editor, due_at=clock.now + timedelta(minutes=1))
        clock.move(hours=1)
        assert given_to(story, cast.editor, cast.editor).assigned_to == cast.editor

    def test_the_history_has_one_new_line_with_before_and_after(self, cast: Cast, clock: Clock) -> None:
        story = given_to(a_draft(cast), cast.writer, cast.editor)
        due = clock.now + timedelta(hours=2)
        given_to(story, cast.writer_elsewhere, cast.chief, due_at=due, priority=Priority.HIGH)
        line, _first = story.audit_events.filter(move="assigned")
        assert line.made_by == cast.chief.ref
        assert line.details["work_before"] == {
            "to": str(cast.writer.ref), "due_at": None, "priority": Priority.NORMAL,
        }  # fmt: skip
        assert line.details["work_after"] == {
            "to": str(cast.writer_elsewhere.ref), "due_at": due.isoformat(), "priority": Priority.HIGH,
        }  # fmt: skip

    def test_what_changes_nothing_leaves_no_line(self, cast: Cast) -> None:
        story = given_to(a_draft(cast), cast.writer, cast.editor)
        given_to(story, cast.writer, cast.editor)
        assert story.audit_events.count() == 1

    def test_the_story_keeps_its_place_in_the_list_and_its_text(self, cast: Cast) -> None:
        story = a_draft(cast)
        before = Article.objects.values_list("changed_at", "latest_revision").get(pk=story.pk)
        given_to(story, cast.writer, cast.editor)
        assert Article.objects.values_list("changed_at", "latest_revision").get(pk=story.pk) == before


class TakeTests:
    def test_a_writer_takes_on_a_story_of_their_own(self, cast: Cast) -> None:
        story = assignment.take(a_draft(cast), cast.writer)
        assert story.assigned_to == cast.writer
        assert [line.move for line in story.audit_events.all()] == ["taken"]

    def test_an_editor_takes_on_any_in_their_sections(self, cast: Cast) -> None:
        assert assignment.take(in_review(cast), cast.editor).assigned_to == cast.editor

    @pytest.mark.parametrize(
        "name", ["writer_elsewhere", "editor_elsewhere", "photo_editor", "administrator", "stranger"]
    )
    def test_nobody_gains_a_right_by_it(self, cast: Cast, name: str) -> None:
        person, story = cast.everyone()[name], a_draft(cast)
        with pytest.raises(Refused):
            assignment.take(story, person)
        assert not may_edit(story, person)

    def test_nobody_takes_it_from_another(self, cast: Cast) -> None:
        story = given_to(a_draft(cast), cast.writer_elsewhere, cast.editor)
        with pytest.raises(Refused, match="Writer elsewhere has this story"):
            assignment.take(story, cast.writer)

    def test_what_is_in_the_trash_is_not_taken(self, cast: Cast) -> None:
        with pytest.raises(Refused, match="trash"):
            assignment.take(actions.trash(a_draft(cast), cast.editor), cast.editor)


class GiveBackTests:
    def test_it_is_nobodys_again_and_keeps_its_due_time(self, cast: Cast, clock: Clock) -> None:
        due = clock.now + timedelta(hours=1)
        story = given_to(a_draft(cast), cast.writer_elsewhere, cast.editor, due_at=due)
        assignment.give_back(story, cast.writer_elsewhere)
        assert work_of(story) == Work(to=None, due_at=due)
        assert story.audit_events.first().move == "given_back"  # type: ignore[union-attr]
        assert not may_edit(story, cast.writer_elsewhere)

    def test_nobody_gives_back_what_another_has(self, cast: Cast) -> None:
        story = given_to(a_draft(cast), cast.writer_elsewhere, cast.editor)
        with pytest.raises(Refused, match="not assigned to you"):
            assignment.give_back(story, cast.writer)


class EditLikeTheirOwnTests:
    def test_a_writer_edits_and_submits_what_was_assigned_to_them(self, cast: Cast) -> None:
        story = a_draft(cast)
        assert not may_edit(story, cast.writer_elsewhere)
        given_to(story, cast.writer_elsewhere, cast.editor)
        assert may_edit(story, cast.writer_elsewhere)
        saved(story, cast.writer_elsewhere, headline="Another headline")
        assert actions.submit(story, cast.writer_elsewhere).desk_state == DeskState.IN_REVIEW

    def test_it_ends_where_their_own_would(self, cast: Cast) -> None:
        for story in (in_review(cast), approved(cast), live(cast), actions.trash(a_draft(cast), cast.editor)):
            Article.objects.filter(pk=story.pk).update(assigned_to=cast.writer_elsewhere)
            assert not may_edit(story, cast.writer_elsewhere)

    def test_they_begin_an_idea_that_was_given_to_them(self, cast: Cast) -> None:
        story = given_to(a_draft(cast, desk_state=DeskState.IDEA), cast.writer_elsewhere, cast.editor)
        assert actions.start(story, cast.writer_elsewhere).desk_state == DeskState.DRAFT

    def test_it_gives_no_other_right(self, cast: Cast) -> None:
        story = given_to(in_review(cast), cast.editor_elsewhere, cast.editor)
        for move in (actions.approve, actions.trash):
            with pytest.raises(Refused):
                move(story, cast.editor_elsewhere)
        assert not Powers(cast.writer_elsewhere).may_edit_photos(story)

    @pytest.mark.parametrize("name", ["photo_editor_elsewhere", "administrator", "stranger"])
    def test_a_role_that_writes_nothing_gains_nothing(self, cast: Cast, name: str) -> None:
        """Whoever had a story before they changed roles."""
        story = a_draft(cast)
        Article.objects.filter(pk=story.pk).update(assigned_to=cast.everyone()[name])
        assert not may_edit(story, cast.everyone()[name])

    def test_it_goes_with_the_assignment(self, cast: Cast) -> None:
        story = given_to(a_draft(cast), cast.writer_elsewhere, cast.editor)
        given_to(story, None, cast.editor)
        assert not may_edit(story, cast.writer_elsewhere)
        assert may_edit(story, cast.writer)

    def test_a_story_of_nobody_is_not_a_strangers(self, cast: Cast) -> None:
        """Nobody signed in has no number, and neither has the assignee of an unassigned story."""
        assert not Powers(None).is_assigned(a_draft(cast))

    def test_four_eyes_stay_on_whoever_wrote_it(self, cast: Cast) -> None:
        second = a_person("second_editor", Role.EDITOR, cast.politics)
        story = given_to(a_draft(cast), cast.editor, second)
        saved(story, cast.editor, body="<p>Written by an editor.</p>")
        actions.submit(story, cast.editor)
        with pytest.raises(Refused, match="somebody else"):
            actions.approve(story, cast.editor)
        assert actions.approve(story, second).desk_state == DeskState.APPROVED


class LateTests:
    def test_a_story_is_late_from_the_second_it_was_due_until_it_is_approved(
        self, cast: Cast, clock: Clock
    ) -> None:
        story = given_to(a_draft(cast), cast.writer, cast.editor, due_at=clock.now + timedelta(hours=1))

        def is_late() -> bool:
            fresh = Article.objects.get(pk=story.pk)
            listed = assignment.late(Article.objects.all()).exists()
            assert listed == assignment.is_late(fresh)
            return listed

        clock.move(minutes=59)
        assert not is_late()
        clock.move(minutes=1)
        assert is_late()
        actions.submit(story, cast.writer)
        assert is_late()
        actions.approve(story, cast.editor)
        assert not is_late()

    def test_what_has_gone_out_is_not_due_any_more(self, cast: Cast, clock: Clock) -> None:
        stories = [approved(cast), approved(cast)]
        due = clock.now + timedelta(hours=1)
        for story in stories:
            given_to(story, cast.writer, cast.editor, due_at=due)
        actions.publish(stories[0], cast.editor)
        actions.schedule(stories[1], cast.editor, visible_from=timezone.now() + timedelta(hours=3))
        clock.move(hours=2)
        saved(stories[0], cast.writer, body="<p>An update is being written.</p>")
        assert [story.due_at for story in stories] == [None, None]
        assert not assignment.late(Article.objects.all()).exists()

    def test_what_is_due_at_no_time_is_never_late(self, cast: Cast) -> None:
        assert not assignment.is_late(a_draft(cast))
