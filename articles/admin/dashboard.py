"""The desk's front page: what waits for the person who opens it, what is ahead, and what is missing.

A fixed number of queries, each of which reads a few rows by an index, whatever the size of the archive.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin import words
from articles.admin.access import names_of, person, powers_of, unseen_by
from articles.admin.pitch import PitchForm
from articles.admin.standing import returned_ids
from articles.admin.story_list import DeskWorkFilter, PublicFilter, waiting_for_review_by
from articles.models import Article, DeskState, PublishedArticle, PublishedListing, Task
from articles.models.article import Priority
from articles.models.published import cards
from articles.public import walks
from articles.public.named import BoundedCount
from articles.workflow import assignment, breaking, publication, tag_suggestions
from articles.workflow.assignment import UNFINISHED
from articles.workflow.roles import Right
from media.models import Photo
from newsroom.models import User

MOST = 6
"""A short list is read; the whole one is a click away."""
AHEAD = timedelta(days=14)
MOST_AHEAD = 40
DUE_SINCE = timedelta(days=90)
"""What was due before that is forgotten rather than late."""
OF_MINE = 50
COUNTED = 100
NEWEST = 300
"""Among so many photos, and approved stories, is looked for what lacks something: older ones are found in their lists."""
AT_WORK = (DeskState.IDEA, DeskState.DRAFT)
COLUMNS = ("headline", "standfirst", "language", "desk_state", "changed_at", "changed_by", "priority", "due_at",
           "second_read_owed_at", "embargo_until")  # fmt: skip
TAGS_SHOWN = 3
STATES_COUNTED: dict[DeskState, str | Promise] = {
    DeskState.IDEA: gettext_lazy("Ideas"),
    DeskState.DRAFT: gettext_lazy("Drafts"),
    DeskState.IN_REVIEW: gettext_lazy("In review"),
    DeskState.APPROVED: gettext_lazy("Approved, not out yet"),
}


@dataclass(slots=True, kw_only=True)
class Line:
    """One line of a list: what, whose, and the one fact that matters there."""

    words: str
    address: str
    fact: str | Promise = ""
    mark: str | Promise = ""
    """A word before it: urgent, scheduled."""
    who: UUID | None = None
    name: str = ""
    is_red: bool = False


@dataclass(slots=True, kw_only=True)
class ShortList:
    key: str
    title: str | Promise
    lines: list[Line]
    address: str = ""
    """Where the whole of it stands."""
    has_more: bool = False
    stories: list[Article] = field(default_factory=list)

    @property
    def is_red(self) -> bool:
        return any(line.is_red for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day of the calendar, in the newsroom's zone."""

    name: str
    lines: list[Line]


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    label: str | Promise
    number: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """All that the page shows. What is empty is not shown."""

    now: list[ShortList]
    later: list[ShortList]
    days: list[Day]
    counts: list[Count]


def board(request: HttpRequest) -> Board:
    """What this person may see of the day, the most urgent first."""
    desk = Desk(request)
    reviews, (returned, mine) = desk.reviews(), desk.mine()
    tasks, behind = desk.tasks()
    now = [desk.owed(), tasks, desk.late(), reviews, returned, desk.assigned(), mine]
    stories = [*reviews.stories, *returned.stories, *mine.stories]
    later = [desk.published(), desk.photos(), desk.rights(), behind, desk.tags(stories)]
    found = Board(
        now=[short for short in now if short.lines],
        later=[short for short in later if short.lines],
        days=desk.calendar(),
        counts=desk.counts(),
    )
    _name_the_people(line for short in (*found.now, *found.later) for line in short.lines)
    return found


def _name_the_people(lines: Iterable[Line]) -> None:
    """In one query, for all lists."""
    named = [line for line in lines if line.who is not None]
    names = names_of(line.who for line in named)
    for line in named:
        line.name = names[line.who]


