"""Whom a public address names: section, author or tag, with one query each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from articles.models import Address, Author, AuthorName, PublishedListing, Section, SectionName, Tag
from articles.models.local_name import LocalName, in_language
from articles.public.walks import walk
from newsroom.lib.folding import fold, folded_name
from newsroom.lib.prepared import Prepared, Slot

List = PublishedListing.List
Name = TypeVar("Name", bound=LocalName)
MOST_COUNTED = 1000
"""Which of two lists is smaller matters up to here; beyond, either is long."""
STORIES_WHOSE_TAGS_ARE_OFFERED = 100
"""The newest: a reader looks for what is spoken of now, and the work stays the same in any archive."""
MOST_OFFERED = 300


class BoundedCount(Subquery):
    """How many rows a sliced queryset has: the slice keeps it from counting an archive."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"


def _named(model: type[Name], owner: str, slug: str, language: str) -> Name | None:
    """The name that stands at this slug in this language.

    A target without a name of its own there is printed, and addressed, by the one that `in_language` falls back to.
    """
    by_owner: dict[Any, list[Name]] = {}
    for name in _NAMES_AT[model].objects(model, {"slug": slug}):
        by_owner.setdefault(getattr(name, f"{owner}_id"), []).append(name)
    shown = (in_language(found, language) for found in by_owner.values())
    candidates = [name for name in shown if name and name.slug == slug]
    return min(candidates, key=lambda name: name.language != language, default=None)


def section_named(slug: str, language: str) -> SectionName | None:
    return _named(SectionName, "section", slug, language)


def author_named(slug: str, language: str) -> AuthorName | None:
    """None for a name withheld: it has no page."""
    return _named(AuthorName, "author", slug, language)


_NAMES_AT: dict[type[LocalName], Prepared] = {
    SectionName: Prepared(
        lambda: SectionName.objects.filter(section__in=Section.objects.filter(names__slug=Slot("slug")))
    ),
    AuthorName: Prepared(
        lambda: AuthorName.objects.filter(
            author__in=Author.objects.exclude(form=Author.Form.WITHHELD).filter(names__slug=Slot("slug"))
        )
    ),
}
"""All names of whatever has this slug in some language."""
_tag_at = Prepared(lambda: Tag.objects.filter(slug=Slot("slug"), merged_into=None))


def author_asked_for(word: str, language: str, moment: datetime) -> AuthorName | None:
    """What a reader typed or followed: the author at this slug, or with this name however it is cased.

    One without a live story is nobody yet: a name must not come out before its first story does.
    """
    typed = folded_name(word)
    stories = PublishedListing.public.at(moment).filter(list=List.AUTHOR, target_id=OuterRef("author_id"))
    names = AuthorName.objects.exclude(author__form=Author.Form.WITHHELD).filter(Exists(stories))
    known = names.filter(author_id__in=names.filter(Q(slug=word) | Q(folded_name=typed)).values("author_id"))
    by_author: dict[int, list[AuthorName]] = {}
    for name in known.order_by("author_id", "pk"):
        by_author.setdefault(name.author_id, []).append(name)
    shown = [name for name in (in_language(found, language) for found in by_author.values()) if name]
    # A slug is one author's; a name may be two people's, and then the first of them is shown.
    shown.sort(key=lambda name: (name.slug != word, name.folded_name != typed, name.language != language))
    return next((name for name in shown if name.slug == word or name.folded_name == typed), None)


def tag_named(slug: str) -> Tag | None:
    """A tag that was merged into another stands nowhere: its old address redirects."""
    return next(iter(_tag_at.objects(Tag, {"slug": slug})), None)


class AskedTags(NamedTuple):
    found: dict[str, Tag | None]
    """What a reader typed or followed -> the tag; the one with the smallest list first."""
    offered: list[Tag]
    """Tags of the newest stories, by name."""


def tags_asked_for(words: Iterable[str], language: str, moment: datetime) -> AskedTags:
    """Tags in any spelling and under any slug they ever had, and others to offer beside them: one query."""
    asked = list(dict.fromkeys(words))
    is_asked = (
        Q(slug__in=asked) | Q(folded_name__in=[fold(word) for word in asked]) | Q(pk__in=_once_at(asked))
    )
    stories = _tagged(language, moment).filter(target_id=OuterRef("stands_as")).values("pk")
    known = (
        Tag.objects.filter(is_asked | Q(pk__in=_spoken_of(language, moment), merged_into=None))
        .annotate(stands_as=Coalesce("merged_into_id", "id"))
        # Only those that were asked for are counted: the others have no size.
        .annotate(size=Case(When(is_asked, then=BoundedCount(stories[:MOST_COUNTED]))))
        .annotate(
            **{f"was_{place}": Exists(_once_at([word], OuterRef("pk"))) for place, word in enumerate(asked)}
        )
        .select_related("merged_into__merged_into")
        .order_by(F("size").asc(nulls_last=True), "folded_name")
    )
    tags = list(known[:MOST_OFFERED])
    found = {word: _tag_for(word, f"was_{place}", tags) for place, word in enumerate(asked)}
    by_size = sorted(found.items(), key=lambda pair: tags.index(pair[1]) if pair[1] else -1)
    return AskedTags(
        found={word: tag.current if tag else None for word, tag in by_size},
        offered=[tag for tag in tags if getattr(tag, "size") is None],  # noqa: B009  Annotated above.
    )


def _tag_for(word: str, was: str, tags: list[Tag]) -> Tag | None:
    """Today's slug first, then the name, then a slug that a tag once had."""
    folded = folded_name(word)
    candidates = [tag for tag in tags if tag.slug == word or tag.folded_name == folded or getattr(tag, was)]
    best = min(candidates, key=lambda tag: (tag.slug != word, tag.folded_name != folded), default=None)
    # A tag without a live story is no tag yet: the word must not come out before its first story does.
    return best if best is not None and getattr(best, "size", None) else None


def _once_at(slugs: Iterable[str], target: Any = None) -> QuerySet[Address, Any]:
    """Numbers of the tags that stood at these slugs before they were renamed."""
    rows = Address.objects.filter(
        language="", target_kind=Address.Target.TAG, path__in=[f"/tags/{slug}/" for slug in slugs]
    )
    return (rows if target is None else rows.filter(target_id=target)).values("target_id")


def _tagged(language: str, moment: datetime) -> QuerySet[PublishedListing]:
    rows = PublishedListing.public.at(moment).filter(list=List.TAG)
    return rows.filter(language=language) if language else rows


def _spoken_of(language: str, moment: datetime) -> QuerySet[PublishedListing, Any]:
    """Numbers of the tags of the newest stories."""
    newest = walk(List.ALL, language=language, moment=moment).values("published_id")
    return (
        _tagged(language, moment)
        .filter(published_id__in=newest[:STORIES_WHOSE_TAGS_ARE_OFFERED])
        .values("target_id")
    )


def live_tags(language: str, moment: datetime) -> QuerySet[Tag]:
    """Tags with a story that readers see now, by name."""
    return Tag.objects.filter(_lives(List.TAG, language, moment), merged_into=None).order_by("folded_name")


def live_authors(language: str, moment: datetime) -> QuerySet[Author]:
    authors = Author.objects.exclude(form=Author.Form.WITHHELD).prefetch_related("names")
    return authors.filter(_lives(List.AUTHOR, language, moment))


def _lives(which: str, language: str, moment: datetime) -> Exists:
    rows = PublishedListing.public.at(moment).filter(list=which, target_id=OuterRef("pk"))
    return Exists(rows.filter(language=language))
