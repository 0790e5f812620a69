"""A snapshot in today's words."""

from __future__ import annotations

import pytest
from django.test import Client

from articles.models import PublishedArticle
from tests.cast import Cast, the_kind
from tests.stories import live

pytestmark = pytest.mark.django_db


class KindTests:
    @pytest.mark.parametrize(("language", "name"), [("en", "Comment"), ("ru", "Мнение")])
    def test_the_page_and_the_card_know_the_kind_in_any_language(
        self, client: Client, cast: Cast, language: str, name: str
    ) -> None:
        live(cast, language=language, kind=the_kind(name, language), headline="Leave the ferry be")
        row = PublishedArticle.rows.get()
        assert row.display["kind"] == "comment"
        assert " kind-comment" in row.card_html.partition(">")[0]
        assert '<article class="story kind-comment"' in client.get(row.address).content.decode()
