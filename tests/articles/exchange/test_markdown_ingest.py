"""Markdown stories coming in: where they stand, corrections, translations, old addresses, photos in `media/`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from articles.exchange.ingest import Outcome, Status
from articles.exchange.sources import files_of
from articles.models import Address, Article, Author, Correction, DeskState, PublishedArticle, Revision, Tag
from articles.snapshot import item_of
from articles.workflow import actions, publication, taxonomy
from articles.workflow.audit import write_line
from articles.workflow.transitions import PublicState
from media.models import Photo
from tests.articles.exchange.pages import a_picture_file, bring_in, codes, lay
from tests.cast import Cast
from tests.conftest import Clock
from tests.media.pictures import RED

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
FRONT = """\
headline: The reed cutters
kind: Stories
section: Environment
language: en
authors: [{name: Nela Arden, role: by}]
tags: [River, Work]
published_at: 2026-11-15T07:30:00+00:00"""
TEXT = "At ten to six the only light on Lesser Sister was a lamp.\n\nNobody spoke.\n"
CORRECTION = """
corrections:
  - kind: correction
    made_at: 2026-11-16T10:00:00+00:00
    text: An earlier version said six."""


@pytest.fixture(autouse=True)
def media_root(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "originals"
    return settings.MEDIA_ROOT


@pytest.fixture
def folder(tmp_path: Path, db: None, clock: Clock) -> Path:
    return tmp_path / "stories"


def a_file(
    folder: Path, more: str = "", name: str = "2026-11-15-reed-cutters.md", text: str = TEXT, **words: str
) -> Path:
    front = FRONT
    for key, value in words.items():
        front = "\n".join(
            f"{key}: {value}" if line.startswith(f"{key}:") else line for line in front.split("\n")
        )
    return lay(folder, name, f"---\n{front}\n{more.strip(chr(10))}\n---\n{text}")


def publish(cast: Cast, *pages: Path, **options: object) -> list[Outcome]:
    return bring_in(*pages, by=cast.chief, publish=True, **options)


def the_story(language: str = "en") -> Article:
    return Article.objects.get(language=language)


def public(story: Article) -> PublicState:
    return publication.public_state(story)


def everything() -> tuple[Any, ...]:
    """All that a second run must not change."""
    return (
        list(Article.objects.order_by("pk").values()),
        Revision.objects.count(),
        Correction.objects.count(),
        list(Address.objects.order_by("pk").values()),
        list(PublishedArticle.rows.order_by("pk").values()),
        list(Photo.objects.order_by("pk").values()),
    )


class StandingTests:
    @pytest.mark.parametrize("state", ["idea", "draft", "in_review", "approved", "trashed"])
    def test_a_state_of_the_desk_is_reached_and_said_in_the_history(
        self, folder: Path, cast: Cast, state: str
    ) -> None:
        (outcome,) = publish(cast, a_file(folder, f"state: {state}"))
        story = the_story()
        assert not outcome.failed and outcome.warnings[1:] == ()
        assert (story.desk_state, public(story)) == (state, PublicState.NONE)
        if state != "draft":
            assert story.audit_events.first().state_after == state  # type: ignore[union-attr]
            assert story.audit_events.first().made_by == cast.chief.ref  # type: ignore[union-attr]

    def test_an_approved_one_names_the_revision(self, folder: Path, cast: Cast) -> None:
        publish(cast, a_file(folder, "state: approved"))
        assert the_story().approved_revision == the_story().latest_revision

    def test_published(self, folder: Path, cast: Cast) -> None:
        (outcome,) = publish(cast, a_file(folder, "state: published\nupdated_at: 2026-11-16T10:00:00Z"))
        row = PublishedArticle.public.at().get()
        assert outcome.address == row.address == "/articles/2026/11/15/reed-cutters/"
        assert row.updated_at == row.news_item.updated_at == datetime(2026, 11, 16, 10, tzinfo=UTC)
        assert row.published_at == datetime(2026, 11, 15, 7, 30, tzinfo=UTC)

    def test_an_update_that_lies_ahead_or_before_the_story_is_none(self, folder: Path, cast: Cast) -> None:
        publish(cast, a_file(folder, "updated_at: 2027-11-16T10:00:00Z"))
        publish(cast, a_file(folder, "updated_at: 2025-11-16", name="2026-11-15-b.md", headline="Another"))
        assert {row.updated_at for row in PublishedArticle.public.at()} == {None}

    def test_scheduled(self, folder: Path, cast: Cast) -> None:
        when = "2026-12-09T06:00:00+00:00"
        (outcome,) = publish(
            cast, a_file(folder, f"state: scheduled\nscheduled_for: {when}", published_at=when)
        )
        story, row = the_story(), PublishedArticle.rows.get()
        assert not outcome.failed
        assert public(story) is PublicState.SCHEDULED and row.visible_from == datetime.fromisoformat(when)
        assert story.audit_events.first().move == "schedule"  # type: ignore[union-attr]

    def test_scheduled_for_a_moment_that_has_passed(self, folder: Path, cast: Cast) -> None:
        (outcome,) = publish(cast, a_file(folder, "state: scheduled\nscheduled_for: 2026-11-20"))
        assert not outcome.failed and "opened_late" in codes(outcome)
        assert public(the_story()) is PublicState.LIVE

    def test_retracted_with_its_words_and_its_date(self, folder: Path, cast: Cast) -> None:
        more = 'state: retracted\nretraction: {at: 2026-11-19T09:00:00+00:00, reason: "It was not true."}'
        (outcome,) = publish(cast, a_file(folder, more))
        (row,) = publication.slices_of(the_story())
        assert not outcome.failed and public(the_story()) is PublicState.RETRACTED
        assert (row.is_retraction, row.words_for_readers) == (True, "It was not true.")
        assert row.updated_at == datetime(2026, 11, 19, 9, tzinfo=UTC)
        assert [line.move for line in the_story().audit_events.all()] == ["retract", "publish", "imported"]

    def test_unpublished_answers_with_its_words(self, folder: Path, cast: Cast, client: Any) -> None:
        (outcome,) = publish(cast, a_file(folder, 'state: unpublished\nunpublished: {words: "Taken down."}'))
        assert not outcome.failed and public(the_story()) is PublicState.UNPUBLISHED
        answer = client.get("/articles/2026/11/15/reed-cutters/")
        assert answer.status_code == 410 and "Taken down." in answer.content.decode()

    def test_one_that_has_left_by_plan(self, folder: Path, cast: Cast) -> None:
        (outcome,) = publish(cast, a_file(folder, "visible_until: 2026-11-20"))
        assert not outcome.failed and public(the_story()) is PublicState.EXPIRED

    def test_one_that_will_leave_by_plan(self, folder: Path, cast: Cast) -> None:
        publish(cast, a_file(folder, "visible_until: 2026-12-20"))
        assert PublishedArticle.public.at().get().visible_until == datetime(2026, 12, 20, tzinfo=UTC)

    def test_without_publish_every_story_is_a_draft_with_its_corrections(self, folder: Path) -> None:
        bring_in(a_file(folder, 'state: retracted\nretraction: {reason: "No."}' + CORRECTION))
        story = the_story()
        assert (story.desk_state, public(story)) == (DeskState.DRAFT, PublicState.NONE)
        assert [notice.text for notice in story.corrections.all()] == ["An earlier version said six."]
        assert story.latest_revision and len(story.latest_revision.news_item.corrections) == 1


class RightsTests:
    def test_whoever_may_import_may_not_for_that_retract(self, folder: Path, cast: Cast) -> None:
        page = a_file(folder, 'state: retracted\nretraction: {reason: "No."}')
        (outcome,) = bring_in(page, by=cast.administrator, publish=True)
        assert outcome.failed and "not_published" in codes(outcome)
        assert "Your role does not allow this: Retract" in outcome.warnings[-1].sentence
        assert not PublishedArticle.rows.exists() and the_story().desk_state == DeskState.DRAFT

    @pytest.mark.parametrize("name", ["writer", "editor", "photo_editor", "stranger"])
    def test_without_the_right_to_import_nothing_is_moved(self, folder: Path, cast: Cast, name: str) -> None:
        (outcome,) = bring_in(a_file(folder, "state: approved"), by=getattr(cast, name), publish=True)
        assert outcome.failed and the_story().desk_state == DeskState.DRAFT

    def test_the_checklist_stays_in_force(self, folder: Path, cast: Cast) -> None:
        (outcome,) = publish(cast, a_file(folder, "photos:\n  - {file: a.jpg, caption: A lamp.}"))
        assert outcome.failed and "its credit" in outcome.warnings[-1].sentence

    def test_what_the_desk_took_in_hand_is_left_to_it(self, folder: Path, cast: Cast) -> None:
        publish(cast, a_file(folder, "state: in_review"))
        actions.return_to_writer(the_story(), cast.chief, note="Shorter, please.")
        (outcome,) = publish(cast, a_file(folder, "state: published"))
        assert outcome.status is Status.UNCHANGED and "left_to_desk" in codes(outcome)
        assert the_story().desk_state == DeskState.DRAFT and not PublishedArticle.rows.exists()

    def test_a_tag_that_was_merged_is_no_work_on_the_story(self, folder: Path, cast: Cast) -> None:
        bring_in(a_file(folder))
        taxonomy.merge_tags(Tag.objects.get(name="River"), Tag.objects.create(name="Rivers"), cast.editor)
        (outcome,) = publish(cast, a_file(folder))
        assert not outcome.failed and "left_to_desk" not in codes(outcome)
        assert public(the_story()) is PublicState.LIVE

    @pytest.mark.parametrize(("line", "is_moved"), [("pinned", True), ("rebuilt", True), ("submit", False)])
    def test_only_moves_of_the_desk_leave_a_story_to_it(
        self, folder: Path, cast: Cast, line: str, is_moved: bool
    ) -> None:
        bring_in(a_file(folder))
        write_line(the_story(), line, cast.editor)
        publish(cast, a_file(folder))
        assert PublishedArticle.rows.exists() is is_moved

    def test_the_door_itself_refuses_what_the_desk_has_moved(self, folder: Path, cast: Cast) -> None:
        publish(cast, a_file(folder, "state: draft"))
        actions.submit(the_story(), cast.chief)
        with pytest.raises(actions.Refused, match="not a draft any more"):
            actions.publish_imported(the_story(), cast.chief)


class EmbargoTests:
    EMBARGO = 'embargo: {until: 2026-12-02T05:00:00+00:00, reason: "The report is out then."}'

    def test_it_is_set_with_its_reason_and_person(self, folder: Path, cast: Cast) -> None:
        publish(cast, a_file(folder, f"state: approved\n{self.EMBARGO}"))
        story = the_story()
        assert story.embargo_until == datetime(2026, 12, 2, 5, tzinfo=UTC)
        assert (story.embargo_reason, story.embargo_by) == ("The report is out then.", cast.chief.ref)
        assert story.desk_state == DeskState.APPROVED

    def test_no_file_publishes_across_it(self, folder: Path, cast: Cast) -> None:
        (outcome,) = publish(cast, a_file(folder, f"state: published\n{self.EMBARGO}"))
        assert outcome.failed and "Under embargo until" in outcome.warnings[-1].sentence
        assert the_story().embargo_until and not PublishedArticle.rows.exists()

    def test_a_story_does_not_come_in_without_it(self, folder: Path, cast: Cast) -> None:
        (outcome,) = bring_in(a_file(folder, self.EMBARGO))
        assert (
            outcome.status is Status.REFUSED
            and outcome.reason
            and "give --as USER" in outcome.reason.sentence
        )
        (outcome,) = bring_in(a_file(folder, self.EMBARGO), by=cast.administrator)
        assert outcome.status is Status.REFUSED and not Article.objects.exists()

    def test_one_that_was_lifted_is_not_set_again(self, folder: Path, cast: Cast) -> None:
        page = a_file(folder, f"state: approved\n{self.EMBARGO}")
        publish(cast, page)
        actions.lift_embargo(the_story(), cast.chief, reason="It is out.")
        publish(cast, page)
        assert the_story().embargo_until is None

    @pytest.mark.parametrize("before", ["", EMBARGO.replace("12-02", "11-30")])
    def test_one_that_the_file_gains_or_extends_later_holds_the_story_back(
        self, folder: Path, cast: Cast, clock: Clock, before: str
    ) -> None:
        bring_in(a_file(folder, before), by=cast.chief)
        clock.move(minutes=5)
        page = a_file(folder, self.EMBARGO)
        (outcome,) = publish(cast, page)
        assert outcome.failed and "Under embargo until" in outcome.warnings[-1].sentence
        assert the_story().embargo_until == datetime(2026, 12, 2, 5, tzinfo=UTC)
        clock.move(days=7)
        publish(cast, page)
        assert not PublishedArticle.rows.exists()

    def test_one_that_ends_earlier_lowers_nothing(self, folder: Path, cast: Cast) -> None:
        bring_in(a_file(folder, self.EMBARGO), by=cast.chief)
        (outcome,) = publish(cast, a_file(folder, self.EMBARGO.replace("12-02", "11-30")))
        assert outcome.failed and not PublishedArticle.rows.exists()
        assert the_story().embargo_until == datetime(2026, 12, 2, 5, tzinfo=UTC)

    def test_one_that_nobody_may_set_stops_the_whole_file(self, folder: Path, cast: Cast) -> None:
        bring_in(a_file(folder))
        before = everything()
        page = a_file(folder, self.EMBARGO, text="Another text.\n")
        (outcome,) = bring_in(page, by=cast.administrator, publish=True)
        assert outcome.failed and outcome.reason and "cannot be set" in outcome.reason.sentence
        assert everything() == before and not PublishedArticle.rows.exists()

    def test_one_that_comes_after_readers_have_the_story_is_told(
        self, folder: Path, cast: Cast, clock: Clock
    ) -> None:
        publish(cast, a_file(folder))
        clock.move(minutes=5)
        (outcome,) = publish(cast, a_file(folder, self.EMBARGO, text="Another text.\n"))
        assert outcome.failed and outcome.reason and "take it down" in outcome.reason.sentence
        assert "Another text." not in PublishedArticle.public.at().get().body_html

    def test_one_that_is_set_anew_after_the_other_was_lifted_holds(self, folder: Path, cast: Cast) -> None:
        publish(cast, a_file(folder, f"state: approved\n{self.EMBARGO}"))
        actions.lift_embargo(the_story(), cast.chief, reason="It is out.")
        publish(cast, a_file(folder, f"state: approved\n{self.EMBARGO.replace('12-02', '12-05')}"))
        assert the_story().embargo_until == datetime(2026, 12, 5, 5, tzinfo=UTC)

    def test_one_that_is_over_is_told(self, folder: Path, cast: Cast) -> None:
        (outcome,) = publish(cast, a_file(folder, "embargo: {until: 2026-11-02, reason: x}"))
        assert not outcome.failed and "embargo_over" in codes(outcome)


class AgainTests:
    STANDINGS = (
        "state: published" + CORRECTION,
        "state: in_review",
        "state: idea",
        "state: approved\n" + EmbargoTests.EMBARGO,
        'state: retracted\nretraction: {reason: "No."}',
        "state: unpublished",
        "state: scheduled\nscheduled_for: 2026-12-09",
        "visible_until: 2026-11-20",
        "old_addresses: [/articles/2026/11/14/reed/]",
    )

    @pytest.mark.parametrize("more", STANDINGS)
    def test_a_second_run_changes_nothing(self, folder: Path, cast: Cast, clock: Clock, more: str) -> None:
        page = a_file(folder, more)
        publish(cast, page)
        before = everything()
        clock.move(minutes=5)
        (outcome,) = publish(cast, page)
        assert outcome.status is Status.UNCHANGED and not outcome.failed
        assert "left_to_desk" not in codes(outcome)
        assert everything() == before

    @pytest.mark.parametrize("more", STANDINGS)
    def test_a_run_that_was_killed_before_the_state_goes_on(
        self, folder: Path, cast: Cast, monkeypatch: pytest.MonkeyPatch, more: str
    ) -> None:
        page = a_file(folder, more)
        with monkeypatch.context() as patch:
            patch.setattr(actions, "import_standing", lambda *args, **kwargs: 1 / 0)
            publish(cast, page)
        (outcome,) = publish(cast, page)
        assert outcome.status is Status.UNCHANGED and not outcome.failed
        again = everything()
        publish(cast, page)
        assert everything() == again
        stays_at_the_desk = any(state in more for state in ("idea", "in_review", "approved"))
        assert PublishedArticle.rows.exists() != stays_at_the_desk

    def test_a_dry_run_writes_nothing(self, folder: Path, cast: Cast) -> None:
        (outcome,) = publish(cast, a_file(folder, AgainTests.STANDINGS[0]), is_dry=True)
        assert outcome.address and not Article.objects.exists() and not Address.objects.exists()

    def test_a_state_that_came_later_is_reached(self, folder: Path, cast: Cast, clock: Clock) -> None:
        publish(cast, a_file(folder, "state: in_review"))
        publish(cast, a_file(folder, "state: published"))
        assert public(the_story()) is PublicState.LIVE
        clock.move(minutes=5)
        publish(cast, a_file(folder, 'state: retracted\nretraction: {reason: "No."}'))
        assert public(the_story()) is PublicState.RETRACTED

    def test_a_correction_that_came_later_goes_out(self, folder: Path, cast: Cast, clock: Clock) -> None:
        publish(cast, a_file(folder))
        clock.move(minutes=5)
        (outcome,) = publish(cast, a_file(folder, CORRECTION))
        assert outcome.status is Status.UPDATED and not outcome.failed
        (notice,) = PublishedArticle.public.at().get().news_item.corrections
        assert (notice.text, notice.made_at) == (
            "An earlier version said six.",
            datetime(2026, 11, 16, 10, tzinfo=UTC),
        )
        assert Correction.objects.get().made_by == cast.chief.ref

    def test_new_text_of_a_live_story_goes_out_with_its_date(
        self, folder: Path, cast: Cast, clock: Clock
    ) -> None:
        publish(cast, a_file(folder))
        clock.move(minutes=5)
        publish(cast, a_file(folder, "updated_at: 2026-11-23T10:00:00Z", text="Another text.\n"))
        row = PublishedArticle.public.at().get()
        assert "Another text." in row.body_html
        assert row.updated_at == datetime(2026, 11, 23, 10, tzinfo=UTC)


class TranslationTests:
    def files(self, folder: Path) -> list[Path]:
        original = a_file(folder, "import_ref: en/2026/11/15/reed", name="2026-11-15-z-reed.md")
        translation = a_file(
            folder, "translation_of: en/2026/11/15/reed", name="2026-11-15-a-trostnik.md", language="ru"
        )
        return [original, translation]

    def test_a_file_that_comes_first_is_linked_in_one_run(self, folder: Path, cast: Cast) -> None:
        original, translation = self.files(folder)
        pages = files_of([str(folder)]).pages
        assert pages == [original, translation]
        outcomes = publish(cast, *pages)
        assert not any(outcome.failed or "no_original" in codes(outcome) for outcome in outcomes)
        assert the_story("ru").translation_of == the_story("en")
        groups = {row.translation_group for row in PublishedArticle.public.at()}
        assert groups == {the_story("en").pk}

    def test_one_whose_original_comes_in_a_later_run_is_told_and_linked_by_a_third(
        self, folder: Path, cast: Cast, clock: Clock
    ) -> None:
        original, translation = self.files(folder)
        (outcome,) = publish(cast, translation)
        assert "no_original" in codes(outcome)
        publish(cast, original)
        clock.move(minutes=5)
        (outcome,) = publish(cast, translation)
        assert outcome.status is Status.UPDATED and the_story("ru").translation_of == the_story("en")
        assert len({row.translation_group for row in PublishedArticle.public.at()}) == 1

    def test_a_dry_run_of_both_does_not_miss_the_original(self, folder: Path, cast: Cast) -> None:
        outcomes = publish(cast, *self.files(folder), is_dry=True)
        assert not any("no_original" in codes(outcome) for outcome in outcomes)


class AddressTests:
    def test_an_old_address_leads_to_the_story(self, folder: Path, cast: Cast, client: Any) -> None:
        publish(cast, a_file(folder, "old_addresses: [/2019/reed.html]"))
        answer = client.get("/2019/reed.html")
        assert (answer.status_code, answer["Location"]) == (301, "/articles/2026/11/15/reed-cutters/")

    @pytest.mark.parametrize(
        ("state", "name", "does_publish"),
        [("published", "chief", False), ("draft", "chief", True), ("published", "editor", True)],
    )
    def test_a_story_that_does_not_go_public_holds_no_address(
        self, folder: Path, cast: Cast, state: str, name: str, does_publish: bool
    ) -> None:
        page = a_file(folder, f"state: {state}\nold_addresses: [/2019/reed.html]")
        (outcome,) = bring_in(page, by=getattr(cast, name), publish=does_publish)
        assert "addresses_wait" in codes(outcome) and not Address.objects.exists()

    def test_it_gets_them_with_the_run_that_publishes_it_or_comes_after_the_desk(
        self, folder: Path, cast: Cast, clock: Clock
    ) -> None:
        page = a_file(folder, "old_addresses: [/2019/reed.html]")
        bring_in(page)
        actions.submit(the_story(), cast.chief)
        actions.approve(the_story(), cast.chief)
        actions.publish(the_story(), cast.chief)
        clock.move(minutes=5)
        (outcome,) = publish(cast, page)
        assert not outcome.failed and "addresses_wait" not in codes(outcome)
        assert Address.objects.get(path="/2019/reed.html").target_id == the_story().pk

    def test_one_that_belongs_to_another_stays_and_is_told(self, folder: Path, cast: Cast) -> None:
        publish(cast, a_file(folder, "old_addresses: [/a/]"))
        (outcome,) = publish(
            cast, a_file(folder, "old_addresses: [/a/, /b/]", name="2026-11-16-b.md", headline="Another")
        )
        assert "address_taken" in codes(outcome) and "/a/" in outcome.warnings[-1].sentence
        assert Address.objects.get(path="/a/").target_id == Article.objects.order_by("pk")[0].pk

    def test_an_address_of_a_language_is_kept_without_its_prefix(self, folder: Path, cast: Cast) -> None:
        publish(cast, a_file(folder, "old_addresses: [/ru/articles/x/]", language="ru"))
        assert Address.objects.filter(language="ru", path="/articles/x/").exists()


PHOTOS = """
photos:
  - {place: lead, file: media/dawn.jpg, caption: Dawn., credit: Ilka Morrow / LWS, alt: A lamp., licence: Once only}
  - {place: inline, file: media/boat.jpg, caption: The boat., credit: Runa Castell for High Water, decorative: true}
