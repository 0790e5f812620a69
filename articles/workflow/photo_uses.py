"""Where a photo is used: what `media` asks of whoever uses photos, filled in by `articles.apps`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Article, Author
from articles.workflow import publication
from articles.workflow.closed import Unseen
from articles.workflow.transitions import PublicState
from media.models import Photo
from media.usage import Use

MAX_SHOWN = 50
"""More uses than anybody reads through."""


def _stories_with(photo: Photo) -> QuerySet[Article]:
    return Article.objects.filter(Q(lead_photo=photo) | Q(body__contains=f'data-photo="{photo.ref}"'))


def uses(photo: Photo, user: Any) -> Iterator[Use]:
    """The stories whose working copy or public text shows the photo, and the authors whose portrait it is: those that
    this person may know of."""
    shown, unseen = set(publication.story_ids_made_of(photo.ref)), Unseen(user)
    rows = Article.objects.filter(Q(pk__in=_stories_with(photo).values("pk")) | Q(pk__in=shown))
    stories = unseen.stories(rows)[:MAX_SHOWN]
    states = publication.public_states([story.pk for story in stories])
    for story in stories:
        yield Use(
            label=story.headline,
            address=reverse("admin:articles_article_change", args=[story.pk]),
            is_public=story.pk in shown and states[story.pk] is PublicState.LIVE,
        )
    for author in unseen.authors(Author.objects.filter(portrait=photo)).prefetch_related("names"):
        yield Use(
            label=_("Portrait of %(name)s") % {"name": author},
            address=reverse("admin:articles_author_change", args=[author.pk]),
            is_public=publication.shows_portrait(photo.ref),
        )


def reason_to_keep(photo: Photo) -> str:
    """Empty when no story shows the photo, at the desk or to readers, and nobody's portrait it is.

    Portraits come first: whoever sees no story that uses the photo is then told of nothing else. An author who stands
    in closed stories alone is not named.
    """
    unseen = Unseen(None)
    author = unseen.authors(Author.objects.filter(portrait=photo)).prefetch_related("names").first()
    if author is not None:
        sentence = _("This photo is the portrait of %(name)s. Take it away from the author first.")
        return sentence % {"name": author}
    if _is_used(photo):
        return _("A story uses this photo. Take it out of the story first.")
    return ""


def _is_used(photo: Photo) -> bool:
    is_a_portrait = Author.objects.filter(portrait=photo).exists()
    return is_a_portrait or _stories_with(photo).exists() or bool(publication.story_ids_made_of(photo.ref))
