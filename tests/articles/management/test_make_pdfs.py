"""Making PDFs outside the queue."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from articles.delivery import pdf
from newsroom.lib import tasks
from tests.cast import Cast, a_story
from tests.stories import live


@pytest.fixture(autouse=True)
def media_root(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def said(*arguments: str) -> str:
    out = StringIO()
    call_command("make_pdfs", *arguments, stdout=out)
    return out.getvalue()


class MakePdfsTests:
    def test_it_makes_what_is_missing_and_nothing_twice(self, cast: Cast) -> None:
        live(cast)
        live(cast, headline="The tram is late")
        assert said() == "PDFs made: 2. Stories whose PDF was deleted: 0.\n"
        assert said() == "PDFs made: 0. Stories whose PDF was deleted: 0.\n"
        assert tasks.waiting() == 0

    def test_it_deletes_what_is_left_behind(self, cast: Cast, settings: Any) -> None:
        live(cast)
        left = settings.MEDIA_ROOT / "pdf" / "999" / "old.pdf"
        left.parent.mkdir(parents=True)
        left.write_bytes(b"%PDF-")
        assert said() == "PDFs made: 1. Stories whose PDF was deleted: 1.\n"
        assert not left.parent.exists()

    def test_it_takes_the_stories_that_are_named(self, cast: Cast) -> None:
        live(cast)
        second = live(cast, headline="The tram is late")
        assert "PDFs made: 1." in said(str(second.pk))

    def test_a_story_that_readers_do_not_see_is_told(self, cast: Cast) -> None:
        draft = a_story(section=cast.politics)
        with pytest.raises(CommandError, match=f"do not see story {draft.pk}") as told:
            said(str(draft.pk))
        assert told.value.returncode == 2

    def test_one_that_fails_is_named_and_does_not_hold_up_the_others(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first, second = live(cast), live(cast, headline="The tram is late")
        keep = pdf.keep
        monkeypatch.setattr(pdf, "keep", lambda number, **_: keep(number) if number == first.pk else 1 / 0)
        with pytest.raises(CommandError, match=f"story {second.pk} could not be made"):
            said()
        monkeypatch.undo()
