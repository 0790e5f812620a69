"""The front page of the desk: what waits for the person who opens it, and a way back from nowhere."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from articles.workflow import actions
from tests.articles.admin.desk import desk_of
from tests.cast import Cast
from tests.stories import a_draft, in_review

pytestmark = pytest.mark.django_db


def lists(cast: Cast, who: str) -> dict[str, list[str]]:
    page = desk_of(cast.everyone()[who]).get("/admin/")
    return {
        str(short.title): [story.headline for story in short.shown] for short in page.context["short_lists"]
    }


class ShortListTests:
    def test_each_sees_what_waits_for_them(self, cast: Cast) -> None:
        a_draft(cast, headline="A draft")
        in_review(cast, headline="Waiting")
        actions.return_to_writer(in_review(cast, headline="Back"), cast.editor, note="Who counted?")
        owed = in_review(cast, headline="Out alone")
        Article.objects.filter(pk=owed.pk).update(second_read_owed_at=owed.created_at)
        assert lists(cast, "writer") == {"Returned to me": ["Back"], "My drafts": ["Back", "A draft"]}
        assert lists(cast, "editor") == {
            "Waiting for my review": ["Out alone", "Waiting"],
            "Second reads owed": ["Out alone"],
        }
        assert lists(cast, "administrator") == {}

    def test_it_costs_the_same_for_many_stories(self, cast: Cast) -> None:
        desk = desk_of(cast.writer)

        def cost() -> int:
            with CaptureQueriesContext(connection) as queries:
                desk.get("/admin/")
            return len(queries)

        a_draft(cast)
        before = cost()
        for _number in range(8):
            a_draft(cast)
        assert cost() == before
        page = desk.get("/admin/")
        (short,) = page.context["short_lists"]
        assert len(short.shown) == 5 and short.has_more
        assert short.address in page.content.decode()

    def test_a_wrong_address_leads_back_to_the_desk(self, cast: Cast) -> None:
        response = desk_of(cast.writer).get("/admin/nosuch/")
        assert response.status_code == 404
        assert 'href="/admin/">Back to the desk' in response.content.decode()
