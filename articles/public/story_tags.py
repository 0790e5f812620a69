"""A story's address, pictures and small words, for every template that shows one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.utils.formats import date_format
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, gettext_lazy

from articles.models import PublishedArticle
from articles.newsitem import CorrectionKind
from articles.public import sharing
from articles.rendering.structured_data import at_site, for_site
from media.figure import address_of, figure, thumbnail
from media.renditions import Picture
from newsroom.lib.languages import absolute
from newsroom.lib.typesetting import tied

register = template.Library()

SOCIAL_WIDTH = 1200
RHYTHMS = ("one", "two", "three", "four")
CARD_LEVEL = 3
"""Of the headline in a stored card."""
LOCALES = {"en": "en_GB", "ru": "ru_RU", "uk": "uk_UA"}
CORRECTION_NAMES = {
    CorrectionKind.CORRECTION: gettext_lazy("Correction"),
    CorrectionKind.CLARIFICATION: gettext_lazy("Clarification"),
    CorrectionKind.ADDITION: gettext_lazy("Addition"),
    CorrectionKind.EDITORS_NOTE: gettext_lazy("Editor’s note"),
}


@register.simple_tag
def structured_data(story: PublishedArticle) -> SafeString:
    """JSON-LD, escaped for its script element when it was written, with the address that the site has today."""
    return mark_safe(for_site(story.structured_data, settings.SITE_URL))


@register.simple_tag
def stored(html: str) -> SafeString:
    """Markup that was made with the story, with the address that the site has today."""
    return mark_safe(for_site(html, settings.SITE_URL))


@register.filter
def whole(path: str) -> str:
    """For stored markup: the whole address, whatever the site is called when it is read."""
    return at_site(path)


@register.simple_tag
def story_address(story: PublishedArticle) -> str:
    return iri_to_uri(story.address) or ""


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
    """One line of the column of short news: the hour of what came today, else the day."""
    local = story.published_at.astimezone(timezone.get_default_timezone())
    is_today = local.date() == timezone.localdate()
    return format_html(
        '<li lang="{}"><time datetime="{}"{}>{}</time> <a href="{}">{}{}</a></li>',
        story.language,
        local.isoformat(timespec="seconds"),
        mark_safe(' class="is-today"' if is_today else ""),
        f"{local:%H:%M}" if is_today else _day(local.date(), get_language()),
        story_address(story),
        gettext("Retracted:") + " " if story.is_retraction else "",
        tied(story.headline, story.language),
    )


@lru_cache(maxsize=1000)
def _day(day: date, language: str) -> str:
    return date_format(day, "j E")


@register.simple_tag
def card_picture(story: PublishedArticle) -> SafeString:
    """The small photograph of a list, with its credit. Its words stand beside it, so it is not read out."""
    lead = story.display.get("picture")
    if not lead:
        return SafeString("")
    picture = Picture(**lead["picture"])
    return format_html(
        '<a class="card-picture" href="{}" tabindex="-1" aria-hidden="true">{}</a>',
        story_address(story),
        thumbnail(picture, credit_line=lead["credit_line"], language=story.language),
    )


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


@register.simple_tag
def open_graph_picture(story: PublishedArticle) -> SafeString:
    """What networks show beside a link; without a photo, a plain card."""
    lead = story.display.get("picture")
    if not lead:
        return SafeString('<meta name="twitter:card" content="summary">')
    picture = Picture(**lead["picture"])
    width = picture.nearest_width(SOCIAL_WIDTH)
    properties = [
        ("og:image", at_site(address_of(picture, SOCIAL_WIDTH))),
        ("og:image:type", "image/jpeg"),
        ("og:image:width", width),
        ("og:image:height", picture.height_at(width)),
        ("og:image:alt", lead["alt"]),
    ]
    metas = format_html_join(
        "\n", '<meta property="{}" content="{}">', ((name, value) for name, value in properties if value)
    )
    return format_html('{}\n<meta name="twitter:card" content="summary_large_image">', metas)


@register.simple_tag
def og_locale(language: str) -> str:
    return LOCALES.get(language, LOCALES.get(settings.LANGUAGE_CODE, "en_GB"))


@register.simple_tag
def correction_name(kind: str) -> Any:
    return CORRECTION_NAMES[CorrectionKind(kind)]
