"""The days when the clocks change, through every door by which a time comes in: forms, commands, files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.test import override_settings
from django.utils import timezone

from articles.admin.fields import MomentField
from articles.exchange.given_dates import BadDate, moment_of, read_dates
from articles.exchange.readers.markdown import reader as markdown
from articles.exchange.readers.page_text.dates import read_date
from articles.exchange.reading import Source, Unreadable, Vocabulary
from articles.models import PublishedArticle
from articles.workflow import publication
from media.models import Photo
from tests.articles.admin.desk import address, desk_of
from tests.cast import Cast
from tests.conftest import Clock
from tests.newsroom.lib.test_dates import ZONES, changes_of, doubled, skipped
from tests.stories import approved


@pytest.fixture(params=ZONES)
def zone(request: Any) -> Iterator[ZoneInfo]:
    """The zone of the newsroom."""
    with override_settings(TIME_ZONE=request.param):
        yield ZoneInfo(request.param)


class FormTests:
    def test_a_time_that_is_not_or_is_twice_is_refused_in_words(self, zone: ZoneInfo) -> None:
        for typed in (skipped(zone), doubled(zone)):
            with pytest.raises(ValidationError, match=zone.key):
                MomentField().clean(f"{typed:%Y-%m-%dT%H:%M}")

    def test_so_is_the_end_of_the_rights_to_a_photo(self, zone: ZoneInfo) -> None:
        field = Photo._meta.get_field("rights_until").formfield()
        for typed in (skipped(zone), doubled(zone)):
            with pytest.raises(ValidationError, match=zone.key):
                field.clean(f"{typed:%Y-%m-%d %H:%M}")

    def test_whoever_means_one_of_the_two_says_which(self, zone: ZoneInfo) -> None:
        typed = doubled(zone)
        moments = {MomentField().clean(typed.replace(tzinfo=zone, fold=fold).isoformat()) for fold in (0, 1)}
        assert len({moment.astimezone(UTC) for moment in moments if moment}) == 2


class FileTests:
    def test_a_date_that_a_person_gives_to_an_import_is_refused(self, zone: ZoneInfo, tmp_path: Path) -> None:
        for typed in (skipped(zone), doubled(zone)):
            with pytest.raises(BadDate, match=zone.key):
                moment_of(f"{typed:%Y-%m-%dT%H:%M}")
            dates = tmp_path / "dates.csv"
            dates.write_text(f"a-story,{typed:%Y-%m-%dT%H:%M}\n")
            with pytest.raises(BadDate, match="line 1"):
                read_dates(dates)

    def test_a_date_in_a_markdown_file_is_refused_with_its_line(self, zone: ZoneInfo) -> None:
        for typed in (skipped(zone), doubled(zone)):
            file = f"---\ntitle: Ferry\npublished_at: {typed:%Y-%m-%dT%H:%M}\n---\n\nOne vote.\n"
            with pytest.raises(Unreadable, match=f"Line 3.*{zone.key}"):
                markdown.read(Source(path="ferry.md", data=file.encode()), Vocabulary(zone=zone))

    def test_a_date_line_of_a_saved_page_is_left_to_a_person(self, zone: ZoneInfo) -> None:
        for typed in (skipped(zone), doubled(zone)):
            found = read_date(f"{typed:%d %B %Y}, {typed:%H:%M}", zone)
            assert found is not None and found.moment is None and zone.key in found.problem

    def test_nine_in_the_morning_of_a_file_is_nine_in_the_morning(self, zone: ZoneInfo) -> None:
        for change in changes_of(zone):
            day = change.astimezone(zone).date()
            moment = moment_of(f"{day}T09:00")
            assert moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == datetime(
                day.year, day.month, day.day, 9
            )


@pytest.mark.django_db
class ScheduleTests:
    def test_nine_in_the_morning_goes_live_at_nine_in_the_morning_once(
        self, cast: Cast, clock: Clock, zone: ZoneInfo
    ) -> None:
        for change in changes_of(zone):
            day = change.astimezone(zone).date()
            clock.set(change - timedelta(days=2))
            story = approved(cast)
            client = desk_of(cast.editor)
            data = {"moment": f"{day}T09:00", "until": "", "seen": story.latest_revision_id}
            assert client.post(address(story, "move", "schedule"), data).status_code == 302
            [row] = publication.slices_of(story)
            on_the_wall = row.visible_from.astimezone(zone).replace(tzinfo=None)
            assert on_the_wall == datetime(day.year, day.month, day.day, 9)
            for seconds, is_live in ((-1, False), (0, True)):
                rows = PublishedArticle.public.at(row.visible_from + timedelta(seconds=seconds))
                assert rows.filter(story_id=story.pk).exists() is is_live

    def test_a_time_that_is_not_or_is_twice_schedules_nothing(
        self, cast: Cast, clock: Clock, zone: ZoneInfo
    ) -> None:
        clock.set(datetime(2025, 12, 1, tzinfo=UTC))
        story = approved(cast)
        client = desk_of(cast.editor)
        for typed in (skipped(zone), doubled(zone)):
            data = {"moment": f"{typed:%Y-%m-%dT%H:%M}", "until": "", "seen": story.latest_revision_id}
            response = client.post(address(story, "move", "schedule"), data)
            assert response.status_code == 200 and zone.key in response.context["form"].errors["moment"][0]
        assert not publication.slices_of(story)


def test_the_zone_of_the_newsroom_is_the_one_of_the_settings() -> None:
    with override_settings(TIME_ZONE="Australia/Lord_Howe"):
        assert timezone.get_default_timezone_name() == "Australia/Lord_Howe"
