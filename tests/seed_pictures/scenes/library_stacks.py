"""Between the stacks in the Customs House cellar: a corridor of books, one bulb in three, a trolley left behind."""

from __future__ import annotations

import random

from PIL import Image, ImageFilter

from ..canvas import Colour, Point, clouds, levels, mix, times
from ..figures import WALKING, figure
from ..sheet import PORTRAIT, Sheet, onto, torn

EYE = (800.0, 900.0)
LAMP: Colour = (255, 220, 150)
SPINES: tuple[Colour, ...] = (
    (132, 46, 40),
    (44, 72, 70),
    (160, 122, 70),
    (70, 54, 48),
    (180, 160, 120),
    (52, 60, 88),
    (104, 84, 44),
    (92, 42, 56),
)


def _at(x: float, y: float, depth: float) -> Point:
    return EYE[0] + x / depth, EYE[1] + y / depth


def draw() -> Image.Image:
    s = Sheet(PORTRAIT, [(0, (36, 34, 30)), (0.5, (92, 82, 62)), (1, (34, 32, 32))])
    _shell(s)
    for side in (-1, 1):
        for bay in range(5, -1, -1):
            _bay(s, side, bay)
    _lamps(s)
    _trolley(s)
    _reader(s)
    s.bloom(210, 36, 0.5)
    # Hundreds of spines are the most that a small file can hold: soften them a little.
    s.image = s.image.filter(ImageFilter.GaussianBlur(1.7))
    return s.finish(0.65, 0.16, 83)


def _shell(s: Sheet) -> None:
    """A vaulted ceiling, a floor of worn boards, and a grated window at the end."""
    s.fill(
        (64, 60, 52), [_at(-760, -1050, 0.85), _at(760, -1050, 0.85), _at(760, -1050, 8), _at(-760, -1050, 8)]
    )
    floor = s.fill(
        (86, 68, 52), [_at(-760, 1150, 0.85), _at(760, 1150, 0.85), _at(760, 1150, 8), _at(-760, 1150, 8)]
    )
    boards = s.stencil()
    for x in range(-700, 701, 100):
        boards.line([_at(x, 1150, 0.8), _at(x, 1150, 8)], 4)
    s.lay((40, 30, 26), boards.mask(1), 0.8)
    s.brush((44, 34, 30), floor, 5, (220, 40), 0.5)
    s.fill((104, 98, 80), [_at(-760, -1050, 8), _at(760, -1050, 8), _at(760, 1150, 8), _at(-760, 1150, 8)])
    s.fill((206, 226, 222), [_at(-340, -640, 8), _at(340, -640, 8), _at(340, 200, 8), _at(-340, 200, 8)])
    bars = s.stencil()
    for x in (-170, 0, 170):
        bars.line([_at(x, -640, 8), _at(x, 200, 8)], 4)
    bars.line([_at(-340, -220, 8), _at(340, -220, 8)], 4)
    s.lay((60, 60, 56), bars.mask(0.8))
    for depth in (1.2, 1.9, 2.9, 4.2, 6):
        rib = s.stencil()
        rib.line(
            [
                _at(-760, -900, depth),
                _at(-420, -1040, depth),
                _at(0, -1090, depth),
                _at(420, -1040, depth),
                _at(760, -900, depth),
            ],
            60 / depth,
        )
        mask = rib.mask(2)
        s.lay((92, 86, 72), mask)
        s.model(mask, (206, 194, 160), (28, 26, 26), (0, 7), 6, 0.6)


def _shelf(bay: int, side: int) -> Image.Image:
    """Seven shelves of books from the front, with gaps, leaning volumes, boxes and labels."""
    size = (420, 1100)
    flat, randomness = Sheet(size, [(0, (26, 20, 18)), (1, (22, 18, 18))]), random.Random(bay * 2 + side + 40)
    for shelf in range(7):
        low, x = 150 + shelf * 154.0, 14.0
        while x < 404:
            wide, high = randomness.uniform(10, 34), randomness.uniform(84, 132)
            if randomness.random() < 0.07:
                x += wide * 1.6
                continue
            lean = randomness.choice((0, 0, 0, 0, 9))
            tone = mix(SPINES[randomness.randrange(8)], (90, 74, 56), randomness.uniform(0, 0.5))
            book = [
                (x + lean, low - high),
                (min(404, x + wide + lean), low - high),
                (min(404, x + wide), low),
                (x, low),
            ]
            flat.fill(tone, book, blur=0.6)
            flat.fill(
                mix(tone, (255, 236, 190), 0.4),
                [(x + lean + 1, low - high), (x + lean + 4, low - high), (x + 4, low), (x + 1, low)],
                blur=0.5,
                strength=0.6,
            )
            if wide > 16:
                flat.fill(
                    (226, 212, 176),
                    [
                        (x + 4, low - high * 0.3),
                        (x + wide - 4, low - high * 0.3),
                        (x + wide - 4, low - high * 0.16),
                        (x + 4, low - high * 0.16),
                    ],
                    blur=0.5,
                    strength=0.85,
                )
            x += wide + 1.5
        flat.fill((110, 80, 54), [(0, low), (420, low), (420, low + 15), (0, low + 15)], blur=0.6)
        flat.lay(
            (8, 8, 10),
            flat.down(
                (0, 0), ((low - 150) / 1100, 0), ((low - 138) / 1100, 255), ((low - 60) / 1100, 0), (1, 0)
            ),
            0.5,
        )
    for left in (0, 408):
        flat.fill((92, 66, 46), [(left, 0), (left + 12, 0), (left + 12, 1100), (left, 1100)], blur=0.6)
    return flat.image


