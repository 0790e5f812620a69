"""Connects what must travel upwards: triggers after migrations, signals to whoever listens."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Stories")

    def ready(self) -> None:
        from articles import checks  # noqa: F401  Registers the system checks.
        from articles.workflow import taxonomy

        taxonomy.connect()
        post_migrate.connect(install_triggers, sender=self)


def install_triggers(using: str, **kwargs: Any) -> None:
    from articles.models import triggers

    connection = connections[using]
    if "articles_publishedarticle" in connection.introspection.table_names():
        triggers.install(connection)
