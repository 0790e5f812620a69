"""A terrace of narrow houses along a street under water; the old damp shows how high it stood before."""

from __future__ import annotations

import random

from PIL import Image, ImageFilter

from ..canvas import Colour, mix, smooth, times
from ..figures import WALKING, figure
from ..sheet import LANDSCAPE, Sheet, bricks, mirrored, onto, torn

FLAT = (2400, 720)
FRONT = [(-330, -150), (1270, 434), (1270, 652), (-330, 1010)]
WALLS: tuple[Colour, ...] = (
    (150, 84, 68),
    (196, 160, 112),
    (116, 76, 72),
    (168, 112, 84),
    (142, 148, 146),
    (178, 92, 66),
    (206, 188, 160),
    (126, 84, 78),
)


def draw() -> Image.Image:
    s = Sheet(
        LANDSCAPE,
        [
            (0, (74, 76, 100)),
            (0.3, (120, 116, 134)),
            (0.5, (206, 178, 156)),
            (0.6, (250, 214, 160)),
            (1, (250, 214, 160)),
        ],
    )
    s.brush((50, 52, 78), s.down((0, 255), (0.35, 200), (0.55, 0)), 5, (560, 130), 0.8, (100, 190))
    s.brush((255, 214, 160), s.down((0, 0), (0.3, 90), (0.55, 255)), 7, (420, 40), 0.6, light=True)
    s.glow(1330, 600, 620, (255, 226, 164), 0.7, tall=0.6)
    _far(s)
    _row(s)
    _embankment(s)
    _water(s)
    _walker(s)
    s.bloom(205, 26, 0.4)
    return s.finish(0.5, 0.5, 43)


def _far(s: Sheet) -> None:
    """At the end of the street: the developers' cranes on their dry plots."""
    cranes = s.stencil()
    for x, top, arm in ((1330, 300, 1), (1416, 250, -1), (1500, 330, 1)):
        cranes.box(x - 3, top, x + 3, 640)
        cranes.line([(x - 40 * arm, top + 8), (x + 110 * arm, top + 4)], 5)
        cranes.line([(x, top - 26), (x + 110 * arm, top + 4)], 2)
        cranes.line([(x, top - 26), (x - 40 * arm, top + 8)], 2)
        cranes.line([(x + 80 * arm, top + 6), (x + 80 * arm, top + 90)], 1.6)
    for x, top in ((1290, 520), (1350, 470), (1440, 500), (1520, 450), (1580, 486)):
        cranes.box(x, top, x + 62, 660)
    s.lay((150, 128, 132), cranes.mask(1.4), 0.85)
    s.mist((255, 222, 174), 4, (0.45, 0), (0.6, 170), (0.63, 60), wide=500)


def _facade() -> Image.Image:
    """The row straight from the front."""
    flat, randomness = Sheet(FLAT, [(0, (60, 62, 78)), (1, (60, 62, 78))]), random.Random(6)
    pattern = bricks(FLAT, 30, 12, 4, 1.6)
    for index in range(8):
        left, right, top = index * 300.0, index * 300.0 + 298, 150 + (index * 67) % 70
        tone = WALLS[index]
        wall = flat.fill(tone, [(left, top), (right, top), (right, 720), (left, 720)])
        if index % 3 != 1:
            flat.shine(mix(tone, (255, 220, 190), 0.5), times(pattern, wall), 0.3)
        flat.fill(
            (72, 70, 84), [(left - 6, top), (left + 40, top - 80), (right - 40, top - 80), (right + 6, top)]
        )
        flat.fill(
            (110, 76, 70),
            [(left + 50, top - 130), (left + 104, top - 130), (left + 104, top - 60), (left + 50, top - 60)],
        )
        for row, y in enumerate((top + 50, top + 220)):
            for column in (0, 1):
                if row == 1 and column == index % 2:
                    continue
                x = left + 40 + column * 130
                flat.fill(
                    (220, 210, 192), [(x - 9, y - 9), (x + 97, y - 9), (x + 97, y + 125), (x - 9, y + 125)]
                )
                lit = randomness.random() < 0.16
                flat.fill(
                    (255, 214, 130) if lit else (54, 64, 84),
                    [(x, y), (x + 88, y), (x + 88, y + 116), (x, y + 116)],
                )
                flat.fill((220, 210, 192), [(x + 41, y), (x + 47, y), (x + 47, y + 116), (x + 41, y + 116)])
        x = left + 46 + (index % 2) * 130
        flat.fill((216, 206, 188), [(x - 12, top + 230), (x + 92, top + 230), (x + 92, 720), (x - 12, 720)])
        flat.fill(
            ((44, 84, 80), (120, 40, 44), (40, 56, 92), (86, 70, 50))[index % 4],
            [(x, top + 244), (x + 80, top + 244), (x + 80, 720), (x, 720)],
        )
    damp = flat.down((0, 0), (0.66, 0), (0.68, 255), (1, 255))
    flat.lay((46, 44, 52), torn(damp, 8, 14), 0.55)
    line = flat.down((0, 0), (0.665, 0), (0.672, 255), (0.68, 0), (1, 0))
    flat.lay((206, 196, 160), torn(line, 9, 4), 0.5)
    flat.brush((40, 38, 46), flat.down((0, 120), (1, 255)), 10, (60, 300), 0.45)
    return flat.image


