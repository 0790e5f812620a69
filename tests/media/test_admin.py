"""The photo desk: what it shows, what it fills in, what it refuses, and to whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import ImageFile

from media import metadata, renditions, usage
from media.admin import states_of
from media.metadata import Words
from media.models import Agency, Photo
from media.usage import Use
from newsroom.models import User
from tests.cast import Cast
from tests.media.pictures import SERIAL, a_dangerous_jpeg, a_jpeg

pytestmark = pytest.mark.django_db

ADD = "/admin/media/photo/add/"
LIST = "/admin/media/photo/"
WORDS = Words(
    creator="TOLGA AKMEN", credit_line="EPA / TOLGA AKMEN", copyright="© 2026 EPA", caption="The ferry leaves.",
    alt="A lit ferry.", usage_terms="Editorial use only.",
)  # fmt: skip
Save = Callable[..., Photo]


def a_jpeg_with_words(words: Words = WORDS, **options: Any) -> bytes:
    return a_jpeg(900, 600, xmp=metadata.xmp_packet(words), **options)


def sign_in(client: Client, person: User) -> None:
    """As the login form does, where the password is checked by the model's own backend."""
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")


@pytest.fixture
def desk(cast: Cast, client: Client) -> Client:
    """The photo editor is signed in."""
    sign_in(client, cast.photo_editor)
    return client


