"""The box "Lawyer's read" beside a story's form: who cleared what, what has changed since, and what can be done now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from articles.admin.access import names_of, person
from articles.admin.changes import changes
from articles.admin.pages import Panel, StoryPages
from articles.models import Article, Clearance
from articles.snapshot import item_of
from articles.workflow import actions, clearances
from articles.workflow.transitions import TRANSITIONS, Move, Transition

MOVES = (Move.CLEAR_LEGAL_READ, Move.ASK_LEGAL_READ, Move.DROP_LEGAL_READ)


class StoryLegalRead(StoryPages):
    def panels(self, request: HttpRequest, article: Article) -> list[Panel]:
        boxes = super().panels(request, article)
        asking, said = clearances.asking(article), _said(article)
        buttons = [TRANSITIONS[move] for move in MOVES if not actions.why_not(article, person(request), move)]
        if asking is None and not said and not buttons:
            return boxes
        return [*boxes, _box(article, asking, said, buttons)]


def _box(article: Article, asking: Article | None, said: list[Line], buttons: list[Transition]) -> Panel:
    item = item_of(article)
    objection = clearances.why_not(article, item)
    return Panel(
        key="legal",
        title=_title(asking, objection),
        template="admin/articles/article/legal_panel.html",
        words={
            "story": article,
            "is_needed": asking is not None,
            "is_of_original": asking is not None and asking.pk != article.pk,
            "asked": _asked(article) if asking is not None and asking.pk == article.pk else None,
            "objection": objection,
            "said": said,
            "buttons": buttons,
            **_changes(article, item, objection),
        },
        is_open=bool(objection),
        order=25,
    )


def _title(asking: Article | None, objection: str) -> str:
    if asking is None:
        return _("Lawyer's read")
    return _("Lawyer's read: needed") if objection else _("Lawyer's read: cleared")


def _asked(article: Article) -> dict[str, Any] | None:
    """Who asked last, when, and why."""
    last = article.audit_events.filter(move=Move.ASK_LEGAL_READ).first()
    if last is None:
        return None
    return {"who": names_of([last.made_by])[last.made_by], "at": last.made_at, "reason": last.reason}


def _changes(article: Article, item: Any, objection: str) -> dict[str, Any]:
    """What a lawyer who cleared an earlier text would want to know of this one."""
    cleared = clearances.last_yes(article)
    if cleared is None or not objection or clearances.deciding(article, item) is not None:
        return {}
    return {
        "cleared": cleared,
        "changes": changes(cleared.revision.news_item, item),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One word of a lawyer, with who wrote it down."""

    word: Clearance
    written_by: str
    """Empty when it came through a preview link."""


def _said(article: Article) -> list[Line]:
    words = list(article.clearances.select_related("revision", "link"))
    names = names_of([word.made_by for word in words])
    return [Line(word=word, written_by=names[word.made_by] if word.made_by else "") for word in words]
