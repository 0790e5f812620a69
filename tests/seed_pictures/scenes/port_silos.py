"""The grain silos in the last sun: pink cylinders, one blue shadow across them, one man with his bicycle."""

from __future__ import annotations

import math

from PIL import Image

from ..canvas import Colour, mix, smooth, times
from ..figures import WALKING, figure
from ..sheet import WIDE, Sheet, torn

GROUND = 744
SUNSET: Colour = (255, 196, 150)
SHADE: Colour = (74, 72, 132)


def draw() -> Image.Image:
    s = Sheet(
        WIDE,
        [
            (0, (92, 132, 186)),
            (0.4, (176, 176, 200)),
            (0.7, (250, 196, 170)),
            (0.83, (255, 212, 176)),
            (1, (176, 130, 120)),
        ],
    )
    s.brush(
        (255, 220, 206), s.down((0, 30), (0.4, 200), (0.8, 60)), 4, (700, 30), 0.5, (140, 230), light=True
    )
    _silos(s)
    _tower(s)
    _yard(s)
    _shadow(s)
    _man(s)
    return s.finish(0.35, 0.45, 91)


def _silos(s: Sheet) -> None:
    """Nine drums in a row, each round because the light falls off along it."""
    for index in range(9):
        left = 330 + index * 132.0
        drum = s.stencil()
        drum.box(left, 190, left + 130, GROUND)
        drum.disc(left + 65, 190, 65, tall=0.16)
        mask = drum.mask(0.7)
        s.lay((232, 168, 150), mask)
        slices = s.stencil()
        for step in range(26):
            place = step / 25
            level = 255 * max(0.0, math.cos((place - 0.86) * 2.3)) ** 1.4
            slices.box(left + place * 126, 160, left + place * 126 + 5.4, GROUND, round(255 - level))
        s.lay(SHADE, times(slices.mask(3), mask), 0.82)
        gleam = s.stencil()
        gleam.box(left + 96, 180, left + 112, GROUND)
        s.shine((255, 230, 196), times(gleam.mask(8), mask), 0.5)
        rings = s.stencil()
        for y in range(236, GROUND, 42):
            rings.line(smooth([(left, y - 6), (left + 65, y + 5), (left + 130, y - 6)], closed=False), 2)
        s.lay((120, 70, 90), times(rings.mask(0.7), mask), 0.35)
        s.brush(
            (150, 84, 80),
            times(mask, s.down((0, 255), (0.5, 120), (1, 200))),
            index + 3,
            (26, 260),
            0.4,
            (140, 220),
        )
        top = s.stencil()
        top.disc(left + 65, 188, 63, tall=0.14)
        s.lay((255, 214, 190), top.mask(0.8), 0.85)
    bridge = s.stencil()
    bridge.box(300, 120, 1560, 160)
    for x in range(340, 1540, 66):
        bridge.box(x, 158, x + 6, 190)
    mask = bridge.mask(0.8)
    s.lay((206, 150, 146), mask)
    s.lay(SHADE, times(mask, s.down((0, 0), (0.155, 0), (0.18, 255), (0.3, 255))), 0.7)
    panes = s.stencil()
    for x in range(324, 1540, 30):
        panes.box(x, 130, x + 18, 144)
    s.lay((92, 84, 130), panes.mask(0.7), 0.8)
    s.rim(mask, (255, 236, 210), (0, -3), 0.7)


