"""Tags: how they are read, written, found again under any spelling, and merged."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _
from taggit.managers import _TaggableManager
from taggit.models import ItemBase, TagBase

from newsroom.lib.folding import fold, folded_name
from newsroom.lib.refs import new_ref
from newsroom.lib.slugs import unique_slug


class Tag(TagBase):
    """One word or name that stories share, without a language. `Война` and `война` are one tag.

    A merged tag keeps its row as another spelling of the one it was merged into, so that whoever types the
    old word gets the new tag, and a revision that names the old `ref` still finds it.
    """

    name: Any
    slug: Any
    """Both are fields of taggit's, which has no types."""
    ref = models.CharField(max_length=16, unique=True, default=new_ref, editable=False)
    folded_name = models.CharField(max_length=240, unique=True, editable=False)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged_tags", editable=False
    )

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["folded_name"]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = " ".join(self.name.split())
        self.folded_name = folded_name(self.name)
        if not self.slug:
            others = Tag.objects.exclude(pk=self.pk)
            self.slug = unique_slug(self.name, lambda slug: others.filter(slug=slug).exists())
        super().save(*args, **kwargs)

    @property
    def current(self) -> Tag:
        """The tag that this one stands for today: itself, or what it was merged into."""
        return self.merged_into.current if self.merged_into else self


def tags_named(names: Iterable[str]) -> list[Tag]:
    """The tags of these names in any spelling, made where they are new; order kept, each once."""
    wanted = {folded_name(name): name for name in names if fold(name)}
    known = {
        tag.folded_name: tag
        for tag in Tag.objects.filter(folded_name__in=wanted).select_related("merged_into")
    }
    tags: dict[int, Tag] = {}
    for folded, name in wanted.items():
        tag = known.get(folded) or _made(name)
        tags.setdefault(tag.current.pk, tag.current)
    return list(tags.values())


def _made(name: str) -> Tag:
    """A new tag, or the one that somebody else made of the same word a moment before."""
    try:
        with transaction.atomic():
            return Tag.objects.create(name=name)
    except IntegrityError:
        return Tag.objects.get(folded_name=folded_name(name))


class FoldingTagManager(_TaggableManager):
    """taggit's manager, with names looked up folded."""

    def _to_tag_model_instances(self, tags: Iterable[Any], tag_kwargs: dict[str, Any]) -> list[Tag]:
        found: dict[int, Tag] = {}
        for tag in tags:
            for one in [tag.current] if isinstance(tag, Tag) else tags_named([tag]):
                found.setdefault(one.pk, one)
        return list(found.values())


class TaggedArticle(ItemBase):
    """One tag on one story; the order of the rows is the order on the page."""

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="items")
    content_object = models.ForeignKey("articles.Article", models.CASCADE, related_name="tagged_items")

    class Meta:
        verbose_name = _("tag of a story")
        verbose_name_plural = _("tags of stories")
        constraints = [
            models.UniqueConstraint(fields=["tag", "content_object"], name="a_tag_stands_once_on_a_story")
        ]
