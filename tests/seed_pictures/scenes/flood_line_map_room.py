"""A flood map on a table under a hanging lamp; two people lean over it from either side."""

from __future__ import annotations

import random

from PIL import Image, ImageChops

from ..canvas import Colour, clouds, levels, smooth, times
from ..figures import STANDING, figure, limb
from ..sheet import LANDSCAPE, Sheet, onto, torn

LAMP: Colour = (255, 240, 200)
TABLE = [(430, 560), (1170, 560), (1400, 850), (200, 850)]
LEANING = STANDING | {
    "head": (1.75, 5.75), "neck": (1.2, 5.35), "hip": (-0.35, 3.6), "elbow": (1.55, 4.3), "hand": (1.9, 3.35),
    "elbow2": (2.1, 4.4), "hand2": (3.0, 3.55), "knee": (-0.3, 1.9), "knee2": (0.2, 1.9),
}  # fmt: skip


def draw() -> Image.Image:
    s = Sheet(LANDSCAPE, [(0, (30, 44, 44)), (0.5, (48, 66, 60)), (0.75, (30, 38, 38)), (1, (14, 18, 20))])
    _walls(s)
    s.glow(800, 420, 900, (206, 214, 160), 0.5)
    _person(s, 330, 1, (92, 70, 60), "bun")
    _person(s, 1270, -1, (62, 76, 92), "")
    s.lay((12, 16, 18), s.down((0, 0), (0.78, 0), (0.88, 255)), 0.9)
    _table(s)
    _hands(s)
    _lamp(s)
    s.bloom(205, 34, 0.45)
    return s.finish(0.65, 0.5, 61)


def _walls(s: Sheet) -> None:
    """Chests of shallow drawers, pigeonholes with rolled plans, an old chart in a frame."""
    chest, holes, rolls, knobs = s.stencil(), s.stencil(), s.stencil(), s.stencil()
    randomness = random.Random(9)
    for row in range(6):
        for column in range(4):
            x, y = 60 + column * 96, 120 + row * 78
            holes.box(x, y, x + 88, y + 70)
            for _ in range(randomness.randrange(2, 6)):
                rolls.disc(
                    x + randomness.uniform(16, 72),
                    y + randomness.uniform(30, 58),
                    randomness.uniform(9, 15),
                    randomness.randrange(120, 255),
                )
    for row in range(9):
        for column in range(2):
            x, y = 1120 + column * 250, 150 + row * 52
            chest.box(x, y, x + 242, y + 46, 140 + (row * 37 + column * 60) % 110)
            knobs.box(x + 96, y + 18, x + 146, y + 27)
    s.lay((86, 62, 44), chest.mask(1), 0.85)
    s.model(chest.mask(1), (214, 186, 130), (20, 14, 14), (-3, 4), 3, 0.5)
    s.shine((214, 186, 120), knobs.mask(0.8), 0.6)
    s.lay((18, 18, 18), holes.mask(1), 0.9)
    ends = rolls.mask(0.9)
    s.lay((196, 182, 146), ends)
    s.model(ends, (255, 246, 210), (60, 48, 36), (5, 4), 4, 0.7)
    s.fill((44, 32, 26), [(580, 90), (1010, 90), (1010, 390), (580, 390)])
    s.fill((176, 166, 130), [(598, 108), (992, 108), (992, 372), (598, 372)])
    river = s.stencil()
    river.line(smooth([(600, 170), (700, 220), (800, 200), (880, 290), (990, 330)], closed=False), 26)
    s.lay((92, 118, 118), river.mask(1.4))
    s.brush((70, 60, 44), s.down((0, 0), (0.1, 120), (0.4, 0)), 4, (90, 60), 0.3)


