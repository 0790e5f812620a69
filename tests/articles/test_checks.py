"""System checks that a person meets at start-up."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.management import call_command

from articles.models import PublishedArticle
from articles.models.published import writing
from articles.workflow import actions, publication
from tests.articles.public.rows import a_slice
from tests.cast import Cast
from tests.conftest import Clock
from tests.stories import live

pytestmark = pytest.mark.django_db


class PieceCheckTests:
    def found(self) -> list[str | None]:
        return [message.id for message in run_checks(tags=["database"], databases=["default"])]

    def test_stories_of_an_older_newsroom_are_told_of(self) -> None:
        row = a_slice("Old")
        assert self.found() == []
        with writing():
            PublishedArticle.rows.filter(pk=row.pk).update(front_html="")
        assert self.found() == ["articles.W001"]

    def test_what_the_hint_asks_for_cures_it(self, cast: Cast, clock: Clock) -> None:
        """Also where the story that has stood longest is one that was retracted."""
        retracted = live(cast)
        clock.move(minutes=1)
        actions.retract(retracted, cast.chief, reason="Invented.", words="We were wrong.")
        clock.move(minutes=1)
        live(cast)
        with writing():
            PublishedArticle.rows.update(front_html="")
        assert self.found() == ["articles.W001"]
        call_command("rebuild_published", stdout=StringIO())
        assert self.found() == []
        assert not PublishedArticle.public.at().filter(front_html="").exists()

    def test_a_rebuild_that_was_stopped_is_still_told_of(self, cast: Cast, clock: Clock) -> None:
        live(cast)
        clock.move(minutes=1)
        live(cast)
        with writing():
            PublishedArticle.rows.update(front_html="")
        next(publication.rebuild())
        assert self.found() == ["articles.W001"]

    def test_it_reads_one_row_however_many_there_are(
        self, cast: Cast, django_assert_num_queries: Any
    ) -> None:
        live(cast)
        with django_assert_num_queries(1) as asked:
            publication.has_stories_without_pieces()
        (query,) = asked.captured_queries
        assert query["sql"].endswith("LIMIT 1")
