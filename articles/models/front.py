"""The front page as somebody arranged it: which story stands in which place, and until when."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Slot(NamedTuple):
    """One place on the front page, such as the second of the seconds."""

    place: str
    position: int

    def __str__(self) -> str:
        label = FrontPin.Place(self.place).label
        return str(label) if MOST[self.place] == 1 else f"{label} {self.position}"

    @property
    def code(self) -> str:
        return f"{self.place}-{self.position}"


class FrontPin(models.Model):
    """One story in one place on the front page of its language.

    `story_id` is a plain number, as in the published rows: whether readers see the story is asked when the page is
    shown, so that a pin of a story that has left, or has not come yet, stands aside by itself.
    """

    class Place(models.TextChoices):
        LEAD = "lead", _("Lead")
        SECOND = "second", _("Second")
        STRIP = "strip", _("Strip")

    story_id = models.BigIntegerField(unique=True)
    language = models.CharField(max_length=8)
    place = models.CharField(max_length=8, choices=Place.choices)
    position = models.PositiveSmallIntegerField(default=1)
    since = models.DateTimeField()
    """When it was pinned, or when its story opens if that is later: of two in one place the later one stands."""
    until = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(since__lt=F("until")), name="a_pin_stands_for_a_while"),
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.slot}: {self.story_id}"

    @property
    def slot(self) -> Slot:
        return Slot(self.place, self.position)


MOST: dict[str, int] = {FrontPin.Place.LEAD: 1, FrontPin.Place.SECOND: 3, FrontPin.Place.STRIP: 4}
SLOTS = [Slot(place.value, position + 1) for place in FrontPin.Place for position in range(MOST[place])]
STANDS_FOR: dict[str, timedelta] = {
    FrontPin.Place.LEAD: timedelta(days=1),
    FrontPin.Place.SECOND: timedelta(days=1),
    FrontPin.Place.STRIP: timedelta(days=3),
}
"""Unless somebody says otherwise: news is old after a day, a strip is for what is read longer."""
