"""System checks that a person meets at start-up."""

from __future__ import annotations

import pytest
from django.core.checks import run_checks

from articles.models import PublishedArticle
from articles.models.published import writing
from tests.articles.public.rows import a_slice

pytestmark = pytest.mark.django_db


class PieceCheckTests:
    def found(self) -> list[str | None]:
        return [message.id for message in run_checks(tags=["database"], databases=["default"])]

    def test_stories_of_an_older_newsroom_are_told_of(self) -> None:
        row = a_slice("Old")
        assert self.found() == []
        with writing():
            PublishedArticle.rows.filter(pk=row.pk).update(feed_item="")
        assert self.found() == ["articles.W001"]
