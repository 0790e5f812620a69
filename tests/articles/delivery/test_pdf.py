"""The PDFs of published stories: made in the background, kept under the name of what they show, gone with the story."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client
from PIL import Image, ImageFilter

from articles.delivery import pdf
from articles.models import Article, PublishedArticle, PublishedPhoto, SectionName
from articles.models.published import writing
from articles.newsitem import PhotoPlace, PhotoUse, to_json
from articles.rendering.pdf.document import data_of
from articles.workflow import actions
from media.models import Photo
from newsroom import chrome
from newsroom.lib import tasks
from newsroom.models import SiteSettings, SiteWords
from tests.articles.public.rows import a_slice, an_address
from tests.cast import Cast, a_news_item, a_photo
from tests.conftest import Clock
from tests.media.pictures import a_jpeg, encoded
from tests.stories import approved, approved_again, live

pytestmark = pytest.mark.django_db
Commit = Callable[..., AbstractContextManager[Any]]


@pytest.fixture
def commit(django_capture_on_commit_callbacks: Any) -> Commit:
    """What happens inside it is committed, with all that follows a commit."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def a_public_story(headline: str = "Council keeps the night ferry", **fields: Any) -> PublishedArticle:
    """A row that there is an item behind."""
    row = a_slice(headline, **{"slug": "night-ferry", **fields})
    item = a_news_item(
        headline=headline, language=row.language, published_at=row.published_at, updated_at=row.updated_at
    )
    row.item = to_json(item)
    with writing():
        row.save()
    return row


def address_of(row: PublishedArticle) -> str:
    return f"{row.address.removesuffix('/')}.pdf"


def a_heavy_jpeg() -> bytes:
    """Grain of which hardly anything can be left out."""
    grain = Image.frombytes("RGB", (900, 600), random.Random(1).randbytes(900 * 600 * 3))
    image = grain.filter(ImageFilter.GaussianBlur(0.6)).resize((1800, 1200))
    return encoded(image, quality=92)


def kept(story_id: int) -> list[str]:
    try:
        return sorted(default_storage.listdir(f"pdf/{story_id}")[1])
    except FileNotFoundError:
        return []


def body_of(response: Any) -> bytes:
    return b"".join(response.streaming_content)


