"""The person in whose name a command acts."""

from __future__ import annotations

from django.core.management import CommandError

from articles.workflow import actions
from newsroom.models import User

WRONG_USAGE = 2
"""Exit code for a command that was asked for wrongly and has done nothing."""


def person_named(username: str) -> User:
    """The active user of this name, or a clear refusal."""
    user = User.objects.filter(username=username).first()
    if user is None:
        raise CommandError(
            f"There is no user called {username}. Give the name with which the person signs in.",
            returncode=WRONG_USAGE,
        )
    if not user.is_active:
        raise CommandError(f"The account {username} is switched off.", returncode=WRONG_USAGE)
    return user


def importer_named(username: str) -> User:
    """As above, and with the right to import."""
    user = person_named(username)
    try:
        actions.check_import_right(user)
    except actions.Refused as refusal:
        raise CommandError(refusal.sentence, returncode=WRONG_USAGE) from refusal
    return user
