"""A prepared query says what the queryset says, with values that come later."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from articles.models import PublishedArticle, Tag
from newsroom.lib.prepared import Prepared, Slot, executed, in_order_of, record
from tests.articles.public.rows import a_slice, a_tag

pytestmark = pytest.mark.django_db

MOMENT = datetime(2026, 11, 24, 12, tzinfo=UTC)


class PreparedTests:
    def test_it_finds_what_the_queryset_finds(self) -> None:
        river, _ferry = a_tag("River"), a_tag("Ferry")
        by_slug = Prepared(lambda: Tag.objects.filter(slug=Slot("slug")))
        assert by_slug.objects(Tag, {"slug": "river"}) == [river]
        assert by_slug.objects(Tag, {"slug": "' OR 1=1 --"}) == []

    def test_the_sql_is_written_once(self) -> None:
        built: list[int] = []

        def build() -> Any:
            built.append(1)
            return Tag.objects.filter(slug=Slot("slug"))

        by_slug = Prepared(build)
        assert by_slug.sql({"slug": "a"})[1] == ("a",)
        assert by_slug.sql({"slug": "b"})[1] == ("b",)
        assert len(built) == 1

    def test_moments_are_compared_as_moments(self) -> None:
        a_slice("Seen", visible_from=MOMENT)
        seen = Prepared(
            lambda: PublishedArticle.rows.filter(visible_from__lte=Slot("moment")).values_list("headline")
        )
        assert seen.rows({"moment": MOMENT}) == [("Seen",)]
        assert seen.rows({"moment": MOMENT - timedelta(microseconds=1)}) == []


class RecordTests:
    def test_it_is_what_django_would_make(self) -> None:
        story = a_slice("Seen", published_at=MOMENT, display={"picture": None, "word_count": 7})
        names = in_order_of(PublishedArticle, None)
        queryset = PublishedArticle.rows.filter(pk=story.pk).values_list(*names)
        [row] = executed(queryset.query.sql_with_params())
        made, loaded = record(PublishedArticle, names, row), PublishedArticle.rows.get(pk=story.pk)
        assert made == loaded
        assert [getattr(made, name) for name in names] == [getattr(loaded, name) for name in names]
        assert made.published_at.tzinfo is not None

    def test_what_was_not_selected_is_read_when_it_is_asked_for(self) -> None:
        story = a_slice("Seen", body="Long.")
        made = record(PublishedArticle, ["id", "headline"], [story.pk, "Seen"])
        assert made.body_html == "<p>Long.</p>"
