"""The page on which the chief editor decides about the checklist."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import AuditEvent, ChecklistRule, Kind
from articles.workflow import checklist_rules
from articles.workflow.checklist_rules import FIXED, OPEN, Level
from tests.articles.admin.desk import address, desk_of
from tests.cast import Cast, the_kind
from tests.stories import a_draft

pytestmark = pytest.mark.django_db

RULES = "/admin/articles/checklistrule/"


@pytest.fixture
def desk(cast: Cast) -> Client:
    return desk_of(cast.chief)


def as_shown(desk: Client, kind: Kind | None = None) -> dict[str, str]:
    form = desk.get(RULES, {"kind": kind.pk} if kind else {}).context["form"]
    return {name: form[name].value() for name in form.fields}


def save(desk: Client, kind: Kind | None = None, **changed: str) -> Any:
    path = f"{RULES}?kind={kind.pk}" if kind else RULES
    return desk.post(path, {**as_shown(desk, kind), **changed})


class PageTests:
    def test_it_shows_every_point_with_the_defaults(self, desk: Client) -> None:
        assert as_shown(desk) == {code: asked.default for code, asked in OPEN.items()}
        page = desk.get(RULES).content.decode()
        for asked in (*OPEN.values(), *FIXED.values()):
            assert str(asked.label).replace("'", "&#x27;") in page
        assert "nobody can weaken them" in page

    def test_what_is_decided_holds_for_every_kind(self, cast: Cast, desk: Client) -> None:
        assert save(desk, standfirst="blocking", tags="off").status_code == 302
        assert checklist_rules.decided(None) == {"standfirst": Level.BLOCKING, "tags": Level.OFF}
        page = desk.get(address(a_draft(cast, standfirst=""))).content.decode()
        assert "Needed:" in page and "No standfirst." in page
        assert "Last changed by Chief" in desk.get(RULES).content.decode()

    def test_a_kind_differs_and_comes_back(self, desk: Client) -> None:
        news = the_kind()
        assert set(as_shown(desk, news).values()) == {""}
        save(desk, news, tags="blocking")
        assert checklist_rules.levels_for(news.ref)["tags"] is Level.BLOCKING
        assert checklist_rules.levels_for("")["tags"] is Level.ADVISORY
        assert "News: stops publication" in desk.get(RULES).content.decode()
        assert (
            "as for every kind: is said and stops nothing"
            in desk.get(RULES, {"kind": news.pk}).content.decode()
        )
        save(desk, news, tags="")
        assert not ChecklistRule.objects.exists()

    def test_a_point_that_is_fixed_cannot_be_posted(self, desk: Client) -> None:
        save(desk, credit="off", headline="advisory", embargo="off")
        assert not ChecklistRule.objects.exists()

    @pytest.mark.parametrize("value", ["", "sometimes"])
    def test_a_level_that_is_none_is_refused_beside_its_field(self, desk: Client, value: str) -> None:
        response = save(desk, tags=value, standfirst="blocking")
        assert response.status_code == 400 and response.context["form"].errors["tags"]
        assert not ChecklistRule.objects.exists()

    @pytest.mark.parametrize("kind", ["x", "999999", "-1"])
    def test_a_kind_that_is_none_is_not_found(self, desk: Client, kind: str) -> None:
        assert desk.get(RULES, {"kind": kind}).status_code == 404

    def test_saving_what_stood_there_leaves_no_line(self, desk: Client) -> None:
        save(desk)
        assert not AuditEvent.objects.exists()

    def test_the_number_of_queries_does_not_grow(self, desk: Client) -> None:
        def queries() -> int:
            with CaptureQueriesContext(connection) as caught:
                desk.get(RULES)
            return len(caught.captured_queries)

        first, *others = Kind.objects.all()
        ChecklistRule.objects.create(code="tags", kind=first, level=Level.OFF)
        few = queries()
        for kind in others:
            for code in OPEN:
                ChecklistRule.objects.create(code=code, kind=kind, level=Level.OFF)
        assert queries() == few


class DoorTests:
    def test_only_the_chief_editor_opens_it(self, cast: Cast) -> None:
        for name, person in cast.everyone_but("chief", "chief_elsewhere", "stranger").items():
            client = desk_of(person)
            assert client.get(RULES).status_code == 403, name
            assert client.post(RULES, {"tags": "off"}).status_code == 403, name
        assert not ChecklistRule.objects.exists()

    @pytest.mark.parametrize("path", ["add/", "1/change/", "1/delete/", "1/history/"])
    def test_there_is_no_other_page(self, desk: Client, path: str) -> None:
        assert desk.get(RULES + path).status_code == 404

    def test_the_chief_editor_finds_it_in_the_menu(self, cast: Cast, desk: Client) -> None:
        assert RULES in desk.get("/admin/").content.decode()
        assert RULES not in desk_of(cast.editor).get("/admin/").content.decode()
