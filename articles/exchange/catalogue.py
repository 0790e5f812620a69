"""What a page names, found among what the site has, or made: kinds, sections, authors, tags."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils import timezone

from articles.exchange.reading import Vocabulary
from articles.models import Author, AuthorName, Kind, KindName, Section, SectionName, Tag
from articles.models.author import NAME_WITHHELD
from articles.models.local_name import NamedByLanguage
from articles.models.tag import tags_named
from articles.newsitem import Byline, NewsItem, Term
from articles.workflow import closed
from articles.workflow.closed import Unseen
from media.models import Agency
from media.person_names import holds_an_outlet_word, looks_like_a_person
from newsroom.lib.folding import fold, folded_name
from newsroom.lib.slugs import slug_of
from newsroom.models import SiteWords


def vocabulary_of_site() -> Vocabulary:
    """The words that readers are given, so that they need no database."""
    return Vocabulary(
        kinds=frozenset(KindName.objects.values_list("name", flat=True)),
        sections=frozenset(SectionName.objects.values_list("name", flat=True)),
        agencies=agencies_of_site(),
        authors=frozenset({*_authors_of_site(), *NAME_WITHHELD.values()}),
        site_names=frozenset(SiteWords.objects.exclude(name="").values_list("name", flat=True)),
        zone=ZoneInfo(timezone.get_default_timezone_name()),
    )


def _authors_of_site() -> QuerySet[Any]:
    """Without those who stand in closed stories alone."""
    rows = AuthorName.objects.exclude(author__in=Unseen(None).author_ids)
    return rows.values_list("name", flat=True)


def agencies_of_site() -> dict[str, str]:
    """Folded name or alias -> the agency's name."""
    return {fold(spelling): agency.name for agency in Agency.objects.all() for spelling in agency.spellings()}


_NAMES: dict[type[Any], tuple[Any, str]] = {
    Kind: (KindName, "kind"),
    Section: (SectionName, "section"),
    Author: (AuthorName, "author"),
}


@dataclass(slots=True)
class Catalogue:
    """Looks up the names of one story; `made` keeps the kinds and sections that it had to add.

    `prior` is what the last import of this story wrote. A name that stood there already means the same
    record again, whatever the desk has called it since: a rerun does not bring back a renamed section.
    """

    language: str
    site_names: frozenset[str] = frozenset()
    prior: NewsItem | None = None
    known: dict[tuple[str, str, str], str] = field(default_factory=dict)
    """Refs that were found by name, shared by the stories of a run: an archive names the same few over and over."""
    made: list[tuple[str, str]] = field(default_factory=list)
    """("section", "Politics") and the like, in the order of the page."""
    unseen: Unseen = field(default_factory=lambda: Unseen(None))
    """No import knows of what stands in closed stories alone."""
    _new_refs: set[str] = field(default_factory=set)

    def with_refs(self, item: NewsItem) -> NewsItem:
        """The item with every name tied to its record, each author once in a role."""
        return replace(
            item,
            kind=self._kind(item.kind) if item.kind else None,
            section=self._section(item.section) if item.section else None,
            bylines=tuple(self._bylines(item.bylines)),
            tags=tuple(self._tags(item.tags)),
        )

    def _kind(self, term: Term) -> Term:
        return replace(term, ref=self._ref(Kind, term, [self.prior.kind] if self.prior else []))

    def _section(self, term: Term) -> Term:
        return replace(term, ref=self._ref(Section, term, [self.prior.section] if self.prior else []))

    def _bylines(self, bylines: Iterable[Byline]) -> Iterator[Byline]:
        seen = set()
        for line in bylines:
            ref = self._ref(Author, line, self.prior.bylines if self.prior else [])
            if (ref, line.role) not in seen:
                seen.add((ref, line.role))
                yield replace(line, ref=ref, affiliation=self._affiliation_here(line.affiliation, ref))

    def _affiliation_here(self, said: str, ref: str) -> str:
        """Empty where the author's own says the same: a story then follows it when it changes."""
        if not said:
            return ""
        author = Author.objects.prefetch_related("names").get(ref=ref)
        named = author.in_language(self.language)
        return "" if named and named.affiliation == said else said

    def _tags(self, terms: tuple[Term, ...]) -> Iterable[Term]:
        """A story's tags only grow by import: those of the last import stay beside the new ones."""
        prior = self.prior.tags if self.prior else ()
        if not prior and not terms:
            return ()
        names = {fold(term.name): term.name for term in (*prior, *terms)}
        closed.spell_anew(names.values(), self.unseen)
        refs = [ref for name in names.values() if (ref := _remembered(name, prior))]
        known = {tag.ref: tag for tag in Tag.objects.filter(ref__in=refs).select_related("merged_into")}
        found: dict[str, Tag] = {}
        for name in names.values():
            tag = known.get(_remembered(name, prior)) or tags_named([name])[0]
            found.setdefault(tag.current.ref, tag.current)
        return (Term(name=tag.name, ref=tag.ref) for tag in found.values())

    def _form_of(self, name: str) -> Author.Form:
        if fold(name) in map(fold, NAME_WITHHELD.values()):
            return Author.Form.WITHHELD
        is_paper = fold(name) in {fold(own) for own in self.site_names}
        is_department = is_paper or (holds_an_outlet_word(name) and not looks_like_a_person(name))
        return Author.Form.DEPARTMENT if is_department else Author.Form.PERSON

    def _ref(
        self, model: type[NamedByLanguage], term: Term | Byline, prior: Iterable[Term | Byline | None]
    ) -> str:
        """By the ref that came along or was remembered, else by its name, else of a new record."""
        ref = term.ref or _remembered(term.name, prior)
        if ref and model._default_manager.filter(ref=ref).exists():
            return ref
        return self._ref_by_name(model, term.name) or self._make(model, term.name)

    def _ref_by_name(self, model: type[NamedByLanguage], name: str) -> str:
        """In the story's language, else in any. What this story added is not remembered: it may be rolled back."""
        key = (model.__name__, self.language, fold(name))
        if key not in self.known:
            names, owner = _NAMES[model]
            rows = names.objects.filter(folded_name=folded_name(name)).order_by("pk")
            if model is Author:
                rows = rows.exclude(author__in=self.unseen.author_ids)
            found = min(
                rows.values_list("language", f"{owner}__ref"),
                key=lambda row: row[0] != self.language,
                default=None,
            )
            if found is None or found[1] in self._new_refs:
                return found[1] if found else ""
            self.known[key] = found[1]
        return self.known[key]

    def _make(self, model: type[NamedByLanguage], name: str) -> str:
        names, owner = _NAMES[model]
        is_author = model is Author
        if is_author:
            closed.free_address(self.language, slug_of(name), self.unseen)
        # A new kind or section stands last in its list.
        fields = {"form": self._form_of(name)} if is_author else {"order": model._default_manager.count()}
        record = model._default_manager.create(**fields)
        if not is_author:
            self.made.append((owner, name))
        names.objects.create(**{owner: record}, language=self.language, name=name)
        self._new_refs.add(record.ref)
        return record.ref


def _remembered(name: str, prior: Iterable[Term | Byline | None]) -> str:
    """The ref that this name had at the last import."""
    return next((one.ref for one in prior if one and fold(one.name) == fold(name)), "")


def licences_of_site() -> dict[str, str]:
    """Folded name of an agency -> its default licence."""
    return dict(Agency.objects.exclude(licence="").values_list("folded_name", "licence"))
