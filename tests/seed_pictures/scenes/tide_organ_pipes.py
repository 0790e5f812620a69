"""A rank of copper pipes, green with river, rises from a stone wall just above the water."""

from __future__ import annotations

import random

from PIL import Image

from ..canvas import Colour, clouds, levels, mix, smooth, times
from ..sheet import LANDSCAPE, Sheet, bricks, torn, water_light

WATER = 850
LIGHT: Colour = (255, 232, 190)
COPPER: tuple[Colour, ...] = (
    (168, 96, 58),
    (150, 88, 60),
    (92, 142, 122),
    (118, 160, 138),
    (74, 118, 108),
    (184, 116, 70),
)


def draw() -> Image.Image:
    s = Sheet(LANDSCAPE, [(0, (84, 76, 70)), (0.8, (60, 58, 56)), (1, (30, 36, 40))])
    wall = Image.new("L", s.size)
    wall.paste(bricks(s.size, 210, 96, 5, 4))
    s.shine((170, 152, 130), wall, 0.5)
    s.brush((40, 38, 40), s.down((0, 255), (1, 255)), 6, (220, 260), 0.7)
    s.brush(
        (222, 196, 160), s.across((0, 255), (0.5, 110), (1, 0)), 7, (300, 200), 0.4, (130, 230), light=True
    )
    s.glow(-60, 80, 1300, LIGHT, 0.45)
    _pipes(s)
    _weed(s)
    s.reflect(WATER, 12, 0.7, 1.6, water_light(s, WATER, 4, (236, 220, 180), (14, 34, 38), 0.55))
    _drips(s)
    s.bloom(205, 18, 0.4)
    return s.finish(0.55, 0.5, 18)


def _pipes(s: Sheet) -> None:
    """From the longest at the wall's end to the shortest, each with its mouth and its collar."""
    randomness = random.Random(14)
    x, index = 70.0, 0
    ranks: list[tuple[float, float, float, Colour]] = []
    while x < 1560:
        share = x / 1600
        wide = 74 - 40 * share + randomness.uniform(-5, 5)
        top = 90 + 560 * share**0.8 + randomness.uniform(-30, 30) + (0 if index % 2 else 46)
        ranks.append((x, wide, top, COPPER[randomness.randrange(len(COPPER))]))
        x += wide + randomness.uniform(7, 16)
        index += 1
    shade = s.stencil()
    for x, wide, top, _ in ranks:
        shade.box(x + 34, top + 30, x + wide + 46, WATER)
    s.lay((20, 20, 24), torn(shade.mask(9), 6, 5), 0.62)
    for step, (x, wide, top, tone) in enumerate(ranks):
        _pipe(s, x, wide, top, tone, step)
    for y in (700, 786):
        band = s.stencil()
        band.box(40, y, 1580, y + 16)
        for x, _, _, _ in ranks:
            band.disc(x - 4, y + 8, 5)
        mask = band.mask(0.9)
        s.lay((46, 40, 38), mask)
        s.model(mask, (230, 196, 150), (12, 12, 14), (-3, -5), 3, 0.7)


def _pipe(s: Sheet, x: float, wide: float, top: float, tone: Colour, step: int) -> None:
    body = s.stencil()
    body.box(x, top, x + wide, WATER + 4)
    body.disc(x + wide / 2, top, wide / 2, tall=0.3)
    mask = body.mask(0.8)
    s.lay(tone, mask)
    patina = levels(clouds((44, 130), step + 60, 4, (300, s.height)), 120, 165)
    patch = Image.new("L", s.size)
    patch.paste(patina, (round(x) - 60, 0))
    other = (112, 168, 146) if tone[0] > tone[1] else (146, 84, 56)
    s.lay(other, times(mask, patch), 0.62)
    low = s.down((0, 0), (0.5, 0), (0.8, 255), (1, 255))
    s.lay((44, 78, 62), times(mask, torn(low, step + 3, 10)), 0.4)
    round_ = s.stencil()
    for share, level in ((0.0, 160), (0.62, 60), (0.74, 130), (0.86, 220)):
        round_.box(
            x + wide * share,
            top - 20,
            x + wide * min(1, share + (0.08 if share == 0 else 0.15)),
            WATER + 4,
            level,
        )
    s.lay((14, 12, 16), times(round_.mask(wide / 9), mask), 0.8)
    gleam = s.stencil()
    gleam.box(x + wide * 0.2, top, x + wide * 0.34, WATER)
    s.shine(LIGHT, times(gleam.mask(wide / 14), mask, s.down((0, 255), (0.5, 150), (0.8, 40))), 0.6)
    hole, lip = s.stencil(), s.stencil()
    hole.disc(x + wide / 2, top, wide / 2 - 4, tall=0.3)
    s.lay((12, 14, 16), hole.mask(0.8))
    lip.line(
        smooth(
            [
                (x + 1, top),
                (x + wide * 0.2, top + wide * 0.11),
                (x + wide * 0.5, top + wide * 0.15),
                (x + wide * 0.8, top + wide * 0.11),
                (x + wide - 1, top),
            ],
            closed=False,
        ),
        3.4,
    )
    s.lay(mix(tone, LIGHT, 0.6), lip.mask(0.7), 0.8)
    mouth = s.stencil()
    cut = top + 120 + wide
    mouth.polygon(
        [
            (x + wide * 0.2, cut + wide * 0.42),
            (x + wide * 0.5, cut - wide * 0.42),
            (x + wide * 0.8, cut + wide * 0.42),
        ]
    )
    if cut < 660:
        s.lay((10, 12, 14), mouth.mask(0.9))
        s.rim(mouth.mask(0.9), LIGHT, (0, 4), 0.6)


def _weed(s: Sheet) -> None:
    randomness, weed = random.Random(8), s.stencil()
    for _ in range(520):
        x = randomness.uniform(0, 1600)
        weed.line(
            smooth(
                [
                    (x, WATER + 6),
                    (x + randomness.gauss(0, 6), WATER - randomness.uniform(4, 26)),
                    (x + randomness.gauss(0, 14), WATER - randomness.uniform(10, 54)),
                ],
                closed=False,
                steps=4,
            ),
            3,
        )
    s.lay((30, 60, 46), weed.mask(0.9), 0.9)
    s.rim(weed.mask(0.9), (190, 200, 130), (-2, -2), 0.35)


def _drips(s: Sheet) -> None:
    """Water still runs out of the lowest mouths; rings where it falls."""
    randomness, threads, rings = random.Random(6), s.stencil(), s.stencil()
    for x in (246, 536, 742, 1010, 1290):
        for _ in range(5):
            at = x + randomness.gauss(0, 3)
            threads.line([(at, 800), (at + 1, WATER + randomness.uniform(20, 50))], 2)
        for ring in (26, 48, 74):
            rings.pen.ellipse(
                [3 * v for v in (x - ring, WATER + 46 - ring * 0.2, x + ring, WATER + 46 + ring * 0.2)],
                outline=200 - ring * 2,
                width=7,
            )
    s.shine((255, 246, 222), threads.mask(0.8), 0.75)
    s.shine((255, 240, 206), rings.mask(0.9), 0.6)
