"""What monitoring asks: does the process answer (/healthz), and can it do its work (/readyz)."""

from __future__ import annotations

import logging

from django.core.checks import ERROR, Tags, run_checks
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)

_is_migrated = False
"""Migrations do not become unapplied under a running process: asked until the answer is yes, then remembered."""


def faults_of_the_database() -> list[str]:
    """What is wrong with it, one sentence each; empty when it can be reached and keeps its rules."""
    try:
        found = run_checks(tags=[Tags.database], databases=[DEFAULT_DB_ALIAS])
    except DatabaseError as error:
        return [f"The database cannot be reached: {str(error).strip()}"]
    serious = [message for message in found if message.is_serious(ERROR) and not message.is_silenced()]
    return [f"{message.msg} {message.hint or ''}".strip() for message in serious]


def is_migrated() -> bool:
    global _is_migrated
    if not _is_migrated:
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        _is_migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _is_migrated


def _plain(text: str, status: int = 200) -> HttpResponse:
    return HttpResponse(text + "\n", status=status, content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers; it asks nothing else."""
    return _plain("alive")


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """The database answers, is migrated and keeps its rules. Why not is for the log, not for whoever asks."""
    faults = faults_of_the_database()
    if not faults and not is_migrated():
        faults = ["Migrations wait: run manage.py migrate."]
    if faults:
        logger.error("Not ready: %s", " ".join(faults))
        return _plain("not ready", status=503)
    return _plain("ready")
