"""What has changed between two texts of a story, as the desk names it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from articles.newsitem import NewsItem
from articles.workflow.differences import Difference, Part, differences

PARTS: dict[Part, str | Promise] = {
    Part.HEADLINE: gettext_lazy("Headline"),
    Part.STANDFIRST: gettext_lazy("Standfirst"),
    Part.BYLINE: gettext_lazy("Byline"),
    Part.BODY: gettext_lazy("Text"),
    Part.PHOTOS: gettext_lazy("Photos"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference, with where it stands."""

    part: str | Promise
    difference: Difference


def changes(before: NewsItem, after: NewsItem) -> list[Change]:
    return [Change(part=PARTS[one.part], difference=one) for one in differences(before, after)]
