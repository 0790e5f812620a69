"""Morning light through a tall window on a long library table, where one reader sits."""

from __future__ import annotations

import random

from PIL import Image, ImageChops, ImageFilter

from .. import canvas as c

SILL = 610
MORNING: c.Colour = (232, 234, 220)
LAMP: c.Colour = (255, 206, 132)
WINDOWS = ((1010, 190, 92), (1452, 172, 118), (598, 120, 176))


def draw() -> Image.Image:
    image = c.sky([(0, (30, 25, 22)), (0.55, (44, 36, 30)), (0.72, (24, 19, 16)), (1, (12, 10, 9))])
    c.shine(image, (58, 46, 36), c.levels(c.clouds((300, 400), 3, 4), 120, 250), 0.5)
    _windows(image)
    _shelves(image)
    _shafts(image)
    _table(image)
    _reader(image)
    _lamps(image)
    _dust(image)
    c.vignette(image, 0.7)
    return c.grain(image, 0.6, 9)


def _arch(
    stencil: c.Stencil, middle: float, half: float, top: float, bottom: float, level: int = 255
) -> None:
    stencil.disc(middle, top + half, half, level)
    stencil.box(middle - half, top + half, middle + half, bottom, level)


def _windows(image: Image.Image) -> None:
    reveal, glass, bars = c.Stencil(), c.Stencil(), c.Stencil()
    for middle, half, top in WINDOWS:
        _arch(reveal, middle, half + 26, top - 30, SILL + 16)
        _arch(glass, middle, half, top, SILL)
        for step in (1, 3):
            x = middle - half + step * half / 2
            bars.box(x - 2.6, top, x + 2.6, SILL)
        for y in range(SILL - 88, top, -88):
            bars.box(middle - half, y - 2.6, middle + half, y + 2.6)
        bars.box(middle - half, top + half - 6, middle + half, top + half + 6)
        bars.box(middle - 6, top, middle + 6, SILL)
    c.lay(image, (70, 60, 50), reveal.mask(2))
    c.shine(image, (150, 140, 120), c.times(reveal.mask(3), c.clouds((40, 300), 8, 4)), 0.35)
    outside = c.sky(
        [(0, (240, 240, 228)), (0.35, (226, 230, 222)), (0.5, (196, 204, 202)), (0.6, (168, 178, 178))]
    )
    far, near = c.Stencil(), c.Stencil()
    far.polygon(
        c.smooth([(0, 520), (300, 490), (640, 500), (980, 470), (1300, 492), (1600, 480)], closed=False)
        + [(1600, 700), (0, 700)]
    )
    randomness = random.Random(4)
    for _ in range(24):
        x = randomness.uniform(300, 1600)
        near.box(x, randomness.uniform(505, 570), x + randomness.uniform(30, 80), 700)
    near.polygon([(1118, 700), (1118, 470), (1131, 400), (1144, 470), (1144, 700)])
    c.lay(outside, (172, 182, 184), far.mask(4))
    c.lay(outside, (138, 148, 152), near.mask(2.4), 0.8)
    panes = ImageChops.subtract(glass.mask(0.8), bars.mask(0.8))
    image.paste(outside, (0, 0), panes)
    c.shine(image, MORNING, glass.mask(26), 0.34)
    c.shine(image, MORNING, glass.mask(90), 0.42)


def _shelves(image: Image.Image) -> None:
    """A wall of books on the left, running away towards the windows."""
    wall = c.Stencil()
    wall.polygon([(-10, -40), (430, 190), (430, 690), (-10, 940)])
    c.lay(image, (19, 15, 13), wall.mask(1.5))
    books, lights = c.Stencil(), c.Stencil()
    randomness = random.Random(18)
    shelves = 7
    for shelf in range(shelves):
        x = -10.0
        while x < 424:
            width = randomness.uniform(5, 17) * (1 - 0.55 * x / 430)
            near, far = _shelf(x, shelf, shelves), _shelf(x + width, shelf, shelves)
            tall = randomness.uniform(0.55, 0.9)
            if randomness.random() < 0.06:
                x += width * 2
                continue
            corners = [
                (x, near[1] - (near[1] - near[0]) * tall),
                (x + width * 0.9, far[1] - (far[1] - far[0]) * tall),
                (x + width * 0.9, far[1] - 3),
                (x, near[1] - 3),
            ]
            books.polygon(corners, randomness.randrange(60, 255))
            if randomness.random() < 0.5:
                lights.line(
                    [(x + width * 0.86, corners[1][1]), (x + width * 0.86, far[1] - 4)],
                    1.2,
                    randomness.randrange(80, 255),
                )
            x += width
    nearness = c.across([(0, 120), (0.2, 200), (0.27, 255), (1, 255)])
    spines = c.times(books.mask(0.8), nearness)
    c.lay(image, (74, 52, 38), spines, 0.72)
    c.lay(image, (96, 66, 46), c.times(spines, c.levels(c.clouds((30, 60), 7, 3), 128, 190)), 0.7)
    c.lay(image, (38, 52, 48), c.times(spines, c.levels(c.clouds((26, 60), 9, 3), 150, 200)), 0.9)
    c.shine(image, (226, 214, 184), c.times(lights.mask(0.7), nearness), 0.5)
    boards = c.Stencil()
    for shelf in range(shelves + 1):
        near, far = _shelf(-10, shelf, shelves)[0], _shelf(430, shelf, shelves)[0]
        boards.line([(-10, near), (430, far)], 4)
    c.lay(image, (16, 12, 10), boards.mask(0.8))
    c.lay(image, (12, 10, 9), c.across([(0, 150), (0.2, 30), (0.27, 0), (1, 0)]), 0.6)


