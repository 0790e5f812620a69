"""System checks: a database that has lost its rules is found at start-up, with a hint."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections

from articles.models import triggers
from articles.workflow import publication


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
    if DEFAULT_DB_ALIAS not in (databases or ()):
        return []
    try:
        is_lacking = publication.has_stories_without_pieces()
    except DatabaseError:  # Migrations wait, which is said elsewhere.
        return []
    if not is_lacking:
        return []
    return [
        Warning(
            "Some published stories were stored by an older Newsroom, and lists show them empty.",
            hint="Run manage.py rebuild_published.",
            id="articles.W001",
        )
    ]
