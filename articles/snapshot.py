"""Article -> NewsItem and NewsItem -> Article: the only two functions that know both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from django.db import models

from articles.models import Article, ArticleByline, Author, Kind, Section, Tag
from articles.newsitem import (
    Byline,
    BylineRole,
    CorrectionKind,
    CorrectionNotice,
    NewsItem,
    PhotoPlace,
    PhotoUse,
    Term,
)
from media.models import Photo
from newsroom.lib.richtext.document import alts_in, photo_keys


class UnknownReference(ValueError):
    """The item names a record that this site does not have: whoever made the item should have found it first."""


def item_of(article: Article) -> NewsItem:
    """The whole working copy, in about eight queries whatever its length. Call it after all relations are saved."""
    language = article.language
    kind, section = article.kind, article.section
    return NewsItem(
        headline=article.headline,
        language=language,
        body=article.body,
        kicker=article.kicker,
        standfirst=article.standfirst,
        kind=Term(name=kind.name_in(language), ref=kind.ref) if kind else None,
        section=Term(name=section.name_in(language), ref=section.ref) if section else None,
        bylines=tuple(_bylines(article)),
        tags=tuple(Term(name=tag.name, ref=tag.ref) for tag in article.tags.all()),
        photos=tuple(_photos(article)),
        corrections=tuple(
            CorrectionNotice(
                kind=CorrectionKind(notice.kind), text=notice.text, made_at=notice.made_at, ref=notice.ref
            )
            for notice in article.corrections.all()
        ),
        slug=article.slug,
        published_at=article.published_at,
        developing_until=article.developing_until,
        translation_of=article.translation_of.ref if article.translation_of else "",
        import_ref=article.import_ref or "",
    )


def _bylines(article: Article) -> Iterable[Byline]:
    rows = article.bylines.select_related("author").prefetch_related("author__names")
    for row in rows:
        author = row.author
        named = author.in_language(article.language)
        is_withheld = author.form == Author.Form.WITHHELD
        yield Byline(
            name=author.printed_name(article.language),
            role=BylineRole(row.role),
            affiliation="" if is_withheld else row.affiliation or (named.affiliation if named else ""),
            ref=author.ref,
        )


def _photos(article: Article) -> Iterable[PhotoUse]:
    """The lead photo, then those in the body in their order."""
    lead = article.lead_photo
    if lead is not None:
        yield use_of(lead, PhotoPlace.LEAD, article.lead_caption, article.lead_alt)
    keys = photo_keys(article.body)
    known = {photo.ref: photo for photo in Photo.objects.filter(ref__in=keys)} if keys else {}
    alts = alts_in(article.body)
    for key in keys:
        if key in known and (lead is None or key != lead.ref):
            yield use_of(known[key], PhotoPlace.INLINE, alt=alts.get(key, ""))


def use_of(photo: Photo, place: PhotoPlace, caption: str = "", alt: str = "") -> PhotoUse:
    """A photo of the library as a story uses it; an empty caption or alt text means the photo's own."""
    return PhotoUse(
        key=photo.ref,
        place=place,
        caption=caption or photo.caption,
        is_caption_local=bool(caption) and caption != photo.caption,
        credit_line=photo.credit_line,
        photographer=photo.photographer,
        agency=photo.agency,
        alt=alt or photo.alt,
        is_alt_local=bool(alt) and alt != photo.alt,
        is_decorative=photo.is_decorative,
        licence=photo.licence,
        source=photo.source,
        file="" if photo.is_waiting else photo.original_name or str(photo.file).rpartition("/")[2],
        rights_until=photo.rights_until,
        is_sensitive=photo.is_sensitive,
        is_graphic=photo.is_graphic,
        ref=photo.ref,
    )


def write(item: NewsItem, article: Article) -> Article:
    """Make the working copy say what the item says, relations included, and save it. No revision is made here.

    Every kind, section, author and photo must be known by its `ref` (raises `UnknownReference`); tags may be
    known by name. Corrections are append-only and are never written from an item.
    """
    article.language = item.language
    article.headline = item.headline
    article.standfirst = item.standfirst
    article.kicker = item.kicker
    article.body = item.body  # type: ignore[assignment]
    article.slug = item.slug
    article.published_at = item.published_at
    article.developing_until = item.developing_until
    article.kind = _known(Kind, item.kind.ref) if item.kind else None
    article.section = _known(Section, item.section.ref).current if item.section else None
    lead = item.lead_photo
    article.lead_photo = _known(Photo, lead.ref) if lead else None
    article.lead_caption = lead.caption if lead and article.lead_photo.caption != lead.caption else ""  # type: ignore[union-attr]
    article.lead_alt = lead.alt if lead and lead.is_alt_local else ""
    article.translation_of = (
        Article.objects.filter(
            models.Q(ref=item.translation_of) | models.Q(import_ref=item.translation_of),
            # Nobody learns from a link that a closed story exists.
            **({} if article.is_closed else {"is_closed": False}),
        ).first()
        if item.translation_of
        else None
    )
    article.save()
    _write_bylines(item, article)
    _write_tags(item, article)
    return article


def _write_bylines(item: NewsItem, article: Article) -> None:
    """Those who were merged into one another since stand once in a role."""
    refs = [line.ref for line in item.bylines]
    rows = Author.objects.filter(ref__in=refs).select_related("merged_into")
    authors = {author.ref: author.current for author in rows}
    article.bylines.all().delete()
    lines: dict[tuple[int, str], ArticleByline] = {}
    for order, line in enumerate(item.bylines):
        author, role = _found(authors, line.ref, "author"), line.role.value
        made = ArticleByline(
            article=article, author=author, role=role, affiliation=line.affiliation, order=order
        )
        lines.setdefault((author.pk, role), made)
    ArticleByline.objects.bulk_create(lines.values())


def _write_tags(item: NewsItem, article: Article) -> None:
    """In the item's order: the rows are made anew when the order or the choice differs."""
    known = {tag.ref: tag for tag in Tag.objects.filter(ref__in=[term.ref for term in item.tags if term.ref])}
    wanted = [known.get(term.ref) or term.name for term in item.tags]
    article.tags.set(wanted, clear=True)


Known = TypeVar("Known", Kind, Section, Photo)


def _known(model: type[Known], ref: str) -> Known:
    found = model._default_manager.filter(ref=ref).first()
    if found is None:
        raise UnknownReference(f"There is no {model._meta.verbose_name} {ref!r} here.")
    return found


def _found(records: Mapping[str, Author], ref: str, what: str) -> Author:
    if ref not in records:
        raise UnknownReference(f"There is no {what} {ref!r} here.")
    return records[ref]
