"""Taking a story away that readers see in other languages: a decision on each, and all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from articles.models import Article, Task
from articles.workflow import actions, publication, translations
from articles.workflow.refusal import Refused
from articles.workflow.transitions import PublicState
from articles.workflow.withdrawal import Act, Decision
from tests.articles.workflow.test_translations import in_russian, live_in_russian
from tests.cast import Cast
from tests.conftest import Clock
from tests.stories import live, saved
from tests.watched import Fault, Statements, between, every_row

pytestmark = pytest.mark.django_db
ALSO, LEAVE = Decision(act=Act.ALSO), Decision(act=Act.LEAVE)
RETRACTED = {"reason": "Invented.", "words": "We have retracted this story."}


def seen(*stories: Article) -> list[PublicState]:
    return [publication.public_state(story) for story in stories]


@pytest.fixture
def original(cast: Cast, clock: Clock) -> Article:
    return live(cast)


@pytest.fixture
def russian(cast: Cast, original: Article, clock: Clock) -> Article:
    story = live_in_russian(cast, original)
    clock.move(minutes=1)
    return story


@pytest.fixture
def ukrainian(cast: Cast, original: Article, clock: Clock) -> Article:
    """One that readers will see."""
    draft = translations.translate(original, cast.writer, "uk")
    saved(draft, cast.writer, headline="Нічний пором залишили", body="<p>Голосували.</p>")
    actions.approve(actions.submit(draft, cast.writer), cast.editor)
    return actions.schedule(draft, cast.editor, visible_from=clock.now + timedelta(hours=2))


class DecisionTests:
    def test_each_language_that_readers_see_or_will_has_to_be_decided(
        self, cast: Cast, original: Article, russian: Article, ukrainian: Article
    ) -> None:
        for move, words in ((actions.unpublish, {"reason": "A court."}), (actions.retract, RETRACTED)):
            for decided in ({}, {russian.pk: ALSO}, {ukrainian.pk: LEAVE}):
                with pytest.raises(Refused) as refused:
                    move(original, cast.chief, translations=decided, **words)
                for story in (russian, ukrainian):
                    assert (story.headline in refused.value.sentence) == (story.pk not in decided)
        assert seen(original, russian, ukrainian) == [
            PublicState.LIVE,
            PublicState.LIVE,
            PublicState.SCHEDULED,
        ]
        assert not Task.objects.exists()

    def test_a_draft_in_another_language_needs_none(
        self, cast: Cast, original: Article, clock: Clock
    ) -> None:
        in_russian(original, cast.writer)
        clock.move(minutes=1)
        actions.unpublish(original, cast.editor, reason="A court.")
        assert seen(original) == [PublicState.UNPUBLISHED]

    def test_the_original_is_decided_on_when_a_translation_goes(
        self, cast: Cast, original: Article, russian: Article
    ) -> None:
        with pytest.raises(Refused, match="night ferry by one vote.*English"):
            actions.unpublish(russian, cast.editor, reason="Mistranslated.")
        actions.unpublish(russian, cast.editor, reason="Mistranslated.", translations={original.pk: LEAVE})
        assert seen(original, russian) == [PublicState.LIVE, PublicState.UNPUBLISHED]

    def test_a_decision_on_a_story_of_no_concern_changes_nothing_of_it(
        self, cast: Cast, original: Article, clock: Clock
    ) -> None:
        other = live(cast)
        clock.move(minutes=1)
        actions.unpublish(original, cast.editor, reason="A court.", translations={other.pk: ALSO})
        assert seen(original, other) == [PublicState.UNPUBLISHED, PublicState.LIVE]

    def test_a_command_has_to_decide_too(self, cast: Cast, original: Article, russian: Article) -> None:
        with pytest.raises(Refused, match="Decide first"):
            actions.MOVES[actions.Move.UNPUBLISH](original, cast.editor, reason="A court.")


class AlsoTests:
    def test_it_goes_too_for_the_same_reason_with_its_own_words_or_the_same(
        self, cast: Cast, original: Article, russian: Article
    ) -> None:
        words = Decision(act=Act.ALSO, words="Снято по решению суда.")
        actions.unpublish(
            original, cast.editor, reason="A court.", words="By order of a court.",
            translations={russian.pk: words},
        )  # fmt: skip
        assert seen(original, russian) == [PublicState.UNPUBLISHED] * 2
        told = [publication.slices_of(story)[-1].words_for_readers for story in (original, russian)]
        assert told == ["By order of a court.", "Снято по решению суда."]
        line = russian.audit_events.first()
        assert (line.move, line.reason, line.made_by) == ("unpublish", "A court.", cast.editor.ref)

    def test_a_retraction_says_the_same_words_in_both(
        self, cast: Cast, original: Article, russian: Article
    ) -> None:
        actions.retract(original, cast.chief, **RETRACTED, translations={russian.pk: ALSO})
        assert seen(original, russian) == [PublicState.RETRACTED] * 2
        row = publication.live_slice(russian)
        assert row is not None and row.words_for_readers == RETRACTED["words"]

    def test_what_was_only_scheduled_never_opens(
        self, cast: Cast, original: Article, russian: Article, ukrainian: Article, clock: Clock
    ) -> None:
        actions.retract(
            original, cast.chief, **RETRACTED, translations={russian.pk: ALSO, ukrainian.pk: ALSO}
        )
        clock.move(hours=3)
        assert seen(original, russian, ukrainian) == [
            PublicState.RETRACTED,
            PublicState.RETRACTED,
            PublicState.NONE,
        ]


class LeaveTests:
    def test_it_stands_with_an_urgent_task_that_says_why(
        self, cast: Cast, original: Article, russian: Article, clock: Clock
    ) -> None:
        actions.unpublish(original, cast.editor, reason="100 % invented.", translations={russian.pk: LEAVE})
        assert seen(original, russian) == [PublicState.UNPUBLISHED, PublicState.LIVE]
        task = russian.tasks.get()
        assert (task.kind, task.is_urgent, task.made_at) == ("withdrawn", True, clock.now)
        assert task.text == (
            "“Council keeps the night ferry by one vote” (English) was taken down: 100 % invented."
        )

    def test_a_retraction_is_named_as_one(self, cast: Cast, original: Article, russian: Article) -> None:
        actions.retract(original, cast.chief, **RETRACTED, translations={russian.pk: LEAVE})
        assert "was retracted: Invented." in russian.tasks.get().text


class RightTests:
    def test_the_right_to_each_is_asked_and_nothing_happens_without_it(
        self, cast: Cast, original: Article, russian: Article, ukrainian: Article
    ) -> None:
        Article.objects.filter(pk=russian.pk).update(section=cast.society)
        before = every_row()
        with pytest.raises(Refused, match="Совет оставил ночной паром.*section that is not yours"):
            actions.unpublish(
                original, cast.editor, reason="A court.", translations={ukrainian.pk: ALSO, russian.pk: ALSO}
            )
        assert not between(before, every_row())
        actions.unpublish(
            original, cast.chief, reason="A court.", translations={ukrainian.pk: ALSO, russian.pk: ALSO}
        )
        assert seen(original, russian) == [PublicState.UNPUBLISHED] * 2

    def test_leaving_it_needs_no_right_to_it(self, cast: Cast, original: Article, russian: Article) -> None:
        Article.objects.filter(pk=russian.pk).update(section=cast.society)
        actions.unpublish(original, cast.editor, reason="A court.", translations={russian.pk: LEAVE})
        assert seen(original, russian) == [PublicState.UNPUBLISHED, PublicState.LIVE]


class FaultTests:
    """Each statement fails once: what is stored is as it was."""

    @pytest.mark.parametrize("name", ["correct", "unpublish", "retract"])
    def test_all_of_it_or_nothing(
        self, cast: Cast, original: Article, russian: Article, ukrainian: Article, clock: Clock, name: str,
        long_sample: Callable[..., list[int]],
    ) -> None:  # fmt: skip
        decided = {"translations": {russian.pk: ALSO, ukrainian.pk: LEAVE}}
        words: dict[str, Any] = {
            "correct": {"kind": "correction", "text": "At eleven.", "fix": {"headline": "The ferry stays"}},
            "unpublish": {"reason": "A court.", **decided},
            "retract": {**RETRACTED, **decided},
        }[name]

        def move() -> None:
            getattr(actions, name)(Article.objects.get(pk=original.pk), cast.chief, **words)

        before = every_row()
        with transaction.atomic():
            with Statements().counted() as whole:
                move()
            assert between(before, every_row())
            transaction.set_rollback(True)
        assert whole.count > 40
        for number in long_sample(range(2, whole.count + 1), 16):
            with Statements(fails_at=number).counted(), suppress(Fault):
                move()
            assert not between(before, every_row()), f"statement {number} of {name} left something"
