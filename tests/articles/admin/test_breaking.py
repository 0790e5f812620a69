"""The breaking lane: from a telephone to readers in one screen, with the second read owed and nothing lost."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from articles.models import Article, AuditEvent, DeskState, Role
from articles.workflow import actions, breaking, checklist, publication
from articles.workflow.actions import Refused
from articles.workflow.transitions import Move
from newsroom.models import SiteSettings, User
from tests.articles.admin.desk import desk_of
from tests.cast import Cast, a_person
from tests.conftest import Clock
from tests.stories import live, saved

pytestmark = pytest.mark.django_db

HEADLINE = "Bridge closed after a fire under its second span"
PARAGRAPH = "The harbour police closed the bridge at 7:40. Nobody is hurt, says the fire service."
NEXT = "Ferries take the traffic of the bridge from eight on."


@pytest.fixture
def duty(cast: Cast) -> User:
    """A writer, alone in the house."""
    return a_person("duty", Role.WRITER, on_duty=True)


def lane() -> str:
    return reverse("admin:articles_article_breaking")


def filled_in(desk: Client, cast: Cast, **changed: Any) -> dict[str, Any]:
    """What a browser sends from the page as it stands, with these words typed."""
    form = desk.get(lane()).context["form"]
    held = {name: form[name].value() or "" for name in form.fields}
    typed = {"headline": HEADLINE, "paragraph": PARAGRAPH, "section": cast.politics.pk}
    return {**held, **typed, **changed}


def send(person: User, cast: Cast, **changed: Any) -> Any:
    desk = desk_of(person)
    return desk.post(lane(), filled_in(desk, cast, **changed))


def broken(story: Article) -> str:
    return reverse("admin:articles_article_broken", args=[story.pk])


def add(person: User, story: Article, paragraph: str = NEXT, **changed: Any) -> Any:
    desk = desk_of(person)
    form = desk.get(broken(story)).context["form"]
    return desk.post(broken(story), {"seen": form["seen"].value(), "paragraph": paragraph, **changed})


def body_seen(story: Article) -> str:
    slice_ = publication.live_slice(story)
    assert slice_ is not None
    return slice_.body_html


class OnDutyTests:
    def test_it_is_public_at_once_with_the_second_read_owed(
        self, cast: Cast, duty: User, clock: Clock
    ) -> None:
        response = send(duty, cast)
        story = Article.objects.get()
        assert response.status_code == 302 and response["Location"] == broken(story)
        seen = publication.live_slice(story)
        assert seen is not None
        assert (seen.headline, seen.body_html) == (HEADLINE, f"<p>{PARAGRAPH}</p>")
        assert [name["name"] for name in seen.display["kicker"]] == ["News", "Politics"]
        assert (story.second_read_owed_at, story.created_by) == (clock.now, duty.ref)

    def test_it_is_saved_as_the_form_saves(self, cast: Cast, duty: User) -> None:
        send(duty, cast)
        story = Article.objects.get()
        revision = story.revisions.get()
        assert revision.made_by == duty.ref and revision == story.approved_revision == story.latest_revision
        line = AuditEvent.objects.get()
        assert (line.move, line.state_before, line.state_after, line.made_by) == (
            Move.PUBLISH, DeskState.DRAFT, DeskState.APPROVED, duty.ref,
        )  # fmt: skip

    def test_two_taps_make_one_story(self, cast: Cast, duty: User) -> None:
        desk = desk_of(duty)
        data = filled_in(desk, cast)
        first, second = desk.post(lane(), data), desk.post(lane(), data)
        assert first["Location"] == second["Location"]
        assert Article.objects.count() == AuditEvent.objects.count() == 1

    def test_two_taps_at_the_same_time_make_one_story(
        self, cast: Cast, duty: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The second looked before the first was stored."""
        desk = desk_of(duty)
        data = filled_in(desk, cast)
        desk.post(lane(), data)
        look, looks = breaking._made_before, iter([None])
        monkeypatch.setattr(breaking, "_made_before", lambda *given: next(looks, look(*given)))
        monkeypatch.setattr(breaking, "_with_free_ref", lambda flash: flash)
        assert desk.post(lane(), data).status_code == 302
        assert Article.objects.count() == 1

    def test_other_words_from_the_same_page_are_another_story(self, cast: Cast, duty: User) -> None:
        desk = desk_of(duty)
        data = filled_in(desk, cast)
        desk.post(lane(), data)
        desk.post(lane(), {**data, "headline": "Bridge open again"})
        assert sorted(Article.objects.values_list("headline", flat=True)) == [HEADLINE, "Bridge open again"]

    def test_a_name_that_the_page_did_not_give_is_not_taken(self, cast: Cast, duty: User) -> None:
        other = live(cast)
        send(duty, cast, token=other.ref)
        assert Article.objects.exclude(pk=other.pk).get().ref != other.ref

    def test_each_line_is_a_paragraph_and_markup_is_text(self, cast: Cast, duty: User) -> None:
        send(duty, cast, paragraph="Smoke <script>alert(1)</script>\r\n\r\n  Fire  & rescue")
        assert body_seen(Article.objects.get()) == (
            "<p>Smoke &lt;script&gt;alert(1)&lt;/script&gt;</p><p>Fire &amp; rescue</p>"
        )

    def test_the_language_is_the_persons_until_they_choose_another(self, cast: Cast, duty: User) -> None:
        duty.language = "ru"
        duty.save()
        assert desk_of(duty).get(lane()).context["form"]["language"].value() == "ru"
        send(duty, cast, language="en")
        assert Article.objects.get().language == "en"

    def test_it_is_developing_for_as_long_as_chosen(self, cast: Cast, duty: User, clock: Clock) -> None:
        send(duty, cast, developing="3")
        story = Article.objects.get()
        assert story.developing_until == clock.now + timedelta(hours=3)
        seen = publication.live_slice(story)
        assert seen is not None and "developing" in seen.display

    def test_four_eyes_switched_off_owes_nothing(self, cast: Cast, duty: User) -> None:
        SiteSettings.objects.update_or_create(pk=1, defaults={"four_eyes": False})
        send(duty, cast)
        assert Article.objects.get().second_read_owed_at is None


