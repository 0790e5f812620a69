"""A story as the desk reads it where it may not write: the words, the photos with their credits, the notes."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from lxml import html as lxml_html
from lxml.html import HtmlElement

from media.models import Photo
from newsroom.lib.richtext import sanitise
from newsroom.lib.richtext.document import parse, photo_keys, serialise


def readable(body: str) -> SafeString:
    """The working copy's HTML with its photos shown small; sanitised again, since it goes out unescaped."""
    root = parse(sanitise(body))
    photos = {photo.ref: photo for photo in Photo.objects.filter(ref__in=photo_keys(body))}
    for figure in list(root.iter("figure")):
        _show_photo(figure, photos)
    for element in list(root.iter("div", "sup")):
        _show_words(element)
    return mark_safe(serialise(root))


def _show_photo(figure: HtmlElement, photos: Mapping[str, Photo]) -> None:
    photo = photos.get(figure.get("data-photo") or "")
    shown = lxml_html.fragment_fromstring(
        photo_card(photo, figure.get("data-caption") or "", figure.get("data-alt") or "")
    )
    shown.tail = figure.tail
    figure.getparent().replace(figure, shown)


def _show_words(element: HtmlElement) -> None:
    if address := element.get("data-embed"):
        element.text = address
    if note := element.get("data-footnote"):
        element.text = f"[{note}]"


def photo_card(photo: Photo | None, caption: str = "", alt: str = "") -> SafeString:
    """One photo, small, with what is printed under it, and the alt text that this story gives it."""
    if photo is None:
        return format_html(
            '<figure class="photo-card"><p>{}</p></figure>', _("This photo is no longer in the library.")
        )
    credit = photo.credit_line or _("No credit yet")
    return format_html(
        '<figure class="photo-card">{}<figcaption>{} <span class="credit{}">{}</span>{}</figcaption></figure>',
        thumbnail(photo),
        caption or photo.caption,
        "" if photo.credit_line else " is-missing",
        credit,
        _alt_here(alt) if alt else "",
    )


def _alt_here(alt: str) -> SafeString:
    return format_html('<br><span class="quiet">{}</span>', _("Alt text here: %(alt)s") % {"alt": alt})


def thumbnail(photo: Photo) -> SafeString:
    if photo.is_waiting:
        return format_html('<span class="photo-waits">{}</span>', _("waits for its file"))
    return format_html('<img src="{}" alt="{}" loading="lazy">', thumbnail_address(photo), photo.alt)


def thumbnail_address(photo: Photo) -> str:
    return reverse("admin:media_photo_thumbnail", args=[photo.pk])
