"""A small lit ferry on a wide dark river, seen from the quay where two people wait."""

from __future__ import annotations

import random

from PIL import Image, ImageChops, ImageFilter

from .. import canvas as c
from ..figures import person, roofs

HORIZON = 500
WATERLINE = 588
LAMP: c.Colour = (255, 196, 122)
WINDOW: c.Colour = (255, 214, 150)


def draw() -> Image.Image:
    image = c.sky([(0, (8, 13, 24)), (0.25, (17, 29, 45)), (0.47, (62, 80, 92)), (1, (62, 80, 92))])
    c.shine(
        image,
        (70, 86, 100),
        c.times(c.levels(c.clouds((620, 150), 4, 5), 90, 250), c.band([(0, 90), (0.47, 20)])),
    )
    c.glow(image, (1330, HORIZON - 10), 720, (186, 130, 82), 0.8, tall=0.42)
    c.glow(image, (240, HORIZON), 480, (160, 112, 80), 0.6, tall=0.4)
    _far_shore(image)
    _bridge(image)
    c.mist(image, (84, 100, 110), [(0.36, 0), (0.455, 165), (0.47, 190)], 12, (800, 70))
    c.reflect(image, HORIZON, 5, 1.0, 1.15, _darken)
    c.mist(image, (92, 108, 116), [(0.43, 0), (0.47, 150), (0.53, 60), (0.62, 0)], 21, (900, 46))
    _ferry(image)
    _quay(image)
    c.vignette(image, 0.6)
    return c.grain(image, 0.6, 77)


def _darken(water: Image.Image) -> None:
    c.lay(water, (10, 20, 30), c.band([(0, 40), (0.3, 110), (1, 215)], water.size))
    waves = c.ripples(water.size, 8)
    c.shine(
        water,
        (84, 106, 118),
        c.times(c.levels(waves, 120, 240, 1.6), c.band([(0, 170), (0.5, 90), (1, 40)], water.size)),
        0.5,
    )
    c.lay(water, (4, 9, 16), c.levels(ImageChops.invert(waves), 110, 240, 1.3), 0.45)


def _far_shore(image: Image.Image) -> None:
    hills = c.Stencil()
    ridge = [
        (-50, 470),
        (180, 446),
        (420, 455),
        (700, 436),
        (980, 452),
        (1240, 438),
        (1700, 462),
        (1700, 520),
        (-50, 520),
    ]
    hills.polygon(c.smooth(ridge))
    c.lay(image, (40, 56, 68), hills.mask(5), 0.8)
    town = c.Stencil()
    roofs(town, HORIZON + 2, (14, 44), (18, 46), 3, (-10, 1620))
    for x, top, wide in ((372, 372, 9), (1262, 392, 12), (700, 412, 7)):
        town.box(x - wide, top + 40, x + wide, HORIZON)
        town.polygon([(x - wide - 2, top + 42), (x, top - 26), (x + wide + 2, top + 42)])
    c.lay(image, (23, 35, 46), town.mask(1.6))
    randomness = random.Random(11)
    lights = Image.new("RGB", c.SIZE)
    spots = c.Stencil()
    for _ in range(150):
        x = randomness.gauss(1180, 330) if randomness.random() < 0.7 else randomness.uniform(0, 1600)
        spots.disc(
            x,
            HORIZON - randomness.uniform(4, 34),
            randomness.uniform(0.8, 1.7),
            randomness.randrange(110, 255),
        )
    lights.paste(LAMP, (0, 0), spots.mask())
    image.paste(ImageChops.screen(image, lights))
    image.paste(
        ImageChops.screen(image, lights.filter(ImageFilter.GaussianBlur(6)).point(lambda v: min(255, v * 3)))
    )


