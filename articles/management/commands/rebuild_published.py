"""Make again what readers see: `manage.py rebuild_published`."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from articles.management.examples import CommandWithExamples
from articles.management.people import WRONG_USAGE
from articles.management.progress import with_progress
from articles.models import PublishedArticle
from articles.workflow import publication

EXAMPLES = "examples:\n  manage.py rebuild_published\n  manage.py rebuild_published 12 47"


class Command(CommandWithExamples):
    examples = EXAMPLES
    help = (
        "Project every published story again from its published revision: after a change of the markup, or of a "
        "name, section or photo. Working copies are not touched. Can be repeated, and stopped at any point."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("stories", nargs="*", type=int, metavar="NUMBER", help="these stories only")

    def handle(self, *args: Any, **options: Any) -> None:
        known = PublishedArticle.rows.values_list("story_id", flat=True)
        wanted = sorted(set(options["stories"]))
        if unknown := set(wanted) - set(known.filter(story_id__in=wanted)):
            numbers = ", ".join(map(str, sorted(unknown)))
            raise CommandError(f"Readers have never seen story {numbers}.", returncode=WRONG_USAGE)
        total = len(wanted) or known.distinct().count()
        rebuilt = changed = 0
        for _number, is_changed in with_progress(publication.rebuild(wanted or None), "stories", total=total):
            rebuilt += 1
            changed += is_changed
        self.stdout.write(f"{rebuilt} made again; readers see a change in {changed} of them.")
