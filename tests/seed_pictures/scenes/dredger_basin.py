"""A dredger lifts its dripping bucket over a brown basin in the haze of noon; gulls wait for what falls."""

from __future__ import annotations

import random

from PIL import Image, ImageChops

from ..canvas import Colour, Point, smooth, times
from ..figures import STANDING, figure, limb
from ..sheet import LANDSCAPE, Sheet, mirrored, torn, water_light

HORIZON = 610
LINE = 790
HAZE: Colour = (232, 220, 178)


def draw() -> Image.Image:
    s = Sheet(
        LANDSCAPE,
        [(0, (150, 176, 172)), (0.3, (206, 212, 184)), (0.56, (240, 226, 178)), (1, (240, 226, 178))],
    )
    s.brush((255, 244, 214), s.down((0, 120), (0.3, 255), (0.56, 120)), 5, (600, 90), 0.55, light=True)
    s.glow(1180, 40, 800, (255, 248, 214), 0.6)
    _shore(s)
    s.reflect(HORIZON, 4, 1.0, 1.1, water_light(s, HORIZON, 6, (236, 222, 172), (92, 84, 48), 0.6))
    plume = s.stencil()
    plume.polygon(
        smooth([(300, 820), (760, 780), (1120, 800), (1400, 860), (1300, 980), (700, 1010), (240, 940)])
    )
    s.lay((122, 88, 48), plume.mask(50), 0.62)
    s.brush((186, 150, 92), plume.mask(60), 8, (160, 16), 0.6)
    _vessel(s)
    _arm(s)
    _gulls(s)
    return s.finish(0.4, 0.5, 51)


def _shore(s: Sheet) -> None:
    silos, quay = s.stencil(), s.stencil()
    for x in (60, 132, 204, 276):
        silos.box(x, 420, x + 68, HORIZON)
        silos.disc(x + 34, 420, 34, tall=0.4)
    silos.polygon([(430, 610), (430, 540), (520, 500), (610, 540), (610, 500), (700, 540), (700, 610)])
    silos.box(1240, 520, 1620, HORIZON)
    for step in range(4):
        silos.polygon([(1240 + step * 96, 522), (1336 + step * 96, 480), (1336 + step * 96, 522)])
    s.lay((176, 178, 152), silos.mask(1.6))
    quay.box(-10, 578, 1610, HORIZON + 4)
    s.lay((134, 128, 104), quay.mask(1))
    s.brush((90, 88, 74), quay.mask(1), 5, (60, 40), 0.7)
    s.mist(HAZE, 6, (0.4, 0), (0.56, 150), (0.58, 60), wide=900)


def _vessel(s: Sheet) -> None:
    hull, house, legs = s.stencil(), s.stencil(), s.stencil()
    hull.polygon([(210, 712), (1010, 712), (1010, LINE), (236, LINE)])
    for x in (290, 940):
        legs.box(x, 430, x + 40, LINE + 10)
    house.box(330, 560, 560, 716)
    house.box(360, 470, 530, 566)
    house.box(346, 458, 544, 474)
    house.box(430, 360, 440, 462)
    house.line([(410, 392), (460, 392)], 4)
    cab = s.stencil()
    cab.polygon(
        [
            (690, 716),
            (690, 640),
            (660, 640),
            (660, 540),
            (740, 508),
            (830, 540),
            (840, 660),
            (880, 660),
            (880, 716),
        ]
    )
    whole = ImageChops.lighter(
        ImageChops.lighter(hull.mask(1), house.mask(1)), ImageChops.lighter(cab.mask(1), legs.mask(1))
    )
    broken = s.clouds(140, 9, 3).point([min(255, v * 2) for v in range(256)])
    s.lay((74, 56, 40), times(torn(mirrored(whole, LINE), 4, 6, 0.45), broken), 0.75)
    pillars = legs.mask(0.9)
    s.lay((96, 90, 80), pillars)
    s.model(pillars, (240, 230, 196), (40, 36, 36), (8, -4), 7, 0.8)
    cabin = house.mask(0.9)
    s.lay((222, 214, 190), cabin)
    s.brush((150, 120, 84), cabin, 4, (50, 180), 0.5)
    s.model(cabin, (255, 250, 228), (96, 88, 80), (10, -8), 9, 0.7)
    windows = s.stencil()
    for x in range(372, 520, 34):
        windows.box(x, 490, x + 26, 530)
    for x in range(350, 550, 48):
        windows.disc(x, 630, 11)
    s.lay((40, 56, 60), windows.mask(0.8))
    red = hull.mask(0.9)
    s.lay((176, 76, 40), red)
    s.brush((98, 46, 30), red, 6, (80, 60), 0.75)
    s.brush((226, 140, 84), red, 7, (160, 30), 0.5)
    s.model(red, (255, 206, 150), (44, 24, 20), (0, -12), 10, 0.7)
    s.fill((54, 50, 46), [(206, 704), (1016, 704), (1016, 720), (206, 720)])
    machine = cab.mask(0.9)
    s.lay((226, 164, 44), machine)
    s.brush((150, 92, 28), machine, 9, (60, 60), 0.6)
    s.model(machine, (255, 236, 160), (84, 50, 22), (10, -8), 10, 0.8)
    s.fill((48, 62, 64), [(750, 540), (812, 560), (816, 622), (750, 622)])
    rail, crew = s.stencil(), s.stencil()
    for x in range(220, 330, 22):
        rail.line([(x, 706), (x, 664)], 3)
    rail.line([(216, 664), (330, 664)], 3)
    figure(crew, 604, 706, 15, STANDING, 1, 0.8, 0.4, "cap")
    figure(crew, 256, 706, 15, STANDING | {"hand2": (1.4, 5.2), "elbow2": (0.9, 5.0)}, 1, 0.8, 0.4, "wool")
    tyres = s.stencil()
    for x in (300, 430, 560, 690, 820, 950):
        tyres.disc(x, 752, 24)
    s.lay((36, 34, 34), ImageChops.lighter(rail.mask(0.8), crew.mask(0.8)))
    s.lay((32, 30, 32), tyres.mask(0.9))


