"""What `articles` adds to the chrome: sections and kinds, each with the times in which a story of it is live.

A section without one is a page that answers 404, so it stands in no menu and is offered by no filter; one whose
first story is scheduled comes in at that second, because the times are compared at reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Min, OuterRef, Subquery
from django.utils import timezone

from articles.models import FOREVER, Kind, PublishedListing, Section
from articles.models.local_name import NamedByLanguage
from newsroom.lib import languages

Shown = list[list[float]]
Times = dict[tuple[int, str], Shown]
"""Target and language -> when a story of it is live."""
List = PublishedListing.List


def menu(wanted: Sequence[str]) -> dict[str, dict[str, Any]]:
    """For `newsroom.chrome.register`."""
    moment = timezone.now()
    section_times = _times(Section, List.SECTION, wanted, moment)
    kind_times = _times(Kind, List.KIND, wanted, moment)
    all_sections = list(Section.objects.prefetch_related("names"))
    all_kinds = list(Kind.objects.prefetch_related("names"))
    live = {code: _language_times(code, moment) for code in languages.codes()}
    found = {}
    for language in wanted:
        sections = list(_sections(all_sections, language, section_times))
        found[language] = {
            "sections": sections,
            "menu": [section for section in sections if section["is_in_menu"]],
            "kinds": [
                _named(kind, language, kind_times[kind.pk, language])
                for kind in all_kinds
                if (kind.pk, language) in kind_times
            ],
            "live_languages": live,
        }
    return found


def _sections(sections: Iterable[Section], language: str, times: Times) -> Iterator[dict[str, Any]]:
    for section in sections:
        if (section.pk, language) in times:
            yield _named(section, language, times[section.pk, language]) | {
                "path": languages.in_language(f"/sections/{section.slug_in(language)}/", language),
                "parent": section.parent_id,
                "is_in_menu": section.is_in_menu and section.parent_id is None,
            }


def _named(target: NamedByLanguage, language: str, shown: Shown) -> dict[str, Any]:
    return {
        "id": target.pk,
        "name": target.name_in(language),
        "slug": target.slug_in(language),
        "shown": shown,
    }


def _times(model: type[NamedByLanguage], which: str, wanted: Sequence[str], moment: datetime) -> Times:
    """When each target has a live story in each language, from `moment` on.

    One story that stands open-ended settles a target for good, and is found by a short walk; only the others are
    counted through.
    """
    rows = PublishedListing.public.ahead(moment).filter(list=which)
    standing = rows.filter(
        target_id=OuterRef("pk"), visible_from__lte=moment, visible_until=FOREVER
    ).order_by("-published_at", "-story_id")
    since = {
        f"since_{language}": Subquery(standing.filter(language=language).values("visible_from")[:1])
        for language in wanted
    }
    times: Times = {}
    unsettled: dict[str, list[int]] = {language: [] for language in wanted}
    for pk, *starts in model._default_manager.annotate(**since).values_list("pk", *since):
        for language, start in zip(wanted, starts, strict=True):
            if start:
                times[pk, language] = [[start.timestamp(), FOREVER.timestamp()]]
            else:
                unsettled[language].append(pk)
    for language, targets in unsettled.items():
        spans = rows.filter(language=language, target_id__in=targets).values("target_id", "visible_until")
        for span in spans.order_by().annotate(start=Min("visible_from")):
            times.setdefault((span["target_id"], language), []).append(
                [span["start"].timestamp(), span["visible_until"].timestamp()]
            )
    return {target: sorted(shown) for target, shown in times.items()}


def _language_times(language: str, moment: datetime) -> Shown:
    rows = PublishedListing.public.ahead(moment).filter(list=List.ALL, target_id=0, language=language)
    standing = rows.filter(visible_from__lte=moment, visible_until=FOREVER).order_by(
        "-published_at", "-story_id"
    )
    if (since := standing.values_list("visible_from", flat=True).first()) is not None:
        return [[since.timestamp(), FOREVER.timestamp()]]
    spans = rows.values("visible_until").order_by().annotate(start=Min("visible_from"))
    return sorted([span["start"].timestamp(), span["visible_until"].timestamp()] for span in spans)
