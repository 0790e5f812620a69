"""The command: what it says, what it writes, how it ends; and the whole demo, out and in again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import transaction

from articles.exchange.recognition import ref_for_export
from articles.management.demo_staff import make_staff
from articles.models import (
    Address,
    Article,
    Author,
    Correction,
    Kind,
    PublishedListing,
    PublishedPhoto,
    Section,
    Tag,
)
from articles.workflow import actions, publication
from articles.workflow.projection import public_hash
from media import renditions
from media.models import Photo
from tests.cast import Cast, a_photo, an_author
from tests.conftest import Clock
from tests.media.pictures import BLUE, RED, a_jpeg
from tests.stories import a_draft, approved, in_review, live, saved


class Ran:
    """One call of a command."""

    def __init__(self, command: str, *arguments: Any) -> None:
        out = StringIO()
        self.code, self.complaint = 0, ""
        try:
            call_command(command, *map(str, arguments), stdout=out, no_color=True)
        except CommandError as error:
            self.code, self.complaint = error.returncode, str(error)
        self.said = out.getvalue()


@pytest.fixture(autouse=True)
def media_root(settings: Any, tmp_path: Path, clock: Clock) -> Path:
    settings.MEDIA_ROOT = tmp_path / "originals"
    return settings.MEDIA_ROOT


class CommandTests:
    def test_it_writes_and_counts(self, cast: Cast, tmp_path: Path) -> None:
        live(cast)
        a_draft(cast, headline="A draft", author=an_author("Nela"))
        ran = Ran("export_articles", tmp_path / "out")
        assert ran.code == 0 and ran.said.endswith("2 written, 0 as they were.\n")
        assert len(list((tmp_path / "out").glob("*.md"))) == 2
        assert "0 written, 2 as they were." in Ran("export_articles", tmp_path / "out").said
        ran = Ran("export_articles", tmp_path / "public", "--only", "public", "--section", "politics")
        assert "1 story in" in ran.said
        backup, public = (
            (tmp_path / folder / "names.json").read_text(encoding="utf-8") for folder in ("out", "public")
        )
        assert "Nela" in backup and "Nela" not in public

    def test_it_says_when_originals_leave_the_house(self, cast: Cast, tmp_path: Path) -> None:
        live(cast)
        assert "Original photographs" in Ran("export_articles", tmp_path / "backup").said
        assert (
            "Original photographs" not in Ran("export_articles", tmp_path / "public", "--only", "public").said
        )

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (["--story", "999"], "There is no story 999"),
            (["--section", "Nowhere"], "There is no section called Nowhere"),
            (["--since", "soon"], "“soon” is no date"),
            (["--language", "uk"], "No story fits"),
        ],
    )
    def test_what_was_asked_wrongly_writes_nothing(
        self, cast: Cast, tmp_path: Path, arguments: list[str], words: str
    ) -> None:
        live(cast)
        ran = Ran("export_articles", tmp_path / "out", *arguments)
        assert ran.code == 2 and words in ran.complaint and not (tmp_path / "out").exists()

    def test_a_folder_that_is_a_file_is_told(self, cast: Cast, tmp_path: Path) -> None:
        live(cast)
        (tmp_path / "out").write_text("x")
        ran = Ran("export_articles", tmp_path / "out")
        assert ran.code == 2 and "cannot be written to" in ran.complaint

    def test_one_story_that_fails_does_not_end_the_run(
        self, cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        bad, _good = live(cast), a_draft(cast, headline="A draft", author=an_author("Nela"))
        slices_of = publication.slices_of
        monkeypatch.setattr(
            publication, "slices_of", lambda story: 1 / 0 if story.pk == bad.pk else slices_of(story)
        )
        ran = Ran("export_articles", tmp_path / "out")
        assert ran.code == 1 and "could not be written" in ran.said and "1 of 2" in ran.complaint
        assert len(list((tmp_path / "out").glob("*.md"))) == 1


# The whole demo


def words_by_ref() -> dict[str, str]:
    """Random names of records -> the words by which two sites can be compared."""
    named: dict[str, str] = {}
    for model in (Kind, Section, Author):
        for record in model._default_manager.all():
            named[record.ref] = f"{model.__name__}:" + "/".join(
                sorted(str(name) for name in record.names.all())
            )
    named |= {tag.ref: f"Tag:{tag.name}" for tag in Tag.objects.all()}
    named |= {notice.ref: f"Correction:{notice.text}" for notice in Correction.objects.all()}
    named |= {article.ref: f"Article:{ref_for_export(article)}" for article in Article.objects.all()}
    for photo in Photo.objects.all():
        words = f"{photo.checksum}:{photo.caption}"
        named |= {photo.ref: f"Photo:{words}", photo.public_key: f"Key:{words}"}
    return named


def in_words(value: Any, named: dict[str, str]) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    for ref, words in named.items():
        text = text.replace(ref, json.dumps(words, ensure_ascii=False)[1:-1])
    text = re.sub(r'(NewsMediaOrganization\\", \\"name\\": )\\".*?\\"', r"\1THE PAPER", text)
    return re.sub(r"/s/\d+/", "/s/NUMBER/", text)


OF_ONE_SITE = {
    *("id", "created_at", "changed_at", "created_by", "changed_by", "embargo_by", "article_id", "ref", "public_key"),
    *("latest_revision_id", "approved_revision_id", "imported_revision_id", "story_id", "revision_id", "made_by"),
    *("translation_group", "published_id", "target_id", "file", "folded"),
}  # fmt: skip
"""Numbers, people and moments of the site itself; everything else has to be equal."""
HASHED = {"public_hash"}
"""Of refs too: asked to be right on each site, and compared by what it is the hash of."""
NAMED_BY_FOREIGN_KEY = {
    "kind_id": Kind,
    "section_id": Section,
    "lead_photo_id": Photo,
    "translation_of_id": Article,
}


def row_in_words(row: Any, named: dict[str, str]) -> dict[str, str]:
    said = {}
    for field in row._meta.concrete_fields:
        name, value = field.attname, getattr(row, field.attname)
        if name in OF_ONE_SITE | HASHED:
            continue
        if name in NAMED_BY_FOREIGN_KEY and value:
            value = NAMED_BY_FOREIGN_KEY[name]._default_manager.get(pk=value).ref
        said[name] = in_words(value, named)
    return said


TARGETS: dict[str, Any] = {"section": Section, "kind": Kind, "author": Author, "tag": Tag}


def in_target_words(row: PublishedListing) -> str:
    return str(TARGETS[row.list]._default_manager.get(pk=row.target_id)) if row.list in TARGETS else ""


def names_in_words(model: Any) -> list[Any]:
    fields = ("language", "name", "slug", "affiliation", "bio")
    return sorted(
        sorted(tuple(getattr(name, field, "") for field in fields) for name in record.names.all())
        for record in model._default_manager.all()
    )


def site_in_words() -> dict[str, Any]:
    named = words_by_ref()
    site: dict[str, Any] = {}
    for article in Article.objects.order_by("pk"):
        slices = publication.slices_of(article)
        assert all(row.is_retraction or row.public_hash == public_hash(row.news_item) for row in slices)
        listings = PublishedListing.rows.filter(published__story_id=article.pk).exclude(published=None)
        addresses = Address.objects.filter(target_kind="story", target_id=article.pk)
        site[ref_for_export(article)] = {
            "article": row_in_words(article, named),
            "public_state": publication.public_state(article),
            "bylines": [
                (str(line.author), line.role, line.affiliation, line.order) for line in article.bylines.all()
            ],
            "tags": [tag.name for tag in article.tags.all()],
            "corrections": [row_in_words(notice, named) for notice in article.corrections.all()],
            "item": in_words(article.latest_revision.item, named),  # type: ignore[union-attr]
            "slices": [row_in_words(row, named) for row in slices],
            "photos": [
                row_in_words(row, named)
                for row in PublishedPhoto.rows.filter(published__story_id=article.pk).order_by("pk")
            ],
            "lists": sorted(
                (row.list, in_target_words(row), row.language, str(row.visible_from)) for row in listings
            ),
            "addresses": sorted(addresses.values_list("language", "path")),
        }
    library = [row_in_words(photo, named) for photo in Photo.objects.all()]
    site["library"] = sorted(library, key=lambda row: (row["checksum"], row["caption"]))
    site["names"] = [names_in_words(model) for model in (Section, Kind, Author)]
    site["sections"] = [(str(section), section.is_in_menu) for section in Section.objects.all()]
    site["tags"] = [(tag.name, tag.slug) for tag in Tag.objects.all()]
    site["authors"] = sorted((str(author), author.form) for author in Author.objects.all())
    return site


@contextmanager
def a_site_of_its_own(settings: Any, media: Path) -> Iterator[None]:
    """Whatever is written inside is gone afterwards: the next site begins empty."""
    settings.MEDIA_ROOT = media
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    assert not Article.objects.exists() and not Photo.objects.exists()


@pytest.fixture
def no_smaller_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are made of photos after the story is stored, and no row depends on them."""
    monkeypatch.setattr(renditions, "make", lambda photo, **options: None)


