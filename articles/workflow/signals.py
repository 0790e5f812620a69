"""What the rest of the house may listen to. Each is sent after commit, with `story_ids: list[int]`."""

from collections.abc import Iterable

from django.db import transaction
from django.dispatch import Signal

published = Signal()
"""A slice was written, now or for later; also when a rebuild changed what readers see."""
unpublished = Signal()
corrected = Signal()
arranged = Signal()
"""A story was pinned to the front page of its language, or taken off it."""

redacted = Signal()
"""Words went out of these stories: whatever was made of them before must not stay. Sent until nobody objects."""


def send_on_commit(signal: Signal, story_ids: Iterable[int]) -> None:
    """A listener that fails takes neither the move nor the other listeners down."""
    ids = list(story_ids)
    transaction.on_commit(lambda: signal.send_robust(sender=None, story_ids=ids) and None)
