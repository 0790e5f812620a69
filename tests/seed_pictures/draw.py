"""Draw every picture in `seeds/` again: `python -m tests.seed_pictures.draw [PART OF A NAME]`."""

from __future__ import annotations

import importlib
import io
import sys
from pathlib import Path

from PIL import Image

from .captions import PICTURES, Words
from .metadata import with_iim, xmp

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
QUALITY = 82


def scene(name: str) -> Image.Image:
    """The picture that a scene draws."""
    picture = importlib.import_module(f"{__package__}.scenes.{name}").draw()
    assert isinstance(picture, Image.Image)
    return picture


def jpeg(picture: Image.Image, words: Words) -> bytes:
    """The picture as a file with its words inside."""
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=QUALITY, optimize=True, progressive=True, xmp=xmp(words))
    return with_iim(file.getvalue(), words)


def main(part: str = "") -> None:
    for story, words in PICTURES.items():
        if part in story or part in words.scene:
            (SEEDS / f"{story}.jpg").write_bytes(jpeg(scene(words.scene), words))
            sys.stdout.write(f"seeds/{story}.jpg\n")


if __name__ == "__main__":
    main(*sys.argv[1:2])
