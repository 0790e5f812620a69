"""What follows when a photo is saved or deleted, whichever door it came through."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone

from media.models import Agency, Photo
from tests.media.pictures import RED, a_jpeg, exif

pytestmark = pytest.mark.django_db

Folder = Callable[[Photo], Path]
Save = Callable[..., Photo]


class SavedFileTests:
    def test_it_is_measured_upright_and_its_checksum_kept(self, save: Save) -> None:
        content = a_jpeg(60, 40, exif=exif(orientation=8))
        photo = save(content=content, name="DSC_0042 — паром.jpg")
        assert (photo.width, photo.height) == (40, 60)
        assert photo.checksum == hashlib.sha256(content).hexdigest()
        assert photo.original_name == "DSC_0042 — паром.jpg"

    def test_the_stored_name_is_ours(self, save: Save) -> None:
        photo = save(content=a_jpeg(60, 40), name="../../etc/passwd.jpg")
        assert photo.file.name == f"originals/{photo.ref[:2]}/{photo.ref}.jpg"

    def test_no_door_lets_in_what_is_no_photograph(self) -> None:
        with pytest.raises(ValidationError):
            Photo(credit_line="EPA", file=ContentFile(b"<script>", name="a.jpg")).save()
        assert not Photo.objects.exists()

    def test_a_second_save_does_not_read_the_file_again(
        self, photo: Photo, save: Save, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("media.models.inspect", lambda file: pytest.fail("read again"))
        photo = Photo.objects.get(pk=photo.pk)
        photo.full_clean()
        save(photo, source="A friend.")
        assert photo.width == 900

    def test_a_file_saved_through_the_field_is_measured_too(self, save: Save) -> None:
        photo = save()
        photo.file.save("a.jpg", ContentFile(a_jpeg(60, 40)))
        assert Photo.objects.get(pk=photo.pk).width == 60

    def test_another_file_takes_a_new_address(
        self, photo: Photo, save: Save, derived_folder: Folder, told: list[Photo]
    ) -> None:
        old = derived_folder(photo)
        save(photo, content=a_jpeg(60, 40, RED))
        assert derived_folder(photo) != old
        assert not old.exists()
        assert (derived_folder(photo) / "60.jpg").exists()
        assert told == [photo]

    def test_a_file_taken_away_leaves_no_measures(self, photo: Photo, save: Save) -> None:
        save(photo, file="")
        assert (photo.width, photo.height, photo.checksum) == (None, None, "")


class ChangedPhotoTests:
    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("caption", "Another."),
            ("credit_line", "AP / JANE ROE"),
            ("alt", "Another."),
            ("is_decorative", True),
            ("rights_until", timezone.now() + timedelta(days=1)),
            ("licence", "None."),
            ("is_graphic", True),
        ],
    )
    def test_whoever_shows_it_is_told(
        self, field: str, value: Any, photo: Photo, save: Save, told: list[Photo]
    ) -> None:
        save(photo, **{field: value})
        assert told == [photo]

    def test_nobody_is_told_of_what_readers_do_not_see(
        self, photo: Photo, save: Save, told: list[Photo]
    ) -> None:
        save(photo, source="Another.")
        save(Photo.objects.get(pk=photo.pk))
        assert told == []

    def test_nobody_is_told_before_the_commit(self, photo: Photo, told: list[Photo]) -> None:
        photo.caption = "Another."
        photo.save()  # A test's transaction is never committed.
        assert told == []

    def test_a_file_that_comes_at_last_is_told(
        self, save: Save, told: list[Photo], derived_folder: Folder
    ) -> None:
        photo = save()
        save(photo, content=a_jpeg(60, 40))
        assert told == [photo]
        assert (derived_folder(photo) / "60.webp").exists()

    def test_a_new_credit_reaches_the_files_at_the_same_address(
        self, photo: Photo, save: Save, derived_folder: Folder
    ) -> None:
        folder = derived_folder(photo)
        save(photo, credit_line="AP / JANE ROE", photographer="Jane Roe")
        for file in folder.iterdir():
            assert b"AP / JANE ROE" in file.read_bytes()
            assert b"TOLGA" not in file.read_bytes()

    def test_another_focal_point_writes_no_file(
        self, photo: Photo, save: Save, derived_folder: Folder
    ) -> None:
        before = {file.name: file.stat().st_mtime_ns for file in derived_folder(photo).iterdir()}
        save(photo, focal_x=0.2)
        assert {file.name: file.stat().st_mtime_ns for file in derived_folder(photo).iterdir()} == before


class DeletedPhotoTests:
    @pytest.mark.parametrize("many", [False, True])
    def test_its_files_go_with_it(
        self, many: bool, photo: Photo, derived_folder: Folder, media_root: Path,
        django_capture_on_commit_callbacks: Any,
    ) -> None:  # fmt: skip
        with django_capture_on_commit_callbacks(execute=True):
            (Photo.objects.all() if many else photo).delete()
        assert not derived_folder(photo).exists()
        assert not (media_root / photo.file.name).exists()


class QuestionTests:
    def test_a_photo_answers_what_it_still_needs(self) -> None:
        photo = Photo()
        assert photo.is_waiting and not photo.has_credit and not photo.has_alt and photo.has_rights()
        assert not Photo(credit_line=" \n").has_credit
        assert Photo(is_decorative=True).has_alt

    def test_rights_end_at_their_moment(self) -> None:
        end = timezone.now()
        photo = Photo(rights_until=end)
        assert photo.has_rights(end - timedelta(seconds=1))
        assert not photo.has_rights(end)


class AgencyTests:
    def test_the_same_name_in_other_letters_is_refused_in_words(self) -> None:
        Agency.objects.create(name="ТАСС")
        with pytest.raises(ValidationError, match="on the list already"):
            Agency(name="тасс").full_clean()

    def test_every_spelling_leads_to_the_name(self) -> None:
        Agency.objects.create(name="AFP", aliases="Agence France-Presse\n\n АФП ")
        assert Agency.names_by_spelling() == {"afp": "AFP", "agence france-presse": "AFP", "афп": "AFP"}
