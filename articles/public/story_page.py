"""What stands on a story's page: the pieces that were stored with it, and what is asked around it at reading."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from django.conf import settings
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe

from articles.models import PublishedArticle
from articles.public import sharing
from articles.public.list_page import cards
from articles.rendering.structured_data import for_site
from articles.rendering.tags import story_address
from newsroom.chrome import ShownWords
from newsroom.frame import Frame
from newsroom.lib.languages import absolute
from newsroom.lib.typesetting import tied

RELATED = Frame("components/related.html")
NEIGHBOURS = Frame("components/neighbours.html")
EARLIER, LATER = Frame("components/earlier.html"), Frame("components/later.html")
TRANSLATION = Frame("components/translation.html")
VERSION = Frame("components/version.html")


class Surroundings(NamedTuple):
    """What is shown beside a story, asked at reading: a take-down leaves no headline behind."""

    related: list[PublishedArticle]
    previous: PublishedArticle | None
    next: PublishedArticle | None
    translations: list[PublishedArticle]


def words(story: PublishedArticle, around: Surroundings, site: ShownWords) -> dict[str, str]:
    """What `article_detail.html` prints, and `article_retracted.html`."""
    kind = story.display.get("kind")
    return {
        "canonical_path": story_address(story),
        "headline": story.headline,
        "meta": _stored(story.meta_html),
        "versions": mark_safe("".join(_versions(story, around, site))),
        "structured_data": _structured_data(story),
        "kind": f" kind-{kind}" if kind else "",
        "language": story.language,
        "head": _stored(story.head_html),
        "notice": mark_safe(linebreaks(story.words_for_readers, autoescape=True))
        if story.is_retraction
        else "",
        "share_top": sharing.row(story, "top"),
        "lead": mark_safe(story.lead_html),
        "body": mark_safe(story.body_html),
        "foot": mark_safe(story.foot_html),
        "share_end": sharing.row(story, "end"),
        "translations": mark_safe("".join(_translations(around, site))),
        "short_path": story.short_path,
        "short_address": short_address(story),
        "related": RELATED.filled(site, stories=cards(around.related)) if around.related else "",
        "neighbours": _neighbours(story, around, site),
    }


def _stored(html: str) -> SafeString:
    """Markup that was made with the story, with the address that the site has today."""
    return mark_safe(for_site(html, settings.SITE_URL))


def _structured_data(story: PublishedArticle) -> SafeString:
    """JSON-LD was escaped for its script element when it was written."""
    if not story.structured_data:
        return SafeString("")
    return format_html('<script type="application/ld+json">{}</script>\n', _stored(story.structured_data))


def _versions(story: PublishedArticle, around: Surroundings, site: ShownWords) -> Iterator[str]:
    """A page that has translations names itself among them."""
    for version in [story, *around.translations] if around.translations else []:
        yield VERSION.filled(site, language=version.language, address=absolute(story_address(version)))


def _translations(around: Surroundings, site: ShownWords) -> Iterator[str]:
    for other in around.translations:
        yield TRANSLATION.filled(
            site, path=story_address(other), language=other.language, headline=other.headline
        )


def short_address(story: PublishedArticle) -> str:
    """As one reads it out: without the scheme."""
    return absolute(story.short_path).partition("://")[2].rstrip("/")


def _neighbours(story: PublishedArticle, around: Surroundings, site: ShownWords) -> str:
    """The stories that came out before and after this one."""
    if not (around.previous or around.next):
        return ""
    return NEIGHBOURS.filled(
        site,
        **{
            name: frame.filled(site, path=story_address(other), headline=tied(other.headline, story.language))
            if other
            else ""
            for name, frame, other in (
                ("earlier", EARLIER, around.previous),
                ("later", LATER, around.next),
            )
        },
    )
