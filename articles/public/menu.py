"""What `articles` adds to the chrome: sections and kinds, each with the times in which a story of it is live.

A section without one is a page that answers 404, so it stands in no menu and is offered by no filter; one whose
first story is scheduled comes in at that second, because the times are compared at reading.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Min, OuterRef, Subquery
from django.utils import timezone

from articles.models import FOREVER, Kind, PublishedListing, Section
from articles.models.local_name import NamedByLanguage
from newsroom.lib import languages

Shown = list[list[float]]
List = PublishedListing.List


def menu(language: str) -> dict[str, Any]:
    """For `newsroom.chrome.register`."""
    moment = timezone.now()
    section_times = _times(Section, List.SECTION, language, moment)
    kind_times = _times(Kind, List.KIND, language, moment)
    sections = [
        _named(section, language, section_times[section.pk])
        | {
            "path": languages.in_language(f"/sections/{section.slug_in(language)}/", language),
            "parent": section.parent_id,
            "is_in_menu": section.is_in_menu and section.parent_id is None,
        }
        for section in Section.objects.prefetch_related("names")
        if section.pk in section_times
    ]
    return {
        "sections": sections,
        "menu": [section for section in sections if section["is_in_menu"]],
        "kinds": [
            _named(kind, language, kind_times[kind.pk])
            for kind in Kind.objects.prefetch_related("names")
            if kind.pk in kind_times
        ],
        "live_languages": {code: _language_times(code, moment) for code in languages.codes()},
    }


def _named(target: NamedByLanguage, language: str, shown: Shown) -> dict[str, Any]:
    return {
        "id": target.pk,
        "name": target.name_in(language),
        "slug": target.slug_in(language),
        "shown": shown,
    }


def _times(model: type[NamedByLanguage], which: str, language: str, moment: datetime) -> dict[int, Shown]:
    """Target -> when it has a live story, from `moment` on.

    One story that stands open-ended settles a target for good, and is found by a short walk; only the others are
    counted through.
    """
    rows = PublishedListing.public.ahead(moment).filter(list=which, language=language)
    standing = rows.filter(
        target_id=OuterRef("pk"), visible_from__lte=moment, visible_until=FOREVER
    ).order_by("-published_at", "-story_id")
    targets = model._default_manager.annotate(since=Subquery(standing.values("visible_from")[:1]))
    since = dict(targets.values_list("pk", "since"))
    times = {pk: [[start.timestamp(), FOREVER.timestamp()]] for pk, start in since.items() if start}
    unsettled = [pk for pk, start in since.items() if not start]
    spans = rows.filter(target_id__in=unsettled).values("target_id", "visible_until").order_by()
    for span in spans.annotate(start=Min("visible_from")):
        times.setdefault(span["target_id"], []).append(
            [span["start"].timestamp(), span["visible_until"].timestamp()]
        )
    return {pk: sorted(shown) for pk, shown in times.items()}


def _language_times(language: str, moment: datetime) -> Shown:
    rows = PublishedListing.public.ahead(moment).filter(list=List.ALL, target_id=0, language=language)
    standing = rows.filter(visible_from__lte=moment, visible_until=FOREVER).order_by(
        "-published_at", "-story_id"
    )
    if (since := standing.values_list("visible_from", flat=True).first()) is not None:
        return [[since.timestamp(), FOREVER.timestamp()]]
    spans = rows.values("visible_until").order_by().annotate(start=Min("visible_from"))
    return sorted([span["start"].timestamp(), span["visible_until"].timestamp()] for span in spans)
