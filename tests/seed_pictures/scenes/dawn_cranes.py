"""Port cranes before sunrise, one behind the other in the haze, and a barge on still water."""

from __future__ import annotations

import random

from PIL import Image

from .. import canvas as c

HORIZON = 690


def draw() -> Image.Image:
    image = c.sky(
        [
            (0, (58, 70, 98)),
            (0.22, (112, 108, 130)),
            (0.42, (190, 142, 134)),
            (0.55, (236, 176, 132)),
            (0.65, (250, 206, 150)),
            (1, (250, 206, 150)),
        ]
    )
    streaks = c.times(
        c.levels(c.clouds((760, 62), 14, 5), 130, 235),
        c.band([(0, 190), (0.3, 255), (0.52, 120), (0.62, 0), (1, 0)]),
    )
    c.lay(image, (86, 82, 112), streaks, 0.6)
    under = c.times(
        c.levels(c.clouds((700, 40), 15, 5), 140, 240),
        c.band([(0, 0), (0.3, 60), (0.5, 255), (0.62, 100), (0.65, 0), (1, 0)]),
    )
    c.shine(image, (255, 190, 140), under, 0.45)
    c.glow(image, (1050, 640), 760, (255, 214, 150), 0.75, tall=0.5)
    c.glow(image, (1050, 656), 210, (255, 238, 196), 0.9, tall=0.8)
    _layers(image)
    c.reflect(image, HORIZON, 3, 0.8, 1.25, _water)
    c.mist(image, (250, 214, 172), [(0.61, 0), (0.645, 150), (0.68, 60), (0.74, 0)], 31, (700, 50))
    _foreground(image)
    c.vignette(image, 0.4)
    return c.grain(image, 0.5, 6)


def _layers(image: Image.Image) -> None:
    hills = c.Stencil()
    hills.polygon(
        c.smooth([(-20, 640), (240, 614), (520, 628), (860, 606), (1180, 630), (1640, 604)], closed=False)
        + [(1640, 720), (-20, 720)]
    )
    c.lay(image, (206, 152, 130), hills.mask(3), 0.75)
    c.mist(image, (255, 216, 168), [(0.55, 0), (0.63, 180), (0.66, 180)], 4, (900, 60))
    for tone, cranes in (
        ((176, 128, 122), ((1420, 0.52, False, -1), (1240, 0.50, True, -1), (140, 0.5, False, 1))),
        ((122, 94, 104), ((1130, 0.74, False, -1), (330, 0.72, True, 1))),
        ((66, 58, 78), ((600, 1.12, False, 1), (210, 1.2, True, 1))),
    ):
        layer = c.Stencil()
        for x, size, raised, way in cranes:
            _crane(layer, x, HORIZON + 2, size, raised, way)
        if tone == (122, 94, 104):
            _ship(layer)
        c.lay(image, tone, layer.mask(1.4 if tone[0] > 70 else 0.8))
        c.mist(image, (252, 206, 160), [(0.52, 0), (0.62, 70), (0.655, 150)], tone[0], (600, 80))
    shed = c.Stencil()
    for left, right, top in ((-20, 160, 640), (160, 420, 652), (420, 470, 660)):
        shed.box(left, top, right, HORIZON + 2)
    for step in range(3):
        shed.polygon([(-30 + step * 64, 642), (34 + step * 64, 618), (34 + step * 64, 642)])
    shed.box(-20, 680, 830, HORIZON + 2)
    c.lay(image, (48, 44, 62), shed.mask(0.8))


def _crane(s: c.Stencil, x: float, base: float, size: float, raised: bool, way: int) -> None:
    """A gantry crane with its boom over the water, or raised."""

    def at(right: float, up: float) -> c.Point:
        return x + right * size * way, base - up * size

    def bar(points: list[c.Point], width: float) -> None:
        s.line([at(*point) for point in points], width * size)

    for leg in (0, 96):
        bar([(leg, 0), (leg, 262)], 9)
        bar([(leg + (14 if leg == 0 else -14), 0), (leg, 120)], 4)
        s.polygon([at(leg - 22, 0), at(leg + 22, 0), at(leg + 18, 12), at(leg - 18, 12)])
    bar([(0, 104), (96, 104)], 8)
    bar([(0, 104), (96, 262)], 3)
    bar([(96, 104), (0, 262)], 3)
    bar([(-150, 262), (110, 262)], 12)
    bar([(-150, 276), (96, 276)], 3)
    for step in range(-140, 96, 20):
        bar([(step, 262), (step + 10, 276), (step + 20, 262)], 1.6)
    bar([(0, 262), (70, 396)], 7)
    bar([(96, 262), (70, 396)], 7)
    bar([(70, 396), (-146, 268)], 2.2)
    s.polygon([at(-60, 268), at(-12, 268), at(-12, 300), at(-60, 300)])
    tip = (262.0, 470.0) if raised else (336.0, 268.0)
    bar([(100, 264), tip], 9)
    rise = (tip[1] - 264) / (tip[0] - 100)
    away = (-13 * rise, 13) if raised else (0.0, 13.0)
    bar([(104 + away[0], 264 + away[1]), (tip[0] + away[0], tip[1] + away[1])], 2.4)
    steps = 15
    for step in range(steps):
        first, second = step / steps, (step + 1) / steps
        low = (100 + (tip[0] - 100) * first, 264 + (tip[1] - 264) * first)
        high = (100 + (tip[0] - 100) * second + away[0], 264 + (tip[1] - 264) * second + away[1])
        bar([low, high], 1.5)
        bar([high, (high[0] - away[0], high[1] - away[1])], 1.5)
    bar([(70, 396), tip], 2.2)
    bar([(70, 396), (100 + (tip[0] - 100) * 0.55, 264 + (tip[1] - 264) * 0.55)], 2)
    if not raised:
        s.polygon([at(208, 262), at(246, 262), at(242, 238), at(212, 238)])
        bar([(227, 240), (227, 150)], 1.2)
        s.polygon([at(196, 152), at(258, 152), at(258, 126), at(196, 126)])


