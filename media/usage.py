"""Where a photo is used: asked of whoever uses photos, because `media` knows no stories."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from media.models import Photo


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One place where a photo stands, in words, with the address of that place at the desk."""

    label: str
    address: str = ""
    is_public: bool = False
    """Readers see it there now."""


hooks: list[Callable[[Photo, Any], Iterable[Use]]] = []
"""Each is asked with the photo and the person who looks: a closed story is named only to those on it."""
guards: list[Callable[[Photo], str]] = []
"""Each answers with a sentence why this photo cannot be deleted, or with an empty one. Whoever asks, the answer is
the same: a photo of a closed story is held too, in words that do not name the story."""


secrets: list[Callable[[Any], Iterable[int]]] = []
"""Each is asked with the person who looks, and answers with the numbers of photos that do not exist for them."""

showings: list[Callable[[str], bool]] = []
"""Each is asked with the public key of a photo: do readers see it somewhere now?"""


def is_shown(public_key: str) -> bool:
    """Readers get a derived file only while something that they may see shows it."""
    return any(showing(public_key) for showing in showings)


def uses_of(photo: Photo, user: Any) -> list[Use]:
    return [use for hook in hooks for use in hook(photo, user)]


def reasons_to_keep(photo: Photo) -> list[str]:
    return [reason for guard in guards if (reason := guard(photo))]


def open_to(user: Any, photos: QuerySet[Photo]) -> QuerySet[Photo]:
    """The photos without those of closed stories that this person is not named on."""
    unseen = {number for secret in secrets for number in secret(user)}
    return photos.exclude(pk__in=unseen) if unseen else photos