def _bridge(image: Image.Image) -> None:
    deck, pier = c.Stencil(), 0.0
    deck.line([(-20, 452), (420, 441), (860, 452)], 5)
    for step in range(9):
        pier = -20 + step * 108
        deck.box(pier, 446, pier + 8, HORIZON)
        arch = [
            (pier + 8, HORIZON),
            (pier + 20, 466),
            (pier + 58, 452),
            (pier + 96, 466),
            (pier + 108, HORIZON),
        ]
        deck.line(c.smooth(arch, closed=False), 3)
    c.lay(
        image,
        (22, 33, 44),
        c.times(deck.mask(1.2), c.across([(0, 255), (0.38, 220), (0.54, 0), (1, 0)])),
        0.9,
    )
    for step in range(14):
        x = 10 + step * 58
        c.glow(image, (x, 432 + abs(x - 420) * 0.025), 16, LAMP, 0.75 * (1 - x / 900), fall=2.6)


def _ferry(image: Image.Image) -> None:
    """The boat, its lights, and both again in the water."""
    hull, glass = c.Stencil(), c.Stencil()
    x = 960.0
    hull.polygon(
        [(x - 250, 540), (x - 236, 592), (x + 236, 592), (x + 252, 538), (x + 190, 546), (x - 190, 546)]
    )
    hull.box(x - 178, 492, x + 172, 550)
    hull.box(x - 132, 450, x + 118, 496)
    hull.polygon([(x - 36, 416), (x + 40, 416), (x + 50, 452), (x - 46, 452)])
    hull.box(x - 186, 487, x + 180, 493)
    hull.box(x - 142, 446, x + 126, 451)
    hull.polygon([(x + 68, 452), (x + 72, 396), (x + 102, 396), (x + 106, 452)])
    hull.line([(x, 416), (x, 344)], 3)
    hull.line([(x - 18, 372), (x + 18, 372)], 2)
    hull.line([(x, 350), (x - 240, 540)], 1)
    hull.line([(x, 350), (x + 240, 540)], 1)
    for rail in range(-240, 241, 15):
        hull.line([(x + rail, 520 + abs(rail) * 0.02), (x + rail, 546)], 1)
    hull.line([(x - 248, 521), (x + 248, 521)], 1.5)
    randomness = random.Random(2)
    for step in range(15):
        left = x - 168 + step * 22.6
        glass.box(left, 503, left + 15, 530, 255 if randomness.random() < 0.85 else 130)
    for step in range(10):
        left = x - 122 + step * 24
        glass.box(left, 459, left + 16, 480, randomness.choice((235, 210, 150, 70)))
    for step in range(3):
        glass.box(x - 30 + step * 22, 424, x - 13 + step * 22, 439, 70)
    passengers = c.Stencil()
    for place in (-150, -96, -88, -30, 18, 74, 108, 139):
        passengers.disc(x + place, 519, 4.6, tall=1.25)
        passengers.box(x + place - 7, 524, x + place + 7, 532)
    boat, light = hull.mask(0.7), ImageChops.subtract(glass.mask(0.6), passengers.mask(0.8))
    lamps = Image.new("RGB", c.SIZE)
    lamps.paste(WINDOW, (0, 0), light)
    c.glow(lamps, (x, 346), 24, (255, 244, 220), 1.0, fall=3)
    c.glow(lamps, (x - 238, 534), 22, (120, 255, 170), 0.8, fall=3)
    c.glow(lamps, (x + 238, 534), 22, (255, 110, 90), 0.8, fall=3)
    for place in (-206, 206):
        c.glow(lamps, (x + place, 505), 34, LAMP, 1.0, fall=2.6)

    shadow = boat.convert("RGB")
    c.reflect(shadow, WATERLINE, 14, 0.8)
    below = c.band([(0, 0), (0.5515, 0), (0.552, 255), (0.75, 90), (0.85, 0), (1, 0)])
    c.lay(image, (6, 13, 21), c.times(shadow.getchannel(0), below), 0.85)
    mirrored = lamps.filter(ImageFilter.GaussianBlur((2, 9)))
    other = mirrored.copy()
    c.reflect(mirrored, WATERLINE, 14, 1.3, 2.1)
    c.reflect(other, WATERLINE, 31, 1.5, 1.8)
    patches = c.levels(c.clouds((70, 9), 41, 3), 110, 146)
    mirrored = Image.composite(mirrored, other, patches)
    glints = c.levels(c.clouds((46, 7), 43, 3), 60, 170, top=255)
    mirrored = ImageChops.multiply(mirrored, Image.merge("RGB", (glints, glints, glints)))
    mirrored = Image.composite(mirrored, Image.new("RGB", c.SIZE), below)
    image.paste(ImageChops.screen(image, mirrored.point(lambda v: min(255, round(v * 1.9)))))
    image.paste(
        ImageChops.screen(
            image, mirrored.filter(ImageFilter.GaussianBlur((10, 26))).point(lambda v: min(255, v * 2))
        )
    )

    c.glow(image, (x, 500), 620, (160, 134, 98), 0.75, tall=0.62)
    c.lay(image, (13, 21, 30), boat)
    c.shine(
        image, (92, 78, 58), c.times(boat, c.band([(0, 0), (0.46, 0), (0.5, 140), (0.55, 0), (1, 0)])), 0.6
    )
    image.paste(ImageChops.screen(image, lamps))
    image.paste(
        ImageChops.screen(
            image, lamps.filter(ImageFilter.GaussianBlur(9)).point(lambda v: min(255, round(v * 1.6)))
        )
    )
    wake = c.Stencil()
    wake.polygon([(x - 242, 590), (x + 246, 590), (x + 420, 600), (x - 300, 597)])
    c.shine(image, (150, 160, 160), c.times(wake.mask(3), c.levels(c.clouds((30, 5), 6, 3), 100, 230)), 0.5)


