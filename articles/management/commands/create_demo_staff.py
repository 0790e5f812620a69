"""One member of staff for each role: `manage.py create_demo_staff`."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from articles.management.demo_staff import STAFF, Login, make_staff
from articles.management.examples import CommandWithExamples

EXAMPLES = "example: manage.py create_demo_staff --reset"


class Command(CommandWithExamples):
    examples = EXAMPLES
    help = (
        f"Create {', '.join(name for name, *_ in STAFF)}: one person for each role, and print their passwords, made "
        "afresh and kept nowhere. Who exists already is left alone."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--reset", action="store_true", help="give everybody of the demo staff a new password"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        logins = make_staff(reset=options["reset"])
        self.stdout.write(
            table_of(logins)
            if logins
            else "The demo staff is there already. For new passwords: manage.py create_demo_staff --reset"
        )


def table_of(logins: list[Login]) -> str:
    """Names, roles and passwords in columns."""
    lines = ["These passwords are shown once:"]
    lines += [f"  {login.username:<14}{login.password:<26}{login.role} ({login.name})" for login in logins]
    return "\n".join(lines)
