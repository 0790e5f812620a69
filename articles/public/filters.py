"""All stories, filtered: several tags at once, section, kind, author, language, days and words.

The filter decides which list is walked: the smallest that every story must stand in; the other conditions are
EXISTS on the same story. So the work follows the length of a page and not of the archive.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django_filters import CharFilter, ChoiceFilter, DateFilter, Filter, FilterSet

from articles.models import PublishedListing, Tag
from articles.public.named import author_asked_for, tags_asked_for
from articles.public.search import query_words, rows_with
from newsroom.lib import languages

List = PublishedListing.List
Rows = QuerySet[PublishedListing]

MOST_TAGS = 5
"""Every further tag is one more EXISTS for each story walked past."""
EARLIEST, LATEST = date(1800, 1, 1), date(2999, 12, 31)
EVERY_LANGUAGE = "all"
PREFERRED = (List.TAG, List.AUTHOR, List.SECTION, List.KIND)
"""Which list is walked: of several, the first here is likely the smallest."""


class TooManyTags(ValueError):
    """More tags than a filter combines."""


class WordsField(forms.Field):
    """A parameter that may be repeated, and holds several words between commas; empty ones are left out."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> list[str]:
        return words_in(value or ())


def words_in(values: Iterable[str]) -> list[str]:
    words = (" ".join(word.replace("\x00", "").split()) for value in values for word in value.split(","))
    return [word for word in dict.fromkeys(words) if word]


class WordsFilter(Filter):
    field_class = WordsField