def _tower(s: Sheet) -> None:
    """The elevator at the near end, flat and tall, with its pipe down to the quay."""
    front = s.fill((222, 150, 132), [(150, 40), (330, 40), (330, GROUND), (150, GROUND)])
    s.fill(mix(SHADE, (160, 110, 130), 0.4), [(96, 66), (150, 40), (150, GROUND), (96, GROUND)])
    s.brush((150, 88, 86), front, 5, (60, 300), 0.5)
    s.shine(SUNSET, times(front, s.across((0, 0), (0.1, 40), (0.2, 255), (1, 255))), 0.3)
    panes, pipe = s.stencil(), s.stencil()
    for row in range(8):
        panes.box(200, 100 + row * 76, 222, 144 + row * 76)
        panes.box(262, 100 + row * 76, 284, 144 + row * 76)
    s.lay((84, 70, 116), panes.mask(0.7), 0.85)
    s.shine((255, 240, 190), times(panes.mask(0.7), s.down((0, 0), (0.1, 255), (0.3, 255), (0.32, 0))), 0.8)
    pipe.line([(150, 210), (20, 560), (20, 700)], 18)
    pipe.line([(90, 380), (90, GROUND)], 6)
    mask = pipe.mask(0.8)
    s.lay((92, 70, 100), mask)
    s.rim(mask, SUNSET, (4, -2), 0.8)
    mast = s.stencil()
    mast.box(236, -10, 241, 42)
    s.lay((92, 70, 100), mast.mask(0.7))


def _yard(s: Sheet) -> None:
    ground = s.down((0, 0), (0.825, 0), (0.83, 255), (1, 255))
    s.lay((206, 150, 128), ground)
    s.brush((150, 98, 100), ground, 6, (420, 12), 0.6)
    s.brush((255, 220, 180), ground, 7, (520, 10), 0.5, (140, 220), light=True)
    rails = s.stencil()
    for y in (792, 822):
        rails.line([(-10, y), (1610, y - 8)], 4)
    s.lay((96, 62, 84), rails.mask(0.8))
    s.shine(
        (255, 240, 210), rails.mask(0.8).transform(s.size, Image.Transform.AFFINE, (1, 0, 0, 0, 1, 3)), 0.5
    )
    wagons = s.stencil()
    for x in (1180, 1350):
        wagons.polygon([(x, 690), (x + 156, 690), (x + 146, 764), (x + 10, 764)])
        for wheel in (x + 36, x + 120):
            wagons.disc(wheel, 774, 15)
    mask = wagons.mask(0.8)
    s.lay((104, 58, 76), mask)
    s.model(mask, (255, 170, 130), (44, 30, 70), (10, -8), 8, 0.7)


def _shadow(s: Sheet) -> None:
    """A crane that we do not see, laid across yard and drums."""
    cast = s.stencil()
    cast.polygon([(1700, 640), (1700, 700), (760, 330), (766, 300)])
    for step in range(12):
        x, y = 820 + step * 74, 336 + step * 28.5
        cast.line([(x, y - 16), (x + 40, y + 34), (x + 74, y + 12)], 7)
    cast.polygon([(1040, GROUND), (1110, GROUND), (1240, 900), (1120, 900)])
    cast.polygon([(1046, GROUND), (1100, GROUND), (1010, 410), (980, 400)])
    s.lay(SHADE, times(torn(cast.mask(3), 3, 2), s.across((0, 0), (0.2, 0), (0.22, 255))), 0.5)


def _man(s: Sheet) -> None:
    body, bike, cast = s.stencil(), s.stencil(), s.stencil()
    figure(body, 560, 836, 21, WALKING | {"hand2": (1.1, 4.5)}, 1, 0.8, 0.9, "cap")
    for x in (592, 670):
        bike.pen.ellipse([3 * v for v in (x - 30, 778, x + 30, 838)], outline=255, width=8)
    for start, end in (
        ((592, 808), (622, 770)),
        ((622, 770), (660, 766)),
        ((622, 770), (632, 808)),
        ((632, 808), (660, 766)),
        ((592, 808), (632, 808)),
        ((660, 752), (670, 808)),
        ((650, 750), (674, 752)),
        ((620, 758), (622, 770)),
    ):
        bike.line([start, end], 3.4)
    cast.polygon([(540, 838), (690, 838), (310, 880), (150, 876)])
    s.lay(SHADE, torn(cast.mask(5), 4, 5), 0.55)
    for pen in (bike, body):
        mask = pen.mask(0.8)
        s.lay((56, 40, 76), mask)
        s.rim(mask, (255, 214, 170), (3, -2), 0.8)