def _row(s: Sheet) -> None:
    whole = s.stencil()
    whole.polygon(FRONT)
    mask = onto(_roofline(), FRONT, s.size)
    s.image.paste(onto(_facade(), FRONT, s.size), (0, 0), times(mask, whole.mask(0.8)))
    s.shine((255, 196, 130), times(mask, s.across((0, 0), (0.5, 90), (0.8, 255))), 0.32)
    s.lay((30, 30, 50), times(mask, s.across((0, 255), (0.4, 80), (0.6, 0))), 0.4)


def _roofline() -> Image.Image:
    flat = Sheet(FLAT, [(0, (0, 0, 0)), (1, (0, 0, 0))])
    for index in range(8):
        left, right, top = index * 300.0, index * 300.0 + 300, 150 + (index * 67) % 70
        flat.fill(
            (255, 255, 255),
            [
                (left, 720),
                (left, top),
                (left + 40, top - 80),
                (right - 40, top - 80),
                (right, top),
                (right, 720),
            ],
        )
        flat.fill(
            (255, 255, 255),
            [(left + 50, top - 130), (left + 104, top - 130), (left + 104, top), (left + 50, top)],
        )
    return flat.image.getchannel(0)


def _embankment(s: Sheet) -> None:
    """On the right the river wall with its lamps, the river no lower than the street."""
    wall, lamps = s.stencil(), s.stencil()
    wall.polygon([(1276, 648), (1640, 700), (1640, 760), (1276, 660)])
    s.lay((96, 84, 92), wall.mask(1))
    for x, low, tall in ((1310, 652, 90), (1380, 664, 130), (1490, 690, 210)):
        lamps.box(x - tall / 50, low - tall, x + tall / 50, low + 6)
        lamps.polygon(
            [
                (x - tall / 14, low - tall),
                (x + tall / 14, low - tall),
                (x + tall / 20, low - tall * 1.14),
                (x - tall / 20, low - tall * 1.14),
            ]
        )
    s.lay((44, 40, 56), lamps.mask(0.9))


def _water(s: Sheet) -> None:
    """The street: everything upside down, broken by small waves, and a line of dry setts in the middle."""
    street = s.stencil()
    street.polygon([(-10, 942), (1270, 650), (1290, 650), (1640, 740), (1640, 1080), (-10, 1080)])
    mask = street.mask(1)
    s.fill((110, 100, 112), [(-10, 936), (1270, 648), (1640, 720), (1640, 1080), (-10, 1080)])
    # Each front has its foot on the slanted kerb: the mirror is sheared so that feet meet.
    slope = (652 - 938) / 1270
    coefficients = (1, 0, 0, 2 * slope, -1, 2 * 938)
    above = s.image.transform(s.size, Image.Transform.AFFINE, coefficients, Image.Resampling.BICUBIC)
    above = above.filter(ImageFilter.GaussianBlur((1.5, 5)))
    s.image.paste(above, (0, 0), mask.point([round(v * 0.82) for v in range(256)]))
    waves = s.clouds(170, 9, 5)
    s.brush((255, 226, 180), mask, 6, (190, 8), 0.5, (150, 225), light=True)
    s.lay((44, 42, 66), times(mask, waves, s.down((0, 0), (0.7, 60), (1, 255))), 0.55)
    s.glow(1290, 690, 420, (255, 216, 150), 0.5, tall=0.5)


def _walker(s: Sheet) -> None:
    body = s.stencil()
    figure(body, 1000, 866, 22, WALKING, 1, 0.8, 1.0, "hood")
    figure(body, 1046, 864, 18, WALKING | {"hand": (-1.0, 4.6)}, 1, 0.8, 0.8, "wool")
    mask = body.mask(0.9)
    broken = torn(mirrored(mask, 862), 4, 4)
    s.lay((34, 32, 50), times(broken, s.clouds(50, 8, 4).point([min(255, v * 2) for v in range(256)])), 0.7)
    s.lay((36, 34, 52), mask)
    s.rim(mask, (255, 226, 170), (3, -2), 0.8)
    rings = s.stencil()
    rings.line(smooth([(930, 868), (1010, 862), (1100, 866), (1010, 872)]), 2)
    s.shine((255, 236, 196), rings.mask(1), 0.8)
