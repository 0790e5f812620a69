"""Words kept tidy: two tags, sections or authors that are one, and what will change, said before it does.

What is merged away keeps its row, so that an old revision, an import and whoever types the old name find the other.
Its old address leads to the other, unless that would tell who stands behind a pseudonym or a withheld name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import (
    Address,
    Article,
    ArticleByline,
    Assignment,
    Author,
    AuthorName,
    Kind,
    KindName,
    PublishedListing,
    Section,
    SectionName,
    Tag,
)
from articles.workflow import publication, taxonomy
from articles.workflow.audit import write_line
from articles.workflow.closed import Unseen
from articles.workflow.refusal import Refused
from newsroom.lib.languages import in_language
from newsroom.models import User

List = PublishedListing.List
Mergeable = Tag | Section | Author
Renamed = Mergeable | Kind
LocalNames = SectionName | AuthorName | KindName

_LISTS = {Tag: List.TAG, Section: List.SECTION, Author: List.AUTHOR, Kind: List.KIND}
_TARGETS = {Section: Address.Target.SECTION, Author: Address.Target.AUTHOR, Tag: Address.Target.TAG}
_FOLDERS = {Tag: "tags", Section: "sections", Author: "authors"}
MOST_NAMED = 10
"""Headlines on the page before it happens; the rest are a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    old: str
    new: str
    """Empty: the old address answers that there is nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequences:
    """What a merge or a new name will change, as far as this person may know."""

    stories: int
    """At the desk."""
    headlines: list[str]
    """Of the newest of them."""
    live: int
    """That readers see now, or will."""
    lists: list[str]
    """Addresses of the pages and feeds that will show it."""
    redirects: list[Redirect] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    """Of a section."""
    people: int = 0
    """Who work in the section."""
    carried_names: list[str] = field(default_factory=list)
    """In languages in which the other has none."""
    cuts: bool = False
    """A redirect would tell who stands behind a name."""

    @property
    def more_stories(self) -> int:
        return max(self.stories - len(self.headlines), 0)


# Before it happens


def foresee_merge(source: Mergeable, target: Mergeable, unseen: Unseen) -> Consequences:
    cuts = tells_who_it_is(source, target)
    carried = [] if cuts else _names_to_carry(source, target)
    kept = {row.pk for row in carried}
    old = [address for address, row in _addresses(source) if row is None or row.pk not in kept]
    return Consequences(
        **_touched(source, unseen),
        lists=[address for address, _row in _addresses(target)],
        redirects=[Redirect(old=one, new="" if cuts else _address_in(target, one)) for one in old],
        parts=[str(part) for part in source.children.all()] if isinstance(source, Section) else [],
        people=Assignment.objects.filter(sections=source).count() if isinstance(source, Section) else 0,
        carried_names=[f"{row.name} ({row.language})" for row in carried],
        cuts=cuts,
    )


def foresee_names(record: Renamed, after: Iterable[tuple[str, str, str]], unseen: Unseen) -> Consequences:
    """`after`: language, the slug that stands there now and the one that will. A tag has no language."""
    folder = _FOLDERS.get(type(record), "")
    cuts = isinstance(record, Author) and taxonomy.hides_a_name(record)
    redirects = [
        Redirect(old=_address(folder, language, old), new="" if cuts else _address(folder, language, new))
        for language, old, new in after
        if folder and old and new and old != new
    ]
    lists = [one.new or one.old for one in redirects] or [address for address, _row in _addresses(record)]
    return Consequences(**_touched(record, unseen), lists=lists, redirects=redirects, cuts=cuts)


def _touched(record: Renamed, unseen: Unseen) -> dict[str, Any]:
    rows = unseen.stories(_stories_of(record)).order_by("-changed_at")
    public = set(publication.story_ids_in(_LISTS[type(record)], record.pk))
    return {
        "stories": rows.count(),
        "headlines": list(rows.values_list("headline", flat=True)[:MOST_NAMED]),
        "live": len(public - unseen.story_ids),
    }


def _stories_of(record: Renamed) -> Any:
    match record:
        case Tag():
            return Article.objects.filter(tagged_items__tag=record)
        case Section():
            return Article.objects.filter(section=record)
        case Kind():
            return Article.objects.filter(kind=record)
    return Article.objects.filter(pk__in=ArticleByline.objects.filter(author=record).values("article"))


def _addresses(record: Renamed) -> list[tuple[str, Any]]:
    """Where it stands today, each with its name, and what leads there already."""
    if isinstance(record, Kind):
        return []
    folder = _FOLDERS[type(record)]
    if isinstance(record, Tag):
        return [(_address(folder, "", record.slug), None)]
    names: Iterable[LocalNames] = record.names.all()
    return [(_address(folder, row.language, row.slug), row) for row in names]


def _address(folder: str, language: str, slug: str) -> str:
    path = f"/{folder}/{slug}/"
    return in_language(path, language) if language else path


def _address_in(target: Mergeable, old: str) -> str:
    """Where the old address will lead: to the other in the same language."""
    if isinstance(target, Tag):
        return _addresses(target)[0][0]
    languages = {row.language for _old, row in _addresses(target)}
    language = next((code for code in languages if old.startswith(f"/{code}/")), "")
    row = target.in_language(language) if language else None
    row = row or next(
        (row for address, row in _addresses(target) if address.startswith("/" + _FOLDERS[type(target)])), None
    )
    return _address(_FOLDERS[type(target)], row.language, row.slug) if row else ""


def tells_who_it_is(source: Mergeable, target: Mergeable) -> bool:
    """A redirect from the one to the other would say that they are the same person."""
    return (
        isinstance(source, Author)
        and isinstance(target, Author)
        and (taxonomy.hides_a_name(source) or taxonomy.hides_a_name(target))
    )


def _names_to_carry(source: Mergeable, target: Mergeable) -> list[Any]:
    if isinstance(source, Tag) or isinstance(target, Tag):
        return []
    taken = {row.language for row in target.names.filter()}
    return [row for row in source.names.filter() if row.language not in taken]


def why_not(source: Mergeable, target: Mergeable) -> str:
    """Empty where the two can be merged."""
    if type(source) is not type(target) or source.pk == target.pk:
        return _("Choose another one to merge it into.")
    if source.merged_into_id or target.merged_into_id:
        return _("It was merged away already.")
    if isinstance(source, Section) and isinstance(target, Section):
        if target.parent_id == source.pk:
            return _("“%(part)s” is a part of “%(section)s”: take it out of there first.") % {
                "part": target,
                "section": source,
            }
        if target.parent_id and source.children.exists():
            return _(
                "“%(section)s” has parts, and sections nest one level: merge it into one that is not a part."
            ) % {"section": source}
    return ""


# Doing it


def merge(source: Mergeable, target: Mergeable, by: User | None) -> list[int]:
    """Gives the numbers of the stories at the desk that were touched. It cannot be taken apart again."""
    if objection := why_not(source, target):
        raise Refused(objection)
    match source, target:
        case Tag(), Tag():
            return taxonomy.merge_tags(source, target, by)
        case Section(), Section():
            return merge_sections(source, target, by)
        case Author(), Author():
            return merge_authors(source, target, by)
    raise TypeError(source)


@transaction.atomic
def merge_sections(source: Section, target: Section, by: User | None) -> list[int]:
    """Stories, parts and people of `source` are the other's from now on."""
    public = taxonomy.carriers(List.SECTION, source)
    touched = list(Article.objects.filter(section=source).values_list("pk", flat=True))
    Article.objects.filter(section=source).update(section=target)
    source.children.update(parent=target)
    for assignment in Assignment.objects.filter(sections=source):
        assignment.sections.add(target)
        assignment.sections.remove(source)
    _carry_names(source, target)
    _lead_on(source, target)
    Section.objects.filter(merged_into=source).update(merged_into=target)
    # Without `save()`: its listeners would project every story a second time.
    Section.objects.filter(pk=source.pk).update(merged_into=target, parent=None)
    _write_lines(touched, "section_merged", by, source=str(source), target=str(target))
    taxonomy.rebuild_on_commit(public)
    return touched