class DayField(forms.DateField):
    default_error_messages = {"invalid": gettext_lazy("Give a day as 2026-11-24: year, month, day.")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs |= {"input_formats": ["%Y-%m-%d"], "widget": forms.DateInput({"type": "date"}, "%Y-%m-%d")}
        super().__init__(**kwargs)

    def validate(self, value: date | None) -> None:
        if value is not None and not EARLIEST <= value <= LATEST:
            raise forms.ValidationError(gettext("No story of ours is from such a day."))


class DayFilter(DateFilter):
    field_class = DayField


class StoryFilterForm(forms.Form):
    def clean(self) -> dict[str, Any]:
        after, before = self.cleaned_data.get("date_after"), self.cleaned_data.get("date_before")
        if after and before and after > before:
            self.add_error("date_before", gettext("This day lies before the first one."))
        return self.cleaned_data


class StoryFilter(FilterSet):
    """`walks()` are the lists to show: one, or one for each tag where any of them may match."""

    q = CharFilter(method="with_words", label=gettext_lazy("Words"))
    tag = WordsFilter(method="with_tags", label=gettext_lazy("Tag"))
    match = ChoiceFilter(
        method="as_it_is",
        label=gettext_lazy("Tags match"),
        choices=[("any", gettext_lazy("any of them"))],
        empty_label=gettext_lazy("all of them"),
    )
    section = CharFilter(method="in_section", label=gettext_lazy("Section"))
    kind = CharFilter(method="of_kind", label=gettext_lazy("Kind"))
    author = CharFilter(method="by_author", label=gettext_lazy("Author"))
    language = CharFilter(method="as_it_is", label=gettext_lazy("Language"))
    date_after = DayFilter(method="from_day", label=gettext_lazy("From"))
    date_before = DayFilter(method="to_day", label=gettext_lazy("To"))

    class Meta:
        model = PublishedListing
        fields: list[str] = []
        form = StoryFilterForm

    def __init__(
        self, data: QueryDict, *, chrome: Mapping[str, Any], language: str, moment: datetime
    ) -> None:
        super().__init__(data, PublishedListing.public.at(moment))
        self.chrome, self.page_language, self.moment = chrome, language, moment
        self.names: dict[tuple[str, str], str] = {}
        """(parameter, value) -> the name to print for it."""
        self.unknown: list[str] = []
        """What was asked for and is not there."""
        self._lists: list[tuple[str, int]] = []
        self._any_tags: list[int] = []
        self._offered: list[Tag] | None = None

    @property
    def asked_tags(self) -> list[str]:
        return words_in(self.data.getlist("tag"))

    @property
    def offered_tags(self) -> list[Tag]:
        """Names for the box of tags; asked for after `walks()`, they mostly cost no query of their own."""
        if self._offered is None:
            language = self.listed_language if self.is_valid() else self.page_language
            self._offered = tags_asked_for([], language, self.moment).offered
        return self._offered

    @property
    def author_name(self) -> str:
        """As it is printed, where the author is known."""
        asked = self.data.get("author", "").strip()
        return self.names.get(("author", asked), asked)

    @property
    def language_choices(self) -> list[tuple[str, str]]:
        """None where the page lists its own language only."""
        if not self._is_unprefixed:
            return []
        spoken = [(language["code"], language["name"]) for language in self.chrome["languages"]]
        return [*spoken, (EVERY_LANGUAGE, gettext("all languages"))] if len(spoken) > 1 else []

    def walks(self) -> list[Rows]:
        """The lists of the page; empty when the form has an error or nothing can match. Raises `TooManyTags`."""
        if not self.is_valid():
            return []
        rows = self.filter_queryset(self.queryset)
        if self.unknown or self.is_other_language:
            return []
        if self.listed_language:
            rows = rows.filter(language=self.listed_language)
        if self._any_tags:
            return [self._in_lists(rows, [(List.TAG, tag), *self._lists]) for tag in self._any_tags]
        return [self._in_lists(rows, self._lists)]

    def _in_lists(self, rows: Rows, lists: list[tuple[str, int]]) -> Rows:
        """The walk of the list that is likely the smallest, past stories that do not stand in the others."""
        if not lists:
            return rows.filter(list=List.ALL, target_id=0).order_by("-published_at", "-story_id")
        (which, target_id), *others = sorted(lists, key=lambda one: PREFERRED.index(List(one[0])))
        rows = rows.filter(list=which, target_id=target_id)
        for other, other_id in others:
            same = PublishedListing.public.at(self.moment).filter(published_id=OuterRef("published_id"))
            rows = rows.filter(Exists(same.filter(list=other, target_id=other_id)))
        return rows.order_by("-published_at", "-story_id")

    @property
    def listed_language(self) -> str:
        """Empty for every language; pages under a prefix list their own only."""
        asked = self.form.cleaned_data.get("language") or self.page_language
        return "" if asked == EVERY_LANGUAGE and self._is_unprefixed else asked

    @property
    def is_other_language(self) -> bool:
        return not self._is_unprefixed and self.listed_language != self.page_language

    @property
    def _is_unprefixed(self) -> bool:
        return self.page_language == languages.unprefixed()

    def with_words(self, rows: Rows, name: str, text: str) -> Rows:
        words = query_words(text, self.listed_language or self.page_language)
        if not words:
            self.unknown.append(text)
            return rows
        return rows.filter(published_id__in=rows_with(words))

    def with_tags(self, rows: Rows, name: str, words: list[str]) -> Rows:
        if len(words) > MOST_TAGS:
            raise TooManyTags
        tags, self._offered = tags_asked_for(words, self.listed_language, self.moment)
        self.names |= {(name, word): tag.name for word, tag in tags.items() if tag}
        known = list(dict.fromkeys(tag.pk for tag in tags.values() if tag))
        if self.form.cleaned_data["match"] == "any" and known:
            self._any_tags = known
            return rows
        self.unknown += [word for word, tag in tags.items() if tag is None]
        self._lists += [(List.TAG, tag) for tag in known]
        return rows

    def in_section(self, rows: Rows, name: str, slug: str) -> Rows:
        return self._in_one_of(rows, name, slug, List.SECTION, self.chrome["sections"])

    def of_kind(self, rows: Rows, name: str, slug: str) -> Rows:
        return self._in_one_of(rows, name, slug, List.KIND, self.chrome["kinds"])

    def by_author(self, rows: Rows, name: str, slug: str) -> Rows:
        found = author_asked_for(slug, self.page_language, self.moment)
        known = [{"slug": slug, "id": found.author_id, "name": found.name}] if found else []
        return self._in_one_of(rows, name, slug, List.AUTHOR, known)

    def _in_one_of(
        self, rows: Rows, name: str, slug: str, which: str, known: Iterable[Mapping[str, Any]]
    ) -> Rows:
        for target in known:
            if target["slug"] == slug:
                self.names[name, slug] = target["name"]
                self._lists.append((which, target["id"]))
                return rows
        self.unknown.append(slug)
        return rows

    def from_day(self, rows: Rows, name: str, day: date) -> Rows:
        return rows.filter(published_at__gte=_start_of(day))

    def to_day(self, rows: Rows, name: str, day: date) -> Rows:
        """The whole of that day."""
        return rows.filter(published_at__lt=_start_of(day + timedelta(days=1)))

    def as_it_is(self, rows: Rows, name: str, value: str) -> Rows:
        """Read by the other methods."""
        if name != "language":
            return rows
        known = dict(languages.choices()) | {EVERY_LANGUAGE: gettext("all languages")}
        if value in known:
            self.names[name, value] = known[value]
        else:
            self.unknown.append(value)
        return rows


class Chip(NamedTuple):
    """One condition of a filter, in words, and the query string without it."""

    label: str
    without: str


def chips(story_filter: StoryFilter, query: QueryDict) -> list[Chip]:
    """So that a reader can undo what they chose, one by one."""
    made = []
    for name, values in query.lists():
        if name not in story_filter.filters or name == "match":
            continue
        words = words_in(values) if name == "tag" else [value for value in values if value.strip()]
        for value in words:
            rest = query.copy()
            rest.pop("before", None)
            rest.setlist(name, [other for other in words if other != value])
            printed = story_filter.names.get((name, value.strip()), value)
            made.append(Chip(f"{story_filter.filters[name].label}: {printed}", rest.urlencode()))
    return made


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())
