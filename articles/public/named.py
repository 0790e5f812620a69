"""Whom a public address names: section, author or tag, with one query each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from articles.models import Author, AuthorName, PublishedListing, SectionName, Tag
from articles.models.local_name import LocalName, in_language
from newsroom.lib.folding import fold

List = PublishedListing.List
Name = TypeVar("Name", bound=LocalName)
MOST_COUNTED = 1000
"""Which of two lists is smaller matters up to here; beyond, either is long."""


class BoundedCount(Subquery):
    """How many rows a sliced queryset has: the slice keeps it from counting an archive."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"


def _named(names: QuerySet[Name], owner: str, slug: str, language: str) -> Name | None:
    """The name that stands at this slug in this language.

    A target without a name of its own there is printed, and addressed, by the one that `in_language` falls back to.
    """
    rows = names.filter(**{f"{owner}__names__slug": slug}).select_related(owner).distinct()
    by_owner: dict[Any, list[Name]] = {}
    for name in rows:
        by_owner.setdefault(getattr(name, f"{owner}_id"), []).append(name)
    shown = (in_language(found, language) for found in by_owner.values())
    candidates = [name for name in shown if name and name.slug == slug]
    return min(candidates, key=lambda name: name.language != language, default=None)


def section_named(slug: str, language: str) -> SectionName | None:
    return _named(SectionName.objects.all(), "section", slug, language)


def author_named(slug: str, language: str) -> AuthorName | None:
    """None for a name withheld: it has no page."""
    names = AuthorName.objects.exclude(author__form=Author.Form.WITHHELD)
    return _named(names, "author", slug, language)


def tag_named(slug: str) -> Tag | None:
    """A tag that was merged into another stands nowhere: its old address redirects."""
    return Tag.objects.filter(slug=slug, merged_into=None).first()


def tags_asked_for(words: Iterable[str], language: str, moment: datetime) -> dict[str, Tag | None]:
    """What a reader typed or followed -> the tag, in any spelling; the one with the smallest list first."""
    asked = dict.fromkeys(words)
    rows = PublishedListing.public.at(moment).filter(list=List.TAG, target_id=OuterRef("stands_as"))
    if language:
        rows = rows.filter(language=language)
    known = (
        Tag.objects.filter(Q(slug__in=asked) | Q(folded_name__in=[fold(word) for word in asked]))
        .annotate(stands_as=Coalesce("merged_into_id", "id"))
        .annotate(size=BoundedCount(rows.values("pk")[:MOST_COUNTED]))
        .select_related("merged_into__merged_into")
        .order_by("size")
    )
    by_slug = {tag.slug: tag for tag in known}
    by_name = {tag.folded_name: tag for tag in known}
    order = {tag.pk: position for position, tag in enumerate(known)}
    found = {word: by_slug.get(word) or by_name.get(fold(word)) for word in asked}
    by_size = sorted(found.items(), key=lambda pair: order[pair[1].pk] if pair[1] else -1)
    return {word: tag.current if tag else None for word, tag in by_size}


def live_tags(language: str, moment: datetime) -> QuerySet[Tag]:
    """Tags with a story that readers see now, by name."""
    return Tag.objects.filter(_lives(List.TAG, language, moment), merged_into=None).order_by("folded_name")


def live_authors(language: str, moment: datetime) -> QuerySet[Author]:
    authors = Author.objects.exclude(form=Author.Form.WITHHELD).prefetch_related("names")
    return authors.filter(_lives(List.AUTHOR, language, moment))


def _lives(which: str, language: str, moment: datetime) -> Exists:
    rows = PublishedListing.public.at(moment).filter(list=which, target_id=OuterRef("pk"))
    return Exists(rows.filter(language=language))
