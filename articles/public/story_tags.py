"""What pages say of a story beside its stored pieces: lists, blocks, short news, the share row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from articles.models import PublishedArticle
from articles.public import sharing
from articles.rendering.structured_data import for_site
from articles.rendering.tags import story_address
from media.figure import figure
from media.renditions import Picture
from newsroom.lib.languages import absolute
from newsroom.lib.typesetting import tied

register = template.Library()

RHYTHMS = ("one", "two", "three", "four")
CARD_LEVEL = 3
"""Of the headline in a stored card."""


@register.simple_tag
def structured_data(story: PublishedArticle) -> SafeString:
    """JSON-LD, escaped for its script element when it was written, with the address that the site has today."""
    return mark_safe(for_site(story.structured_data, settings.SITE_URL))


@register.simple_tag
def stored(html: str) -> SafeString:
    """Markup that was made with the story, with the address that the site has today."""
    return mark_safe(for_site(html, settings.SITE_URL))


@register.simple_tag
def short_address(story: PublishedArticle) -> str:
    """As one reads it out: without the scheme."""
    return absolute(story.short_path).partition("://")[2].rstrip("/")


@register.simple_tag
def cards(stories: Iterable[PublishedArticle], level: int = CARD_LEVEL) -> SafeString:
    """The stories as lists show them, made when they were published; their headlines become headings of this level."""
    html = "\n".join(story.card_html for story in stories)
    if level != CARD_LEVEL:
        html = html.replace(f"<h{CARD_LEVEL} ", f"<h{level} ").replace(f"</h{CARD_LEVEL}>", f"</h{level}>")
    return mark_safe(html)


@register.simple_tag
def share(story: PublishedArticle, place: str) -> SafeString:
    return sharing.row(story, place)


@register.simple_tag
def front_block(section: Mapping[str, Any], stories: Iterable[PublishedArticle], number: int) -> SafeString:
    """A section on the front page; each has another rhythm than the one above it."""
    html = BLOCK.format(
        rhythm=RHYTHMS[(number - 1) % len(RHYTHMS)],
        slug=escape(section["slug"]),
        path=escape(section["path"]),
        name=escape(section["name"]),
        cards=cards(stories),
    )
    return mark_safe(html)


BLOCK = """<section class="block block-{rhythm}" aria-labelledby="section-{slug}">
<h2 class="block-name" id="section-{slug}"><a href="{path}">{name}</a></h2>
<div class="block-stories">{cards}</div>
</section>"""


@register.simple_tag
def brief(story: PublishedArticle) -> SafeString:
    """One line of the column of short news: the hour of what came today, else the day, of another year with it."""
    local = story.published_at.astimezone(timezone.get_default_timezone())
    today = timezone.localdate()
    is_today = local.date() == today
    return format_html(
        '<li lang="{}"><time datetime="{}"{}>{}</time> <a href="{}">{}{}</a></li>',
        story.language,
        local.isoformat(timespec="seconds"),
        mark_safe(' class="is-today"' if is_today else ""),
        f"{local:%H:%M}" if is_today else _day(local.date(), get_language(), local.year != today.year),
        story_address(story),
        gettext("Retracted:") + " " if story.is_retraction else "",
        tied(story.headline, story.language),
    )


@lru_cache(maxsize=1000)
def _day(day: date, language: str, has_year: bool) -> str:
    return date_format(day, "j E Y" if has_year else "j E")


@register.simple_tag
def lead_picture(story: PublishedArticle) -> SafeString:
    """The photograph of the first story on the front page, with caption and credit."""
    lead = story.display.get("picture")
    if not lead:
        return SafeString("")
    return figure(
        Picture(**lead["picture"]),
        caption="",
        credit_line=lead["credit_line"],
        alt=lead["alt"],
        is_decorative=not lead["alt"],
        language=story.language,
        place="front",
    )
