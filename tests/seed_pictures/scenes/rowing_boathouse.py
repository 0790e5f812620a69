"""Racing shells keel up on their racks, and at the end of the shed the open door and the green river."""

from __future__ import annotations

import math
import random

from PIL import Image

from ..canvas import Colour, Point, mix, smooth, times
from ..figures import WALKING, figure, limb
from ..sheet import LANDSCAPE, Sheet, torn

EYE = (860.0, 560.0)
HULLS: tuple[Colour, ...] = (
    (196, 140, 76),
    (226, 220, 206),
    (150, 44, 40),
    (206, 160, 92),
    (52, 84, 112),
    (232, 204, 92),
    (180, 118, 62),
    (238, 234, 222),
)
LIGHT: Colour = (236, 244, 190)


def _at(x: float, y: float, depth: float) -> Point:
    """A place in the shed: across and up in pixels at depth 1, on the picture."""
    return EYE[0] + x / depth, EYE[1] + y / depth


def draw() -> Image.Image:
    s = Sheet(LANDSCAPE, [(0, (40, 34, 28)), (0.5, (74, 62, 46)), (1, (30, 28, 26))])
    _shed(s)
    _river(s)
    for level in range(4):
        for side in (-1, 1):
            _rack(s, level, side)
    s.glow(*EYE, 760, LIGHT, 0.6)
    _walker(s)
    s.bloom(190, 40, 0.5)
    return s.finish(0.65, 0.5, 31)


def _shed(s: Sheet) -> None:
    floor = [_at(-1300, 620, 0.8), _at(1300, 620, 0.8), _at(1300, 620, 6), _at(-1300, 620, 6)]
    roof = [_at(-1300, -500, 0.8), _at(0, -1150, 0.8), _at(0, -1150, 6), _at(-1300, -500, 6)]
    other = [_at(1300, -500, 0.8), _at(0, -1150, 0.8), _at(0, -1150, 6), _at(1300, -500, 6)]
    s.fill((48, 38, 30), roof)
    s.fill((66, 52, 38), other)
    mask = s.fill((70, 64, 56), floor)
    beams, planks = s.stencil(), s.stencil()
    for step in range(9):
        depth = 0.9 + step * 0.6
        beams.line([_at(-1300, -500, depth), _at(0, -1150, depth), _at(1300, -500, depth)], 44 / depth)
        beams.line([_at(-1300, -500, depth), _at(1300, -500, depth)], 40 / depth)
        beams.line([_at(0, -1150, depth), _at(0, -500, depth)], 26 / depth)
    for step in range(-13, 14):
        planks.line([_at(step * 100, 620, 0.7), _at(step * 100, 620, 6)], 3)
    wood = beams.mask(1.2)
    s.lay((34, 26, 22), wood)
    s.rim(wood, (196, 170, 112), (0, 3), 0.5)
    s.lay((34, 30, 28), planks.mask(0.8), 0.6)
    s.brush((24, 22, 22), mask, 6, (180, 30), 0.6)
    path = s.stencil()
    path.polygon([_at(-620, 620, 6), _at(560, 620, 6), _at(430, 620, 0.8), _at(-430, 620, 0.8)])
    s.shine(
        LIGHT,
        times(path.mask(26), mask, s.clouds(260, 20, 8).point([min(255, v + 60) for v in range(256)])),
        0.5,
    )


