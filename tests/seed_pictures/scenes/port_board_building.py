"""The port's heavy stone offices across a basin under a grey sky, drawn large and plain."""

from __future__ import annotations

import random

from PIL import Image

from ..canvas import Colour, mix, smooth, times
from ..figures import WALKING, figure
from ..sheet import LANDSCAPE, Sheet, bricks, onto, torn, water_light

STONE: Colour = (178, 172, 158)
QUAY = 812
# The corner at x 1000 stands nearest; one front runs away to the left, a short one to the right.
FRONT = [(150, 380), (1040, 226), (1040, QUAY), (150, 764)]
SIDE = [(1040, 226), (1490, 368), (1490, 770), (1040, QUAY)]


def draw() -> Image.Image:
    s = Sheet(
        LANDSCAPE,
        [(0, (140, 148, 156)), (0.4, (182, 186, 186)), (0.72, (214, 212, 202)), (1, (120, 124, 124))],
    )
    s.brush((98, 106, 120), s.down((0, 255), (0.45, 130), (0.72, 0)), 5, (480, 170), 0.75, (115, 200))
    s.brush((240, 238, 228), s.down((0, 120), (0.6, 200), (0.72, 0)), 6, (600, 90), 0.5, light=True)
    _behind(s)
    for quad, columns, light in ((FRONT, 11, 0.62), (SIDE, 6, 1.06)):
        _face(s, quad, columns, light)
    _roof(s)
    _quay(s)
    s.reflect(880, 8, 1.0, 0.55, water_light(s, 880, 4, (206, 210, 204), (44, 56, 62), 0.6))
    return s.finish(0.42, 0.5, 77)


def _behind(s: Sheet) -> None:
    far = s.stencil()
    for x, top in ((-10, 700), (60, 660), (1480, 640), (1530, 690)):
        far.box(x, top, x + 130, 800)
    for x, top in ((40, 440), (1560, 400)):
        far.box(x, top, x + 12, 780)
        far.line([(x - 60, top + 20), (x + 130, top - 30)], 7)
    s.lay((150, 156, 156), far.mask(2))


def _face(s: Sheet, quad: list[tuple[float, float]], columns: int, light: float) -> None:
    flat = Sheet((columns * 110, 900), [(0, STONE), (0.7, STONE), (1, mix(STONE, (80, 78, 76), 0.3))])
    blocks = bricks(flat.size, 78, 36, columns, 2.4)
    flat.lay((120, 114, 104), blocks.point([255 - v for v in range(256)]), 0.35)
    rustic = flat.down((0, 0), (0.74, 0), (0.745, 255), (1, 255))
    flat.lay(
        (96, 90, 84),
        times(rustic, bricks(flat.size, 110, 58, 7, 6).point([255 - v for v in range(256)])),
        0.6,
    )
    for column in range(columns):
        x = column * 110 + 28
        for y, high in ((110, 120), (300, 190), (530, 110), (710, 110)):
            flat.fill(
                (214, 208, 192),
                [(x - 10, y - 14), (x + 64, y - 14), (x + 64, y + high + 8), (x - 10, y + high + 8)],
            )
            flat.fill((52, 60, 66), [(x, y), (x + 54, y), (x + 54, y + high), (x, y + high)])
            shine = flat.stencil()
            shine.polygon([(x, y), (x + 54, y), (x, y + high * 0.7)])
            flat.shine((150, 164, 170), shine.mask(1), 0.3 + 0.35 * ((column * 7 + y) % 3 == 0))
            flat.fill((206, 200, 186), [(x + 25, y), (x + 29, y), (x + 29, y + high), (x + 25, y + high)])
            flat.fill(
                (206, 200, 186),
                [
                    (x, y + high * 0.36),
                    (x + 54, y + high * 0.36),
                    (x + 54, y + high * 0.36 + 4),
                    (x, y + high * 0.36 + 4),
                ],
            )
        if column:
            flat.fill(
                (196, 188, 172),
                [
                    (column * 110 - 13, 250),
                    (column * 110 + 13, 250),
                    (column * 110 + 13, 668),
                    (column * 110 - 13, 668),
                ],
            )
            flat.fill(
                (112, 106, 98),
                [
                    (column * 110 + 8, 250),
                    (column * 110 + 15, 250),
                    (column * 110 + 15, 668),
                    (column * 110 + 8, 668),
                ],
            )
    for y, high in ((0, 40), (232, 22), (660, 26)):
        flat.fill((210, 204, 188), [(0, y), (flat.width, y), (flat.width, y + high), (0, y + high)])
        flat.fill(
            (92, 88, 84),
            [(0, y + high), (flat.width, y + high), (flat.width, y + high + 10), (0, y + high + 10)],
            blur=3,
        )
    flat.brush((74, 72, 74), flat.down((0, 255), (1, 255)), columns, (60, 420), 0.45, (130, 220))
    if columns > 8:
        flat.fill((70, 56, 46), [(510, 690), (590, 690), (590, 900), (510, 900)])
        flat.fill((220, 212, 194), [(480, 660), (620, 660), (620, 690), (480, 690)])
    mask = s.stencil()
    mask.polygon(quad)
    face = flat.image.point([min(255, round(v * light)) for v in range(256)] * 3)
    s.image.paste(onto(face, quad, s.size), (0, 0), mask.mask(0.8))


