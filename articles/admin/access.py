"""Who is asking, and what they may do to this story: looked up once a request."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from articles.models import Article
from articles.workflow.closed import Unseen
from articles.workflow.roles import Powers, RoleBackend
from newsroom.models import User


def person(request: HttpRequest) -> User:
    """Whoever is signed in; admin pages have nobody else."""
    assert isinstance(request.user, User)
    return request.user


def powers_of(request: HttpRequest) -> Powers:
    known: Powers | None = getattr(request, "_powers", None)
    if known is None:
        known = Powers(person(request))
        request._powers = known  # type: ignore[attr-defined]
        RoleBackend.remember(known.user, known.role)
    return known


def unseen_by(request: HttpRequest) -> Unseen:
    """What is kept from whoever asks, because it stands in closed stories alone."""
    known: Unseen | None = getattr(request, "_unseen", None)
    if known is None:
        known = Unseen(request.user)
        request._unseen = known  # type: ignore[attr-defined]
    return known


def may_edit(request: HttpRequest, article: Article) -> bool:
    return _kept(request, article)[0]


def may_edit_photos(request: HttpRequest, article: Article) -> bool:
    return _kept(request, article)[1]


def _kept(request: HttpRequest, article: Article) -> tuple[bool, bool]:
    """Asked of the stored story, before the form writes its fields into it, and kept for the request."""
    answers: dict[int, tuple[bool, bool]] = getattr(request, "_story_rights", {})
    if article.pk not in answers:
        powers = powers_of(request)
        answers[article.pk] = (powers.may_edit(article), powers.may_edit_photos(article))
        request._story_rights = answers  # type: ignore[attr-defined]
    return answers[article.pk]


def names_of(refs: Iterable[UUID | None]) -> dict[UUID | None, str]:
    """Names of the people behind these refs, in one query; whoever was erased has none any more."""
    wanted = {ref for ref in refs if ref is not None}
    names: dict[UUID | None, str] = {ref: _("someone who is no longer here") for ref in wanted}
    names |= {user.ref: str(user) for user in User.objects.filter(ref__in=wanted)}
    return {**names, None: _("nobody: a command")}
