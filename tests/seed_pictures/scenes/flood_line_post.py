"""A child in a yellow raincoat under the flood post: the highest mark is twice as high as the child."""

from __future__ import annotations

import random

from PIL import Image

from ..canvas import Colour, smooth, times
from ..figures import STANDING, figure
from ..sheet import PORTRAIT, Sheet, bricks, onto, rain, torn, water_light

HORIZON = 960
QUAY = 1490
SKY: Colour = (214, 216, 204)


def draw() -> Image.Image:
    s = Sheet(
        PORTRAIT,
        [(0, (104, 112, 120)), (0.25, (158, 162, 160)), (0.48, (222, 216, 196)), (1, (222, 216, 196))],
    )
    s.brush((66, 74, 88), s.down((0, 255), (0.3, 190), (0.46, 0)), 5, (700, 200), 0.75, (110, 200))
    s.brush((238, 232, 214), s.down((0, 0), (0.2, 160), (0.46, 255)), 6, (800, 70), 0.6, light=True)
    _bank(s)
    s.reflect(HORIZON, 8, 1.3, 0.7, water_light(s, HORIZON, 5, (206, 190, 150), (84, 70, 48), 0.75))
    _drift(s)
    _quay(s)
    _post(s)
    _child(s)
    s.shine((236, 240, 236), rain(s, 6, 520, 70, -0.16, 1.8), 0.3)
    return s.finish(0.45, 0.3, 41)


def _bank(s: Sheet) -> None:
    randomness, town, trees = random.Random(5), s.stencil(), s.stencil()
    x = -20.0
    while x < 1620:
        wide, tall = randomness.uniform(60, 140), randomness.uniform(50, 120)
        town.box(x, HORIZON - tall, x + wide, HORIZON + 4)
        town.polygon(
            [
                (x, HORIZON - tall + 1),
                (x + wide / 2, HORIZON - tall - wide * 0.35),
                (x + wide, HORIZON - tall + 1),
            ]
        )
        x += wide
    for _ in range(30):
        trees.disc(
            randomness.uniform(-20, 1620),
            HORIZON - randomness.uniform(10, 50),
            randomness.uniform(20, 50),
            tall=0.9,
        )
    s.lay((144, 144, 140), town.mask(2), 0.8)
    s.lay((122, 122, 106), torn(trees.mask(2), 5, 6), 0.85)
    s.mist((226, 220, 200), 3, (0.4, 0), (0.47, 170), (0.49, 0))


def _drift(s: Sheet) -> None:
    """Planks and a drowned tree that the river carries by."""
    wood = s.stencil()
    wood.polygon(smooth([(180, 1190), (420, 1168), (560, 1180), (430, 1200)]))
    for dx, dy in ((40, -60), (90, -44), (140, -78), (190, -30)):
        wood.line(
            smooth(
                [(320 + dx, 1178), (340 + dx, 1178 + dy * 0.6), (330 + dx + dy * 0.4, 1178 + dy)],
                closed=False,
            ),
            6,
        )
    wood.polygon([(1250, 1110), (1390, 1102), (1392, 1112), (1254, 1120)])
    s.lay((52, 44, 36), wood.mask(1.2), 0.9)
    foam = s.stencil()
    foam.polygon(smooth([(120, 1206), (420, 1196), (700, 1210), (400, 1222)]))
    s.shine((236, 226, 200), times(foam.mask(5), s.clouds(60, 10, 4)), 0.7)


def _quay(s: Sheet) -> None:
    ground = s.down((0, 0), (0.744, 0), (0.746, 255), (1, 255))
    s.lay((96, 96, 96), ground)
    setts = onto(
        bricks((1200, 400), 48, 34, 6, 3), [(-500, QUAY), (2100, QUAY), (3000, 2010), (-1400, 2010)], s.size
    )
    s.shine((166, 162, 150), times(setts, ground), 0.6)
    s.brush((46, 48, 54), ground, 7, (300, 40), 0.6)
    s.brush(SKY, torn(times(ground, s.clouds(500, 60, 9)), 5, 6), 8, (400, 30), 0.6, light=True)
    rails = s.stencil()
    for x in (-40, 250, 540, 1330, 1620):
        rails.polygon([(x - 16, 1250), (x + 16, 1250), (x + 20, QUAY + 34), (x - 20, QUAY + 34)])
        rails.disc(x, 1240, 24)
    for y in (1290, 1392):
        rails.line([(-20, y), (700, y)], 15)
        rails.line([(1180, y), (1620, y)], 15)
    rails.box(-10, QUAY - 6, 1610, QUAY + 26)
    mask = rails.mask(1)
    s.lay((46, 54, 56), mask)
    s.model(mask, (190, 196, 190), (20, 22, 26), (-4, -5), 4, 0.8)


