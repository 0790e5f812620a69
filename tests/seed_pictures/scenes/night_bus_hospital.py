"""A bus with its doors open before a dark hospital in the rain; three of the night shift cross the light."""

from __future__ import annotations

import random

from PIL import Image, ImageFilter

from ..canvas import Colour, smooth, times
from ..figures import STANDING, WALKING, figure, limb
from ..sheet import LANDSCAPE, Sheet, rain, torn

GROUND = 800
COOL: Colour = (206, 246, 232)
RED: Colour = (255, 70, 54)


def draw() -> Image.Image:
    s = Sheet(LANDSCAPE, [(0, (8, 22, 26)), (0.4, (20, 44, 46)), (0.75, (34, 62, 60)), (1, (8, 14, 18))])
    _hospital(s)
    _bus(s)
    _wet(s)
    _people(s)
    s.glow(760, 560, 900, (120, 190, 170), 0.35, tall=0.7)
    s.bloom(190, 30, 0.6)
    s.shine((196, 236, 226), rain(s, 7, 1100, 40, -0.14, 1.3), 0.36)
    return s.finish(0.6, 0.55, 73)


def _hospital(s: Sheet) -> None:
    block, panes, randomness = s.stencil(), s.stencil(), random.Random(12)
    block.box(120, 60, 1180, GROUND)
    block.box(1180, 240, 1620, GROUND)
    block.box(520, 20, 700, 70)
    s.lay((14, 30, 36), block.mask(1.4))
    s.brush((34, 60, 64), block.mask(1.4), 4, (300, 200), 0.5)
    dim = s.stencil()
    for row in range(8):
        for column in range(17):
            x, y = 158 + column * 60, 96 + row * 74
            if randomness.random() < 0.14:
                panes.box(x, y, x + 42, y + 40, randomness.choice((255, 200, 150)))
            else:
                dim.box(x, y, x + 42, y + 40, randomness.randrange(40, 120))
    for row in range(5):
        for column in range(7):
            x, y = 1212 + column * 60, 280 + row * 74
            (panes if randomness.random() < 0.1 else dim).box(x, y, x + 42, y + 40, 190)
    s.shine((60, 96, 104), dim.mask(1), 0.5)
    s.shine((226, 226, 160), panes.mask(1), 0.75)
    s.shine((226, 226, 160), panes.mask(14), 0.35)
    cross = s.stencil()
    cross.box(1080, 108, 1104, 180)
    cross.box(1056, 132, 1128, 156)
    s.shine(RED, cross.mask(1))
    s.glow(1092, 144, 180, RED, 0.6)
    porch = s.stencil()
    porch.box(1210, 560, 1480, 590)
    s.fill((150, 196, 176), [(1230, 590), (1460, 590), (1460, GROUND), (1230, GROUND)], blur=2)
    s.fill((16, 34, 38), [(1338, 590), (1350, 590), (1350, GROUND), (1338, GROUND)])
    s.lay((10, 20, 24), porch.mask(1))
    s.glow(1345, 700, 420, (140, 220, 190), 0.5)


def _bus(s: Sheet) -> None:
    """From the side, its front to the left: a low roof line, tall panes, two open doors."""
    body, glass, wheels, doors = s.stencil(), s.stencil(), s.stencil(), s.stencil()
    body.polygon(
        smooth(
            [(170, 790), (166, 560), (190, 452), (230, 430), (1080, 430), (1120, 452), (1124, 790)],
            closed=False,
            steps=6,
        )
    )
    shell = body.mask(1)
    s.lay((24, 84, 78), shell)
    s.lay(
        (226, 226, 206), times(shell, s.down((0, 0), (0.63, 0), (0.635, 255), (0.66, 255), (0.665, 0))), 0.9
    )
    s.model(shell, (150, 210, 196), (4, 16, 18), (-4, -14), 12, 0.7)
    for left, right in ((190, 270), (410, 560), (572, 722), (880, 1000), (1010, 1100)):
        glass.polygon([(left, 470), (right, 470), (right, 636), (left, 636)])
    for left in (288, 744):
        doors.box(left, 462, left + 110, 776)
    inside = s.stencil()
    panes, open_ = glass.mask(0.9), doors.mask(0.9)
    s.lay((186, 226, 200), panes)
    s.lay((232, 250, 226), open_)
    s.brush((255, 255, 236), panes, 5, (160, 60), 0.6, light=True)
    inside.box(180, 470, 1110, 486)
    for x in (300, 330, 450, 520, 600, 690, 760, 900, 970, 1050):
        inside.box(x, 470, x + 5, 776)
    for x in (430, 500, 640, 910, 1030):
        inside.polygon(smooth([(x, 640), (x + 2, 570), (x + 40, 566), (x + 44, 640)]))
    riders = s.stencil()
    for x, hat in ((455, "wool"), (664, "bun"), (946, "cap")):
        figure(riders, x, 790, 30, STANDING, -1, 0.85, 0.0, hat)
    fittings = times(inside.mask(0.9), _either(panes, open_))
    s.lay((84, 126, 116), fittings, 0.8)
    s.lay((30, 54, 56), times(riders.mask(1), panes))
    driver = s.stencil()
    figure(driver, 232, 796, 32, STANDING, -1, 0.85, 0.0, "cap")
    s.lay((24, 44, 48), times(driver.mask(1), panes))
    s.fill((8, 20, 22), [(560, 470), (572, 470), (572, 640), (560, 640)])
    s.fill((16, 18, 20), [(196, 440), (400, 440), (400, 464), (196, 464)])
    letters = s.stencil()
    for x in (212, 226, 252, 268, 284, 300, 326, 342, 358, 374):
        letters.box(x, 446, x + 10, 459, 230)
    s.shine((255, 186, 70), letters.mask(0.6))
    for x in (330, 960):
        wheels.disc(x + 140 if x < 400 else x, 790, 54)
    rubber = wheels.mask(0.9)
    s.lay((8, 12, 14), rubber)
    s.model(rubber, (110, 150, 144), (2, 4, 6), (0, -8), 6, 0.5)
    s.glow(172, 720, 200, (255, 250, 216), 0.95, fall=2.6)
    s.glow(1122, 700, 120, RED, 0.9, fall=2.4)