class RefusedTests:
    @pytest.mark.parametrize("field", ["headline", "paragraph", "section"])
    def test_what_is_missing_is_said_beside_its_field_and_nothing_is_lost(
        self, cast: Cast, duty: User, field: str
    ) -> None:
        response = send(duty, cast, **{field: " " if field != "section" else ""})
        form = response.context["form"]
        assert list(form.errors) == [field]
        page = response.content.decode()
        assert all(
            words in page
            for name, words in (("headline", HEADLINE), ("paragraph", PARAGRAPH))
            if name != field
        )
        assert not Article.objects.exists()

    def test_a_point_of_the_checklist_stands_beside_the_field_that_mends_it(
        self, cast: Cast, duty: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        response = self._refused(cast, duty, monkeypatch, "headline")
        assert response.status_code == 409
        assert response.context["form"].errors["headline"] == ["Not like this."]
        assert "_draft" not in response.content.decode()
        assert PARAGRAPH in response.content.decode()
        assert not Article.objects.exists()

    def test_what_this_screen_cannot_mend_can_be_kept_as_a_draft(
        self, cast: Cast, duty: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        desk = desk_of(duty)
        response = self._refused(cast, duty, monkeypatch, "lead_photo")
        assert response.context["form"].non_field_errors() == ["Not like this."]
        assert "_draft" in response.content.decode()
        desk.post(lane(), filled_in(desk, cast, _draft="1"))
        story = Article.objects.get()
        assert (story.headline, story.desk_state) == (HEADLINE, DeskState.DRAFT)
        assert story.revisions.count() == 1 and publication.live_slice(story) is None

    @staticmethod
    def _refused(cast: Cast, duty: User, monkeypatch: pytest.MonkeyPatch, code: str) -> Any:
        point = checklist.Point(code=code, sentence="Not like this.", is_met=False)
        with monkeypatch.context() as patched:
            patched.setattr(checklist, "failing", lambda points: [point])
            return send(duty, cast)

    def test_the_lane_is_for_those_who_write(self, cast: Cast) -> None:
        for name, person in cast.everyone().items():
            writes = not name.startswith(("photo_editor", "administrator", "stranger"))
            expected = 200 if writes else (302 if name == "stranger" else 403)
            assert desk_of(person).get(lane()).status_code == expected, name

    def test_it_stands_first_in_the_header_of_those_who_write(self, cast: Cast) -> None:
        assert f'href="{lane()}"' in desk_of(cast.editor).get("/admin/").content.decode()
        assert f'href="{lane()}"' not in desk_of(cast.photo_editor).get("/admin/").content.decode()


class OffDutyTests:
    @pytest.mark.parametrize("name", ["writer", "editor", "chief"])
    def test_it_says_so_and_submits_for_review(self, cast: Cast, name: str) -> None:
        person = cast.everyone()[name]
        assert "You are not on duty" in desk_of(person).get(lane()).content.decode()
        response = send(person, cast)
        story = Article.objects.get()
        assert story.desk_state == DeskState.IN_REVIEW and publication.live_slice(story) is None
        assert story.second_read_owed_at is None
        page = desk_of(person).get(response["Location"]).content.decode()
        assert "Submitted for review" in page and "data-copy=" not in page

    def test_whoever_writes_it_does_not_approve_it(self, cast: Cast) -> None:
        send(cast.editor, cast)
        with pytest.raises(Refused):
            actions.approve(Article.objects.get(), cast.editor)


class WhatFollowsTests:
    @pytest.fixture
    def story(self, cast: Cast, duty: User, clock: Clock) -> Article:
        send(duty, cast)
        clock.move(minutes=5)
        return Article.objects.get()

    def test_the_page_shows_the_whole_address_to_copy(
        self, duty: User, story: Article, settings: Any
    ) -> None:
        page = desk_of(duty).get(broken(story)).content.decode()
        seen = publication.live_slice(story)
        assert seen is not None
        assert f'value="{settings.SITE_URL}{seen.address}"' in page and "data-copy=" in page

    def test_a_second_paragraph_goes_the_same_way(self, duty: User, story: Article, clock: Clock) -> None:
        assert add(duty, story).status_code == 302
        assert body_seen(story) == f"<p>{PARAGRAPH}</p><p>{NEXT}</p>"
        story.refresh_from_db()
        seen = publication.live_slice(story)
        assert seen is not None and seen.updated_at == clock.now
        assert story.revisions.count() == 2
        assert story.second_read_owed_at == clock.now - timedelta(minutes=5)

    def test_two_taps_add_one_paragraph(self, duty: User, story: Article) -> None:
        seen = story.latest_revision_id
        assert [add(duty, story, seen=seen).status_code for _tap in range(2)] == [302, 302]
        assert body_seen(story).count("<p>") == 2

    def test_an_editor_on_duty_goes_on_where_a_writer_began(self, cast: Cast, story: Article) -> None:
        relief = a_person("relief", Role.EDITOR, on_duty=True)
        assert add(relief, story).status_code == 302
        assert NEXT in body_seen(story)

    def test_what_was_saved_meanwhile_stops_it_and_nothing_is_lost(
        self, cast: Cast, duty: User, story: Article
    ) -> None:
        seen = story.latest_revision_id
        saved(story, cast.editor, standfirst="Nobody on duty has read this.")
        response = desk_of(duty).post(broken(story), {"seen": seen, "paragraph": NEXT})
        assert response.status_code == 409 and NEXT in response.content.decode()
        assert "readers have not seen" in response.content.decode()
        assert body_seen(story) == f"<p>{PARAGRAPH}</p>"

    def test_without_the_duty_right_nothing_goes_out(self, cast: Cast, story: Article) -> None:
        desk = desk_of(cast.editor)
        assert desk.get(broken(story)).context["form"] is None
        response = desk.post(broken(story), {"seen": story.latest_revision_id, "paragraph": NEXT})
        assert response.status_code == 409
        assert body_seen(story) == f"<p>{PARAGRAPH}</p>"

    def test_the_reader_is_logged_and_told(
        self, cast: Cast, duty: User, story: Article, clock: Clock
    ) -> None:
        with pytest.raises(Refused):
            actions.second_read(story, duty)
        actions.second_read(story, cast.editor)
        story.refresh_from_db()
        assert story.second_read_owed_at is None
        line = AuditEvent.objects.filter(move=Move.SECOND_READ).get()
        assert (line.made_by, line.made_at) == (cast.editor.ref, clock.now)
        assert "read by Editor at 12:05" in desk_of(duty).get(broken(story)).content.decode()

    def test_after_the_read_a_writer_on_duty_has_it_in_hand_no_more(
        self, cast: Cast, duty: User, story: Article
    ) -> None:
        actions.second_read(story, cast.editor)
        story.refresh_from_db()
        assert breaking.why_not_go_on(story, duty)
        with pytest.raises(Refused):
            breaking.add_paragraph(story, duty, paragraph=NEXT, seen=story.latest_revision_id)

    def test_updates_from_the_storys_own_form_go_the_same_way(
        self, cast: Cast, duty: User, story: Article, clock: Clock
    ) -> None:
        owed = story.second_read_owed_at
        saved(story, duty, standfirst="Ferries are running.")
        actions.publish(story, duty)
        assert story.second_read_owed_at == owed

    def test_it_turns_red_after_thirty_minutes(self, story: Article, clock: Clock) -> None:
        owed = story.second_read_owed_at
        assert owed is not None
        assert not breaking.is_overdue(story, owed + timedelta(minutes=29, seconds=59))
        assert breaking.is_overdue(story, owed + timedelta(minutes=30))

    def test_one_may_correct_who_may(self, cast: Cast, duty: User, story: Article) -> None:
        correct = reverse("admin:articles_article_move", args=[story.pk, "correct"])
        assert correct in desk_of(cast.editor).get(broken(story)).content.decode()
        assert correct not in desk_of(duty).get(broken(story)).content.decode()

    def test_what_nobody_may_know_of_is_not_found(self, cast: Cast, story: Article) -> None:
        Article.objects.filter(pk=story.pk).update(is_closed=True)
        assert desk_of(cast.editor).get(broken(story)).status_code == 404


class RuleTests:
    def test_the_moment_is_passed_in(self, cast: Cast, duty: User) -> None:
        moment = datetime.fromisoformat("2026-11-24T07:40:00+00:00")
        flash = breaking.Flash(
            ref="a" * 16, headline=HEADLINE, paragraph=PARAGRAPH, section=cast.politics, language="en"
        )
        story = breaking.break_news(flash, duty, moment=moment)
        seen = publication.live_slice(story, moment)
        assert seen is not None and seen.visible_from == story.second_read_owed_at == moment

    def test_somebody_elses_name_is_not_reused(self, cast: Cast, duty: User) -> None:
        other = live(cast)
        flash = breaking.Flash(
            ref=other.ref, headline=HEADLINE, paragraph=PARAGRAPH, section=cast.politics, language="en"
        )
        assert breaking.break_news(flash, duty).ref != other.ref
        with pytest.raises(IntegrityError):
            Article.objects.create(ref=other.ref, headline="x")
