"""Whatever a day at the desk was like: every version that was public can be read, and every move has its line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from articles.models import Article, AuditEvent, Correction, PublishedArticle, Revision
from articles.models.triggers import APPEND_ONLY_TABLES
from articles.workflow import actions
from articles.workflow.transitions import Move
from media import renditions
from newsroom.models import User
from tests.articles.admin.desk import address, desk_of
from tests.articles.workflow.test_random_days import ONWARDS, Day, answers
from tests.cast import Cast
from tests.conftest import Clock

MOVES_A_DAY = 30


class WatchedDay(Day):
    """Writes down beside the desk what the audit trail should say."""

    def __init__(self, cast: Cast, clock: Clock, seed: int) -> None:
        super().__init__(cast, clock, seed)
        self.made: list[tuple[Move, UUID, Any, str, str]] = []
        self.public: dict[int, str] = {}

    def move(self) -> None:
        person: User = self.chance.choice(self.people())
        offered = [transition.move for transition in actions.available(self.story, person)]
        if not offered:
            return
        (move,) = self.chance.choices(offered, [8 if move in ONWARDS else 1 for move in offered])
        before = self.story.desk_state
        try:
            actions.MOVES[move](self.story, person, **answers(move, self.clock.now, self.chance))
        except actions.Refused:
            return
        after = Article.objects.get(pk=self.story.pk).desk_state
        self.made.append((move, person.ref, self.clock.now, before, after))
        for row in PublishedArticle.rows.filter(story_id=self.story.pk, form="story"):
            self.public.setdefault(row.revision_id, row.headline)


def lines_of(day: WatchedDay) -> list[tuple[Any, ...]]:
    """Without those of a closed story that opened because it was published: nobody pressed a button for that."""
    lines = day.story.audit_events.filter(move__in=list(Move)).order_by("pk")
    pressed = {(move, at) for move, _by, at, _before, _after in day.made}
    return [
        (line.move, line.made_by, line.made_at, line.state_before, line.state_after)
        for line in lines
        if line.move != Move.OPEN or (Move.OPEN, line.made_at) in pressed
    ]


def reader_of(story: Article, cast: Cast) -> Client:
    """Somebody who may read it: a closed story is for those who are named."""
    return desk_of(story.closed_to.first() or cast.editor if story.is_closed else cast.editor)


def test_every_move_has_its_line_and_every_public_version_can_be_read(
    cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch, long_sample: Callable[..., list[int]]
) -> None:
    monkeypatch.setattr(renditions, "make", lambda photo: None)
    monkeypatch.setattr(renditions, "rekey", lambda photo: None)
    versions = 0
    for seed in long_sample(range(1000, 1200), 12):
        day = WatchedDay(cast, clock, seed)
        for _step in range(MOVES_A_DAY):
            day.act()
        assert lines_of(day) == day.made, f"seed {seed}"
        reader = reader_of(day.story, cast)
        versions += len(day.public)
        for revision_id, headline in day.public.items():
            revision = Revision.objects.get(pk=revision_id, article=day.story)
            page = reader.get(address(day.story, "revision", revision.number))
            assert page.status_code == 200 and page.context["item"].headline == headline, f"seed {seed}"
        history = reader.get(address(day.story, "history"))
        assert sum(entry.is_move for entry in history.context["entries"]) == day.story.audit_events.count()
    assert versions, "In none of these days did readers see anything."


@pytest.mark.django_db
class UnalterableTests:
    """`tests/articles/models/test_triggers.py` tries each table; here are all the ways to each of them."""

    @pytest.mark.parametrize("model", [AuditEvent, Revision, Correction])
    def test_no_page_of_the_desk_changes_it(self, cast: Cast, model: Any) -> None:
        from django.contrib import admin

        assert model not in admin.site._registry
        name = f"articles_{model._meta.model_name}"
        known = {pattern.name for pattern in admin.site.get_urls() if getattr(pattern, "name", None)}
        assert not {one for one in known if one.startswith(name)}

    @pytest.mark.parametrize("table", APPEND_ONLY_TABLES)
    def test_neither_the_orm_nor_sql_changes_it(self, cast: Cast, clock: Clock, table: str) -> None:
        from articles.models import Clearance
        from tests.stories import live

        story = live(cast)
        actions.correct(story, cast.editor, kind="correction", text="At noon.")
        Clearance.objects.create(
            article=story, revision=story.latest_revision, is_cleared=True, name="Ada Holm", made_at=clock.now
        )
        model = next(
            one
            for one in (AuditEvent, Revision, Correction, Clearance)
            if one._meta.db_table == table
        )  # fmt: skip
        row = model._default_manager.first()
        assert row is not None
        ways: list[Callable[[], Any]] = [
            row.save,
            row.delete,
            lambda: model._default_manager.update(made_at=clock.now),
            lambda: model._default_manager.all().delete(),
            lambda: model._default_manager.bulk_update([row], ["made_at"]),
            lambda: connection.cursor().execute(f"UPDATE {table} SET made_by = NULL"),
            lambda: connection.cursor().execute(f"DELETE FROM {table}"),
        ]
        for way in ways:
            with pytest.raises(DatabaseError), transaction.atomic():
                way()