@pytest.fixture
def hooks(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nobody tells where a photo is used, but what the test itself adds."""
    monkeypatch.setattr(usage, "hooks", [])
    monkeypatch.setattr(usage, "guards", [])
    yield


def form(**fields: Any) -> dict[str, Any]:
    return {"focal_x": "0.5", "focal_y": "0.5", **fields}


def upload(desk: Client, content: bytes, name: str = "ferry.jpg", **fields: Any) -> Any:
    return desk.post(ADD, form(file=SimpleUploadedFile(name, content), **fields))


def said(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


class UploadTests:
    def test_empty_fields_are_filled_from_the_file_and_it_says_which(self, desk: Client, cast: Cast) -> None:
        response = upload(desk, a_jpeg_with_words(), name="DSC_1.jpg")
        photo = Photo.objects.get()
        assert response.status_code == 302
        assert (photo.caption, photo.alt) == ("The ferry leaves.", "A lit ferry.")
        assert photo.credit_line == "EPA / TOLGA AKMEN"
        assert (photo.photographer, photo.agency) == ("Tolga Akmen", "EPA")
        assert (photo.licence, photo.copyright_notice) == ("Editorial use only.", "© 2026 EPA")
        assert (photo.original_name, photo.width, len(photo.checksum)) == ("DSC_1.jpg", 900, 64)
        assert photo.created_by == cast.photo_editor.ref
        told = " ".join(said(response))
        for name in ("caption", "alt text", "credit as printed", "photographer", "agency", "licence"):
            assert name in told

    def test_what_a_person_typed_stands(self, desk: Client) -> None:
        upload(
            desk,
            a_jpeg_with_words(),
            caption="Mine.",
            credit_line="Jane Roe / AP",
            alt="Mine too.",
            agency="AP",
        )
        photo = Photo.objects.get()
        assert (photo.caption, photo.alt, photo.credit_line) == ("Mine.", "Mine too.", "Jane Roe / AP")
        assert (photo.photographer, photo.agency) == ("Jane Roe", "AP")

    def test_a_caption_in_the_file_is_no_alt_text(self, desk: Client) -> None:
        upload(desk, a_jpeg_with_words(Words(caption="Mayor Anna Brandt speaks.")))
        assert Photo.objects.get().alt == ""

    def test_a_file_that_names_only_its_maker_gives_the_credit(self, desk: Client) -> None:
        upload(desk, a_jpeg_with_words(Words(creator="Ilka Morrow")))
        photo = Photo.objects.get()
        assert (photo.credit_line, photo.photographer) == ("Ilka Morrow", "Ilka Morrow")

    def test_a_typed_credit_is_parsed_by_the_agencies_of_the_site(self, desk: Client) -> None:
        Agency.objects.create(name="Высокая вода", licence="Ours.")
        upload(desk, a_jpeg(60, 40), credit_line="Иван Петров / Высокая вода")
        photo = Photo.objects.get()
        assert (photo.photographer, photo.agency, photo.licence) == ("Иван Петров", "Высокая вода", "Ours.")

    def test_a_photo_may_wait_for_its_file(self, desk: Client) -> None:
        assert desk.post(ADD, form(credit_line="EPA", caption="A ferry.")).status_code == 302
        assert Photo.objects.get().is_waiting

    def test_the_same_file_again_is_warned_of_and_kept(self, desk: Client) -> None:
        assert not [words for words in said(upload(desk, a_jpeg(60, 40))) if "already" in words]
        first = Photo.objects.get()
        warned = [words for words in said(upload(desk, a_jpeg(60, 40))) if "already" in words]
        assert len(warned) == 1
        assert reverse("admin:media_photo_change", args=[first.pk]) in warned[0]
        assert Photo.objects.count() == 2

    def test_a_file_that_is_refused_says_why_on_the_form(self, desk: Client) -> None:
        response = upload(desk, b"<svg/>", name="a.svg")
        assert response.status_code == 200
        assert "not a JPEG, PNG, WebP or AVIF" in response.content.decode()
        assert not Photo.objects.exists()

    @pytest.mark.django_db(transaction=True)
    def test_no_picture_is_decoded_inside_a_transaction(
        self, desk: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        decoded: list[bool] = []
        load = ImageFile.ImageFile.load

        def watched(image: Any) -> Any:
            decoded.append(connection.in_atomic_block)
            return load(image)

        monkeypatch.setattr(ImageFile.ImageFile, "load", watched)
        upload(desk, a_jpeg_with_words())
        assert decoded and not any(decoded)

    def test_a_decorative_photo_takes_no_alt_text_from_the_file(self, desk: Client) -> None:
        upload(desk, a_jpeg_with_words(), is_decorative="on")
        assert Photo.objects.get().alt == ""


class ListTests:
    def test_states_are_told_in_words(self, desk: Client, save: Save) -> None:
        save(credit_line="", alt="")
        page = desk.get(LIST).content.decode()
        assert "waits for its file, no credit" in page
        assert states_of(Photo(file="a.jpg")) == ["no credit", "no alt text"]
        ended = Photo(file="a.jpg", credit_line="EPA", alt="A.", rights_until=timezone.now(), is_graphic=True)
        assert states_of(ended) == ["rights ended", "graphic"]

    @pytest.mark.parametrize(
        ("words", "found"), [("ПАРОМ", 1), ("паром", 1), ("akmen epa", 1), ("akmen reuters", 0), ("№", 0)]
    )
    def test_it_finds_words_in_any_letters_and_any_order(
        self, words: str, found: int, desk: Client, save: Save
    ) -> None:
        save(caption="Последний Паром", credit_line="EPA / TOLGA AKMEN")
        assert desk.get(LIST, {"q": words}).context["cl"].result_count == found

    def test_it_filters_by_what_is_missing(self, desk: Client, save: Save) -> None:
        now = timezone.now()
        waiting = save()
        no_credit = save(Photo(alt="A."), content=a_jpeg(60, 40))
        no_alt = save(Photo(credit_line="EPA"), content=a_jpeg(60, 41))
        ended = save(rights_until=now - timedelta(days=1), content=a_jpeg(60, 42))
        soon = save(rights_until=now + timedelta(days=3), content=a_jpeg(60, 43))
        for name, photo in {
            "file": waiting, "credit": no_credit, "alt": no_alt, "rights": ended, "soon": soon,
        }.items():  # fmt: skip
            assert list(desk.get(LIST, {"missing": name}).context["cl"].queryset) == [photo], name

    def test_an_agency_is_found_in_any_letters(self, cast: Cast, client: Client) -> None:
        Agency.objects.create(name="Берег")
        sign_in(client, cast.chief)
        assert client.get("/admin/media/agency/", {"q": "БЕРЕГ"}).context["cl"].result_count == 1

    def test_the_list_asks_the_same_number_of_questions_for_any_number_of_photos(
        self, desk: Client, save: Save
    ) -> None:
        asked = []
        for _ in range(2):
            for number in range(15):
                save(content=a_jpeg(60, 40 + number))
            with CaptureQueriesContext(connection) as queries:
                desk.get(LIST)
            asked.append(len(queries))
        assert asked[0] == asked[1]


class FormTests:
    def test_the_admins_own_log_keeps_no_caption(self, desk: Client, photo: Photo) -> None:
        path = reverse("admin:media_photo_change", args=[photo.pk])
        desk.post(path, form(credit_line="EPA", caption="Somebody in danger"))
        photo.refresh_from_db()
        assert photo.caption == "Somebody in danger"
        assert not LogEntry.objects.exists()

    def test_the_form_leads_to_no_original(self, desk: Client, photo: Photo) -> None:
        page = desk.get(reverse("admin:media_photo_change", args=[photo.pk])).content.decode()
        assert photo.file.name not in page
        assert "originals/" not in page
        assert reverse("admin:media_photo_thumbnail", args=[photo.pk]) in page

    def test_who_may_only_look_is_led_to_no_original_either(
        self, desk: Client, photo: Photo, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("media.admin.PhotoAdmin.has_change_permission", lambda *args: False)
        page = desk.get(reverse("admin:media_photo_change", args=[photo.pk])).content.decode()
        assert photo.caption in page
        assert "originals/" not in page

    def test_it_shows_where_the_photo_is_used_to_whoever_may_know(
        self, desk: Client, cast: Cast, photo: Photo, hooks: None
    ) -> None:
        path = reverse("admin:media_photo_change", args=[photo.pk])
        assert "nowhere" in desk.get(path).content.decode()
        asked: list[Any] = []

        def hook(photo: Photo, user: Any) -> list[Use]:
            asked.append((photo, user))
            return [
                Use(label="The <night> ferry", address="/admin/story/1/", is_public=True),
                Use(label="Portrait"),
            ]

        usage.hooks.append(hook)
        page = desk.get(path).content.decode()
        assert '<a href="/admin/story/1/">The &lt;night&gt; ferry</a> (readers see it)' in page
        assert "Portrait" in page
        assert asked == [(photo, cast.photo_editor)]

    def test_a_new_photo_has_no_facts_to_show_yet(self, desk: Client, save: Save) -> None:
        known = reverse("admin:media_photo_change", args=[save(Photo()).pk])
        for fact in ("The file:", "Where it is used:", "Added:"):
            assert fact in desk.get(known).content.decode() and fact not in desk.get(ADD).content.decode()

    def test_changing_the_credit_of_a_photo_fills_the_empty_fields(self, desk: Client, save: Save) -> None:
        photo = save(Photo())
        path = reverse("admin:media_photo_change", args=[photo.pk])
        response = desk.post(path, form(credit_line="EPA / TOLGA AKMEN"))
        photo.refresh_from_db()
        assert (photo.photographer, photo.agency) == ("Tolga Akmen", "EPA")
        assert "photographer" in " ".join(said(response))
        desk.post(path, form(credit_line="EPA / TOLGA AKMEN", photographer="", agency="EPA"))
        photo.refresh_from_db()
        assert photo.photographer == "", "what a person emptied stays empty"


class DeletionTests:
    @pytest.fixture(autouse=True)
    def chief(self, cast: Cast, client: Client, hooks: None) -> None:
        sign_in(client, cast.chief)

    def test_a_photo_in_use_is_not_deleted_and_it_says_why(self, client: Client, photo: Photo) -> None:
        usage.guards.append(lambda photo: "It stands in a story.")
        path = reverse("admin:media_photo_delete", args=[photo.pk])
        assert "It stands in a story." in client.get(path).content.decode()
        client.post(path, {"post": "yes"})
        client.post(LIST, {"action": "delete_selected", "_selected_action": [photo.pk], "post": "yes"})
        assert Photo.objects.filter(pk=photo.pk).exists()

    def test_a_photo_that_nobody_uses_is_deleted(self, client: Client, photo: Photo) -> None:
        usage.guards.append(lambda photo: "")
        client.post(reverse("admin:media_photo_delete", args=[photo.pk]), {"post": "yes"})
        assert not Photo.objects.exists()


class DeskThumbnailTests:
    def test_it_is_small_private_and_clean(self, desk: Client, save: Save) -> None:
        photo = save(content=a_dangerous_jpeg())
        response = desk.get(reverse("admin:media_photo_thumbnail", args=[photo.pk]))
        assert response.status_code == 200
        assert response.headers["Content-Type"] == "image/jpeg"
        assert {"private", "no-store"} <= set(response.headers["Cache-Control"].split(", "))
        assert SERIAL.encode() not in response.content
        assert len(response.content) < 20_000

    def test_a_stranger_gets_none(self, client: Client, cast: Cast, photo: Photo) -> None:
        path = reverse("admin:media_photo_thumbnail", args=[photo.pk])
        assert client.get(path).status_code == 302
        cast.stranger.is_staff = True
        cast.stranger.save()
        sign_in(client, cast.stranger)
        assert client.get(path).status_code == 403

    def test_a_photo_without_its_file_has_none(self, desk: Client, save: Save, media_root: Any) -> None:
        assert desk.get(reverse("admin:media_photo_thumbnail", args=[save().pk])).status_code == 404
        photo = save(content=a_jpeg(60, 40))
        renditions.forget(photo)
        (media_root / photo.file.name).unlink()
        assert desk.get(reverse("admin:media_photo_thumbnail", args=[photo.pk])).status_code == 404

    def test_it_takes_nothing(self, desk: Client, photo: Photo) -> None:
        assert desk.post(reverse("admin:media_photo_thumbnail", args=[photo.pk])).status_code == 405


class RightTests:
    def test_whoever_has_no_right_over_photos_gets_no_form(self, client: Client, cast: Cast) -> None:
        cast.stranger.is_staff = True
        cast.stranger.save()
        sign_in(client, cast.stranger)
        assert client.get(LIST).status_code == 403
        assert upload(client, a_jpeg(60, 40)).status_code == 403
        assert not Photo.objects.exists()
