"""Words kept tidy: what a renamed or merged tag, section, author or kind does to the stories that carry it.

Whichever door renames a thing (admin, command, shell), its old address keeps leading to it, and the stories that
readers see are projected again with today's words. `connect()` is called once, by `articles.apps`.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save, pre_delete, pre_save

from articles.models import (
    Address,
    Article,
    Author,
    AuthorName,
    Kind,
    KindName,
    PublishedListing,
    Section,
    SectionName,
    Tag,
    TaggedArticle,
)
from articles.workflow import publication
from articles.workflow.audit import write_line
from media.models import Photo
from media.signals import photo_changed
from newsroom.lib.folding import fold
from newsroom.lib.slugs import unique_slug
from newsroom.models import Page, SiteWords, User

logger = logging.getLogger(__name__)

List = PublishedListing.List
_FOLDERS = {AuthorName: ("authors", Address.Target.AUTHOR), SectionName: ("sections", Address.Target.SECTION)}


@transaction.atomic
def merge_tags(source: Tag, target: Tag, by: User | None) -> list[int]:
    """Every story of `source` carries `target` instead; the old word and the old address lead to it.

    Returns the numbers of the stories at the desk that were touched. The source stays as another spelling.
    """
    target = target.current
    if source.pk == target.pk:
        return []
    published = carriers(List.TAG, source)
    touched = list(Article.objects.filter(tagged_items__tag=source).values_list("pk", flat=True))
    for item in TaggedArticle.objects.filter(tag=source):
        TaggedArticle.objects.get_or_create(tag=target, content_object_id=item.content_object_id)
        item.delete()
    source.merged_into = target
    source.save()
    remember(Address.Target.TAG, target.pk, "", f"/tags/{source.slug}/")
    Address.objects.filter(target_kind=Address.Target.TAG, target_id=source.pk).update(target_id=target.pk)
    for article in Article.objects.filter(pk__in=touched):
        write_line(article, "tag_merged", by, source=source.name, target=target.name)
    rebuild_on_commit(published)
    return touched


def rebuild_on_commit(story_ids: Iterable[int]) -> None:
    """Each story by itself: one that cannot be projected keeps none of the others in yesterday's words."""
    ids = list(story_ids)
    if ids:
        transaction.on_commit(lambda: _rebuild_each(ids))


def _rebuild_each(story_ids: list[int]) -> None:
    for story_id in story_ids:
        try:
            list(publication.rebuild([story_id]))
        except Exception:
            logger.exception("Story %s could not be projected again; run rebuild_published.", story_id)


def remember(kind: Address.Target, target_id: int, language: str, path: str) -> None:
    Address.objects.update_or_create(
        language=language, path=path, defaults={"target_kind": kind, "target_id": target_id}
    )


