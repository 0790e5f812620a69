"""System checks: a database that has lost its rules is found at start-up, with a hint."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from articles.models import triggers


@register(Tags.database)
def triggers_stand(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        if "articles_publishedarticle" not in connection.introspection.table_names():
            continue
        if absent := triggers.missing(connection):
            found.append(
                Error(
                    f"The database has lost {', '.join(sorted(absent))}: history could be changed.",
                    hint="Run manage.py migrate, which puts them back.",
                    id="articles.E001",
                )
            )
    return found
