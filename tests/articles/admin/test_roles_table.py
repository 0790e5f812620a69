"""Every address of the desk is tried as everybody, by GET and by POST, against `roles_table.py`."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from django.test import Client

from articles.admin.pages import StoryPages
from articles.models import Article
from articles.workflow.roles import Powers
from tests.articles.admin import roles_table
from tests.articles.admin.roles_table import ANONYMOUS, DOORS, EVERYBODY, STRANGER, TO_LOGIN, Door
from tests.articles.admin.stage import Stage, Tried, admin_addresses, unallowed
from tests.cast import PASSWORD_BACKEND, Cast
from tests.conftest import Clock
from tests.watched import Change

GROUPS = [
    doors
    for name, doors in vars(roles_table).items()
    if name.isupper() and name != "DOORS" and isinstance(doors, list) and isinstance(doors[0], Door)
]
PARTS = 4
"""The doors dealt out, so that several processes try them side by side."""


SHARE = 6
"""`make test` tries one door and person out of so many, each by GET and by POST; the table has thousands."""


@pytest.fixture
def stage(cast: Cast, clock: Clock) -> Stage:
    return Stage(cast, clock.now)


def answered(tried: Tried) -> int | str:
    response = tried.response
    is_to_login = response.status_code == 302 and response["Location"].startswith("/admin/login/")
    return TO_LOGIN if is_to_login else response.status_code


def wrong_by_get(stage: Stage, door: Door, role: str) -> list[str]:
    tried = stage.trying(door, role, "GET")
    return _wrong_answer(door, role, "GET", tried, door.get.to(role)) + [
        f"GET {door} as {role} changed the database: {change}" for change in tried.changes
    ]


def wrong_by_post(stage: Stage, door: Door, role: str, sent: dict[str, Any]) -> list[str]:
    tried = stage.trying(door, role, "POST", sent)
    wrong = _wrong_answer(door, role, "POST", tried, door.answers_to_post.to(role))
    allowed = _allowed(door, role)
    for change in tried.changes:
        found = unallowed(change, allowed) if allowed is not None else [str(change)]
        wrong += [f"POST {door} as {role} may not do this: {sentence}" for sentence in found]
        wrong += _in_another_name(stage, door, role, change)
    if allowed and not [change for change in tried.changes if change.table in allowed]:
        wrong.append(f"POST {door} as {role} should have changed something in {', '.join(allowed)}.")
    return wrong


def _wrong_answer(door: Door, role: str, method: str, tried: Tried, expected: int | str) -> list[str]:
    found = answered(tried)
    if found == expected:
        return []
    said = f" ({tried.response.content[:300]!r})" if found == 500 else ""
    return [f"{method} {door} as {role}: {found}, and the table says {expected}{said}"]


def _allowed(door: Door, role: str) -> dict[str, str] | None:
    """None for whoever may change nothing here."""
    if role not in door.writers and role not in door.writes_for:
        return None
    return dict(door.writes_for.get(role, door.writes))


def _in_another_name(stage: Stage, door: Door, role: str, change: Change) -> list[str]:
    """Whoever did it is written down as having done it, whatever name was sent."""
    if change.after is None or role not in stage.people:
        return []
    known = {str(stage.people[role].ref).replace("-", "")}
    wrong = []
    for column, value in change.after.items():
        is_new = change.before is None or change.before[column] != value
        names_a_person = column.endswith("_by") and value is not None
        if names_a_person and is_new and str(value).replace("-", "") not in known:
            wrong.append(f"POST {door} as {role} wrote {value} into {change.table}.{column}")
    return wrong


def wrong_as(stage: Stage, door: Door, role: str) -> list[str]:
    return wrong_by_get(stage, door, role) + wrong_by_post(stage, door, role, stage.sends(door))


def wrong_at(stage: Stage, door: Door) -> list[str]:
    return [sentence for role in EVERYBODY for sentence in wrong_as(stage, door, role)]


class TableTests:
    def test_it_has_a_row_for_every_address(self) -> None:
        known = {door.name for door in DOORS}
        missing = {name: str(pattern.pattern) for name, pattern in admin_addresses() if name not in known}
        assert not missing, (
            "These addresses have no row in tests/articles/admin/roles_table.py. Say there who may GET and POST each, and "
            f"what a POST may change: {missing}"
        )

    def test_it_has_no_row_for_an_address_that_is_no_more(self) -> None:
        addresses = {name for name, _pattern in admin_addresses()}
        assert not sorted({door.name for door in DOORS} - addresses)

    def test_every_group_is_tried(self) -> None:
        assert sum(map(len, GROUPS)) == len(DOORS)


@pytest.mark.parametrize("part", range(PARTS))
class DoorTests:
    def test_everybody_gets_the_answer_of_the_table_and_changes_what_it_allows(
        self, stage: Stage, part: int, long_sample: Callable[..., list[Any]]
    ) -> None:
        tries = list(product(DOORS[part::PARTS], EVERYBODY))
        chosen = long_sample(tries, len(tries) // SHARE)
        wrong = [sentence for door, role in chosen for sentence in wrong_as(stage, door, role)]
        print(f"Tried {len(chosen)} doors and people, each by GET and by POST.")  # noqa: T201
        assert not wrong, "\n".join(["", *wrong])

    def test_a_post_without_the_token_of_its_form_is_refused(
        self, stage: Stage, part: int, long_sample: Callable[..., list[Any]]
    ) -> None:
        doors = DOORS[part::PARTS]
        wrong = []
        for door in long_sample(doors, len(doors) // SHARE):
            role = _who_may_post(door)
            client = Client(enforce_csrf_checks=True, raise_request_exception=False)
            if role not in (ANONYMOUS, STRANGER):
                client.force_login(stage.people[role], PASSWORD_BACKEND)
            tried = stage.trying(door, role, "POST", stage.sends(door), client)
            if tried.response.status_code not in (403, 404, 405) or tried.changes:
                wrong.append(f"{door} as {role}: {tried.response.status_code} {tried.changes}")
        assert not wrong, "\n".join(["", *wrong])


def _who_may_post(door: Door) -> str:
    answers = door.answers_to_post
    takers = [role for role in EVERYBODY if answers.to(role) in (200, 302)]
    return next(iter((*door.writers, *takers)), "chief")


def named(name: str, label: str = "") -> Door:
    return next(door for door in DOORS if (door.name, door.label) == (name, label))


class ProofTests:
    """The table notices when a check is taken out: each of these takes out one."""

    def test_it_notices_that_nobody_asks_who_may_read_stories(
        self, stage: Stage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(
            StoryPages, "story_or_404", lambda self, request, number: Article.objects.get(pk=number)
        )
        assert wrong_at(stage, named("articles_article_preview"))
        assert wrong_at(stage, named("articles_article_history", "closed"))

    def test_it_notices_that_nobody_asks_for_the_section(
        self, stage: Stage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(Powers, "works_in", lambda self, article: True)
        assert wrong_at(stage, named("articles_article_move", "approve, in_review"))
        assert wrong_at(stage, named("articles_article_pin"))
        assert wrong_at(stage, named("articles_article_change"))

    def test_it_notices_that_somebody_may_give_themselves_another_role(
        self, stage: Stage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from articles.admin.people import AssignmentInline

        for name in ("has_change_permission", "has_add_permission"):
            monkeypatch.setattr(AssignmentInline, name, lambda self, request, obj=None: True)
        assert wrong_at(stage, named("newsroom_user_change", "oneself"))

    def test_it_notices_a_field_that_no_form_should_have(
        self, stage: Stage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from articles.admin.article import ArticleAdmin

        def save_all(self: Any, request: Any, obj: Article, form: Any, change: bool) -> None:
            obj.is_closed = "is_closed" in request.POST
            obj.save()

        monkeypatch.setattr(ArticleAdmin, "save_model", save_all)
        assert wrong_at(stage, named("articles_article_change"))
