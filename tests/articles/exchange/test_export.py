"""Stories going out: which version, whose words, which files; and never a name that is withheld."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from articles.exchange.export import LOST, Export, Exported, names_of, stories
from articles.exchange.recognition import ref_for_export
from articles.models import Address, Article, ArticleByline, Author
from articles.newsitem import StoryState
from articles.workflow import actions
from media import derived, renditions
from media.models import Photo
from tests.cast import Cast, a_photo, an_author
from tests.conftest import Clock
from tests.media.pictures import RED, a_jpeg
from tests.stories import a_draft, approved, approved_again, in_review, live, saved

SECRET = "Agata Wierzba"


@pytest.fixture(autouse=True)
def media_root(settings: Any, tmp_path: Path, clock: Clock) -> Path:
    settings.MEDIA_ROOT = tmp_path / "originals"
    return settings.MEDIA_ROOT


def a_photo_with_file(name: str = "quay.jpg", colour: tuple[int, int, int] = RED, **fields: Any) -> Photo:
    photo = a_photo(**fields)
    photo.file = ContentFile(a_jpeg(64, 48, colour), name=name)
    photo.save()
    return photo


def export(folder: Path, **choice: Any) -> list[Exported]:
    run = Export(folder, is_only_public=choice.get("is_only_public", False))
    run.prepare()
    chosen = list(stories(**choice))
    names = names_of(chosen)
    return [run.write(article, names[article.pk]) for article in chosen]


def the_text(folder: Path) -> str:
    (path,) = folder.glob("*.md")
    return path.read_text(encoding="utf-8")


def codes(exported: Exported) -> list[str]:
    return [warning.code for warning in exported.warnings]


class VersionTests:
    def test_a_live_story_is_written_as_readers_see_it(
        self, cast: Cast, tmp_path: Path, clock: Clock
    ) -> None:
        story = live(cast)
        clock.move(minutes=5)
        saved(story, cast.writer, headline="Not for readers yet")
        (exported,) = export(tmp_path / "out")
        text = the_text(tmp_path / "out")
        assert exported.state is StoryState.PUBLISHED and "state: published" in text
        assert "headline: Council keeps the night ferry by one vote" in text and "Not for readers" not in text
        assert codes(exported) == ["desk_changes"]

    def test_a_draft_is_written_as_the_desk_has_it(self, cast: Cast, tmp_path: Path) -> None:
        a_draft(cast, headline="A draft")
        (exported,) = export(tmp_path / "out")
        assert exported.state is StoryState.DRAFT and "published_at:\n" in the_text(tmp_path / "out")

    @pytest.mark.parametrize(("make", "state"), [(in_review, "in_review"), (approved, "approved")])
    def test_states_of_the_desk(self, cast: Cast, tmp_path: Path, make: Any, state: str) -> None:
        make(cast)
        assert export(tmp_path / "out")[0].state == state

    def test_a_scheduled_story_says_when(self, cast: Cast, tmp_path: Path, clock: Clock) -> None:
        story = approved(cast)
        actions.schedule(story, cast.editor, visible_from=clock.now + timedelta(days=3))
        export(tmp_path / "out")
        assert "state: scheduled\nscheduled_for: 2026-11-27T12:00:00+00:00" in the_text(tmp_path / "out")

    def test_a_scheduled_update_of_a_live_story_is_told(
        self, cast: Cast, tmp_path: Path, clock: Clock
    ) -> None:
        story = live(cast)
        clock.move(minutes=5)
        approved_again(cast, story, body="<p>Later.</p>")
        actions.schedule(story, cast.editor, visible_from=clock.now + timedelta(days=3))
        (exported,) = export(tmp_path / "out")
        assert exported.state is StoryState.PUBLISHED and "Later." not in the_text(tmp_path / "out")
        assert codes(exported) == ["desk_changes", "scheduled_version"]

    def test_a_retracted_story_carries_the_notice_and_its_text(
        self, cast: Cast, tmp_path: Path, clock: Clock
    ) -> None:
        story = live(cast)
        clock.move(days=1)
        actions.retract(story, cast.chief, reason="Secret of the desk", words="It was not true.")
        export(tmp_path / "out")
        text = the_text(tmp_path / "out")
        assert (
            "retraction:\n  at: 2026-11-25T12:00:00+00:00\n  reason: It was not true.\n---\nThe vote" in text
        )
        assert "Secret of the desk" not in text

    def test_one_that_was_taken_down(self, cast: Cast, tmp_path: Path, clock: Clock) -> None:
        story = live(cast)
        clock.move(days=1)
        actions.unpublish(story, cast.editor, reason="Secret of the desk", words="Not here any more.")
        export(tmp_path / "out")
        text = the_text(tmp_path / "out")
        assert "unpublished:\n  words: Not here any more." in text and "Secret of the desk" not in text

    def test_an_embargo_that_holds_is_said_and_one_that_is_over_is_not(
        self, cast: Cast, tmp_path: Path, clock: Clock
    ) -> None:
        story = a_draft(cast)
        actions.set_embargo(story, cast.editor, until=clock.now + timedelta(days=3), reason="The report.")
        export(tmp_path / "out")
        assert "embargo:\n  until: 2026-11-27T12:00:00+00:00\n  reason: The report." in the_text(
            tmp_path / "out"
        )
        clock.move(days=4)
        export(tmp_path / "out")
        assert "embargo" not in the_text(tmp_path / "out")


class NameTests:
    def a_withheld_author(self) -> Author:
        return an_author(SECRET, form=Author.Form.WITHHELD, desk_note="Her number is in the safe")

    def test_a_withheld_name_is_in_no_byte(self, cast: Cast, tmp_path: Path) -> None:
        live(cast, author=self.a_withheld_author())
        a_draft(cast, author=self.a_withheld_author(), headline="A draft")
        export(tmp_path / "out")
        for path in (tmp_path / "out").rglob("*"):
            assert path.is_dir() or not {SECRET.encode(), b"safe"} & {
                word for word in (SECRET.encode(), b"safe") if word in path.read_bytes()
            }
        assert all("name: Name withheld" in path.read_text() for path in (tmp_path / "out").glob("*.md"))

    def test_a_name_withheld_since_is_not_taken_from_an_old_revision(
        self, cast: Cast, tmp_path: Path
    ) -> None:
        author = an_author(SECRET)
        story = a_draft(cast, author=author)
        ArticleByline.objects.filter(article=story).update(affiliation="baker on Mill Shore")
        saved(story, cast.writer, headline="Saved again")
        author.form = Author.Form.WITHHELD
        author.save()
        export(tmp_path / "out")
        text = the_text(tmp_path / "out")
        assert SECRET not in text and "baker" not in text and "name: Name withheld" in text

    def test_a_pseudonym_is_a_name_like_any_other(self, cast: Cast, tmp_path: Path) -> None:
        a_draft(cast, author=an_author("Tamsin Grey", form=Author.Form.PSEUDONYM))
        export(tmp_path / "out")
        assert "name: Tamsin Grey\n" in the_text(tmp_path / "out")
        assert "pseudonym" not in the_text(tmp_path / "out")

    def test_what_only_the_desk_knows_of_a_photo_stays(self, cast: Cast, tmp_path: Path) -> None:
        a_draft(cast, photo=a_photo_with_file(source="handed over by a neighbour"))
        export(tmp_path / "out")
        assert "neighbour" not in the_text(tmp_path / "out")


class PhotoTests:
    def test_the_original_is_copied_once_under_its_name(self, cast: Cast, tmp_path: Path) -> None:
        photo = a_photo_with_file("IMG 001 (ночь).JPG")
        a_draft(cast, photo=photo)
        a_draft(cast, photo=photo, headline="Another", author=an_author("Nela Arden"))
        export(tmp_path / "out")
        (copy,) = (tmp_path / "out/media").iterdir()
        assert copy.name == "img-001-noch.jpg" and copy.read_bytes() == photo.file.open().read()

    def test_two_photos_of_one_name_are_two_files(self, cast: Cast, tmp_path: Path) -> None:
        first, second = a_photo_with_file("quay.jpg"), a_photo_with_file("Quay.jpg", (0, 0, 90))
        a_draft(cast, photo=first)
        export(tmp_path / "out")
        assert [path.name for path in (tmp_path / "out/media").iterdir()] == [
            f"quay-{first.checksum[:8]}.jpg"
        ]
        assert second.checksum != first.checksum

    def test_a_caption_of_this_story_stands_beside_that_of_the_library(
        self, cast: Cast, tmp_path: Path
    ) -> None:
        photo = a_photo_with_file(caption="The quay.", focal_x=0.25)
        inline = a_photo_with_file("boat.jpg", (0, 0, 90), caption="A boat.")
        body = f'<p>a</p><figure data-photo="{inline.ref}" data-caption="The boat here."></figure>'
        a_draft(cast, photo=photo, lead_caption="The quay here.", body=body)
        export(tmp_path / "out")
        text = the_text(tmp_path / "out")
        assert "caption: The quay here.\n  own_caption: The quay.\n" in text
        assert "caption: The boat here.\n  own_caption: A boat.\n" in text
        assert "focus: [0.25, 0.5]" in text and "![](media/boat.jpg)" in text

    def test_an_alt_text_of_this_story_stands_beside_that_of_the_library(
        self, cast: Cast, tmp_path: Path
    ) -> None:
        photo, inline = a_photo_with_file(alt="A quay."), a_photo_with_file("boat.jpg", (0, 0, 90), alt="")
        body = f'<p>a</p><figure data-photo="{inline.ref}" data-alt="Лодка."></figure>'
        a_draft(cast, photo=photo, lead_alt="Причал.", body=body)
        export(tmp_path / "out")
        text = the_text(tmp_path / "out")
        assert "alt: Причал.\n  own_alt: A quay.\n" in text and "alt: Лодка.\n  own_alt: ''\n" in text
        assert "![](media/boat.jpg)" in text

    def test_the_photos_own_alt_text_stands_alone(self, cast: Cast, tmp_path: Path) -> None:
        a_draft(cast, photo=a_photo_with_file(alt="A quay."))
        export(tmp_path / "out")
        text = the_text(tmp_path / "out")
        assert "alt: A quay.\n" in text and "own_alt" not in text

    def test_a_file_that_the_storage_has_lost_is_told(self, cast: Cast, tmp_path: Path) -> None:
        photo = a_photo_with_file()
        a_draft(cast, photo=photo)
        Path(photo.file.path).unlink()
        (exported,) = export(tmp_path / "out")
        assert codes(exported) == [LOST] and "file: media/quay.jpg" in the_text(tmp_path / "out")


GPS = 0x8825


def told_by(data: bytes) -> Image.Exif:
    return Image.open(BytesIO(data)).getexif()


class PublicTests:
    """What `--only public` writes may be passed on."""

    def a_live_story(self, cast: Cast) -> Photo:
        taken = Image.Exif()
        taken.get_ifd(GPS)[1] = "N"
        taken.get_ifd(GPS)[2] = (53.0, 54.0, 1.0)
        photo = a_photo(
            caption="For the desk: at her sister's.", alt="Her kitchen.", copyright_notice="© A", focal_x=0.25
        )
        photo.file = ContentFile(a_jpeg(900, 600, RED, exif=taken), name="Agata at home.jpg")
        photo.save()
        live(cast, photo=photo, lead_caption="A kitchen.", lead_alt="A kitchen in Brodvik.")
        return photo

    def test_there_are_no_words_of_the_library(self, cast: Cast, tmp_path: Path) -> None:
        self.a_live_story(cast)
        export(tmp_path / "out", is_only_public=True)
        text = the_text(tmp_path / "out")
        assert "caption: A kitchen.\n" in text and "alt: A kitchen in Brodvik.\n" in text
        assert not [
            word for word in ("own_", "sister", "copyright", "focus", "Agata", "agata") if word in text
        ]

    def test_a_picture_is_what_readers_get_under_a_name_of_the_story(
        self, cast: Cast, tmp_path: Path
    ) -> None:
        photo = self.a_live_story(cast)
        assert GPS in told_by(photo.file.open().read())
        (exported,) = export(tmp_path / "out", is_only_public=True)
        (copy,) = (tmp_path / "out/media").iterdir()
        assert copy.name == exported.name.replace(".md", "-1.jpg")
        assert f"file: media/{copy.name}\n" in the_text(tmp_path / "out")
        assert copy.read_bytes() == derived.open_file(photo.public_key, "900.jpg").read()
        assert GPS not in told_by(copy.read_bytes())

    def test_one_that_was_not_made_yet_is_made_and_one_that_is_lost_is_told(
        self, cast: Cast, tmp_path: Path
    ) -> None:
        photo = self.a_live_story(cast)
        renditions.forget(photo)
        (exported,) = export(tmp_path / "a", is_only_public=True)
        assert not exported.warnings and len(list((tmp_path / "a/media").iterdir())) == 1
        renditions.forget(photo)
        Path(photo.file.path).unlink()
        (exported,) = export(tmp_path / "b", is_only_public=True)
        assert codes(exported) == [LOST] and "-1.jpg" in the_text(tmp_path / "b")

    @pytest.mark.parametrize("is_seen", [True, False])
    def test_an_original_that_readers_do_not_see_is_not_named(
        self, cast: Cast, tmp_path: Path, is_seen: bool
    ) -> None:
        original = (live if is_seen else a_draft)(cast, slug="secret", author=an_author("Nela"))
        translation = live(cast, language="ru", headline="Паром", author=an_author("Вера", "ru"))
        Article.objects.filter(pk=translation.pk).update(translation_of=original)
        export(tmp_path / "out", is_only_public=True, language="ru")
        assert ("translation_of" in the_text(tmp_path / "out")) is is_seen


class FileTests:
    def test_two_exports_are_equal_and_the_second_writes_nothing(self, cast: Cast, tmp_path: Path) -> None:
        live(cast, photo=a_photo_with_file())
        export(tmp_path / "a"), export(tmp_path / "b")
        files = [
            {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
            for folder in (tmp_path / "a", tmp_path / "b")
        ]
        assert files[0] == files[1] and len(files[0]) == 2
        before = {path: path.stat().st_mtime_ns for path in (tmp_path / "a").rglob("*.*")}
        assert [exported.is_new for exported in export(tmp_path / "a")] == [False]
        assert {path: path.stat().st_mtime_ns for path in (tmp_path / "a").rglob("*.*")} == before

    def test_a_disk_that_fills_leaves_no_half_file(
        self, cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        story = live(cast)
        export(tmp_path / "out")
        before = the_text(tmp_path / "out")
        saved(story, cast.writer, headline="x")
        actions.unpublish(story, cast.editor, reason="x")

        def fill(path: Path, data: bytes) -> int:
            with path.open("wb") as file:
                file.write(data[:10])
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(Path, "write_bytes", fill)
            with pytest.raises(OSError):
                export(tmp_path / "out")
        assert the_text(tmp_path / "out") == before

    def test_names_that_would_be_one_are_told_apart_in_any_order(self, cast: Cast) -> None:
        first, second = a_draft(cast, slug="reed"), a_draft(cast, slug="reed", author=an_author("Nela"))
        third = a_draft(cast, slug="boat", author=an_author("Davin"))
        russian = a_draft(cast, slug="boat", language="ru", author=an_author("Вера", "ru"))
        everyone = [first, second, third, russian]
        names = names_of(everyone)
        assert len(set(names.values())) == 4
        assert names == names_of(everyone[::-1])
        assert (names[third.pk], names[russian.pk]) == ("2026-11-24-boat.en.md", "2026-11-24-boat.ru.md")

    def test_a_ref_is_that_of_the_import_or_the_address_or_the_record(self, cast: Cast) -> None:
        draft, public = a_draft(cast), live(cast, author=an_author("Nela"))
        assert ref_for_export(draft) == f"en/2026/11/24/{draft.ref}"
        assert ref_for_export(public) == "en/2026/11/24/council-keeps-the-night-ferry-by-one-vote"
        draft.import_ref = ref_for_export(public)
        draft.save()
        assert ref_for_export(public) == f"en/2026/11/24/{public.ref}"

    def test_old_addresses_and_the_one_that_stands(self, cast: Cast, tmp_path: Path) -> None:
        story = live(cast)
        Address.objects.create(language="en", path="/old/", target_kind="story", target_id=story.pk)
        export(tmp_path / "out")
        text = the_text(tmp_path / "out")
        assert "old_addresses:\n- /old/\n" in text
        assert "slug: council-keeps-the-night-ferry-by-one-vote\n" in text


class ChoiceTests:
    def test_language_section_story_since_and_only_public(self, cast: Cast, clock: Clock) -> None:
        old = a_draft(cast)
        Article.objects.filter(pk=old.pk).update(changed_at=datetime(2026, 1, 1, tzinfo=UTC))
        russian = a_draft(cast, language="ru", section=cast.society, author=an_author("Вера", "ru"))
        public = live(cast, author=an_author("Nela"))
        chosen = {
            "language": list(stories(language="ru")),
            "section": list(stories(section_ids=[cast.society.pk])),
            "ids": list(stories(ids=[old.pk, public.pk])),
            "since": list(stories(since=datetime(2026, 2, 1, tzinfo=UTC))),
            "public": list(stories(is_only_public=True)),
        }
        assert chosen == {
            "language": [russian],
            "section": [russian],
            "ids": [old, public],
            "since": [russian, public],
            "public": [public],
        }
