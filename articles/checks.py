"""System checks: a database that has lost its rules is found at start-up, with a hint."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections

from articles.models import PublishedArticle, triggers


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


@register(Tags.database)
def stories_have_their_pieces(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """After an upgrade that stores more of a page with its story, the stories published before lack it."""
    for alias in databases or ():
        connection = connections[alias]
        table, column = PublishedArticle._meta.db_table, "feed_item"
        with connection.cursor() as cursor:
            if table not in connection.introspection.table_names(cursor):
                continue
            columns = connection.introspection.get_table_description(cursor, table)
        is_lacking = PublishedArticle.rows.using(alias).filter(feed_item="").exists
        if any(found.name == column for found in columns) and is_lacking():
            return [
                Warning(
                    "Some published stories were stored by an older Newsroom, and lists show them empty.",
                    hint="Run manage.py rebuild_published.",
                    id="articles.W001",
                )
            ]
    return []
