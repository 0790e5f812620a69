"""The languages of one story: the original and its translations. What is true in one is true in all of them."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from articles.models import Article, Revision
from articles.models.article import ArticleQuerySet
from articles.workflow import publication
from articles.workflow.revisions import is_substantive
from articles.workflow.transitions import PublicState


def root_of(article: Article) -> Article:
    """The original; the story itself when it is one."""
    return article.translation_of or article


def family(article: Article) -> ArticleQuerySet:
    root_id = article.translation_of_id or article.pk
    return Article.objects.filter(Q(pk=root_id) | Q(translation_of=root_id)).order_by("pk")


def others(article: Article) -> ArticleQuerySet:
    return family(article).exclude(pk=article.pk)


def hold(article: Article) -> None:
    """Lock all languages of the story, always in one order: two people who take two of them down cannot wait for
    each other. Call it inside a transaction, before the story itself is locked."""
    list(family(article).select_for_update().values_list("pk"))


def seen_or_ahead(article: Article, moment: datetime | None = None) -> list[Article]:
    """The other languages of the story that readers see, or will. None of them is closed: publication opens a story."""
    moment = moment or timezone.now()
    rows = list(others(article).select_related("section", "translation_of"))
    states = publication.public_states([row.pk for row in rows], moment)
    return [row for row in rows if _is_seen_or_ahead(row, states[row.pk], moment)]


def _is_seen_or_ahead(article: Article, state: PublicState, moment: datetime) -> bool:
    if state is PublicState.RETRACTED:  # A notice stands there; the story may be about to come back.
        return bool(publication.waiting_slices(article, moment))
    return state in (PublicState.LIVE, PublicState.SCHEDULED)


def outgoing_revision(original: Article, moment: datetime | None = None) -> Revision | None:
    """What readers see of the original, or will see last; where they see nothing, what the desk has now.

    It is what a translation is made from: never a text that only the desk of the original knows, while readers
    see another.
    """
    return publication.outgoing_revision(original, moment) or original.latest_revision


def is_older(made_from: Revision, revision: Revision) -> bool:
    """Whether a translation made from the first lacks something that the second says."""
    return made_from.number < revision.number and is_substantive(made_from.news_item, revision.news_item)


def is_behind(translation: Article, moment: datetime | None = None) -> bool:
    """The original has changed in substance since the translation was made; False while nobody has said from what."""
    original, made_from = translation.translation_of, translation.translated_from
    if original is None or made_from is None:
        return False
    newest = outgoing_revision(original, moment)
    return newest is not None and is_older(made_from, newest)