def _either(first: Image.Image, second: Image.Image) -> Image.Image:
    both = first.copy()
    both.paste(255, (0, 0), second)
    return both


def _wet(s: Sheet) -> None:
    """Asphalt that holds the whole bus in long smears."""
    above = s.image.crop((0, GROUND - 420, s.width, GROUND + 30)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    above = above.filter(ImageFilter.GaussianBlur((5, 26)))
    ground = s.down((0, 0), (0.772, 0), (0.776, 255), (1, 255))
    s.lay((12, 20, 24), ground)
    pool = Image.new("RGB", s.size)
    pool.paste(above, (0, GROUND + 30))
    rough = s.clouds(160, 16, 5).point([min(255, 60 + v) for v in range(256)])
    s.image.paste(pool, (0, 0), times(ground, rough, s.down((0, 255), (0.77, 255), (1, 90))))
    s.brush((4, 8, 10), ground, 7, (120, 10), 0.55)
    s.fill((62, 84, 82), [(-10, 832), (1610, 820), (1610, 832), (-10, 846)], strength=0.6)
    rings, randomness = s.stencil(), random.Random(8)
    for _ in range(90):
        near = randomness.random()
        x, y, size = randomness.uniform(0, 1600), 850 + near * 210, 6 + 16 * near
        rings.pen.ellipse(
            [3 * v for v in (x - size, y - size * 0.25, x + size, y + size * 0.25)],
            outline=randomness.randrange(60, 190),
            width=4,
        )
    s.shine(COOL, rings.mask(0.9), 0.5)


def _people(s: Sheet) -> None:
    group, dome = s.stencil(), s.stencil()
    figure(group, 1240, 900, 36, WALKING, -1, 0.78, 1.2, "hood")
    at = figure(
        group, 1068, 930, 40, WALKING | {"hand2": (0.7, 5.2), "elbow2": (0.9, 4.6)}, -1, 0.8, 1.5, "bun"
    )
    figure(group, 856, 884, 35, STANDING, -1, 0.85, 1.0, "wool")
    hx, hy = at["hand2"]
    limb(group, (hx, hy + 10), (hx - 2, hy - 150), 3, 3)
    dome.polygon(
        smooth(
            [
                (hx - 126, hy - 80),
                (hx - 96, hy - 128),
                (hx - 2, hy - 160),
                (hx + 92, hy - 128),
                (hx + 122, hy - 80),
            ],
            closed=False,
        )
        + smooth(
            [(hx + 122, hy - 80), (hx + 60, hy - 96), (hx, hy - 82), (hx - 62, hy - 96), (hx - 126, hy - 80)],
            closed=False,
        )
    )
    for x, y, wide in ((1240, 900, 26), (1068, 930, 30), (856, 884, 26)):
        streak = s.stencil()
        streak.polygon([(x - wide, y), (x + wide, y), (x + wide + 30, y + 150), (x - wide + 10, y + 150)])
        s.lay((2, 6, 8), torn(streak.mask(9), round(x), 8), 0.75)
    mask = group.mask(0.9)
    s.lay((8, 16, 20), mask)
    s.model(mask, (120, 190, 170), (2, 4, 6), (-10, -3), 8, 0.6)
    s.rim(mask, COOL, (-3, -2), 0.8)
    cover = dome.mask(0.9)
    s.lay((150, 34, 40), cover)
    s.model(cover, (255, 150, 130), (50, 6, 14), (-14, -8), 12, 0.8)
