"""Every move by every role from every state, held against the table of DESIGN 3."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from articles.models import Article, AuditEvent, DeskState
from articles.workflow import actions, publication
from articles.workflow.transitions import TRANSITIONS, Move, PublicState
from newsroom.models import User
from tests.cast import Cast
from tests.conftest import Clock
from tests.stories import a_draft, approved, in_review, live, saved

EDITORS = {"editor", "chief", "chief_elsewhere"}
CHIEFS = {"chief", "chief_elsewhere"}
WHO_MAY: dict[Move, set[str]] = {
    Move.START: {"writer", *EDITORS},
    Move.SUBMIT: {"writer", *EDITORS},
    Move.RETURN: EDITORS,
    Move.APPROVE: EDITORS,
    Move.PUBLISH: EDITORS,
    Move.SCHEDULE: EDITORS,
    Move.CANCEL_SCHEDULE: EDITORS,
    Move.SET_EMBARGO: EDITORS,
    Move.LIFT_EMBARGO: CHIEFS,
    Move.CORRECT: EDITORS,
    Move.SECOND_READ: {"chief", "chief_elsewhere"},
    Move.UNPUBLISH: EDITORS,
    Move.RETRACT: CHIEFS,
    Move.TRASH: EDITORS,
    Move.UNTRASH: EDITORS,
    Move.CLOSE: EDITORS,
    Move.OPEN: EDITORS,
    Move.ASK_LEGAL_READ: EDITORS,
    Move.CLEAR_LEGAL_READ: EDITORS,
    Move.DROP_LEGAL_READ: CHIEFS,
}
"""The second read is owed by the editor, whose correction it was."""


def words_for(move: Move) -> dict[str, Any]:
    """What the move asks of a person."""
    ahead = timezone.now() + timedelta(hours=2)
    return {
        Move.RETURN: {"note": "Who told us?"},
        Move.SCHEDULE: {"visible_from": ahead},
        Move.SET_EMBARGO: {"until": ahead, "reason": "Agreed with the ministry."},
        Move.LIFT_EMBARGO: {"reason": "The ministry has published it."},
        Move.CORRECT: {"kind": "correction", "text": "The vote came at eleven."},
        Move.UNPUBLISH: {"reason": "The court asked."},
        Move.RETRACT: {"reason": "Invented.", "words": "We have retracted this story."},
        Move.OPEN: {"reason": "It is ready."},
        Move.ASK_LEGAL_READ: {"reason": "It names a minister."},
        Move.CLEAR_LEGAL_READ: {"name": "Ada Okafor", "is_cleared": True},
        Move.DROP_LEGAL_READ: {"reason": "Nobody is named any more."},
    }.get(move, {})


def story_for(move: Move, cast: Cast) -> Article:
    """A story that is ready for the move."""
    match move:
        case Move.START:
            return a_draft(cast, desk_state=DeskState.IDEA)
        case Move.SUBMIT | Move.SET_EMBARGO | Move.TRASH:
            return a_draft(cast)
        case Move.RETURN | Move.APPROVE:
            return in_review(cast)
        case Move.PUBLISH | Move.SCHEDULE:
            return approved(cast)
        case Move.CANCEL_SCHEDULE:
            return actions.schedule(approved(cast), cast.chief, **words_for(Move.SCHEDULE))
        case Move.LIFT_EMBARGO:
            return actions.set_embargo(a_draft(cast), cast.editor, **words_for(Move.SET_EMBARGO))
        case Move.SECOND_READ:
            words = words_for(Move.CORRECT) | {"fix": {"headline": "Council keeps the ferry"}}
            return actions.correct(live(cast), cast.editor, **words)
        case Move.CLOSE:
            return a_draft(cast)
        case Move.OPEN:
            named = [cast.writer, cast.editor, cast.editor_elsewhere, cast.chief, cast.chief_elsewhere]
            return actions.MOVES[Move.CLOSE](a_draft(cast), cast.chief, people=named)
        case Move.CLEAR_LEGAL_READ | Move.DROP_LEGAL_READ:
            return actions.MOVES[Move.ASK_LEGAL_READ](
                a_draft(cast), cast.editor, **words_for(Move.ASK_LEGAL_READ)
            )
        case Move.UNTRASH:
            return actions.trash(a_draft(cast), cast.editor)
        case _:
            return live(cast)


def facts(story: Article) -> tuple[Any, ...]:
    """All that a move could change."""
    return (
        Article.objects.filter(pk=story.pk).values_list().get(),
        [vars(row) | {"_state": None} for row in publication.slices_of(story)],
        AuditEvent.objects.count(),
    )


@pytest.mark.parametrize("move", list(Move))
class TestRoles:
    def test_each_person_may_or_is_refused_and_buttons_agree(
        self, cast: Cast, clock: Clock, move: Move
    ) -> None:
        for name, person in cast.everyone().items():
            story = story_for(move, cast)
            clock.move(minutes=1)
            before, may = facts(story), name in WHO_MAY[move]
            offered = move in [transition.move for transition in actions.available(story, person)]
            assert offered == may, f"{name}: offered {move}"
            if may:
                actions.MOVES[move](story, person, **words_for(move))
                assert AuditEvent.objects.count() == before[-1] + 1, f"{name}: one line of history for {move}"
                line = AuditEvent.objects.first()
                assert line is not None
                assert (line.move, line.made_by, line.article_id) == (move, person.ref, story.pk)
            else:
                with pytest.raises(actions.Refused):
                    actions.MOVES[move](story, person, **words_for(move))
                assert facts(story) == before, f"{name}: a refused {move} changed something"

    def test_a_wrong_state_is_refused(self, cast: Cast, move: Move) -> None:
        story = story_for(move, cast)
        for state in set(DeskState) - set(TRANSITIONS[move].from_states):
            Article.objects.filter(pk=story.pk).update(
                desk_state=state, approved_revision=story.latest_revision
            )
            story.refresh_from_db()
            before = facts(story)
            with pytest.raises(actions.Refused):
                actions.MOVES[move](story, cast.chief, **words_for(move))
            assert facts(story) == before


class TestDeskStates:
    def test_a_story_goes_from_idea_to_the_public(self, cast: Cast) -> None:
        story = a_draft(cast, desk_state=DeskState.IDEA)
        states = [story.desk_state]
        for move, person in (
            (actions.start, cast.writer),
            (actions.submit, cast.writer),
            (actions.approve, cast.editor),
            (actions.publish, cast.editor),
        ):
            states.append(move(story, person).desk_state)
        assert states == ["idea", "draft", "in_review", "approved", "approved"]
        assert publication.public_state(story) is PublicState.LIVE

    def test_a_writer_edits_and_submits_only_their_own(self, cast: Cast) -> None:
        story = a_draft(cast, created_by=cast.editor.ref)
        with pytest.raises(actions.Refused):
            actions.submit(story, cast.writer)

    def test_a_returned_story_loses_its_approval_and_keeps_the_note(self, cast: Cast) -> None:
        story = actions.return_to_writer(approved(cast), cast.chief, note="Who told us?")
        assert (story.desk_state, story.approved_revision) == ("draft", None)
        assert story.audit_events.first().reason == "Who told us?"

    def test_trash_is_refused_while_readers_see_the_story_or_will(self, cast: Cast) -> None:
        ahead = timezone.now() + timedelta(hours=1)
        for story in (live(cast), actions.schedule(approved(cast), cast.editor, visible_from=ahead)):
            with pytest.raises(actions.Refused):
                actions.trash(story, cast.editor)

    def test_reasons_are_asked_for(self, cast: Cast) -> None:
        story = live(cast)
        for act in (
            lambda: actions.unpublish(story, cast.editor, reason=" "),
            lambda: actions.retract(story, cast.chief, reason="", words="Sorry."),
            lambda: actions.retract(story, cast.chief, reason="Invented.", words=" "),
            lambda: actions.set_embargo(
                a_draft(cast), cast.editor, until=timezone.now() + timedelta(1), reason=""
            ),
        ):
            with pytest.raises(actions.Refused):
                act()


class TestFourEyes:
    def test_whoever_changed_the_story_last_cannot_approve_it(self, cast: Cast) -> None:
        story = in_review(cast)
        saved(story, cast.editor, headline="Council keeps the ferry, for a year")
        with pytest.raises(actions.Refused, match="somebody else"):
            actions.approve(story, cast.editor)
        assert actions.approve(story, cast.chief).desk_state == "approved"

    def test_a_change_of_quotes_and_spaces_is_not_a_change_of_the_story(self, cast: Cast) -> None:
        story = in_review(cast, headline='The "night" ferry - saved')
        revision = saved(story, cast.editor, headline="The “night” ferry — saved ")
        assert not revision.is_substantive
        assert actions.approve(story, cast.editor).desk_state == "approved"

    def test_switched_off_it_lets_one_person_do_all_and_the_audit_says_so(self, cast: Cast) -> None:
        from newsroom.models import SiteSettings

        site = SiteSettings.load()
        site.four_eyes = False
        site.save()
        story = a_draft(cast, by=cast.editor)
        saved(story, cast.editor, headline="Mine alone")
        actions.approve(actions.submit(story, cast.editor), cast.editor)
        assert story.audit_events.first().details["four_eyes"] == "off"


class TestDuty:
    def duty(self, cast: Cast, user: User) -> User:
        user.assignment.is_on_duty = True
        user.assignment.save()
        return user

    def test_alone_it_publishes_with_a_second_read_owed(self, cast: Cast, clock: Clock) -> None:
        story = a_draft(cast)
        actions.publish(story, self.duty(cast, cast.writer))
        assert publication.public_state(story) is PublicState.LIVE
        assert story.second_read_owed_at == clock.now

    def test_without_the_flag_a_draft_is_refused(self, cast: Cast) -> None:
        for person in (cast.writer, cast.editor, cast.chief):
            with pytest.raises(actions.Refused):
                actions.publish(a_draft(cast), person)

    def test_what_somebody_else_returned_waits_until_it_is_submitted_again(self, cast: Cast) -> None:
        writer, story = self.duty(cast, cast.writer), a_draft(cast)
        actions.return_to_writer(actions.submit(story, writer), cast.editor, note="Call the mayor.")
        with pytest.raises(actions.Refused, match="returned by somebody else"):
            actions.publish(story, writer)
        assert Move.PUBLISH not in {offered.move for offered in actions.available(story, writer)}
        actions.publish(actions.submit(story, writer), self.duty(cast, cast.editor))
        assert publication.public_state(story) is PublicState.LIVE

    def test_the_reader_is_another_person_and_is_logged(self, cast: Cast) -> None:
        story = a_draft(cast)
        actions.publish(story, self.duty(cast, cast.writer))
        actions.second_read(story, cast.editor)
        assert story.second_read_owed_at is None
        assert (story.audit_events.first().move, story.audit_events.first().made_by) == (
            "second_read",
            cast.editor.ref,
        )

    def test_whoever_put_it_before_readers_is_not_the_second_reader(self, cast: Cast) -> None:
        story = a_draft(cast)
        actions.publish(story, self.duty(cast, cast.editor))
        with pytest.raises(actions.Refused, match="yourself"):
            actions.second_read(story, cast.editor)
        corrected = actions.correct(live(cast), cast.editor, kind="correction", text="A notice alone.")
        with pytest.raises(actions.Refused, match="yourself"):
            actions.second_read(corrected, cast.editor)

    def test_nothing_goes_out_that_the_person_has_not_looked_at(self, cast: Cast) -> None:
        story = a_draft(cast)
        seen = story.latest_revision_id
        saved(story, cast.editor, headline="Slipped in between")
        with pytest.raises(actions.Refused, match="saved since"):
            actions.publish(story, self.duty(cast, cast.writer), seen=seen)

    def test_it_crosses_no_embargo(self, cast: Cast) -> None:
        story = a_draft(cast)
        actions.set_embargo(story, cast.editor, until=timezone.now() + timedelta(hours=1), reason="Agreed.")
        with pytest.raises(actions.Refused, match="embargo"):
            actions.publish(story, self.duty(cast, cast.writer))


class TestEmbargo:
    def test_no_button_crosses_it(self, cast: Cast, clock: Clock) -> None:
        story = approved(cast)
        until = clock.now + timedelta(hours=3)
        actions.set_embargo(story, cast.editor, until=until, reason="The report is out at three.")
        for act in (
            lambda: actions.publish(story, cast.chief),
            lambda: actions.schedule(story, cast.chief, visible_from=until - timedelta(seconds=1)),
        ):
            with pytest.raises(actions.Refused, match="The report is out at three"):
                act()
        assert publication.slices_of(story) == []
        actions.schedule(story, cast.chief, visible_from=until)
        assert publication.public_state(story, until) is PublicState.LIVE

    def test_it_ends_by_itself(self, cast: Cast, clock: Clock) -> None:
        story = approved(cast)
        actions.set_embargo(story, cast.editor, until=clock.now + timedelta(hours=3), reason="Agreed.")
        clock.move(hours=3)
        actions.publish(story, cast.editor)
        assert publication.public_state(story) is PublicState.LIVE

    def test_no_translation_crosses_it(self, cast: Cast, clock: Clock) -> None:
        original = a_draft(cast)
        translation = approved(cast, translation_of=original, headline="In another language")
        actions.set_embargo(original, cast.editor, until=clock.now + timedelta(hours=1), reason="Agreed.")
        with pytest.raises(actions.Refused, match="Agreed"):
            actions.publish(translation, cast.editor)

    def test_it_is_refused_while_readers_see_a_translation(self, cast: Cast, clock: Clock) -> None:
        original = a_draft(cast)
        live(cast, translation_of=original, headline="In another language")
        with pytest.raises(actions.Refused, match="In another language"):
            actions.set_embargo(original, cast.editor, until=clock.now + timedelta(hours=1), reason="Agreed.")

    def test_it_is_never_lowered_but_by_the_chief(self, cast: Cast, clock: Clock) -> None:
        story = approved(cast)
        actions.set_embargo(story, cast.editor, until=clock.now + timedelta(hours=3), reason="Agreed.")
        with pytest.raises(actions.Refused):
            actions.set_embargo(story, cast.editor, until=clock.now + timedelta(hours=1), reason="Sooner.")
        actions.lift_embargo(story, cast.chief, reason="It leaked elsewhere.")
        assert actions.publish(story, cast.editor).embargo_until is None

    def test_it_is_refused_on_a_story_that_readers_see(self, cast: Cast, clock: Clock) -> None:
        with pytest.raises(actions.Refused):
            actions.set_embargo(live(cast), cast.chief, until=clock.now + timedelta(hours=1), reason="Late.")
