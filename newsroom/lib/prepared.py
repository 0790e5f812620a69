"""Queries whose SQL Django writes once: afterwards only their values change.

Building a queryset and compiling it costs a public page more than running it. A `Prepared` keeps the ORM as the
one place where a query is written, and the SQL that it made for each database.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import DateTimeField, JSONField, Model, QuerySet
from django.db.models.base import ModelState
from django.db.models.expressions import Expression


class Slot(Expression):
    """Stands in a queryset where a value will come: `filter(path=Slot("path"))`.

    The value is not prepared by the field: give what the column holds (text, numbers) or an aware datetime.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def __repr__(self) -> str:
        return f"Slot({self.name!r})"

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", (self,)


SQL = tuple[str, tuple[Any, ...]]
Record = TypeVar("Record", bound=Model)


class Prepared:
    """`Prepared(lambda: Story.objects.filter(path=Slot("path")))`, then `.sql({"path": "/a/"})`."""

    def __init__(self, build: Callable[[], QuerySet[Any, Any]]) -> None:
        self._build = build
        self._written: dict[str, SQL] = {}

    def sql(self, values: Mapping[str, Any]) -> SQL:
        """The statement with these values, fit for a cursor of the default database."""
        vendor = connection.vendor
        if vendor not in self._written:
            self._written[vendor] = self._build().query.sql_with_params()
        text, params = self._written[vendor]
        given = {
            name: _adapted(vendor, value) if isinstance(value, datetime) else value
            for name, value in values.items()
        }
        return text, tuple([given[one.name] if isinstance(one, Slot) else one for one in params])

    def objects(self, model: type[Record], values: Mapping[str, Any]) -> list[Record]:
        """For a queryset of whole objects of the model, without annotations."""
        names = in_order_of(model, None)
        return [record(model, names, row) for row in self.rows(values)]

    def rows(self, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Run it. Values come as the driver gives them: JSON is text, and on SQLite a datetime has no zone."""
        return executed(self.sql(values))


@lru_cache(maxsize=64)
def _adapted(vendor: str, moment: datetime) -> Any:
    """As the database stores it. One page asks many times for the same moment."""
    return connection.ops.adapt_datetimefield_value(moment)


def executed(sql: SQL) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(*sql)
        return cursor.fetchall()


@cache
def in_order_of(model: type[Model], fields: tuple[str, ...] | None) -> list[str]:
    """The named columns in the order in which `record` takes them; all of them for None."""
    names = [field.attname for field in model._meta.concrete_fields]
    return [name for name in names if fields is None or name in fields]


def record(model: type[Record], names: Sequence[str], values: Sequence[Any]) -> Record:
    """What Django makes of a row too, without `__init__` and its signals: a public page is little else than this.

    What was not selected is read when it is asked for, as after `only()`.
    """
    made = model.__new__(model)
    made.__dict__.update(zip(names, values, strict=True))
    for name, convert in _converters(model):
        if name in made.__dict__:
            made.__dict__[name] = convert(made.__dict__[name])
    made._state = ModelState()
    made._state.db, made._state.adding = DEFAULT_DB_ALIAS, False
    return made


@cache
def _converters(model: type[Model]) -> list[tuple[str, Callable[[Any], Any]]]:
    kinds = {DateTimeField: _aware, JSONField: _parsed}
    return [
        (field.attname, convert)
        for field in model._meta.concrete_fields
        for kind, convert in kinds.items()
        if isinstance(field, kind)
    ]


def _aware(value: datetime | None) -> datetime | None:
    """SQLite gives UTC without saying so; PostgreSQL says so."""
    return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


def _parsed(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value
