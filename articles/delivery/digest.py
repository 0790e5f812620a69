"""The evening digest as it is sent: a post for messengers, and HTML for the letter of a mail service."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils import translation
from django.utils.encoding import iri_to_uri
from django.utils.html import format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles.delivery.messenger import Post, elsewhere
from articles.models import Digest, PublishedArticle
from articles.public import digests
from articles.public.digests import Shown
from newsroom.lib.languages import absolute

SERIF = "font-family: Georgia, 'Times New Roman', serif"
SANS = "font-family: Arial, Helvetica, sans-serif"
"""A letter brings no fonts along."""


def post(digest: Digest, lines: Iterable[Shown], others: Sequence[str]) -> Post:
    """The title, the lines with their addresses, and where the page itself stands."""
    parts = [digest.title, digest.intro.strip()]
    parts += [f"• {line.words}\n{_address(line.story)}" for line in lines]
    path = digests.address(digest)
    parts.append(absolute(path))
    with translation.override(digest.language):
        parts.append(elsewhere(path, others))
    return Post(language=digest.language, text="\n\n".join(part for part in parts if part))


def letter(digest: Digest, lines: Iterable[Shown], paper: str, others: Sequence[str]) -> str:
    """Tables and styles in the line, because that is what mail programs show; every address is whole."""
    path = digests.address(digest)
    with translation.override(digest.language):
        return format_html(
            '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" lang="{}">\n'
            '<tr><td align="center" style="padding: 24px 16px; background: #fffdf9;">\n'
            '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width: 600px;">\n'
            "{}{}{}{}</table>\n</td></tr>\n</table>\n",
            digest.language,
            _head(digest, paper),
            _intro(digest),
            format_html_join("", "{}", ((_line(line),) for line in lines)),
            _foot(path, others),
        )


def _head(digest: Digest, paper: str) -> SafeString:
    return format_html(
        '<tr><td style="{}; font-size: 13px; color: #9c1c1c; padding-bottom: 6px;">{}</td></tr>\n'
        '<tr><td style="{}; font-size: 28px; line-height: 32px; font-weight: bold; color: #16150f; '
        'padding-bottom: 12px; border-bottom: 3px solid #16150f;">{}</td></tr>\n',
        SANS,
        paper,
        SERIF,
        digest.title,
    )


def _intro(digest: Digest) -> SafeString:
    if not digest.intro.strip():
        return SafeString("")
    return format_html(
        '<tr><td style="{}; font-size: 17px; line-height: 26px; color: #16150f; padding-top: 6px;">{}</td></tr>\n',
        SERIF,
        mark_safe(linebreaks(digest.intro, autoescape=True)),
    )


def _line(line: Shown) -> SafeString:
    return format_html(
        '<tr><td style="{}; font-size: 19px; line-height: 25px; padding: 14px 0; border-bottom: 1px solid #e4dfd4;">'
        '<a href="{}" style="color: #16150f; text-decoration: none;">{}</a></td></tr>\n',
        SERIF,
        _address(line.story),
        line.words,
    )


def _foot(path: str, others: Sequence[str]) -> SafeString:
    places = [absolute(path), *(site.rstrip("/") + path for site in others)]
    links = format_html_join(
        mark_safe("<br>"),
        '<a href="{}" style="color: #5c584e;">{}</a>',
        ((place, place.partition("://")[2]) for place in places),
    )
    return format_html(
        '<tr><td style="{}; font-size: 13px; line-height: 20px; color: #5c584e; padding-top: 16px;">{}<br>{}</td></tr>\n',
        SANS,
        _("This digest on our site:")
        if not others
        else _("This digest on our site, and where it stands too:"),
        links,
    )


def _address(story: PublishedArticle) -> str:
    return absolute(iri_to_uri(story.address) or "")