def _shelf(x: float, shelf: int, shelves: int) -> tuple[float, float]:
    """Top and bottom of a shelf where it stands at this place across the picture."""
    place = (x + 10) / 440
    top, bottom = -40 + 230 * place, 940 - 250 * place
    height = (bottom - top) / shelves
    return top + height * shelf, top + height * (shelf + 1)


def _shafts(image: Image.Image) -> None:
    beams = c.Stencil()
    for middle, half, top in WINDOWS:
        left, right = middle - half * 0.86, middle + half * 0.5
        beams.polygon(
            [(left, top + half * 0.5), (right, top + half), (right - 430, 1067), (left - 620, 1067)]
        )
    haze = c.levels(c.clouds((500, 240), 6, 4), 10, 230)
    fade = c.band([(0, 60), (0.35, 190), (0.7, 110), (1, 30)])
    c.shine(image, (220, 214, 186), c.times(beams.mask(11), haze, fade), 0.5)


def _table(image: Image.Image) -> None:
    top, front = c.Stencil(), c.Stencil()
    top.polygon([(520, 742), (1290, 742), (1620, 930), (150, 930)])
    front.polygon([(150, 930), (1620, 930), (1620, 966), (150, 966)])
    c.lay(image, (34, 23, 17), top.mask(1))
    grain = c.levels(c.clouds((420, 7), 12, 4), 110, 240)
    c.shine(image, (70, 46, 30), c.times(top.mask(1), grain), 0.6)
    mirrored = Image.new("L", c.SIZE)
    glass = c.Stencil()
    for middle, half, top_edge in WINDOWS:
        for step in range(4):
            left = middle - half + step * half / 2 + 4
            glass.box(left, top_edge + 120, left + half / 2 - 8, SILL)
    strip = glass.mask(2).crop((0, 280, c.WIDTH, SILL)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    mirrored.paste(strip.resize((c.WIDTH, 260)), (0, 748))
    mirrored = mirrored.filter(ImageFilter.GaussianBlur((7, 20)))
    fade = c.band([(0, 0), (0.69, 255), (0.88, 40), (1, 0)])
    c.shine(image, (240, 232, 208), c.times(mirrored, top.mask(1), fade, c.levels(grain, -120, 200)), 0.8)
    c.lay(image, (14, 10, 8), front.mask(1))
    edge = c.Stencil()
    edge.line([(150, 930), (1620, 930)], 2)
    c.shine(
        image,
        (200, 176, 138),
        c.times(edge.mask(0.7), c.across([(0, 30), (0.45, 220), (0.8, 160), (1, 40)])),
        0.6,
    )
    under = c.Stencil()
    under.box(-10, 966, 1610, 1080)
    c.lay(image, (7, 6, 6), under.mask(10), 0.8)
    chairs = c.Stencil()
    for x, size in ((430, 1.0), (880, 1.08), (1330, 1.0)):
        half = 84 * size
        chairs.polygon(
            c.smooth(
                [
                    (x - half, 1080),
                    (x - half * 0.96, 905),
                    (x - half * 0.7, 868),
                    (x, 856),
                    (x + half * 0.7, 868),
                    (x + half * 0.96, 905),
                    (x + half, 1080),
                ],
                closed=False,
            )
        )
    holes = c.Stencil()
    for x, size in ((430, 1.0), (880, 1.08), (1330, 1.0)):
        for slat in range(-2, 3):
            middle = x + slat * 29 * size
            holes.polygon(
                c.smooth([(middle - 8, 902), (middle + 8, 902), (middle + 9, 1080), (middle - 9, 1080)])
            )
    chair = ImageChops.subtract(chairs.mask(1.4), holes.mask(1.4))
    c.lay(image, (8, 7, 6), chair)
    rim = ImageChops.subtract(chair, c.shifted(chair, 0, 3))
    c.shine(image, (216, 196, 158), c.times(rim, c.band([(0, 255), (0.84, 255), (0.9, 0), (1, 0)])), 0.42)


def _reader(image: Image.Image) -> None:
    body, paper = c.Stencil(), c.Stencil()
    x, y = 960.0, 760.0
    left = [(-104, 16), (-108, -18), (-98, -62), (-78, -92), (-44, -110), (-18, -120)]
    right = [(20, -122), (50, -110), (82, -90), (99, -58), (108, -14), (106, 16)]
    body.polygon([(x + dx, y + dy) for dx, dy in c.smooth(left + right, closed=False)])
    head = [
        (-27, -134),
        (-34, -160),
        (-27, -186),
        (-4, -199),
        (22, -193),
        (36, -172),
        (33, -146),
        (18, -122),
        (-4, -112),
        (-20, -119),
    ]
    body.polygon(c.smooth([(x + dx + 2, y + dy + 10) for dx, dy in head]))
    hair = [
        (-17, -104),
        (-25, -126),
        (-37, -156),
        (-32, -190),
        (-4, -206),
        (26, -200),
        (39, -170),
        (33, -136),
        (22, -122),
        (20, -104),
    ]
    body.polygon(c.smooth([(x + dx + 2, y + dy + 10) for dx, dy in hair]))
    for side in (-1, 1):
        sleeve = [(104, -30), (122, 0), (112, 22), (62, 28), (48, 12), (70, -16)]
        body.polygon(c.smooth([(x + dx * side, y + dy) for dx, dy in sleeve]))
    paper.polygon([(x - 62, y - 20), (x - 2, y - 6), (x - 2, y + 30), (x - 72, y + 14)])
    paper.polygon([(x + 62, y - 20), (x + 2, y - 6), (x + 2, y + 30), (x + 72, y + 14)])
    figure = body.mask(1)
    c.lay(image, (24, 20, 18), figure)
    c.shine(image, (120, 104, 80), c.times(figure, c.band([(0, 0), (0.6, 0), (0.71, 160), (1, 0)])), 0.45)
    rim = ImageChops.subtract(figure, c.shifted(figure, -2, 2))
    c.shine(image, (236, 228, 200), rim, 0.3)
    c.lay(image, (120, 106, 84), paper.mask(0.9))
    page = c.times(paper.mask(1), c.band([(0, 0), (0.68, 255), (0.74, 60), (1, 0)]))
    c.shine(image, (244, 232, 196), page, 0.35)
    pile = c.Stencil()
    for step, (left, right) in enumerate(((706, 838), (716, 830), (702, 822), (720, 836))):
        pile.box(left, 778 - step * 17, right, 793 - step * 17, 255 - step * 20)
    c.lay(image, (30, 22, 18), pile.mask(0.8))
    edges = c.Stencil()
    for step, (left, right) in enumerate(((706, 838), (716, 830), (702, 822), (720, 836))):
        edges.line([(left + 2, 778 - step * 17), (right, 778 - step * 17)], 1.6)
    c.shine(image, (214, 200, 166), edges.mask(0.6), 0.5)


def _lamps(image: Image.Image) -> None:
    """Two reading lamps with green glass, and their light on the wood."""
    for x, y, size in ((636.0, 806.0, 0.9), (1262.0, 826.0, 1.0)):
        c.glow(image, (x, y + 12), 240 * size, LAMP, 0.62, tall=0.28, fall=1.6)
        stand, shade = c.Stencil(), c.Stencil()
        stand.box(x - 3 * size, y - 112 * size, x + 3 * size, y)
        stand.disc(x, y, 34 * size, tall=0.26)
        shade.polygon(
            c.smooth(
                [
                    (x - 66 * size, y - 106 * size),
                    (x - 56 * size, y - 138 * size),
                    (x - 30 * size, y - 150 * size),
                    (x + 30 * size, y - 150 * size),
                    (x + 56 * size, y - 138 * size),
                    (x + 66 * size, y - 106 * size),
                ],
                closed=False,
            )
        )
        c.lay(image, (26, 20, 14), stand.mask(0.7))
        c.lay(image, (28, 66, 50), shade.mask(0.8))
        c.shine(
            image,
            (120, 196, 140),
            c.times(
                shade.mask(3),
                c.band([(0, 0), ((y - 150 * size) / 1067, 20), ((y - 106 * size) / 1067, 220), (1, 0)]),
            ),
            0.5,
        )
        lit = c.Stencil()
        lit.box(x - 62 * size, y - 107 * size, x + 62 * size, y - 103 * size)
        c.shine(image, (255, 236, 186), lit.mask(0.9))
        c.glow(image, (x, y - 98 * size), 150 * size, LAMP, 0.6, tall=0.8)


def _dust(image: Image.Image) -> None:
    randomness = random.Random(23)
    motes = c.Stencil()
    for _ in range(230):
        x = randomness.uniform(160, 1300)
        motes.disc(
            x, randomness.uniform(180, 860), randomness.uniform(0.5, 1.7), randomness.randrange(30, 170)
        )
    c.shine(image, (255, 246, 220), motes.mask(0.7), 0.5)
