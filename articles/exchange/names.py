"""`names.json` beside exported stories: what the site calls its sections, kinds, authors and tags in each language.

A story names them in its own language alone: without this file an empty site would make two sections of "Politics"
and "Политика". An import adds from it what is missing and changes nothing that is there.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from articles.models import (
    Author,
    AuthorName,
    Kind,
    KindName,
    PublishedListing,
    Section,
    SectionName,
    Tag,
)
from articles.models.author import NAME_WITHHELD
from articles.workflow import actions, taxonomy
from articles.workflow.closed import Unseen
from newsroom.lib import languages
from newsroom.lib.folding import folded_name
from newsroom.models import User

FILE_NAME = "names.json"
FORMAT = "newsroom names 1"
"""Without this mark a file is somebody else's, and none of ours."""
MAX_BYTES = 20_000_000

Said = dict[str, Any]


class BadNames(Exception):
    """The file cannot be used; nothing of it was taken over. Its words say why."""


# Out


def names_of_site(*, public_at: datetime | None = None, unseen: Unseen | None = None) -> bytes:
    """With a moment, only what readers see at it; the same site always gives the same bytes.

    Authors and tags that stand on closed stories alone are left out, unless `unseen` is asked for somebody named.
    """
    unseen = unseen or Unseen(None)
    seen = _seen_by_readers(public_at) if public_at else None
    said = {
        "format": FORMAT,
        "sections": list(_sections(seen)),
        "kinds": list(_of(Kind, PublishedListing.List.KIND, seen)),
        "authors": sorted(
            _authors(seen, unseen), key=lambda author: json.dumps(author["names"], ensure_ascii=False)
        ),
        "tags": list(_tags(seen, unseen)),
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


Seen = dict[tuple[str, int], set[str]]
"""(list, number of what it is the list of) -> the languages in which readers meet its name."""


def _seen_by_readers(moment: datetime) -> Seen:
    seen: Seen = {}
    rows = PublishedListing.public.at(moment).values_list("list", "target_id", "language").distinct()
    for name, number, language in rows:
        seen.setdefault((name, number), set()).add(language)
    return seen


def _names(record: Any, which: str, seen: Seen | None) -> Said:
    rows = record.names.order_by("language")
    if seen is not None:
        rows = rows.filter(language__in=seen.get((which, record.pk), ()))
    fields = ("name", "slug", "affiliation", "bio")
    return {
        row.language: {field: words for field in fields if (words := getattr(row, field, ""))} for row in rows
    }


def _of(model: Any, which: str, seen: Seen | None) -> Iterator[Said]:
    for record in model._default_manager.all():
        if names := _names(record, which, seen):
            yield {"names": names}


def _sections(seen: Seen | None) -> Iterator[Said]:
    for section in Section.objects.select_related("parent"):
        if names := _names(section, PublishedListing.List.SECTION, seen):
            said: Said = {"names": names, "is_in_menu": section.is_in_menu}
            parent = section.parent and _names(section.parent, PublishedListing.List.SECTION, seen)
            if parent:
                said["part_of"] = {language: words["name"] for language, words in parent.items()}
            yield said


def _authors(seen: Seen | None, unseen: Unseen) -> Iterator[Said]:
    """A withheld name is never written: one record stands for all of them. To readers a pseudonym is a name."""
    withheld = AuthorName.objects.filter(author__form=Author.Form.WITHHELD)
    spoken = sorted(set(withheld.values_list("language", flat=True)) & set(NAME_WITHHELD))
    if spoken and seen is None:
        names = {language: {"name": NAME_WITHHELD[language]} for language in spoken}
        yield {"form": Author.Form.WITHHELD.value, "names": names}
    for author in unseen.authors(Author.objects.exclude(form=Author.Form.WITHHELD)):
        if names := _names(author, PublishedListing.List.AUTHOR, seen):
            is_told = seen is None or author.form != Author.Form.PSEUDONYM
            yield {"form": str(author.form if is_told else Author.Form.PERSON.value), "names": names}


def _tags(seen: Seen | None, unseen: Unseen) -> Iterator[Said]:
    spellings: dict[int, list[str]] = {}
    tags = unseen.tags(Tag.objects.all())
    for other in tags.exclude(merged_into=None).select_related("merged_into").order_by("folded_name"):
        spellings.setdefault(other.current.pk, []).append(other.name)
    for tag in tags.filter(merged_into=None).order_by("folded_name"):
        if seen is not None:
            if (PublishedListing.List.TAG, tag.pk) in seen:
                yield {"name": tag.name, "slug": tag.slug}
            continue
        merged = {"spellings": spellings[tag.pk]} if tag.pk in spellings else {}
        yield {"name": tag.name, "slug": tag.slug, **merged}


# In


def read_names(path: Path) -> Said | None:
    """None for a file that is not ours. Raises `BadNames`."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise BadNames(f"{path} cannot be read ({error.strerror}).") from error
    try:
        said = json.loads(data) if len(data) <= MAX_BYTES else None
    except ValueError:
        return None
    return said if isinstance(said, dict) and said.get("format") == FORMAT else None


def add_names(said: Mapping[str, Any], by: User) -> Counter[str]:
    """What was new here, counted by its list; all of the file or nothing. Raises `BadNames`, `actions.Refused`."""
    actions.check_import_right(by)
    added: Counter[str] = Counter()
    try:
        with transaction.atomic():
            for order, section in enumerate(said.get("sections", [])):
                added["sections"] += _add(Section, SectionName, "section", section, order=order,
                                          is_in_menu=bool(section.get("is_in_menu", True)),
                                          parent=_parent(section))  # fmt: skip
            for order, kind in enumerate(said.get("kinds", [])):
                added["kinds"] += _add(Kind, KindName, "kind", kind, order=order)
            for author in said.get("authors", []):
                form = Author.Form(author.get("form", Author.Form.PERSON))
                added["authors"] += _add(Author, AuthorName, "author", author, form=form)
            for tag in said.get("tags", []):
                added["tags"] += _add_tag(tag, by)
    except (ValidationError, DatabaseError, KeyError, TypeError, AttributeError, ValueError) as error:
        words = " ".join(error.messages) if isinstance(error, ValidationError) else repr(error)
        raise BadNames(
            f"It is not as an export writes it ({words}). Export again, or take it out."
        ) from error
    return added


def _known(model: Any, said: Mapping[str, Any]) -> Any:
    """The record that has one of these names in its language already."""
    for language, words in said.items():
        row = model.objects.filter(language=language, folded_name=folded_name(words["name"])).order_by("pk")
        if found := row.first():
            return found
    return None


def _parent(said: Mapping[str, Any]) -> Section | None:
    named = {language: {"name": name} for language, name in said.get("part_of", {}).items()}
    row = _known(SectionName, named)
    # A section that is itself a part has no parts: here it may have become one.
    return row.section if row is not None and row.section.parent_id is None else None


def _add(model: Any, names: Any, owner: str, said: Mapping[str, Any], **fields: Any) -> bool:
    """True when the record is new; one that is known gets only the languages that it has no name in."""
    here = {language: words for language, words in said["names"].items() if language in languages.codes()}
    row = _known(names, here)
    record = getattr(row, owner) if row is not None else None
    if record is None and fields.get("form") == Author.Form.WITHHELD and _has_a_withheld_name():
        return False
    if not here:
        return False
    is_new = record is None
    record = record or model._default_manager.create(**fields)
    for language, words in here.items():
        others = names.objects.filter(language=language)
        if record.names.filter(language=language).exists() or _known(names, {language: words}):
            continue
        local = names(**{owner: record}, language=language, **_fields(words))
        if others.filter(slug=local.slug).exists():
            local.slug = ""
        local.clean_fields(exclude=["folded_name"])
        local.save()
    return is_new


def _has_a_withheld_name() -> bool:
    """Then whoever withheld it has called the record as they liked: a second one would say nothing more."""
    return Author.objects.filter(form=Author.Form.WITHHELD).exists()


def _fields(words: Mapping[str, Any]) -> dict[str, str]:
    fields = {field: words[field] for field in ("name", "slug", "affiliation", "bio") if field in words}
    if not all(isinstance(value, str) for value in fields.values()):
        raise TypeError(words)
    return fields


def _add_tag(said: Mapping[str, Any], by: User) -> bool:
    tag, is_new = _tag_of(said["name"], said.get("slug", ""))
    for spelling in said.get("spellings", []):
        other, is_new_spelling = _tag_of(spelling, "")
        if is_new_spelling:
            taxonomy.merge_tags(other, tag, by)
    return is_new


def _tag_of(name: str, slug: str) -> tuple[Tag, bool]:
    if known := Tag.objects.filter(folded_name=folded_name(name)).first():
        return known, False
    tag = Tag(name=name, slug="" if Tag.objects.filter(slug=slug).exists() else slug)
    tag.clean_fields(exclude=["folded_name", "slug"] if not tag.slug else ["folded_name"])
    tag.save()
    return tag, True


def sentence_of(added: Mapping[str, int], path: Path) -> str:
    said = ", ".join(f"{what}: {count}" for what, count in added.items() if count)
    return f"{path}: {f'new here: {said}' if said else 'nothing in it is new here'}."