def _map() -> Image.Image:
    """The sheet itself: streets, the river, and two flood lines that do not agree."""
    flat = Sheet((1200, 760), [(0, (238, 230, 204)), (1, (230, 220, 192))])
    randomness = random.Random(5)
    blocks = flat.stencil()
    for column in range(22):
        for row in range(14):
            if randomness.random() < 0.82:
                x, y = column * 55 + row * 9 - 60, row * 55 + (column % 3) * 4
                blocks.polygon(
                    [(x, y), (x + 45, y + 5), (x + 47, y + 43), (x + 2, y + 40)],
                    randomness.randrange(90, 230),
                )
    flat.lay((206, 164, 128), blocks.mask(0.8))
    flood, river, new, old = (flat.stencil() for _ in range(4))
    low = smooth([(-40, 420), (200, 330), (420, 400), (640, 300), (860, 360), (1240, 190)], closed=False)
    high = smooth([(-40, 640), (240, 600), (460, 690), (700, 560), (940, 640), (1240, 470)], closed=False)
    flood.polygon(low + high[::-1])
    flat.lay((104, 158, 190), flood.mask(1), 0.62)
    river.line(
        smooth([(-40, 540), (220, 470), (450, 550), (680, 440), (900, 500), (1240, 330)], closed=False), 74
    )
    flat.lay((46, 96, 142), river.mask(1))
    new.line(
        smooth([(-40, 400), (240, 300), (470, 392), (700, 330), (800, 380), (1240, 260)], closed=False), 9
    )
    old.line(
        smooth([(-40, 380), (200, 290), (420, 330), (640, 200), (860, 220), (1240, 110)], closed=False), 5
    )
    flat.lay((186, 40, 36), new.mask(0.8))
    flat.lay((50, 56, 90), times(old.mask(0.8), levels(clouds((18, 18), 3, 1, flat.size), 110, 120)))
    flat.fill((246, 242, 226), [(930, 560), (1170, 560), (1170, 730), (930, 730)], strength=0.9)
    for step, tone in enumerate(((46, 96, 142), (104, 158, 190), (186, 40, 36))):
        flat.fill(
            tone,
            [
                (950, 584 + step * 48),
                (1000, 584 + step * 48),
                (1000, 614 + step * 48),
                (950, 614 + step * 48),
            ],
        )
        flat.fill(
            (110, 104, 96),
            [
                (1014, 594 + step * 48),
                (1140, 594 + step * 48),
                (1140, 601 + step * 48),
                (1014, 601 + step * 48),
            ],
        )
    folds = flat.stencil()
    for x in (300, 600, 900):
        folds.box(x, 0, x + 4, 760)
    folds.box(0, 378, 1200, 382)
    flat.lay((150, 140, 116), folds.mask(1.5), 0.7)
    return flat.image


def _table(s: Sheet) -> None:
    s.fill((72, 48, 34), [(360, 540), (1240, 540), (1500, 880), (100, 880)])
    s.fill((34, 24, 20), [(100, 880), (1500, 880), (1480, 960), (120, 960)])
    legs = s.stencil()
    legs.polygon([(150, 950), (230, 950), (220, 1090), (170, 1090)])
    legs.polygon([(1370, 950), (1450, 950), (1430, 1090), (1380, 1090)])
    s.lay((24, 18, 16), legs.mask(1))
    shade = s.stencil()
    shade.polygon([(x + 8, y + 10) for x, y in TABLE])
    s.lay((20, 14, 12), shade.mask(7), 0.7)
    paper = s.stencil()
    paper.polygon(TABLE)
    s.image.paste(onto(_map(), TABLE, s.size), (0, 0), paper.mask(0.8))
    light = Sheet(s.size, [(0, (0, 0, 0)), (1, (0, 0, 0))])
    light.glow(800, 690, 720, (255, 255, 255), 1.0, tall=0.5, fall=1.1)
    s.lay((18, 26, 34), times(paper.mask(1), ImageChops.invert(light.image.getchannel(0))), 0.85)
    s.shine((255, 244, 206), times(paper.mask(1), light.image.getchannel(0)), 0.22)
    weights, mug = s.stencil(), s.stencil()
    for x, y in ((452, 580), (1150, 582), (262, 826)):
        weights.polygon([(x - 20, y), (x + 20, y), (x + 15, y - 26), (x - 15, y - 26)])
    mask = weights.mask(0.9)
    s.lay((56, 52, 48), mask)
    s.model(mask, LAMP, (14, 14, 14), (0, -5), 4, 0.8)
    mug.polygon([(1330, 790), (1386, 790), (1380, 860), (1338, 860)])
    s.lay((170, 60, 44), mug.mask(0.9))
    s.model(mug.mask(0.9), LAMP, (40, 14, 12), (-9, -4), 7, 0.8)


