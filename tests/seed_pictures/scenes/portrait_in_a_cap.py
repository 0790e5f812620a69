"""A man with a short beard, in a woollen cap and a rust-red jacket."""

from __future__ import annotations

from PIL import Image

from ..faces import Face, portrait

FACE = Face(
    wall=((150, 170, 176), (84, 104, 112)),
    skin=(212, 160, 124),
    hair=(120, 78, 48),
    coat=(112, 58, 42),
    shirt=(226, 214, 190),
    style="wool",
    beard=True,
    seed=7,
)


def draw() -> Image.Image:
    return portrait(FACE)
