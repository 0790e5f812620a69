"""Refused: what every door says when it stays shut."""

from __future__ import annotations

from articles.workflow.checklist import Point


class Refused(Exception):
    """The move was not made, and nothing has changed. `points` are the checklist's failing ones, if those were why."""

    def __init__(self, sentence: str, points: list[Point] | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.points = points or []
