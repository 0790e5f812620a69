"""One story, rendered: everything that its published row keeps, from the resolved item alone."""

from __future__ import annotations

import dataclasses
from typing import Any

from articles.rendering.body import render_body, render_lead
from articles.rendering.byline import by_whom
from articles.rendering.card import description, reading_minutes, word_count
from articles.rendering.search_text import stemmed
from articles.rendering.story import LeadPicture, NamedAuthor, Rendered, Resolved
from articles.rendering.structured_data import structured_data
from newsroom.lib.richtext.document import plain_text


def render(story: Resolved) -> Rendered:
    item = story.item
    body = render_body(item, story.pictures)
    return Rendered(
        description=description(item),
        display=_display(story, body.footnotes),
        lead_html=render_lead(item, story.pictures),
        body_html=body.html,
        structured_data=structured_data(story),
        search_headline=stemmed(item.headline, item.language),
        search_text=stemmed(_searched_words(story), item.language),
    )


def _display(story: Resolved, footnotes: list[str]) -> dict[str, Any]:
    """The JSON that templates and feeds read."""
    item = story.item
    lead = _lead_picture(story)
    return {
        "kicker": [dataclasses.asdict(name) for name in story.kicker],
        "kind": story.kind,
        "authors": [_author(author) for author in by_whom(story)],
        "tags": [dataclasses.asdict(tag) for tag in story.tags],
        "corrections": [
            {"kind": notice.kind.value, "text": notice.text, "made_at": notice.made_at.isoformat()}
            for notice in item.corrections
        ],
        "footnotes": footnotes,
        "picture": dataclasses.asdict(lead) if lead else None,
        "word_count": word_count(item),
        "reading_minutes": reading_minutes(item),
        **({"developing": True} if story.is_developing else {}),
    }


def _author(author: NamedAuthor) -> dict[str, Any]:
    """Without a word of a portrait where there is none: most rows are as small as they were."""
    said = dataclasses.asdict(author)
    if author.portrait is None:
        del said["portrait"]
    return said


def _lead_picture(story: Resolved) -> LeadPicture | None:
    lead = story.item.lead_photo
    picture = story.pictures.get(lead.key) if lead else None
    if lead is None or picture is None:
        return None
    return LeadPicture(
        picture=picture,
        caption=lead.caption,
        credit_line=lead.credit_line,
        photographer=lead.photographer,
        agency=lead.agency,
        licence=lead.licence,
        alt="" if lead.is_decorative else lead.alt,
    )


def _searched_words(story: Resolved) -> str:
    item = story.item
    return "\n".join(
        [
            item.standfirst,
            plain_text(item.body),
            *(author.name for author in story.authors),
            *(tag.name for tag in item.tags),
            *(photo.caption for photo in item.photos),
        ]
    )
