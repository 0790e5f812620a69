"""A welder with her mask pushed up, in profile against the tall panes of a shipyard hall."""

from __future__ import annotations

import random

from PIL import Image, ImageChops, ImageFilter

from .. import canvas as c

COLD: c.Colour = (206, 216, 216)
SPARK: c.Colour = (255, 196, 120)


def draw() -> Image.Image:
    image = c.sky([(0, (54, 62, 68)), (0.5, (74, 82, 86)), (0.8, (44, 48, 52)), (1, (22, 24, 27))])
    _panes(image)
    _hull(image)
    _beams(image)
    _sparks(image)
    _woman(image)
    c.vignette(image, 0.6)
    return c.grain(image, 0.6, 3)


def _panes(image: Image.Image) -> None:
    """A wall of small panes, out of focus, some clean, some blind with dust."""
    randomness = random.Random(31)
    panes = c.Stencil()
    for column in range(15):
        for row in range(10):
            left, top = 330 + column * 88, -30 + row * 74
            level = randomness.choice((255, 245, 230, 215, 190, 150)) - row * 7
            panes.box(left, top, left + 79, top + 66, max(70, level))
    posts = c.Stencil()
    for x in (330, 682, 1034, 1386):
        posts.box(x - 26, -20, x + 2, 730)
    glass = ImageChops.subtract(panes.mask(4.5), posts.mask(5))
    c.shine(image, COLD, c.times(glass, c.levels(c.clouds((500, 300), 2, 4), -80, 180)), 0.82)
    c.shine(image, (236, 236, 222), glass.filter(ImageFilter.GaussianBlur(70)), 0.55)
    c.glow(image, (1010, 260), 820, (226, 222, 200), 0.5)


def _hull(image: Image.Image) -> None:
    """A boat on the slip, far back on the left, in its scaffolding, and a gantry over it."""
    ribs = c.Stencil()
    hull = [
        (-60, 590),
        (150, 566),
        (340, 520),
        (500, 436),
        (478, 560),
        (430, 668),
        (350, 764),
        (240, 812),
        (-60, 836),
    ]
    ribs.polygon(c.smooth(hull[:3], closed=False) + c.smooth(hull[3:], closed=False))
    for x, top in ((30, 470), (150, 452), (270, 430), (392, 396), (520, 380)):
        ribs.line([(x, top), (x, 880)], 7)
    for x, y in ((-60, 640), (-60, 728)):
        ribs.line([(x, y), (530, y - 26)], 9)
    for x in (70, 190, 310):
        ribs.polygon([(x - 16, 812), (x + 16, 812), (x + 34, 890), (x - 34, 890)])
    c.lay(image, (34, 39, 44), ribs.mask(4), 0.92)
    gantry = c.Stencil()
    gantry.box(-20, 168, 1700, 196)
    gantry.box(-20, 214, 1700, 220)
    for x in range(-20, 1700, 46):
        gantry.line([(x, 196), (x + 23, 216), (x + 46, 196)], 4)
    gantry.box(250, 196, 320, 258)
    gantry.line([(286, 258), (286, 400)], 4)
    gantry.line(c.smooth([(286, 400), (302, 416), (286, 432), (272, 420)], closed=False), 7)
    c.lay(image, (40, 45, 49), gantry.mask(3.4), 0.85)
    floor = c.Stencil()
    floor.box(-20, 820, 1620, 1090)
    c.lay(image, (24, 27, 30), floor.mask(46), 0.8)


def _beams(image: Image.Image) -> None:
    shafts = c.Stencil()
    for x in (420, 560, 780, 940, 1130, 1290, 1480):
        shafts.polygon([(x, -20), (x + 92, -20), (x - 330, 1080), (x - 500, 1080)], 190)
    haze = c.levels(c.clouds((420, 260), 44, 4), 30, 230)
    c.shine(
        image, (214, 214, 198), c.times(shafts.mask(24), haze, c.band([(0, 160), (0.5, 230), (1, 60)])), 0.5
    )


def _sparks(image: Image.Image) -> None:
    """Somebody else is welding by the hull."""
    c.glow(image, (236, 742), 330, (176, 206, 255), 0.75)
    c.glow(image, (236, 742), 84, (232, 240, 255), 1.0, fall=1.6)
    randomness = random.Random(88)
    lines, dots = c.Stencil(), c.Stencil()
    for _ in range(120):
        away, rise = randomness.gauss(0, 92), abs(randomness.gauss(0, 70))
        x, y = 236 + away, 742 - rise + away * away * 0.008
        lines.line(
            [(x, y), (x + away * 0.10, y + 4 + abs(away) * 0.07)],
            randomness.uniform(0.8, 2),
            randomness.randrange(90, 255),
        )
    for _ in range(17):
        dots.disc(
            236 + randomness.gauss(20, 150),
            720 + randomness.gauss(0, 90),
            randomness.uniform(5, 15),
            randomness.randrange(50, 150),
        )
    c.shine(image, SPARK, lines.mask(0.9))
    c.shine(image, SPARK, lines.mask(7))
    c.shine(image, SPARK, dots.mask(2.2), 0.55)


