"""Queries whose SQL Django writes once: afterwards only their values change.

Building a queryset and compiling it costs a public page more than running it. A `Prepared` keeps the ORM as the
one place where a query is written, and the SQL that it made for each database.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeVar

from django.db import connection
from django.db.models import DateTimeField, JSONField, Model, QuerySet
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

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Slot]]:
        return "%s", [self]


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
        return text, tuple(_value(values[one.name]) if isinstance(one, Slot) else one for one in params)

    def objects(self, model: type[Record], values: Mapping[str, Any]) -> list[Record]:
        """For a queryset of whole objects of the model, without annotations."""
        names = in_order_of(model, None)
        return [record(model, names, row) for row in self.rows(values)]

    def rows(self, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Run it. Values come as the driver gives them: JSON is text, and on SQLite a datetime has no zone."""
        return executed(self.sql(values))


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
    """What Django makes of a row too, with less ado: a public page is little else than this."""
    converters = _converters(model)
    converted = [
        converters[name](value) if name in converters else value
        for name, value in zip(names, values, strict=True)
    ]
    return model.from_db(connection.alias, names, converted)


@cache
def _converters(model: type[Model]) -> dict[str, Callable[[Any], Any]]:
    kinds = {DateTimeField: _aware, JSONField: _parsed}
    return {
        field.attname: convert
        for field in model._meta.concrete_fields
        for kind, convert in kinds.items()
        if isinstance(field, kind)
    }


def _aware(value: datetime | None) -> datetime | None:
    """SQLite gives UTC without saying so; PostgreSQL says so."""
    return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


def _parsed(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def _value(value: Any) -> Any:
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value
