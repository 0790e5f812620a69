"""Closing a story to named people, and opening it again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from articles.models import Address, Article, FrontPin, PreviewLink
from articles.models.front import Slot
from articles.workflow import actions, closed, closing, front
from articles.workflow.actions import Refused
from articles.workflow.roles import Powers, Right
from articles.workflow.transitions import TRANSITIONS, Move
from newsroom.models import User
from tests.cast import Cast, a_person, an_author
from tests.conftest import Clock
from tests.stories import a_draft, approved, live, saved

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(cast: Cast) -> Article:
    return closing.close(a_draft(cast), cast.chief, people=[cast.editor, cast.writer])


def who_knows(cast: Cast, story: Article) -> set[str]:
    return {
        name for name, person in cast.everyone().items() if Article.objects.open_to(person).filter(pk=story.pk)
    }  # fmt: skip


def moves(story: Article) -> list[str]:
    return list(story.audit_events.order_by("pk").values_list("move", flat=True))


class CloseTests:
    def test_it_exists_for_the_people_named_and_whoever_closed_it(self, cast: Cast, story: Article) -> None:
        assert who_knows(cast, story) == {"chief", "editor", "writer"}
        assert moves(story) == ["close"]
        assert set(story.audit_events.get().details["people"]) == {
            str(person.ref) for person in (cast.chief, cast.editor, cast.writer)
        }

    def test_it_takes_the_right(self, cast: Cast) -> None:
        for name, person in cast.everyone_but("editor", "chief", "chief_elsewhere").items():
            with pytest.raises(Refused):
                closing.close(a_draft(cast), person)
                pytest.fail(name)

    def test_whoever_reads_no_stories_cannot_be_named(self, cast: Cast) -> None:
        for person in (cast.administrator, cast.stranger):
            with pytest.raises(Refused, match="does not work with stories"):
                closing.close(a_draft(cast), cast.editor, people=[person])

    def test_not_what_readers_have_seen_or_will(self, cast: Cast, clock: Clock) -> None:
        shown = live(cast)
        ahead = actions.schedule(
            approved(cast), cast.editor, visible_from=clock.now + timedelta(days=1), moment=clock.now
        )
        gone = live(cast)
        clock.move(minutes=5)
        gone = actions.unpublish(gone, cast.editor, reason="Doubts.")
        for one in (shown, ahead, gone):
            with pytest.raises(Refused, match="cannot be closed any more"):
                closing.close(one, cast.editor)

    def test_not_when_readers_know_it_in_another_language(self, cast: Cast) -> None:
        original = live(cast, headline="Known")
        with pytest.raises(Refused, match="Known"):
            closing.close(a_draft(cast, language="ru", translation_of=original), cast.editor)

    def test_not_twice(self, cast: Cast, story: Article) -> None:
        with pytest.raises(Refused, match="closed already"):
            closing.close(story, cast.editor)

    def test_its_translations_close_with_it(self, cast: Cast) -> None:
        original = a_draft(cast)
        other = a_draft(cast, language="ru", translation_of=original)
        closing.close(other, cast.editor)
        assert who_knows(cast, original) == who_knows(cast, other) == {"editor"}
        late = a_draft(cast, language="uk", translation_of=original)
        assert who_knows(cast, late) == {"editor"}

    def test_no_trace_of_a_schedule_that_was_cancelled_stays(self, cast: Cast, clock: Clock) -> None:
        ahead = actions.schedule(approved(cast), cast.editor, visible_from=clock.now + timedelta(hours=3))
        front.pin(ahead, cast.editor, Slot("lead", 1))
        actions.cancel_schedule(ahead, cast.editor)
        closing.close(ahead, cast.editor)
        assert ahead.path == ""
        assert not FrontPin.objects.exists()
        assert not Address.objects.filter(target_kind=Address.Target.STORY).exists()
        assert live(cast).path.count("-2/") == 0

    def test_somebody_who_is_not_named_is_not_assigned_and_their_links_are_dead(
        self, cast: Cast, clock: Clock
    ) -> None:
        story = a_draft(cast, assigned_to=cast.writer)
        for person in (cast.editor, cast.editor_elsewhere):
            PreviewLink.objects.create(
                article=story, digest=str(person.pk), for_whom="A lawyer", made_at=clock.now,
                made_by=person.ref, expires_at=clock.now + timedelta(days=1),
            )  # fmt: skip
        closing.close(story, cast.chief, people=[cast.editor])
        assert story.assigned_to is None
        assert [link.made_by for link in story.preview_links.filter(revoked_at=None)] == [cast.editor.ref]


class DoorTests:
    @pytest.mark.parametrize("move", list(Move))
    def test_every_move_says_the_same_to_whoever_may_not_know(
        self, cast: Cast, story: Article, move: Move
    ) -> None:
        assert actions.available(story, cast.chief_elsewhere) == []
        assert actions.why_not(story, cast.chief_elsewhere, move) == "There is no such story."
        with pytest.raises(Refused, match=r"^There is no such story\.$"):
            actions.enter(move, story, cast.chief_elsewhere, None)

    def test_so_does_the_front_page_and_the_import(self, cast: Cast, story: Article) -> None:
        with pytest.raises(Refused, match="no such story"):
            front.pin(story, cast.chief_elsewhere, Slot("lead", 1))
        with pytest.raises(Refused, match="no such story"):
            actions.publish_imported(story, cast.chief_elsewhere)

    def test_no_right_reaches_it(self, cast: Cast, story: Article) -> None:
        powers = Powers(cast.chief_elsewhere)
        assert not any(powers.may(right, story) for right in Right)
        assert not powers.may_edit(story) and not powers.may_edit_photos(story)
        owner = Powers(cast.writer)
        closing.unname(story, cast.chief, cast.writer)
        assert not owner.may_edit(story)

    def test_every_move_is_tried(self) -> None:
        assert set(TRANSITIONS) == set(Move) == set(actions.MOVES)


class OpenTests:
    def test_the_whole_desk_finds_it_again_in_every_language(self, cast: Cast, story: Article) -> None:
        other = a_draft(cast, language="ru", translation_of=story)
        closing.open_again(story, cast.editor, reason="It is told.")
        assert "chief_elsewhere" in who_knows(cast, story) & who_knows(cast, other)
        last = story.audit_events.order_by("pk").last()
        assert last is not None and (last.move, last.reason) == ("open", "It is told.")

    def test_it_takes_somebody_who_is_named_and_has_the_right(self, cast: Cast, story: Article) -> None:
        with pytest.raises(Refused, match="Your role"):
            closing.open_again(story, cast.writer, reason="Why not?")
        with pytest.raises(Refused, match="no such story"):
            closing.open_again(story, cast.chief_elsewhere, reason="I am the chief.")
        with pytest.raises(Refused, match="Say why"):
            closing.open_again(story, cast.editor, reason=" ")

    def test_an_open_story_cannot_be_opened(self, cast: Cast) -> None:
        with pytest.raises(Refused, match="open to the whole desk already"):
            closing.open_again(a_draft(cast), cast.editor, reason="Again.")

    def test_an_import_knows_it_again(self, cast: Cast) -> None:
        story = closing.close(a_draft(cast, import_ref="en/2026/11/24/quay"), cast.editor)
        assert story.import_ref is None
        assert closing.open_again(story, cast.editor, reason="Told.").import_ref == "en/2026/11/24/quay"


class PublishTests:
    def ready(self, cast: Cast) -> Article:
        story = approved(cast)
        return closing.close(story, cast.chief, people=[cast.editor])

    def test_publishing_opens_it_in_the_same_act(self, cast: Cast) -> None:
        story = actions.publish(self.ready(cast), cast.editor)
        assert not story.is_closed and "chief_elsewhere" in who_knows(cast, story)
        assert moves(story)[-2:] == ["open", "publish"]

    def test_it_cannot_wait_for_readers(self, cast: Cast, clock: Clock) -> None:
        with pytest.raises(Refused, match="cannot be scheduled"):
            actions.schedule(
                self.ready(cast), cast.editor, visible_from=clock.now + timedelta(days=1), moment=clock.now
            )


class NameTests:
    def test_a_person_who_is_named_and_may_close_names_another(self, cast: Cast, story: Article) -> None:
        closing.name(story, cast.editor, cast.photo_editor)
        assert "photo_editor" in who_knows(cast, story)
        closing.unname(story, cast.editor, cast.photo_editor)
        assert "photo_editor" not in who_knows(cast, story)
        assert moves(story) == ["close", "named", "unnamed"]

    def test_nobody_else_does(self, cast: Cast, story: Article) -> None:
        for person, sentence in ((cast.writer, "Only an editor"), (cast.chief_elsewhere, "no such story")):
            with pytest.raises(Refused, match=sentence):
                closing.name(story, person, cast.photo_editor)
            with pytest.raises(Refused, match=sentence):
                closing.unname(story, person, cast.editor)

    def test_the_last_who_could_name_others_stays(self, cast: Cast, story: Article) -> None:
        closing.unname(story, cast.editor, cast.chief)
        with pytest.raises(Refused, match="the last one here"):
            closing.unname(story, cast.editor, cast.editor)
        assert who_knows(cast, story) == {"editor", "writer"}


class UnseenTests:
    def unseen(self, person: User | None) -> closed.Unseen:
        return closed.Unseen(person)

    def test_a_command_is_told_of_nothing(self, cast: Cast, story: Article) -> None:
        assert self.unseen(None).story_ids == {story.pk}
        assert self.unseen(cast.editor).story_ids == frozenset()

    def test_a_word_that_was_taken_out_stays_unseen(self, cast: Cast) -> None:
        story = a_draft(cast, tags=("Harbour master",), author=an_author("Ida Holm"))
        story.tags.set(["River"], clear=True)
        story.bylines.all().delete()
        saved(story, cast.writer)
        assert not self.unseen(cast.writer).tag_ids
        closing.close(story, cast.editor)
        hidden = self.unseen(cast.writer)
        assert len(hidden.tag_ids) == 2 and len(hidden.author_ids) == 1

    def test_nothing_is_asked_while_nothing_is_closed(
        self, cast: Cast, django_assert_num_queries: object
    ) -> None:
        a_draft(cast)
        unseen = self.unseen(cast.editor)
        with django_assert_num_queries(1):  # type: ignore[operator]
            assert not (unseen.photo_ids | unseen.tag_ids | unseen.author_ids | unseen.story_ids)

    def test_somebody_new_at_the_desk_knows_of_nothing(self, cast: Cast, story: Article) -> None:
        assert not Article.objects.open_to(a_person("newcomer")).filter(pk=story.pk)
