"""What the people of the demo do with its stories: each move is made by the one whose work it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta

from django.utils import timezone

from articles.management.people import person_named
from articles.models import Article
from articles.models.front import FrontPin, Slot
from articles.workflow import actions, front, revisions
from newsroom.lib.dates import in_zone

Move = Callable[[Article], None]

MORNING = time(8)
SCHEDULED_DAYS, EMBARGO_DAYS = 3, 7
ARRANGED_DAYS = 3650
"""A demo has nobody who comes in every morning to arrange the front page anew."""
EMBARGO_REASON = "The building office and River Assets have the story until then to answer it."


class DemoDesk:
    """Called once for each story that has just come in, so that a second run of the demo moves nothing."""

    def __init__(self) -> None:
        self.writer, self.editor, self.chief = map(person_named, ("writer", "editor", "chief"))

    def by_folder(self) -> dict[str, Move]:
        """Folder of `seeds/waiting` -> how a draft gets to where the stories of this folder stand."""
        return {
            "draft": _stay,
            "in-review": self._submit,
            "approved": self._approve,
            "scheduled": self._schedule,
            "embargoed": self._hold,
        }

    def arrange(self, stories: Mapping[str, Article], places: Mapping[str, str]) -> None:
        """`places`: "lead-1" -> the name of the file whose story stands there. What did not come in now is left alone."""
        until = _morning_in(ARRANGED_DAYS)
        for code, name in places.items():
            if name in stories:
                place, _, position = code.partition("-")
                slot = Slot(FrontPin.Place(place).value, int(position))
                front.pin(stories[name], self.chief, slot, until=until)

    def _submit(self, article: Article) -> None:
        actions.submit(article, self.writer)

    def _approve(self, article: Article) -> None:
        self._submit(article)
        actions.approve(article, self.editor)

    def _schedule(self, article: Article) -> None:
        opens = _morning_in(SCHEDULED_DAYS)
        self._date(article, opens)
        self._approve(article)
        actions.schedule(article, self.editor, visible_from=opens)

    def _date(self, article: Article, moment: datetime) -> None:
        """The day on which it opens, whenever the demo is made."""
        article.published_at = moment
        article.save()
        revisions.record(article, self.writer, based_on=article.latest_revision)

    def _hold(self, article: Article) -> None:
        self._approve(article)
        actions.set_embargo(article, self.chief, until=_morning_in(EMBARGO_DAYS), reason=EMBARGO_REASON)


def _stay(article: Article) -> None:
    """A draft is what an import makes."""


def _morning_in(days: int) -> datetime:
    """Eight o'clock in the newsroom's zone, this many days from today."""
    return in_zone(datetime.combine(timezone.localdate() + timedelta(days=days), MORNING))