def _roof(s: Sheet) -> None:
    eave, dome, flag = s.stencil(), s.stencil(), s.stencil()
    eave.polygon([(124, 388), (1040, 230), (1040, 184), (124, 358)])
    eave.polygon([(1040, 230), (1518, 380), (1518, 352), (1040, 184)])
    mask = eave.mask(1)
    s.lay((150, 146, 136), mask)
    s.brush((90, 88, 86), mask, 4, (120, 20), 0.5)
    s.lay((70, 68, 70), times(mask, s.across((0, 255), (0.648, 255), (0.652, 0))), 0.35)
    dome.polygon([(960, 210), (1040, 190), (1120, 216), (1120, 132), (960, 128)])
    dome.polygon(smooth([(950, 134), (972, 74), (1040, 48), (1108, 74), (1130, 136)], closed=False))
    dome.polygon([(1034, 56), (1046, 56), (1042, 6), (1038, 6)])
    green = dome.mask(1)
    s.lay((96, 128, 116), green)
    s.model(green, (206, 226, 206), (34, 50, 52), (16, -6), 14, 0.8)
    flag.box(598, 120, 604, 274)
    s.lay((66, 64, 66), flag.mask(0.8))
    cloth = s.stencil()
    cloth.polygon(
        smooth(
            [(604, 126), (650, 120), (690, 136), (730, 128), (728, 170), (690, 180), (650, 164), (604, 172)]
        )
    )
    s.lay((52, 84, 110), cloth.mask(0.8))
    s.model(cloth.mask(0.8), (190, 214, 226), (16, 28, 44), (6, -5), 6, 0.6)


def _quay(s: Sheet) -> None:
    s.fill((128, 122, 114), [(-10, 764), (1040, 812), (1610, 770), (1610, 884), (-10, 884)])
    s.brush((78, 76, 76), s.down((0, 0), (0.72, 0), (0.75, 255), (0.826, 255), (0.83, 0)), 5, (300, 20), 0.4)
    s.fill((76, 74, 74), [(-10, 834), (1610, 834), (1610, 884), (-10, 884)])
    s.fill((206, 200, 186), [(-10, 828), (1610, 828), (1610, 836), (-10, 836)], strength=0.8)
    people, randomness = s.stencil(), random.Random(7)
    for x, ground in ((420, 822), (460, 824), (780, 828), (1180, 826), (1330, 820)):
        figure(people, x, ground, 9.5, WALKING, randomness.choice((-1, 1)), 0.8, 1.4, "")
    s.lay((44, 48, 54), people.mask(0.8))
    bollards = s.stencil()
    for x in range(60, 1600, 190):
        bollards.polygon(
            [(x - 12, 846), (x + 12, 846), (x + 8, 822), (x + 15, 812), (x - 15, 812), (x - 8, 822)]
        )
    s.lay((36, 36, 40), torn(bollards.mask(0.8), 3, 1))
