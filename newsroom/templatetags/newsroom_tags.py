"""Addresses in the page's language, and moments as people write them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.encoding import iri_to_uri
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from newsroom import chrome, frame
from newsroom.lib import languages, typesetting
from newsroom.lib.dates import day_and_hour

register = template.Library()


@register.simple_tag(takes_context=True)
def address(context: dict[str, Any], name: str, language: str = "", **arguments: Any) -> str:
    """`{% address 'articles:section' slug=slug %}`: the page's own language, unless another is named."""
    return languages.in_language(reverse(name, kwargs=arguments), language or _language(context))


@register.simple_tag(takes_context=True)
def surrounding(context: dict[str, Any], piece: str) -> SafeString:
    """`components/<piece>.html`, which may use nothing but `site` and today's date: made once, not for every page."""
    site = chrome.of(context["request"])
    template = f"components/{piece}.html"
    html = frame.kept(site, template, lambda: frame.rendered(template, site).strip())
    return mark_safe(frame.with_current_page(html, context["request"].path))


@register.simple_tag(takes_context=True)
def here(context: dict[str, Any], path: str, language: str = "") -> str:
    """A stored path ("/tags/war/") among the pages of this language, fit for an attribute."""
    return iri_to_uri(languages.in_language(path, language or _language(context))) or ""


@register.filter
def absolute(path: str) -> str:
    """The whole address of a path, for other people's machines."""
    return iri_to_uri(path if "://" in path else languages.absolute(path)) or ""


@register.filter
def tied(text: str, language: str) -> str:
    """The words with the spaces at which a line may not break."""
    return typesetting.tied(text, language)


@register.simple_tag
def moment(value: datetime | str, is_short: bool = False) -> SafeString | str:
    """`<time>` with the moment as `dates.day_and_hour` writes it."""
    when = parse_datetime(value) if isinstance(value, str) else value
    if when is None:
        return ""
    words = day_and_hour(when, is_short=is_short)
    return format_html('<time datetime="{}">{}</time>', when.isoformat(timespec="seconds"), words)


def _language(context: dict[str, Any]) -> str:
    return getattr(context.get("request"), "language", settings.LANGUAGE_CODE)
