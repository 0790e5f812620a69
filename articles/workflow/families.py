"""The languages of one story: the original and its translations. What is true in one is true in all of them."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Revision
from articles.models.article import ArticleQuerySet
from articles.workflow import checklist, clearances, publication
from articles.workflow.revisions import is_substantive
from articles.workflow.transitions import PublicState


def root_of(article: Article) -> Article:
    """The original; the story itself when it is one."""
    return article.translation_of or article


def family(article: Article) -> ArticleQuerySet:
    return Article.objects.in_all_languages(article).order_by("pk")


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


def cannot_leave(article: Article) -> str:
    """Why its link to the original has to stay as it is; empty when it need not.

    An embargo and a lawyer's read reach a translation through that link alone: to cut it would lift both.
    """
    original = article.translation_of
    if original is None:
        return ""
    if _is_held(article):
        return _("This story is under an embargo with its other languages: the chief editor lifts it first.")
    if clearances.asking(original) is not None:
        return _("A lawyer has to read the original: the link to it stays until that is settled.")
    return ""


def cannot_join(article: Article, original: Article) -> str:
    """Why the story cannot become a translation of this one: nothing that readers see, or will, crosses an embargo."""
    if article.pk is None:
        return ""
    ahead = bool(publication.waiting_slices(article))
    if _is_held(original) and (ahead or publication.live_slice(article)):
        return _("The original is under embargo, and readers see this story, or will: take it down first.")
    if ahead and clearances.asking(original) is not None:
        return _("A lawyer has to read the original, and this story is scheduled: cancel its schedule first.")
    if _is_held(article) and any(map(_is_out, family(original))):
        return _("This story is under embargo, and readers see the original, or will: take it down first.")
    return ""


def _is_held(article: Article) -> bool:
    until, _why = checklist.strictest_embargo(article)
    return until is not None and until > timezone.now()


def _is_out(article: Article) -> bool:
    return bool(publication.live_slice(article) or publication.waiting_slices(article))


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
