"""Every public page there is, and every page that shows a story: written once, for sitemap, mirror and caches."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import iri_to_uri

from articles.models import Author, Section, Tag
from articles.models.published import PublishedArticle, PublishedListing, cards
from articles.public import digests
from articles.public.named import live_authors, live_tags
from articles.public.walks import List, Place, first, older_than, walk
from newsroom import chrome
from newsroom.lib.languages import codes, in_language
from newsroom.models import Page

Form = PublishedArticle.Form
CHUNK = 1000
ADDRESS_FIELDS = ["id", "story_id", "language", "path", "published_at", "updated_at", "visible_from"]
LISTS = ("home", "articles", "tags", "corrections")


class PublicPage(NamedTuple):
    path: str
    """With its language prefix."""
    changed_at: datetime | None = None
    is_indexed: bool = True
    """Search engines may list it."""


def all_pages(moment: datetime | None = None) -> Iterator[PublicPage]:
    """Front pages and lists first, then every story from the newest."""
    moment = moment or timezone.now()
    yield from standing_pages(moment)
    yield from retracted_pages(moment)
    yield from story_pages(moment)


def standing_pages(moment: datetime) -> Iterator[PublicPage]:
    """All that are not stories, in the languages that the paper speaks at `moment`."""
    spoken = [language["code"] for language in chrome.read(codes()[0], moment)["languages"]]
    for language in spoken:
        for path in [*(reverse(f"articles:{name}") for name in LISTS), *_named_paths(language, moment)]:
            yield PublicPage(in_language(path, language))
    for digest in digests.standing(moment).filter(language__in=spoken):
        yield PublicPage(digests.address(digest), digest.published_at)
    for page in Page.objects.filter(language__in=spoken).only("language", "slug", "changed_at"):
        yield PublicPage(in_language(f"/{page.slug}/", page.language), page.changed_at)


def _named_paths(language: str, moment: datetime) -> Iterator[str]:
    for section in chrome.read(language, moment)["sections"]:
        yield reverse("articles:section", kwargs={"slug": section["slug"]})
    for tag in live_tags(language, moment):
        yield reverse("articles:tag", kwargs={"slug": tag.slug})
    for author in live_authors(language, moment):
        yield reverse("articles:author", kwargs={"slug": author.slug_in(language)})


def story_pages(
    moment: datetime, *, since: datetime | None = None, until: datetime | None = None
) -> Iterator[PublicPage]:
    """Stories published in `[since, until)`, in chunks: an archive of any size takes little memory."""
    rows = walk(List.ALL, language="", moment=moment)
    if since:
        rows = rows.filter(published_at__gte=since)
    if until:
        rows = rows.filter(published_at__lt=until)
    place = None
    while True:
        [stories] = cards([first(older_than(rows, place), CHUNK)], ADDRESS_FIELDS)
        for story in stories:
            yield PublicPage(_quoted(story.address), story.updated_at or story.published_at)
        if len(stories) < CHUNK:
            return
        place = Place(stories[-1].published_at, stories[-1].story_id)


def retracted_pages(moment: datetime) -> Iterator[PublicPage]:
    """Notices in place of stories: they stand, and nobody should find them by searching for the story."""
    rows = PublishedListing.public.at(moment).filter(list=List.CORRECTED, published__form=Form.RETRACTION)
    [stories] = cards([rows.values("published_id")], ADDRESS_FIELDS)
    for story in stories:
        yield PublicPage(_quoted(story.address), story.visible_from, is_indexed=False)


def has_more_stories_than(number: int, moment: datetime) -> bool:
    """Counts no further than it must."""
    return walk(List.ALL, language="", moment=moment).values("pk")[: number + 1].count() > number


def newest_and_oldest(moment: datetime) -> tuple[datetime, datetime]:
    """When the first and the last story that stand now came out. There must be one."""
    dates = walk(List.ALL, language="", moment=moment).values_list("published_at", flat=True)
    return dates[0], dates.reverse()[0]


def pages_showing(story_id: int, moment: datetime | None = None) -> list[str]:
    """The story's page and short address, the first pages and feeds of its lists, its digest, and its translations,
    which link to it.

    Related stories, previous and next, and search are asked at reading, on pages beyond counting.
    """
    moment = moment or timezone.now()
    story = PublishedArticle.public.at(moment).filter(story_id=story_id).first()
    if story is None:
        return []
    names = ["home", "articles", "rss"]
    paths = [reverse(f"articles:{name}") for name in names] + _list_paths(story, moment)
    versions = PublishedArticle.public.at(moment).filter(translation_group=story.translation_group)
    return [
        reverse("articles:short", kwargs={"story_id": story_id}),
        *(_quoted(version.address) for version in versions.only("path", "language")),
        *(in_language(path, story.language) for path in paths),
        *(digests.address(digest) for digest in digests.showing(story_id, moment)),
    ]


def _list_paths(story: PublishedArticle, moment: datetime) -> list[str]:
    """The sections, tags and authors that list the story, each with its feed."""
    targets: dict[str, list[int]] = {}
    rows = PublishedListing.public.at(moment).filter(published_id=story.pk)
    for which, target_id in rows.values_list("list", "target_id"):
        targets.setdefault(which, []).append(target_id)
    corrections = [reverse("articles:corrections")] if List.CORRECTED in targets else []
    slugs: list[tuple[str, str]] = []
    for which, model in ((List.SECTION, Section), (List.AUTHOR, Author)):
        found = model._default_manager.filter(pk__in=targets.get(which, ())).prefetch_related("names")
        slugs += [(which, target.slug_in(story.language)) for target in found]
    tags = Tag.objects.filter(pk__in=targets.get(List.TAG, ()))
    slugs += [(List.TAG, slug) for slug in tags.values_list("slug", flat=True)]
    return corrections + [
        reverse(f"articles:{which}{suffix}", kwargs={"slug": slug})
        for which, slug in slugs
        for suffix in ("", "_rss")
    ]


def _quoted(path: str) -> str:
    return iri_to_uri(path) or ""
