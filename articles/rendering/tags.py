"""A story's address, pictures and small words: what the stored pieces of its pages are written with."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.utils.encoding import iri_to_uri
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from articles.models import PublishedArticle
from articles.newsitem import CorrectionKind
from articles.rendering.corrections import CORRECTION_NAMES
from articles.rendering.structured_data import SOCIAL_WIDTH, at_site
from media.figure import address_of, credit_words, figure, portrait, thumbnail
from media.renditions import Picture

register = template.Library()

LOCALES = {"en": "en_GB", "ru": "ru_RU", "uk": "uk_UA"}


@register.filter
def whole(path: str) -> str:
    """For stored markup: the whole address, whatever the site is called when it is read."""
    return at_site(path)


@register.simple_tag
def story_address(story: PublishedArticle) -> str:
    return iri_to_uri(story.address) or ""


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
def portraits(story: PublishedArticle) -> SafeString:
    """The faces of those whose story it is; their credits stand in the foot of the story."""
    faces = format_html_join(
        "", "{}", ((portrait(picture, language=story.language),) for _name, picture in _portraits(story))
    )
    return format_html('<div class="portraits">{}</div>', faces) if faces else faces


@register.simple_tag
def portrait_credits(story: PublishedArticle) -> SafeString:
    lines = (
        (gettext("Portrait of %(name)s") % {"name": name}, credit_words(picture.credit_line, story.language))
        for name, picture in _portraits(story)
    )
    return format_html_join("\n", '<p class="portrait-credit">{}. <span class="credit">{}</span></p>', lines)


def _portraits(story: PublishedArticle) -> list[tuple[str, Picture]]:
    """Each author once, with the name that is printed."""
    found = {
        author["name"]: Picture(**author["portrait"]["picture"])
        for author in story.display.get("authors", ())
        if author.get("portrait")
    }
    return list(found.items())


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
