"""An eight from the side in white morning mist, oars just lifted, hull and crew again in still water."""

from __future__ import annotations

from PIL import Image, ImageChops

from ..canvas import Colour, Stencil, smooth, times
from ..figures import Joints, figure
from ..sheet import WIDE, Sheet, mirrored, torn, water_light

HORIZON = 372
LINE = 560
WHITE: Colour = (250, 246, 236)
CATCH: Joints = {
    "head": (1.15, 3.1), "neck": (0.85, 2.35), "hip": (-0.2, 0.55), "elbow": (1.8, 1.75), "hand": (2.75, 1.7),
    "elbow2": (1.7, 1.6), "hand2": (2.7, 1.5), "knee": (1.15, 1.65), "foot": (2.2, 0.45), "knee2": (1.3, 1.5),
    "foot2": (2.3, 0.4),
}  # fmt: skip
COX: Joints = CATCH | {
    "head": (0.2, 2.55), "neck": (0, 1.85), "hip": (-0.3, 0.3), "elbow": (0.4, 1.1), "hand": (0.9, 0.9),
    "elbow2": (0.4, 1.1), "hand2": (1.0, 0.8), "knee": (1.0, 0.9), "foot": (1.5, 0.3), "knee2": (1.0, 0.9),
    "foot2": (1.6, 0.3),
}  # fmt: skip


def draw() -> Image.Image:
    s = Sheet(
        WIDE, [(0, (206, 214, 220)), (0.25, (230, 228, 224)), (0.41, (252, 240, 216)), (1, (252, 240, 216))]
    )
    s.brush((176, 188, 204), s.down((0, 230), (0.3, 60), (0.4, 0)), 6, (600, 60), 0.5)
    s.glow(330, 250, 620, (255, 236, 190), 0.9, tall=0.7)
    s.glow(330, 236, 66, (255, 252, 240), 1.0, fall=0.7)
    _shore(s)
    s.reflect(HORIZON, 5, 0.6, 1.0, water_light(s, HORIZON, 9, (255, 248, 230), (150, 164, 178), 0.4))
    s.mist(WHITE, 4, (0.3, 0), (0.41, 235), (0.48, 130), (0.58, 0), wide=900)
    _boat(s)
    s.mist(WHITE, 8, (0.5, 0), (0.6, 110), (0.66, 150), (0.76, 0), wide=1100)
    _rings(s)
    return s.finish(0.22, 0.42, 30)


def _shore(s: Sheet) -> None:
    """The Long Bridge and a row of poplars, hardly there."""
    bridge, trees = s.stencil(), s.stencil()
    bridge.polygon(smooth([(640, 316), (1100, 286), (1640, 300)], closed=False) + [(1640, 380), (640, 380)])
    arches = s.stencil()
    for step in range(6):
        x = 690 + step * 156
        arches.disc(x + 66, 380, 66, tall=0.92)
    s.lay((170, 182, 196), ImageChops.subtract(bridge.mask(1.6), arches.mask(1.6)), 0.75)
    for step in range(15):
        x, tall = 30 + step * 42 + (step * 37) % 17, 90 + (step * 53) % 70
        trees.disc(x, HORIZON - tall * 0.5, 17, tall=tall / 34)
    s.lay((188, 192, 190), torn(trees.mask(2), 5, 5), 0.75)
    s.mist((252, 242, 220), 3, (0.2, 0), (0.38, 150), (0.41, 220))


def _boat(s: Sheet) -> None:
    hull, far, crew, near = s.stencil(), s.stencil(), s.stencil(), s.stencil()
    hull.polygon(
        smooth([(120, LINE - 12), (420, LINE - 26), (1100, LINE - 27), (1500, LINE - 16)], closed=False)
        + smooth([(1500, LINE - 13), (1080, LINE + 3), (440, LINE + 4), (120, LINE - 9)], closed=False)
    )
    caps = s.stencil()
    for seat in range(8):
        x = 330 + seat * 122
        at = figure(
            crew,
            x,
            LINE - 12,
            25,
            CATCH,
            1,
            0.68,
            0.0,
            ("bun", "", "cap", "bun", "long", "", "bun", "cap")[seat],
        )
        _oar(near if seat % 2 else far, at["hand"], 1 if seat % 2 else -1)
        caps.disc(at["hip"][0] + 10, at["hip"][1] - 18, 16)
    figure(crew, 1392, LINE - 12, 23, COX, -1, 0.7, 0.2, "cap")
    blades = far.mask(1)
    s.lay((150, 156, 168), blades, 0.85)
    body, wood, oars = crew.mask(0.8), hull.mask(0.8), near.mask(0.8)
    whole = ImageChops.lighter(ImageChops.lighter(body, wood), oars)
    s.lay(
        (96, 108, 128),
        times(
            torn(mirrored(whole, LINE + 2, 0.9), 4, 3, 0.4), s.down((0, 255), (0.6, 255), (0.86, 60), (1, 0))
        ),
        0.62,
    )
    s.lay((64, 72, 92), body)
    vest = s.stencil()
    for seat in range(8):
        x = 330 + seat * 122
        vest.polygon([(x - 16, LINE - 34), (x + 6, LINE - 78), (x + 30, LINE - 66), (x + 8, LINE - 22)])
    s.lay((172, 62, 58), times(vest.mask(1.4), body), 0.85)
    s.model(body, (255, 238, 206), (40, 46, 66), (-6, -3), 5, 0.65)
    s.rim(body, (255, 244, 220), (-3, -2), 0.7)
    s.lay((198, 160, 104), wood)
    s.model(wood, (255, 246, 222), (86, 62, 50), (0, -8), 6, 0.9)
    s.lay((70, 74, 88), oars)
    s.rim(oars, WHITE, (-1, -2), 0.5)


def _oar(pen: Stencil, hand: tuple[float, float], side: int) -> None:
    """From the hands over the rigger to a blade that hangs above the water."""
    x, y = hand
    tip = (x - 116, y + side * 62 + (8 if side > 0 else -6))
    pen.line([(x + 6, y), tip], 4.4)
    pen.polygon(
        [
            (tip[0] + 30, tip[1] - side * 18 - 5),
            (tip[0] + 8, tip[1] - side * 3 - 7),
            (tip[0] - 30, tip[1] + side * 16 - 7),
            (tip[0] - 34, tip[1] + side * 18 + 6),
            (tip[0] + 6, tip[1] + 8),
            (tip[0] + 30, tip[1] - side * 18 + 6),
        ]
    )
    pen.line([(x - 40, LINE - 24), (x - 34, y + side * 20)], 2.4)


def _rings(s: Sheet) -> None:
    """Where the blades left the water, and the line of the wake."""
    rings = s.stencil()
    for seat in range(1, 8, 2):
        x = 330 + seat * 122 - 20
        for step, size in enumerate((20, 36)):
            rings.pen.ellipse(
                [
                    3 * v
                    for v in (
                        x - size,
                        LINE + 62 - size * 0.2 + step,
                        x + size,
                        LINE + 62 + size * 0.2 + step,
                    )
                ],
                outline=190 - 60 * step,
                width=6,
            )
    rings.line([(1500, LINE), (1640, LINE + 12)], 3, 140)
    rings.line([(120, LINE - 4), (60, LINE + 10)], 2, 120)
    s.lay((255, 255, 250), rings.mask(1), 0.7)
