"""Sitemaps: every page that a search engine may list. One file while it is small, then an index by month."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.public.pages import (
    PublicPage,
    all_pages,
    has_more_stories_than,
    newest_and_oldest,
    standing_pages,
    story_pages,
)
from newsroom.lib.languages import absolute

MOST_IN_ONE_FILE = 10_000
"""The standard allows 50,000; a file that is made for each asking is better small."""
SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    moment = timezone.now()
    if has_more_stories_than(MOST_IN_ONE_FILE, moment):
        return _index(moment)
    return _urlset(all_pages(moment))


@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    return _urlset(standing_pages(timezone.now()))


@require_safe
def month(request: HttpRequest, year: str, month: str) -> HttpResponse:
    """The stories of one month."""
    try:
        since = datetime(int(year), int(month), 1, tzinfo=UTC)
        until = _next_month(since)
    except ValueError as error:
        raise Http404 from error
    return _urlset(story_pages(timezone.now(), since=since, until=until))


def _index(moment: datetime) -> HttpResponse:
    """A month with no story has an empty file, which the standard allows."""
    newest, oldest = newest_and_oldest(moment)
    paths = ["/sitemaps/pages.xml"]
    start = datetime(oldest.year, oldest.month, 1, tzinfo=UTC)
    while start <= newest:
        paths.append(f"/sitemaps/{start:%Y-%m}.xml")
        start = _next_month(start)
    entries = "".join(f"<sitemap><loc>{escape(absolute(path))}</loc></sitemap>" for path in paths)
    return _xml(f'<sitemapindex xmlns="{SCHEMA}">{entries}</sitemapindex>')


def _next_month(start: datetime) -> datetime:
    return datetime(start.year + start.month // 12, start.month % 12 + 1, 1, tzinfo=UTC)


def _urlset(pages: Iterable[PublicPage]) -> HttpResponse:
    entries = "".join(_entry(page) for page in pages if page.is_indexed)
    return _xml(f'<urlset xmlns="{SCHEMA}">{entries}</urlset>')


def _entry(page: PublicPage) -> str:
    changed = f"<lastmod>{page.changed_at.isoformat(timespec='seconds')}</lastmod>" if page.changed_at else ""
    return f"<url><loc>{escape(absolute(page.path))}</loc>{changed}</url>"


def _xml(words: str) -> HttpResponse:
    return HttpResponse(f'<?xml version="1.0" encoding="UTF-8"?>\n{words}', content_type="application/xml")
