"""Has a lawyer cleared this very text? Asked by the checklist; the moves are in `legal.py`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from articles.models import Article, Clearance, PublishedArticle
from articles.newsitem import NewsItem
from articles.workflow import publication
from articles.workflow.revisions import is_substantive
from newsroom.lib.dates import for_people


def asking(article: Article) -> Article | None:
    """The story that needs a lawyer's read: this one, or an original that it translates. None when none does."""
    return next((story for story in _with_originals(article) if story.needs_legal_read), None)


def _with_originals(article: Article) -> Iterator[Article]:
    seen: set[int | None] = set()
    story: Article | None = article
    while story is not None and story.pk not in seen:
        yield story
        seen.add(story.pk)
        story = story.translation_of


def deciding(article: Article, item: NewsItem) -> Clearance | None:
    """The newest word of a lawyer on this text: on a revision that differs from it in nothing substantive.

    The words are compared as they are printed now. A caption or a name that was changed in the library since counts:
    nobody has cleared those words.
    """
    said = article.clearances.select_related("revision")
    return next((one for one in said if not is_substantive(one.revision.news_item, item)), None)


def last_yes(article: Article) -> Clearance | None:
    """The newest clearance of whatever text: what a changed one is compared with."""
    return article.clearances.filter(is_cleared=True).select_related("revision").first()


def why_not(article: Article, item: NewsItem, moment: datetime | None = None) -> str:
    """Why a lawyer's read keeps this text from readers; empty when it does not, or when none is needed."""
    if asking(article) is None:
        return ""
    word = deciding(article, item)
    if word is not None and not word.is_cleared:
        return _("%(name)s said on %(when)s that this text may not be published.") % _signed(word)
    if word is not None or _readers_see(article, item, moment):
        return ""
    before = last_yes(article)
    if before is not None:
        return _(
            "The text was changed after %(name)s cleared it on %(when)s. A lawyer has to read it again."
        ) % _signed(before)
    return _("A lawyer has to read it before it goes out: nobody has cleared this text yet.")


def _signed(word: Clearance) -> dict[str, str]:
    return {"name": word.name, "when": for_people(word.made_at)}


def _readers_see(article: Article, item: NewsItem, moment: datetime | None) -> bool:
    """Nothing new goes out: a notice under a live text, or a tag. A fix of its words is new."""
    live = publication.live_slice(article, moment)
    return (
        live is not None
        and live.form == PublishedArticle.Form.STORY
        and not is_substantive(live.news_item, item)
    )
