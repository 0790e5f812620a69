"""A pitch: an idea with a line or two, before there is a story."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Article, DeskState
from articles.workflow import revisions
from articles.workflow.actions import Refused
from articles.workflow.roles import Powers, Right
from newsroom.models import User


@transaction.atomic
def pitch(headline: str, words: str, by: User, *, language: str) -> Article:
    """The words stand where the standfirst will: whoever opens the idea reads first what it is about."""
    if not Powers(by).holds(Right.CREATE):
        raise Refused(_("Your role does not allow you to write stories."))
    article = Article.objects.create(
        headline=headline,
        standfirst=words,
        language=language,
        desk_state=DeskState.IDEA,
        created_by=by.ref,
        changed_by=by.ref,
    )
    revisions.record(article, by, based_on=None)
    return article