def _ship(s: c.Stencil) -> None:
    s.polygon([(800, 640), (1330, 640), (1312, 694), (838, 694)])
    s.box(1236, 556, 1300, 642)
    s.box(1226, 566, 1310, 580)
    s.box(1262, 520, 1282, 560)
    s.line([(1272, 520), (1272, 492)], 3)
    randomness = random.Random(5)
    for column in range(11):
        left = 842 + column * 35
        s.box(left, 642 - 16 * randomness.randrange(1, 5), left + 33, 642)
    s.line([(826, 640), (826, 596)], 3)


def _water(water: Image.Image) -> None:
    c.lay(water, (70, 66, 92), c.band([(0, 0), (0.4, 60), (1, 190)], water.size))
    waves = c.ripples(water.size, 28)
    c.shine(
        water,
        (255, 214, 160),
        c.times(c.levels(waves, 140, 250, 1.4), c.band([(0, 190), (0.5, 110), (1, 40)], water.size)),
        0.6,
    )
    c.lay(
        water,
        (58, 54, 80),
        c.times(c.levels(waves.point(lambda v: 255 - v), 120, 240), c.band([(0, 60), (1, 160)], water.size)),
        0.6,
    )


def _foreground(image: Image.Image) -> None:
    """A barge going out, and the wash behind it; posts; a few gulls."""
    barge, wash = c.Stencil(), c.Stencil()
    x, y = 830.0, 806.0
    wash.polygon(
        [(x + 250, y + 2), (x - 250, y + 8), (x - 700, y + 34), (x - 250, y + 22), (x + 190, y + 12)]
    )
    c.shine(image, (255, 220, 178), c.times(wash.mask(3), c.levels(c.clouds((60, 6), 2, 3), 100, 220)), 0.6)
    shadow = c.Stencil()
    shadow.polygon([(x - 262, y), (x + 300, y), (x + 250, y + 50), (x - 236, y + 50)])
    c.lay(image, (44, 40, 58), c.times(shadow.mask(7), c.levels(c.clouds((70, 5), 7, 3), 30, 170)), 0.75)
    barge.polygon(
        [(x - 262, y - 22), (x + 270, y - 22), (x + 316, y - 40), (x + 296, y + 3), (x - 250, y + 3)]
    )
    barge.polygon(
        c.smooth(
            [
                (x - 130, y - 22),
                (x - 60, y - 46),
                (x + 10, y - 34),
                (x + 90, y - 54),
                (x + 170, y - 38),
                (x + 232, y - 22),
            ],
            closed=False,
        )
    )
    barge.box(x - 236, y - 68, x - 166, y - 20)
    barge.box(x - 244, y - 73, x - 158, y - 66)
    barge.box(x - 222, y - 94, x - 184, y - 70)
    barge.line([(x - 203, y - 94), (x - 203, y - 132)], 2.4)
    barge.line([(x + 286, y - 36), (x + 286, y - 74)], 2.4)
    c.lay(image, (34, 32, 46), barge.mask(0.8))
    c.glow(image, (x - 203, y - 132), 30, (255, 236, 200), 0.9, fall=3)
    cabin = c.Stencil()
    cabin.box(x - 216, y - 88, x - 190, y - 78)
    c.shine(image, (255, 210, 140), cabin.mask(0.8), 0.9)
    posts = c.Stencil()
    for left, top, width in ((96, 858, 30), (150, 884, 26), (1492, 842, 32)):
        posts.polygon([(left, top), (left + width, top - 5), (left + width + 3, 1080), (left - 3, 1080)])
    posts.line(c.wire((118, 890), (1700, 990), 120), 4)
    c.lay(image, (26, 24, 36), posts.mask(1.2))
    gulls = c.Stencil()
    for gx, gy, size, tilt in (
        (1336, 312, 15, 0.1),
        (1384, 338, 12, -0.25),
        (1302, 352, 9, 0.3),
        (1424, 300, 7, -0.1),
    ):
        wings = [
            (-1, -0.18 - tilt),
            (-0.5, -0.4 - tilt / 2),
            (0, 0),
            (0.48, -0.5 + tilt / 2),
            (1, -0.34 + tilt),
        ]
        upper = [(gx + right * size, gy + down * size) for right, down in wings]
        lower = [
            (gx + right * size * 0.9, gy + (down + 0.2 * (1 - abs(right))) * size)
            for right, down in reversed(wings)
        ]
        gulls.polygon(c.smooth(upper, closed=False) + c.smooth(lower, closed=False))
    c.lay(image, (62, 58, 80), gulls.mask(0.8))
