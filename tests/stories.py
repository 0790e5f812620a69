"""Stories brought to a state through the one door, as the desk would bring them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from articles.models import Article, Revision
from articles.workflow import actions, revisions
from newsroom.models import User
from tests.cast import Cast, a_story


@transaction.atomic
def saved(story: Article, by: User | None, **words: Any) -> Revision:
    """Save the working copy as the form does: fields, then relations, then one revision."""
    for name, value in words.items():
        setattr(story, name, value)
    story.save()
    based_on = Article.objects.get(pk=story.pk).latest_revision
    return revisions.record(story, by, based_on=based_on)


def a_draft(cast: Cast, **fields: Any) -> Article:
    """A complete draft of the writer's, in Politics, saved once."""
    story = a_story(**{"section": cast.politics, "by": cast.writer, **fields})
    saved(story, cast.writer)
    return story


def in_review(cast: Cast, **fields: Any) -> Article:
    return actions.submit(a_draft(cast, **fields), cast.writer)


def approved(cast: Cast, **fields: Any) -> Article:
    return actions.approve(in_review(cast, **fields), cast.editor)


def live(cast: Cast, *, moment: datetime | None = None, **fields: Any) -> Article:
    return actions.publish(approved(cast, **fields), cast.editor, moment=moment)


def approved_again(cast: Cast, story: Article, **words: Any) -> Article:
    """The writer changes a story, submits it, and the editor approves it."""
    saved(story, cast.writer, **words)
    return actions.approve(actions.submit(story, cast.writer), cast.editor)
