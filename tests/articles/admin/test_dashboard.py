"""The front page of the desk: what waits for the person who opens it, what is ahead, what is missing."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.admin.dashboard import COUNTED, MOST
from articles.models import Article, DeskState, Role, Task
from articles.models.article import Priority
from articles.workflow import actions
from newsroom.models import User
from tests.articles.admin.desk import desk_of
from tests.cast import Cast, a_person, a_photo, a_story, an_author
from tests.conftest import Clock
from tests.stories import a_draft, approved, in_review, live, saved

pytestmark = pytest.mark.django_db

MOST_QUERIES = 25


def page_of(person: User) -> Any:
    page = desk_of(person).get("/admin/")
    assert page.status_code == 200
    return page


def lists(person: User) -> dict[str, list[str]]:
    """Title of each list -> what stands in it, in the order of the page."""
    board = page_of(person).context["board"]
    return {str(short.title): [line.words for line in short.lines] for short in (*board.now, *board.later)}


def lines(person: User, title: str) -> list[Any]:
    board = page_of(person).context["board"]
    found = {str(short.title): short.lines for short in (*board.now, *board.later)}
    return list(found.get(title, ()))


def facts(person: User, title: str) -> dict[str, str]:
    return {line.words: str(line.fact) for line in lines(person, title)}


def days(person: User) -> dict[str, list[tuple[str, str, str]]]:
    board = page_of(person).context["board"]
    return {day.name: [(str(one.fact), one.words, str(one.mark)) for one in day.lines] for day in board.days}


class WaitingTests:
    def test_each_sees_what_waits_for_them(self, cast: Cast) -> None:
        a_draft(cast, headline="A draft", tags=())
        in_review(cast, headline="Waiting", tags=())
        actions.return_to_writer(in_review(cast, headline="Back", tags=()), cast.editor, note="Who counted?")
        assert lists(cast.writer) == {"Returned to me": ["Back"], "My drafts and ideas": ["A draft"]}
        assert lists(cast.editor) == {"Waiting for my review": ["Waiting"]}
        assert lists(cast.photo_editor) == {}
        assert page_of(cast.administrator).context["board"] is None

    def test_nothing_to_do_is_said_in_one_line(self, cast: Cast) -> None:
        page = page_of(cast.editor).content.decode()
        assert page.count("Nothing waits for you.") == 1
        assert "board-list board-reviews" not in page and "board-calendar" not in page

    def test_another_section_waits_for_its_own_editor(self, cast: Cast) -> None:
        in_review(cast, headline="Politics")
        assert "Waiting for my review" not in lists(cast.editor_elsewhere)

    def test_the_urgent_comes_first_then_what_waits_longest(self, cast: Cast) -> None:
        for headline in ("First", "Second", "Urgent"):
            in_review(cast, headline=headline)
        Article.objects.filter(headline="Urgent").update(priority=Priority.HIGH)
        assert lists(cast.editor)["Waiting for my review"] == ["Urgent", "First", "Second"]
        assert lines(cast.editor, "Waiting for my review")[0].mark == Priority.HIGH.label

    def test_a_second_read_turns_red_after_thirty_minutes(self, cast: Cast, clock: Clock) -> None:
        duty = a_person("duty", Role.WRITER, on_duty=True)
        story = a_story(section=cast.politics, by=duty)
        saved(story, duty)
        actions.publish(story, duty)
        clock.move(minutes=29, seconds=59)
        assert [line.is_red for line in lines(cast.editor, "Second reads owed")] == [False]
        clock.move(seconds=1)
        (line,) = lines(cast.editor, "Second reads owed")
        assert (line.is_red, line.name, line.fact) == (True, "Duty", "for 30\xa0minutes")
        assert "is-red" in page_of(cast.editor).content.decode()
        assert lists(duty)["Second reads owed"] == [story.headline]
        actions.second_read(story, cast.editor)
        assert "Second reads owed" not in lists(cast.editor)

    def test_what_is_late_is_named_until_it_is_approved(self, cast: Cast, clock: Clock) -> None:
        story = in_review(cast, headline="Late", due_at=clock.now + timedelta(minutes=1))
        assert "Late" not in lists(cast.editor)
        clock.move(minutes=1)
        assert lists(cast.editor)["Late"] == lists(cast.writer)["Late"] == ["Late"]
        assert "Late" not in lists(cast.writer_elsewhere)
        actions.approve(story, cast.editor)
        assert "Late" not in lists(cast.editor)

    def test_what_was_given_to_somebody_is_theirs(self, cast: Cast) -> None:
        a_draft(cast, headline="Given", assigned_to=cast.writer_elsewhere, due_at=timezone.now())
        assert lists(cast.writer_elsewhere)["Given to me"] == ["Given"]
        assert "Given to me" not in lists(cast.writer)

    def test_tasks_stand_with_the_urgent_first_until_they_are_done(self, cast: Cast) -> None:
        story = live(cast, headline="Translated")
        for kind, is_urgent in (
            (Task.Kind.WITHDRAWN, False),
            (Task.Kind.CORRECTED, True),
            (Task.Kind.UPDATED, False),
        ):
            Task.objects.create(
                article=story, kind=kind, text="x", is_urgent=is_urgent, made_at=timezone.now()
            )
        found = lines(cast.editor, "To do")
        assert [(line.words, line.is_red) for line in found] == [("Translated", True), ("Translated", False)]
        assert str(found[0].fact).startswith("The original was corrected")
        assert lists(cast.editor)["Translations behind"] == ["Translated"]
        assert "To do" not in lists(cast.editor_elsewhere)
        Task.objects.update(done_at=timezone.now())
        assert not {"To do", "Translations behind"} & set(lists(cast.editor))

    def test_a_long_list_leads_to_the_whole_of_it(self, cast: Cast) -> None:
        for _number in range(MOST + 1):
            a_draft(cast)
        (short,) = page_of(cast.writer).context["board"].now
        assert len(short.lines) == MOST and short.has_more
        assert len(desk_of(cast.writer).get(short.address).context["cl"].result_list) == MOST + 1


class AheadTests:
    def test_the_calendar_goes_by_the_newsrooms_days(self, cast: Cast, clock: Clock, settings: Any) -> None:
        settings.TIME_ZONE = "Europe/Vilnius"
        tonight = datetime(2026, 11, 24, 21, 59, tzinfo=UTC)
        for headline, moment in (("Tonight", tonight), ("At midnight", tonight + timedelta(minutes=1))):
            actions.schedule(approved(cast, headline=headline), cast.editor, visible_from=moment)
        embargo = datetime(2026, 11, 27, 9, tzinfo=UTC)
        actions.set_embargo(a_draft(cast, headline="Secret"), cast.editor, until=embargo, reason="Agreed.")
        assert days(cast.writer) == {
            "Today": [("23:59", "Tonight", "opens")],
            "Tomorrow": [("00:00", "At midnight", "opens")],
            "Friday, 27 November": [("11:00", "Secret", "embargo ends")],
        }

    def test_it_looks_two_weeks_ahead(self, cast: Cast, clock: Clock) -> None:
        moment = clock.now + timedelta(days=14)
        actions.schedule(approved(cast), cast.editor, visible_from=moment)
        assert days(cast.editor) == {}
        clock.move(seconds=1)
        assert len(days(cast.editor)) == 1

    def test_a_label_that_ends_opens_nothing(self, cast: Cast, clock: Clock) -> None:
        live(cast, developing_until=clock.now + timedelta(hours=2))
        assert days(cast.editor) == {}

    def test_what_readers_saw_last_comes_first(self, cast: Cast, clock: Clock) -> None:
        live(cast, headline="Older")
        clock.move(hours=1)
        live(cast, headline="Newer")
        assert lists(cast.photo_editor)["Lately published"] == ["Newer", "Older"]
        assert facts(cast.editor, "Lately published")["Newer"] == "13:00"


class MissingTests:
    def test_photos_lack_a_credit_or_a_file(self, cast: Cast) -> None:
        a_draft(cast, photo=a_photo(caption="No name", credit_line=""), author=an_author("Ada Okafor"))
        a_draft(cast, photo=a_photo(caption="To come"))
        a_photo(caption="Nobody's", credit_line="")
        for person in (cast.editor, cast.photo_editor):
            assert facts(person, "Photos without credit or file") == {
                "To come": "waits for its file",
                "No name": "no credit, waits for its file",
            }
        assert "Photos without credit or file" not in lists(cast.writer)

    def test_whoever_was_taken_off_a_closed_story_reads_no_caption_of_it_though_the_photo_was_theirs(
        self, cast: Cast
    ) -> None:
        mine = a_photo(caption="Brought in", credit_line="", created_by=cast.photo_editor.ref)
        story = a_draft(cast, photo=mine)
        title = "Photos without credit or file"
        assert "Brought in" in facts(cast.photo_editor, title)
        Article.objects.filter(pk=story.pk).update(is_closed=True)
        assert "Brought in" not in facts(cast.photo_editor, title)
        story.closed_to.add(cast.photo_editor)
        assert "Brought in" in facts(cast.photo_editor, title)

    def test_a_photo_whose_rights_end_soon_is_told_by_its_story(self, cast: Cast, clock: Clock) -> None:
        for headline, ahead in (("Soon", 3), ("Later", 20)):
            photo = a_photo(rights_until=clock.now + timedelta(days=ahead))
            live(cast, headline=headline, photo=photo)
        assert facts(cast.photo_editor, "Rights that end soon") == {
            "Soon": "its photo goes 27 November 12:00"
        }

    def test_a_tag_that_the_headline_names_is_offered(self, cast: Cast) -> None:
        live(cast, tags=("Ferry",))
        a_draft(cast, headline="The ferry is late", standfirst="", tags=())
        assert facts(cast.writer, "Tags to look at") == {"The ferry is late": "Ferry"}
        a_draft(cast, headline="Ferry again", standfirst="", tags=("Ferry",))
        assert "Ferry again" not in facts(cast.writer, "Tags to look at")

    def test_states_are_counted(self, cast: Cast) -> None:
        a_draft(cast), a_draft(cast), in_review(cast), approved(cast), live(cast)
        counts = page_of(cast.editor).context["board"].counts
        assert [(str(count.label), count.number) for count in counts] == [
            ("Drafts", "2"), ("In review", "1"), ("Approved, not out yet", "1"),
        ]  # fmt: skip
        for count in counts:
            shown = desk_of(cast.editor).get(count.address).context["cl"].result_list
            assert len(shown) == int(count.number)

    def test_counting_stops_where_nobody_reads_on(self, cast: Cast) -> None:
        Article.objects.bulk_create(
            Article(headline="x", ref=f"r{number:015d}", desk_state=DeskState.IDEA)
            for number in range(COUNTED + 5)
        )
        (count,) = page_of(cast.editor).context["board"].counts
        assert count.number == f"{COUNTED}+"


class ClosedTests:
    def test_a_closed_story_is_nowhere_but_for_those_named(self, cast: Cast, clock: Clock) -> None:
        """Each list would show it, if it were open."""
        photo = a_photo(rights_until=clock.now + timedelta(days=1))
        due = clock.now - timedelta(minutes=1)
        canary = "Canary"
        a_draft(cast, headline=canary, due_at=due, assigned_to=cast.editor)
        in_review(cast, headline=canary, due_at=due)
        live(cast, headline=canary, photo=photo, second_read_owed_at=due)
        actions.schedule(
            approved(cast, headline=canary), cast.editor, visible_from=clock.now + timedelta(hours=1)
        )
        actions.set_embargo(
            a_draft(cast, headline=canary),
            cast.editor,
            until=clock.now + timedelta(hours=1),
            reason="Agreed.",
        )
        for kind in (Task.Kind.CORRECTED, Task.Kind.UPDATED):
            Task.objects.create(article=Article.objects.first(), kind=kind, text=canary, made_at=clock.now)
        shown = page_of(cast.editor).content.decode()
        assert shown.count(canary) >= 9
        Article.objects.update(is_closed=True)
        page = page_of(cast.editor)
        assert canary not in page.content.decode()
        assert page.context["board"].counts == []
        for story in Article.objects.all():
            story.closed_to.add(cast.editor)
        assert page_of(cast.editor).content.decode().count(canary) == shown.count(canary)


class PitchTests:
    def test_a_pitch_is_an_idea_with_a_line_or_two(self, cast: Cast) -> None:
        response = self._pitch(
            cast.writer, headline="  Who owns\tthe quay? ", words="Ask the registry.\r\nAnd Vera."
        )
        assert response.redirect_chain == [("/admin/", 302)]
        story = Article.objects.get()
        assert (story.desk_state, story.headline) == (DeskState.IDEA, "Who owns the quay?")
        assert (story.standfirst, story.created_by) == ("Ask the registry.\nAnd Vera.", cast.writer.ref)
        assert story.revisions.get().made_by == cast.writer.ref
        page = response.content.decode()
        assert re.search(r'Pitched: <a href="[^"]+">Who owns the quay\?</a>', page)
        assert lists(cast.writer)["My drafts and ideas"] == ["Who owns the quay?"]

    def test_without_a_headline_it_comes_back_as_it_was_typed(self, cast: Cast) -> None:
        response = self._pitch(cast.writer, headline=" ", words="Ask the registry.")
        page = response.content.decode()
        assert "Say in a few words what the story is." in page and "Ask the registry." in page
        assert not Article.objects.exists()

    def test_only_those_who_write_pitch(self, cast: Cast) -> None:
        assert page_of(cast.photo_editor).context["pitch_form"] is None
        assert self._pitch(cast.photo_editor, headline="Mine").status_code == 403
        assert desk_of(cast.writer).get("/admin/articles/article/pitch/").status_code == 405

    @staticmethod
    def _pitch(person: User, **typed: str) -> Any:
        data = {f"pitch-{name}": words for name, words in typed.items()}
        return desk_of(person).post("/admin/articles/article/pitch/", data, follow=True)


class CostTests:
    def test_it_costs_the_same_for_ten_stories_and_five_hundred(self, cast: Cast, clock: Clock) -> None:
        person = cast.editor
        self._one_of_each(cast, clock)
        before = self._cost(person)
        author = an_author("Ada Okafor")
        Article.objects.bulk_create(
            Article(
                headline=f"Story {number}", ref=f"r{number:015d}", section=cast.politics, changed_at=clock.now,
                desk_state=list(DeskState)[number % 3], created_by=person.ref if number % 2 else None,
                changed_by=cast.writer.ref, assigned_to=person if number % 5 == 0 else None,
                due_at=clock.now - timedelta(hours=1) if number % 7 == 0 else None,
                second_read_owed_at=clock.now if number % 11 == 0 else None,
                embargo_until=clock.now + timedelta(days=1) if number % 13 == 0 else None,
                embargo_reason="Agreed.", embargo_by=person.ref,
            )
            for number in range(500)
        )  # fmt: skip
        after = self._cost(person)
        assert author and after == before <= MOST_QUERIES

    def test_nobody_pays_more(self, cast: Cast, clock: Clock) -> None:
        self._one_of_each(cast, clock)
        for person in (cast.writer, cast.editor, cast.chief, cast.photo_editor, cast.administrator):
            assert self._cost(person) <= MOST_QUERIES

    @staticmethod
    def _one_of_each(cast: Cast, clock: Clock) -> None:
        """So that no list of the editor's is empty, and something is kept from them."""
        Article.objects.filter(pk=a_draft(cast, tags=("Source",)).pk).update(is_closed=True)
        a_draft(cast, headline="The river rises", created_by=cast.editor.ref, tags=())
        returned = actions.return_to_writer(in_review(cast), cast.editor, note="Why?")
        Article.objects.filter(pk=returned.pk).update(created_by=cast.editor.ref)
        in_review(cast, due_at=clock.now - timedelta(hours=1))
        a_draft(cast, assigned_to=cast.editor)
        live(cast, photo=a_photo(rights_until=clock.now + timedelta(days=1)))
        live(cast, second_read_owed_at=clock.now)
        actions.schedule(approved(cast), cast.editor, visible_from=clock.now + timedelta(hours=1))
        actions.set_embargo(
            a_draft(cast), cast.editor, until=clock.now + timedelta(hours=1), reason="Agreed."
        )
        for kind in Task.Kind:
            Task.objects.create(article=live(cast), kind=kind, text="x", made_at=clock.now)

    @staticmethod
    def _cost(person: User) -> int:
        desk = desk_of(person)
        desk.get("/admin/")
        with CaptureQueriesContext(connection) as queries:
            desk.get("/admin/")
        return len(queries)


class WayBackTests:
    def test_a_wrong_address_leads_back_to_the_desk(self, cast: Cast) -> None:
        response = desk_of(cast.writer).get("/admin/nosuch/")
        assert response.status_code == 404
        assert 'href="/admin/">Back to the desk' in response.content.decode()
