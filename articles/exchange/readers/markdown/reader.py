"""One file: front matter and text -> NewsItem, and how the story stands."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC

from articles.exchange.readers.page_text.address import DatedPath, read_path
from articles.exchange.readers.page_text.dates import first_moment
from articles.exchange.readers.page_text.language import language_of
from articles.exchange.reading import Reading, Source, Unreadable, Vocabulary, Warning
from articles.newsitem import (
    Byline,
    BylineRole,
    CorrectionKind,
    CorrectionNotice,
    NewsItem,
    StoryState,
    Term,
)
from newsroom.lib.folding import fold
from newsroom.lib.slugs import MAX_SLUG_LENGTH, slug_of

from .body import Body, body_of
from .fields import BLANK, Fields
from .front_matter import document_of, has_front_matter
from .photos import Photos
from .standing import standing_of

ENDINGS = (".md", ".markdown")
_ORIGINAL = re.compile(rb"^translation_of[ \t]*:[ \t]*[^\s#]", re.MULTILINE)
_OF_A_STRANGERS_SITE = frozenset(
    "layout comments toc math weight author_profile excerpt_separator type id guid format pin mermaid".split()
)
"""What Jekyll and Hugo ask of a page's looks: nothing is lost when it stays behind."""


def names_an_original(head: bytes) -> bool:
    """Whether the story is a translation, told from the head of its file without reading it."""
    return has_front_matter(head) and _ORIGINAL.search(head) is not None


def recognises(source: Source) -> bool:
    return has_front_matter(source.data) or source.path.lower().endswith(ENDINGS)


def read(source: Source, vocabulary: Vocabulary) -> Reading:
    """Raises `Unreadable` naming the line and the field."""
    document = document_of(source.data)
    if not document.values and not document.text.strip():
        raise Unreadable(
            "empty", "There is nothing in the file; write front matter and a story, and run again."
        )
    fields = Fields(document, vocabulary.zone)
    photos = Photos(vocabulary)
    photos.read_listed(fields)
    photos.read_lead_of_stranger(fields)
    headline = fields.text("headline", "title")
    body = body_of(document.text, photos.key_of, has_headline=bool(headline) or fields.says("headline"))
    body.html += _unplaced(photos, body)
    standing = standing_of(fields)
    item = _item(fields, source, vocabulary, headline or body.first_heading, body, standing.state)
    _refuse_half(fields, item, standing.state)
    return Reading(
        item=replace(item, photos=tuple(photos.uses)),
        standing=standing,
        library=photos.library,
        is_named=bool(fields.text("import_ref")),
        warnings=(*photos.warnings, *_warnings(fields, body)),
    )


def _item(
    fields: Fields, source: Source, vocabulary: Vocabulary, headline: str, body: Body, state: StoryState
) -> NewsItem:
    path = read_path(source.path)
    language = _language(fields, f"{headline}\n{body.html}")
    item = NewsItem(
        headline=headline,
        language=language,
        kicker=fields.text("kicker"),
        standfirst=fields.text("standfirst", "description", "summary", "excerpt", "subtitle"),
        bylines=tuple(_bylines(fields)),
        corrections=_corrections(fields),
        body=body.html,
        slug=_slug(fields, path),
        translation_of=fields.text("translation_of"),
        import_ref=fields.text("import_ref") or _ref_of(language, path),
        source=source.path,
    )
    if item.translation_of and item.translation_of == item.import_ref:
        raise fields.fail(
            "translation_of", "a story is no translation of itself. Name the original's import_ref."
        )
    item = _with_terms(item, fields, vocabulary)
    published_at = fields.moment("published_at", "date", "publishDate", "pubDate")
    if published_at is None and path and not fields.says("published_at"):
        published_at = first_moment(path.day, vocabulary.zone).astimezone(UTC)
    updated_at = fields.moment("updated_at", "lastmod", "modified", "updated", "last_modified_at")
    return replace(
        item,
        published_at=published_at,
        updated_at=updated_at,
        developing_until=fields.moment("developing_until"),
    )


def _language(fields: Fields, words: str) -> str:
    """As the file says; of a stranger's en-US the language alone; else told from the letters."""
    if said := fields.text("language"):
        fields.text("lang", "locale")
        return said
    return fields.text("lang", "locale").replace("_", "-").partition("-")[0].lower() or language_of(words)


