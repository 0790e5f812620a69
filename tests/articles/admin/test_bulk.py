"""Many stories, one move: each through the door by itself, and what failed said by name."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.utils import timezone

from articles.admin import bulk
from articles.models import Article, ChecklistRule, DeskState
from articles.workflow import actions, assignment, publication
from articles.workflow.assignment import Work
from articles.workflow.transitions import PublicState
from tests.articles.admin.desk import desk_of
from tests.cast import Cast, a_photo
from tests.stories import a_draft, approved, in_review, live, saved

pytestmark = pytest.mark.django_db

LIST, BULK = "/admin/articles/article/", "/admin/articles/article/bulk/"
BOX = re.compile(r'name="story" value="(\d+-\d+)"')


def chosen(*stories: Article) -> list[str]:
    """As the list shows them now."""
    return [bulk.value_of(story.pk, Article.objects.get(pk=story.pk).latest_revision_id) for story in stories]


def move_all(desk: Client, move: str, values: list[str], **answers: Any) -> Any:
    return desk.post(BULK, {"move": move, "story": values, "_do": "1", **answers})


def outcome(response: Any) -> tuple[list[str], dict[str, str]]:
    """Headlines of those that were moved, and headline -> sentence of those that were not."""
    found = response.context["outcome"]
    return (
        [story.headline for story in found.moved],
        {failed.story.headline if failed.story else "": failed.sentence for failed in found.failed},
    )


def states(*stories: Article) -> list[str]:
    return [Article.objects.get(pk=story.pk).desk_state for story in stories]


class ListTests:
    def test_every_row_has_a_box_with_the_revision_it_shows(self, cast: Cast) -> None:
        stories = [a_draft(cast, headline="One"), in_review(cast, headline="Two")]
        page = desk_of(cast.editor).get(LIST).content.decode()
        assert sorted(BOX.findall(page)) == sorted(chosen(*stories))
        assert "Choose: One" in page and f'formaction="{BULK}"' in page

    def test_it_offers_what_the_role_may_do(self, cast: Cast) -> None:
        a_draft(cast)
        offered = {
            name: {act.name for act in desk_of(person).get(LIST).context["bulk_acts"]}
            for name, person in cast.everyone().items()
            if name not in ("administrator", "administrator_elsewhere", "stranger")
        }
        assert offered["writer"] == {"start", "submit"}
        assert offered["photo_editor"] == set()
        everything = {"start", "submit", "approve", "return", "publish", "unpublish", "trash", "untrash"}
        assert offered["editor"] == offered["chief"] == everything | {"assign"}

    def test_a_writer_on_duty_is_offered_to_publish(self, cast: Cast) -> None:
        cast.writer.assignment.is_on_duty = True
        cast.writer.assignment.save()
        acts = desk_of(cast.writer).get(LIST).context["bulk_acts"]
        assert "publish" in {act.name for act in acts}

    def test_whoever_moves_nothing_finds_no_boxes(self, cast: Cast) -> None:
        a_draft(cast)
        page = desk_of(cast.photo_editor).get(LIST).content.decode()
        assert not BOX.findall(page) and "bulk-bar" not in page

    def test_a_closed_story_has_no_box(self, cast: Cast) -> None:
        story = a_draft(cast, headline="Sealed", is_closed=True)
        story.closed_to.set([cast.chief])
        page = desk_of(cast.chief).get(LIST).content.decode()
        assert "Sealed" in page and not BOX.findall(page)


class AskTests:
    def test_it_asks_first_and_names_what_was_chosen(self, cast: Cast) -> None:
        stories = [in_review(cast, headline="One"), in_review(cast, headline="Two")]
        response = desk_of(cast.editor).post(BULK, {"move": "return", "story": chosen(*stories)})
        page = response.content.decode()
        assert response.status_code == 200 and "One" in page and "Two" in page
        assert "Note to the writer" in page and BOX.findall(page) == chosen(*stories)
        assert states(*stories) == ["in_review", "in_review"]

    @pytest.mark.parametrize(("move", "name"), [("return", "note"), ("unpublish", "reason")])
    def test_a_missing_answer_is_asked_for_beside_its_field(self, cast: Cast, move: str, name: str) -> None:
        story = live(cast)
        response = move_all(desk_of(cast.editor), move, chosen(story), **{name: " "})
        assert response.status_code == 400 and response.context["form"].errors[name]
        assert publication.public_state(story) is PublicState.LIVE

    def test_nothing_chosen_and_too_much_are_said(self, cast: Cast) -> None:
        desk = desk_of(cast.editor)
        for values, words in (
            ([], "Choose the stories"),
            (["x", "1", "1-2-3", "-1-2"], "Choose the stories"),
        ):
            response = move_all(desk, "approve", values)
            assert response.status_code == 400 and words in response.content.decode()
        many = [f"{number}-1" for number in range(1, bulk.MOST + 2)]
        response = move_all(desk, "approve", many)
        assert response.status_code == 400 and "At most 100 stories" in response.content.decode()

    def test_it_leads_back_to_the_list_as_it_was_filtered(self, cast: Cast) -> None:
        story, desk = in_review(cast), desk_of(cast.editor)
        page = desk.get(LIST, {"state": "in_review", "q": "ferry", "p": "1"}).content.decode()
        back = unescape(re.search(r'name="back" value="([^"]*)"', page)[1])  # type: ignore[index]
        response = move_all(desk, "approve", chosen(story), back=back)
        assert response.context["back"] == f"{LIST}?state=in_review&q=ferry"
        evil = move_all(desk, "approve", chosen(story), back="https://example.org/")
        assert evil.context["back"].startswith(LIST)


class MoveTests:
    def test_each_goes_through_the_door_by_itself(self, cast: Cast) -> None:
        """State, four eyes, section, checklist and embargo, asked of each; the others go on."""
        good, again = in_review(cast, headline="Good"), in_review(cast, headline="Good too")
        draft = a_draft(cast, headline="Draft")
        mine = a_draft(cast, headline="Mine")
        saved(mine, cast.editor, standfirst="The editor's own words.")
        actions.submit(mine, cast.writer)
        elsewhere = in_review(cast, headline="Elsewhere")
        Article.objects.filter(pk=elsewhere.pk).update(section=cast.society)
        order = (good, draft, mine, elsewhere, again)
        moved, failed = outcome(move_all(desk_of(cast.editor), "approve", chosen(*order)))
        assert moved == ["Good", "Good too"]
        assert "cannot take this move" in failed["Draft"]
        assert "somebody else has to read it" in failed["Mine"]
        assert "section that is not yours" in failed["Elsewhere"]
        assert states(*order) == ["approved", "draft", "in_review", "in_review", "approved"]

    def test_publishing_asks_checklist_embargo_and_right(self, cast: Cast) -> None:
        good = approved(cast, headline="Good")
        bare = approved(cast, headline="No credit", photo=a_photo(credit_line=""))
        held = approved(cast, headline="Held")
        actions.set_embargo(
            held, cast.editor, until=timezone.now() + timedelta(days=1), reason="Agreed with the court"
        )
        response = move_all(desk_of(cast.editor), "publish", chosen(good, bare, held))
        moved, failed = outcome(response)
        assert moved == ["Good"]
        assert "its credit" in failed["No credit"] and "Agreed with the court" in failed["Held"]
        assert "1 of 3 stories: published." in response.content.decode()
        assert "2 stay as they were" in response.content.decode()
        assert [publication.public_state(story) for story in (good, bare, held)] == [
            PublicState.LIVE, PublicState.NONE, PublicState.NONE,
        ]  # fmt: skip

    def test_publishing_obeys_what_was_decided_about_the_checklist(self, cast: Cast) -> None:
        story = approved(cast, standfirst="")
        ChecklistRule.objects.create(code="standfirst", level=ChecklistRule.Level.BLOCKING)
        moved, failed = outcome(move_all(desk_of(cast.editor), "publish", chosen(story)))
        assert not moved and "No standfirst." in failed[story.headline]

    def test_the_whole_way_by_hand(self, cast: Cast) -> None:
        writer, editor = desk_of(cast.writer), desk_of(cast.editor)
        stories = [a_draft(cast, desk_state=DeskState.IDEA), a_draft(cast, desk_state=DeskState.IDEA)]
        for desk, move, answers, state in (
            (writer, "start", {}, "draft"),
            (writer, "submit", {}, "in_review"),
            (editor, "return", {"note": "Who counted?"}, "draft"),
            (writer, "submit", {}, "in_review"),
            (editor, "approve", {}, "approved"),
            (editor, "publish", {}, "approved"),
            (editor, "unpublish", {"reason": "A source asked.", "words": "Taken down."}, "approved"),
            (editor, "trash", {}, "trashed"),
            (editor, "untrash", {}, "draft"),
        ):
            moved, failed = outcome(move_all(desk, move, chosen(*stories), **answers))
            assert len(moved) == 2 and not failed, (move, failed)
            assert states(*stories) == [state, state]
        for story in stories:
            reasons = {line.move: line.reason for line in story.audit_events.all() if line.reason}
            assert reasons == {"return": "Who counted?", "unpublish": "A source asked."}
            assert publication.slices_of(story)[0].words_for_readers == "Taken down."

    @pytest.mark.parametrize(
        ("move", "answers"),
        [("submit", {}), ("approve", {}), ("publish", {}), ("return", {"note": "?"}), ("trash", {})],
    )
    def test_it_refuses_what_was_saved_since_the_list_was_shown(
        self, cast: Cast, move: str, answers: dict[str, str]
    ) -> None:
        story = {"submit": a_draft, "publish": approved}.get(move, in_review)(cast)
        values, before = chosen(story), Article.objects.get(pk=story.pk).desk_state
        saved(story, cast.chief, slug="slipped-in-between")
        moved, failed = outcome(move_all(desk_of(cast.editor), move, values, **answers))
        assert not moved and "saved" in failed[story.headline] and "since" in failed[story.headline]
        assert states(story) == [before]
        assert publication.public_state(story) is PublicState.NONE

    def test_a_story_chosen_twice_is_moved_once(self, cast: Cast) -> None:
        story = in_review(cast)
        moved, failed = outcome(move_all(desk_of(cast.editor), "approve", chosen(story) * 3))
        assert (len(moved), failed) == (1, {})

    def test_one_that_breaks_holds_up_no_other(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        stories = [in_review(cast, headline=headline) for headline in ("One", "Two", "Three")]
        true_way = bulk.perform

        def break_at_two(story: Article, *args: Any, **kwargs: Any) -> Article:
            true_way(story, *args, **kwargs)
            if story.headline == "Two":
                raise ImproperlyConfigured("No such storage.")
            return story

        monkeypatch.setattr(bulk, "perform", break_at_two)
        response = move_all(desk_of(cast.editor), "approve", chosen(*stories))
        moved, failed = outcome(response)
        assert moved == ["One", "Three"] and "Something failed" in failed["Two"]
        assert "No such storage" not in response.content.decode()


class AssignTests:
    def test_it_gives_stories_out_and_keeps_their_due_times(self, cast: Cast) -> None:
        due = timezone.now() + timedelta(hours=3)
        stories = [a_draft(cast, headline="One"), a_draft(cast, headline="Two")]
        assignment.assign(stories[0], cast.editor, Work(to=cast.editor, due_at=due, priority=2))
        response = move_all(desk_of(cast.editor), "assign", chosen(*stories), to=cast.writer_elsewhere.pk)
        assert outcome(response) == (["One", "Two"], {})
        work = [assignment.work_of(Article.objects.get(pk=story.pk)) for story in stories]
        assert work == [
            Work(to=cast.writer_elsewhere, due_at=due, priority=2),
            Work(to=cast.writer_elsewhere),
        ]

    def test_it_asks_the_right_of_each(self, cast: Cast) -> None:
        elsewhere = a_draft(cast, section=cast.society, headline="Elsewhere")
        moved, failed = outcome(
            move_all(desk_of(cast.editor), "assign", chosen(elsewhere), to=cast.writer.pk)
        )
        assert not moved and "section that is not yours" in failed["Elsewhere"]


class ClosedTests:
    def test_a_closed_story_is_never_in_it(self, cast: Cast) -> None:
        story = in_review(cast, headline="Sealed", is_closed=False)
        Article.objects.filter(pk=story.pk).update(is_closed=True)
        story.closed_to.set([cast.chief])
        values = chosen(story)
        asked = desk_of(cast.editor).post(BULK, {"move": "approve", "story": values})
        assert "Sealed" not in asked.content.decode()
        response = move_all(desk_of(cast.editor), "approve", values)
        assert outcome(response) == ([], {"": "There is no such story."})
        assert "Sealed" not in response.content.decode()
        nowhere = move_all(desk_of(cast.editor), "approve", ["999999-1"])
        assert outcome(nowhere) == outcome(response)
        moved, failed = outcome(move_all(desk_of(cast.chief), "approve", values))
        assert not moved and "its own page" in failed["Sealed"]
        assert states(story) == ["in_review"]


class DoorTests:
    def test_only_by_post(self, cast: Cast) -> None:
        assert desk_of(cast.chief).get(BULK).status_code == 405

    @pytest.mark.parametrize(
        ("name", "move", "status"),
        [
            ("administrator", "approve", 403),
            ("stranger", "approve", 302),
            ("photo_editor", "trash", 403),
            ("writer", "approve", 403),
            ("writer", "assign", 403),
            ("chief", "retract", 403),
            ("chief", "redact", 403),
            ("chief", "", 403),
        ],
    )
    def test_a_move_that_is_not_offered_is_shut(self, cast: Cast, name: str, move: str, status: int) -> None:
        story = in_review(cast)
        assert move_all(desk_of(cast.everyone()[name]), move, chosen(story)).status_code == status
        assert states(story) == ["in_review"]