@transaction.atomic
def merge_authors(source: Author, target: Author, by: User | None) -> list[int]:
    """Every byline of `source` is the other's from now on."""
    public = taxonomy.story_ids_of_author(source)
    touched = list(ArticleByline.objects.filter(author=source).values_list("article_id", flat=True))
    doubled = ArticleByline.objects.filter(author=target).values_list("article_id", "role")
    standing = set(doubled)
    for line in ArticleByline.objects.filter(author=source):
        if (line.article_id, line.role) in standing:
            line.delete()
        else:
            line.author = target
            line.save(update_fields=["author"])
    if tells_who_it_is(source, target):
        taxonomy.forget_addresses(source)
    else:
        _carry_names(source, target)
        _lead_on(source, target)
    Author.objects.filter(merged_into=source).update(merged_into=target)
    Author.objects.filter(pk=source.pk).update(merged_into=target)
    # Without names: the line would say to the whole desk who somebody is.
    _write_lines(touched, "author_merged", by, source=source.ref, target=target.ref)
    taxonomy.rebuild_on_commit(public)
    return sorted(set(touched))


def _carry_names(source: Section | Author, target: Section | Author) -> None:
    """A name in a language in which the other has none, with its address."""
    owner = "section" if isinstance(source, Section) else "author"
    for row in _names_to_carry(source, target):
        type(row)._default_manager.filter(pk=row.pk).update(**{owner: target})


def _lead_on(source: Section | Author, target: Section | Author) -> None:
    """Where it stands now and where it ever stood."""
    kind = _TARGETS[type(source)]
    for row in source.names.filter():  # Asked anew: some have just been carried over.
        taxonomy.remember(kind, target.pk, row.language, f"/{_FOLDERS[type(source)]}/{row.slug}/")
    Address.objects.filter(target_kind=kind, target_id=source.pk).update(target_id=target.pk)


def _write_lines(story_ids: list[int], move: str, by: User | None, **details: Any) -> None:
    for article in Article.objects.filter(pk__in=story_ids):
        write_line(article, move, by, **details)