def _quay(image: Image.Image) -> None:
    stone = c.Stencil()
    edge = [(-20, 905), (300, 918), (560, 960), (760, 1080), (-20, 1080)]
    stone.polygon(edge)
    c.lay(image, (7, 10, 15), stone.mask(1.5))
    c.glow(image, (128, 470), 560, (186, 126, 70), 0.75, tall=1.0)
    pool = Image.new("RGB", c.SIZE)
    c.glow(pool, (150, 960), 520, (255, 190, 120), 0.9, tall=0.3, fall=1.5)
    c.shine(
        image,
        (206, 148, 92),
        c.times(pool.getchannel(0), stone.mask(1.5), c.levels(c.clouds((90, 22), 51, 5), -60, 220)),
        0.5,
    )
    wet = c.times(
        stone.mask(3),
        c.levels(c.clouds((120, 16), 19, 4), 90, 240, 1.4),
        c.across([(0, 255), (0.34, 60), (0.5, 0), (1, 0)]),
    )
    c.shine(image, (190, 132, 78), wet, 0.55)
    things = c.Stencil()
    things.polygon([(120, 470), (136, 470), (141, 930), (115, 930)])
    things.box(104, 915, 152, 930)
    things.line(c.smooth([(128, 478), (128, 440), (150, 420), (182, 424)], closed=False), 6)
    things.polygon([(160, 424), (206, 424), (198, 440), (168, 440)])
    person(things, 300, 950, 205, lean=0.1, coat=1.05)
    person(things, 366, 962, 190, lean=-0.25, coat=1.15)
    things.polygon(c.smooth([(396, 905), (424, 902), (430, 956), (392, 956)]))
    things.polygon(c.smooth([(560, 930), (600, 930), (594, 960), (602, 1000), (556, 1000), (566, 960)]))
    things.disc(580, 930, 27, tall=0.42)
    things.line(c.wire((574, 968), (800, 1050), 16), 7)
    c.lay(image, (6, 9, 13), things.mask(1.1))
    c.shine(image, (255, 206, 140), _edge(things), 0.4)
    c.glow(image, (183, 442), 34, (255, 226, 180), 1.0, fall=1.4)
    c.glow(image, (183, 446), 210, LAMP, 0.75)


def _edge(stencil: c.Stencil) -> Image.Image:
    """The side of the figures that the lamp on the left lights."""
    mask = stencil.mask(1.2)
    rim = ImageChops.subtract(mask, c.shifted(mask, 3, 2))
    return c.times(rim, c.across([(0, 0), (0.15, 0), (0.17, 255), (0.32, 150), (0.4, 60), (1, 0)]))
