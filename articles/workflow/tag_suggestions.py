"""Tags that a story's own words name, from the site's own vocabulary: suggested, and declined or brought back.

Nothing here puts a tag on a story. That is done by whoever saves it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count
from django.utils import timezone

from articles.models import Article, DeclinedTag, Tag, TaggedArticle
from articles.rendering.search_text import root, words
from articles.workflow.closed import Unseen
from newsroom.lib.folding import folded_name
from newsroom.lib.richtext import sanitise
from newsroom.lib.richtext.document import paragraphs
from newsroom.models import User

MOST = 8
"""As many as can be taken in at a glance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """A story's words as they stand in the form, saved or not; the body is HTML."""

    headline: str = ""
    standfirst: str = ""
    body: str = ""
    language: str = ""

    def runs(self) -> dict[str, list[list[str]]]:
        """The roots of each part's words; no tag reaches from one paragraph into the next."""
        texts = {
            "headline": [self.headline],
            "standfirst": self.standfirst.splitlines(),
            "body": paragraphs(sanitise(self.body)),
        }
        return {part: [self._roots(text) for text in texts[part]] for part in texts}

    def _roots(self, text: str) -> list[str]:
        return [root(word, self.language) for word in words(text)]


class Suggestion(NamedTuple):
    id: int
    name: str


class Vocabulary:
    """Every tag of the site in one query, and what each old spelling stands for today.

    Without those that stand on closed stories alone, unless the person is named there; nobody is when none is given.
    """

    def __init__(self, unseen: Unseen | None = None) -> None:
        unseen = unseen or Unseen(None)
        self.names: dict[int, str] = {}
        self._ids: dict[str, int] = {}
        self._merged: dict[int, int] = {}
        tags = Tag.objects.exclude(merged_into__in=unseen.tag_ids) if unseen.tag_ids else Tag.objects.all()
        for pk, name, folded, merged_into in unseen.tags(tags).values_list(
            "pk", "name", "folded_name", "merged_into_id"
        ):
            self.names[pk], self._ids[folded] = name, pk
            if merged_into is not None:
                self._merged[pk] = merged_into

    def today(self, tag_id: int) -> int:
        """The tag that this one stands for: itself, or what it was merged into."""
        while tag_id in self._merged:
            tag_id = self._merged[tag_id]
        return tag_id

    def ids_named(self, names: Iterable[str]) -> set[int]:
        """The tags of these names in any spelling; a name that is no tag yet is none."""
        found = (self._ids.get(folded_name(name)) for name in names)
        return {self.today(tag_id) for tag_id in found if tag_id is not None}

    def spellings(self, language: str, present: Set[str]) -> dict[str, set[tuple[tuple[str, ...], int]]]:
        """The names whose first word is among these, by that word: all their words, and the tag of today.

        One root a name is looked up, because most names begin with a word that the story does not have.
        """
        by_first: dict[str, set[tuple[tuple[str, ...], int]]] = defaultdict(set)
        for tag_id, name in self.names.items():
            folded = words(name)
            if folded and (first := root(folded[0], language)) in present:
                spelling = (first, *(root(word, language) for word in folded[1:]))
                by_first[first].add((spelling, self.today(tag_id)))
        return by_first


def suggestions(
    typed: Writing, vocabulary: Vocabulary, *, besides: Set[int] = frozenset()
) -> list[Suggestion]:
    """Tags whose words stand in the story one after the other, in whatever form; those of the headline first.

    `besides` are the tags that it carries already or that were declined.
    """
    found = _occurrences(typed, vocabulary)
    candidates = [tag_id for tag_id in found if tag_id not in besides]
    uses = _uses(candidates)

    def rank(tag_id: int) -> tuple[bool, bool, int, int, str]:
        times = found[tag_id]
        return (
            not times["headline"],
            not times["standfirst"],
            -times["body"],
            -uses.get(tag_id, 0),
            folded_name(vocabulary.names[tag_id]),
        )

    return [Suggestion(tag_id, vocabulary.names[tag_id]) for tag_id in sorted(candidates, key=rank)[:MOST]]


def named_and_missing(articles: Sequence[Article], unseen: Unseen) -> dict[int, list[str]]:
    """Tags that headline or standfirst name and the story does not carry, by story: as many queries for one as for all.

    Less than `suggestions` finds, because no body is read: enough to say where a look is worth it.
    """
    vocabulary = Vocabulary(unseen)
    besides: dict[int, set[int]] = defaultdict(set)
    carried = TaggedArticle.objects.filter(content_object__in=articles).order_by()
    declined_here = DeclinedTag.objects.filter(article__in=articles).order_by()
    rows = carried.values_list("content_object_id", "tag_id")
    for story_id, tag_id in rows.union(declined_here.values_list("article_id", "tag_id"), all=True):
        besides[story_id].add(vocabulary.today(tag_id))
    found: dict[int, list[str]] = {}
    for article in articles:
        typed = Writing(headline=article.headline, standfirst=article.standfirst, language=article.language)
        open_ids = [pk for pk in _occurrences(typed, vocabulary) if pk not in besides[article.pk]]
        found[article.pk] = [vocabulary.names[pk] for pk in open_ids]
    return {pk: names for pk, names in found.items() if names}


def _occurrences(typed: Writing, vocabulary: Vocabulary) -> dict[int, dict[str, int]]:
    """How often each tag of today stands in each part of the story."""
    runs = typed.runs()
    present = {word for texts in runs.values() for run in texts for word in run}
    spellings = vocabulary.spellings(typed.language, present)
    found: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for part, texts in runs.items():
        for run in texts:
            for place, first in enumerate(run):
                for spelling, tag_id in spellings.get(first, ()):
                    if tuple(run[place : place + len(spelling)]) == spelling:
                        found[tag_id][part] += 1
    return found


def _uses(tag_ids: Iterable[int]) -> dict[int, int]:
    """How many stories carry each of these."""
    rows = TaggedArticle.objects.filter(tag_id__in=list(tag_ids)).values_list("tag_id")
    return dict(rows.annotate(Count("pk")))


def declined(article: Article) -> list[DeclinedTag]:
    """What was declined for this story; read each row's tag as what it stands for today."""
    return list(article.declined_tags.all())


def decline(article: Article, tag: Tag, by: User | None) -> None:
    """This story is not offered this tag again. The first who declined it is remembered."""
    DeclinedTag.objects.get_or_create(
        article=article,
        tag=tag.current,
        defaults={"declined_at": timezone.now(), "declined_by": by.ref if by else None},
    )


def bring_back(article: Article, tag: Tag) -> None:
    """The tag may be offered again, under whatever spelling it was declined."""
    rows = article.declined_tags.select_related("tag")
    same = [row.pk for row in rows if row.tag.current == tag.current]
    DeclinedTag.objects.filter(pk__in=same).delete()
