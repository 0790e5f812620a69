"""The sluice by moonlight: one lamp on the wall, one listener, the rest is river."""

from __future__ import annotations

import random

from PIL import Image, ImageChops

from ..canvas import Colour, levels, smooth, times
from ..figures import STANDING, figure
from ..sheet import LANDSCAPE, Sheet, torn, water_light

WATER = 560
MOON: Colour = (206, 226, 255)
LAMP: Colour = (255, 190, 96)


def draw() -> Image.Image:
    s = Sheet(
        LANDSCAPE, [(0, (10, 18, 62)), (0.3, (26, 48, 112)), (0.53, (74, 106, 164)), (1, (74, 106, 164))]
    )
    _sky(s)
    _sluice(s)
    s.reflect(WATER, 17, 0.9, 1.0, water_light(s, WATER, 6, (120, 150, 206), (6, 14, 46), 0.7))
    _moon(s)
    _moonpath(s)
    _quay(s)
    s.bloom(200, 20, 0.5)
    return s.finish(0.6, 0.55, 25)


def _sky(s: Sheet) -> None:
    stars, randomness = s.stencil(), random.Random(3)
    for _ in range(240):
        stars.disc(
            randomness.uniform(0, 1600),
            randomness.uniform(0, 460),
            randomness.uniform(0.6, 1.5),
            randomness.randrange(50, 230),
        )
    s.shine((226, 234, 255), stars.mask(), 0.8)
    s.glow(1120, 170, 620, (120, 150, 214), 0.7)
    s.brush(
        (168, 190, 232), s.down((0, 0), (0.2, 200), (0.5, 60)), 8, (420, 30), 0.55, (140, 235), light=True
    )
    s.lay(
        (20, 34, 84),
        times(levels(s.clouds(520, 40, 12), 150, 230), s.down((0, 0), (0.12, 255), (0.3, 0))),
        0.7,
    )


def _moon(s: Sheet) -> None:
    """Drawn after the water, in which it is only a path of flakes."""
    disc = s.stencil()
    disc.disc(1120, 170, 62)
    moon = disc.mask(1.2)
    s.lay((246, 246, 232), moon)
    s.lay((196, 204, 214), times(moon, levels(s.clouds(60, 60, 5), 120, 190)), 0.6)
    s.brush((150, 172, 220), times(moon, s.down((0, 255), (0.3, 255))), 9, (200, 16), 0.4, (150, 210))


def _sluice(s: Sheet) -> None:
    """Low walls run in from both sides to the gate; the pipes stand along the left one."""
    town, wall, gate, pipes = s.stencil(), s.stencil(), s.stencil(), s.stencil()
    town.polygon(
        smooth([(-20, 500), (200, 486), (520, 500), (900, 488), (1300, 504), (1640, 492)], closed=False)
        + [(1640, 570), (-20, 570)]
    )
    randomness = random.Random(7)
    for _ in range(40):
        x = randomness.uniform(0, 1600)
        town.box(x, 500 - randomness.uniform(0, 40), x + randomness.uniform(20, 60), 570)
    s.lay((38, 62, 120), town.mask(2))
    lights = s.stencil()
    for _ in range(26):
        lights.disc(randomness.uniform(0, 1600), randomness.uniform(510, 548), 1.6)
    s.shine(LAMP, lights.mask(0.8))
    s.mist((110, 140, 192), 4, (0.42, 0), (0.51, 170), (0.53, 150))
    wall.polygon([(-10, 430), (560, 500), (560, 566), (-10, 590)])
    wall.polygon([(1610, 452), (960, 504), (960, 566), (1610, 590)])
    s.lay((14, 24, 58), wall.mask(1))
    s.rim(wall.mask(1), MOON, (1, -3), 0.55)
    for left in (556, 900):
        gate.box(left, 268, left + 62, 574)
        gate.polygon([(left - 10, 270), (left + 31, 236), (left + 72, 270)])
    gate.box(556, 296, 962, 326)
    gate.box(600, 326, 918, 402)
    gate.box(744, 250, 774, 300)
    gate.disc(759, 262, 40)
    gate.line([(650, 402), (650, 480)], 3)
    gate.line([(870, 402), (870, 480)], 3)
    for turn in ((31, 0), (22, 22), (0, 31), (-22, 22)):
        gate.line([(759 - turn[0], 262 - turn[1]), (759 + turn[0], 262 + turn[1])], 5)
    for index in range(30):
        x = 24 + index * 17.2
        pipes.box(x, 340 + index * 5.1 - (index % 3) * 8, x + 10, 560)
    mask = pipes.mask(0.8)
    s.lay((26, 44, 86), mask)
    s.rim(mask, MOON, (3, -1), 0.7)
    dark = gate.mask(0.9)
    s.lay((10, 18, 46), dark)
    s.rim(dark, MOON, (3, -3), 0.7)
    s.glow(508, 420, 360, LAMP, 0.8, fall=2.6)
    s.fill((12, 16, 40), [(504, 424), (512, 424), (512, 508), (504, 508)])
    s.glow(508, 418, 30, (255, 240, 200), 1.0, fall=0.8)


def _moonpath(s: Sheet) -> None:
    """The moon on the water, in flakes that grow towards us, and the lamp's own thin line."""
    randomness, flakes, drops = random.Random(19), s.stencil(), s.stencil()
    for _ in range(1500):
        near = randomness.random() ** 1.3
        y = WATER + 14 + near * 500
        x = 1120 - near * 60 + randomness.gauss(0, 26 + 120 * near)
        flakes.disc(x, y, randomness.uniform(2, 6 + 22 * near), randomness.randrange(60, 255), tall=0.16)
    for _ in range(240):
        near = randomness.random() ** 1.2
        drops.disc(
            508 - near * 8 + randomness.gauss(0, 6 + 26 * near),
            WATER + 30 + near * 330,
            randomness.uniform(2, 5 + 14 * near),
            randomness.randrange(60, 230),
            tall=0.18,
        )
    s.shine(MOON, flakes.mask(0.9), 0.8)
    s.shine(MOON, flakes.mask(16), 0.4)
    s.shine(LAMP, drops.mask(1), 0.9)
    s.shine(LAMP, drops.mask(14), 0.6)


def _quay(s: Sheet) -> None:
    stone, body = s.stencil(), s.stencil()
    stone.polygon([(-10, 900), (330, 872), (640, 930), (800, 1080), (-10, 1080)])
    mask = torn(stone.mask(1), 3, 3)
    s.lay((8, 12, 34), mask)
    s.brush((70, 94, 150), mask, 5, (180, 20), 0.45, light=True)
    s.rim(mask, MOON, (2, -4), 0.6)
    at = figure(
        body,
        372,
        952,
        45,
        STANDING | {"head": (0.12, 6.95), "hand": (-0.35, 4.1), "hand2": (0.45, 4.1)},
        1,
        0.85,
        1.5,
        "cap",
    )
    body.polygon(
        [
            (at["neck"][0] - 40, at["neck"][1] + 6),
            (at["neck"][0] + 36, at["neck"][1] + 4),
            (at["neck"][0] + 24, at["neck"][1] + 30),
            (at["neck"][0] - 26, at["neck"][1] + 30),
        ]
    )
    person = body.mask(1)
    s.lay((6, 10, 28), person)
    s.rim(person, MOON, (5, -3), 0.75)
    cast = s.stencil()
    cast.polygon([(340, 950), (408, 948), (250, 1080), (120, 1080)])
    s.lay((4, 6, 20), times(ImageChops.multiply(cast.mask(7), mask)), 0.7)