# The outline of the head, from the collar up the back, over the crown, and down the face.
HEAD = [
    (1096, 800), (1084, 740), (1088, 690), (1110, 640), (1128, 570), (1118, 490), (1082, 420), (1016, 380),
    (944, 374), (884, 398), (850, 440), (840, 486), (838, 512), (828, 536), (808, 566), (790, 592), (792, 604),
    (812, 612), (818, 624), (808, 640), (804, 652), (814, 662), (808, 676), (812, 690), (826, 702), (826, 724),
    (838, 748), (866, 760), (910, 756), (940, 770), (948, 812),
]  # fmt: skip


def _woman(image: Image.Image) -> None:
    body = c.Stencil()
    body.polygon(c.smooth(HEAD + [(950, 900), (1096, 900)], steps=8))
    bun = [(1108, 560), (1140, 540), (1176, 556), (1186, 600), (1166, 640), (1126, 640), (1104, 610)]
    body.polygon(c.smooth(bun))
    jacket = [
        (690, 1100), (706, 1010), (752, 930), (830, 880), (918, 850), (940, 800), (986, 830), (1060, 830), (1108, 776),
        (1128, 822), (1216, 862), (1308, 920), (1358, 1000), (1380, 1100),
    ]  # fmt: skip
    body.polygon(c.smooth(jacket, closed=False, steps=8))
    # The mask swings on the temple: raised, it stands out over the forehead like a peak.
    shell = [
        (1104, 470), (1096, 388), (1046, 316), (964, 272), (868, 250), (784, 254), (730, 278), (706, 312), (694, 356),
        (702, 378), (732, 372), (800, 360), (858, 380), (904, 410), (980, 420), (1050, 480),
    ]  # fmt: skip
    body.polygon(c.smooth(shell))
    body.polygon([(764, 258), (778, 236), (880, 234), (884, 256)])
    body.disc(1078, 472, 30)
    band = [
        (838, 470),
        (846, 438),
        (900, 408),
        (1000, 420),
        (1078, 452),
        (1078, 492),
        (1000, 470),
        (900, 462),
    ]
    body.polygon(c.smooth(band))
    visor = c.Stencil()
    visor.polygon([(776, 250), (784, 239), (874, 237), (876, 250)])
    figure = body.mask(1.3)
    c.lay(image, (17, 19, 22), figure)
    folds = c.levels(c.clouds((130, 260), 50, 4), 120, 250)
    c.shine(
        image, (70, 76, 80), c.times(figure, folds, c.band([(0, 0), (0.74, 0), (0.86, 200), (1, 120)])), 0.5
    )
    wide = ImageChops.subtract(figure, c.shifted(figure, -9, 9).filter(ImageFilter.GaussianBlur(5)))
    thin = ImageChops.subtract(figure, c.shifted(figure, -3, 3))
    from_right = c.across([(0, 0), (0.6, 60), (0.7, 255), (1, 255)])
    c.shine(image, COLD, c.times(wide, from_right), 0.28)
    c.shine(image, (238, 240, 232), c.times(thin, from_right), 0.6)
    top = ImageChops.subtract(figure, c.shifted(figure, 0, 4))
    c.shine(image, COLD, c.times(top, c.band([(0, 255), (0.4, 200), (0.5, 0), (0.8, 0), (1, 90)])), 0.4)
    warm = ImageChops.subtract(figure, c.shifted(figure, 4, -1))
    c.shine(
        image,
        (255, 206, 150),
        c.times(
            warm,
            c.across([(0, 255), (0.56, 255), (0.6, 0), (1, 0)]),
            c.band([(0, 255), (0.97, 255), (0.99, 0), (1, 0)]),
        ),
        0.5,
    )
    c.lay(image, (52, 66, 64), visor.mask(1.4))
    c.shine(
        image,
        (190, 214, 206),
        c.times(visor.mask(1.4), c.band([(0, 0), (0.22, 255), (0.25, 120), (1, 0)])),
        0.6,
    )
    seam = c.Stencil()
    seam.line(c.smooth([(846, 462), (904, 452), (990, 460), (1078, 476)], closed=False), 3, 150)
    seam.disc(1078, 472, 13, 110)
    c.shine(image, (116, 126, 128), seam.mask(1), 0.6)
    collar = c.Stencil()
    collar.line(c.smooth([(938, 806), (974, 846), (1042, 852), (1106, 786)], closed=False), 3, 140)
    collar.line(c.smooth([(992, 850), (986, 940), (990, 1080)], closed=False), 2.4, 90)
    c.shine(image, (120, 128, 130), collar.mask(1.6), 0.4)
