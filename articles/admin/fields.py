"""Form fields of the desk: a moment in the newsroom's zone, tags between commas, a photo of the library."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.access import unseen_by
from articles.models import Tag
from media.models import Photo
from newsroom.lib.dates import NoSuchTime, in_zone

MINUTES = "%Y-%m-%dT%H:%M"


def zone_note() -> str:
    """Said beside every moment that a person types: which clock is meant."""
    return _("Time in %(zone)s, the zone of the newsroom.") % {"zone": timezone.get_default_timezone_name()}


class MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format=MINUTES)


class MomentField(forms.DateTimeField):
    """A date and time in the newsroom's zone. A time that the clocks skip or show twice is refused in words."""

    widget = MomentInput
    default_error_messages = {"invalid": gettext_lazy("Give a date and a time, such as 2026-11-24 18:30.")}

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values or isinstance(value, datetime):
            return value or None
        local = _parsed(str(value).strip())
        if local is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if timezone.is_aware(local):
            return local
        try:
            return in_zone(local)
        except NoSuchTime as error:
            raise ValidationError(str(error), code="no_such_time") from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Seconds of a stored moment are not shown, so they do not count as a change."""
        shown = timezone.localtime(initial).strftime(MINUTES) if initial else ""
        return shown != str(data or "").strip()


def _parsed(text: str) -> datetime | None:
    try:
        return parse_datetime(text)
    except ValueError:
        return None


NAME_BETWEEN_COMMAS = re.compile(r'\s*"([^"]*,[^"]*)"\s*|([^,]+)')
"""Quotes only group a name that holds a comma itself; everywhere else they are part of the name."""


class TagsInput(forms.TextInput):
    """The page's script offers the site's tags while somebody types."""

    suggested: dict[str, Any] | None = None
    """What is suggested under the field; None where nobody is to be told."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"data-tags-input": "", **(attrs or {})})

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        field = super().render(name, value, attrs, renderer)
        if self.suggested is None:
            return field
        return field + render_to_string("admin/articles/article/tag_suggestions.html", self.suggested)

    def format_value(self, value: Any) -> str:
        return value if isinstance(value, str) else printed_tags(value or ())


def printed_tags(tags: Iterable[Tag]) -> str:
    return ", ".join(f'"{tag.name}"' if "," in tag.name else tag.name for tag in tags)


def names_between_commas(text: str) -> list[str]:
    found = (quoted or plain for quoted, plain in NAME_BETWEEN_COMMAS.findall(text))
    return [" ".join(name.split()) for name in found if name.strip()]


class TagsField(forms.CharField):
    """Names between commas, in the order in which readers see them. Spaces never separate: "City council" is one."""

    widget = TagsInput

    def clean(self, value: Any) -> Any:
        return self._names(super().clean(value))

    def _names(self, text: str) -> list[str]:
        names = names_between_commas(text)
        longest = Tag._meta.get_field("name").max_length
        if too_long := [name for name in names if len(name) > longest]:
            raise ValidationError(
                _("The tag “%(name)s…” is longer than %(count)s letters. Commas part one tag from the next.")
                % {"name": too_long[0][:40], "count": longest}
            )
        return names

    def has_changed(self, initial: Any, data: Any) -> bool:
        return printed_tags(initial or ()) != (data or "").strip()


class PhotoInput(forms.TextInput):
    """The number of a photo; the page's script turns it into the photo itself with a button to choose another."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "numeric", "data-photo-input": "", **(attrs or {})})


def photo_field(request: HttpRequest, **kwargs: Any) -> forms.ModelChoiceField[Photo]:
    return forms.ModelChoiceField(
        unseen_by(request).photos(Photo.objects.all()),
        widget=PhotoInput(),
        error_messages={"invalid_choice": gettext_lazy("There is no such photo in the library.")},
        **kwargs,
    )
