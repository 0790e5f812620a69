"""An archive of any size, for measuring: `manage.py load_sample --articles 10000`."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone
from tqdm import tqdm

from articles.management.examples import CommandWithExamples
from articles.management.people import WRONG_USAGE
from articles.management.sample_loader import Sample
from articles.models import Article, Section

EXAMPLES = "example: export VAR_DIR=/tmp/measure; manage.py migrate && manage.py load_sample --articles 10000"
MOST = 1_000_000


class Command(CommandWithExamples):
    examples = EXAMPLES
    help = (
        "Fill an empty site with stories of meaningless words, published, with sections, authors, tags and pictures: "
        "always the same ones. For measuring only; a site that has stories or sections is left alone."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--articles", type=int, required=True, metavar="N", help="how many stories")

    def handle(self, *args: Any, **options: Any) -> None:
        number: int = options["articles"]
        if not 1 <= number <= MOST:
            raise CommandError(
                f"--articles must be from 1 to {MOST:,}, not {number:,}.", returncode=WRONG_USAGE
            )
        if Article.objects.exists() or Section.objects.exists():
            raise CommandError(
                "This site has stories or sections already, and the sample would stand among them for all readers. "
                "Give it a site of its own: set VAR_DIR (or DATABASE_URL) to an empty one and run migrate first.",
                returncode=WRONG_USAGE,
            )
        started = time.monotonic()
        sample = Sample(timezone.now() - timedelta(seconds=1))
        sample.prepare()
        with tqdm(total=number, unit=" stories", disable=None, leave=False) as bar:
            for loaded in sample.load(number):
                bar.update(loaded)
        seconds = time.monotonic() - started
        self.stdout.write(f"{number:,} stories in {seconds:,.0f} s, {number / seconds:,.0f} a second.")
