"""The ledger: it can be applied again, it says nothing, and it is for the site alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from newsroom.lib import ledger
from newsroom.lib.blackout import Blackout, Phrases
from newsroom.lib.ledger import DigestedPhrases, Line


@pytest.fixture
def var(tmp_path: Path, settings: Any) -> Path:
    settings.VAR_DIR = tmp_path
    return tmp_path


def a_line(ref: str = "abc", **fields: Any) -> Line:
    return Line(
        **{
            "ref": ref, "story": "", "cuts_addresses": False, "reason": "Danger.", "asked_at": "2026-11-24T12:00:00+00:00",
            "asked_by": "a", "confirmed_at": "2026-11-24T12:05:00+00:00", "confirmed_by": "b",
            "digests": ledger.digests_of(Phrases(["Zyx Quarrel"])), **fields,
        }
    )  # fmt: skip


class LedgerTests:
    def test_what_was_written_is_read_again_and_once(self, var: Path) -> None:
        ledger.write(a_line())
        ledger.write(a_line())
        ledger.write(a_line("def"))
        assert [line.ref for line in ledger.lines()] == ["abc", "def"]
        assert list(ledger.lines())[0] == a_line()

    def test_digests_find_the_words_that_nobody_knows(self, var: Path) -> None:
        black = Blackout(DigestedPhrases(a_line().digests))
        assert black.text("Here <em>Zyx</em> QUARREL sat.") == Blackout(Phrases(["zyx quarrel"])).text(
            "Here <em>Zyx</em> QUARREL sat."
        )
        assert black.text("Zyx sat.") == "Zyx sat."

    def test_neither_file_says_a_word_and_both_are_for_the_site_alone(self, var: Path) -> None:
        ledger.write(a_line())
        for name in (ledger.KEY_FILE, ledger.LEDGER_FILE):
            assert (var / name).stat().st_mode & 0o777 == 0o600
            assert b"quarrel" not in (var / name).read_bytes().lower()

    def test_another_key_gives_other_digests(self, var: Path) -> None:
        first = a_line().digests
        (var / ledger.KEY_FILE).unlink()
        assert a_line().digests != first

    def test_a_lost_key_is_told_and_no_new_one_is_made(self, var: Path) -> None:
        ledger.write(a_line())
        (var / ledger.KEY_FILE).unlink()
        with pytest.raises(ledger.Damaged, match="Put it back"):
            ledger.key()

    def test_a_damaged_line_is_told(self, var: Path) -> None:
        ledger.write(a_line())
        with (var / ledger.LEDGER_FILE).open("a") as file:
            file.write("{\n")
        with pytest.raises(ledger.Damaged, match="Line 2"):
            list(ledger.lines())

    def test_the_digest_of_a_path_is_no_path(self, var: Path) -> None:
        digest = ledger.path_digest("", "/tags/zyx/")
        assert not digest.startswith("/")
        assert digest != ledger.path_digest("ru", "/tags/zyx/")
