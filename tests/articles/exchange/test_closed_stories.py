"""An import knows of no closed story, and an export holds none."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from articles.exchange.ingest import Status
from articles.models import Article, Author
from articles.workflow import closing
from media.models import Photo
from tests.articles.admin.canary import START, WORDS, Secret, a_secret, word
from tests.articles.exchange.pages import CAPTION, HEADLINE, a_page, a_picture_file, bring_in, codes, lay
from tests.cast import Cast
from tests.stories import a_draft


@pytest.fixture(autouse=True)
def media_root(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def secret(cast: Cast) -> Secret:
    return a_secret(cast)


class ImportTests:
    def test_a_page_that_was_closed_since_comes_in_as_new_and_nothing_is_said(
        self, cast: Cast, tmp_path: Path
    ) -> None:
        page = lay(tmp_path / "pages", "ferry.txt", a_page())
        bring_in(page, by=cast.chief)
        story = Article.objects.get(headline=HEADLINE)
        closing.close(story, cast.editor)
        (outcome,) = bring_in(page, by=cast.chief)
        assert outcome.status is Status.CREATED and outcome.article_id != story.pk
        (again,) = bring_in(page, by=cast.chief)
        assert again.status is Status.UNCHANGED and again.article_id == outcome.article_id
        assert closing.open_again(story, cast.editor, reason="Told.").import_ref is None

    def test_it_takes_no_author_and_no_photo_of_a_closed_story(self, cast: Cast, tmp_path: Path) -> None:
        page = lay(tmp_path / "pages", "ferry.txt", a_page())
        lay(tmp_path / "pages", "ferry.jpg", a_picture_file())
        bring_in(page, by=cast.chief)
        story = Article.objects.get(headline=HEADLINE)
        author, photo = Author.objects.get(), Photo.objects.get(caption=CAPTION)
        Photo.objects.filter(pk=photo.pk).update(caption="Who it really is", credit_line="A source")
        slug = author.slug_in("en")
        closing.close(story, cast.editor)
        (outcome,) = bring_in(page, by=cast.chief)
        new = Article.objects.get(pk=outcome.article_id)
        assert new.bylines.get().author != author and new.bylines.get().author.slug_in("en") == slug
        assert new.lead_photo is not None and new.lead_photo != photo
        assert new.lead_photo.caption == CAPTION
        assert "credit_differs" not in codes(outcome)

    def test_no_story_is_linked_to_a_closed_original(self, cast: Cast, secret: Secret) -> None:
        from articles import snapshot
        from tests.cast import a_news_item

        item = a_news_item(language="uk", translation_of=secret.closed.ref)
        made = snapshot.write(item, Article(created_by=cast.editor.ref))
        assert made.translation_of is None and not made.is_closed


class ExportTests:
    def run(self, folder: Path, *options: str) -> tuple[str, str]:
        out = StringIO()
        call_command("export_articles", str(folder), *options, stdout=out, no_color=True)
        paths = [path for path in folder.rglob("*") if path.is_file()]
        files = " ".join(f"{path.name} {path.read_bytes().decode('utf-8', 'replace')}" for path in paths)
        return out.getvalue().lower(), files.lower()

    def test_no_word_of_a_closed_story_leaves_the_house(
        self, cast: Cast, secret: Secret, tmp_path: Path
    ) -> None:
        said, files = self.run(tmp_path / "out")
        assert START not in said + files and "an open draft" in files

    def test_somebody_named_can_have_it_written(self, cast: Cast, secret: Secret, tmp_path: Path) -> None:
        _said, files = self.run(tmp_path / "out", "--closed-to", "editor")
        assert {of for of, canary in WORDS.items() if canary in files} >= {
            "headline",
            "body",
            "tag",
            "author",
            "caption",
        }
        _said, files = self.run(tmp_path / "other", "--closed-to", "chief_elsewhere")
        assert START not in files

    def test_its_number_is_that_of_no_story(self, cast: Cast, secret: Secret, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match="There is no story"):
            self.run(tmp_path / "out", "--story", str(secret.closed.pk))

    def test_an_open_story_of_the_same_tag_brings_the_tag_back(
        self, cast: Cast, secret: Secret, tmp_path: Path
    ) -> None:
        a_draft(cast, headline="Another", tags=(word("tag"),))
        _said, files = self.run(tmp_path / "out")
        assert word("tag") in files and word("author") not in files
