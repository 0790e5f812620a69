"""The demo staff: one for each role, passwords made afresh, nobody overwritten."""

from __future__ import annotations

import re
from io import StringIO

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.management import call_command

from articles.management.demo_staff import STAFF, new_password
from articles.models import Assignment, Role
from newsroom.models import User
from tests.cast import a_person


def said(*arguments: str) -> str:
    out = StringIO()
    call_command("create_demo_staff", *arguments, stdout=out)
    return out.getvalue()


def passwords_in(text: str) -> dict[str, str]:
    return dict(re.findall(r"^  (\S+) +(\S+-\S+-\S+-\S+) ", text, re.MULTILINE))


@pytest.mark.django_db
class CreateDemoStaffTests:
    def test_it_makes_one_person_for_each_role(self) -> None:
        passwords = passwords_in(said())
        assert set(passwords) == {"writer", "editor", "photo-editor", "chief", "admin"}
        roles = dict(Assignment.objects.values_list("user__username", "role"))
        assert roles == {username: role for username, _first, _last, role in STAFF}
        assert set(roles.values()) == set(Role.values)
        for username, password in passwords.items():
            user = User.objects.get(username=username)
            assert user.check_password(password)
            assert user.is_staff and user.is_active and not user.is_superuser
            assert not user.assignment.sections.exists()

    def test_the_second_time_it_leaves_everybody_alone(self) -> None:
        passwords = passwords_in(said())
        Assignment.objects.filter(user__username="writer").update(role=Role.CHIEF)
        again = said()
        assert not passwords_in(again) and "there already" in again
        assert all(User.objects.get(username=name).check_password(words) for name, words in passwords.items())
        assert User.objects.get(username="writer").assignment.role == Role.CHIEF

    def test_an_account_of_that_name_is_left_alone(self) -> None:
        person = a_person("chief", Role.WRITER)
        assert "chief" not in passwords_in(said())
        person.refresh_from_db()
        assert person.assignment.role == Role.WRITER and not person.has_usable_password()

    def test_reset_prints_new_passwords(self) -> None:
        before = passwords_in(said())
        after = passwords_in(said("--reset"))
        assert set(after) == set(before) and not set(after.values()) & set(before.values())
        assert all(User.objects.get(username=name).check_password(words) for name, words in after.items())
        assert User.objects.count() == 5

    def test_passwords_are_long_readable_and_never_the_same(self) -> None:
        made = {new_password() for _ in range(200)}
        assert len(made) == 200
        for password in made:
            assert re.fullmatch(r"[a-z]{5}(-[a-z]{5}){3}", password)
            validate_password(password)
