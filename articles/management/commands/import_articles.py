"""Bring stories in from files: `manage.py import_articles PATH…`."""

from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import transaction

from articles.exchange import formats
from articles.exchange.given_dates import BadDate, DateList, moment_of, read_dates
from articles.exchange.ingest import Options, Outcome, Run, Status
from articles.exchange.names import FILE_NAME, BadNames, add_names, read_names, sentence_of
from articles.exchange.reading import Unreadable, Warning
from articles.exchange.report import ReportFile, report_to
from articles.exchange.sources import FileList, NoSuchPath, files_of, printable, read_source
from articles.management.examples import CommandWithExamples
from articles.management.people import WRONG_USAGE, importer_named
from articles.management.progress import beside_progress, with_progress

DESCRIPTION = """\
Bring stories in from files: pages saved as text, and Markdown with front matter (ours, Jekyll's, Hugo's). Each becomes
a draft, with its section, authors, tags, photos and corrections; one that was imported before is updated if nobody has
touched the story at the desk since, and left alone otherwise. The run can be repeated: it creates nothing twice.

With --publish each story is brought to the state that its file names, which is published where it names none. What
stops it is told, and the story stays a draft. A story under embargo comes in only with --as, who sets it.

The names.json of an export, in a folder that is named, is read before the stories: sections, kinds, authors and tags
that are missing here are added with their names in each language, which needs --as USER; nothing is changed.
"""
EXAMPLES = """\
examples:
  manage.py import_articles ../shared/seeds --dry-run
  manage.py import_articles archive/ --photos pictures/ --dates dates.csv --report report.json
  manage.py import_articles seeds/published --publish --as chief
  manage.py import_articles blog/_posts/*.md --tags Archive,Blog --photos blog/assets

A picture lies beside its page under the same name (story.txt, story.jpg; the second story-2.jpg), where the front
matter of a Markdown file says (media/quay.jpg), or in --photos DIR.

exit code:
  0  everything that was asked for was done
  1  a story was refused, or --publish was asked for and a story could not be published (it stays a draft)
  2  the command was used wrongly, and nothing was done
"""
MAX_SKIPPED_TOLD = 5
"""`folder/*` names every picture in it: a few lines say enough."""


