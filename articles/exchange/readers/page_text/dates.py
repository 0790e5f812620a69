"""Date lines in English, Russian and Ukrainian. No date is invented: what is unclear is said, not guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from newsroom.lib.folding import fold

MAX_DATE_LINE_LENGTH = 160

_MONTH_NAMES = """
january jan января январь янв січня січень січ
february feb февраля февраль фев февр лютого лютий лют
march mar марта март мар березня березень бер
april apr апреля апрель апр квітня квітень квіт
may may мая май мая травня травень трав
june jun июня июнь июн червня червень черв
july jul июля июль июл липня липень лип
august aug августа август авг серпня серпень серп
september sep sept сентября сентябрь сен сент вересня вересень вер
october oct октября октябрь окт жовтня жовтень жовт
november nov ноября ноябрь ноя нояб листопада листопад лист
december dec декабря декабрь дек грудня грудень груд
"""
_MONTHS = {
    name: number
    for number, names in enumerate(_MONTH_NAMES.strip().splitlines(), 1)
    for name in names.split()
}

_WEEKDAYS = (
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun"
    "|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье"
    "|понеділок|вівторок|середа|четвер|п[’'ʼ]ятниця|субота|неділя"
)
_UPDATED = (
    r"(?:last\s+)?(?:updated|modified)|обновл[её]н[оа]?|дата\s+обновления|оновлен[оа]|востаннє\s+оновлено"
)
_PUBLISHED = r"on|published|posted|first\s+published|date|опубликован[оа]?|дата(?:\s+публикации)?|опублікован[оа]|дата\s+публікації"

_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_DATE = re.compile(
    rf"""
    (?<![\w./-])(?:
        (?P<iso>\d{{4}}-\d{{1,2}}-\d{{1,2}})(?=$|[^\w-]|T\d)
        |(?P<dotted>\d{{1,2}}\.\d{{1,2}}\.\d{{4}})(?![\w-])
        |(?P<slashed>\d{{1,2}}/\d{{1,2}}/\d{{4}})(?![\w/-])
        |(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<month>{_MONTH}),?\s+(?P<year>\d{{4}})\b
            (?:\s*(?:года|году|року|г\.|р\.|г\b|р\b))?
        |(?P<us_month>{_MONTH})\s+(?P<us_day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<us_year>\d{{4}})\b
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_WITHOUT_YEAR = re.compile(
    rf"(?P<rest>.+?(?:\s[—–-]|\s*[,|·•/]))?\s*(?:\d{{1,2}}:\d{{2}},?\s+)?"
    rf"(?:\d{{1,2}}\s+{_MONTH}|{_MONTH}\s+\d{{1,2}})(?:,?\s+\d{{1,2}}:\d{{2}})?",
    re.IGNORECASE,
)
"""A day and a month, with a byline before it at most."""
_TIME = re.compile(
    r"""
    (?:T|at\s+|в\s+|о\s+|об\s+)?
    (?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?(?!\d)
    (?:\s*(?P<half>[ap]\.?m\b\.?))?
    (?:\s*\(?(?P<zone>
        (?:utc|gmt)?\s?[+−-]\d{1,2}(?::?\d{2})?|z\b|(?-i:[A-Z]{3,4})(?=\)?$)
        |мск\b|(?:по\s+)?московск\w+\s+врем\w+|по\s+москве|по\s+киеву|(?:за\s+)?київськ\w+\s+час\w+|за\s+києвом
        |kyiv\s+time|kiev\s+time|moscow\s+time
    )\)?)?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_OFFSET = re.compile(r"(?:utc|gmt)?\s?([+−-])(\d{1,2}):?(\d{2})?", re.IGNORECASE)
_HOURS_EAST = {
    "utc": 0, "gmt": 0, "z": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3,
    "msk": 3, "мск": 3, "est": -5, "edt": -4, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
}  # fmt: skip
_LABEL = re.compile(
    rf"(?:(?P<updated>{_UPDATED})|(?:{_PUBLISHED})|(?:{_WEEKDAYS}))\b\.?\s*[:,]?\s*", re.IGNORECASE
)
_EDGES = " ,·|•/—–-:;()"


@dataclass(frozen=True, slots=True)
class PrintedDate:
    moment: datetime | None
    is_update: bool = False
    problem: str = ""
    """Why there is no moment, in words for a person."""
    rest: str = ""
    """What else the line says: perhaps a byline."""
    has_year: bool = True


def read_date(text: str, zone: ZoneInfo) -> PrintedDate | None:
    """The date that a line prints, or None when it prints none."""
    if len(text) > MAX_DATE_LINE_LENGTH:
        return None
    found = _DATE.search(text)
    if not found:
        return _without_year(text)
    before, after = text[: found.start()].strip(_EDGES), text[found.end() :].lstrip(_EDGES)
    clock = _TIME.match(after)
    if clock:
        after = after[clock.end() :]
    elif clock := _time_at_end(before):
        before = before[: clock.start()]
    before, is_update = _without_labels(before)
    rest = " ".join(part for part in (before.strip(_EDGES), after.strip(_EDGES)) if part)
    moment, problem = _moment(found, clock, zone, text)
    return PrintedDate(moment, is_update, problem, rest)


def first_moment(day: date, zone: ZoneInfo) -> datetime:
    """Midnight, or the first hour after it where the clocks jump over midnight."""
    midnight = datetime.combine(day, time(), zone)
    return midnight.astimezone(ZoneInfo("UTC")).astimezone(zone)


def _without_year(text: str) -> PrintedDate | None:
    found = _WITHOUT_YEAR.fullmatch(text.strip(_EDGES))
    if not found:
        return None
    rest = (found["rest"] or "").strip(_EDGES)
    day = text.strip(_EDGES).removeprefix(found["rest"] or "").strip(_EDGES)
    problem = f"The page dates the story “{day}”, without a year; enter the date by hand."
    return PrintedDate(None, has_year=False, problem=problem, rest=rest)


def _time_at_end(before: str) -> re.Match[str] | None:
    """The time of "18:05, 14 December 2025"."""
    return next((clock for clock in _TIME.finditer(before) if clock.end() == len(before)), None)


def _without_labels(before: str) -> tuple[str, bool]:
    """Drop "Published:", "Updated:" and weekdays; say whether the date is that of an update."""
    is_update = False
    while label := _LABEL.match(before):
        is_update = is_update or bool(label["updated"])
        before = before[label.end() :]
    for label in _LABEL.finditer(before):
        if label.end() == len(before):
            return before[: label.start()], is_update or bool(label["updated"])
    return before, is_update


def _moment(
    found: re.Match[str], clock: re.Match[str] | None, zone: ZoneInfo, text: str
) -> tuple[datetime | None, str]:
    try:
        day = _day(found)
        if clock is None:
            return first_moment(day, zone), ""
        naive = datetime.combine(day, _time_of_day(clock))
    except ValueError:
        return (
            None,
            f"The page dates the story “{text}”, which can be read in no or two ways; enter the date by hand.",
        )
    own_zone = _own_zone(clock["zone"] or "")
    if own_zone is not None:
        return naive.replace(tzinfo=own_zone).astimezone(zone), ""
    if clock["zone"]:
        return (
            None,
            f"The page dates the story “{text}” in a time zone that we do not know; enter the date by hand.",
        )
    if naive.replace(tzinfo=zone).utcoffset() != naive.replace(tzinfo=zone, fold=1).utcoffset():
        return (
            None,
            f"At “{text}” the clocks were changed in {zone.key}, so it is unclear; enter the date by hand.",
        )
    return naive.replace(tzinfo=zone), ""


def _day(found: re.Match[str]) -> date:
    """Raises ValueError for a day that no calendar has, and for 05/06/2025, which two nations read in two ways."""
    if found["iso"]:
        year, month, day = map(int, found["iso"].split("-"))
    elif found["dotted"]:
        day, month, year = map(int, found["dotted"].split("."))
    elif found["slashed"]:
        day, month, year = map(int, found["slashed"].split("/"))
        if day != month and day <= 12 and month <= 12:
            raise ValueError
        day, month = (month, day) if month > 12 else (day, month)
    else:
        name = found["month"] or found["us_month"]
        year, month = int(found["year"] or found["us_year"]), _MONTHS[fold(name.rstrip("."))]
        day = int(found["day"] or found["us_day"])
    return date(year, month, day)


def _time_of_day(clock: re.Match[str]) -> time:
    """Raises ValueError for 25:00 and for 13:00 pm."""
    hour = int(clock["hour"])
    if clock["half"]:
        if not 1 <= hour <= 12:
            raise ValueError
        hour = hour % 12 + (12 if clock["half"][0] in "pP" else 0)
    return time(hour, int(clock["minute"]), int(clock["second"] or 0))


def _own_zone(printed: str) -> tzinfo | None:
    """The zone that the line itself names; None when it names none or one that we do not know."""
    name = fold(printed)
    if offset := _OFFSET.fullmatch(name):
        sign = 1 if offset[1] == "+" else -1
        return timezone(sign * timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0)))
    if name in _HOURS_EAST:
        return timezone(timedelta(hours=_HOURS_EAST[name]))
    if "моск" in name or "moscow" in name:
        return ZoneInfo("Europe/Moscow")
    if "киев" in name or "київ" in name or "києв" in name or "kyiv" in name or "kiev" in name:
        return ZoneInfo("Europe/Kyiv")
    return None
