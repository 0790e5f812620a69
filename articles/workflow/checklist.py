"""What a story needs before readers may see it. Every road to the public asks here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article
from articles.newsitem import NewsItem, PhotoUse
from articles.snapshot import item_of
from articles.workflow import checklist_rules, clearances
from articles.workflow.checklist_rules import Level
from newsroom.lib.dates import for_people
from newsroom.lib.richtext.document import plain_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One point of the checklist, in words that say what to do when it is not met."""

    code: str
    sentence: str
    is_met: bool
    is_blocking: bool = True


def examine(article: Article, moment: datetime | None = None) -> list[Point]:
    """The working copy against the list, for a publication at `moment` (now when left out)."""
    return examine_item(item_of(article), article, moment)


def examine_item(item: NewsItem, article: Article, moment: datetime | None = None) -> list[Point]:
    """A snapshot against the list: what publish asks of the approved revision, in today's words."""
    moment = moment or timezone.now()
    points = [
        *_text_points(item),
        *_date_points(item, article, moment),
        *_photo_points(item, moment),
        *_advice(item),
    ]
    return list(_as_decided(points, item.kind.ref if item.kind else ""))


def _as_decided(points: list[Point], kind_ref: str) -> Iterator[Point]:
    """Each at the level that the newsroom has decided on for this kind; one that it may not decide about as it is."""
    levels = checklist_rules.levels_for(kind_ref)
    for point in points:
        level = levels.get(point.code)
        if level is None:
            yield point
        elif level is not Level.OFF:
            yield replace(point, is_blocking=level is Level.BLOCKING)


def failing(points: list[Point]) -> list[Point]:
    """The blocking points that are not met."""
    return [point for point in points if point.is_blocking and not point.is_met]


def _text_points(item: NewsItem) -> Iterator[Point]:
    yield Point(code="headline", sentence=_("Write a headline."), is_met=bool(item.headline.strip()))
    yield Point(code="section", sentence=_("Choose a section."), is_met=item.section is not None)
    yield Point(code="language", sentence=_("Choose the language."), is_met=bool(item.language))
    yield Point(
        code="body", sentence=_("Write the story: the body is empty."), is_met=bool(plain_text(item.body))
    )


def _date_points(item: NewsItem, article: Article, moment: datetime) -> Iterator[Point]:
    if item.import_ref:
        yield Point(
            code="date",
            sentence=_("Give the date on which this imported story first came out."),
            is_met=item.published_at is not None,
        )
    if item.published_at is not None:
        yield Point(
            code="date_ahead",
            sentence=_("The date on the story lies after the moment at which readers see it."),
            is_met=item.published_at <= moment,
        )
    # A lawyer's read, like an embargo and a photo's credit, is no matter of taste: no rule of a newsroom switches it off.
    if clearances.asking(article) is not None:
        objection = clearances.why_not(article, item, moment)
        sentence = objection or _("A lawyer has cleared this text.")
        yield Point(code="legal", sentence=sentence, is_met=not objection)
    until, why = strictest_embargo(article)
    if until is not None:
        yield Point(
            code="embargo",
            sentence=_("Under embargo until %(when)s (%(why)s). Only the chief editor can lift it.")
            % {"when": for_people(until), "why": why.rstrip(" .")},
            is_met=until <= moment,
        )


def strictest_embargo(article: Article) -> tuple[datetime | None, str]:
    """The latest embargo among the story, its original and all their translations, with its reason.

    What is true in one language is true in all: no translation crosses an embargo.
    """
    rows = Article.objects.in_all_languages(article).exclude(embargo_until=None).order_by("-embargo_until")
    latest = rows.values_list("embargo_until", "embargo_reason").first()
    return latest or (None, "")


def _photo_points(item: NewsItem, moment: datetime) -> Iterator[Point]:
    for photo in item.photos:
        name = _name_of(photo)
        yield Point(
            code="credit",
            sentence=_("Give the photo “%(photo)s” its credit: who took it, for whom.") % {"photo": name},
            is_met=bool(photo.credit_line.strip()),
        )
        if photo.file:
            yield Point(
                code="alt",
                sentence=_(
                    "Describe the photo “%(photo)s” for those who cannot see it, or mark it as decorative."
                )
                % {"photo": name},
                is_met=photo.is_decorative or bool(photo.alt.strip()),
            )
        if photo.rights_until is not None:
            yield Point(
                code="rights",
                sentence=_("The rights to the photo “%(photo)s” ended on %(when)s. Take another one.")
                % {"photo": name, "when": for_people(photo.rights_until)},
                is_met=photo.rights_until > moment,
            )


def _advice(item: NewsItem) -> Iterator[Point]:
    advice = (
        ("byline", _("No byline: the paper's own name will be printed."), bool(item.bylines)),
        ("lead_photo", _("No lead photo."), item.lead_photo is not None),
        ("standfirst", _("No standfirst."), bool(item.standfirst.strip())),
        ("tags", _("No tags: readers will not find it by topic."), bool(item.tags)),
    )
    for code, sentence, is_met in advice:
        yield Point(code=code, sentence=sentence, is_met=is_met, is_blocking=False)
    for photo in item.photos:
        if not photo.file:
            yield Point(
                code="photo_waits",
                sentence=_("The photo “%(photo)s” waits for its file and is not shown.")
                % {"photo": _name_of(photo)},
                is_met=False,
                is_blocking=False,
            )


def _name_of(photo: PhotoUse) -> str:
    words = photo.caption or photo.file or photo.credit_line or photo.key
    return words if len(words) <= 60 else words[:59].rstrip() + "…"
