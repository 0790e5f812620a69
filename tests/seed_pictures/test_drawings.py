"""The pictures in `seeds/` are what the program draws, and carry their words."""

from __future__ import annotations

import os
import random
import sys
from itertools import combinations
from pathlib import Path
from typing import Any
from unittest import TestCase

from PIL import Image, ImageChops, ImageStat

from .captions import PICTURES
from .draw import SEEDS, scene

LABELS = {"en": "Photo", "ru": "Фото"}
MOST_BYTES = 225_280
LEAST_APART = 12.0
# The stored picture has been through JPEG, and another Pillow may round otherwise.
MOST_DIFFERENCE = 4.0
# Drawing them all takes a minute or two: `ALL_PICTURES=1` asks for it.
SAMPLED = 2
SEED = 20261127


def _file(story: str) -> Path:
    return SEEDS / f"{story}.jpg"


def _properties(path: Path) -> dict[str, Any]:
    """What the XMP packet says, as plain text by the name of the property."""
    with Image.open(path) as image:
        description = image.getxmp()["xmpmeta"]["RDF"]["Description"]
    return {name: _text(value) for name, value in description.items()}


def _text(value: Any) -> Any:
    """The default language of a property that comes in several, the first of a list."""
    while isinstance(value, dict):
        value = value.get("text") or value.get("Alt") or value.get("Seq") or value.get("li")
    return _text(value[0]) if isinstance(value, list) else value


def _stories_with_a_photo() -> set[str]:
    """Paths below `seeds/`, without the suffix, of the pages that print a credit."""
    pages = {path: path.read_text() for path in SEEDS.rglob("*.txt")}
    return {
        path.relative_to(SEEDS).with_suffix("").as_posix()
        for path, page in pages.items()
        if any(f"{label}: " in page for label in LABELS.values())
    }


def _sample() -> list[str]:
    """The pictures to draw again this time, always the same few unless all are asked for."""
    names = sorted(PICTURES)
    if os.environ.get("ALL_PICTURES"):
        return names
    chosen = random.Random(SEED).sample(names, SAMPLED)
    sys.stdout.write(
        f"drew {len(chosen)} of {len(names)} pictures again (seed {SEED}): {', '.join(chosen)}\n"
    )
    return chosen


def _beside_a_page() -> set[str]:
    return {name for name in PICTURES if "/media/" not in name and not name.startswith("portraits/")}


class DrawingTests(TestCase):
    def test_drawing_again_gives_the_same_picture(self) -> None:
        for name in _sample():
            with self.subTest(name), Image.open(_file(name)) as stored:
                drawn = scene(PICTURES[name].scene)
                self.assertEqual(stored.size, drawn.size)
                difference = ImageStat.Stat(ImageChops.difference(stored.convert("RGB"), drawn)).mean
                self.assertLess(max(difference), MOST_DIFFERENCE)

    def test_the_same_seed_draws_the_same_pixels(self) -> None:
        name = "rowing_eight_mist"
        self.assertEqual(scene(name).tobytes(), scene(name).tobytes())

    def test_no_scene_is_used_twice_and_none_is_left_over(self) -> None:
        folder = Path(__file__).parent / "scenes"
        modules = sorted(path.stem for path in folder.glob("*.py") if path.stem != "__init__")
        self.assertEqual(sorted(words.scene for words in PICTURES.values()), modules)

    def test_no_two_pictures_look_alike(self) -> None:
        """Each made as small as a stamp: how far apart the nearest two are."""
        stamps = {}
        for name in PICTURES:
            with Image.open(_file(name)) as image:
                stamps[name] = image.convert("RGB").resize((8, 8), Image.Resampling.BOX)
        for first, second in combinations(stamps, 2):
            with self.subTest(first=first, second=second):
                apart = ImageStat.Stat(ImageChops.difference(stamps[first], stamps[second])).mean
                self.assertGreater(sum(apart) / 3, LEAST_APART)


class WordsTests(TestCase):
    def test_each_picture_carries_caption_credit_and_alt_text(self) -> None:
        for story, words in PICTURES.items():
            with self.subTest(story):
                properties = _properties(_file(story))
                self.assertEqual(properties["description"], words.caption)
                self.assertEqual(properties["Credit"], words.credit)
                self.assertEqual(properties["Source"], words.source)
                self.assertEqual(properties["AltTextAccessibility"], words.alt)
                self.assertEqual(properties["rights"], words.rights)
                self.assertEqual(properties["DateCreated"], words.made_on)
                self.assertEqual(properties.get("creator", ""), words.creator)

    def test_alt_text_is_not_the_caption(self) -> None:
        for story, words in PICTURES.items():
            with self.subTest(story):
                self.assertGreater(len(words.alt), 60)
                self.assertNotIn(words.caption, words.alt)

    def test_the_page_prints_the_caption_and_the_credit_of_its_picture(self) -> None:
        for story in _beside_a_page():
            words = PICTURES[story]
            with self.subTest(story):
                page = (SEEDS / f"{story}.txt").read_text()
                self.assertEqual(page.count(f"{words.caption} {LABELS[words.language]}: {words.credit}\n"), 2)

    def test_a_picture_is_small_enough_to_keep_in_the_repository(self) -> None:
        for story in PICTURES:
            with self.subTest(story):
                self.assertLess(_file(story).stat().st_size, MOST_BYTES)

    def test_every_story_with_a_photo_has_its_picture(self) -> None:
        self.assertEqual(_stories_with_a_photo(), _beside_a_page())
        pictures = {path.relative_to(SEEDS).with_suffix("").as_posix() for path in SEEDS.rglob("*.jpg")}
        self.assertEqual(pictures, set(PICTURES))