def _person(s: Sheet, x: float, way: int, tone: Colour, hat: str) -> None:
    body, face, hair = s.stencil(), s.stencil(), s.stencil()
    at = figure(body, x, 1010, 104, LEANING, way, 0.85, 0.2, hat)
    mask = body.mask(1.4)
    s.lay((20, 22, 24), mask)
    cloth = s.stencil()
    cloth.polygon(
        smooth(
            [
                (at["neck"][0] - 60, at["neck"][1] + 20),
                (at["neck"][0] + 60, at["neck"][1] + 20),
                (at["hip"][0] + 70, at["hip"][1]),
                (at["hip"][0] - 70, at["hip"][1]),
            ]
        )
    )
    s.lay(tone, times(mask, s.down((0, 255), (0.62, 255), (0.75, 120), (1, 60))), 0.8)
    s.brush((20, 18, 20), mask, 6, (60, 200), 0.5)
    face.disc(at["head"][0] + way * 12, at["head"][1] + 10, 40, tall=1.15)
    nose = at["head"][0] + way * 52
    face.polygon(
        [
            (nose - way * 12, at["head"][1]),
            (nose + way * 10, at["head"][1] + 20),
            (nose - way * 12, at["head"][1] + 26),
        ]
    )
    s.lay((190, 140, 108), face.mask(1.4))
    top = at["head"]
    hair.polygon(
        smooth(
            [
                (top[0] + way * 44, top[1] - 22),
                (top[0] + way * 10, top[1] - 56),
                (top[0] - way * 40, top[1] - 40),
                (top[0] - way * 50, top[1] + 14),
                (top[0] - way * 20, top[1] + 40),
                (top[0] - way * 4, top[1] - 4),
            ]
        )
    )
    s.lay((34, 26, 24) if hat else (130, 122, 112), torn(hair.mask(1), 4, 3))
    s.model(mask, (255, 232, 180), (8, 10, 12), (way * 20, 2), 18, 0.6)
    s.rim(mask, LAMP, (way * 4, -2), 0.7)


def _hands(s: Sheet) -> None:
    """On the paper: one flat, one that points at the line."""
    hands, sleeves, shade = s.stencil(), s.stencil(), s.stencil()
    for start, end in (((480, 560), (566, 646)), ((1110, 560), (1000, 664))):
        limb(shade, (start[0], start[1] + 14), (end[0] + 6, end[1] + 20), 26, 20)
        limb(sleeves, start, ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2), 32, 27)
        limb(hands, ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2), end, 22, 20)
    for turn in (-14, 0, 14, 26):
        limb(hands, (566, 646), (598 + turn * 0.4, 668 + turn * -0.6), 8, 6)
    limb(hands, (1000, 664), (944, 690), 9, 6)
    s.lay((20, 16, 16), shade.mask(7), 0.5)
    s.lay((200, 148, 112), hands.mask(1))
    s.model(hands.mask(1), LAMP, (70, 40, 32), (3, -7), 6, 0.7)
    s.lay((54, 56, 64), sleeves.mask(1))
    s.model(sleeves.mask(1), (230, 206, 160), (14, 14, 18), (3, -9), 9, 0.7)


def _lamp(s: Sheet) -> None:
    beam, shade = s.stencil(), s.stencil()
    beam.polygon([(706, 300), (894, 300), (1430, 860), (170, 860)])
    s.shine((255, 240, 196), times(beam.mask(40), s.down((0, 0), (0.28, 220), (0.8, 40))), 0.26)
    shade.polygon(
        smooth([(670, 300), (700, 220), (770, 170), (830, 170), (900, 220), (930, 300)], closed=False)
    )
    s.fill((16, 16, 16), [(796, -10), (804, -10), (804, 180), (796, 180)])
    mask = shade.mask(1)
    s.lay((150, 52, 40), mask)
    s.model(mask, (255, 190, 140), (40, 10, 12), (-12, -8), 14, 0.7)
    s.fill((255, 248, 220), smooth([(676, 300), (800, 288), (924, 300), (800, 314)]), blur=2)
    s.glow(800, 306, 320, LAMP, 0.85, tall=0.8)
