"""A punt under a load of reed as high as a house, poled along under a grey sky in drizzle."""

from __future__ import annotations

import random

from PIL import Image

from ..canvas import smooth, times
from ..figures import STANDING, figure, limb, reeds
from ..sheet import LANDSCAPE, Sheet, mirrored, rain, torn, water_light

HORIZON = 470
LINE = 756


def draw() -> Image.Image:
    s = Sheet(
        LANDSCAPE,
        [(0, (150, 160, 160)), (0.25, (186, 192, 186)), (0.44, (216, 218, 206)), (1, (216, 218, 206))],
    )
    s.brush((112, 124, 130), s.down((0, 255), (0.42, 60), (0.44, 0)), 21, (520, 90), 0.7)
    s.brush((232, 234, 224), s.down((0, 120), (0.42, 220)), 22, (600, 60), 0.6, light=True)
    _shore(s)
    s.reflect(HORIZON, 9, 1.1, 0.8, water_light(s, HORIZON, 3, (226, 230, 220), (96, 110, 108), 0.55))
    s.mist((214, 218, 208), 5, (0.36, 0), (0.43, 200), (0.46, 90), (0.56, 0))
    _punt(s)
    s.shine((236, 240, 236), rain(s, 5, 900, 44, -0.22), 0.28)
    _near(s)
    return s.finish(0.42, 0.5, 8)


def _shore(s: Sheet) -> None:
    trees = s.stencil()
    randomness = random.Random(8)
    for _ in range(46):
        x = randomness.choice((randomness.uniform(-20, 620), randomness.uniform(1180, 1620)))
        tall = randomness.uniform(40, 120)
        trees.disc(x, HORIZON - tall * 0.6, tall * 0.36, tall=1.5)
        trees.box(x - 3, HORIZON - tall * 0.5, x + 3, HORIZON + 4)
    s.lay((150, 162, 158), torn(trees.mask(), 4, 7), 0.85)
    for seed, tone, span in (
        (3, (168, 166, 140), (-20, 1620)),
        (4, (150, 142, 108), (-20, 540)),
        (6, (146, 138, 104), (1100, 1640)),
    ):
        bed = s.stencil()
        reeds(bed, span, HORIZON + 6, (30, 62), 700, seed, 0.14, 1.4)
        s.lay(tone, bed.mask(1))


def _punt(s: Sheet) -> None:
    load, hull, man = s.stencil(), s.stencil(), s.stencil()
    load.polygon(
        smooth(
            [
                (424, 700),
                (448, 560),
                (540, 450),
                (640, 414),
                (820, 400),
                (960, 424),
                (1040, 500),
                (1084, 610),
                (1092, 724),
                (430, 724),
            ]
        )
    )
    randomness = random.Random(12)
    for _ in range(520):
        x = randomness.uniform(440, 1066)
        y = randomness.uniform(430, 712)
        rise = randomness.gauss(0, 10)
        load.line([(x - 50, y + rise), (x + 60, y - rise)], 2.4)
    for _ in range(150):
        y = randomness.uniform(470, 700)
        edge = 420 + (700 - y) * 0.32
        load.line([(edge + 30, y), (edge - randomness.uniform(20, 74), y + randomness.gauss(4, 14))], 2.2)
    hull.polygon(
        smooth([(236, 672), (330, 712), (460, 726), (1120, 726), (1290, 706), (1392, 660)], closed=False)
        + smooth([(1380, 684), (1290, 736), (1130, 762), (470, 764), (320, 742), (242, 690)], closed=False)
    )
    pose = STANDING | {
        "head": (-0.75, 6.85),
        "neck": (-0.5, 6.1),
        "hip": (0.1, 3.8),
        "elbow": (-1.35, 5.3),
        "hand": (-1.75, 6.1),
        "elbow2": (-1.1, 4.6),
        "hand2": (-1.5, 3.9),
        "knee": (-0.6, 2.1),
        "foot": (-0.9, 0.1),
        "knee2": (0.6, 2.0),
        "foot2": (0.9, 0.1),
    }
    at = figure(man, 1228, 700, 39, pose, -1, 0.75, 0.7, "brim")
    high, low = at["hand"], at["hand2"]
    dx, dy = (low[0] - high[0]) / 86, (low[1] - high[1]) / 86
    limb(man, (high[0] - dx * 150, high[1] - dy * 150), (low[0] + dx * 260, low[1] + dy * 210), 4, 4)
    straw, wood, person = torn(load.mask(0.8), 3, 1.6, 0.25), hull.mask(0.9), man.mask(0.9)
    both = Image.new("L", s.size)
    for mask in (straw, wood, person):
        both.paste(255, (0, 0), mask)
    _shadow(s, both)
    s.lay((176, 150, 92), straw)
    s.brush((112, 86, 48), straw, 5, (130, 9), 0.75)
    s.brush(
        (244, 226, 166),
        times(straw, s.down((0, 255), (0.48, 255), (0.66, 30))),
        7,
        (150, 8),
        0.75,
        light=True,
    )
    s.model(straw, (236, 224, 176), (70, 56, 40), (0, -40), 40, 0.7)
    for x in (600, 790, 960):
        rope = s.stencil()
        rope.line(smooth([(x - 40, 700), (x - 22, 560), (x, 440), (x + 6, 404)], closed=False), 5)
        s.lay((84, 66, 44), times(rope.mask(1), straw), 0.8)
    s.lay((52, 58, 56), wood)
    s.brush((120, 128, 120), wood, 6, (260, 8), 0.55)
    s.rim(wood, (216, 222, 210), (0, -4), 0.6)
    s.lay((42, 46, 52), person)
    s.rim(person, (220, 226, 220), (3, -3), 0.5)


def _shadow(s: Sheet, mask: Image.Image) -> None:
    """The boat's own picture in the water under it, broken by small waves."""
    broken = times(
        torn(mirrored(mask, LINE), 12, 5, 0.46),
        s.clouds(120, 10, 3).point([min(255, v * 2) for v in range(256)]),
    )
    s.lay((104, 100, 78), broken, 0.75)


def _near(s: Sheet) -> None:
    bed = s.stencil()
    reeds(bed, (1330, 1640), 1090, (180, 400), 60, 9, -0.12, 3.4)
    reeds(bed, (-30, 170), 1090, (120, 300), 34, 10, 0.12, 3.4)
    s.lay((86, 82, 62), bed.mask(1.8))