class Desk:
    """The day as one person may see it. One query for each list, and no list reads more rows than it shows."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.person, self.powers = person(request), powers_of(request)
        self.now = timezone.now()

    @cached_property
    def stories(self) -> QuerySet[Article]:
        return Article.objects.open_to(self.person).only(*COLUMNS)

    @cached_property
    def reads_others(self) -> bool:
        return self.powers.holds(Right.APPROVE)

    def _where_i_work(self, prefix: str = "") -> Q:
        """Stories of an editor's sections; a writer's own, and those given to them."""
        if not self.reads_others:
            return Q(**{f"{prefix}created_by": self.person.ref}) | Q(
                **{f"{prefix}assigned_to": self.person.pk}
            )
        if not self.powers.section_ids:
            return Q()
        sections = self.powers.section_ids
        return (
            Q(**{f"{prefix}section__in": sections})
            | Q(**{f"{prefix}section__parent__in": sections})
            | Q(**{f"{prefix}section__isnull": True})
        )

    # What waits

    def owed(self) -> ShortList:
        rows = self.stories.filter(self._where_i_work(), second_read_owed_at__isnull=False)
        rows = rows.exclude(desk_state=DeskState.TRASHED).order_by("second_read_owed_at", "pk")
        return self._short("owed", _("Second reads owed"), rows, self._owed, DeskWorkFilter.SECOND_READ)

    def _owed(self, story: Article) -> Line:
        assert story.second_read_owed_at is not None
        owed_at = story.second_read_owed_at
        is_new = self.now - owed_at < timedelta(minutes=1)
        return _line(
            story,
            who=story.changed_by,
            fact=_("just now")
            if is_new
            else _("for %(time)s") % {"time": timesince(owed_at, self.now, depth=1)},
            is_red=breaking.is_overdue(story, self.now),
        )

    def tasks(self) -> tuple[ShortList, ShortList]:
        """What is to be done; and, apart, translations that are behind their original."""
        rows = Task.objects.filter(self._where_i_work("article__"), self._is_known("article"), done_at=None)
        rows = rows.exclude(article__desk_state=DeskState.TRASHED).select_related("article")
        columns = [f"article__{name}" for name in COLUMNS]
        found = rows.only("kind", "text", "is_urgent", "made_at", *columns)[: 4 * MOST]
        to_do = [task for task in found if task.kind != Task.Kind.UPDATED]
        behind = [task for task in found if task.kind == Task.Kind.UPDATED]
        return (
            self._of_tasks("tasks", _("To do"), to_do),
            self._of_tasks("behind", _("Translations behind"), behind),
        )

    def _of_tasks(self, key: str, title: str, tasks: Sequence[Task]) -> ShortList:
        lines = [
            Line(
                words=task.article.headline,
                address=_at(task.article.pk),
                mark=_("urgent") if task.is_urgent else "",
                fact=f"{capfirst(task.get_kind_display())}, {words.short_time(task.made_at)}",
                is_red=task.is_urgent,
            )
            for task in tasks[:MOST]
        ]
        return ShortList(key=key, title=title, lines=lines)

    def late(self) -> ShortList:
        rows = assignment.late(self.stories.filter(self._where_i_work()), self.now)
        rows = rows.filter(due_at__gte=self.now - DUE_SINCE).order_by("due_at", "pk")
        return self._short("late", _("Late"), rows, self._late, DeskWorkFilter.LATE)

    def _late(self, story: Article) -> Line:
        due = words.short_time(story.due_at) if story.due_at else ""
        fact = _("due %(when)s") % {"when": due}
        return _line(story, who=story.changed_by, fact=fact, is_red=True)

    def reviews(self) -> ShortList:
        key, title = "reviews", _("Waiting for my review")
        if not self.reads_others:
            return ShortList(key=key, title=title, lines=[])
        rows = waiting_for_review_by(self.request, self.stories).order_by("-priority", "changed_at", "pk")
        return self._short(key, title, rows, self._changed, DeskWorkFilter.MY_REVIEW)

    def mine(self) -> tuple[ShortList, ShortList]:
        """What came back, and what is being written."""
        rows = self.stories.filter(created_by=self.person.ref, desk_state__in=AT_WORK).order_by(
            "desk_state", "-changed_at", "-pk"
        )  # Drafts, then ideas: the order of the index.
        found = list(rows[:OF_MINE]) if self.powers.holds(Right.CREATE) else []
        back = returned_ids(found)
        returned = [story for story in found if story.pk in back]
        others = [story for story in found if story.pk not in back]
        return (
            self._cut("returned", _("Returned to me"), returned, self._touched, DeskWorkFilter.RETURNED),
            self._cut("mine", _("My drafts and ideas"), others, self._touched, DeskWorkFilter.MINE),
        )

    def assigned(self) -> ShortList:
        rows = self.stories.filter(assigned_to=self.person, desk_state__in=UNFINISHED).exclude(
            created_by=self.person.ref, desk_state__in=AT_WORK
        )
        rows = rows.order_by("-priority", F("due_at").asc(nulls_last=True), "-changed_at", "-pk")
        return self._short("assigned", _("Given to me"), rows, self._given, DeskWorkFilter.ASSIGNED)

    def _given(self, story: Article) -> Line:
        due = _("due %(when)s") % {"when": words.short_time(story.due_at)} if story.due_at else ""
        return _line(story, fact=due or words.short_time(story.changed_at))

    def _changed(self, story: Article) -> Line:
        return _line(story, who=story.changed_by, fact=words.short_time(story.changed_at))

    def _touched(self, story: Article) -> Line:
        mark = DeskState.IDEA.label if story.desk_state == DeskState.IDEA else ""
        return _line(story, mark=mark, fact=words.short_time(story.changed_at))

    # What is ahead

    def calendar(self) -> list[Day]:
        """What opens and which embargoes end, by day."""
        until = self.now + AHEAD
        embargoes = self.stories.filter(embargo_until__gt=self.now, embargo_until__lt=until)
        embargoes = embargoes.exclude(desk_state=DeskState.TRASHED).order_by("embargo_until")
        moments: list[tuple[datetime, Line]] = [
            (row.visible_from, Line(words=row.headline, address=_at(row.story_id), mark=_("opens")))
            for row in self._ahead
            if row.is_opening  # type: ignore[attr-defined]  # Annotated.
        ]
        for story in embargoes[:MOST_AHEAD]:
            assert story.embargo_until is not None
            moments.append((story.embargo_until, _line(story, mark=_("embargo ends"))))
        return list(_days(sorted(moments, key=lambda one: one[0])[:MOST_AHEAD], self.now))

    @cached_property
    def _ahead(self) -> list[PublishedArticle]:
        """What opens, and what loses a photo: for the calendar and for the photo desk."""
        rows = publication.ahead(self.now, self.now + AHEAD).filter(self._is_known("story_id"))
        columns = ("story_id", "headline", "visible_from", "visible_until", "end_reason")
        return list(rows.only(*columns)[: 5 * MOST_AHEAD])

    def published(self) -> ShortList:
        rows = walks.walk(PublishedListing.List.ALL, language="", moment=self.now)
        rows = rows.filter(self._is_known("story_id"))
        fields = ["id", "story_id", "headline", "published_at"]
        (stories,) = cards([walks.first(rows, MOST)], fields)
        lines = [
            Line(
                words=story.headline,
                address=_at(story.story_id),
                fact=words.short_time(story.published_at),
            )
            for story in stories
        ]
        address = f"{reverse('admin:articles_article_changelist')}?public={PublicFilter.LIVE}"
        return ShortList(
            key="published", title=_("Lately published"), lines=lines, address=address, has_more=bool(lines)
        )

    # What is missing

    def photos(self) -> ShortList:
        """What keeps them from readers: of the newest, those that lead a story which the person may know of, and those
        that they brought in themselves. A photo that stands in a closed story alone is told to nobody but those named."""
        key, title = "photos", _("Photos without credit or file")
        if not self._minds_photos:
            return ShortList(key=key, title=title, lines=[])
        newest = Photo.objects.order_by("-pk").values("pk")[:NEWEST]
        leads = Exists(Article.objects.open_to(self.person).filter(lead_photo=OuterRef("pk")))
        rows = Photo.objects.filter(Q(credit_line="") | Q(file=""), pk__in=newest).order_by("-pk")
        own = Q(created_by=self.person.ref)
        rows = rows.filter(leads | (own & unseen_by(self.request).takes_no_part()))
        photos = list(rows.only("caption", "original_name", "ref", "file", "credit_line")[: MOST + 1])
        lines = [
            Line(
                words=str(photo),
                address=reverse("admin:media_photo_change", args=[photo.pk]),
                fact=_missing(photo),
            )
            for photo in photos[:MOST]
        ]
        address = reverse("admin:media_photo_changelist")
        return ShortList(key=key, title=title, lines=lines, address=address, has_more=len(photos) > MOST)

    @cached_property
    def _minds_photos(self) -> bool:
        return self.person.has_perm("media.change_photo")

    def rights(self) -> ShortList:
        """Stories from which a photo goes soon, because the rights to it end."""
        key, title = "rights", _("Rights that end soon")
        if not self._minds_photos:
            return ShortList(key=key, title=title, lines=[])
        ends, until = PublishedArticle.EndReason.RIGHTS, self.now + AHEAD
        slices = [row for row in self._ahead if row.end_reason == ends and row.visible_until < until]
        slices.sort(key=lambda row: row.visible_until)
        lines = [
            Line(
                words=row.headline,
                address=_at(row.story_id),
                fact=_("its photo goes %(when)s") % {"when": words.short_time(row.visible_until)},
            )
            for row in slices[:MOST]
        ]
        address = f"{reverse('admin:media_photo_changelist')}?missing=soon"
        return ShortList(key=key, title=title, lines=lines, address=address, has_more=len(slices) > MOST)

    def tags(self, stories: Sequence[Article]) -> ShortList:
        """Among the stories in these lists, those whose first words name a tag that they do not carry."""
        unseen = unseen_by(self.request)
        missing = tag_suggestions.named_and_missing(stories, unseen) if stories else {}
        lines = [
            _line(story, fact=", ".join(missing[story.pk][:TAGS_SHOWN]))
            for story in stories
            if story.pk in missing
        ]
        return ShortList(key="tags", title=_("Tags to look at"), lines=lines[:MOST])

    # How many

    def counts(self) -> list[Count]:
        """How many stories stand in each state, counted no further than anybody would read."""
        asked = {state.value: self._counted(state) for state in UNFINISHED}
        asked[DeskState.APPROVED.value] = BoundedCount(self._not_out_yet().values("pk")[:COUNTED])
        found = User.objects.filter(pk=self.person.pk).values(**asked).get()
        address = reverse("admin:articles_article_changelist")
        counts = []
        for state, number in found.items():
            is_waiting = state == DeskState.APPROVED
            query = f"state={state}" + (f"&public={PublicFilter.NOT_LIVE}" if is_waiting else "")
            label = STATES_COUNTED[DeskState(state)]
            said = f"{COUNTED}+" if number == COUNTED else str(number)
            counts.append(Count(label=label, number=said, address=f"{address}?{query}"))
        return [count for count in counts if count.number != "0"]

    def _counted(self, state: DeskState) -> BoundedCount:
        return BoundedCount(self._in_state(state).values("pk")[:COUNTED])

    def _in_state(self, state: DeskState) -> QuerySet[Article]:
        return Article.objects.open_to(self.person).filter(desk_state=state).order_by()

    def _not_out_yet(self) -> QuerySet[Article]:
        newest = Article.objects.filter(desk_state=DeskState.APPROVED).order_by("-changed_at", "-pk")
        seen = PublishedArticle.public.ahead(self.now).filter(story_id=OuterRef("pk"))
        rows = Article.objects.open_to(self.person).filter(pk__in=newest.values("pk")[:NEWEST])
        return rows.exclude(Exists(seen)).order_by()

    # Lists

    def _is_known(self, story: str) -> Exists:
        """The person may know of the story that this column names."""
        return Exists(Article.objects.open_to(self.person).filter(pk=OuterRef(story)))

    def _short(
        self, key: str, title: str, rows: QuerySet[Article], line: Callable[[Article], Line], work: str
    ) -> ShortList:
        return self._cut(key, title, list(rows[: MOST + 1]), line, work)

    def _cut(
        self, key: str, title: str, stories: list[Article], line: Callable[[Article], Line], work: str
    ) -> ShortList:
        return ShortList(
            key=key,
            title=title,
            lines=[line(story) for story in stories[:MOST]],
            address=f"{reverse('admin:articles_article_changelist')}?for={work}",
            has_more=len(stories) > MOST,
            stories=stories[:MOST],
        )


def _at(story_id: int) -> str:
    return reverse("admin:articles_article_change", args=[story_id])


def _line(story: Article, **facts: Any) -> Line:
    if story.priority == Priority.HIGH:
        facts["mark"] = facts.get("mark") or Priority.HIGH.label
    return Line(words=story.headline, address=_at(story.pk), **facts)


def _missing(photo: Photo) -> str:
    lacks = [_("no credit")] if not photo.has_credit else []
    return ", ".join([*lacks, _("waits for its file")] if photo.is_waiting else lacks)


def _days(moments: Iterable[tuple[datetime, Line]], now: datetime) -> Iterator[Day]:
    today = timezone.localtime(now).date()
    named = {today: _("Today"), today + timedelta(days=1): _("Tomorrow")}
    for day, found in groupby(moments, key=lambda one: timezone.localtime(one[0]).date()):
        lines = []
        for moment, line in found:
            line.fact = f"{timezone.localtime(moment):%H:%M}"
            lines.append(line)
        yield Day(name=named.get(day) or capfirst(formats.date_format(day, "l, j E")), lines=lines)


_stock_index = admin.site.index


def index(request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
    powers = powers_of(request)
    context = {
        "board": board(request) if person(request).has_perm("articles.view_article") else None,
        "arranges_the_front": powers.holds(Right.ARRANGE),
        "pitch_form": PitchForm() if powers.holds(Right.CREATE) else None,
    }
    response: TemplateResponse = _stock_index(request, {**context, **(extra_context or {})})
    return response


admin.site.index = index  # type: ignore[method-assign]