def _arm(s: Sheet) -> None:
    """Boom and stick high over the water; mud hangs and falls from the bucket."""
    arm, bucket, mud, drops = s.stencil(), s.stencil(), s.stencil(), s.stencil()
    foot: Point = (822, 640)
    elbow: Point = (1096, 232)
    wrist: Point = (1322, 470)
    limb(arm, foot, (1000, 330), 30, 34)
    limb(arm, (1000, 330), elbow, 34, 24)
    limb(arm, elbow, wrist, 26, 14)
    arm.line([(860, 640), (1010, 390)], 15)
    arm.line([(1020, 270), (1170, 270)], 13)
    mask = arm.mask(0.9)
    s.lay((222, 156, 40), mask)
    s.brush((140, 84, 26), mask, 3, (90, 40), 0.6)
    s.model(mask, (255, 238, 170), (80, 46, 20), (9, -9), 8, 0.85)
    bucket.polygon(
        smooth(
            [
                (1286, 462),
                (1380, 470),
                (1420, 540),
                (1396, 610),
                (1310, 622),
                (1246, 580),
                (1262, 560),
                (1310, 560),
            ]
        )
    )
    for step in range(4):
        bucket.polygon(
            [
                (1244 + step * 14, 574 + step * 12),
                (1226 + step * 14, 600 + step * 12),
                (1262 + step * 14, 590 + step * 12),
            ]
        )
    iron = bucket.mask(0.9)
    s.lay((70, 62, 56), iron)
    s.model(iron, (226, 206, 166), (24, 20, 20), (8, -8), 9, 0.8)
    mud.polygon(smooth([(1250, 560), (1290, 520), (1350, 516), (1390, 548), (1380, 570), (1300, 566)]))
    randomness = random.Random(6)
    for _ in range(60):
        x = 1316 + randomness.gauss(0, 34)
        top = randomness.uniform(590, 800)
        drops.line(
            [(x, top), (x + randomness.gauss(0, 3), top + randomness.uniform(10, 60))],
            randomness.uniform(1.5, 6),
        )
    for x in (1268, 1300, 1342):
        drops.polygon(smooth([(x - 12, 600), (x + 12, 600), (x + 5, 720), (x, 800), (x - 5, 710)]))
    s.lay((84, 58, 34), torn(mud.mask(1), 4, 3))
    falling = drops.mask(0.9)
    s.lay((92, 64, 36), falling, 0.9)
    rings = s.stencil()
    for size in (50, 92, 140):
        rings.pen.ellipse(
            [3 * v for v in (1316 - size, 832 - size * 0.16, 1316 + size, 832 + size * 0.16)],
            outline=230 - size,
            width=9,
        )
    s.shine((250, 232, 180), rings.mask(1.2), 0.7)


def _gulls(s: Sheet) -> None:
    randomness, gulls = random.Random(4), s.stencil()
    for x, y, size in (
        (1180, 600, 24),
        (1460, 420, 30),
        (1500, 640, 26),
        (1010, 150, 18),
        (1290, 300, 17),
        (1420, 700, 30),
        (640, 260, 14),
        (1120, 690, 22),
    ):
        tilt = randomness.uniform(-0.3, 0.3)
        wing = smooth(
            [
                (x - size, y - size * (0.3 + tilt)),
                (x - size * 0.45, y - size * 0.5),
                (x, y),
                (x + size * 0.5, y - size * 0.52),
                (x + size, y - size * (0.25 - tilt)),
            ],
            closed=False,
        )
        gulls.polygon(wing + [(px, py + size * 0.16) for px, py in reversed(wing)])
        gulls.disc(x, y + size * 0.06, size * 0.2, tall=0.7)
    mask = gulls.mask(0.8)
    s.lay((246, 244, 234), mask)
    s.model(mask, (255, 255, 250), (120, 124, 124), (2, -4), 3, 0.6)
