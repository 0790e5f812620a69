"""The one function that renders photo, caption and credit for readers: no photo travels without its credit."""

from __future__ import annotations

from typing import Literal

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from media.renditions import CONTENT_TYPES, Picture
from newsroom.lib.typesetting import tied

Place = Literal["inline", "lead", "front"]

CREDIT_WORDS = {"en": "Photo: {}", "ru": "Фото: {}", "uk": "Фото: {}"}
"""Printed in the language of the story, which is not that of whoever asks for the page."""
SIZES = {
    "lead": "(min-width: 75rem) 68rem, 100vw",
    "front": "(min-width: 80rem) 46rem, (min-width: 64rem) 60vw, 100vw",
    "inline": "auto, (min-width: 48rem) 41rem, 100vw",
    "thumbnail": "auto, (min-width: 64rem) 25rem, (min-width: 40rem) 16rem, 40vw",
}
"""How wide the layout shows a photo: over a story as wide as ten columns, on the front page as six, in the text as that.

A card stands in places of many widths, so a browser that loads lazily measures for itself (`auto`); the others take
the first that fits."""
EAGER = ("lead", "front")
"""Stand at the top of the page: wanted first, while the others wait until they are near."""
FALLBACK_WIDTH = {"lead": 1200, "front": 1200, "inline": 800, "thumbnail": 480}
"""For a browser that knows no `srcset`, for readers of feeds, for whoever saves the page."""


def figure(
    picture: Picture | None,
    *,
    caption: str,
    credit_line: str,
    alt: str,
    is_decorative: bool,
    language: str,
    place: str = "inline",
) -> SafeString:
    """Empty while the photo waits for its file; ValueError when a picture would stand without its credit."""
    if picture is None:
        return mark_safe("")
    credit = format_html('<span class="credit">{}</span>', credit_words(credit_line, language))
    words = (
        format_html('<span class="caption">{}</span> {}', tied(caption, language), credit)
        if caption.strip()
        else credit
    )
    return format_html(
        '<figure class="photo photo-{}">{}<figcaption>{}</figcaption></figure>',
        place,
        _picture(picture, alt="" if is_decorative else alt, place=place),
        words,
    )


def thumbnail(
    picture: Picture | None, *, alt: str = "", credit_line: str = "", language: str = "en"
) -> SafeString:
    """For lists: the credit stands in the title and, for those who see no title, as hidden text.

    `credit_line` is what this story prints, where that is not the photo's own.
    """
    if picture is None:
        return mark_safe("")
    credit = credit_words(credit_line or picture.credit_line, language)
    return format_html(
        '<span class="thumbnail" title="{}">{}<span class="visually-hidden">{}</span></span>',
        credit,
        _picture(picture, alt=alt, place="thumbnail"),
        credit,
    )


def portrait(picture: Picture, *, language: str) -> SafeString:
    """An author's face beside the byline, in the smallest size there is. The name stands beside it, so it is not read
    out. The credit is in the title; whoever shows a portrait prints it on the same page as well."""
    width = picture.widths[0]
    return format_html(
        '<span class="portrait" title="{}"><picture><source type="{}" srcset="{}">'
        '<img src="{}" width="{}" height="{}" alt="" decoding="async"></picture></span>',
        credit_words(picture.credit_line, language),
        CONTENT_TYPES["webp"],
        picture.address(width, "webp"),
        picture.address(width),
        width,
        picture.height_at(width),
    )


def address_of(picture: Picture, width: int) -> str:
    """The path of a JPEG about as wide as asked, for Open Graph, feeds and structured data."""
    return picture.address(picture.nearest_width(width))


def credit_words(credit_line: str, language: str) -> str:
    """ "Photo: EPA / TOLGA AKMEN", in the words of `language`."""
    if not credit_line.strip():
        raise ValueError("A photo is never shown without its credit.")
    words = CREDIT_WORDS.get(language.partition("-")[0], CREDIT_WORDS["en"])
    return words.format(credit_line.strip())


def _picture(picture: Picture, *, alt: str, place: str) -> SafeString:
    """Width and height are always told, so that the text does not jump when the photo arrives."""
    width = picture.nearest_width(FALLBACK_WIDTH[place])
    is_eager = place in EAGER
    return format_html(
        '<picture><source type="{}" srcset="{}" sizes="{}">'
        '<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" loading="{}" decoding="async"{}></picture>',
        CONTENT_TYPES["webp"],
        _srcset(picture, "webp"),
        SIZES[place],
        picture.address(width),
        _srcset(picture, "jpg"),
        SIZES[place],
        width,
        picture.height_at(width),
        alt,
        "eager" if is_eager else "lazy",
        mark_safe(' fetchpriority="high"' if is_eager else ""),
    )


def _srcset(picture: Picture, ending: str) -> str:
    return ", ".join(f"{picture.address(width, ending)} {width}w" for width in picture.widths)
