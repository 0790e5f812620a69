"""Closed stories: an investigation exists for the people named on it, and for nobody else at the desk.

`Article.objects.open_to(person)` says which stories somebody may know of. What stands in closed stories alone (a photo,
a tag, an author) is as unknown as they are: `Unseen` finds it. The moves are in `closing.py`.

A family of translations is one secret: it is closed, named and opened as one.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, reduce
from operator import or_
from typing import Any, TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext as _

from articles.models import (
    Address,
    Article,
    ArticleByline,
    Author,
    AuthorName,
    DeskState,
    Revision,
    Tag,
    TaggedArticle,
)
from articles.workflow import publication
from articles.workflow.roles import RIGHTS, Powers, Right
from articles.workflow.transitions import Move, PublicState
from media.models import Photo
from newsroom.lib.folding import folded_name
from newsroom.lib.richtext.document import photo_keys
from newsroom.models import User

MOST_AT_ONCE = 200
"""Photos asked for in one query: each is a condition of its own."""
_AT_WORK = Q(desk_state__in=(DeskState.IDEA, DeskState.DRAFT, DeskState.IN_REVIEW)) | Q(
    desk_state=DeskState.APPROVED, path=""
)
"""Whose photos stand in the working copy alone; what readers see is looked up in the published rows."""
Row = TypeVar("Row", bound=Model)


def no_such_story() -> str:
    """What everybody is told of a story that they may not see: the same as of one that does not exist."""
    return _("There is no such story.")


# What somebody may not know of


class Unseen:
    """What is kept from this person, asked once and remembered. None stands for the desk at large: a command.

    Old versions count too: a word or a photo that was taken out of a closed story is no less secret.
    """

    def __init__(self, person: Any) -> None:
        self.person = person

    @cached_property
    def story_ids(self) -> frozenset[int]:
        rows = Article.objects.filter(is_closed=True)
        if number := getattr(self.person, "pk", None):
            rows = rows.exclude(closed_to=number)
        return _ids(rows)

    @cached_property
    def tag_ids(self) -> frozenset[int]:
        """Tags that stand on closed stories alone, and that nobody has added to the site's words by hand."""
        if not self.story_ids:
            return frozenset()
        carried = TaggedArticle.objects.filter(content_object__in=self.story_ids).values("tag")
        inside = Tag.objects.filter(Q(ref__in=self._refs["tags"]) | Q(pk__in=carried))
        outside = TaggedArticle.objects.exclude(content_object__in=self.story_ids)
        return _ids(inside.filter(~Exists(outside.filter(tag=OuterRef("pk"))), ~Exists(_own_addresses())))

    @cached_property
    def author_ids(self) -> frozenset[int]:
        """Authors who stand in the bylines of closed stories alone."""
        if not self.story_ids:
            return frozenset()
        named = ArticleByline.objects.filter(article__in=self.story_ids).values("author")
        inside = Author.objects.filter(Q(ref__in=self._refs["bylines"]) | Q(pk__in=named))
        outside = ArticleByline.objects.exclude(article__in=self.story_ids)
        return _ids(inside.filter(~Exists(outside.filter(author=OuterRef("pk")))))

    @cached_property
    def photo_ids(self) -> frozenset[int]:
        """Photos that only closed stories use or keep for themselves, and portraits of authors who are unseen."""
        if not self.story_ids:
            return frozenset()
        refs, numbers, kept_for = set(self._refs["photos"]), set(), set()
        for ref, lead, body in self._stories.values_list("ref", "lead_photo", "body"):
            refs.update(photo_keys(body))
            numbers.add(lead)
            kept_for.add(ref)
        portraits = Author.objects.filter(pk__in=self.author_ids).values("portrait")
        inside = Photo.objects.filter(
            Q(ref__in=refs) | Q(pk__in=numbers - {None}) | Q(kept_for__in=kept_for) | Q(pk__in=portraits)
        )
        numbers_by_ref = dict(inside.values_list("ref", "pk"))
        return frozenset(numbers_by_ref.values()) - self._shown_elsewhere(numbers_by_ref)

    def holds_photo(self, refs: Iterable[str]) -> bool:
        return Photo.objects.filter(pk__in=self.photo_ids, ref__in=list(refs)).exists()

    def stories(self, rows: QuerySet[Article]) -> QuerySet[Article]:
        return _without(rows, self.story_ids)

    def tags(self, rows: QuerySet[Tag]) -> QuerySet[Tag]:
        return _without(rows, self.tag_ids)

    def authors(self, rows: QuerySet[Author]) -> QuerySet[Author]:
        return _without(rows, self.author_ids)

    def photos(self, rows: QuerySet[Photo]) -> QuerySet[Photo]:
        return _without(rows, self.photo_ids)

    def takes_no_part(self) -> Q:
        """For photos: named by no version of an unseen story, and kept for none. Stricter than `photos`, which asks
        where else each of them stands, and answered by what is known already."""
        return ~Q(ref__in=self._refs["photos"]) & ~Q(kept_for__in=self._stories.values("ref"))

    @property
    def _stories(self) -> QuerySet[Article]:
        return Article.objects.filter(pk__in=self.story_ids)

    @cached_property
    def _refs(self) -> dict[str, set[str]]:
        """Refs of the tags, authors and photos that any version of the unseen stories names."""
        found: dict[str, set[str]] = {"tags": set(), "bylines": set(), "photos": set()}
        versions = Revision.objects.filter(article__in=self.story_ids).order_by()
        for version in versions.values_list(*(f"item__{name}" for name in found)).iterator():
            for refs, things in zip(found.values(), version, strict=True):
                refs.update(thing["ref"] for thing in things or () if thing.get("ref"))
        return found

    def _shown_elsewhere(self, numbers_by_ref: dict[str, int]) -> set[int]:
        """Those of these photos that readers see, or that stand somewhere that the person may see."""
        numbers = set(numbers_by_ref.values())
        leads = Article.objects.filter(lead_photo__in=numbers).exclude(pk__in=self.story_ids)
        portraits = Author.objects.filter(portrait__in=numbers).exclude(pk__in=self.author_ids)
        shown = {*leads.values_list("lead_photo", flat=True), *portraits.values_list("portrait", flat=True)}
        refs = publication.shown_photo_refs(numbers_by_ref)
        refs |= self._in_other_bodies([ref for ref in numbers_by_ref if ref not in refs])
        return shown | {numbers_by_ref[ref] for ref in refs}

    def _in_other_bodies(self, refs: list[str]) -> set[str]:
        found: set[str] = set()
        others = Article.objects.filter(_AT_WORK).exclude(pk__in=self.story_ids).order_by()
        for start in range(0, len(refs), MOST_AT_ONCE):
            wanted = refs[start : start + MOST_AT_ONCE]
            holds_one = reduce(or_, (Q(body__contains=f'data-photo="{ref}"') for ref in wanted))
            for body in others.filter(holds_one).values_list("body", flat=True):
                found.update(set(photo_keys(body)) & set(wanted))
        return found