def _keep_old_address(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Before a slug changes, its address is written down as leading here."""
    old = sender._default_manager.filter(pk=instance.pk).first() if instance.pk else None
    if old is None or not instance.slug or old.slug == instance.slug:
        return
    if isinstance(old, Tag):
        remember(Address.Target.TAG, old.pk, "", f"/tags/{old.slug}/")
    elif isinstance(old, Page):
        remember(Address.Target.PAGE, old.pk, old.language, f"/{old.slug}/")
    elif isinstance(old, AuthorName) and hides_a_name(instance.author):
        return  # A redirect would say who it is.
    else:
        folder, kind = _FOLDERS[sender]
        owner_id = old.author_id if isinstance(old, AuthorName) else old.section_id
        remember(kind, owner_id, old.language, f"/{folder}/{old.slug}/")


def hides_a_name(author: Author) -> bool:
    return author.form in (Author.Form.PSEUDONYM, Author.Form.WITHHELD)


def forget_addresses(author: Author) -> None:
    """No address that they once had leads anywhere any more."""
    Address.objects.filter(target_kind=Address.Target.AUTHOR, target_id=author.pk).delete()


def _name_is_hidden(sender: Any, instance: Author, **kwargs: Any) -> None:
    """Whoever becomes a pseudonym or nameless is not to be found by what they were called before."""
    if instance.pk and hides_a_name(instance):
        forget_addresses(instance)


def _address_says_the_name(sender: Any, instance: AuthorName, **kwargs: Any) -> None:
    """A new pseudonym gets a new address too: the old one may say who it is."""
    old = AuthorName.objects.filter(pk=instance.pk).first() if instance.pk else None
    if old is None or not hides_a_name(instance.author):
        return
    if fold(old.name) != fold(instance.name) and old.slug == instance.slug:
        others = AuthorName.objects.filter(language=instance.language).exclude(pk=instance.pk)
        instance.slug = unique_slug(instance.name, lambda slug: others.filter(slug=slug).exists())


def _named_anew(sender: Any, instance: Any, created: bool = False, **kwargs: Any) -> None:
    """After a change of words, the stories that carry them are projected again."""
    match instance:
        case Tag():
            ids = carriers(List.TAG, instance)
        case SectionName():
            ids = carriers(List.SECTION, instance.section)
        case Section():
            ids = carriers(List.SECTION, instance)
        case KindName():
            ids = carriers(List.KIND, instance.kind)
        case AuthorName():
            ids = publication.story_ids_in(List.AUTHOR, instance.author_id)
        case Author():
            ids = story_ids_of_author(instance)
        case _:
            ids = []
    rebuild_on_commit(ids)


def carriers(name: str, record: Tag | Section | Kind) -> list[int]:
    """Stories that readers see, or will, with this word: those in its list, and retractions, which are in none."""
    return sorted({*publication.story_ids_in(name, record.pk), *publication.retracted_story_ids(record.ref)})


def story_ids_of_author(author: Author) -> list[int]:
    """Also those of an author who has just become nameless, or stopped being it: no list holds them."""
    articles = Article.objects.filter(bylines__author=author).values_list("pk", flat=True)
    return sorted({*publication.story_ids_in(List.AUTHOR, author.pk), *articles})


def _site_renamed(sender: Any, instance: SiteWords, **kwargs: Any) -> None:
    """The publisher's name stands in the structured data of every story of this language."""
    old = SiteWords.objects.filter(pk=instance.pk).values_list("name", flat=True).first()
    if old is not None and old != instance.name:
        rebuild_on_commit(publication.story_ids_of_language(instance.language))


def _photo_changed(sender: Any, photo: Photo, **kwargs: Any) -> None:
    """Also where a portrait is not shown yet: it may have got its file or its credit just now."""
    ids = set(publication.story_ids_with(photo.ref))
    for author in Author.objects.filter(portrait=photo):
        ids.update(story_ids_of_author(author))
    rebuild_on_commit(sorted(ids))


def _portrait_leaves(sender: Any, instance: Photo, **kwargs: Any) -> None:
    """The database empties `Author.portrait` itself, without a word to anybody."""
    rebuild_on_commit(publication.story_ids_with(instance.ref))


def connect() -> None:
    pre_save.connect(_address_says_the_name, sender=AuthorName, dispatch_uid="address of a pseudonym")
    pre_save.connect(_name_is_hidden, sender=Author, dispatch_uid="old addresses of a hidden name")
    for addressed in (Tag, SectionName, AuthorName, Page):
        pre_save.connect(_keep_old_address, sender=addressed, dispatch_uid=f"address of {addressed.__name__}")
    for named in (Tag, Section, SectionName, KindName, Author, AuthorName):
        post_save.connect(_named_anew, sender=named, dispatch_uid=f"words of {named.__name__}")
    pre_save.connect(_site_renamed, sender=SiteWords, dispatch_uid="name of the site")
    photo_changed.connect(_photo_changed, dispatch_uid="words of a photo")
    pre_delete.connect(_portrait_leaves, sender=Photo, dispatch_uid="portraits of a photo")
