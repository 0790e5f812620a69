"""Write stories to files: `manage.py export_articles DIR`."""

from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from articles.exchange.export import LOST, Export, Exported, names_of, stories
from articles.exchange.given_dates import BadDate, moment_of
from articles.management.examples import CommandWithExamples
from articles.management.people import WRONG_USAGE, person_named
from articles.management.progress import beside_progress, with_progress
from articles.models import Article, SectionName
from articles.workflow.closed import Unseen
from newsroom.lib import languages
from newsroom.lib.folding import folded_name

DESCRIPTION = """\
Write stories as Markdown with front matter, one file each, and the original files of their photos into DIR/media: a
backup. Originals may tell where and by whom they were taken, and the files carry the library's own words of a photo.
To pass stories on, give --only public and a new folder: it then holds nothing that readers do not get, pictures in
the largest size of the site, under names made of the story's.

A story that readers see is written as they see it: what the desk has changed since is not in the file, and is told.
All others are written as the desk has them. Names are those that are printed: a name withheld stays withheld.
The reason of an embargo goes along with it, and the notice that readers are given; notes, all other reasons and the
history of a story stay here. import_articles reads the files back.

Closed stories, and the names and tags that stand on them alone, are in no file. With --closed-to USER those are written
on which that person is named; a file does not say that its story was closed, and import_articles makes an open draft
of it: put such a folder where only those people read it.

DIR/names.json tells what the site calls its sections, kinds, authors and tags in each language, so that another site
knows that “Politics” and “Политика” are one.

Each file appears whole or not at all. Files of an earlier export into the same folder are brought up to date; other
files there are left alone. The same site always gives the same bytes.
"""
EXAMPLES = """\
examples:
  manage.py export_articles backup/
  manage.py export_articles out/ --language ru --section Политика --since 2026-11-01
  manage.py export_articles out/ --story 12 --story 47
  manage.py export_articles site/ --only public

Back again, each story where it stood, on this site or another:
  manage.py import_articles backup/ --publish --as chief

exit code:
  0  everything that was asked for was written
  1  a story could not be written, or the file of a photo was missing
  2  the command was used wrongly, and nothing was written
"""
LEAVES_THE_HOUSE = """\
Original photographs and the library's own words of them are in this folder: keep it as you keep the site itself.
To pass stories on, use --only public."""


class Command(CommandWithExamples):
    examples = EXAMPLES
    help = DESCRIPTION

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("folder", metavar="DIR", type=Path, help="where to write; made if it is not there")
        add("--language", choices=languages.codes(), help="stories in this language alone")
        add("--section", metavar="NAME", action="append", default=[], help="of this section; may be repeated")
        add(
            "--story", metavar="ID", type=int, action="append", default=[], help="this story; may be repeated"
        )
        add("--since", metavar="WHEN", help="changed or published since: 2026-11-01 or 2026-11-01T18:05")
        add(
            "--closed-to",
            metavar="USER",
            help="also the closed stories on which this person is named; without it there are none in the files",
        )
        add("--only", choices=["public"], help="only what readers see now, without originals")

    def handle(self, *args: Any, **options: Any) -> None:
        named = person_named(options["closed_to"]) if options["closed_to"] else None
        is_only_public = options["only"] == "public"
        export = Export(options["folder"], is_only_public=is_only_public, closed_to=named)
        chosen = self._chosen(options, export)
        self._prepare(export)
        names = names_of(chosen.defer("body", "latest_revision__item").iterator(chunk_size=500))
        counts: Counter[str] = Counter()
        failed = 0
        for article in with_progress(chosen.iterator(chunk_size=100), "stories", total=len(names)):
            try:
                exported = export.write(article, names[article.pk])
            except Exception as error:  # One story must not end the run for the others.
                failed += 1
                self._say(self.style.ERROR(f"story {article.pk} “{article}” could not be written ({error})."))
                continue
            counts["new" if exported.is_new else "unchanged"] += 1
            failed += any(warning.code == LOST for warning in exported.warnings)
            self._tell(exported)
        if not export.is_only_public:
            self.stdout.write(LEAVES_THE_HOUSE)
        self._summarise(counts, options["folder"])
        if failed:
            raise CommandError(f"{failed} of {len(names)} did not go as asked; the reasons stand above.")

    def _chosen(self, options: dict[str, Any], export: Export) -> Any:
        try:
            since = moment_of(options["since"]) if options["since"] else None
        except BadDate as error:
            raise CommandError(str(error), returncode=WRONG_USAGE) from error
        chosen = stories(
            language=options["language"] or "",
            section_ids=[number for name in options["section"] for number in _section_ids(name)],
            ids=options["story"],
            since=since,
            is_only_public=export.is_only_public,
            closed_to=export.closed_to,
            moment=export.moment,
        )
        known = Unseen(export.closed_to).stories(Article.objects.all())
        for number in options["story"]:
            if not known.filter(pk=number).exists():
                raise CommandError(f"There is no story {number}.", returncode=WRONG_USAGE)
        if not chosen.exists():
            raise CommandError(
                "No story fits what was asked for; nothing was written.", returncode=WRONG_USAGE
            )
        return chosen

    def _prepare(self, export: Export) -> None:
        try:
            export.prepare()
            export.write_names()
        except OSError as error:
            sentence = f"{export.folder} cannot be written to ({error.strerror}). Name another folder."
            raise CommandError(sentence, returncode=WRONG_USAGE) from error

    def _tell(self, exported: Exported) -> None:
        """Only what a person should look at: an archive has more files than anybody reads."""
        if exported.warnings:
            lines = [exported.name, *(f"           {warning}" for warning in exported.warnings)]
            self._say("\n".join(lines))

    def _say(self, words: str) -> None:
        with beside_progress():
            self.stdout.write(words)

    def _summarise(self, counts: Counter[str], folder: Path) -> None:
        total = counts.total()
        self.stdout.write(
            f"{total} {'story' if total == 1 else 'stories'} in {folder}: {counts['new']} written, "
            f"{counts['unchanged']} as they were."
        )


def _section_ids(name: str) -> list[int]:
    """In whatever language it is named, with the sections that are part of it."""
    named = SectionName.objects.filter(folded_name=folded_name(name)).values_list("section_id", flat=True)
    if not named:
        raise CommandError(f"There is no section called {name}.", returncode=WRONG_USAGE)
    parts = SectionName.objects.filter(section__parent__in=named).values_list("section_id", flat=True)
    return sorted({*named, *parts})
