"""The desk's own order and words for the list of what can be edited."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()

GROUPS = (
    (_("Stories"), ("articles.Article", "articles.Author", "articles.Tag")),
    (_("Photos"), ("media.Photo", "media.Agency")),
    (
        _("How the paper is ordered"),
        ("articles.Section", "articles.Kind", "articles.HouseWord", "articles.ChecklistRule"),
    ),
    (_("Sent out"), ("articles.Digest",)),
    (_("The paper"), ("newsroom.SiteSettings", "newsroom.Page", "newsroom.FooterLink")),
    (_("For somebody in danger"), ("articles.Redaction",)),
    (_("People"), ("newsroom.User",)),
)
"""What an editor opens most comes first. A model that stands nowhere here, such as a library's own, is not listed."""

NAMES = {"newsroom.User": _("People")}
"""Where the desk says it otherwise than the library that the model comes from."""


@register.filter
def in_desk_order(app_list: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The admin's list of apps, grouped and ordered as the desk thinks of them."""
    models = {
        name: {**model, "name": NAMES.get(name, model["name"])}
        for app in app_list
        for model in app["models"]
        for name in [f"{app['app_label']}.{model['object_name']}"]
    }
    grouped = [
        {"name": name, "models": [models[wanted] for wanted in names if wanted in models]}
        for name, names in GROUPS
    ]
    return [group for group in grouped if group["models"]]


IN_THE_TOP_ROW = (_("Stories"), _("Photos"))
"""Where an editor goes all day. An administrator, who has no stories, goes to the people."""


@register.filter
def in_the_top_row(groups: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [group for group in groups if group["name"] in IN_THE_TOP_ROW] or groups[-1:]


@register.filter
def under_more(groups: list[dict[str, Any]]) -> list[dict[str, Any]]:
    top = in_the_top_row(groups)
    return [group for group in groups if group not in top]
