"""What a story needs before readers may see it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, AuditEvent, ChecklistRule, Kind
from articles.workflow import actions, checklist, checklist_rules, publication
from articles.workflow.actions import Refused
from articles.workflow.checklist_rules import FIXED, OPEN, Level, NotAllowed
from media.models import Photo
from tests.articles.exchange.pages import a_page, lay
from tests.cast import Cast, a_photo, the_kind
from tests.stories import a_draft, approved, approved_again, in_review, live, saved


def codes(points: list[checklist.Point]) -> set[str]:
    return {point.code for point in points}


class TestBlocking:
    def test_a_complete_story_has_nothing_against_it(self, cast: Cast) -> None:
        assert checklist.failing(checklist.examine(a_draft(cast))) == []

    def test_each_missing_thing_is_named(self, cast: Cast) -> None:
        now = timezone.now()
        with_file = a_photo(alt="")
        Photo.objects.filter(pk=with_file.pk).update(file="originals/x.jpg")
        cases = {
            "headline": {"headline": " "},
            "section": {"section": None},
            "body": {"body": "<p> </p>"},
            "date": {"import_ref": "en/abc", "published_at": None},
            "date_ahead": {"published_at": now + timedelta(days=1)},
            "credit": {"lead_photo": a_photo(credit_line=" ")},
            "alt": {"lead_photo": Photo.objects.get(pk=with_file.pk)},
            "rights": {"lead_photo": a_photo(rights_until=now - timedelta(seconds=1))},
            "embargo": {
                "embargo_until": now + timedelta(days=1),
                "embargo_reason": "Agreed.",
                "embargo_by": cast.chief.ref,
            },
        }
        for code, fields in cases.items():
            failing = checklist.failing(checklist.examine(a_draft(cast, **fields)))
            assert codes(failing) == {code}
            assert failing[0].sentence.endswith((".", "first came out."))

    def test_a_decorative_photo_needs_no_alt_text(self, cast: Cast) -> None:
        photo = a_photo(alt="", is_decorative=True)
        Photo.objects.filter(pk=photo.pk).update(file="originals/x.jpg")
        assert checklist.failing(checklist.examine(a_draft(cast, lead_photo=Photo.objects.get()))) == []

    def test_an_alt_text_written_for_this_story_is_enough(self, cast: Cast) -> None:
        photo = a_photo(alt="")
        Photo.objects.filter(pk=photo.pk).update(file="originals/x.jpg")
        photo.refresh_from_db()
        body = f'<p>One.</p><figure data-photo="{photo.ref}"{{}}></figure>'
        described = (
            a_draft(cast, lead_photo=photo, lead_alt="Паром."),
            a_draft(cast, body=body.format(' data-alt="Паром."')),
        )
        assert [checklist.failing(checklist.examine(story)) for story in described] == [[], []]
        captioned = a_draft(cast, body=body.format(' data-alt=" " data-caption="Паром."'))
        assert codes(checklist.failing(checklist.examine(captioned))) == {"alt"}

    def test_a_photo_that_waits_for_its_file_needs_a_credit_and_no_alt_text(self, cast: Cast) -> None:
        assert checklist.failing(checklist.examine(a_draft(cast, lead_photo=a_photo(alt="")))) == []

    def test_photos_in_the_text_count_too(self, cast: Cast) -> None:
        photo = a_photo(credit_line="")
        story = a_draft(cast, body=f'<p>One.</p><figure data-photo="{photo.ref}"></figure>')
        assert codes(checklist.failing(checklist.examine(story))) == {"credit"}


class TestAdvice:
    def test_it_never_blocks(self, cast: Cast) -> None:
        story = a_draft(cast, standfirst="")
        story.tags.clear()
        story.bylines.all().delete()
        unmet = [point for point in checklist.examine(story) if not point.is_met]
        assert codes(unmet) == {"byline", "lead_photo", "standfirst", "tags"}
        assert checklist.failing(unmet) == []


def everywhere(code: str, level: Level) -> None:
    ChecklistRule.objects.create(code=code, level=level)


def for_kind(kind: Kind, code: str, level: Level) -> None:
    ChecklistRule.objects.create(code=code, kind=kind, level=level)


def lacking(cast: Cast, code: str, **fields: Any) -> Article:
    """A draft that does not meet one of the points that a newsroom decides about."""
    match code:
        case "standfirst":
            return a_draft(cast, standfirst="", **fields)
        case "photo_waits":
            return a_draft(cast, photo=a_photo(), **fields)
        case "alt":
            photo = a_photo(alt="")
            Photo.objects.filter(pk=photo.pk).update(file="originals/x.jpg")
            return a_draft(cast, photo=Photo.objects.get(pk=photo.pk), **fields)
    story = a_draft(cast, **fields)
    if code == "tags":
        story.tags.clear()
    if code == "byline":
        story.bylines.all().delete()
    saved(story, cast.writer)
    return story


def levels_shown(story: Article) -> dict[str, bool]:
    """Code -> whether it blocks, of what this story lacks."""
    return {point.code: point.is_blocking for point in checklist.examine(story) if not point.is_met}


class RulesTests:
    @pytest.mark.parametrize("code", sorted(OPEN))
    def test_every_open_point_follows_its_level(self, cast: Cast, code: str) -> None:
        story = lacking(cast, code)
        assert levels_shown(story)[code] == (OPEN[code].default is Level.BLOCKING)
        for level, shown in ((Level.BLOCKING, True), (Level.ADVISORY, False), (Level.OFF, None)):
            ChecklistRule.objects.update_or_create(code=code, kind=None, defaults={"level": level})
            assert levels_shown(story).get(code) is shown

    @pytest.mark.parametrize("level", list(Level))
    @pytest.mark.parametrize("other", list(Level))
    def test_a_kind_has_the_last_word_about_its_own_stories(
        self, cast: Cast, level: Level, other: Level
    ) -> None:
        news, opinion = the_kind("News"), the_kind("Interview")
        everywhere("standfirst", other)
        for_kind(news, "standfirst", level)
        shown = {Level.BLOCKING: True, Level.ADVISORY: False, Level.OFF: None}
        assert levels_shown(lacking(cast, "standfirst", kind=news)).get("standfirst") is shown[level]
        for kind in (opinion, None):
            assert levels_shown(lacking(cast, "standfirst", kind=kind)).get("standfirst") is shown[other]

    def test_the_defaults_are_those_of_the_house(self, cast: Cast) -> None:
        assert {code for code, asked in OPEN.items() if asked.default is Level.BLOCKING} == {"alt"}
        assert set(FIXED) >= {
            "credit", "rights", "embargo", "legal", "language", "date", "headline", "body", "section",
        }  # fmt: skip

    def test_every_point_that_is_asked_stands_on_the_page_of_the_rules(self) -> None:
        source = Path(checklist.__file__).read_text()
        asked = set(re.findall(r'code="(\w+)"', source)) | set(re.findall(r'\("(\w+)", _\(', source))
        assert asked == set(FIXED) | set(OPEN)

    @pytest.mark.parametrize("level", [Level.ADVISORY, Level.OFF])
    def test_law_and_safety_are_weakened_by_no_row(self, cast: Cast, level: Level) -> None:
        """Not even by one that somebody has slipped into the table."""
        now = timezone.now()
        cases: dict[str, dict[str, Any]] = {
            "headline": {"headline": " "},
            "section": {"section": None},
            "body": {"body": "<p> </p>"},
            "language": {"language": ""},
            "date": {"import_ref": "en/abc", "published_at": None},
            "date_ahead": {"published_at": now + timedelta(days=1)},
            "credit": {"lead_photo": a_photo(credit_line=" ")},
            "rights": {"lead_photo": a_photo(rights_until=now - timedelta(seconds=1))},
            "embargo": {
                "embargo_until": now + timedelta(days=1),
                "embargo_reason": "Agreed.",
                "embargo_by": cast.chief.ref,
            },
            "legal": {"needs_legal_read": True},
        }
        assert set(cases) == set(FIXED)
        kind = the_kind()
        for code, fields in cases.items():
            everywhere(code, level)
            for_kind(kind, code, level)
            assert levels_shown(a_draft(cast, **fields)).get(code) is True, code

    def test_levels_cost_one_query_whatever_is_decided(self, cast: Cast) -> None:
        story = lacking(cast, "tags")

        def queries() -> int:
            with CaptureQueriesContext(connection) as caught:
                checklist.examine(Article.objects.get(pk=story.pk))
            return len([query for query in caught.captured_queries if "checklistrule" in query["sql"]])

        assert queries() == 1
        for code in OPEN:
            everywhere(code, Level.OFF)
            for kind in Kind.objects.all():
                for_kind(kind, code, Level.ADVISORY)
        assert queries() == 1


class DecideTests:
    def test_it_stores_what_differs_and_forgets_what_does_not(self, cast: Cast) -> None:
        checklist_rules.decide(cast.chief, None, {"standfirst": Level.BLOCKING, "tags": Level.ADVISORY})
        assert checklist_rules.decided(None) == {"standfirst": Level.BLOCKING}
        checklist_rules.decide(cast.chief, None, {"standfirst": Level.ADVISORY})
        assert not ChecklistRule.objects.exists()

    def test_a_kind_may_say_the_default_where_the_rest_say_otherwise(self, cast: Cast) -> None:
        news = the_kind()
        checklist_rules.decide(cast.chief, None, {"tags": Level.BLOCKING})
        checklist_rules.decide(cast.chief, news, {"tags": Level.ADVISORY})
        assert checklist_rules.levels_for(news.ref)["tags"] is Level.ADVISORY
        checklist_rules.decide(cast.chief, news, {"tags": None})
        assert checklist_rules.levels_for(news.ref)["tags"] is Level.BLOCKING

    @pytest.mark.parametrize("code", sorted(FIXED) + ["no_such_point"])
    def test_it_refuses_to_touch_what_protects_law_and_safety(self, cast: Cast, code: str) -> None:
        with pytest.raises(NotAllowed, match="no rule can weaken it"):
            checklist_rules.decide(cast.chief, None, {"tags": Level.BLOCKING, code: Level.OFF})
        assert not ChecklistRule.objects.exists()

    def test_the_wrong_role_is_refused(self, cast: Cast) -> None:
        for person in cast.everyone_but("chief", "chief_elsewhere").values():
            with pytest.raises(NotAllowed):
                checklist_rules.decide(person, None, {"tags": Level.BLOCKING})
        assert not ChecklistRule.objects.exists() and not AuditEvent.objects.exists()

    def test_the_trail_has_one_new_line_with_before_and_after(self, cast: Cast) -> None:
        checklist_rules.decide(cast.chief, None, {"tags": Level.BLOCKING})
        checklist_rules.decide(cast.chief, None, {"tags": Level.BLOCKING})
        line = AuditEvent.objects.get()
        assert (line.move, line.made_by, line.article) == ("checklist_changed", cast.chief.ref, None)
        assert line.details == {"kind": "", "rules_before": {}, "rules_after": {"tags": "blocking"}}
        assert checklist_rules.last_change() == line


class EveryRoadTests:
    """A point that was made blocking stops the story on every road; one that was switched off stops it on none."""

    ROADS = ("publish", "duty", "schedule", "scheduled update", "correct", "import")

    def road(self, cast: Cast, name: str) -> Callable[[], Any]:
        """A story without a standfirst, brought as far as the door."""
        match name:
            case "publish":
                story = actions.approve(actions.submit(lacking(cast, "standfirst"), cast.writer), cast.editor)
                return lambda: actions.publish(story, cast.editor)
            case "duty":
                story = lacking(cast, "standfirst")
                cast.writer.assignment.is_on_duty = True
                cast.writer.assignment.save()
                return lambda: actions.publish(story, cast.writer)
            case "schedule":
                story = actions.approve(actions.submit(lacking(cast, "standfirst"), cast.writer), cast.editor)
                ahead = timezone.now() + timedelta(hours=1)
                return lambda: actions.schedule(story, cast.editor, visible_from=ahead)
            case "scheduled update":
                story = approved_again(cast, live(cast), standfirst="")
                ahead = timezone.now() + timedelta(hours=1)
                return lambda: actions.schedule(story, cast.editor, visible_from=ahead)
            case "correct":
                story = live(cast)
                return lambda: actions.correct(
                    story, cast.editor, kind="correction", text="It was ten.", fix={"standfirst": ""}
                )
            case "import":
                story = lacking(cast, "standfirst")
                Article.objects.filter(pk=story.pk).update(imported_revision=story.latest_revision)
                story.refresh_from_db()
                return lambda: actions.publish_imported(story, cast.chief)
        raise KeyError(name)

    @pytest.mark.parametrize("name", ROADS)
    def test_it_stops_at_what_was_made_blocking(self, cast: Cast, name: str) -> None:
        go = self.road(cast, name)
        everywhere("standfirst", Level.BLOCKING)
        before = [slice_.pk for slice_ in publication.slices_of(Article.objects.get())]
        with pytest.raises(Refused) as refused:
            go()
        assert [point.code for point in refused.value.points] == ["standfirst"]
        assert [slice_.pk for slice_ in publication.slices_of(Article.objects.get())] == before

    @pytest.mark.parametrize("name", ROADS)
    @pytest.mark.parametrize("level", [Level.ADVISORY, Level.OFF])
    def test_it_passes_what_blocks_no_more(self, cast: Cast, name: str, level: Level) -> None:
        go = self.road(cast, name)
        everywhere("standfirst", Level.BLOCKING)
        for_kind(the_kind(), "standfirst", level)
        go()
        assert publication.slices_of(Article.objects.get())

    def test_the_kind_that_was_approved_decides(self, cast: Cast) -> None:
        """A kind that somebody has put into the working copy past the door is none of it."""
        story = actions.approve(actions.submit(lacking(cast, "standfirst"), cast.writer), cast.editor)
        for_kind(the_kind(), "standfirst", Level.BLOCKING)
        Article.objects.filter(pk=story.pk).update(kind=the_kind("Interview"))
        with pytest.raises(Refused, match="standfirst"):
            actions.publish(Article.objects.get(), cast.editor)

    def test_the_command_of_imports_obeys(self, cast: Cast, tmp_path: Path, settings: Any) -> None:
        settings.MEDIA_ROOT = tmp_path / "media"
        page = lay(tmp_path / "pages", "ferry.txt", a_page(caption="", credit=""))
        everywhere("lead_photo", Level.BLOCKING)
        out = StringIO()
        arguments = ("import_articles", str(page), "--publish", "--as", "chief")
        with pytest.raises(CommandError):
            call_command(*arguments, stdout=out)
        assert "No lead photo." in out.getvalue()
        assert publication.slices_of(Article.objects.get()) == []
        ChecklistRule.objects.update(level=Level.OFF)
        call_command(*arguments, stdout=StringIO())
        assert publication.slices_of(Article.objects.get())

    def test_it_asks_nothing_on_the_way_to_review(self, cast: Cast) -> None:
        everywhere("standfirst", Level.BLOCKING)
        assert in_review(cast, standfirst="").desk_state == "in_review"
        assert approved(cast, standfirst="").desk_state == "approved"
