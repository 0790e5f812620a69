"""The database watched by tests: every row before and after, and a fault at the statement that a test chooses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import OperationalError, connection

HANDLED_ELSEWHERE = ("django_session",)
"""Tables of which a request may write without changing anything that anybody made."""
UNWATCHED = {
    "newsroom_user": {"last_login"},
    "articles_article": {"changed_at"},
    "newsroom_page": {"changed_at"},
    "articles_previewlink": {"opened_at"},
}
_WRITES = re.compile(
    r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)', re.IGNORECASE
)

Row = dict[str, Any]
Tables = dict[str, dict[Any, Row]]


def every_row() -> Tables:
    """All tables as they stand."""
    tables: Tables = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            table = model._meta.db_table
            if table in HANDLED_ELSEWHERE or not model._meta.managed:
                continue
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            names = [column[0] for column in cursor.description]
            key = names.index(model._meta.pk.column)
            tables[table] = {row[key]: dict(zip(names, row, strict=True)) for row in cursor.fetchall()}
    return tables


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one row: `before` or `after` is missing where it was made or deleted."""

    table: str
    key: Any
    before: Row | None
    after: Row | None

    @property
    def columns(self) -> set[str]:
        if self.before is None or self.after is None:
            return set()
        found = {name for name in self.after if self.before[name] != self.after[name]}
        return found - UNWATCHED.get(self.table, set())

    @property
    def is_nothing(self) -> bool:
        return self.before is not None and self.after is not None and not self.columns

    def __str__(self) -> str:
        if self.before is None:
            return f"a new row in {self.table}"
        if self.after is None:
            return f"a row of {self.table} is gone"
        said = ", ".join(
            f"{name}: {self.before[name]!r} → {self.after[name]!r}" for name in sorted(self.columns)
        )
        return f"{self.table} {self.key}: {said}"[:300]


def between(before: Tables, after: Tables) -> list[Change]:
    found = []
    for table in before.keys() | after.keys():
        old, new = before.get(table, {}), after.get(table, {})
        keys = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
        changes = [Change(table, key, old.get(key), new.get(key)) for key in sorted(keys, key=str)]
        found += [change for change in changes if not change.is_nothing]
    return found


@contextmanager
def written() -> Iterator[set[str]]:
    """The tables that anything inside writes."""
    tables: set[str] = set()

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if match := _WRITES.match(sql):
            tables.add(match[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield tables


class Fault(OperationalError):
    """What a full disk or a lost connection looks like from here."""


class Statements:
    """Counts the statements inside, and raises in place of the chosen one."""

    def __init__(self, fails_at: int = 0) -> None:
        self.count, self.fails_at = 0, fails_at

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.count += 1
        if self.count == self.fails_at:
            raise Fault(f"A fault at statement {self.count}: {sql[:80]}")
        return execute(sql, params, many, context)

    @contextmanager
    def counted(self) -> Iterator[Statements]:
        with connection.execute_wrapper(self):
            yield self
