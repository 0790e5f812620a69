"""Lists of stories: all of them filtered, those of a section, a tag, an author, the corrected ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import PublishedArticle
from articles.models.published import SUMMARY_FIELDS
from articles.public import list_page, walks
from articles.public.filters import MOST_TAGS, StoryFilter, TooManyTags, chips
from articles.public.named import author_named, live_tags, section_named, tag_named
from articles.public.walks import List, place_in
from articles.rendering.corrections import LOGGED
from newsroom import chrome
from newsroom.frame import Frame
from newsroom.lib.languages import in_language

_SECTION, _TAG = Frame("articles/section.html"), Frame("articles/tag.html")
MOST_TAGS_SHOWN = 1000
"""More would be no page but a dump; the rest are found by search and on stories."""


@require_safe
def articles(request: HttpRequest) -> HttpResponse:
    """All stories, filtered. A filter that finds nothing is a page with help, not an error."""
    story_filter = StoryFilter(
        request.GET,
        chrome=chrome.of(request),
        language=request.language,  # type: ignore[attr-defined]
        moment=timezone.now(),
    )
    context: dict[str, Any] = {"filter": story_filter, "canonical_path": _canonical(request)}
    try:
        page = walks.list_page(story_filter.walks(), request.GET)
    except TooManyTags:
        words = _("Choose at most %(number)d tags at once.") % {"number": MOST_TAGS}
        return render(request, "articles/article_list.html", {**context, "too_many": words}, status=400)
    context |= {"page": page, "chips": chips(story_filter, request.GET), "is_filtered": bool(request.GET)}
    return render(request, "articles/article_list.html", context)


@require_safe
def section(request: HttpRequest, slug: str) -> HttpResponse:
    language = request.language  # type: ignore[attr-defined]
    name = section_named(slug, language)
    if name is None:
        raise Http404
    site = chrome.of(request)
    parts = [part for part in site["sections"] if part["parent"] == name.section_id]
    return _SECTION.response(
        request,
        title=name.name,
        parts=list_page.parts(parts, site),
        feed_path=_feed("section", slug, language),
        **_list_of(request, List.SECTION, name.section_id),
    )


@require_safe
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    language = request.language  # type: ignore[attr-defined]
    found = tag_named(slug)
    if found is None:
        raise Http404
    return _TAG.response(
        request,
        title=found.name,
        slug=quote(found.slug),
        feed_path=_feed("tag", slug, language),
        **_list_of(request, List.TAG, found.pk),
    )


@require_safe
def author(request: HttpRequest, slug: str) -> HttpResponse:
    language = request.language  # type: ignore[attr-defined]
    name = author_named(slug, language)
    if name is None:
        raise Http404
    context = {"title": name.name, "author": name, "feed_path": _feed("author", slug, language)}
    context |= _list_of(request, List.AUTHOR, name.author_id)
    return render(request, "articles/author.html", context)


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """What the paper got wrong, and said so. Empty is good news, and a page.

    Pages follow the days of the stories, as every list does; within a page the newest notice comes first.
    """
    page = walks.page_of(
        List.CORRECTED,
        0,
        request.GET,
        language=request.language,  # type: ignore[attr-defined]
        moment=timezone.now(),
        fields=SUMMARY_FIELDS,
    )
    stories = sorted(page.stories, key=_noticed_at, reverse=True)
    context = {"page": replace(page, stories=stories), "canonical_path": _canonical(request)}
    return render(request, "articles/corrections.html", context)


def _noticed_at(story: PublishedArticle) -> datetime:
    """When the paper said so last: a retraction with its slice, a correction when it was made."""
    if story.is_retraction:
        return story.visible_from
    notices = [
        datetime.fromisoformat(notice["made_at"])
        for notice in story.display.get("corrections", ())
        if notice["kind"] in LOGGED
    ]
    return max(notices, default=story.published_at)


@require_safe
def tags(request: HttpRequest) -> HttpResponse:
    """The tags that have a live story in this language, by name."""
    live = live_tags(request.language, timezone.now())[:MOST_TAGS_SHOWN]  # type: ignore[attr-defined]
    return render(request, "articles/tags.html", {"tags": live, "canonical_path": request.path})


def _list_of(request: HttpRequest, which: str, target_id: int) -> dict[str, Any]:
    """The words of one list's page; without a live story there is no such page."""
    page = walks.page_of(which, target_id, request.GET, language=request.language, moment=timezone.now())  # type: ignore[attr-defined]
    if not page.stories:
        raise Http404
    return {"canonical_path": _canonical(request), **list_page.words(page, chrome.of(request))}


def _feed(of: str, slug: str, language: str) -> str:
    return in_language(reverse(f"articles:{of}_rss", kwargs={"slug": slug}), language)


def _canonical(request: HttpRequest) -> str:
    """Of all parameters only the place in the list makes another page."""
    place = place_in(request.GET)
    return (iri_to_uri(request.path) or "") + (f"?before={place}" if place else "")
