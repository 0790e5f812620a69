"""Addresses in the page's language, and moments as people write them."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.encoding import iri_to_uri
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from newsroom.lib import languages

register = template.Library()

DAY = "j E Y"
"""24 November 2026, 24 ноября 2026: the order and the case in which all our languages write a day."""


@register.simple_tag(takes_context=True)
def address(context: dict[str, Any], name: str, language: str = "", **arguments: Any) -> str:
    """`{% address 'articles:section' slug=slug %}`: the page's own language, unless another is named."""
    return languages.in_language(reverse(name, kwargs=arguments), language or _language(context))


@register.simple_tag(takes_context=True)
def here(context: dict[str, Any], path: str, language: str = "") -> str:
    """A stored path ("/tags/war/") among the pages of this language, fit for an attribute."""
    return iri_to_uri(languages.in_language(path, language or _language(context))) or ""


@register.filter
def absolute(path: str) -> str:
    """The whole address of a path, for other people's machines."""
    return iri_to_uri(path if "://" in path else languages.absolute(path)) or ""


@register.simple_tag
def moment(value: datetime | str, is_short: bool = False) -> SafeString | str:
    """`<time>` with the day as people of this language write it, the hour, and the zone; short: the day alone.

    Midnight to the microsecond is a day whose source gave no hour: none is printed.
    """
    when = parse_datetime(value) if isinstance(value, str) else value
    if when is None:
        return ""
    local = when.astimezone(timezone.get_default_timezone())
    words = date_format(local, DAY)
    if not is_short and local.time() != time.min:
        words += f", {local:%H:%M} {_zone(local)}"
    return format_html('<time datetime="{}">{}</time>', when.isoformat(timespec="seconds"), words)


def _zone(local: datetime) -> str:
    """ "CET" where the zone has letters; "UTC+5" where Python only knows "+05"."""
    name = local.tzname() or ""
    return f"UTC{name}" if name[:1] in "+-" else name


def _language(context: dict[str, Any]) -> str:
    return getattr(context.get("request"), "language", settings.LANGUAGE_CODE)
