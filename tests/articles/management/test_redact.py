"""`manage.py redact`: two people at a terminal, and no word of theirs in the shell's history."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from articles.models import Article, Redaction
from newsroom.lib import ledger
from newsroom.lib.blackout import MARK
from tests.cast import Cast
from tests.stories import a_draft

WORD = "Zwirbelkanari"


@pytest.fixture(autouse=True)
def no_ledger() -> None:
    (Path(settings.VAR_DIR) / ledger.LEDGER_FILE).unlink(missing_ok=True)


@pytest.fixture
def words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{WORD}\n"))


@pytest.fixture
def said(tmp_path: Path) -> Path:
    path = tmp_path / "words.txt"
    path.write_text(f"{WORD}\n\n")
    return path


def redact(*options: str) -> str:
    out = io.StringIO()
    call_command("redact", *options, stdout=out)
    return out.getvalue()


def ask(story: Article, said: Path, **more: Any) -> Redaction:
    redact("--ask", "--as=chief", f"--story={story.pk}", "--reason=Danger.", f"--words-file={said}")
    return Redaction.objects.get()


@pytest.mark.django_db(transaction=True)
class RedactTests:
    def test_one_asks_and_another_confirms(self, cast: Cast, said: Path) -> None:
        story = a_draft(cast, headline=f"{WORD} speaks")
        asked = ask(story, said)
        assert Article.objects.get().headline == f"{WORD} speaks"
        assert "waits for the second person" in redact()
        out = redact("--confirm", asked.ref[:6], "--as=editor", f"--words-file={said}")
        assert Article.objects.get().headline == f"{MARK} speaks"
        assert "1 revisions" in out and WORD not in out
        assert "done" in redact()

    def test_words_come_from_standard_input(self, cast: Cast, words: None) -> None:
        a_draft(cast, headline=WORD)
        out = redact("--ask", "--as=chief", "--everywhere", "--reason=Danger.")
        assert Redaction.objects.get().article is None
        assert WORD not in out and "manage.py redact --confirm" in out

    def test_it_takes_no_word_as_an_argument(self) -> None:
        with pytest.raises(CommandError, match="unrecognized arguments"):
            redact("--ask", "--as=chief", "--everywhere", WORD)

    def test_the_help_says_why(self, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit):
            call_command("redact", "--help")
        assert "history of the shell" in capsys.readouterr().out

    def test_the_ledger_is_applied_again(self, cast: Cast, said: Path) -> None:
        story = a_draft(cast, headline=WORD)
        redact("--confirm", ask(story, said).ref, "--as=editor", f"--words-file={said}")
        Article.objects.update(headline=WORD)
        assert "Redactions applied: 1." in redact("--apply-ledger")
        assert Article.objects.get().headline == MARK
        assert redact("--finish") == "Nothing was left to do.\n"


@pytest.mark.django_db
class RefusalTests:
    @pytest.mark.parametrize(
        ("options", "sentence"),
        [
            (["--ask", "--everywhere"], "Say who acts"),
            (["--ask", "--as=nobody", "--everywhere"], "no user called nobody"),
            (["--ask", "--as=chief"], "Say where"),
            (["--ask", "--as=chief", "--story=999"], "no story 999"),
            (["--ask", "--as=editor", "--everywhere", "--reason=x"], "Only the chief editor"),
            (["--ask", "--as=chief", "--everywhere"], "Say why"),
            (["--ask", "--as=chief", "--everywhere", "--words-file=/nowhere"], "cannot be read"),
            (["--confirm=abc", "--as=editor"], "no redaction abc"),
        ],
    )
    def test_a_wrong_call_is_one_sentence_and_exit_code_2(
        self, cast: Cast, words: None, options: list[str], sentence: str
    ) -> None:
        with pytest.raises(CommandError, match=sentence) as refusal:
            redact(*options)
        assert refusal.value.returncode == 2
        assert not Redaction.objects.exists()

    def test_a_damaged_ledger_is_told(self) -> None:
        (Path(settings.VAR_DIR) / ledger.LEDGER_FILE).write_text("{\n")
        with pytest.raises(CommandError, match="Line 1"):
            redact("--apply-ledger")
