"""The lawyer's read: no road to the public passes a story that needs one and has none for this very text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.utils import timezone

from articles.models import Article, ChecklistRule, Clearance, PreviewLink
from articles.newsitem import Standing, StoryState
from articles.workflow import actions, breaking, checklist, clearances, legal, preview_links, publication
from articles.workflow.transitions import Move, PublicState
from media.models import Photo
from newsroom.models import User
from tests.cast import Cast, a_photo
from tests.conftest import Clock
from tests.stories import a_draft, approved, approved_again, in_review, live, saved

LAWYER = "Ada Okafor"


def asked(cast: Cast, story: Article) -> Article:
    return legal.ask_legal_read(story, cast.editor, reason="It names a minister.")


def cleared(cast: Cast, story: Article, **said: Any) -> Article:
    return legal.clear_legal_read(story, cast.editor, **{"name": LAWYER, **said})


def point(story: Article) -> checklist.Point | None:
    return next((point for point in checklist.examine(story) if point.code == "legal"), None)


def is_out(story: Article) -> bool:
    return publication.public_state(story) is not PublicState.NONE


@pytest.fixture
def duty(cast: Cast) -> User:
    cast.writer.assignment.is_on_duty = True
    cast.writer.assignment.save()
    return cast.writer


class AskingTests:
    def test_it_is_one_line_of_history_with_what_changed(self, cast: Cast) -> None:
        story = asked(cast, a_draft(cast))
        line = story.audit_events.first()
        assert story.needs_legal_read
        assert (line.move, line.reason, line.made_by) == (
            "ask_legal_read",
            "It names a minister.",
            cast.editor.ref,
        )
        assert line.details["needs_legal_read"] == [False, True]

    def test_a_reason_is_asked_for(self, cast: Cast) -> None:
        with pytest.raises(actions.Refused, match="why"):
            legal.ask_legal_read(a_draft(cast), cast.editor, reason=" ")

    def test_it_is_asked_once(self, cast: Cast) -> None:
        story = asked(cast, a_draft(cast))
        with pytest.raises(actions.Refused, match="already"):
            asked(cast, story)

    def test_it_is_refused_while_a_version_would_go_out_by_itself(self, cast: Cast, clock: Clock) -> None:
        story = approved(cast)
        actions.schedule(story, cast.editor, visible_from=clock.now + timedelta(hours=2))
        with pytest.raises(actions.Refused, match="Cancel that schedule"):
            asked(cast, story)
        actions.cancel_schedule(story, cast.editor)
        assert asked(cast, story).needs_legal_read

    def test_a_scheduled_translation_counts_too(self, cast: Cast, clock: Clock) -> None:
        original = a_draft(cast)
        translation = approved(cast, translation_of=original, headline="In another language")
        actions.schedule(translation, cast.editor, visible_from=clock.now + timedelta(hours=2))
        with pytest.raises(actions.Refused, match="translation"):
            asked(cast, original)

    def test_a_story_that_nobody_asked_about_has_no_such_point(self, cast: Cast) -> None:
        assert point(a_draft(cast)) is None


def by_publishing(story: Article, cast: Cast) -> None:
    actions.publish(story, cast.editor)


def by_publishing_as_chief(story: Article, cast: Cast) -> None:
    actions.publish(story, cast.chief)


def by_scheduling(story: Article, cast: Cast) -> None:
    actions.schedule(story, cast.editor, visible_from=timezone.now() + timedelta(hours=1))


def by_importing(story: Article, cast: Cast) -> None:
    actions.publish_imported(as_imported(story), cast.chief)


def by_importing_a_schedule(story: Article, cast: Cast) -> None:
    ahead = Standing(state=StoryState.SCHEDULED, scheduled_for=timezone.now() + timedelta(hours=1))
    actions.import_standing(as_imported(story), cast.chief, ahead)


def by_importing_a_retraction(story: Article, cast: Cast) -> None:
    gone = Standing(state=StoryState.RETRACTED, notice="We take it back.")
    actions.import_standing(as_imported(story), cast.chief, gone)


def as_imported(story: Article) -> Article:
    """Untouched since it was imported, but for the question to the lawyer."""
    Article.objects.filter(pk=story.pk).update(imported_revision=story.latest_revision)
    story.refresh_from_db()
    return story


ROADS = [
    by_publishing, by_publishing_as_chief, by_scheduling, by_importing, by_importing_a_schedule,
    by_importing_a_retraction,
]  # fmt: skip


class RoadTests:
    @pytest.mark.parametrize("road", ROADS)
    def test_no_road_passes_without_a_clearance(
        self, cast: Cast, clock: Clock, road: Callable[[Article, Cast], None]
    ) -> None:
        story = asked(cast, approved(cast))
        with pytest.raises(actions.Refused, match="lawyer has to read it"):
            road(story, cast)
        assert not is_out(story)

    @pytest.mark.parametrize("road", ROADS)
    def test_the_same_road_is_open_with_one(
        self, cast: Cast, clock: Clock, road: Callable[[Article, Cast], None]
    ) -> None:
        road(cleared(cast, asked(cast, approved(cast))), cast)

    def test_the_duty_right_does_not_cross_it(self, cast: Cast, duty: User) -> None:
        story = asked(cast, a_draft(cast))
        with pytest.raises(actions.Refused, match="lawyer has to read it"):
            actions.publish(story, duty)
        assert actions.publish(cleared(cast, story), duty).second_read_owed_at is not None

    def test_a_correction_with_a_fix_of_the_text_is_refused_whole(self, cast: Cast) -> None:
        story = asked(cast, cleared_and_live(cast))
        before = publication.live_slice(story)
        with pytest.raises(actions.Refused, match="has to read it again"):
            actions.correct(
                story, cast.editor, kind="correction", text="Not him.", fix={"headline": "The minister lied"}
            )
        after = publication.live_slice(story)
        assert before and after and before.pk == after.pk and not story.corrections.exists()

    def test_a_notice_under_a_text_that_readers_see_is_no_new_text(self, cast: Cast) -> None:
        story = asked(cast, live(cast))
        actions.correct(story, cast.editor, kind="editors_note", text="The ministry did not answer.")
        assert story.corrections.count() == 1

    def test_an_update_of_a_live_story_needs_its_own(self, cast: Cast) -> None:
        story = approved_again(cast, asked(cast, live(cast)), headline="The minister knew")
        with pytest.raises(actions.Refused, match="lawyer has to read it"):
            actions.publish(story, cast.editor)
        live_now = publication.live_slice(story)
        assert live_now and live_now.headline != "The minister knew"

    def test_a_paragraph_added_to_breaking_news_is_new_text(self, cast: Cast, duty: User) -> None:
        story = actions.publish(a_draft(cast), duty)
        asked(cast, story)
        with pytest.raises(actions.Refused, match="lawyer has to read it"):
            breaking.add_paragraph(story, duty, paragraph="He knew.", seen=story.latest_revision_id)
        live_now = publication.live_slice(story)
        assert live_now and "He knew." not in live_now.body_html

    def test_the_import_command_says_why_and_publishes_nothing(self, cast: Cast, tmp_path: Any) -> None:
        page = tmp_path / "story.md"

        def bring_in(day: str) -> str:
            words = "headline: The quay\nlanguage: en\nsection: Politics\ndate: 2026-11-20\ntags: [River]"
            page.write_text(f"---\n{words}\n---\n\nOne vote.\n\nIt was on {day}.\n")
            out = StringIO()
            arguments = (str(page), "--publish", "--as", cast.chief.username)
            try:
                call_command("import_articles", *arguments, stdout=out, no_color=True)
            except CommandError as error:
                assert error.returncode == 1
            return out.getvalue()

        bring_in("Monday")
        story = Article.objects.get(headline="The quay")
        Article.objects.filter(pk=story.pk).update(needs_legal_read=True)
        assert "lawyer has to read it" in bring_in("Tuesday")
        live_now = publication.live_slice(story)
        assert live_now and "Monday" in live_now.body_html

    def test_no_rule_of_the_checklist_switches_it_off(self, cast: Cast) -> None:
        for level in (ChecklistRule.Level.OFF, ChecklistRule.Level.ADVISORY):
            ChecklistRule.objects.update_or_create(code="legal", kind=None, defaults={"level": level})
            story = asked(cast, approved(cast))
            with pytest.raises(actions.Refused, match="lawyer"):
                actions.publish(story, cast.chief)


def cleared_and_live(cast: Cast) -> Article:
    """Cleared once, published, and the question dropped: to be asked anew."""
    story = actions.publish(cleared(cast, asked(cast, approved(cast))), cast.editor)
    return legal.drop_legal_read(story, cast.chief, reason="It is out.")


class ClearanceTests:
    def test_it_names_the_lawyer_the_revision_and_who_wrote_it_down(self, cast: Cast, clock: Clock) -> None:
        story = cleared(cast, asked(cast, a_draft(cast)), remark="  Mind the second paragraph. ")
        word = Clearance.objects.get()
        assert (word.name, word.remark, word.is_cleared) == (LAWYER, "Mind the second paragraph.", True)
        assert (word.revision, word.made_by, word.made_at) == (
            story.latest_revision,
            cast.editor.ref,
            clock.now,
        )
        line = story.audit_events.first()
        assert (line.move, line.revision_id) == ("clear_legal_read", story.latest_revision_id)
        assert (line.details["name"], line.details["is_cleared"]) == (LAWYER, True)

    def test_it_needs_a_name(self, cast: Cast) -> None:
        story = asked(cast, a_draft(cast))
        with pytest.raises(actions.Refused, match="name of the lawyer"):
            cleared(cast, story, name=" ")
        assert not Clearance.objects.exists()

    def test_it_is_of_the_revision_that_the_person_has_seen(self, cast: Cast) -> None:
        story = asked(cast, a_draft(cast))
        seen = story.latest_revision_id
        saved(story, cast.writer, headline="Slipped in between")
        with pytest.raises(actions.Refused, match="saved since"):
            cleared(cast, story, seen=seen)

    def test_it_is_never_changed_or_deleted(self, cast: Cast) -> None:
        cleared(cast, asked(cast, a_draft(cast)))
        for change in (
            lambda: Clearance.objects.update(is_cleared=False),
            lambda: Clearance.objects.all().delete(),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()

    def test_a_substantive_edit_reopens_it_and_says_so(self, cast: Cast) -> None:
        story = cleared(cast, asked(cast, a_draft(cast)))
        assert point(story).is_met  # type: ignore[union-attr]
        saved(story, cast.writer, body="<p>The minister took the money.</p>")
        found = point(story)
        assert found and not found.is_met and LAWYER in found.sentence and "again" in found.sentence

    @pytest.mark.parametrize(
        "words",
        [
            {"headline": "Council  keeps the night ferry by one vote "},
            {"slug": "another-address"},
            {"kicker": "Rivers"},
            {"body": "<p>The vote came at ten  past eleven.</p><p>Nobody in the gallery had gone home.</p>"},
        ],
    )
    def test_what_is_not_substantive_leaves_it(self, cast: Cast, words: dict[str, Any]) -> None:
        story = cleared(cast, asked(cast, approved(cast)))
        saved(story, cast.editor, **words)
        assert actions.publish(story, cast.editor).desk_state == "approved"

    def test_a_minor_tick_does_not_save_a_substantive_edit(self, cast: Cast) -> None:
        from articles.workflow import revisions

        story = cleared(cast, asked(cast, a_draft(cast)))
        with transaction.atomic():
            story.headline = "The minister lied"
            story.save()
            revisions.record(story, cast.writer, based_on=story.latest_revision, is_minor=True)
        assert not point(story).is_met  # type: ignore[union-attr]

    def test_going_back_to_the_cleared_words_needs_no_new_one(self, cast: Cast) -> None:
        story = cleared(cast, asked(cast, a_draft(cast)))
        headline = story.headline
        saved(story, cast.writer, headline="The minister lied")
        saved(story, cast.writer, headline=headline)
        assert point(story).is_met  # type: ignore[union-attr]

    def test_a_caption_that_changes_in_the_library_was_cleared_by_nobody(self, cast: Cast) -> None:
        photo = a_photo()
        story = cleared(cast, asked(cast, approved(cast, photo=photo)))
        Photo.objects.filter(pk=photo.pk).update(caption="The minister with his bribe.")
        with pytest.raises(actions.Refused, match="again"):
            actions.publish(story, cast.editor)

    def test_the_newest_word_on_the_text_decides(self, cast: Cast) -> None:
        story = cleared(cast, asked(cast, approved(cast)))
        cleared(cast, story, is_cleared=False, name="Boris Weill")
        with pytest.raises(actions.Refused, match="Boris Weill said"):
            actions.publish(story, cast.chief)
        cleared(cast, story)
        assert actions.publish(story, cast.editor).desk_state == "approved"

    def test_a_no_takes_back_what_was_scheduled(self, cast: Cast, clock: Clock) -> None:
        story = cleared(cast, asked(cast, approved(cast)))
        ahead = clock.now + timedelta(hours=2)
        actions.schedule(story, cast.editor, visible_from=ahead)
        cleared(cast, story, is_cleared=False)
        assert publication.slices_of(story) == []
        assert publication.public_state(story, ahead) is PublicState.NONE
        assert story.audit_events.first().move == legal.HELD_BACK

    def test_a_no_on_a_later_text_leaves_the_cleared_one_scheduled(self, cast: Cast, clock: Clock) -> None:
        story = cleared(cast, asked(cast, approved(cast)))
        ahead = clock.now + timedelta(hours=2)
        actions.schedule(story, cast.editor, visible_from=ahead)
        saved(story, cast.writer, headline="The minister lied")
        cleared(cast, story, is_cleared=False)
        assert publication.public_state(story, ahead) is PublicState.LIVE


class DroppingTests:
    def test_the_chief_answers_for_it_with_a_reason(self, cast: Cast) -> None:
        story = asked(cast, approved(cast))
        with pytest.raises(actions.Refused, match="why"):
            legal.drop_legal_read(story, cast.chief, reason="")
        legal.drop_legal_read(story, cast.chief, reason="Nobody is named any more.")
        line = story.audit_events.first()
        assert (line.move, line.details["needs_legal_read"]) == ("drop_legal_read", [True, False])
        actions.publish(story, cast.editor)

    def test_an_editor_cannot(self, cast: Cast) -> None:
        story = asked(cast, a_draft(cast))
        with pytest.raises(actions.Refused):
            legal.drop_legal_read(story, cast.editor, reason="In a hurry.")


class TranslationTests:
    def test_it_needs_a_clearance_of_its_own(self, cast: Cast) -> None:
        original = cleared(cast, asked(cast, a_draft(cast)))
        translation = approved(cast, translation_of=original, headline="In another language")
        with pytest.raises(actions.Refused, match="lawyer has to read it"):
            actions.publish(translation, cast.editor)
        actions.publish(cleared(cast, translation), cast.editor)

    def test_it_is_not_dropped_there(self, cast: Cast) -> None:
        translation = in_review(cast, translation_of=asked(cast, a_draft(cast)))
        with pytest.raises(actions.Refused, match="original"):
            legal.drop_legal_read(translation, cast.chief, reason="In a hurry.")

    def test_the_original_does_not_need_one_because_a_translation_does(self, cast: Cast) -> None:
        original = approved(cast)
        asked(cast, a_draft(cast, translation_of=original))
        assert actions.publish(original, cast.editor).desk_state == "approved"

    def test_a_circle_of_translations_is_walked_once(self, cast: Cast) -> None:
        first = a_draft(cast)
        second = a_draft(cast, translation_of=first)
        Article.objects.filter(pk=first.pk).update(translation_of=second)
        assert clearances.asking(Article.objects.get(pk=first.pk)) is None


class ThroughALinkTests:
    def link(self, cast: Cast, story: Article, **words: Any) -> PreviewLink:
        return preview_links.make(
            story, cast.editor, **{"for_whom": "The lawyer", "may_clear": True, **words}
        )[0]

    def said(self, link: PreviewLink, *, is_cleared: bool = True, remark: str = "") -> None:
        revision = Article.objects.get(pk=link.article_id).latest_revision
        assert revision is not None
        preview_links.leave_word(
            link, revision, name=LAWYER, is_cleared=is_cleared, remark=remark, moment=timezone.now()
        )

    def test_a_clearance_counts_and_names_the_link(self, cast: Cast) -> None:
        story = asked(cast, approved(cast))
        link = self.link(cast, story)
        self.said(link, remark="Fine.")
        word, line = Clearance.objects.get(), story.audit_events.first()
        assert (word.link, word.made_by, word.name) == (link, None, LAWYER)
        assert (line.move, line.made_by, line.details["name"]) == (Move.CLEAR_LEGAL_READ, None, LAWYER)
        actions.publish(story, cast.editor)

    def test_a_no_makes_a_story_need_a_lawyer_that_needed_none(self, cast: Cast, clock: Clock) -> None:
        story = approved(cast)
        actions.schedule(story, cast.editor, visible_from=clock.now + timedelta(hours=2))
        self.said(self.link(cast, story), is_cleared=False)
        story.refresh_from_db()
        assert story.needs_legal_read and publication.slices_of(story) == []
        with pytest.raises(actions.Refused, match=LAWYER):
            actions.publish(story, cast.chief)

    def test_a_link_that_does_not_ask_takes_no_decision(self, cast: Cast) -> None:
        story = asked(cast, a_draft(cast))
        with pytest.raises(actions.Refused):
            self.said(self.link(cast, story, may_clear=False))
        assert not Clearance.objects.exists()

    def test_a_text_that_changed_meanwhile_is_read_again_first(self, cast: Cast) -> None:
        story = asked(cast, a_draft(cast))
        link, read = self.link(cast, story), story.latest_revision
        assert read is not None
        saved(story, cast.writer, headline="The minister lied")
        with pytest.raises(preview_links.Moved):
            preview_links.leave_word(
                link, read, name=LAWYER, is_cleared=True, remark="", moment=timezone.now()
            )
