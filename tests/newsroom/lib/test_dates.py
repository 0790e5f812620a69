"""The hour that a person types is the hour on the wall of the newsroom, also on the days when the clocks change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from newsroom.lib.dates import NoSuchTime, in_zone

ZONES = ("Europe/Berlin", "Europe/Kyiv", "America/New_York", "America/Santiago", "Australia/Lord_Howe")
"""North and south of the equator, an hour and half an hour."""


def changes_of(zone: ZoneInfo, year: int = 2026) -> tuple[datetime, datetime]:
    """The moments at which the clocks of this zone go forward and back."""
    hours = [datetime(year, 1, 1, tzinfo=UTC) + timedelta(minutes=30 * number) for number in range(365 * 48)]
    forward = back = None
    for before, after in zip(hours, hours[1:], strict=False):
        step = after.astimezone(zone).utcoffset() - before.astimezone(zone).utcoffset()  # type: ignore[operator]
        forward = after if step > timedelta(0) else forward
        back = after if step < timedelta(0) else back
    assert forward and back
    return forward, back


def skipped(zone: ZoneInfo) -> datetime:
    """A time on the wall that never comes: the clocks jump over it."""
    forward, _back = changes_of(zone)
    return forward.astimezone(zone).replace(tzinfo=None) - timedelta(minutes=15)


def doubled(zone: ZoneInfo) -> datetime:
    """A time on the wall that comes twice."""
    _forward, back = changes_of(zone)
    return back.astimezone(zone).replace(tzinfo=None) + timedelta(minutes=15)


@pytest.mark.parametrize("name", ZONES)
class ZoneTests:
    def test_a_time_that_the_clocks_skip_is_refused(self, name: str) -> None:
        with pytest.raises(NoSuchTime, match="the clocks skip it"):
            in_zone(skipped(ZoneInfo(name)), ZoneInfo(name))

    def test_a_time_that_comes_twice_is_refused(self, name: str) -> None:
        with pytest.raises(NoSuchTime, match="comes twice"):
            in_zone(doubled(ZoneInfo(name)), ZoneInfo(name))

    def test_nine_in_the_morning_is_nine_in_the_morning(self, name: str) -> None:
        zone = ZoneInfo(name)
        for change in changes_of(zone):
            for days in (-1, 0, 1):
                day = change.astimezone(zone).date() + timedelta(days=days)
                typed = datetime(day.year, day.month, day.day, 9)
                moment = in_zone(typed, zone)
                assert moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == typed
