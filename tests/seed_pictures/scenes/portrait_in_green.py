"""A woman with long dark hair, in a green jacket."""

from __future__ import annotations

from PIL import Image

from ..faces import Face, portrait

FACE = Face(
    wall=((142, 112, 84), (78, 58, 48)),
    skin=(220, 172, 142),
    hair=(58, 36, 30),
    coat=(60, 84, 76),
    shirt=(228, 220, 206),
    style="long",
    seed=11,
)


def draw() -> Image.Image:
    return portrait(FACE)