def _without(rows: QuerySet[Row], ids: frozenset[int]) -> QuerySet[Row]:
    return rows.exclude(pk__in=ids) if ids else rows


def _ids(rows: QuerySet[Any]) -> frozenset[int]:
    return frozenset(rows.order_by().values_list("pk", flat=True))


def _own_addresses() -> QuerySet[Address]:
    own_path = Concat(Value("/tags/"), OuterRef("slug"), Value("/"))
    return Address.objects.filter(target_kind=Address.Target.TAG, target_id=OuterRef("pk"), path=own_path)


def photos_unseen_by(person: Any) -> frozenset[int]:
    """What `media` asks, which knows no stories."""
    return Unseen(person).photo_ids


# Words that somebody uses anew, who may not know that a closed story has them


def add_to_the_words(tag: Tag) -> None:
    """A tag that was added by hand is the whole desk's, whichever stories carry it: its own address says so."""
    mine = {"target_kind": Address.Target.TAG, "target_id": tag.pk}
    Address.objects.get_or_create(language="", path=f"/tags/{tag.slug}/", defaults=mine)


def unseen_tag(name: str, unseen: Unseen) -> Tag | None:
    """The tag of this name, where it stands on closed stories alone."""
    if not unseen.tag_ids:
        return None
    return Tag.objects.filter(pk__in=unseen.tag_ids, folded_name=folded_name(name)).first()


