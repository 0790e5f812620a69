"""Writing the audit trail: one line for every move."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from articles.models import Article, AuditEvent, Revision
from newsroom.models import User


def write_line(
    article: Article | None,
    move: str,
    by: User | None,
    *,
    before: str = "",
    after: str = "",
    revision: Revision | None = None,
    reason: str = "",
    moment: datetime | None = None,
    **details: Any,
) -> AuditEvent:
    """Who, what, when, from which state to which, and why. `by` is None only for an unattended command, `article` for
    what concerns every story."""
    return AuditEvent.objects.create(
        article=article,
        move=move,
        state_before=before,
        state_after=after,
        revision_id=revision.pk if revision else None,
        reason=reason,
        details=details,
        made_at=moment or timezone.now(),
        made_by=by.ref if by else None,
    )
