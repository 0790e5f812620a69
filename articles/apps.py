"""Connects what must travel upwards: what follows migrations, signals to whoever listens."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_delete, post_migrate, post_save, pre_migrate
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Stories")

    def ready(self) -> None:
        from articles import checks  # noqa: F401  Registers the system checks.
        from articles.models import Article
        from articles.workflow import closed, closing, photo_uses, publication, taxonomy
        from media import usage

        taxonomy.connect()
        post_save.connect(
            closing.follow_original, sender=Article, dispatch_uid="translations of closed stories"
        )
        usage.secrets.append(closed.photos_unseen_by)
        usage.hooks.append(photo_uses.uses)
        usage.guards.append(photo_uses.reason_to_keep)
        usage.showings.append(publication.shows_photo)
        connect_chrome()
        connect_delivery()
        pre_migrate.connect(let_triggers_step_aside, sender=self)
        post_migrate.connect(install_triggers, sender=self)


def connect_chrome() -> None:
    """The menu of sections follows their names and the stories that are live or to come; the pins, the desk."""
    from articles.models import Kind, KindName, Section, SectionName
    from articles.public.arrangement import arrangement
    from articles.public.menu import menu
    from articles.workflow import signals
    from newsroom import chrome

    chrome.register(menu)
    chrome.register(arrangement)
    for model in (Kind, KindName, Section, SectionName):
        post_save.connect(chrome.rewrite, sender=model)
        post_delete.connect(chrome.rewrite, sender=model)
    for signal in (signals.published, signals.unpublished, signals.corrected, signals.arranged):
        signal.connect(chrome.rewrite)


def connect_delivery() -> None:
    """What was published gets its PDF; what was taken away loses it."""
    from articles.delivery import pdf
    from articles.workflow import signals

    for signal in (signals.published, signals.unpublished, signals.corrected):
        signal.connect(pdf.follow)
    signals.redacted.connect(pdf.forget)


def let_triggers_step_aside(using: str, plan: Any = (), **kwargs: Any) -> None:
    from articles.models import triggers

    if plan:
        triggers.step_aside(connections[using])


def install_triggers(using: str, **kwargs: Any) -> None:
    from articles.models import triggers
    from newsroom import chrome

    connection = connections[using]
    if "articles_publishedarticle" in connection.introspection.table_names():
        triggers.install(connection)
        chrome.rewrite()
