"""The real page, made from the working copy: the same projection and the same template as readers get."""

from __future__ import annotations

import dataclasses
import logging

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render as render_template
from django.utils import timezone, translation

from articles.admin.moves import missing
from articles.models import Article, Author, PublishedArticle
from articles.newsitem import NewsItem
from articles.public.story_page import Surroundings, words
from articles.rendering.page import render
from articles.rendering.pieces import add_pieces
from articles.snapshot import item_of
from articles.workflow.resolve import resolve
from media import renditions
from media.models import Photo
from newsroom import chrome

logger = logging.getLogger(__name__)


def preview(request: HttpRequest, article: Article) -> HttpResponse:
    """For the desk's eyes: the admin keeps its pages out of every cache, and no search engine finds this one."""
    item = item_of(article)
    make_pictures(item)
    with translation.override(article.language):
        story = page_of(article, item)
        request.language = article.language  # type: ignore[attr-defined]
        alone = Surroundings(related=[], previous=None, next=None, translations=[])
        context = {
            **words(story, alone, chrome.of(request)),
            "canonical_path": "",
            "is_hidden_from_search": True,
            "article": article,
            "points": [point for point in missing(article) if point.is_blocking],
        }
        return render_template(request, "admin/articles/article/preview.html", context)


def page_of(article: Article, item: NewsItem) -> PublishedArticle:
    """A published row that is never stored."""
    path = article.path or "/articles/"
    published_at = item.published_at or timezone.now()
    story, _targets = resolve(dataclasses.replace(item, published_at=published_at), path)
    is_developing = item.developing_until is not None and item.developing_until > timezone.now()
    story = dataclasses.replace(story, is_developing=is_developing)
    row = PublishedArticle(
        story_id=article.pk,
        language=item.language,
        path=path,
        published_at=published_at,
        headline=item.headline,
        standfirst=item.standfirst,
        **dataclasses.asdict(render(story)),
    )
    return add_pieces(row)


def make_pictures(item: NewsItem) -> None:
    """Pictures that no publication has asked for yet. One that cannot be made leaves the rest of the page as it is."""
    faces = Author.objects.filter(ref__in=[line.ref for line in item.bylines]).values("portrait")
    shown = Q(ref__in=[use.ref for use in item.photos]) | Q(pk__in=faces)
    for photo in Photo.objects.filter(shown).exclude(file=""):
        try:
            renditions.make(photo)
        except OSError as error:
            logger.warning("No pictures of %s for a preview: %s", photo.ref, error)
