"""What stands on the front page, as markup: the lead, the rows beside and below it, the sections' blocks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from articles.models import PublishedArticle
from articles.public.arrangement import Top
from articles.public.list_page import cards
from articles.rendering.tags import story_address
from newsroom.chrome import ShownWords
from newsroom.frame import Frame
from newsroom.lib.typesetting import tied

TOP = Frame("components/front_top.html")
BRIEFS, BRIEF = Frame("components/briefs.html"), Frame("components/brief.html")
BLOCK = Frame("components/front_block.html")
NO_STORIES = Frame("components/no_stories.html")
RHYTHMS = ("one", "two", "three", "four")
Block = tuple[Mapping[str, Any], list[PublishedArticle]]


def top(arranged: Top, site: ShownWords) -> SafeString:
    if arranged.lead is None:
        return NO_STORIES.filled(site)
    briefs = mark_safe("".join([_brief(story, site) for story in arranged.briefs]))
    return TOP.filled(
        site,
        shape=arranged.shape,
        lead=mark_safe(arranged.lead.front_html),
        seconds=_row("seconds", arranged.seconds),
        briefs=BRIEFS.filled(site, stories=briefs) if briefs else "",
        strip=_row("strip", arranged.strip),
    )


def _row(name: str, stories: Sequence[PublishedArticle]) -> SafeString:
    return mark_safe(f'<div class="{name}">{cards(stories)}</div>' if stories else "")


def _brief(story: PublishedArticle, site: ShownWords) -> SafeString:
    """One line of the column of short news: the hour of what came today, else the day, of another year with it."""
    local = story.published_at.astimezone(timezone.get_current_timezone())
    is_today = local.date() == site.today
    return BRIEF.filled(
        site,
        language=story.language,
        moment=local.isoformat(timespec="seconds"),
        mark=mark_safe(' class="is-today"' if is_today else ""),
        hour_or_day=f"{local:%H:%M}"
        if is_today
        else _day(local.date(), get_language(), local.year != site.today.year),
        path=story_address(story),
        headline=tied(story.headline, story.language),
    )


@lru_cache(maxsize=1000)
def _day(day: date, language: str, has_year: bool) -> str:
    return date_format(day, "j E Y" if has_year else "j E")


def blocks(found: Iterable[Block], site: ShownWords) -> SafeString:
    """A block for each section; each has another rhythm than the one above it."""
    made = [
        BLOCK.filled(
            site,
            rhythm=RHYTHMS[number % len(RHYTHMS)],
            slug=section["slug"],
            path=section["path"],
            name=section["name"],
            stories=cards(stories),
        )
        for number, (section, stories) in enumerate(found)
    ]
    return mark_safe("\n".join(made))
