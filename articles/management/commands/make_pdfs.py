"""Make the PDFs of stories now, outside the queue: `manage.py make_pdfs`."""

from __future__ import annotations

import logging
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from articles.delivery import pdf
from articles.management.examples import CommandWithExamples
from articles.management.people import WRONG_USAGE
from articles.management.progress import with_progress

logger = logging.getLogger(__name__)

EXAMPLES = "examples:\n  manage.py make_pdfs\n  manage.py make_pdfs 12 47"


class Command(CommandWithExamples):
    examples = EXAMPLES
    help = (
        "Make the PDFs that are missing, the newest stories first, and delete those of stories that readers no longer "
        "see. What is already there is left as it is; what could not be set is tried again. Can be repeated, and stopped at any point. "
        "A PDF prints the address of the site: run it with the SITE_URL that the server has, or the server makes its own again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("stories", nargs="*", type=int, metavar="NUMBER", help="these stories only")

    def handle(self, *args: Any, **options: Any) -> None:
        known = pdf.all_ids()
        wanted = sorted(set(options["stories"]), reverse=True)
        if unknown := set(wanted) - set(known):
            numbers = ", ".join(map(str, sorted(unknown)))
            raise CommandError(
                f"Readers do not see story {numbers}, so it has no PDF.", returncode=WRONG_USAGE
            )
        made, failed = self._make(wanted or known)
        gone = 0 if wanted else pdf.delete_left_behind()
        self.stdout.write(f"PDFs made: {made}. Stories whose PDF was deleted: {gone}.")
        if failed:
            numbers = ", ".join(map(str, failed))
            raise CommandError(
                f"The PDF of story {numbers} could not be made. The log says why; run this again."
            )

    @staticmethod
    def _make(story_ids: list[int]) -> tuple[int, list[int]]:
        """One that fails does not hold up the others."""
        made, failed = 0, []
        for story_id in with_progress(story_ids, "stories", total=len(story_ids)):
            try:
                made += pdf.keep(story_id, tries_again=True)
            except Exception:
                logger.exception("The PDF of story %s could not be made.", story_id)
                failed.append(story_id)
        return made, failed
