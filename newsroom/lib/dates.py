"""Moments as people write and read them, in the newsroom's zone."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from django.utils import formats, timezone
from django.utils.translation import gettext as _

DAY = "j E Y"
"""24 November 2026, 24 ноября 2026: the order and the case in which all our languages write a day."""


class NoSuchTime(ValueError):
    """A local time that the clocks skip, or one that they show twice: the person must say which is meant."""


def in_zone(local: datetime, zone: ZoneInfo | None = None) -> datetime:
    """A naive local time as the moment it means. Raises `NoSuchTime` when daylight saving makes it unclear.

    `make_aware` accepts both kinds without a word, which is why nothing else here makes moments.
    """
    zone = zone or ZoneInfo(timezone.get_default_timezone_name())
    earlier, later = (local.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if earlier.utcoffset() != later.utcoffset():
        is_skipped = earlier.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != local
        words = (
            _("%(time)s does not exist in %(zone)s: the clocks skip it.")
            if is_skipped
            else _(
                "%(time)s comes twice in %(zone)s, before and after the clocks change. Say which with an offset."
            )
        )
        raise NoSuchTime(words % {"time": f"{local:%Y-%m-%d %H:%M}", "zone": zone.key})
    return earlier


def for_people(moment: datetime) -> str:
    """ "24 November 2026, 18:05 UTC" in the language in use and the zone of the newsroom."""
    local = moment.astimezone(timezone.get_default_timezone())
    return formats.date_format(local, "DATETIME_FORMAT")


def day_and_hour(moment: datetime, *, is_short: bool = False) -> str:
    """The day as people of the language in use write it, the hour, and the zone; short: the day alone.

    Midnight to the microsecond is a day whose source gave no hour: none is printed.
    """
    local = moment.astimezone(timezone.get_default_timezone())
    day = formats.date_format(local, DAY)
    return day if is_short or local.time() == time.min else f"{day}, {local:%H:%M} {_zone(local)}"


def _zone(local: datetime) -> str:
    """ "CET" where the zone has letters; "UTC+5" where Python only knows "+05"."""
    name = local.tzname() or ""
    return f"UTC{name}" if name[:1] in "+-" else name