def _bay(s: Sheet, side: int, bay: int) -> None:
    near, far = 0.86 * 1.45**bay, 0.86 * 1.45 ** (bay + 1)
    x = side * 700
    corners = [_at(x, -820, near), _at(x, -820, far), _at(x, 1150, far), _at(x, 1150, near)]
    order = corners if side < 0 else [corners[1], corners[0], corners[3], corners[2]]
    mask = s.stencil()
    mask.polygon(corners)
    light = (0.55, 1.0, 0.7, 1.05, 0.75, 0.9)[bay]
    face = _shelf(bay, side).point([min(255, round(v * light)) for v in range(256)] * 3)
    s.image.paste(onto(face, order, s.size), (0, 0), mask.mask(0.8))
    s.shine(
        LAMP,
        times(mask.mask(1), s.down((0, 60), (0.45, 170), (0.8, 40))),
        (0.05, 0.22, 0.08, 0.24, 0.12, 0.16)[bay],
    )
    end = s.stencil()
    end.line([corners[0], corners[3]], 26 / near)
    wood = end.mask(1)
    s.lay((76, 54, 40), wood)
    s.rim(wood, (226, 190, 130), (-3 * side, 0), 0.5)
    s.fill(
        (232, 220, 186),
        [
            _at(x - 8 * side, -120, near * 1.02),
            _at(x - 100 * side, -116, near * 1.02),
            _at(x - 100 * side, -40, near * 1.02),
            _at(x - 8 * side, -40, near * 1.02),
        ],
        strength=0.8 if bay else 0.0,
    )


def _lamps(s: Sheet) -> None:
    for depth, on in ((1.5, 1), (2.4, 0), (3.4, 1), (5.2, 1)):
        x, y = _at(0, -800, depth)
        cord = s.stencil()
        cord.line([_at(0, -1080, depth), (x, y)], 6 / depth)
        s.lay((16, 16, 16), cord.mask(0.8))
        shade = 110 / depth
        s.fill(
            (52, 70, 62),
            [
                (x - shade, y + shade * 0.3),
                (x - shade * 0.3, y - shade * 0.3),
                (x + shade * 0.3, y - shade * 0.3),
                (x + shade, y + shade * 0.3),
            ],
        )
        if on:
            s.fill(
                (255, 244, 212),
                [
                    (x - shade * 0.9, y + shade * 0.28),
                    (x + shade * 0.9, y + shade * 0.28),
                    (x + shade * 0.5, y + shade * 0.44),
                    (x - shade * 0.5, y + shade * 0.44),
                ],
                blur=2,
            )
            s.glow(x, y + shade * 0.4, 900 / depth, LAMP, 0.6)
            s.glow(*_at(0, 1150, depth), 900 / depth, LAMP, 0.5, tall=0.24)


def _trolley(s: Sheet) -> None:
    frame, books = s.stencil(), s.stencil()
    for x in (980, 1250):
        frame.box(x, 1390, x + 14, 1760)
    for y in (1470, 1610, 1730):
        frame.polygon([(960, y), (1280, y), (1290, y + 18), (950, y + 18)])
    for x in (990, 1250):
        frame.disc(x, 1778, 22)
    randomness = random.Random(4)
    for low in (1470, 1610, 1730):
        x = 1000.0
        while x < 1236:
            wide = randomness.uniform(12, 30)
            books.box(x, low - randomness.uniform(66, 104), x + wide - 2, low, randomness.randrange(120, 255))
            x += wide
    shade = s.stencil()
    shade.polygon([(930, 1770), (1300, 1766), (1390, 1860), (1000, 1880)])
    s.lay((22, 18, 18), torn(shade.mask(12), 5, 8), 0.7)
    mask = books.mask(0.8)
    s.lay((142, 62, 46), mask)
    s.lay((56, 78, 74), times(mask, levels(clouds((30, 140), 7, 2, s.size), 120, 132)))
    s.model(mask, LAMP, (24, 16, 16), (-5, -5), 5, 0.7)
    iron = frame.mask(0.9)
    s.lay((50, 62, 58), iron)
    s.rim(iron, LAMP, (-3, -3), 0.6)


def _reader(s: Sheet) -> None:
    body, shade = s.stencil(), s.stencil()
    at = figure(body, 706, 1260, 42, WALKING, 1, 0.78, 1.4, "bun")
    hand = at["hand2"]
    shade.polygon([(676, 1260), (740, 1260), (700, 1400), (560, 1410)])
    s.lay((26, 22, 20), torn(shade.mask(8), 4, 6), 0.6)
    mask = body.mask(0.9)
    s.lay((50, 44, 52), mask)
    s.model(mask, (226, 170, 110), (18, 16, 22), (6, -9), 8, 0.7)
    pile = s.stencil()
    for step in range(3):
        pile.polygon(
            [
                (hand[0] - 30, hand[1] - step * 14),
                (hand[0] + 34, hand[1] - step * 14),
                (hand[0] + 34, hand[1] + 12 - step * 14),
                (hand[0] - 30, hand[1] + 12 - step * 14),
            ],
            255 - step * 40,
        )
    s.lay((200, 170, 120), pile.mask(0.8))
    s.rim(mask, LAMP, (2, -3), 0.7)
