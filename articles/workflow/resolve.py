"""A snapshot in today's words: names and addresses are looked up by `ref`, else the printed words stay."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from django.db.models import Model

from articles.models import Author, Kind, Section, Tag
from articles.newsitem import Byline, BylineRole, NewsItem, PhotoUse, Term
from articles.rendering.story import Named, NamedAuthor, Portrait, Resolved
from media.models import Photo
from media.renditions import Picture, picture_of
from newsroom.models import SiteSettings, SiteWords


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """The numbers of the lists that the story stands in."""

    tags: tuple[int, ...] = ()
    sections: tuple[int, ...] = ()
    """The story's own, and the one that it is part of."""
    authors: tuple[int, ...] = ()
    """Those with a page: a withheld name is in no list."""
    kinds: tuple[int, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """What some stories name, as it stands today, by `ref`; read once for however many stories."""

    kinds: Mapping[str, Kind]
    sections: Mapping[str, Section]
    tags: Mapping[str, Tag]
    authors: Mapping[str, Author]
    photos: Mapping[str, Photo]
    site_names: Mapping[str, str]
    """Language -> the paper's name."""
    logo: str


def records_of(items: Sequence[NewsItem]) -> Records:
    """About ten queries, whatever the number and the length of the stories."""
    sections = Section.objects.select_related("parent", "merged_into__parent")
    return Records(
        kinds=_by_ref(Kind.objects.prefetch_related("names"), [item.kind.ref for item in items if item.kind]),
        sections=_by_ref(
            sections.prefetch_related("names", "merged_into__names"),
            [item.section.ref for item in items if item.section],
        ),
        tags=_by_ref(
            Tag.objects.select_related("merged_into"), [tag.ref for item in items for tag in item.tags]
        ),
        authors=_by_ref(
            Author.objects.select_related("portrait", "merged_into__portrait").prefetch_related(
                "names", "merged_into__names"
            ),
            [line.ref for item in items for line in item.bylines],
        ),
        photos=_by_ref(Photo.objects.all(), [use.ref for item in items for use in item.photos]),
        site_names=dict(SiteWords.objects.exclude(name="").values_list("language", "name")),
        logo=_logo(),
    )


def resolve(item: NewsItem, path: str, records: Records | None = None) -> tuple[Resolved, Targets]:
    """The story in today's words; `records` is given by whoever resolves many."""
    known = records or records_of([item])
    language = item.language
    kind = known.kinds.get(item.kind.ref) if item.kind else None
    section = _today(known.sections.get(item.section.ref)) if item.section else None
    tags = _today_tags(item.tags, known.tags)
    authors = {
        line.ref: known.authors[line.ref].current for line in item.bylines if line.ref in known.authors
    }
    by_ref = {author.ref: author for author in authors.values()}
    photos = known.photos
    resolved_item = dataclasses.replace(
        item,
        kind=Term(name=kind.name_in(language), ref=kind.ref) if kind else item.kind,
        section=Term(name=section.name_in(language), ref=section.ref) if section else item.section,
        tags=tuple(term for term, _ in tags),
        bylines=_bylines_of_today(item.bylines, authors, language),
        photos=tuple(_photo(use, photos.get(use.ref)) for use in item.photos),
    )
    story = Resolved(
        item=resolved_item,
        path=path,
        site_name=name_of_site(known.site_names, language),
        kicker=_kicker(resolved_item, section),
        kind=kind.slug_in("en") if kind else "",
        authors=tuple(_author(line, by_ref.get(line.ref), language) for line in resolved_item.bylines),
        tags=tuple(Named(name=term.name, path=f"/tags/{tag.slug}/" if tag else "") for term, tag in tags),
        pictures=_pictures(resolved_item, photos),
        logo=known.logo,
    )
    return story, Targets(
        tags=tuple(dict.fromkeys(tag.pk for _, tag in tags if tag)),
        sections=tuple(number for number in (section.pk, section.parent_id) if number) if section else (),
        authors=tuple(dict.fromkeys(author.pk for author in authors.values() if author.has_page)),
        kinds=(kind.pk,) if kind else (),
    )


Record = TypeVar("Record", bound=Model)


def _by_ref(records: Iterable[Record], refs: Iterable[str]) -> dict[str, Record]:
    wanted = {ref for ref in refs if ref}
    return {record.ref: record for record in records.filter(ref__in=wanted)} if wanted else {}  # type: ignore[attr-defined]


def _today_tags(terms: tuple[Term, ...], known: Mapping[str, Tag]) -> list[tuple[Term, Tag | None]]:
    """Each term with the tag that it stands for today; one that was merged away counts once."""
    found: dict[str, tuple[Term, Tag | None]] = {}
    for term in terms:
        tag = known[term.ref].current if term.ref in known else None
        today = Term(name=tag.name, ref=tag.ref) if tag else term
        found.setdefault(today.ref or today.name, (today, tag))
    return list(found.values())


def _today(section: Section | None) -> Section | None:
    return section.current if section else None


def _bylines_of_today(
    lines: Iterable[Byline], authors: Mapping[str, Author], language: str
) -> tuple[Byline, ...]:
    """Two who are one by now stand once in a role."""
    found: dict[tuple[str, BylineRole], Byline] = {}
    for line in lines:
        today = _byline(line, authors.get(line.ref), language)
        found.setdefault((today.ref or today.name, today.role), today)
    return tuple(found.values())


def _byline(line: Byline, author: Author | None, language: str) -> Byline:
    if author is None:
        return line
    # Where somebody works can name them as surely as their name.
    affiliation = "" if author.form == Author.Form.WITHHELD else line.affiliation
    name = author.printed_name(language)
    return dataclasses.replace(line, name=name, affiliation=affiliation, ref=author.ref)


def _author(line: Byline, author: Author | None, language: str) -> NamedAuthor:
    has_page = author is not None and author.has_page
    return NamedAuthor(
        name=line.name,
        role=line.role.value,
        path=f"/authors/{author.slug_in(language)}/" if author is not None and has_page else "",
        affiliation=line.affiliation,
        is_department=author is not None and author.form == Author.Form.DEPARTMENT,
        portrait=portrait_of(author) if author is not None and line.role is BylineRole.BY else None,
    )


WITH_A_FACE = (Author.Form.PERSON, Author.Form.PSEUDONYM)
"""A pseudonym shows what an editor has chosen to show; a withheld name has no face, whatever is chosen."""


def portrait_of(author: Author) -> Portrait | None:
    """Only a photo that may stand for good: a byline is not cut into slices at the end of its rights."""
    photo = author.portrait
    if author.form not in WITH_A_FACE or photo is None:
        return None
    if not photo.has_credit or photo.rights_until is not None or photo.is_sensitive:
        return None
    picture = picture_of(photo)
    return Portrait(ref=photo.ref, picture=picture) if picture else None


def _photo(use: PhotoUse, photo: Photo | None) -> PhotoUse:
    """Credit, licence and rights are the library's of today; so are caption and alt text, unless written for this story."""
    if photo is None:
        return dataclasses.replace(use, file="")
    return dataclasses.replace(
        use,
        caption=use.caption if use.is_caption_local else photo.caption or use.caption,
        credit_line=photo.credit_line,
        photographer=photo.photographer,
        agency=photo.agency,
        alt=use.alt if use.is_alt_local else photo.alt,
        is_decorative=photo.is_decorative,
        licence=photo.licence,
        rights_until=photo.rights_until,
        is_sensitive=photo.is_sensitive,
        is_graphic=photo.is_graphic,
        file=use.file if photo.file else "",
        source="",
    )


def _kicker(item: NewsItem, section: Section | None) -> tuple[Named, ...]:
    """The editor's own words, else kind and section; the section leads to its page."""
    if item.kicker:
        return (Named(name=item.kicker),)
    names = []
    if item.kind:
        names.append(Named(name=item.kind.name))
    if item.section:
        path = f"/sections/{section.slug_in(item.language)}/" if section else ""
        names.append(Named(name=item.section.name, path=path))
    return tuple(names)


def _pictures(item: NewsItem, photos: Mapping[str, Photo]) -> dict[str, Picture]:
    """Pictures that may be shown: one whose credit was taken away at the desk is left out, not shown without it."""
    found = {}
    for use in item.photos:
        photo = photos.get(use.ref)
        picture = picture_of(photo) if photo and use.credit_line.strip() else None
        if picture is not None:
            found[use.key] = picture
    return found


def name_of_site(names: Mapping[str, str], language: str) -> str:
    """The paper's name in this language, else in any; never empty, or the publisher would have no name."""
    return names.get(language) or next(iter(names.values()), "Newsroom")


def _logo() -> str:
    site = SiteSettings.objects.filter(pk=1).first()
    return "/logo/" if site and site.logo else ""