def without_portraits() -> None:
    """They belong to the authors and not to a story: an export leaves them at the desk."""
    faces = set(Author.objects.exclude(portrait=None).values_list("portrait", flat=True))
    assert faces
    Author.objects.update(portrait=None)
    assert any(changed for _story, changed in list(publication.rebuild()))
    Photo.objects.filter(pk__in=faces).delete()


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.usefixtures("db", "no_smaller_pictures")
class RoundTripTests:
    def bring_in(self, folder: Path) -> str:
        ran = Ran("import_articles", folder, "--publish", "--as", "chief")
        assert ran.code == 0, ran.said
        return ran.said

    def test_every_story_of_the_demo_is_the_same_after_export_and_import(
        self, tmp_path: Path, settings: Any
    ) -> None:
        first, second = tmp_path / "first", tmp_path / "second"
        with a_site_of_its_own(settings, tmp_path / "a"):
            assert Ran("prepare_demo").code == 0
            without_portraits()
            there = site_in_words()
            assert Ran("export_articles", first).code == 0
        with a_site_of_its_own(settings, tmp_path / "b"):
            make_staff()
            self.bring_in(first)
            here = site_in_words()
            assert Ran("export_articles", second).code == 0
            assert f"{len(Article.objects.all())} unchanged." in self.bring_in(first)
            assert site_in_words() == here
        assert set(there) == set(here)
        for ref, words in there.items():
            assert here[ref] == words, ref
        assert files_in(first) == files_in(second)

    def a_desk_at_work(self, cast: Cast, clock: Clock) -> None:
        """Stories that were born here, in every state there is."""
        withheld = an_author("Agata Wierzba", form=Author.Form.WITHHELD)
        quay, boat = (
            a_photo(caption="The quay.", focal_x=0.25),
            a_photo(caption="", credit_line="LWS", agency="", photographer=""),
        )
        for photo, colour in ((quay, RED), (boat, BLUE)):
            photo.file = ContentFile(a_jpeg(64, 48, colour), name="Same name.jpg")
            photo.save()
        body = (
            f'<p>Said <strong>?</strong>so.<sup data-footnote="[1] *"></sup></p><figure data-photo="{boat.ref}" '
            f'data-caption="Here." data-alt="Лодка."></figure><ul><li><p>one</p></li></ul><p>&nbsp;# 1. <br>- x</p>'
        )
        story = live(
            cast, author=withheld, photo=quay, lead_caption="The quay here.", lead_alt="Причал.", body=body
        )
        Address.objects.create(language="en", path="/old/", target_kind="story", target_id=story.pk)
        live(cast, author=an_author("Nela"), headline="Council keeps the night ferry by one vote")
        translation = a_draft(cast, language="ru", headline="Паром", author=an_author("Вера", "ru"))
        saved(translation, cast.writer, translation_of=story)
        (
            a_draft(cast, headline="Two", author=an_author("B")),
            a_draft(cast, headline="Two", author=an_author("C")),
        )
        in_review(cast, headline="Read me", author=an_author("D"), photo=a_photo(caption="Waits."))
        embargoed = approved(cast, headline="Not yet", author=an_author("E"))
        actions.set_embargo(embargoed, cast.editor, until=clock.now + timedelta(days=9), reason="The report.")
        scheduled = approved(cast, headline="Tomorrow", author=an_author("F"))
        tomorrow = clock.now + timedelta(days=1)
        actions.schedule(scheduled, cast.editor, visible_from=tomorrow, until=tomorrow + timedelta(days=1))
        gone = live(cast, headline="Gone", author=an_author("G"))
        false = live(cast, headline="False", author=an_author("H"))
        short = actions.publish(
            approved(cast, headline="Short", author=an_author("I")),
            cast.editor,
            until=clock.now + timedelta(minutes=1),
        )
        wrong = live(cast, headline="Wrong", author=an_author("J"))
        actions.trash(a_draft(cast, headline="Trash", author=an_author("K")), cast.editor)
        clock.move(minutes=5)
        actions.unpublish(gone, cast.editor, reason="x", words="Taken down.")
        actions.retract(false, cast.chief, reason="x", words="Not true:\n“never”.")
        actions.correct(
            wrong, cast.editor, kind="correction", text="Six, not five.", fix={"standfirst": "Six."}
        )
        assert publication.public_state(short) == "expired"

    def test_a_site_that_was_made_at_the_desk_gives_the_same_bytes_again(
        self, cast: Cast, clock: Clock, tmp_path: Path, settings: Any
    ) -> None:
        first, second = tmp_path / "first", tmp_path / "second"
        with a_site_of_its_own(settings, tmp_path / "a"):
            self.a_desk_at_work(cast, clock)
            there = {
                ref_for_export(story): publication.public_state(story) for story in Article.objects.all()
            }
            assert Ran("export_articles", first).code == 0
            before = site_in_words()
            self.bring_in(first)
            assert site_in_words() == before
        with a_site_of_its_own(settings, tmp_path / "b"):
            self.bring_in(first)
            assert Ran("export_articles", second).code == 0
            assert {
                story.import_ref: publication.public_state(story) for story in Article.objects.all()
            } == there
            assert f"{len(there)} unchanged." in self.bring_in(first)
        assert files_in(first) == files_in(second)
        assert len(there) == 13 and b"Agata" not in b"".join(files_in(first).values())

    def test_the_demo_holds_what_there_is_to_compare(self, tmp_path: Path, settings: Any) -> None:
        with a_site_of_its_own(settings, tmp_path / "a"):
            assert Ran("prepare_demo").code == 0
            said = [site for site in site_in_words().values() if isinstance(site, dict)]
        assert len(said) >= 24
        assert {story["public_state"] for story in said} >= {"none", "scheduled", "live", "retracted"}
        assert sum(bool(story["corrections"]) for story in said) >= 2
        assert sum(story["article"]["translation_of_id"] != "null" for story in said) >= 4
        assert any(story["article"]["embargo_until"] != "null" for story in said)
