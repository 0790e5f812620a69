"""Take words out of everything the paper keeps: `manage.py redact`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from getpass import getpass
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from articles.management.examples import CommandWithExamples
from articles.management.people import WRONG_USAGE, person_named
from articles.management.progress import with_progress
from articles.models import Article, Redaction
from articles.workflow import blacking, redaction
from articles.workflow.actions import Refused
from articles.workflow.scrubbing import NotClean
from newsroom.lib.ledger import Damaged

EXAMPLES = """examples:
  manage.py redact                                  lists the redactions and how far each has come
  manage.py redact --ask --as chief --story 47 --reason "A source asked for it." --words-file words.txt
  manage.py redact --ask --as chief --everywhere --cut-addresses --reason "Danger to a source."
  manage.py redact --confirm hk3m9 --as editor      the second person types the words again
  manage.py redact --finish                         takes up a redaction that was interrupted
  manage.py redact --apply-ledger                   after an older backup was put back

Words come from a terminal (they are not shown while you type them), from standard input or from a file, one word or
phrase a line, each grammatical form of a name on a line of its own. They are never part of the command: what is typed
there stays in the history of the shell, and is seen by everybody who may list the processes of this machine. Delete
the file of words when you are done."""


class Command(CommandWithExamples):
    examples = EXAMPLES
    help = (
        "Redaction removes words from every revision, note, line of history, published page, index, cache, picture and "
        "PDF, for a source or a person in danger. One person asks, another confirms; the words are kept nowhere."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--ask", action="store_true", help="the first half, for the chief editor")
        what.add_argument("--confirm", metavar="REF", help="the second half: black the words out")
        what.add_argument("--finish", action="store_true", help="take up what was interrupted")
        what.add_argument(
            "--apply-ledger", action="store_true", help="do every redaction again, on what stands here"
        )
        parser.add_argument(
            "--as", dest="by", metavar="USER", help="who acts: the name with which they sign in"
        )
        where = parser.add_mutually_exclusive_group()
        where.add_argument("--story", type=int, metavar="NUMBER", help="this story only")
        where.add_argument("--everywhere", action="store_true", help="everything that the paper keeps")
        parser.add_argument("--reason", default="", help="why, said without the words")
        parser.add_argument(
            "--cut-addresses", action="store_true",
            help="old addresses with the words answer “gone” and lead nowhere",
        )  # fmt: skip
        parser.add_argument(
            "--words-file", type=Path, metavar="FILE", help="where the words stand, one phrase a line"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._do(options)
        except Refused as refusal:
            raise CommandError(refusal.sentence, returncode=WRONG_USAGE) from refusal
        except (NotClean, Damaged) as problem:
            raise CommandError(str(problem)) from problem

    def _do(self, options: dict[str, Any]) -> None:
        if options["ask"]:
            self._ask(options)
        elif options["confirm"]:
            self._confirm(options)
        elif options["finish"]:
            self._finish()
        elif options["apply_ledger"]:
            self._apply_ledger()
        else:
            self._list()

    def _ask(self, options: dict[str, Any]) -> None:
        user = self._person(options)
        if not options["everywhere"] and options["story"] is None:
            raise CommandError("Say where: --story NUMBER or --everywhere.", returncode=WRONG_USAGE)
        article = self._story(user, options["story"])
        words = self._words(options)
        found = redaction.look(article, words, user)
        asked = redaction.ask(
            user, words, reason=options["reason"], article=article, cuts_addresses=options["cut_addresses"]
        )
        self._tell_counts(found.counts)
        self.stdout.write(
            f"Asked for as {asked.ref}. Nothing is blacked out yet: somebody else confirms it with\n"
            f"  manage.py redact --confirm {asked.ref} --as THEIR_NAME"
        )

    def _confirm(self, options: dict[str, Any]) -> None:
        user = self._person(options)
        known = redaction.open_to(user).filter(ref__startswith=options["confirm"])
        if known.count() != 1:
            sentence = f"There is no redaction {options['confirm']}. manage.py redact lists them."
            raise CommandError(sentence, returncode=WRONG_USAGE)
        done = redaction.confirm(known.get(), user, self._words(options))
        self._tell_counts(done.counts)
        self.stdout.write(f"Done: {done.ref}.")

    def _finish(self) -> None:
        waiting = list(redaction.unfinished())
        for one in with_progress(waiting, "redactions", total=len(waiting)):
            redaction.finish(one)
        self.stdout.write(f"{len(waiting)} finished." if waiting else "Nothing was left to do.")

    def _apply_ledger(self) -> None:
        applied = passed = 0
        for _line, is_here in with_progress(redaction.apply_ledger(), "redactions"):
            applied += is_here
            passed += not is_here
        self.stdout.write(
            f"Redactions applied: {applied}. Of stories that are not in this database: {passed}."
        )

    def _list(self) -> None:
        rows = Redaction.objects.select_related("article")
        for one in rows:
            if one.article is not None and one.article.is_closed:
                continue  # Whoever may run a command need not be named on the story.
            where = f"story {one.article_id}" if one.article_id else "everywhere"
            self.stdout.write(f"{one.ref}  {one.asked_at:%Y-%m-%d %H:%M}  {where:<12} {_state(one)}")
        if not rows:
            self.stdout.write("Nobody has asked for a redaction.")

    @staticmethod
    def _person(options: dict[str, Any]) -> Any:
        if not options["by"]:
            raise CommandError("Say who acts: --as USER.", returncode=WRONG_USAGE)
        return person_named(options["by"])

    @staticmethod
    def _story(user: Any, number: int | None) -> Article | None:
        if number is None:
            return None
        article = Article.objects.open_to(user).filter(pk=number).first()
        if article is None:
            raise CommandError(f"There is no story {number}.", returncode=WRONG_USAGE)
        return article

    @staticmethod
    def _words(options: dict[str, Any]) -> list[str]:
        if path := options["words_file"]:
            try:
                return redaction.phrases_of(path.read_text())
            except (OSError, UnicodeDecodeError) as error:
                raise CommandError(f"{path} cannot be read as text.", returncode=WRONG_USAGE) from error
        if sys.stdin.isatty():
            return redaction.phrases_of("\n".join(iter(_typed, "")))
        return redaction.phrases_of(sys.stdin.read())

    def _tell_counts(self, counts: dict[str, int]) -> None:
        for label, number in sorted(counts.items()):
            self.stdout.write(f"{number:>7} {blacking.name_of(label)}")
        if not counts:
            self.stdout.write("The words were found nowhere.")


def _typed() -> str:
    """Without an echo, so that nothing stays on the screen."""
    return getpass("A word or phrase (an empty line ends the list): ").strip()


def _state(one: Redaction) -> str:
    if one.confirmed_at is None:
        return "waits for the second person"
    return "done" if one.cleaned_at else "done in the database; run --finish for files and caches"