class Command(CommandWithExamples):
    examples = EXAMPLES
    help = DESCRIPTION

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("paths", nargs="+", metavar="PATH", help="a file, a folder (read with all below it) or a pattern")
        add(
            "--format",
            choices=[formats.AUTO, *formats.FORMATS],
            default=formats.AUTO,
            help="how the files are written",
        )
        add("--dry-run", action="store_true", help="tell what would happen, and write nothing")
        add("--strict", action="store_true", help="refuse a story whose kind or section is new here")
        add(
            "--publish",
            action="store_true",
            help="bring each story to its state, if it passes the desk's checklist; needs --as",
        )
        add("--as", dest="by", metavar="USER", help="the user who imports, with the right to")
        add(
            "--published-at",
            metavar="WHEN",
            help="date for stories that bring none: 2025-12-14 or 2025-12-14T18:05",
        )
        add(
            "--dates",
            metavar="FILE.csv",
            type=Path,
            help="two columns: path, slug or headline; date. Wins over the page",
        )
        add("--tags", metavar="A,B", action="append", default=[], help="further tags for every story")
        add("--photos", metavar="DIR", type=Path, help="a folder of pictures, looked up by name")
        add("--report", metavar="FILE.json", type=Path, help="write what became of every file")

    def handle(self, *args: Any, **options: Any) -> None:
        files = self._files(options["paths"])
        chosen = self._options(options)
        self._take_names(options["paths"], chosen)
        run = Run(chosen)
        counts: Counter[Status] = Counter()
        waiting = failed = 0
        with ExitStack() as stack:
            report = self._report(options["report"], stack)
            for page in with_progress(files.pages, "stories", total=len(files.pages)):
                outcome = self._take(run, page, report)
                counts[outcome.status] += 1
                waiting += outcome.waiting_photos
                failed += outcome.failed
        self._tell_dates(run.options.dates)
        self._summarise(counts, waiting, is_dry=options["dry_run"])
        if failed:
            raise CommandError(
                f"{failed} of {len(files.pages)} did not go as asked; the reasons stand above."
            )

    def _take_names(self, paths: list[str], options: Options) -> None:
        """Before the stories, which would make a section of each language's name for it."""
        for path in (Path(name) / FILE_NAME for name in paths if (Path(name) / FILE_NAME).is_file()):
            try:
                self._add_names(path, options)
            except BadNames as error:
                raise CommandError(f"{path}: {error}", returncode=WRONG_USAGE) from error

    def _add_names(self, path: Path, options: Options) -> None:
        if (said := read_names(path)) is None:
            return
        if options.by is None:
            sentence = (
                f"{path} holds the names of sections, kinds, authors and tags in each language. Give --as USER, who adds "
                f"those that are missing here; or name the stories alone ({path.parent}/*.md) to do without."
            )
            raise CommandError(sentence, returncode=WRONG_USAGE)
        if options.is_strict:
            self.stdout.write(f"{path} was passed over: --strict adds no kind and no section.")
            return
        with transaction.atomic():
            added = add_names(said, options.by)
            transaction.set_rollback(options.is_dry)
        self.stdout.write(sentence_of(added, path))

    def _report(self, path: Path | None, stack: ExitStack) -> ReportFile | None:
        try:
            return stack.enter_context(report_to(path))
        except OSError as error:
            sentence = f"The report {path} cannot be written ({error.strerror})."
            raise CommandError(sentence, returncode=WRONG_USAGE) from error

    def _files(self, names: list[str]) -> FileList:
        try:
            files = files_of(names)
        except NoSuchPath as error:
            raise CommandError(str(error), returncode=WRONG_USAGE) from error
        for sentence in files.skipped[:MAX_SKIPPED_TOLD]:
            self.stdout.write(sentence)
        if len(files.skipped) > MAX_SKIPPED_TOLD:
            self.stdout.write(f"… and {len(files.skipped) - MAX_SKIPPED_TOLD} more that are no stories.")
        if not files.pages:
            raise CommandError(f"No story was found in {', '.join(names)}.", returncode=WRONG_USAGE)
        return files

    def _options(self, options: dict[str, Any]) -> Options:
        if options["publish"] and not options["by"]:
            raise CommandError("--publish needs --as USER: somebody answers for it.", returncode=WRONG_USAGE)
        photos = options["photos"]
        if photos and not photos.is_dir():
            raise CommandError(f"There is no folder of pictures {photos}.", returncode=WRONG_USAGE)
        published_at, dates = self._dates(options["published_at"], options["dates"])
        return Options(
            format=options["format"],
            by=importer_named(options["by"]) if options["by"] else None,
            is_dry=options["dry_run"],
            is_strict=options["strict"],
            publish=options["publish"],
            published_at=published_at,
            dates=dates,
            tags=tuple(tag.strip() for tags in options["tags"] for tag in tags.split(",") if tag.strip()),
            photos=photos,
        )

    def _dates(self, when: str | None, path: Path | None) -> tuple[Any, DateList]:
        try:
            return moment_of(when) if when else None, read_dates(path) if path else DateList()
        except BadDate as error:
            raise CommandError(str(error), returncode=WRONG_USAGE) from error
        except OSError as error:
            raise CommandError(
                f"{path} cannot be read ({error.strerror}).", returncode=WRONG_USAGE
            ) from error

    def _take(self, run: Run, page: Path, report: ReportFile | None) -> Outcome:
        try:
            outcome = run.take(read_source(page), page)
        except Unreadable as refusal:
            reason = Warning(code=refusal.code, sentence=refusal.sentence)
            outcome = Outcome(path=printable(page), status=Status.REFUSED, reason=reason)
        if report:
            report.add(outcome)
        self._tell(outcome)
        return outcome

    def _tell(self, outcome: Outcome) -> None:
        """A line for each story, with its public address if it has one, and under it what a person should know."""
        style = self.style.ERROR if outcome.failed else str
        where = f" → {outcome.address}" if outcome.address else ""
        lines = [style(f"{outcome.status.value:<10} {outcome.path}{where}")]
        lines += [f"           {note}" for note in (outcome.reason, *outcome.warnings) if note]
        with beside_progress():
            self.stdout.write("\n".join(lines))

    def _tell_dates(self, dates: DateList) -> None:
        for row in dates.unused():
            self.stdout.write(f"{dates.name}, line {row.line}: “{row.key}” is no story of this run.")

    def _summarise(self, counts: Counter[Status], waiting: int, *, is_dry: bool) -> None:
        said = ", ".join(f"{counts[status]} {status.value}" for status in Status if counts[status])
        self.stdout.write(f"{counts.total()} {'file' if counts.total() == 1 else 'files'}: {said}.")
        if waiting:
            photos = (
                "1 photo waits for its file" if waiting == 1 else f"{waiting} photos wait for their files"
            )
            self.stdout.write(
                f"{photos}; put pictures beside the pages, or give --photos DIR, and run again."
            )
        if is_dry:
            self.stdout.write("This was a dry run: nothing was written.")
