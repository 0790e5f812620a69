"""A man with grey hair and dark-rimmed glasses, in a dark jacket."""

from __future__ import annotations

from PIL import Image

from ..faces import Face, portrait

FACE = Face(
    wall=((92, 104, 112), (48, 56, 64)),
    skin=(206, 160, 130),
    hair=(150, 146, 142),
    coat=(44, 50, 62),
    shirt=(214, 214, 208),
    style="short",
    glasses=True,
    seed=3,
)


def draw() -> Image.Image:
    return portrait(FACE)