def _post(s: Sheet) -> None:
    left, right, top, low = 812.0, 960.0, 300.0, 1690.0
    foot, cast = s.stencil(), s.stencil()
    cast.polygon([(left, low), (right, low + 20), (right + 330, 1990), (left - 30, 1990)])
    s.lay((50, 50, 56), torn(cast.mask(10), 4, 10), 0.55)
    foot.polygon(
        [(left - 40, low - 70), (right + 40, low - 70), (right + 66, low + 50), (left - 66, low + 50)]
    )
    stone = foot.mask(1)
    s.lay((120, 116, 108), stone)
    s.model(stone, (214, 208, 192), (46, 44, 46), (-8, -10), 9, 0.8)
    body = s.fill((232, 228, 214), [(left, top), (right, top), (right, low), (left, low)])
    s.brush((150, 146, 132), body, 5, (90, 320), 0.6)
    below = torn(times(body, s.down((0, 0), (0.42, 0), (0.6, 255), (1, 255))), 6, 8)
    s.lay((128, 116, 92), below, 0.6)
    marks = s.stencil()
    for step in range(27):
        y = top + 70 + step * 49
        long = 74 if step % 5 == 0 else 40
        marks.box(left, y, left + long, y + 16)
    s.lay((34, 36, 42), times(marks.mask(0.8), body), 0.9)
    plates = (
        (0.09, (176, 36, 34), 1.0),
        (0.3, (56, 84, 108), 0.8),
        (0.41, (56, 84, 108), 0.8),
        (0.56, (92, 84, 70), 0.8),
        (0.72, (92, 84, 70), 0.7),
    )
    for share, tone, size in plates:
        y = top + (low - top) * share
        plate = s.fill(
            tone,
            [
                (left - 34 * size, y),
                (right + 60 * size, y),
                (right + 60 * size, y + 62 * size),
                (left - 34 * size, y + 62 * size),
            ],
        )
        s.model(plate, (255, 240, 220), (30, 24, 26), (-3, -4), 3, 0.7)
        line = s.stencil()
        line.box(left - 34 * size, y + 52 * size, right + 60 * size, y + 58 * size)
        for digit in range(4):
            line.box(
                left + 26 + digit * 26 * size,
                y + 14 * size,
                left + 40 + digit * 26 * size,
                y + 40 * size,
                210,
            )
        s.lay((244, 238, 222), line.mask(0.8), 0.85)
    s.model(body, (255, 250, 236), (70, 70, 74), (-22, 0), 20, 0.6)
    s.fill(
        (70, 74, 76),
        [(left - 16, top - 34), (right + 16, top - 34), (right + 4, top + 4), (left - 4, top + 4)],
    )
    s.fill((110, 114, 112), [(left - 16, top - 34), (left + 74, top - 92), (right + 16, top - 34)])
    wet = s.stencil()
    for x, start, end in ((left + 20, 480, 700), (right - 30, 620, 980), (left + 90, 900, 1180)):
        wet.line([(x, start), (x + 4, end)], 7)
    s.lay((120, 112, 96), torn(wet.mask(3), 7, 4), 0.6)


def _child(s: Sheet) -> None:
    body, boots, shade = s.stencil(), s.stencil(), s.stencil()
    reach = STANDING | {
        "head": (0.1, 5.2),
        "neck": (0, 4.5),
        "hip": (0, 2.7),
        "elbow": (-0.85, 3.5),
        "hand": (-0.8, 2.7),
        "elbow2": (1.1, 4.5),
        "hand2": (1.8, 5.3),
        "knee": (-0.3, 1.4),
        "knee2": (0.35, 1.4),
    }
    at = figure(body, 1130, 1840, 92, reach, -1, 0.82, 1.0, "hood")
    shade.polygon(smooth([(1050, 1846), (1210, 1842), (1290, 1960), (1210, 1990), (1060, 1980)]))
    s.lay((44, 44, 50), torn(shade.mask(8), 5, 8), 0.6)
    mask = body.mask(1.2)
    s.lay((60, 62, 74), mask)
    coat = times(mask, s.down((0, 255), (0.85, 255), (0.855, 0), (1, 0)))
    s.lay((228, 176, 44), coat)
    s.brush((172, 112, 26), coat, 6, (60, 140), 0.6)
    boots.box(1040, 1756, 1230, 1870)
    s.lay((150, 44, 40), times(boots.mask(1), mask))
    s.model(mask, (255, 246, 206), (70, 44, 30), (-12, -14), 13, 0.8)
    hair, hand = s.stencil(), s.stencil()
    hand.disc(*at["hand2"], 20)
    hair.polygon(
        smooth(
            [
                (at["head"][0] - 46, at["head"][1] - 20),
                (at["head"][0] - 26, at["head"][1] + 34),
                (at["head"][0] - 6, at["head"][1] + 4),
                (at["head"][0] - 22, at["head"][1] - 34),
            ]
        )
    )
    s.lay((220, 176, 142), hand.mask(1))
    s.lay((220, 176, 142), hair.mask(1))
    s.rim(mask, (255, 250, 230), (-3, -4), 0.5)
