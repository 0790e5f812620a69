"""The files that readers get: which there are, how they look, and what they say of themselves."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, features

from media import derived, renditions
from media.models import Photo
from media.renditions import Picture, make, picture_of, rekey, widths_of
from tests.media.pictures import (
    BLUE,
    COMMENT,
    RED,
    SERIAL,
    WHITE,
    a_dangerous_jpeg,
    a_jpeg,
    a_picture,
    encoded,
    exif,
    left_red_right_blue,
    profile_with_red_and_green_exchanged,
)

pytestmark = pytest.mark.django_db

Folder = Callable[[Photo], Path]
Save = Callable[..., Photo]
ExifTool = Callable[[Path], dict[str, dict[str, Any]]]


def is_near(found: Any, expected: tuple[int, int, int], distance: int = 24) -> bool:
    return all(abs(one - other) <= distance for one, other in zip(found, expected, strict=True))


def versions(folder: Path) -> dict[str, int]:
    return {file.name: file.stat().st_mtime_ns for file in folder.iterdir()}


class SizeTests:
    def test_it_never_makes_a_picture_larger(self) -> None:
        assert widths_of(5000) == (480, 800, 1200, 1600)
        assert widths_of(1600) == (480, 800, 1200, 1600)
        assert widths_of(900) == (480, 800, 900)
        assert widths_of(480) == (480,)
        assert widths_of(75) == (75,)

    def test_it_writes_each_width_as_jpeg_and_webp(self, photo: Photo, derived_folder: Folder) -> None:
        names = {"480.jpg", "480.webp", "800.jpg", "800.webp", "900.jpg", "900.webp"}
        assert set(versions(derived_folder(photo))) == names
        for name in names:
            with Image.open(derived_folder(photo) / name) as image:
                width = int(name.partition(".")[0])
                assert image.size == (width, round(width * 2 / 3))
                assert image.format == {"jpg": "JPEG", "webp": "WEBP"}[name.partition(".")[2]]

    def test_a_very_narrow_picture_keeps_a_height(self, save: Save, derived_folder: Folder) -> None:
        photo = save(content=a_jpeg(1500, 1))
        with Image.open(derived_folder(photo) / "480.jpg") as image:
            assert image.size == (480, 1)

    def test_every_file_that_a_picture_names_is_there(self, save: Save, derived_folder: Folder) -> None:
        for width in (75, 480, 900, 1700):
            photo = save(content=a_jpeg(width, 50))
            picture = picture_of(photo)
            assert picture is not None
            assert set(picture.names) == set(versions(derived_folder(photo)))


class MakeTests:
    def test_it_makes_only_what_is_missing(self, photo: Photo, derived_folder: Folder) -> None:
        folder = derived_folder(photo)
        before = versions(folder)
        (folder / "800.webp").unlink()
        make(photo)
        after = versions(folder)
        assert {name for name in after if after[name] != before[name]} == {"800.webp"}

    def test_it_opens_no_file_when_nothing_is_missing(
        self, photo: Photo, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(renditions, "open_original", lambda photo: pytest.fail("opened"))
        make(photo)

    def test_nobody_ever_finds_half_a_file(
        self, photo: Photo, derived_folder: Folder, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = {file.name: file.read_bytes() for file in derived_folder(photo).iterdir()}

        def break_off(place: Path, target: Path) -> None:
            raise OSError("The disk is full.")

        monkeypatch.setattr(Path, "replace", break_off)
        with pytest.raises(OSError, match="full"):
            make(photo, afresh=True)
        assert {file.name: file.read_bytes() for file in derived_folder(photo).iterdir()} == before

    def test_a_key_that_changed_meanwhile_leaves_nothing_behind(
        self, photo: Photo, derived_folder: Folder, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        stale = Photo.objects.get(pk=photo.pk)
        Photo.objects.filter(pk=photo.pk).update(public_key="2" * 26)
        make(stale, afresh=True)
        assert not derived_folder(stale).exists()

    def test_a_photo_without_a_file_makes_nothing(self, save: Save, media_root: Path) -> None:
        make(save())
        assert not (media_root / "derived").exists()

    def test_a_lost_original_does_not_stop_the_save(self, photo: Photo, save: Save, media_root: Path) -> None:
        (media_root / photo.file.name).unlink()
        save(photo, caption="Another caption.")
        photo.refresh_from_db()
        assert photo.caption == "Another caption."


class PictureTests:
    def test_it_is_plain_data_that_json_carries(self, photo: Photo) -> None:
        picture = picture_of(photo)
        assert picture is not None
        assert Picture(**dataclasses.asdict(picture)) == picture

    def test_it_asks_no_file(self, photo: Photo, media_root: Path) -> None:
        (media_root / photo.file.name).unlink()
        assert picture_of(Photo.objects.get(pk=photo.pk)) is not None

    def test_there_is_none_while_the_photo_waits(self, save: Save) -> None:
        assert picture_of(save()) is None


class LookTests:
    @pytest.mark.parametrize("orientation", range(1, 9))
    def test_it_is_upright_whatever_the_camera_held(
        self, orientation: int, save: Save, derived_folder: Folder
    ) -> None:
        # The picture that is meant: red on the left, blue on the right, 600 × 400.
        meant = left_red_right_blue(600, 400)
        undo = {5: 5, 6: 8, 7: 7, 8: 6}.get(orientation, orientation)
        stored = meant.transpose(renditions.MAKE_UPRIGHT[undo]) if undo != 1 else meant
        photo = save(content=encoded(stored, "JPEG", exif=exif(orientation)))
        assert (photo.width, photo.height) == (600, 400)
        with Image.open(derived_folder(photo) / "480.jpg") as image:
            assert image.size == (480, 320)
            assert is_near(image.getpixel((40, 160)), RED)
            assert is_near(image.getpixel((440, 160)), BLUE)

    def test_colours_are_turned_into_srgb_and_the_profile_is_left_out(
        self, save: Save, derived_folder: Folder
    ) -> None:
        content = a_jpeg(480, 320, (255, 0, 0), icc_profile=profile_with_red_and_green_exchanged())
        photo = save(content=content)
        for name in ("480.jpg", "480.webp"):
            with Image.open(derived_folder(photo) / name) as image:
                assert is_near(image.convert("RGB").getpixel((200, 100)), (0, 255, 0))
                assert "icc_profile" not in image.info

    def test_a_broken_profile_does_not_lose_the_picture(self, save: Save, derived_folder: Folder) -> None:
        photo = save(content=a_jpeg(480, 320, RED, icc_profile=b"no profile at all"))
        with Image.open(derived_folder(photo) / "480.jpg") as image:
            assert is_near(image.getpixel((200, 100)), RED)

    @pytest.mark.parametrize(
        ("image", "colour"),
        [
            (a_picture(60, 40, (255, 0, 0, 0), "RGBA"), WHITE),
            (a_picture(60, 40, (200, 0), "LA"), WHITE),
            (a_picture(60, 40, 0x8000, "I;16"), (128, 128, 128)),
            (a_picture(60, 40, 1, "1"), WHITE),
            (a_picture(60, 40, 90, "L"), (90, 90, 90)),
            (a_picture(60, 40, RED).quantize(4), RED),
        ],
        ids=["transparent", "grey and transparent", "16 bits", "black and white", "grey", "palette"],
    )
    def test_a_png_of_any_kind_becomes_a_photograph(
        self, image: Image.Image, colour: tuple[int, int, int], save: Save, derived_folder: Folder
    ) -> None:
        photo = save(content=encoded(image, "PNG"), name="a.png")
        for name in ("60.jpg", "60.webp"):
            with Image.open(derived_folder(photo) / name) as found:
                assert is_near(found.convert("RGB").getpixel((30, 20)), colour)

    def test_a_picture_for_print_becomes_one_for_screens(self, save: Save, derived_folder: Folder) -> None:
        photo = save(content=encoded(a_picture(480, 320, (0, 255, 255, 0), "CMYK")))
        with Image.open(derived_folder(photo) / "480.jpg") as image:
            assert image.mode == "RGB"
            assert is_near(image.getpixel((200, 100)), (255, 0, 0), 40)

    def test_every_kind_of_file_is_read(self, save: Save, derived_folder: Folder) -> None:
        assert features.check("avif")
        for kind, name in {"WEBP": "a.webp", "AVIF": "a.avif"}.items():
            photo = save(content=encoded(a_picture(480, 320, RED), kind), name=name)
            with Image.open(derived_folder(photo) / "480.jpg") as image:
                assert is_near(image.getpixel((200, 100)), RED)


ALLOWED_IN_JPEG = {"SourceFile", "ExifTool", "System", "File", "JFIF", "Composite", "IPTC", "Photoshop"}
ALLOWED_IN_WEBP = {"SourceFile", "ExifTool", "System", "File", "RIFF", "Composite"}
ALLOWED_XMP = {
    "XMP-dc:Creator", "XMP-dc:Rights", "XMP-dc:Description", "XMP-photoshop:Credit",
    "XMP-iptcCore:AltTextAccessibility", "XMP-xmpRights:UsageTerms",
}  # fmt: skip
ALLOWED_IPTC = {
    "IPTC:CodedCharacterSet", "IPTC:ApplicationRecordVersion", "IPTC:By-line", "IPTC:Credit",
    "IPTC:CopyrightNotice", "IPTC:Caption-Abstract",
}  # fmt: skip
NEVER = ("gps", "serial", "thumbnail", "comment", "makernote", "latitude", "position")


def strangers_in(found: dict[str, Any], name: str) -> list[str]:
    """What a derived file says beyond what it may say."""
    groups = ALLOWED_IN_JPEG if name.endswith("jpg") else ALLOWED_IN_WEBP
    strange = []
    for key in found:
        group = key.partition(":")[0]
        allowed = key in ALLOWED_XMP or key in ALLOWED_IPTC or (group in groups and group != "IPTC")
        if not allowed or any(word in key.lower() for word in NEVER):
            strange.append(key)
    return strange


class WordsInFilesTests:
    WORDS = {
        "caption": "Паром «Терпение» у причала.",
        "credit_line": "EPA / TOLGA AKMEN",
        "photographer": "Tolga Akmen",
        "agency": "EPA",
        "alt": "A lit ferry on dark water.",
        "licence": "Editorial use only.",
        "copyright_notice": "© 2026 EPA",
        "source": "SOURCE-CANARY from a friend",
    }

    def test_every_derived_file_carries_the_credit(
        self, save: Save, derived_folder: Folder, exiftool: ExifTool
    ) -> None:
        photo = save(content=a_dangerous_jpeg(), **self.WORDS)
        files = exiftool(derived_folder(photo))
        assert len(files) == 6
        for name, found in files.items():
            assert found["XMP-dc:Creator"] == "Tolga Akmen"
            assert found["XMP-photoshop:Credit"] == "EPA / TOLGA AKMEN"
            assert found["XMP-dc:Rights"] == "© 2026 EPA"
            assert found["XMP-dc:Description"] == self.WORDS["caption"]
            assert found["XMP-iptcCore:AltTextAccessibility"] == "A lit ferry on dark water."
            assert found["XMP-xmpRights:UsageTerms"] == "Editorial use only."
            if name.endswith("jpg"):
                assert found["IPTC:By-line"] == "Tolga Akmen"
                assert found["IPTC:Credit"] == "EPA / TOLGA AKMEN"
                assert found["IPTC:CopyrightNotice"] == "© 2026 EPA"
                assert found["IPTC:Caption-Abstract"] == self.WORDS["caption"]
                assert found["IPTC:CodedCharacterSet"] == "UTF8"
                assert found["File:CurrentIPTCDigest"] == found["Photoshop:IPTCDigest"]

    def test_no_derived_file_carries_anything_else(
        self, save: Save, derived_folder: Folder, exiftool: ExifTool
    ) -> None:
        photo = save(content=a_dangerous_jpeg(), **self.WORDS)
        for name, found in exiftool(derived_folder(photo)).items():
            assert strangers_in(found, name) == []
        for file in derived_folder(photo).iterdir():
            content = file.read_bytes()
            for canary in (SERIAL, COMMENT, "SOURCE-CANARY", "Exif\x00"):
                assert canary.encode() not in content, (file.name, canary)

    def test_what_the_desk_keeps_to_itself_stays_there(self, save: Save, derived_folder: Folder) -> None:
        photo = save(
            content=a_jpeg(60, 40), name="NAME-CANARY.jpg", source="SOURCE-CANARY", credit_line="EPA"
        )
        for file in derived_folder(photo).iterdir():
            assert b"CANARY" not in file.read_bytes()

    def test_the_check_for_strangers_finds_them_in_an_original(
        self, tmp_path: Path, exiftool: ExifTool
    ) -> None:
        original = tmp_path / "original.jpg"
        original.write_bytes(a_dangerous_jpeg())
        found = strangers_in(exiftool(original)["original.jpg"], "original.jpg")
        assert {"GPS:GPSLatitude", "ExifIFD:SerialNumber", "File:Comment"} <= set(found)

    def test_nothing_of_real_photographs_is_carried_over(
        self,
        save: Save,
        derived_folder: Folder,
        shared_data: Path,
        exiftool: ExifTool,
    ) -> None:
        photos = sorted((shared_data / "photos").rglob("*.jpg"))
        assert len(photos) > 25
        for original in photos:
            photo = save(content=original.read_bytes(), name="a.jpg")
            for name, found in exiftool(derived_folder(photo)).items():
                assert strangers_in(found, name) == [], original.name

    def test_a_decorative_picture_has_no_alt_text_inside(
        self, save: Save, derived_folder: Folder, exiftool: ExifTool
    ) -> None:
        photo = save(content=a_jpeg(60, 40), is_decorative=True, alt="An old one.")
        assert "XMP-iptcCore:AltTextAccessibility" not in exiftool(derived_folder(photo))["60.webp"]


class RekeyTests:
    def test_every_old_address_is_dead_and_the_new_ones_live(
        self, photo: Photo, derived_folder: Folder, django_capture_on_commit_callbacks: Any, told: list[Photo]
    ) -> None:
        old = derived_folder(photo)
        with django_capture_on_commit_callbacks(execute=True):
            rekey(photo)
        assert not old.exists()
        assert len(versions(derived_folder(photo))) == 6
        assert Photo.objects.get(pk=photo.pk).public_key == photo.public_key != old.name
        assert told == [photo]

    def test_the_old_addresses_die_even_when_the_new_files_cannot_be_made(
        self, photo: Photo, derived_folder: Folder, media_root: Path, django_capture_on_commit_callbacks: Any,
        told: list[Photo],
    ) -> None:  # fmt: skip
        (media_root / photo.file.name).unlink()
        old = derived_folder(photo)
        with django_capture_on_commit_callbacks(execute=True):
            rekey(photo)
        assert not old.exists()
        assert told == [photo]

    def test_nothing_happens_to_the_files_before_the_commit(
        self, photo: Photo, derived_folder: Folder
    ) -> None:
        old = derived_folder(photo)
        rekey(photo)  # A test's transaction is never committed.
        assert old.exists()

    def test_forgetting_takes_every_derived_file_and_leaves_the_original(
        self, photo: Photo, derived_folder: Folder, media_root: Path
    ) -> None:
        renditions.forget(photo)
        assert not derived_folder(photo).exists()
        assert (media_root / photo.file.name).exists()
        renditions.forget(photo)  # Twice is no error.


class ThumbnailTests:
    def test_it_is_small_and_says_nothing(self, save: Save) -> None:
        photo = save(content=a_dangerous_jpeg())
        for _ in range(2):
            content = renditions.thumbnail_of(photo)
            with Image.open(io.BytesIO(content)) as image:
                assert image.size == (240, 160)
            assert SERIAL.encode() not in content
            derived.delete_all(photo.public_key)  # The second time it comes from the original.
