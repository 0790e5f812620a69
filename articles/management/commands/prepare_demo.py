"""All that `make demo` needs after `migrate`: `manage.py prepare_demo`."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import transaction

from articles.exchange.ingest import Options, Outcome, Run, Status
from articles.exchange.reading import Source
from articles.exchange.sources import files_of, printable
from articles.management.commands.create_demo_staff import table_of
from articles.management.demo_desk import DemoDesk, Move
from articles.management.demo_site import fill_site
from articles.management.demo_staff import make_staff
from articles.management.examples import CommandWithExamples
from articles.management.people import importer_named
from articles.models import Article
from articles.workflow import publication

EXAMPLES = "example: manage.py prepare_demo"


class Command(CommandWithExamples):
    examples = EXAMPLES
    help = (
        "Fill a new site with an invented newspaper: one person for each role, its pages, nineteen stories that "
        "came out, one of them retracted since, and five that wait at the desk. On a site that has them already it "
        "changes nothing: a story that somebody has changed, taken down or thrown away stays so."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--seeds", type=Path, default=settings.BASE_DIR / "seeds", help="the folder of the stories"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        seeds: Path = options["seeds"]
        if not (seeds / "site.json").is_file():
            raise CommandError(f"There is no demo in {seeds}: it holds no site.json.")
        logins = make_staff()
        self._make_again()
        said = json.loads((seeds / "site.json").read_text(encoding="utf-8"))
        if fill_site(said, seeds):
            self.stdout.write("The site has its name, pages and sections.")
        desk = DemoDesk()
        published = self._published(seeds)
        for places in said["front"].values():
            desk.arrange(_by_name(published), places)
        outcomes = published + self._waiting(seeds, desk)
        self._tell(outcomes)
        if logins:
            self.stdout.write(table_of(logins))
        if failed := [
            outcome for outcome in outcomes if outcome.failed and not _is_in_no_language_here(outcome)
        ]:
            raise CommandError(f"{len(failed)} stories of the demo are not as they should be; see above.")

    def _make_again(self) -> None:
        """A demo of an older Newsroom has stories of which lists and pages would show nothing."""
        if publication.has_stories_without_pieces():
            number = sum(changed for _story, changed in publication.rebuild())
            self.stdout.write(f"An older Newsroom stored these stories: {number} of them were made again.")

    def _published(self, seeds: Path) -> list[Outcome]:
        run = Run(Options(by=importer_named("chief"), publish=True))
        return [run.take(_source(page), page) for page in _pages(seeds / "published")]

    def _waiting(self, seeds: Path, desk: DemoDesk) -> list[Outcome]:
        """Drafts of the writer, moved on through the same door as at the desk."""
        run = Run(Options(by=desk.writer))
        return [
            _take_and_move(run, page, move_on)
            for folder, move_on in desk.by_folder().items()
            for page in _pages(seeds / "waiting" / folder)
        ]

    def _tell(self, outcomes: list[Outcome]) -> None:
        counts = Counter(outcome.status for outcome in outcomes)
        for outcome in outcomes:
            # What the desk has made of the demo's stories since is the desk's own business.
            is_news = outcome.status is Status.CREATED or outcome.failed
            for note in (outcome.reason, *outcome.warnings) if is_news else ():
                if note:
                    self.stdout.write(f"{outcome.path}: {note}")
        if counts[Status.CREATED]:
            self.stdout.write(f"{counts[Status.CREATED]} stories came in.")
        else:
            self.stdout.write("The demo is there already; nothing was changed.")


def _is_in_no_language_here(outcome: Outcome) -> bool:
    """A site of fewer languages has a smaller demo."""
    return outcome.reason is not None and outcome.reason.code == "language"


def _by_name(outcomes: list[Outcome]) -> dict[str, Article]:
    """File name -> story, of those that have come in now."""
    made = {
        one.article_id: Path(one.path).name
        for one in outcomes
        if one.article_id and one.status is Status.CREATED and not one.failed
    }
    return {made[article.pk]: article for article in Article.objects.filter(pk__in=list(made))}


@transaction.atomic
def _take_and_move(run: Run, page: Path, move_on: Move) -> Outcome:
    """Both or neither: a run that was killed between the two would leave the story where it does not belong."""
    outcome = run.take(_source(page), page)
    if outcome.status is Status.CREATED and outcome.article_id:
        move_on(Article.objects.get(pk=outcome.article_id))
    return outcome


def _pages(folder: Path) -> list[Path]:
    return files_of([str(folder)]).pages if folder.is_dir() else []


def _source(page: Path) -> Source:
    """Named from the root of the project, so that the history of a story names no folder of this machine."""
    inside = page.relative_to(settings.BASE_DIR) if page.is_relative_to(settings.BASE_DIR) else page
    return Source(path=printable(inside), data=page.read_bytes())
