"""The coach on her bicycle, the camera swung with her: she is sharp, the autumn bank behind is streaks."""

from __future__ import annotations

import math
import random

from PIL import Image, ImageFilter

from ..canvas import Colour, smooth, times
from ..figures import STANDING, figure, limb
from ..sheet import LANDSCAPE, Sheet, torn

GROUND = 872
SUN: Colour = (255, 214, 140)
RIDING = STANDING | {
    "head": (1.5, 7.15), "neck": (1.0, 6.35), "hip": (-0.35, 4.05), "elbow": (1.75, 5.15), "hand": (2.65, 4.75),
    "elbow2": (1.55, 5.3), "hand2": (2.7, 4.8), "knee": (1.15, 3.6), "foot": (0.85, 1.75), "knee2": (0.95, 2.75),
    "foot2": (0.3, 0.75),
}  # fmt: skip


def draw() -> Image.Image:
    s = Sheet(
        LANDSCAPE,
        [
            (0, (238, 196, 120)),
            (0.3, (240, 206, 146)),
            (0.5, (176, 180, 176)),
            (0.72, (110, 132, 146)),
            (1, (90, 76, 62)),
        ],
    )
    _bank(s)
    s.image.paste(s.image.filter(ImageFilter.GaussianBlur((66, 1.5))))
    _path(s)
    _bicycle(s)
    _leaves(s)
    s.glow(1500, 120, 900, SUN, 0.45)
    s.bloom(215, 22, 0.3)
    return s.finish(0.45, 0.5, 32)


def _bank(s: Sheet) -> None:
    """Trees over there, the river with a boat on it, the near bank's trunks: all to be blurred."""
    randomness = random.Random(8)
    for count, tones, middle, size in (
        (90, ((196, 120, 52), (214, 152, 64), (168, 90, 48)), 330, 60),
        (60, ((150, 72, 40), (226, 140, 48), (120, 84, 56)), 150, 96),
    ):
        for index in range(count):
            crown = s.stencil()
            crown.disc(
                randomness.uniform(-60, 1660),
                middle + randomness.gauss(0, 70),
                randomness.uniform(0.5, 1.2) * size,
            )
            s.lay(tones[index % 3], crown.mask(4), 0.75)
    river = s.down((0, 0), (0.44, 0), (0.46, 255), (0.7, 255), (0.72, 0))
    s.lay((122, 146, 160), river)
    s.brush((232, 190, 130), river, 4, (180, 12), 0.75, (110, 200))
    s.brush((60, 84, 104), river, 5, (260, 14), 0.6)
    boat = s.stencil()
    boat.polygon([(250, 590), (760, 590), (700, 604), (300, 604)])
    for x in range(330, 700, 62):
        boat.disc(x, 566, 13, tall=1.6)
    s.lay((240, 236, 220), boat.mask(1))
    trunks = s.stencil()
    for x in (120, 470, 1060, 1420):
        trunks.polygon([(x, -10), (x + 60, -10), (x + 74, 780), (x - 10, 780)])
    s.lay((70, 50, 44), trunks.mask(2), 0.8)
    grass = s.stencil()
    grass.box(-10, 740, 1610, 830)
    s.lay((140, 122, 60), torn(grass.mask(2), 3, 12))
    s.brush((90, 92, 50), grass.mask(2), 7, (60, 30), 0.7)


def _path(s: Sheet) -> None:
    path = s.down((0, 0), (0.772, 0), (0.782, 255), (1, 255))
    s.lay((150, 128, 102), path, 0.9)
    s.brush((206, 180, 140), path, 8, (900, 14), 0.7, light=True)
    s.brush((84, 66, 56), path, 9, (1100, 10), 0.6)
    shade = s.stencil()
    shade.polygon(smooth([(500, 876), (1100, 872), (900, 930), (420, 960), (240, 940)]))
    s.lay((50, 40, 44), torn(shade.mask(10), 4, 8), 0.6)


def _wheel(s: Sheet, x: float, y: float, radius: float) -> None:
    tyre, spokes = s.stencil(), s.stencil()
    tyre.pen.ellipse([3 * v for v in (x - radius, y - radius, x + radius, y + radius)], outline=255, width=27)
    for step in range(24):
        angle = math.tau * step / 24
        spokes.line([(x, y), (x + math.cos(angle) * radius, y + math.sin(angle) * radius)], 2, 160)
    blur = spokes.mask().rotate(4, center=(x, y))
    s.shine((255, 240, 210), times(blur.filter(ImageFilter.GaussianBlur(2.4))), 0.5)
    mask = tyre.mask(0.9)
    s.lay((34, 30, 32), mask)
    s.rim(mask, SUN, (3, -3), 0.6)
    guard = s.stencil()
    guard.pen.arc(
        [3 * v for v in (x - radius - 12, y - radius - 12, x + radius + 12, y + radius + 12)],
        190,
        330,
        fill=255,
        width=18,
    )
    s.lay((52, 84, 78), guard.mask(0.9))