def take_over(hidden: Tag, tag: Tag) -> None:
    """Before it is saved, `tag` gets the place of the one that stands on closed stories alone; those carry it then."""
    if tag.pk is None:
        tag.pk, tag.ref, tag.slug = hidden.pk, hidden.ref, tag.slug or hidden.slug
        tag._state.adding = False
        return
    carried = set(TaggedArticle.objects.filter(tag=tag).values_list("content_object", flat=True))
    TaggedArticle.objects.filter(tag=hidden).exclude(content_object__in=carried).update(tag=tag)
    Tag.objects.filter(merged_into=hidden).update(merged_into=tag)
    hidden.delete()


def spell_anew(names: Iterable[str], unseen: Unseen) -> None:
    """A tag that an open story is about to carry is written as its own desk writes it, as if it were new."""
    for name in names:
        tag = unseen_tag(name, unseen)
        if tag is not None and tag.name != name:
            tag.name = name
            tag.save()


def free_tag_address(slug: str, unseen: Unseen) -> None:
    for tag in Tag.objects.filter(pk__in=unseen.tag_ids, slug=slug):
        Tag.objects.filter(pk=tag.pk).update(slug=f"{slug[:80]}-{tag.ref.lower()}")


def free_address(language: str, slug: str, unseen: Unseen) -> None:
    """An author whom the person may not know of makes way: a "-2" in the newcomer's address would tell of them."""
    for row in AuthorName.objects.filter(author__in=unseen.author_ids, language=language, slug=slug):
        moved = f"{slug[:80]}-{row.author.ref.lower()}"
        AuthorName.objects.filter(pk=row.pk).update(slug=moved)  # No reader knows the old one.


# Who may be named, and who is


def people() -> QuerySet[User]:
    """Whoever may be named: people who can read stories at the desk at all."""
    at_stories = [role for role, rights in RIGHTS.items() if rights & {Right.CREATE, Right.EDIT_PHOTOS}]
    rows = User.objects.filter(is_active=True, assignment__role__in=at_stories)
    return rows.order_by("first_name", "last_name", "username")


def holders(article: Article) -> list[User]:
    """Those named who may name others and open the story."""
    return [person for person in article.closed_to.all() if Powers(person).may(Right.CLOSE, article)]


def family(article: Article) -> list[Article]:
    """The story with its original and all their translations, itself first."""
    known = {article.pk}
    while True:
        rows = Article.objects.filter(Q(translation_of__in=known) | Q(translations__in=known))
        more = set(rows.values_list("pk", flat=True)) - known
        if article.translation_of_id:
            more |= {article.translation_of_id} - known
        if not more:
            break
        known |= more
    others = Article.objects.select_for_update().filter(pk__in=known - {article.pk}).order_by("pk")
    return [article, *others]


# What the door asks


def objection(move: Move, article: Article, public: PublicState) -> str:
    """Why a move cannot be made on a story because it is closed, or is not; empty when it can."""
    match move:
        case Move.CLOSE if article.is_closed:
            return _("The story is closed already. Name more people beside its text.")
        case Move.CLOSE if public is not PublicState.NONE:
            return _("Readers have seen this story, or will: it cannot be closed any more.")
        case Move.OPEN if not article.is_closed:
            return _("The story is open to the whole desk already.")
        case Move.SCHEDULE if article.is_closed:
            return _(
                "A closed story cannot be scheduled: what waits for readers is known to the whole desk. "
                "Open it first, or publish it when its time has come."
            )
    return ""


def cannot_be_linked(article: Article, original: Article, *, is_closed: bool) -> str:
    """Why the story cannot be a translation of this one, as far as closed stories go; empty when it can."""
    if original.is_closed and not is_closed:
        known = family(article) if article.pk is not None else []
        if any(publication.public_state(story) is not PublicState.NONE for story in known):
            return _("The original is closed, and readers have seen this story: the two cannot be linked.")
        return ""
    if not is_closed:
        return ""
    if not original.is_closed:
        return _("This story is closed and the original is not. Close the original first, then link them.")
    if article.pk is not None and article.is_closed and _named(article) != _named(original):
        return _("The original is closed to other people. Name the same people on both, then link them.")
    return ""


def _named(article: Article) -> set[int]:
    return set(article.closed_to.values_list("pk", flat=True))


def visible_among(story_ids: Iterable[int], person: Any) -> list[int]:
    """For a sentence that counts stories: those that this person may know of."""
    return list(Article.objects.open_to(person).filter(pk__in=list(story_ids)).values_list("pk", flat=True))
