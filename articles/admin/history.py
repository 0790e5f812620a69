"""The history of a story: every revision and every move, in one line of time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin import assignment
from articles.admin.access import names_of
from articles.admin.closed import people_in, people_in_words
from articles.admin.moves import move_named
from articles.admin.pages import StoryPages
from articles.admin.reading import readable
from articles.models import Article, AuditEvent, DeskState, Revision
from articles.models.front import Slot
from articles.workflow.transitions import TRANSITIONS
from newsroom.lib.dates import for_people

OTHER_EVENTS: Mapping[str, str | Promise] = {
    "reopened": gettext_lazy("back to draft: the text changed after it was approved"),
    "imported": gettext_lazy("imported"),
    "rebuilt": gettext_lazy("shown anew: a name, tag or photo of it was changed"),
    "named": gettext_lazy("one more person was named"),
    "unnamed": gettext_lazy("a person was taken off the closed story"),
    "redacted": gettext_lazy("words were redacted; asked for by"),
    "pinned": gettext_lazy("pinned to the front page"),
    "unpinned": gettext_lazy("taken off its place on the front page"),
    "tag_merged": gettext_lazy("one of its tags was merged into another"),
    "section_merged": gettext_lazy("its section was merged into another"),
    "author_merged": gettext_lazy("one of its authors was merged into another"),
    "held_back": gettext_lazy("schedule cancelled: a lawyer said that it may not be published"),
    "preview_shared": gettext_lazy("preview link made"),
    "preview_revoked": gettext_lazy("preview link revoked"),
    "preview_remark": gettext_lazy("remark left through a preview link"),
    "translated": gettext_lazy("a translation was begun"),
    "translation_started": gettext_lazy("begun as a translation"),
    "brought_up_to_date": gettext_lazy("brought up to date with the original"),
    "task_given": gettext_lazy("given a task"),
    "task_done": gettext_lazy("a task was done"),
    "task_undone": gettext_lazy("a task waits again"),
    "assigned": gettext_lazy("assigned"),
    "taken": gettext_lazy("taken on"),
    "given_back": gettext_lazy("given back"),
    "note_settled": gettext_lazy("a note was settled"),
    "note_reopened": gettext_lazy("a note was opened again"),
}
"""Lines of the audit trail that no button wrote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the history."""

    at: datetime
    who: str
    what: str
    why: str = ""
    marks: tuple[str, ...] = ()
    revision: int | None = None
    """Number of the revision that can be read."""
    is_move: bool = False


def timeline(article: Article) -> list[Entry]:
    """Newest first; a move stands above the revision that it was made on."""
    saves = list(article.revisions.defer("item").order_by("-number"))
    moves = list(article.audit_events.order_by("-pk"))
    named = [ref for move in moves for ref in (*assignment.people_in(move.details), *people_in(move.details))]
    names = names_of([*(save.made_by for save in saves), *(move.made_by for move in moves), *named])
    entries = [_move(event, names) for event in moves] + [_save(revision, names) for revision in saves]
    return sorted(entries, key=lambda entry: (entry.at, entry.is_move), reverse=True)


def _save(revision: Revision, names: Mapping[UUID | None, str]) -> Entry:
    marks = [_("minor")] if revision.is_minor else []
    if not revision.is_substantive:
        marks.append(_("words unchanged"))
    return Entry(
        at=revision.made_at,
        who=names[revision.made_by],
        what=revision.get_reason_display(),
        why=revision.note,
        marks=tuple(marks),
        revision=revision.number,
    )


def _move(event: AuditEvent, names: Mapping[UUID | None, str]) -> Entry:
    return Entry(
        at=event.made_at,
        who=_without_an_account(event)
        or (_("the site itself") if _follows_a_rename(event) else names[event.made_by]),
        what=move_in_words(event),
        why=event.reason,
        marks=(
            *_details(event),
            *assignment.changes_in_words(event.details, names),
            *people_in_words(event.details, names),
        ),
        is_move=True,
    )


def _without_an_account(event: AuditEvent) -> str:
    """The name that somebody gave who came through a preview link."""
    name = event.details.get("name", "") if event.made_by is None else ""
    return _("%(name)s, through a preview link") % {"name": name} if name else ""


def _follows_a_rename(event: AuditEvent) -> bool:
    """Somebody changed a word or a credit elsewhere; that the story shows it is nobody's act."""
    return event.move == "rebuilt" and event.made_by is None


def move_in_words(event: AuditEvent) -> str:
    if move := move_named(event.move):
        return str(TRANSITIONS[move].done)
    return str(OTHER_EVENTS.get(event.move) or event.move.replace("_", " "))


def _details(event: AuditEvent) -> list[str]:
    """From state to state, the place on the front page, the moments that were given, whether four eyes was off."""
    found = []
    if place := event.details.get("place"):
        found.append(str(Slot(place, event.details["position"])))
    if event.state_before != event.state_after and event.state_after in DeskState.values:
        found.append(f"{_label(event.state_before)} → {_label(event.state_after)}")
    words = {"visible_from": _("from %(when)s"), "until": _("until %(when)s")}
    for name, sentence in words.items():
        moment = parse_datetime(event.details.get(name) or "") if event.details.get(name) else None
        if moment:
            found.append(sentence % {"when": for_people(moment)})
    if "is_cleared" in event.details:
        found.append(_("may be published") if event.details["is_cleared"] else _("may not be published"))
        found.append(event.details["name"])
    if whom := event.details.get("for_whom"):
        found.append(_("for %(whom)s") % {"whom": whom})
    if event.details.get("four_eyes") == "off":
        found.append(_("four eyes was off"))
    return found


def _label(state: str) -> str:
    return str(DeskState(state).label) if state in DeskState.values else state


class StoryHistory(StoryPages):
    """The page of the history, and the page of one revision."""

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        article = self.story_or_404(request, object_id)
        return self.story_page(
            request, "history.html", article, title=_("History"), entries=timeline(article)
        )

    def revision_view(self, request: HttpRequest, object_id: int, number: int) -> HttpResponse:
        """One revision, to be read and copied."""
        article = self.story_or_404(request, object_id)
        revision = article.revisions.filter(number=number).first()
        if revision is None:
            raise Http404
        item = revision.news_item
        return self.story_page(
            request,
            "revision.html",
            article,
            title=_("Revision %(number)s") % {"number": number},
            revision=revision,
            item=item,
            body=readable(item.body),
            who=names_of([revision.made_by])[revision.made_by],
            is_latest=revision.pk == article.latest_revision_id,
            older=number - 1,
            newer=number + 1,
            is_newest=not article.revisions.filter(number__gt=number).exists(),
        )
