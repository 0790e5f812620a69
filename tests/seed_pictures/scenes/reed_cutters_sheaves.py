"""Sheaves stood up to dry on a frosty meadow, row behind row, under a cold clear sky; long shadows."""

from __future__ import annotations

import random

from PIL import Image, ImageChops

from ..canvas import Colour, Stencil, clouds, levels, smooth, times
from ..figures import BENT, figure
from ..sheet import PORTRAIT, Sheet, torn

HORIZON = 900
FROST: Colour = (222, 230, 236)
ROWS = ((950, 0.17), (985, 0.25), (1045, 0.38), (1150, 0.58), (1320, 0.84), (1590, 1.16))


def draw() -> Image.Image:
    s = Sheet(
        PORTRAIT,
        [
            (0, (46, 92, 148)),
            (0.2, (92, 140, 184)),
            (0.38, (176, 204, 214)),
            (0.45, (248, 222, 190)),
            (1, (240, 226, 200)),
        ],
    )
    s.brush(
        (236, 236, 232), s.down((0, 20), (0.2, 200), (0.44, 130)), 4, (1200, 60), 0.5, (140, 240), light=True
    )
    wood = s.stencil()
    wood.polygon(
        smooth([(-20, 880), (200, 852), (420, 866), (800, 846), (1100, 862), (1640, 838)], closed=False)
        + [(1640, 930), (-20, 930)]
    )
    s.lay((120, 142, 164), torn(wood.mask(), 2, 9))
    s.mist((244, 226, 204), 6, (0.4, 0), (0.45, 200), (0.48, 0))
    _meadow(s)
    for index, (ground, size) in enumerate(ROWS):
        _row(s, ground, size, index)
        if index == 3:
            _woman(s)
    s.glow(1700, 800, 1500, (255, 216, 160), 0.55, tall=0.7)
    return s.finish(0.4, 0.25, 5)


def _meadow(s: Sheet) -> None:
    ground = s.stencil()
    ground.box(-10, HORIZON, 1610, 2010)
    field = ground.mask(3)
    s.lay((168, 178, 176), field)
    s.brush((124, 126, 104), field, 8, (300, 24), 0.75)
    s.brush(FROST, field, 9, (200, 16), 0.7, light=True)
    stubble = s.stencil()
    randomness = random.Random(3)
    for _ in range(5200):
        near = randomness.random() ** 1.6
        x, y = randomness.uniform(0, 1600), HORIZON + 14 + near * 1100
        tall = 4 + near * 40
        stubble.line(
            [(x, y), (x + randomness.gauss(0, 4), y - tall)], 0.8 + near * 2.4, randomness.randrange(90, 255)
        )
    s.lay((112, 96, 66), stubble.mask(0.8), 0.8)
    s.brush((250, 246, 236), stubble.mask(0.8), 14, (40, 30), 0.6, light=True)


def _row(s: Sheet, ground: float, size: float, index: int) -> None:
    """A row of sheaves: shadows to the left first, then the straw."""
    randomness = random.Random(index + 40)
    shadow, straw, bands = s.stencil(), s.stencil(), s.stencil()
    x = -260 * size + randomness.uniform(0, 200) * size
    while x < 1600 + 200 * size:
        lean, tall = randomness.gauss(0, 0.05), size * randomness.uniform(420, 500)
        if not (index >= 3 and 520 < x < 1010):
            _sheaf(straw, x, ground, size, tall, lean, randomness)
            band = ground - tall * 0.62
            bands.polygon(
                [
                    (x - 52 * size, band),
                    (x + 52 * size + lean * tall, band - 8 * size),
                    (x + 52 * size + lean * tall, band + 10 * size),
                    (x - 52 * size, band + 18 * size),
                ]
            )
            shadow.polygon(
                [
                    (x - 120 * size, ground + 4),
                    (x + 120 * size, ground + 4),
                    (x - 560 * size, ground + 96 * size),
                    (x - 760 * size, ground + 74 * size),
                ]
            )
        x += randomness.uniform(330, 520) * size
    s.lay((70, 92, 122), torn(shadow.mask(2 + 4 * size), index, 3 + 4 * size), 0.62)
    mask = straw.mask(0.8 + 0.3 * size)
    s.lay((158, 124, 74), mask)
    s.lay((92, 74, 60), times(mask, ImageChops.invert(levels(mask, 150, 250))), 0.5)
    streaks = levels(clouds((max(4, 20 * size), 260 * size), index + 3, 3, s.size), 130, 215)
    s.lay((84, 66, 52), times(mask, streaks), 0.65)
    s.model(mask, (255, 226, 160), (58, 62, 84), (round(22 * size) + 2, -4), 12 * size + 1, 0.95)
    s.rim(mask, (255, 236, 190), (round(3 * size) + 1, -1), 0.7)
    s.lay((70, 52, 40), bands.mask(1 + size), 0.85)
    s.mist((206, 216, 222), index, (0.44, 0), (0.47, max(0, 120 - 30 * index)), (0.55, 0))


def _sheaf(
    straw: Stencil, x: float, ground: float, size: float, tall: float, lean: float, randomness: random.Random
) -> None:
    """Wide at the foot, bound two thirds up, plumes falling outward."""
    for _ in range(210):
        foot, head = (
            max(-1.6, min(1.6, randomness.gauss(0, 0.75))),
            max(-1.5, min(1.5, randomness.gauss(0, 0.7))),
        )
        waist = (x + foot * 30 * size + lean * tall, ground - tall * 0.62)
        top = (x + lean * tall * 1.6 + head * 62 * size, ground - tall * randomness.uniform(0.86, 1.06))
        root = (x + foot * 78 * size, ground + randomness.uniform(-4, 16) * size)
        straw.line(
            smooth([root, waist, top], closed=False, steps=4),
            max(1, 4.4 * size),
            randomness.randrange(150, 255),
        )
        for step in range(3):
            straw.line(
                [top, (top[0] + (head * 16 + 8) * size, top[1] + (10 + 9 * step) * size)], max(1, 4 * size)
            )


def _woman(s: Sheet) -> None:
    """One of the cutters, setting a sheaf upright."""
    body, long = s.stencil(), s.stencil()
    figure(body, 700, 1180, 46, BENT, 1, 0.8, 0.8, "wool")
    _sheaf(long, 850, 1176, 0.6, 270, -0.12, random.Random(9))
    straw = long.mask(1)
    shade = s.stencil()
    shade.polygon([(660, 1170), (880, 1170), (380, 1236), (260, 1216)])
    s.lay((70, 92, 122), torn(shade.mask(4), 5, 5), 0.6)
    s.lay((150, 116, 70), straw)
    s.model(straw, (255, 226, 160), (58, 62, 84), (14, -4), 8, 0.9)
    mask = body.mask(1)
    s.lay((52, 50, 66), mask)
    s.model(mask, (230, 160, 120), (24, 26, 44), (10, -4), 7, 0.6)
    s.rim(mask, (255, 226, 180), (4, -2), 0.7)
