"""Hostile and honest uploads: what comes in, what is refused, and in which words."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageFile

from media import validators
from media.validators import Facts, inspect
from tests.media.pictures import a_jpeg, a_picture, an_empty_png, encoded, exif, left_red_right_blue


def refusal_of(content: bytes, name: str = "ferry.jpg") -> ValidationError:
    with pytest.raises(ValidationError) as refused:
        inspect(SimpleUploadedFile(name, content))
    return refused.value


class AcceptedFileTests:
    @pytest.mark.parametrize(
        ("kind", "name"),
        [("JPEG", "a.jpg"), ("JPEG", "a.JPEG"), ("PNG", "a.png"), ("WEBP", "a.webp"), ("AVIF", "a.avif")],
    )
    def test_it_takes_the_four_kinds(self, kind: str, name: str) -> None:
        facts = inspect(SimpleUploadedFile(name, encoded(a_picture(30, 20), kind)))
        assert (facts.kind, facts.width, facts.height) == (kind, 30, 20)
        assert len(facts.checksum) == 64

    def test_it_measures_the_picture_upright(self) -> None:
        facts = inspect(SimpleUploadedFile("a.jpg", a_jpeg(30, 20, exif=exif(orientation=6))))
        assert (facts.width, facts.height) == (20, 30)

    def test_it_takes_a_telephone_s_picture_with_a_second_one_inside(self) -> None:
        content = encoded(a_picture(30, 20), "MPO", save_all=True, append_images=[a_picture(30, 20)])
        with Image.open(io.BytesIO(content)) as image:
            assert image.format == "MPO", "the sample is not what the test is about"
        assert inspect(SimpleUploadedFile("a.jpg", content)).kind == "JPEG"

    def test_it_decodes_a_file_once_and_remembers(self, monkeypatch: pytest.MonkeyPatch) -> None:
        upload = SimpleUploadedFile("a.jpg", a_jpeg(30, 20))
        first = inspect(upload)
        monkeypatch.setattr(validators, "open_image", lambda file: pytest.fail("opened twice"))
        assert inspect(upload) == first
        assert upload.read(2) == b"\xff\xd8", "the file is left at its beginning"


class RefusedFileTests:
    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"no picture at all",
            b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
            b"<!doctype html><script>alert(1)</script>",
            encoded(a_picture(3, 2), "GIF"),
            encoded(a_picture(3, 2), "BMP"),
            encoded(a_picture(3, 2), "TIFF"),
        ],
    )
    def test_it_refuses_every_other_kind_and_says_what_to_do(self, content: bytes) -> None:
        refused = refusal_of(content)
        assert refused.code == "not_accepted"
        assert "JPEG" in refused.messages[0]

    def test_it_tells_the_owner_of_an_iphone_what_to_do(self) -> None:
        assert (
            "Most Compatible"
            in refusal_of(b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "a.heic").messages[0]
        )

    @pytest.mark.parametrize("name", ["a.png", "a.jpg.html", "a", "a.svg"])
    def test_it_refuses_a_name_that_says_another_kind(self, name: str) -> None:
        refused = refusal_of(a_jpeg(3, 2), name)
        assert refused.code == "wrong_ending"
        assert ".jpg" in refused.messages[0]

    @pytest.mark.parametrize(("width", "height"), [(60_000, 60_000), (8_000, 8_000), (16_001, 10)])
    def test_it_refuses_a_bomb_by_its_header_before_decoding(
        self, width: int, height: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(ImageFile.ImageFile, "load", lambda image: pytest.fail("decoded"))
        assert refusal_of(an_empty_png(width, height), "a.png").code == "too_large"

    def test_it_refuses_a_file_that_is_too_heavy_without_reading_it(self) -> None:
        upload = SimpleUploadedFile("a.jpg", a_jpeg(3, 2))
        upload.size = 40_000_001
        with pytest.raises(ValidationError) as refused:
            inspect(upload)
        assert refused.value.code == "too_heavy"

    @pytest.mark.parametrize("kind", ["WEBP", "PNG", "AVIF"])
    def test_it_refuses_what_moves(self, kind: str) -> None:
        frames = [left_red_right_blue(30, 20)]
        content = encoded(a_picture(30, 20), kind, save_all=True, append_images=frames)
        assert refusal_of(content, f"a.{kind.lower()}").code == "moving"

    def test_it_refuses_a_file_that_breaks_off(self) -> None:
        content = encoded(left_red_right_blue(900, 600))
        assert refusal_of(content[: len(content) // 2]).code == "damaged"

    def test_it_asks_only_the_decoder_that_the_first_bytes_name(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked: list[Any] = []
        opener = Image.open

        def record(file: Any, mode: Any = "r", formats: Any = None) -> Image.Image:
            asked.append(formats)
            return opener(file, mode, formats)

        monkeypatch.setattr(Image, "open", record)
        inspect(SimpleUploadedFile("a.png", encoded(a_picture(3, 2), "PNG")))
        assert asked == [["PNG"]]


class OddFileTests:
    def test_no_odd_file_does_more_than_be_refused(self, shared_data: Path) -> None:
        files = sorted((shared_data / "odd-images").iterdir())
        assert files
        for file in files:
            name = file.name.removesuffix(".bin")
            try:
                facts = inspect(SimpleUploadedFile(name, file.read_bytes()))
            except ValidationError:
                continue
            assert isinstance(facts, Facts)

    def test_no_mutated_file_does_more_than_be_refused(self, long_sample: Any) -> None:
        originals = [encoded(left_red_right_blue(64, 48), kind) for kind in ("JPEG", "PNG", "WEBP", "AVIF")]
        cases = [(kind, seed) for kind in range(4) for seed in range(500)]
        for kind, seed in long_sample(cases, 120):
            name = ("a.jpg", "a.png", "a.webp", "a.avif")[kind]
            try:
                inspect(SimpleUploadedFile(name, mutated(originals[kind], seed)))
            except ValidationError:
                continue


def mutated(content: bytes, seed: int) -> bytes:
    """A few bytes changed and perhaps the end cut off, the same for the same seed."""
    import random

    chance = random.Random(seed)
    changed = bytearray(content)
    for _ in range(chance.randint(1, 12)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed[: chance.randint(1, len(changed))] if chance.random() < 0.3 else changed)
