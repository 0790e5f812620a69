"""Tasks on a translation: given by what happens to the original, done by a click, settled by themselves."""

from __future__ import annotations

from datetime import timedelta

import pytest

from articles.models import Article, Task
from articles.workflow import actions, story_tasks, translations
from articles.workflow.refusal import Refused
from tests.articles.workflow.test_translations import in_russian, live_in_russian
from tests.cast import Cast
from tests.conftest import Clock
from tests.stories import approved_again, live, saved

pytestmark = pytest.mark.django_db
NOTICE = "The vote came at eleven."


def correct(story: Article, cast: Cast, clock: Clock, text: str = NOTICE, **fix: str) -> Article:
    clock.move(minutes=1)
    return actions.correct(story, cast.editor, kind="correction", text=text, fix=fix or None)


class CorrectedTests:
    def test_every_translation_gets_an_urgent_task_that_names_what_was_corrected(
        self, cast: Cast, clock: Clock
    ) -> None:
        original = live(cast)
        russian, ukrainian = (
            live_in_russian(cast, original),
            translations.translate(original, cast.writer, "uk"),
        )
        correct(original, cast, clock, headline="Council keeps the ferry")
        for translation in (russian, ukrainian):
            task = translation.tasks.get()
            assert (task.kind, task.is_urgent, task.text) == ("corrected", True, f"Correction: {NOTICE}")
            assert (task.made_by, task.made_at, task.done_at) == (cast.editor.ref, clock.now, None)
            line = translation.audit_events.first()
            assert (line.move, line.details) == ("task_given", {"task": task.pk, "kind": "corrected"})
        assert not original.tasks.exists()

    def test_each_correction_is_a_task_of_its_own(self, cast: Cast, clock: Clock) -> None:
        original = live(cast)
        russian = live_in_russian(cast, original)
        correct(original, cast, clock)
        correct(original, cast, clock, "The vote of the correction was wrong too.")
        assert russian.tasks.count() == 2

    def test_one_in_the_trash_gets_none(self, cast: Cast, clock: Clock) -> None:
        original = live(cast)
        draft = actions.trash(in_russian(original, cast.writer), cast.editor)
        correct(original, cast, clock)
        assert not draft.tasks.exists()

    def test_a_correction_that_is_refused_gives_none(self, cast: Cast, clock: Clock) -> None:
        original = live(cast)
        russian = live_in_russian(cast, original)
        with pytest.raises(Refused):
            correct(original, cast, clock, headline="")
        assert not russian.tasks.exists()


class UpdatedTests:
    def republished(self, cast: Cast, clock: Clock, original: Article, **words: str) -> None:
        approved_again(cast, original, **words)
        clock.move(minutes=1)
        actions.publish(original, cast.editor)

    def test_a_translation_of_the_older_text_is_told(self, cast: Cast, clock: Clock) -> None:
        original = live(cast)
        russian = live_in_russian(cast, original)
        self.republished(cast, clock, original, headline="Council keeps the ferry")
        task = russian.tasks.get()
        assert (task.kind, task.is_urgent) == ("updated", False)
        assert "revision 2" in task.text and "revision 1" in task.text

    def test_only_the_newest_waits(self, cast: Cast, clock: Clock) -> None:
        original = live(cast)
        russian = live_in_russian(cast, original)
        self.republished(cast, clock, original, headline="Council keeps the ferry")
        self.republished(cast, clock, original, headline="Council keeps it")
        assert "revision 3" in russian.tasks.get().text

    def test_one_that_says_it_already_is_not_told(self, cast: Cast, clock: Clock) -> None:
        original = live(cast)
        russian = live_in_russian(cast, original)
        saved(original, cast.writer, headline="Council keeps the ferry")
        translations.bring_up_to_date(russian, cast.writer, original.latest_revision)
        actions.approve(actions.submit(original, cast.writer), cast.editor)
        clock.move(minutes=1)
        actions.publish(original, cast.editor)
        assert not russian.tasks.exists()

    def test_other_spaces_and_tags_are_no_update(self, cast: Cast, clock: Clock) -> None:
        original = live(cast)
        russian = live_in_russian(cast, original)
        saved(original, cast.writer, kicker="Ferries")
        clock.move(minutes=1)
        actions.publish(original, cast.editor)
        assert not russian.tasks.exists()

    def test_a_story_that_was_linked_by_hand_says_not_from_what_and_is_left_alone(
        self, cast: Cast, clock: Clock
    ) -> None:
        original = live(cast)
        linked = live(cast, translation_of=original, headline="Паром", language="ru")
        self.republished(cast, clock, original, headline="Council keeps the ferry")
        assert not linked.tasks.exists()

    def test_a_scheduled_text_is_told_of_with_its_moment(self, cast: Cast, clock: Clock) -> None:
        original = live(cast)
        russian = live_in_russian(cast, original)
        approved_again(cast, original, headline="Council keeps the ferry")
        actions.schedule(original, cast.editor, visible_from=clock.now + timedelta(hours=3))
        assert russian.tasks.get().text.startswith("From 24 November 2026")


