"""A saved page, read from top to bottom: bytes -> lines -> head, body and footer -> NewsItem."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from articles.exchange.reading import Reading, Source, Unreadable, Vocabulary, Warning
from articles.newsitem import Byline, NewsItem, PhotoPlace, PhotoUse, Term
from media.credit import parse_credit

from .address import read_path
from .blocks import Block, blocks_of, body_html
from .byline import is_signature, read_byline
from .dates import first_moment
from .decoding import decode, looks_like_markup
from .footer import take_footer
from .furniture import take_topics, without_furniture, without_menus
from .head import Head, read_head
from .language import language_of
from .lines import Line, Picture, Piece, ends_a_sentence, lines_of, texts
from .listing import is_list_page
from .photos import find_pictures

_TRUNCATED = Warning(
    code="truncated",
    sentence="The page stops in mid-sentence; save it again, or complete the story before it is published.",
)
_DAMAGED = Warning(
    code="damaged",
    sentence="Some characters could not be read and stand as “\ufffd”; compare the story with its page.",
)


def recognises(source: Source) -> bool:
    """Plain text that is neither HTML, XML, JSON nor Markdown with front matter may be a saved page."""
    try:
        return not looks_like_markup(decode(source.data))
    except Unreadable:
        return False


def read(source: Source, vocabulary: Vocabulary) -> Reading:
    """The story on the page. Raises `Unreadable` for what is no text, no story, or has no body."""
    text = decode(source.data)
    if looks_like_markup(text):
        raise Unreadable(
            "not_text", "The file is markup, not the text of a page; save the page as plain text."
        )
    tags, lines = take_topics(lines_of(text))
    footer, lines = take_footer(without_furniture(lines, vocabulary))
    pieces = find_pictures(without_menus(lines, vocabulary), vocabulary)
    if is_list_page(pieces, vocabulary):
        raise Unreadable(
            "not_a_story", "This is a list of stories, not a story; save the page of each story."
        )
    head, body = read_head(pieces, vocabulary)
    signatures, body = _take_signatures(body, vocabulary)
    if not head.headline or not texts(body):
        raise Unreadable(
            "no_body", "A headline with no text below it was found; save the page of the whole story."
        )
    head.bylines += signatures
    blocks = blocks_of([*head.pictures[1:], *body])
    item = _item(head, blocks, tags, vocabulary, language_of(text))
    return _with_dates(Reading(item=item, footer=footer), head, source, vocabulary, _warnings(text, blocks))


def _take_signatures(body: Sequence[Piece], vocabulary: Vocabulary) -> tuple[tuple[Byline, ...], list[Piece]]:
    """ "Translated by Jane Roe" below the last paragraph belongs to the byline."""
    signatures: tuple[Byline, ...] = ()
    end = len(body)
    while end > 1:
        last = body[end - 1]
        printed = last.text if isinstance(last, Line) else ("" if last.caption else last.printed)
        bylines = read_byline(printed, vocabulary) if printed and is_signature(printed) else ()
        if not bylines:
            break
        signatures, end = bylines + signatures, end - 1
    return signatures, list(body[:end])


def _item(
    head: Head, blocks: Sequence[Block], tags: Sequence[str], vocabulary: Vocabulary, language: str
) -> NewsItem:
    """The lead is the first photo above the body; the others stand in the body, numbered as they come."""
    inline = [piece for block in blocks for piece in block.pieces if isinstance(piece, Picture)]
    photos = [_photo(number, picture, vocabulary) for number, picture in enumerate([*head.lead, *inline], 1)]
    return NewsItem(
        headline=head.headline,
        language=language,
        standfirst=head.standfirst,
        kind=Term(name=head.kicker.kind) if head.kicker.kind else None,
        section=Term(name=head.kicker.section) if head.kicker.section else None,
        bylines=head.bylines,
        tags=tuple(Term(name=tag) for tag in tags),
        photos=tuple(replace(photo, place=PhotoPlace.LEAD) for photo in photos[: len(head.lead)])
        + tuple(photos[len(head.lead) :]),
        body=body_html(blocks, [photo.key for photo in photos[len(head.lead) :]]),
    )


def _photo(number: int, picture: Picture, vocabulary: Vocabulary) -> PhotoUse:
    credit = parse_credit(picture.credit, vocabulary.agencies)
    return PhotoUse(
        key=str(number),
        caption=picture.caption,
        credit_line=credit.line,
        photographer=credit.photographer,
        agency=credit.agency,
    )


def _warnings(text: str, blocks: Sequence[Block]) -> tuple[Warning, ...]:
    warnings = (_DAMAGED,) if "\ufffd" in text else ()
    last = [block for block in blocks if block.tag != "figure"][-1]
    words = texts(last.pieces)[-1]
    is_whole = ends_a_sentence(words) or words[-1] in '"”»)]' or last.tag in ("ul", "ol", "hr")
    return warnings if is_whole else (*warnings, _TRUNCATED)


def _with_dates(
    reading: Reading, head: Head, source: Source, vocabulary: Vocabulary, warnings: tuple[Warning, ...]
) -> Reading:
    """The printed dates, else that of the path; the slug of the path; a warning for each date that is unclear."""
    path = read_path(source.path)
    published = next((dated.moment for dated in head.dates if dated.moment and not dated.is_update), None)
    updated = next((dated.moment for dated in head.dates if dated.moment and dated.is_update), None)
    if published is None and path:
        published = first_moment(path.day, vocabulary.zone)
    problems = tuple(
        Warning(code="bad_date", sentence=dated.problem) for dated in head.dates if dated.problem
    )
    item = replace(
        reading.item,
        published_at=published,
        updated_at=updated,
        slug=path.slug if path else "",
        import_ref=f"{reading.item.language}/{path.day:%Y/%m/%d}/{path.slug}" if path else "",
        source=source.path,
    )
    return replace(reading, item=item, warnings=warnings + problems)
