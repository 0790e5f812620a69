"""The site's tags, offered to whoever begins to type one."""

from __future__ import annotations

import pytest

from articles.models import Tag
from articles.workflow.taxonomy import merge_tags
from tests.articles.admin.desk import desk_of
from tests.cast import Cast

pytestmark = pytest.mark.django_db
TAGS = "/admin/articles/article/tags/"


class SuggestionTests:
    def test_the_beginning_of_a_name_is_enough_in_any_case(self, cast: Cast) -> None:
        for name in ("Речной порт", "River", "Riverside", "Harbour"):
            Tag.objects.create(name=name)
        desk = desk_of(cast.writer)
        assert desk.get(TAGS, {"q": "rIV"}).json() == {"tags": ["River", "Riverside"]}
        assert desk.get(TAGS, {"q": "РЕЧНОЙ"}).json() == {"tags": ["Речной порт"]}
        assert desk.get(TAGS, {"q": " "}).json() == {"tags": []}

    def test_an_old_spelling_finds_the_tag_of_today(self, cast: Cast) -> None:
        old, new = Tag.objects.create(name="Ferries"), Tag.objects.create(name="Ships")
        merge_tags(old, new, cast.editor)
        assert desk_of(cast.writer).get(TAGS, {"q": "ferr"}).json() == {"tags": ["Ships"]}

    def test_it_is_for_the_desk_alone(self, cast: Cast) -> None:
        assert desk_of(cast.stranger).get(TAGS, {"q": "r"}).status_code in (302, 403)
        assert desk_of(cast.administrator).get(TAGS, {"q": "r"}).status_code == 403