class DoneTests:
    def task(self, cast: Cast, clock: Clock) -> Task:
        original = live(cast)
        russian = live_in_russian(cast, original)
        correct(original, cast, clock)
        return russian.tasks.get()

    def test_it_is_done_and_undone_and_the_history_says_so(self, cast: Cast, clock: Clock) -> None:
        task = self.task(cast, clock)
        clock.move(minutes=5)
        story_tasks.mark_done(task, cast.writer)
        assert (task.done_at, task.done_by) == (clock.now, cast.writer.ref)
        story_tasks.mark_undone(task, cast.editor)
        assert (task.done_at, task.done_by) == (None, None)
        lines = task.article.audit_events.filter(move__startswith="task_").values_list("move", "made_by")
        assert list(lines)[:2] == [("task_undone", cast.editor.ref), ("task_done", cast.writer.ref)]

    def test_a_second_click_changes_nothing(self, cast: Cast, clock: Clock) -> None:
        task = self.task(cast, clock)
        story_tasks.mark_done(task, cast.writer)
        story_tasks.mark_done(task, cast.editor)
        assert task.done_by == cast.writer.ref
        assert task.article.audit_events.filter(move="task_done").count() == 1

    def test_each_person_may_or_is_refused(self, cast: Cast, clock: Clock) -> None:
        task, may = self.task(cast, clock), {"writer", "editor", "chief", "chief_elsewhere"}
        for name, person in cast.everyone().items():
            if name in may:
                story_tasks.mark_done(task, person)
                story_tasks.mark_undone(task, person)
            else:
                with pytest.raises(Refused):
                    story_tasks.mark_done(task, person)
                assert Task.objects.get(pk=task.pk).done_at is None, name


class SettledTests:
    def corrected(self, cast: Cast, clock: Clock) -> tuple[Article, Article]:
        original = live(cast)
        russian = live_in_russian(cast, original)
        correct(original, cast, clock, headline="Council keeps the ferry")
        return original, russian

    def test_up_to_date_and_published_closes_it(self, cast: Cast, clock: Clock) -> None:
        original, russian = self.corrected(cast, clock)
        saved(russian, cast.writer, headline="Совет оставил паром")
        translations.bring_up_to_date(russian, cast.writer, original.latest_revision)
        assert russian.tasks.get().done_at is None, "readers of the translation still see the mistake"
        actions.approve(actions.submit(russian, cast.writer), cast.editor)
        clock.move(minutes=1)
        actions.publish(russian, cast.editor)
        assert russian.tasks.get().done_by == cast.editor.ref
        assert russian.audit_events.filter(move="task_done").count() == 1

    def test_published_without_a_word_that_it_is_up_to_date_leaves_it_open(
        self, cast: Cast, clock: Clock
    ) -> None:
        _original, russian = self.corrected(cast, clock)
        approved_again(cast, russian, headline="Совет оставил паром")
        clock.move(minutes=1)
        actions.publish(russian, cast.editor)
        assert russian.tasks.get().done_at is None

    def test_a_translation_that_never_had_the_mistake_is_settled_by_the_word_alone(
        self, cast: Cast, clock: Clock
    ) -> None:
        original, russian = self.corrected(cast, clock)
        translations.bring_up_to_date(russian, cast.writer, original.latest_revision)
        assert russian.tasks.get().done_by == cast.writer.ref

    def test_correcting_the_translation_settles_it_too(self, cast: Cast, clock: Clock) -> None:
        original, russian = self.corrected(cast, clock)
        translations.bring_up_to_date(russian, cast.writer, original.latest_revision)
        story_tasks.mark_undone(russian.tasks.get(), cast.writer)
        correct(russian, cast, clock, "Голосовали в одиннадцать.", headline="Совет оставил паром")
        assert russian.tasks.get().done_at == clock.now

    def test_a_withdrawal_is_for_a_person_to_judge(self, cast: Cast, clock: Clock) -> None:
        original = live(cast)
        russian = live_in_russian(cast, original)
        story_tasks.give(russian, Task.Kind.WITHDRAWN, "Taken down.", cast.editor, moment=clock.now)
        story_tasks.settle(russian, cast.editor, clock.now)
        assert russian.tasks.get().done_at is None