class MadeTests:
    def test_it_is_made_after_publication_and_never_in_it(self, cast: Cast, commit: Commit) -> None:
        with commit():
            story = live(cast)
        assert kept(story.pk) == []
        tasks.run_waiting()
        [name] = kept(story.pk)
        row = PublishedArticle.public.at().get(story_id=story.pk)
        assert name.startswith(row.public_hash[:24])
        assert default_storage.open(f"pdf/{story.pk}/{name}").read(5) == b"%PDF-"

    def test_it_is_not_made_twice(self, cast: Cast, commit: Commit, monkeypatch: pytest.MonkeyPatch) -> None:
        with commit():
            story = live(cast)
        assert pdf.keep(story.pk) == 1
        monkeypatch.setattr(pdf, "typeset", lambda *_: pytest.fail("It is there already."))
        assert pdf.keep(story.pk) == 0
        tasks.run_waiting()

    def test_an_update_leaves_one_and_it_is_the_new_one(
        self, cast: Cast, commit: Commit, clock: Clock
    ) -> None:
        with commit():
            story = live(cast)
        tasks.run_waiting()
        old = kept(story.pk)
        clock.move(hours=1)
        with commit():
            again = approved_again(cast, story, headline="The night ferry stays")
            actions.publish(again, cast.editor)
        assert kept(story.pk) == [], "what is old is gone before the new one is made"
        tasks.run_waiting()
        assert len(kept(story.pk)) == 1 and kept(story.pk) != old

    def test_a_renamed_section_makes_it_anew(self, cast: Cast, commit: Commit) -> None:
        with commit():
            story = live(cast)
        tasks.run_waiting()
        old = kept(story.pk)
        name = SectionName.objects.get(section=cast.politics)
        name.name = "The City"
        with commit():
            name.save()
        tasks.run_waiting()
        assert len(kept(story.pk)) == 1 and kept(story.pk) != old

    def test_a_scheduled_one_is_made_ahead_and_shown_at_its_second(
        self, cast: Cast, commit: Commit, clock: Clock, client: Client
    ) -> None:
        opens = clock.now + timedelta(hours=2)
        with commit():
            story = actions.schedule(approved(cast), cast.editor, visible_from=opens)
        tasks.run_waiting()
        assert len(kept(story.pk)) == 1
        [row] = PublishedArticle.public.ahead()
        assert client.get(address_of(row)).status_code == 404
        clock.set(opens)
        assert client.get(address_of(row)).status_code == 200

    def test_photos_come_with_their_credits(self, cast: Cast, commit: Commit) -> None:
        photo = a_photo()
        photo.file.save("ferry.jpg", ContentFile(a_jpeg(1400, 900)))
        with commit():
            story = live(cast, photo=photo)
        [edition] = pdf.editions(story.pk)
        photos, _ = pdf.photos_of(edition)
        assert len(photos) == 1 and next(iter(photos.values())).startswith(b"\xff\xd8")
        data = data_of(pdf.sheet_of(edition), photos)
        assert data["lead"]["credit"] == "Photo: EPA / TOLGA AKMEN"

    def with_photo(self, cast: Cast, commit: Commit) -> Article:
        photo = a_photo()
        photo.file.save("ferry.jpg", ContentFile(a_jpeg(1400, 900)))
        with commit():
            story = live(cast, photo=photo)
        tasks.forget_waiting()
        return story

    def test_a_lost_original_costs_the_photo_and_not_the_pdf_until_it_is_back(
        self, cast: Cast, commit: Commit, media_root: Path, caplog: pytest.LogCaptureFixture, client: Client
    ) -> None:
        story = self.with_photo(cast, commit)
        files = {file: file.read_bytes() for file in media_root.rglob("*.*") if "pdf" not in file.parts}
        for file in files:
            file.unlink()
        assert (pdf.keep(story.pk), pdf.keep(story.pk)) == (1, 0)
        assert "is lost" in caplog.text
        address = address_of(PublishedArticle.public.at().get())
        without = client.get(address)
        assert without.status_code == 200 and tasks.waiting() == 0
        for file, content in files.items():
            file.write_bytes(content)
        assert pdf.keep(story.pk) == 1
        [name] = kept(story.pk)
        assert "partial" not in name
        whole = client.get(address, headers={"If-None-Match": without["ETag"]})
        assert whole.status_code == 200
        assert len(body_of(whole)) > len(body_of(without)) + 1000

    def test_a_storage_that_cannot_be_read_is_waited_for(
        self, cast: Cast, commit: Commit, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        story = self.with_photo(cast, commit)

        def breaks(*_: Any, **__: Any) -> bytes:
            raise PermissionError("The storage does not answer.")

        with monkeypatch.context() as patched:
            patched.setattr(pdf, "photo_for_paper", breaks)
            with pytest.raises(PermissionError):
                pdf.keep(story.pk)
        assert kept(story.pk) == []
        assert pdf.keep(story.pk) == 1

    def test_a_replaced_photo_makes_it_anew(self, cast: Cast, commit: Commit) -> None:
        photo = a_photo()
        photo.file.save("ferry.jpg", ContentFile(a_jpeg(1400, 900)))
        with commit():
            story = live(cast, photo=photo)
        tasks.run_waiting()
        old = kept(story.pk)
        with commit():
            photo = Photo.objects.get(pk=photo.pk)
            photo.file.save("other.jpg", ContentFile(a_jpeg(1000, 900)))
        tasks.run_waiting()
        assert len(kept(story.pk)) == 1 and kept(story.pk) != old

    def test_two_heavy_photos_and_all_their_words_stay_under_500_kb(self, cast: Cast, commit: Commit) -> None:
        photos = [a_photo(credit_line=f"EPA / {name}") for name in ("TOLGA AKMEN", "OSKAR TEMBLE")]
        for photo in photos:
            photo.file.save("grain.jpg", ContentFile(a_heavy_jpeg()))
        body = (
            f'<p>Words.</p><figure data-photo="{photos[1].ref}"></figure>'
            + "<p>The vote came late.</p>" * 200
        )
        with commit():
            story = live(cast, photo=photos[0], body=body)
        tasks.run_waiting()
        [edition] = pdf.editions(story.pk)
        found, _ = pdf.photos_of(edition)
        assert len(found) == 2 and max(map(len, found.values())) <= 185_000
        assert 250_000 < default_storage.size(edition.path) < 500_000

    def test_a_portrait_makes_no_other_pdf(self) -> None:
        row = a_public_story(display={"authors": [{"name": "Jan Holm", "role": "by", "path": ""}]})
        before = pdf.edition_of(row, chrome.read("en"))
        row.display["authors"][0]["portrait"] = {"ref": "face", "picture": {"public_key": "a" * 26}}
        with writing():
            row.photos.create(
                photo_ref="face", public_key="a" * 26, place=PublishedPhoto.PORTRAIT, credit_line="Mara Quist",
                visible_from=row.visible_from, visible_until=row.visible_until,
            )  # fmt: skip
        after = pdf.edition_of(row, chrome.read("en"))
        assert (after.digest, after.photo_keys) == (before.digest, {})

    def test_a_use_that_readers_do_not_see_is_left_out(self) -> None:
        row = a_public_story()
        item = a_news_item(
            published_at=row.published_at,
            photos=(PhotoUse(key="1", place=PhotoPlace.LEAD, credit_line="EPA", ref="never-published"),),
        )
        row.item = to_json(item)
        assert pdf.photos_of(pdf.edition_of(row, chrome.read("en"))) == ({}, [])


class CannotBeSetTests:
    @pytest.fixture(autouse=True)
    def breaks(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """The headlines that typesetting was asked for; it breaks at every one that says Break."""
        asked: list[str] = []

        def set_or_break(sheet: Any, photos: Any) -> bytes:
            asked.append(sheet.item.headline)
            if sheet.item.headline == "Break":
                raise ValueError("It goes too deep.")
            return b"%PDF-"

        monkeypatch.setattr(pdf, "typeset", set_or_break)
        return asked

    def test_it_is_tried_once_and_the_reader_is_told_and_not_kept_waiting(
        self, client: Client, breaks: list[str], caplog: pytest.LogCaptureFixture
    ) -> None:
        row = a_public_story("Break")
        for _ in range(3):
            pdf.make(row.story_id)
            tasks.run_waiting()
        assert breaks == ["Break"]
        assert "It goes too deep." in caplog.text
        caplog.clear()
        response = client.get(address_of(row))
        assert response.status_code == 404
        assert b"This story has no PDF" in response.content and b"refresh" not in response.content
        assert "Retry-After" not in response and response["Cache-Control"] == "no-store"
        assert tasks.waiting() == 0 and not caplog.records

    def test_a_new_text_is_a_new_attempt_and_the_old_failure_is_forgotten(self, breaks: list[str]) -> None:
        row = a_public_story("Break")
        pdf.make.call_local(row.story_id)
        row.item = row.item | {"headline": "Mended"}
        row.public_hash = "1" * 64
        with writing():
            row.save()
        pdf.make.call_local(row.story_id)
        assert breaks == ["Break", "Mended"]
        assert [name.endswith(".pdf") for name in kept(row.story_id)] == [True]

    def test_the_command_tries_again(self, monkeypatch: pytest.MonkeyPatch) -> None:
        row = a_public_story("Break")
        pdf.make.call_local(row.story_id)
        with pytest.raises(pdf.CannotBeSet):
            pdf.keep(row.story_id, tries_again=True)
        monkeypatch.setattr(pdf, "typeset", lambda *_: b"%PDF-")
        assert pdf.keep(row.story_id, tries_again=True) == 1
        assert [name.endswith(".pdf") for name in kept(row.story_id)] == [True]

    def test_a_full_disk_is_no_fault_of_the_story(self, monkeypatch: pytest.MonkeyPatch) -> None:
        row = a_public_story()

        def full(*_: Any) -> bytes:
            raise OSError("No space left on device")

        with monkeypatch.context() as patched:
            patched.setattr(pdf, "typeset", full)
            with pytest.raises(OSError):
                pdf.keep(row.story_id)
        assert pdf.keep(row.story_id) == 1

    def test_the_other_stories_get_theirs(self) -> None:
        first, broken, last = (
            a_public_story(words, slug=f"story-{n}") for n, words in enumerate(("One", "Break", "Two"))
        )
        pdf.make_newest.call_local()
        assert len(kept(first.story_id)) == len(kept(last.story_id)) == 1
        assert [name.endswith(".failed") for name in kept(broken.story_id)] == [True]


class GoneTests:
    def taken_down(self, cast: Cast, commit: Commit) -> Article:
        with commit():
            story = live(cast)
        tasks.run_waiting()
        assert kept(story.pk)
        return story

    def test_it_goes_with_its_story(
        self, cast: Cast, commit: Commit, client: Client, media_root: Path
    ) -> None:
        story = self.taken_down(cast, commit)
        address = address_of(PublishedArticle.public.at().get())
        with commit():
            actions.unpublish(story, cast.editor, reason="A source is in danger.", words="We took it down.")
        assert kept(story.pk) == []
        assert not (media_root / "pdf" / str(story.pk)).exists()
        response = client.get(address)
        assert response.status_code == 410
        assert b"We took it down." in response.content
        tasks.run_waiting()
        assert kept(story.pk) == []

    def test_a_retraction_has_none(self, cast: Cast, commit: Commit, client: Client) -> None:
        story = self.taken_down(cast, commit)
        with commit():
            actions.retract(story, cast.chief, reason="It is false.", words="The letter was forged.")
        tasks.run_waiting()
        assert kept(story.pk) == []
        response = client.get(address_of(PublishedArticle.public.at().get()))
        assert response.status_code == 410
        assert b"The letter was forged." in response.content

    def test_one_that_goes_while_it_is_being_set_leaves_nothing(
        self, cast: Cast, commit: Commit, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with commit():
            story = live(cast)

        def taken_down_meanwhile(*_: Any) -> bytes:
            actions.unpublish(story, cast.editor, reason="A source is in danger.")
            return b"%PDF-"

        monkeypatch.setattr(pdf, "typeset", taken_down_meanwhile)
        pdf.keep(story.pk)
        assert kept(story.pk) == []

    def test_one_whose_time_has_ended_is_tidied_away(self, clock: Clock) -> None:
        row = a_public_story(visible_until=clock.now + timedelta(hours=1))
        stays = a_public_story("Another", slug="another")
        assert pdf.keep(row.story_id) == pdf.keep(stays.story_id) == 1
        clock.move(hours=2)
        assert pdf.delete_left_behind() == 1
        assert (kept(row.story_id), len(kept(stays.story_id))) == ([], 1)

    def test_of_a_story_that_stays_the_slice_that_has_ended_is_tidied_away(self, clock: Clock) -> None:
        ends = clock.now + timedelta(hours=1)
        row = a_public_story(visible_until=ends)
        later = a_public_story(story_id=row.story_id, visible_from=ends, public_hash="1" * 64)
        assert pdf.keep(row.story_id) == 2
        clock.move(hours=2)
        pdf.tidy.call_local()
        assert [f"pdf/{row.story_id}/{name}" for name in kept(row.story_id)] == [
            pdf.edition_of(later, chrome.read("en")).path
        ]


class ViewTests:
    def test_a_reader_gets_it_inline_under_the_name_of_the_story(self, client: Client) -> None:
        row = a_public_story()
        pdf.keep(row.story_id)
        response = client.get(address_of(row))
        assert response.status_code == 200
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"] == 'inline; filename="night-ferry.pdf"'
        assert response["Link"] == f'<http://127.0.0.1:8000{row.path}>; rel="canonical"'
        assert response["Cache-Control"] == "public, max-age=60"
        assert body_of(response).startswith(b"%PDF-")
        assert not response.cookies and "Cookie" not in response.get("Vary", "")

    def test_who_has_it_already_is_told_so(self, client: Client) -> None:
        row = a_public_story()
        pdf.keep(row.story_id)
        etag = client.get(address_of(row))["ETag"]
        again = client.get(address_of(row), headers={"If-None-Match": etag})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
        assert client.get(address_of(row), headers={"If-None-Match": '"other"'}).status_code == 200

    def test_head_and_other_methods(self, client: Client) -> None:
        row = a_public_story()
        pdf.keep(row.story_id)
        response = client.head(address_of(row))
        assert response.status_code == 200 and int(response["Content-Length"]) > 1000
        assert client.post(address_of(row)).status_code == 405

    def test_it_asks_the_database_three_times_at_most(
        self, client: Client, django_assert_max_num_queries: Any
    ) -> None:
        row = a_public_story()
        with django_assert_max_num_queries(3):
            assert client.get(address_of(row)).status_code == 503
        pdf.keep(row.story_id)
        with django_assert_max_num_queries(3):
            assert client.get(address_of(row)).status_code == 200

    def test_one_that_is_not_made_yet_is_asked_for_once_and_never_made_in_the_request(
        self, client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        row = a_public_story()
        with monkeypatch.context() as patched:
            patched.setattr(pdf, "typeset", lambda *_: pytest.fail("This is a request."))
            for _ in range(3):
                response = client.get(address_of(row))
        assert response.status_code == 503
        assert response["Retry-After"] == "4"
        assert response["Cache-Control"] == "no-store"
        assert b'http-equiv="refresh"' in response.content and b"noindex" in response.content
        assert not caplog.records, "nothing has failed"
        assert tasks.waiting() == 1
        tasks.run_waiting()
        assert client.get(address_of(row)).status_code == 200

    def test_it_has_the_prefix_of_its_language(self, client: Client) -> None:
        row = a_public_story("Лестница, которой нет", language="ru", slug="лестница")
        pdf.keep(row.story_id)
        response = client.get(address_of(row))
        assert response.status_code == 200
        assert "filename*=utf-8''" in response["Content-Disposition"]
        assert client.get(address_of(row).removeprefix("/ru")).status_code == 404

    @pytest.mark.parametrize(
        "path", ["/articles/2026/11/24/nothing.pdf", "/articles/2026/11/24/a.b.pdf", "/articles/2026/11/24/.pdf",
                 "/articles/2026/11/24/night-ferry.pdf/", "/articles/2026/11/.pdf"],
    )  # fmt: skip
    def test_where_no_story_is_there_is_no_pdf(self, client: Client, path: str) -> None:
        assert client.get(path).status_code == 404
        assert tasks.waiting() == 0

    def test_a_story_whose_slug_ends_in_pdf_is_a_page(self, client: Client) -> None:
        row = a_public_story(slug="night-ferry-pdf")
        assert client.get(row.path).status_code == 200

    @pytest.mark.parametrize("ending", [".pdf", "/print/"])
    def test_an_old_address_leads_to_what_was_asked_for(self, client: Client, ending: str) -> None:
        row = a_public_story()
        an_address("/articles/2020/01/01/old/", "story", row.story_id)
        response = client.get(f"/articles/2020/01/01/old{ending}")
        assert (response.status_code, response["Location"]) == (301, row.path.removesuffix("/") + ending)

    def test_a_new_name_of_the_paper_makes_it_anew(self, client: Client) -> None:
        row = a_public_story()
        pdf.keep(row.story_id)
        SiteSettings.load()
        SiteWords.objects.create(language="en", name="High Water")
        chrome.rewrite()
        assert client.get(address_of(row)).status_code == 503
        tasks.run_waiting()
        assert client.get(address_of(row)).status_code == 200
        assert len(kept(row.story_id)) == 1


class QueueTests:
    def test_a_start_makes_up_for_what_was_lost(self, clock: Clock) -> None:
        rows = [a_public_story(f"Story {n}", slug=f"story-{n}") for n in range(3)]
        rows.append(a_public_story("Ahead", slug="ahead", visible_from=clock.now + timedelta(hours=3)))
        pdf.make_newest.call_local()
        assert all(len(kept(row.story_id)) == 1 for row in rows)

    def test_of_a_whole_archive_the_most_is_left_to_the_command(
        self, cast: Cast, commit: Commit, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        """As it comes in: each story sends a signal of its own."""
        monkeypatch.setattr(pdf, "MOST_WAITING", 2)
        for number in range(4):
            with commit():
                live(cast, headline=f"Story {number}")
        assert tasks.waiting() == 2
        assert caplog.text.count("Run make_pdfs") == 1
        tasks.run_waiting()
        with commit():
            live(cast, headline="The next morning")
        assert tasks.waiting() == 1

    def test_what_is_old_goes_also_when_the_queue_is_full(
        self, cast: Cast, commit: Commit, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with commit():
            story = live(cast)
        tasks.run_waiting()
        monkeypatch.setattr(pdf, "MOST_WAITING", 0)
        with commit():
            actions.unpublish(story, cast.editor, reason="A source is in danger.")
        assert kept(story.pk) == []

    def test_readers_are_heard_beside_an_archive_and_fill_no_disk(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(pdf, "MOST_WAITING_FOR_READERS", 2)
        for number in range(3):
            assert client.get(address_of(a_public_story(slug=f"story-{number}"))).status_code == 503
        assert tasks.waiting() == 2

    def test_where_nobody_works_the_reader_is_told_and_gets_what_the_command_made(
        self, client: Client, settings: Any
    ) -> None:
        settings.QUEUE = "off"
        row = a_public_story()
        response = client.get(address_of(row))
        assert response.status_code == 503
        assert b"PDFs are not being made on this server at the moment" in response.content
        assert b"refresh" not in response.content and "Retry-After" not in response
        assert tasks.waiting() == 0
        call_command("make_pdfs", stdout=StringIO())
        assert client.get(address_of(row)).status_code == 200

    def test_two_who_come_to_the_same_edition_set_it_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        row = a_public_story()
        [edition] = pdf.editions(row.story_id)
        begun, may_end, found = threading.Event(), threading.Event(), []

        def slowly(*_: Any) -> bytes:
            assert not begun.is_set(), "It is being set already."
            begun.set()
            assert may_end.wait(10)
            return b"%PDF-"

        monkeypatch.setattr(pdf, "typeset", slowly)
        monkeypatch.setattr(pdf, "sheet_of", lambda _: None)
        monkeypatch.setattr(pdf, "photos_of", lambda _: ({}, []))
        makers = [
            threading.Thread(target=lambda: found.append(pdf._make_once(edition, False))) for _ in range(2)
        ]
        makers[0].start()
        assert begun.wait(10)
        makers[1].start()
        makers[1].join(0.3)
        may_end.set()
        for maker in makers:
            maker.join(10)
        assert sorted(found) == [False, True]
