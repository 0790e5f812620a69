"""The staff of a demo newsroom: one person for each role, with passwords made afresh."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from articles.models import Assignment, Role
from newsroom.models import User

STAFF = (
    ("writer", "Lotte", "Averin", Role.WRITER),
    ("editor", "Piet", "Sommerlad", Role.EDITOR),
    ("photo-editor", "Ines", "Kowalik", Role.PHOTO_EDITOR),
    ("chief", "Marit", "Halloran", Role.CHIEF),
    ("admin", "Oskar", "Devine", Role.ADMINISTRATOR),
)
"""Login, invented name and role. Nobody is a superuser, who would pass every check."""

_CONSONANTS, _VOWELS = "bdfgklmnprstvz", "aeiou"
GROUPS = 4


@dataclass(frozen=True, slots=True)
class Login:
    username: str
    name: str
    role: str
    password: str


def make_staff(*, reset: bool = False) -> list[Login]:
    """The logins that were made, each password once and nowhere else. Who is there already is left alone, but for
    a new password when `reset` asks for it."""
    logins = []
    for username, first_name, last_name, role in STAFF:
        user = User.objects.filter(username=username).first()
        if user is not None and not reset:
            continue
        user = user or User(username=username, first_name=first_name, last_name=last_name, is_staff=True)
        logins.append(
            Login(username, f"{first_name} {last_name}", str(role.label), _give_password(user, role))
        )
    return logins


@transaction.atomic
def _give_password(user: User, role: Role) -> str:
    password = new_password()
    validate_password(password, user)
    user.set_password(password)
    user.save()
    Assignment.objects.get_or_create(user=user, defaults={"role": role})
    return password


def new_password() -> str:
    """Four groups that can be read out over a telephone, about 64 bits: "kobat-mirus-tefok-lanip"."""
    return "-".join(_group() for _ in range(GROUPS))


def _group() -> str:
    return "".join(secrets.choice(letters) for letters in (_CONSONANTS, _VOWELS) * 2 + (_CONSONANTS,))
