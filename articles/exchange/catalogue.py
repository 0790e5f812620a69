"""What a page names, found among what the site has, or made: kinds, sections, authors, tags."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.utils import timezone

from articles.exchange.reading import Vocabulary
from articles.models import Author, AuthorName, Kind, KindName, Section, SectionName, Tag
from articles.models.tag import tags_named
from articles.newsitem import Byline, NewsItem, Term
from media.models import Agency
from media.person_names import holds_an_outlet_word, looks_like_a_person
from newsroom.lib.folding import fold
from newsroom.models import SiteWords


def vocabulary_of_site() -> Vocabulary:
    """The words that readers are given, so that they need no database."""
    return Vocabulary(
        kinds=frozenset(KindName.objects.values_list("name", flat=True)),
        sections=frozenset(SectionName.objects.values_list("name", flat=True)),
        agencies=agencies_of_site(),
        authors=frozenset(AuthorName.objects.values_list("name", flat=True)),
        site_names=frozenset(SiteWords.objects.exclude(name="").values_list("name", flat=True)),
        zone=ZoneInfo(timezone.get_default_timezone_name()),
    )


def agencies_of_site() -> dict[str, str]:
    """Folded name or alias -> the agency's name."""
    return {fold(spelling): agency.name for agency in Agency.objects.all() for spelling in agency.spellings()}


NamedRecord = TypeVar("NamedRecord", Kind, Section, Author)
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
    made: list[tuple[str, str]] = field(default_factory=list)
    """("section", "Politics") and the like, in the order of the page."""

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
        prior = self.prior.kind if self.prior else None
        kind = self._find(Kind, term.name, term.ref or _remembered(term.name, [prior]))
        if kind is None:
            kind = self._make(Kind, term.name, order=Kind.objects.count())
            self.made.append(("kind", term.name))
        return replace(term, ref=kind.ref)

    def _section(self, term: Term) -> Term:
        prior = self.prior.section if self.prior else None
        section = self._find(Section, term.name, term.ref or _remembered(term.name, [prior]))
        if section is None:
            section = self._make(Section, term.name, order=Section.objects.count())
            self.made.append(("section", term.name))
        return replace(term, ref=section.ref)

    def _bylines(self, bylines: Iterable[Byline]) -> Iterator[Byline]:
        prior = self.prior.bylines if self.prior else ()
        seen = set()
        for line in bylines:
            author = self._find(Author, line.name, line.ref or _remembered(line.name, prior))
            if author is None:
                author = self._make(Author, line.name, form=self._form_of(line.name))
            if (author.pk, line.role) not in seen:
                seen.add((author.pk, line.role))
                yield replace(line, ref=author.ref)

    def _tags(self, terms: Iterable[Term]) -> Iterator[Term]:
        """A story's tags only grow by import: those of the last import stay beside the new ones."""
        prior = self.prior.tags if self.prior else ()
        names = {fold(term.name): term.name for term in (*prior, *terms)}
        refs = [ref for name in names.values() if (ref := _remembered(name, prior))]
        known = {tag.ref: tag for tag in Tag.objects.filter(ref__in=refs).select_related("merged_into")}
        found: dict[str, Tag] = {}
        for name in names.values():
            tag = known.get(_remembered(name, prior)) or tags_named([name])[0]
            found.setdefault(tag.current.ref, tag.current)
        return (Term(name=tag.name, ref=tag.ref) for tag in found.values())

    def _form_of(self, name: str) -> Author.Form:
        is_paper = fold(name) in {fold(own) for own in self.site_names}
        is_department = is_paper or (holds_an_outlet_word(name) and not looks_like_a_person(name))
        return Author.Form.DEPARTMENT if is_department else Author.Form.PERSON

    def _find(self, model: type[NamedRecord], name: str, ref: str) -> NamedRecord | None:
        """By its ref, else by its name in the story's language, else in any."""
        if ref and (known := model.objects.filter(ref=ref).first()):
            return known
        names, owner = _NAMES[model]
        rows = names.objects.filter(folded_name=fold(name)).select_related(owner).order_by("pk")
        best = min(rows, key=lambda row: row.language != self.language, default=None)
        return getattr(best, owner) if best else None

    def _make(self, model: type[NamedRecord], name: str, **fields: Any) -> NamedRecord:
        names, owner = _NAMES[model]
        record = model.objects.create(**fields)
        names.objects.create(**{owner: record}, language=self.language, name=name)
        return record


def _remembered(name: str, prior: Iterable[Term | Byline | None]) -> str:
    """The ref that this name had at the last import."""
    return next((one.ref for one in prior if one and fold(one.name) == fold(name)), "")