def _river(s: Sheet) -> None:
    """What the doorway frames: willows, water, and the slope of the landing stage."""
    outside = Sheet(
        s.size, [(0, (236, 240, 206)), (0.5, (248, 244, 206)), (0.53, (206, 214, 160)), (1, (150, 176, 130))]
    )
    trees = outside.stencil()
    randomness = random.Random(6)
    for _ in range(26):
        trees.disc(
            randomness.uniform(560, 1160), 520 + randomness.gauss(0, 12), randomness.uniform(20, 46), tall=0.8
        )
    outside.lay((122, 146, 92), torn(trees.mask(2), 3, 5), 0.85)
    outside.reflect(562, 4, 0.4, 1.0)
    outside.brush((255, 252, 226), outside.down((0, 0), (0.52, 0), (0.55, 255)), 4, (90, 6), 0.8, light=True)
    outside.fill((116, 104, 78), [(760, 622), (980, 622), (1060, 668), (680, 668)])
    frame = [_at(-1000, 620, 6), _at(1000, 620, 6), _at(1000, -640, 6), _at(-1000, -640, 6)]
    s.fill(
        (58, 46, 34),
        [_at(-1300, 620, 6), _at(1300, 620, 6), _at(1300, -500, 6), _at(0, -1150, 6), _at(-1300, -500, 6)],
    )
    door = s.stencil()
    door.polygon(frame)
    s.image.paste(outside.image, (0, 0), door.mask(0.8))
    leaves = s.stencil()
    leaves.polygon([_at(-1000, 620, 6), _at(-1000, -640, 6), _at(-1240, -640, 4.6), _at(-1240, 620, 4.6)])
    leaves.polygon([_at(1000, 620, 6), _at(1000, -640, 6), _at(1240, -640, 4.6), _at(1240, 620, 4.6)])
    s.lay((62, 88, 74), leaves.mask(0.8))


def _rack(s: Sheet, level: int, side: int) -> None:
    """One shell on its arms along the wall, thin at both ends, the keel uppermost."""
    tone = HULLS[level * 2 + (side > 0)]
    low = 400 - level * 250
    posts = s.stencil()
    for depth in (1.25, 2.1, 3.2, 4.6):
        posts.line([_at(side * 1180, 640, depth), _at(side * 1180, -520, depth)], 46 / depth)
        posts.line([_at(side * 1180, low + 22, depth), _at(side * 700, low + 22, depth)], 30 / depth)
    wood = posts.mask(1)
    s.lay((54, 42, 32), wood)
    s.rim(wood, (206, 186, 128), (-2 * side, -2), 0.45)
    keel: list[Point] = []
    inner: list[Point] = []
    outer: list[Point] = []
    for step in range(41):
        t = step / 40
        depth = 0.86 + 4.4 * t**1.5
        wide = 150 * math.sin(math.pi * (0.02 + 0.96 * t)) ** 0.55
        middle = side * 930
        keel.append(_at(middle, low - wide * 0.8, depth))
        inner.append(_at(middle - side * wide * 0.95, low, depth))
        outer.append(_at(middle + side * wide * 0.95, low, depth))
    hull = s.stencil()
    hull.polygon(smooth(keel, closed=False, steps=2) + smooth(inner[::-1], closed=False, steps=2))
    hull.polygon(outer + inner[::-1])
    mask = hull.mask(1)
    s.lay(mix(tone, (30, 24, 22), 0.38), mask)
    s.brush(mix(tone, (20, 18, 18), 0.7), mask, level * 2 + 9, (300, 20), 0.4)
    s.model(mask, mix(tone, (255, 255, 230), 0.6), (18, 16, 18), (-side * 14, -12), 15, 0.9)
    shine = s.stencil()
    ridge = [((a[0] * 2 + b[0]) / 3, (a[1] * 2 + b[1]) / 3) for a, b in zip(keel, inner, strict=True)]
    shine.line(ridge[2:], 5)
    s.shine(LIGHT, times(shine.mask(2), mask), 0.75)


def _walker(s: Sheet) -> None:
    """A rower goes out with two oars on her shoulder."""
    body = s.stencil()
    at = figure(
        body, 812, 742, 34, WALKING | {"hand2": (0.5, 5.6), "elbow2": (0.9, 5.0)}, 1, 0.85, 0.1, "bun"
    )
    x, y = at["hand2"]
    for lift in (0, 15):
        limb(body, (x + 150, y + 18 + lift), (x - 300, y - 44 + lift * 1.6), 3, 3)
        body.polygon(
            [
                (x - 290, y - 52 + lift * 1.6),
                (x - 366, y - 66 + lift * 2),
                (x - 372, y - 44 + lift * 2),
                (x - 294, y - 38 + lift * 1.6),
            ]
        )
    shade = s.stencil()
    shade.polygon([(790, 744), (846, 744), (780, 960), (660, 960)])
    s.lay((24, 22, 20), torn(shade.mask(7), 3, 6), 0.6)
    mask = body.mask(0.9)
    s.lay((34, 32, 34), mask)
    s.rim(mask, LIGHT, (2, -3), 0.8)