def _slug(fields: Fields, path: DatedPath | None) -> str:
    said = fields.text("slug").strip("/")
    if said and ("/" in said or slug_of(said) != said and len(said) <= MAX_SLUG_LENGTH):
        raise fields.fail("slug", f"“{said}” cannot stand in an address. Write “{slug_of(said)}”.")
    return said or (path.slug if path and not fields.says("slug") else "")


def _ref_of(language: str, path: DatedPath | None) -> str:
    """Made of the file's name, whose slug names the story even where another stands in its address."""
    return f"{language}/{path.day:%Y/%m/%d}/{path.slug}" if path else ""


def _bylines(fields: Fields) -> list[Byline]:
    """`authors`, entry by entry, or a stranger's `author`: names alone."""
    name = fields.name_of("authors", "author", "byline")
    said = fields.raw("authors", "author", "byline")
    if isinstance(said, dict):
        inside = fields.inside(name)
        return [_byline(inside)] if inside else []
    if isinstance(said, list) and any(isinstance(one, dict) for one in said):
        return [_byline(entry) for entry in fields.entries(name)]
    return [
        Byline(name=one)
        for one in ([said.strip(BLANK)] if isinstance(said, str) else fields.texts(name))
        if one
    ]


def _byline(entry: Fields) -> Byline:
    return Byline(
        name=entry.needed_text("name", "an author needs a name."),
        role=entry.word("role", BylineRole) or BylineRole.BY,
        affiliation=entry.text("affiliation"),
    )


def _with_terms(item: NewsItem, fields: Fields, vocabulary: Vocabulary) -> NewsItem:
    """Kind, section and tags; a stranger's categories are sorted by what the site knows."""
    kind, section = fields.text("kind"), fields.text("section")
    tags = fields.texts("tags", "keywords")
    kinds, sections = ({fold(name) for name in names} for names in (vocabulary.kinds, vocabulary.sections))
    for category in fields.texts("categories", "category"):
        if not kind and fold(category) in kinds:
            kind = category
        elif not section and (fold(category) in sections or not sections):
            section = category
        else:
            tags.append(category)
    return replace(
        item,
        kind=Term(name=kind) if kind else None,
        section=Term(name=section) if section else None,
        tags=tuple(Term(name=tag) for tag in _each_once(tags)),
    )


def _each_once(tags: list[str]) -> list[str]:
    found: dict[str, str] = {}
    for tag in tags:
        found.setdefault(fold(tag), tag)
    return list(found.values())


def _corrections(fields: Fields) -> tuple[CorrectionNotice, ...]:
    notices = []
    for entry in fields.entries("corrections"):
        text = entry.needed_text("text", "say what was wrong and what is right.")
        made_at = entry.needed_moment("made_at")
        kind = entry.word("kind", CorrectionKind) or CorrectionKind.CORRECTION
        notices.append(CorrectionNotice(kind=kind, text=text, made_at=made_at))
    return tuple(sorted(notices, key=lambda notice: notice.made_at))


def _unplaced(photos: Photos, body: Body) -> str:
    """Photos that are listed as inline and stand nowhere in the text come below it: none is lost."""
    photos.is_placed_in(body.html)
    left = photos.unplaced()
    if left:
        names = ", ".join(use.file or use.caption or use.key for use in left)
        sentence = f"No line of the text says where these photos stand: {names}. They come below it."
        photos.warnings.append(Warning(code="photo_unplaced", sentence=sentence))
    return "".join(f'<figure data-photo="{use.key}"></figure>' for use in left)


def _refuse_half(fields: Fields, item: NewsItem, state: StoryState) -> None:
    """Whoever only began to write may lack a headline or a text; whatever readers are to see may not."""
    if not item.headline and (state.is_public or not fields.says("headline")):
        raise Unreadable(
            "no_headline", "The story has no headline. Write “headline: …” into its front matter."
        )
    if not item.body.strip() and state.is_public:
        raise Unreadable("no_body", "There is no text below the front matter. Write the story there.")


def _warnings(fields: Fields, body: Body) -> list[Warning]:
    warnings = []
    if names := [name for name in fields.unknown() if name not in _OF_A_STRANGERS_SITE]:
        said = ", ".join(f"“{name}”" for name in names)
        sentence = f"The front matter says {said}, which is not known here and was left out. Look for a slip of the pen."
        warnings.append(Warning(code="unknown_field", sentence=sentence))
    if body.unused_notes:
        said = ", ".join(f"[^{label}]" for label in body.unused_notes)
        sentence = f"No mark in the text leads to the footnotes {said}: they were left out. Put the mark where it belongs."
        warnings.append(Warning(code="unused_footnote", sentence=sentence))
    return warnings