"""


class PhotoTests:
    def lay_pictures(self, folder: Path) -> None:
        words = {"caption": "The file says.", "alt": "The file sees.", "credit_line": "Somebody"}
        lay(folder, "media/dawn.jpg", a_picture_file(**words))
        lay(folder, "media/boat.jpg", a_picture_file(RED, **words))

    def test_files_in_the_folder_come_with_the_words_of_the_story(self, folder: Path, cast: Cast) -> None:
        self.lay_pictures(folder)
        (outcome,) = publish(cast, a_file(folder, PHOTOS, text=TEXT + "\n![](media/boat.jpg)\n"))
        story = the_story()
        lead = story.lead_photo
        assert not outcome.failed and lead and not lead.is_waiting
        assert (lead.caption, lead.credit_line, lead.alt, lead.licence) == (
            "Dawn.",
            "Ilka Morrow / LWS",
            "A lamp.",
            "Once only",
        )
        boat = Photo.objects.exclude(pk=lead.pk).get()
        assert boat.is_decorative and f'data-photo="{boat.ref}"' in story.body
        assert PublishedArticle.public.at().get().photos.count() == 2

    def test_the_library_keeps_its_own_caption_where_the_story_prints_another(self, folder: Path) -> None:
        self.lay_pictures(folder)
        own = PHOTOS.replace("caption: Dawn.", "caption: Here., own_caption: Dawn.")
        bring_in(a_file(folder, own, text=TEXT + "\n![](media/boat.jpg)\n"))
        story = the_story()
        assert story.lead_photo and (story.lead_photo.caption, story.lead_caption) == ("Dawn.", "Here.")

    def russian(self, folder: Path, **words: str) -> Path:
        """Shows the same two pictures, in the words of its language."""
        said = {"credit": "Ilka Morrow / LWS", "alt": "alt: Фонарь.", **words}
        photos = f"""