def _bicycle(s: Sheet) -> None:
    head, x = 68.0, 800.0
    rear, front = (630.0, GROUND - 126.0), (1040.0, GROUND - 126.0)
    _wheel(s, *rear, 126)
    _wheel(s, *front, 126)
    frame, steel = s.stencil(), s.stencil()
    crank, seat, bar = (806.0, GROUND - 104.0), (762.0, GROUND - 290.0), (978.0, GROUND - 330.0)
    for start, end in (
        (rear, crank),
        (rear, seat),
        (seat, crank),
        (crank, (992, GROUND - 272)),
        ((768, GROUND - 262), (988, GROUND - 290)),
        (bar, front),
    ):
        limb(frame, start, end, 7, 7)
    steel.line(smooth([bar, (984, GROUND - 348), (940, GROUND - 356), (910, GROUND - 344)], closed=False), 9)
    steel.polygon(
        smooth([(716, GROUND - 300), (760, GROUND - 308), (806, GROUND - 296), (760, GROUND - 286)])
    )
    steel.disc(*crank, 34)
    steel.line([crank, (832, GROUND - 56)], 10)
    steel.line([crank, (780, GROUND - 152)], 10)
    steel.polygon([(548, GROUND - 270), (700, GROUND - 276), (700, GROUND - 262), (548, GROUND - 256)])
    basket = s.stencil()
    basket.polygon([(1000, GROUND - 350), (1130, GROUND - 356), (1112, GROUND - 258), (1012, GROUND - 256)])
    rider, shirt, face = s.stencil(), s.stencil(), s.stencil()
    at = figure(rider, x - 8, GROUND - 24, head, RIDING, 1, 0.78, 0.25, "wool")
    body = rider.mask(1)
    green = frame.mask(0.9)
    s.lay((44, 76, 72), green)
    s.rim(green, SUN, (2, -3), 0.7)
    s.lay((30, 28, 30), steel.mask(0.9))
    s.lay((58, 48, 58), body)
    limb(shirt, (at["neck"][0] - 4, at["neck"][1] + 36), (at["hip"][0], at["hip"][1] + 12), 62, 46)
    shoulder = (at["neck"][0] - 6, at["neck"][1] + 34)
    limb(shirt, shoulder, at["elbow"], 25, 18)
    limb(shirt, at["elbow"], (at["hand"][0] - 16, at["hand"][1] - 2), 18, 13)
    jacket = times(shirt.mask(1.2), body)
    s.lay((170, 52, 46), jacket)
    s.brush((110, 28, 34), jacket, 6, (60, 80), 0.5)
    face.disc(at["head"][0] + 5, at["head"][1] + 8, 27, tall=1.15)
    face.polygon(
        [
            (at["head"][0] + 26, at["head"][1]),
            (at["head"][0] + 38, at["head"][1] + 14),
            (at["head"][0] + 26, at["head"][1] + 18),
        ]
    )
    face.disc(*at["hand"], 13)
    s.lay((206, 150, 112), face.mask(1))
    cap = s.stencil()
    cap.polygon(
        smooth(
            [
                (at["head"][0] - 34, at["head"][1] - 2),
                (at["head"][0] - 28, at["head"][1] - 34),
                (at["head"][0] + 4, at["head"][1] - 46),
                (at["head"][0] + 32, at["head"][1] - 26),
                (at["head"][0] + 34, at["head"][1] - 6),
            ]
        )
    )
    s.lay((236, 226, 204), cap.mask(1))
    scarf = s.stencil()
    scarf.polygon(
        smooth(
            [
                (at["neck"][0] - 24, at["neck"][1] - 10),
                (at["neck"][0] + 34, at["neck"][1] - 14),
                (at["neck"][0] + 30, at["neck"][1] + 16),
                (at["neck"][0] - 20, at["neck"][1] + 22),
                (at["neck"][0] - 150, at["neck"][1] + 8),
                (at["neck"][0] - 190, at["neck"][1] + 34),
                (at["neck"][0] - 180, at["neck"][1] - 12),
            ]
        )
    )
    s.lay((226, 206, 150), scarf.mask(1))
    whole = s.stencil()
    figure(whole, x - 8, GROUND - 24, head, RIDING, 1, 0.78, 0.25, "wool")
    s.model(whole.mask(1), SUN, (30, 22, 36), (10, -8), 9, 0.6)
    s.rim(whole.mask(1), (255, 232, 180), (3, -3), 0.6)
    wicker = basket.mask(1)
    s.lay((140, 96, 54), wicker)
    s.brush((214, 164, 98), wicker, 5, (16, 8), 0.8)
    horn = s.stencil()
    horn.polygon([(1024, GROUND - 400), (1124, GROUND - 430), (1136, GROUND - 366), (1030, GROUND - 370)])
    s.lay((236, 232, 220), horn.mask(1))
    s.model(horn.mask(1), (255, 250, 230), (80, 70, 66), (4, -8), 7, 0.7)


def _leaves(s: Sheet) -> None:
    randomness, leaves = random.Random(13), s.stencil()
    for _ in range(46):
        x, y, size = randomness.uniform(0, 1600), randomness.uniform(60, 1000), randomness.uniform(4, 11)
        leaves.line(
            [(x, y), (x + size * 3, y + randomness.gauss(0, 3))], size * 0.7, randomness.randrange(90, 230)
        )
    s.lay((226, 132, 40), leaves.mask(1.4), 0.75)
