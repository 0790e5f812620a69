"""Each person sees the moves that they may make on the story as it stands, and no others; the rest is refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from articles.models import Article, DeskState
from articles.workflow import actions, legal
from articles.workflow.transitions import Move
from tests.articles.admin.desk import address, buttons, desk_of
from tests.cast import PASSWORD_BACKEND, Cast, a_story, an_author
from tests.stories import a_draft, approved, in_review, live, saved

pytestmark = pytest.mark.django_db


def an_idea(cast: Cast) -> Article:
    story = a_story(section=cast.politics, by=cast.writer, desk_state=DeskState.IDEA)
    saved(story, cast.writer)
    return story


def scheduled(cast: Cast) -> Article:
    return actions.schedule(approved(cast), cast.editor, visible_from=timezone.now() + timedelta(days=1))


def under_embargo(cast: Cast) -> Article:
    until = timezone.now() + timedelta(days=1)
    return actions.set_embargo(approved(cast), cast.editor, until=until, reason="Agreed with the court.")


def trashed(cast: Cast) -> Article:
    return actions.trash(a_draft(cast), cast.editor)


def unpublished(cast: Cast) -> Article:
    return actions.unpublish(live(cast), cast.editor, reason="A name had to go.")


def for_a_lawyer(cast: Cast) -> Article:
    return legal.ask_legal_read(a_draft(cast), cast.editor, reason="It names a minister.")


def changed_again(cast: Cast) -> Article:
    story = live(cast)
    saved(story, cast.editor, body="<p>The vote was counted again.</p>")
    return story


STORIES: dict[str, Callable[[Cast], Article]] = {
    "idea": an_idea,
    "draft": a_draft,
    "in review": in_review,
    "approved": approved,
    "scheduled": scheduled,
    "live": live,
    "live and changed again": changed_again,
    "under embargo": under_embargo,
    "unpublished": unpublished,
    "in the trash": trashed,
    "for a lawyer": for_a_lawyer,
}
ADD = "/admin/articles/article/add/"
DESK = ("writer", "writer_elsewhere", "photo_editor", "editor", "editor_elsewhere", "chief")


def answers(story: Article) -> dict[str, Any]:
    """What a person who knows the form would write."""
    moment = timezone.localtime(timezone.now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    return {
        "seen": story.latest_revision_id or "",
        "reason": "It has to be.",
        "note": "More numbers, please.",
        "moment": moment,
        "words": "We took this story down.",
        "kind": "correction",
        "text": "The vote was six to five, not seven to four.",
        "headline": story.headline,
        "standfirst": story.standfirst,
        "body": story.body,
        "is_cleared": "yes",
        "name": "Ada Okafor",
        "remark": "",
    }


TOLD_WHEN_TRIED = {
    ("live and changed again", Move.CORRECT),
    ("under embargo", Move.PUBLISH),
}
"""Offered, because the checklist and the text itself are asked only by the door; it then says what is in the way."""


class ButtonTests:
    @pytest.mark.parametrize("state", STORIES)
    def test_the_page_offers_what_the_door_allows(self, cast: Cast, state: str) -> None:
        story = STORIES[state](cast)
        for who in DESK:
            person = cast.everyone()[who]
            allowed = {row.move.value for row in actions.available(story, person)}
            assert buttons(desk_of(person), story) == allowed, who

    @pytest.mark.parametrize("state", ["draft", "in review", "live", "in the trash"])
    def test_what_is_not_offered_is_refused_and_changes_nothing(self, cast: Cast, state: str) -> None:
        story = STORIES[state](cast)
        before = as_stored(story)
        for who in ("writer", "photo_editor", "editor_elsewhere", "editor"):
            person = cast.everyone()[who]
            desk, allowed = desk_of(person), {row.move for row in actions.available(story, person)}
            for move in set(Move) - allowed:
                response = desk.post(address(story, "move", move.value), answers(story))
                assert response.status_code == 409, (who, move)
                assert response.context["refused"].sentence
                assert as_stored(story) == before, (who, move)

    @pytest.mark.parametrize("state", STORIES)
    def test_what_is_offered_is_done_and_leaves_one_line(self, cast: Cast, state: str) -> None:
        chief = desk_of(cast.chief)
        for row in actions.available(STORIES[state](cast), cast.chief):
            story = STORIES[state](cast)
            lines = story.audit_events.count()
            response = chief.post(address(story, "move", row.move.value), answers(story))
            if (state, row.move) in TOLD_WHEN_TRIED:
                assert response.status_code == 409 and response.context["refused"].sentence
                continue
            assert response.status_code == 302, (row.move, response.context["refused"])
            line = story.audit_events.first()
            assert line is not None and (line.move, line.made_by) == (row.move, cast.chief.ref)
            assert story.audit_events.count() == lines + 1
            assert escape(str(row.done)) in chief.get(address(story, "history")).content.decode().casefold()

    def test_strangers_and_administrators_see_no_story(self, cast: Cast) -> None:
        story = live(cast)
        for person in (cast.administrator, cast.stranger):
            for page in ("change", "history", "preview"):
                assert desk_of(person).get(address(story, page)).status_code in (302, 403)


def as_stored(story: Article) -> tuple[Any, ...]:
    fresh = Article.objects.filter(pk=story.pk).values_list().get()
    return fresh, story.audit_events.count(), story.revisions.count(), story.corrections.count()


class OneButtonTests:
    """What a person would say of the table above."""

    def test_the_writer_submits_and_then_only_reads(self, cast: Cast) -> None:
        story, desk = a_draft(cast), desk_of(cast.writer)
        assert buttons(desk, story) == {"submit"}
        actions.submit(story, cast.writer)
        assert buttons(desk, story) == set()
        page = desk.get(address(story)).content.decode()
        assert 'name="headline"' not in page and "Nobody in the gallery had gone home." in page

    def test_nobody_is_offered_to_approve_their_own_words(self, cast: Cast) -> None:
        story = a_draft(cast)
        saved(story, cast.editor, headline="Council keeps the ferry")
        actions.submit(story, cast.editor)
        assert "approve" not in buttons(desk_of(cast.editor), story)
        assert "approve" in buttons(desk_of(cast.chief), story)

    def test_one_filled_button_leads(self, cast: Cast) -> None:
        for story in (a_draft(cast), in_review(cast), approved(cast)):
            page = desk_of(cast.chief).get(address(story)).content.decode()
            bar = page[page.index('class="desk-bar"') : page.index('class="desk-columns"')]
            assert bar.count("button default") == 1

    def test_enter_in_a_field_saves_and_moves_nothing(self, cast: Cast) -> None:
        """Browsers press the first button of the form."""
        for page in (address(a_draft(cast)), address(live(cast, author=an_author("Ada"))), ADD):
            form = desk_of(cast.chief).get(page).content.decode().partition('id="article_form"')[2]
            first = re.search(r"<button[^>]*>", form)
            assert first is not None and 'name="_continue"' in first.group()

    def test_who_saved_in_the_meantime_is_named_before_anybody_approves(self, cast: Cast) -> None:
        story = in_review(cast)
        form = answers(story)
        saved(story, cast.editor, body="<p>Other words.</p>")
        response = desk_of(cast.chief).post(address(story, "move", "approve"), form)
        assert response.status_code == 409
        assert "Editor saved the story since you opened it" in response.context["refused"].sentence
        story.refresh_from_db()
        assert story.desk_state == DeskState.IN_REVIEW
        again = {**form, "seen": response.context["form"]["seen"].value()}
        assert desk_of(cast.chief).post(address(story, "move", "approve"), again).status_code == 302

    def test_a_second_read_that_is_owed_is_said_in_red(self, cast: Cast) -> None:
        story = a_draft(cast)
        cast.editor.assignment.is_on_duty = True  # type: ignore[attr-defined]
        cast.editor.assignment.save()  # type: ignore[attr-defined]
        desk = desk_of(cast.editor)
        assert "publish" in buttons(desk, story)
        assert b"Nobody else has read this text" in desk.get(address(story, "move", "publish")).content
        desk.post(address(story, "move", "publish"), answers(story))
        assert b"state-owed" in desk.get(address(story)).content
        assert b"state-owed" in desk.get("/admin/articles/article/").content

    def test_a_second_read_is_the_filled_button_of_whoever_owes_it(self, cast: Cast) -> None:
        story = live(cast)
        actions.correct(story, cast.editor, kind="correction", text="Six to five.")
        primary = desk_of(cast.chief).get(address(story)).context["primary_move"]
        assert primary is not None and primary.move == "second_read"
        assert desk_of(cast.editor).get(address(story)).context["primary_move"] is None

    def test_an_unknown_move_is_not_found(self, cast: Cast) -> None:
        story = a_draft(cast)
        assert desk_of(cast.chief).get(f"/admin/articles/article/{story.pk}/move/vanish/").status_code == 404

    def test_a_move_without_its_token_is_refused(self, cast: Cast) -> None:
        story, client = a_draft(cast), Client(enforce_csrf_checks=True)
        client.force_login(cast.chief, PASSWORD_BACKEND)
        assert client.post(address(story, "move", "submit"), answers(story)).status_code == 403