photos:
  - {{place: lead, file: media/dawn.jpg, caption: Рассвет., credit: {said["credit"]}, {said["alt"]}}}
  - {{place: inline, file: media/boat.jpg, caption: Лодка., credit: Runa Castell for High Water, alt: Лодка в камышах.}}
"""
        text = "Раз.\n\n![](media/boat.jpg)\n"
        return a_file(folder, photos, name="2026-11-15-a.md", text=text, language="ru", headline="Резчики")

    def english(self, folder: Path) -> Path:
        seen = PHOTOS.replace("decorative: true", "alt: A boat in the reed.")
        return a_file(folder, seen, text=TEXT + "\n![](media/boat.jpg)\n")

    @pytest.mark.parametrize("is_translation_first", [False, True])
    def test_stories_of_two_languages_describe_one_picture_each_in_its_own(
        self, folder: Path, cast: Cast, client: Client, is_translation_first: bool
    ) -> None:
        self.lay_pictures(folder)
        # What the file itself says is the photo's; here it says what the English page does.
        lay(folder, "media/dawn.jpg", a_picture_file(alt="A lamp."))
        pages = [self.english(folder), self.russian(folder)]
        outcomes = publish(cast, *(reversed(pages) if is_translation_first else pages))
        assert not any(outcome.failed for outcome in outcomes) and Photo.objects.count() == 2
        seen = {"en": ("A lamp.", "A boat in the reed."), "ru": ("Фонарь.", "Лодка в камышах.")}
        for row in PublishedArticle.public.at():
            page = client.get(row.address).content.decode()
            for language, alts in seen.items():
                assert [f'alt="{alt}"' in page for alt in alts] == [language == row.language] * 2
        before = everything()
        assert [outcome.status for outcome in publish(cast, *pages)] == [Status.UNCHANGED] * 2
        assert everything() == before

    def test_a_page_without_alt_text_has_the_photos_own(self, folder: Path) -> None:
        self.lay_pictures(folder)
        bring_in(self.english(folder), self.russian(folder, alt="licence: Once only"))
        story = the_story("ru")
        assert story.lead_alt == "" and item_of(story).photos[0].alt == "A lamp."

    def test_an_alt_text_that_the_photo_desk_has_mended_stays(self, folder: Path) -> None:
        self.lay_pictures(folder)
        pages = self.english(folder), self.russian(folder)
        bring_in(*pages)
        Photo.objects.filter(alt="A lamp.").update(alt="One lamp in the dark.")
        assert [outcome.status for outcome in bring_in(*pages)] == [Status.UNCHANGED] * 2
        assert (the_story("en").lead_alt, the_story("ru").lead_alt) == ("", "Фонарь.")

    def test_a_site_that_lost_the_words_of_a_translation_gets_them_with_the_next_import(
        self, folder: Path, cast: Cast
    ) -> None:
        self.lay_pictures(folder)
        bare = self.russian(folder, alt="licence: Once only")
        publish(cast, self.english(folder), bare)
        (outcome,) = publish(cast, self.russian(folder))
        assert outcome.status is Status.UPDATED and the_story("ru").lead_alt == "Фонарь."

    def test_the_library_keeps_its_own_alt_text_where_the_file_says_so(self, folder: Path) -> None:
        self.lay_pictures(folder)
        bring_in(self.russian(folder, alt="alt: Фонарь., own_alt: A lamp."))
        story = the_story("ru")
        assert story.lead_photo and (story.lead_photo.alt, story.lead_alt) == ("A lamp.", "Фонарь.")

    def test_another_credit_for_a_known_picture_is_told_and_the_librarys_kept(self, folder: Path) -> None:
        self.lay_pictures(folder)
        _first, outcome = bring_in(self.english(folder), self.russian(folder, credit="Илка Морроу / LWS"))
        (warning,) = (one for one in outcome.warnings if one.code == "credit_differs")
        assert "“Ilka Morrow / LWS”" in warning.sentence and "The library's was kept" in warning.sentence
        assert item_of(the_story("ru")).photos[0].credit_line == "Ilka Morrow / LWS"

    def test_a_link_out_of_the_folder_is_not_followed(self, folder: Path, tmp_path: Path) -> None:
        private = lay(tmp_path / "private", "dawn.jpg", a_picture_file())
        (folder / "media").mkdir(parents=True)
        (folder / "media/dawn.jpg").symlink_to(private)
        bring_in(a_file(folder, PHOTOS))
        assert Photo.objects.get(caption="Dawn.").is_waiting

    def test_a_name_withheld_is_printed_so_and_has_no_page(self, folder: Path, cast: Cast) -> None:
        publish(cast, a_file(folder, authors="[Name withheld]"))
        assert Author.objects.get().form == Author.Form.WITHHELD

    def test_two_stories_of_the_same_words_with_their_own_refs_are_two(
        self, folder: Path, cast: Cast
    ) -> None:
        first = a_file(folder, "import_ref: a/1", name="1.md")
        second = a_file(folder, "import_ref: a/2", name="2.md")
        outcomes = publish(cast, first, second)
        assert [outcome.status for outcome in outcomes] == [Status.CREATED, Status.CREATED]
