"""First snow before daybreak: lamps along a quay, mooring posts with white caps, somebody with a shovel."""

from __future__ import annotations

import random

from PIL import Image, ImageChops, ImageFilter

from .. import canvas as c
from ..figures import person, roofs

END: c.Point = (1090, 508)
LAMP: c.Colour = (255, 208, 146)


def draw() -> Image.Image:
    image = c.sky([(0, (72, 88, 118)), (0.3, (112, 128, 156)), (0.47, (158, 170, 190)), (1, (158, 170, 190))])
    c.shine(
        image,
        (150, 160, 178),
        c.times(c.levels(c.clouds((700, 200), 9, 5), 110, 255), c.band([(0, 160), (0.5, 40)])),
        0.5,
    )
    _far_side(image)
    c.reflect(image, 512, 17, 0.7, 1.1, _river)
    c.mist(image, (182, 192, 208), [(0.4, 0), (0.475, 210), (0.52, 120), (0.66, 0)], 30, (900, 60))
    _houses(image)
    _quay(image)
    _lamps(image)
    _posts(image)
    _sweeper(image)
    _snow(image)
    c.vignette(image, 0.42)
    return c.grain(image, 0.42, 19)


def _toward(point: c.Point, share: float) -> c.Point:
    return point[0] + (END[0] - point[0]) * share, point[1] + (END[1] - point[1]) * share


def _far_side(image: Image.Image) -> None:
    hills, town = c.Stencil(), c.Stencil()
    hills.polygon(
        c.smooth([(900, 480), (1150, 452), (1380, 462), (1640, 436)], closed=False)
        + [(1640, 540), (900, 540)]
    )
    c.lay(image, (136, 150, 172), hills.mask(6), 0.7)
    roofs(town, 514, (12, 36), (16, 40), 8, (1050, 1640))
    town.box(1404, 420, 1418, 514)
    town.polygon([(1400, 422), (1411, 372), (1422, 422)])
    c.lay(image, (118, 132, 156), town.mask(2.2), 0.85)
    lights = c.Stencil()
    randomness = random.Random(6)
    for _ in range(18):
        lights.disc(
            randomness.uniform(1120, 1600),
            512 - randomness.uniform(4, 20),
            1.6,
            randomness.randrange(120, 255),
        )
    c.shine(image, LAMP, lights.mask(0.8), 0.9)
    c.shine(image, LAMP, lights.mask(5), 0.9)


def _river(water: Image.Image) -> None:
    c.lay(water, (74, 90, 116), c.band([(0, 20), (0.35, 120), (1, 225)], water.size))
    waves = c.ripples(water.size, 4)
    c.shine(
        water,
        (176, 188, 206),
        c.times(c.levels(waves, 130, 250, 1.4), c.band([(0, 170), (1, 50)], water.size)),
        0.5,
    )
    floes = c.times(
        c.levels(c.ripples(water.size, 52), 196, 224), c.band([(0, 0), (0.1, 160), (1, 230)], water.size)
    )
    c.lay(water, (198, 208, 222), floes, 0.6)


def _houses(image: Image.Image) -> None:
    """House fronts along the quay, with snow on what juts out, fading into the snowfall."""
    randomness = random.Random(27)
    shares = [0.93, 0.88, 0.81, 0.73, 0.63, 0.5, 0.32, 0.06]
    glass = c.Stencil()
    for step, near in enumerate(shares[1:], start=1):
        far, top = shares[step - 1], randomness.uniform(-340, -200)
        front, white = c.Stencil(), c.Stencil()
        front.polygon(
            [
                _toward((-380, top), far),
                _toward((-380, top), near),
                _toward((-380, 800), near),
                _toward((-380, 800), far),
            ]
        )
        gable = (far + near) / 2
        front.polygon(
            [_toward((-380, top + 4), far), _toward((-380, top - 120), gable), _toward((-380, top + 4), near)]
        )
        white.line(
            [_toward((-380, top), far), _toward((-380, top - 122), gable), _toward((-380, top), near)],
            7 * (1 - near) + 1,
        )
        distance = near**0.7
        c.lay(image, c.mix((44, 52, 74), (150, 162, 184), distance), front.mask(0.9 + distance))
        c.lay(image, c.mix((150, 164, 188), (178, 188, 204), distance), white.mask(1))
        sills = c.Stencil()
        for column in range(3):
            for row in range(4):
                first = near + (far - near) * (column + 0.28) / 3
                second = near + (far - near) * (column + 0.7) / 3
                upper = top + 70 + (800 - top - 80) * row / 4
                lower = upper + (800 - top) / 4 * 0.5
                pane = [
                    _toward((-380, upper), first),
                    _toward((-380, upper), second),
                    _toward((-380, lower), second),
                    _toward((-380, lower), first),
                ]
                if randomness.random() < 0.16:
                    glass.polygon(pane, randomness.randrange(150, 255))
                else:
                    sills.polygon(pane, 90)
                sills.line([pane[3], pane[2]], 4 * (1 - near) + 0.6, 255)
        c.lay(image, c.mix((30, 38, 58), (140, 152, 174), distance), c.levels(sills.mask(0.8), 0, 110), 0.6)
        c.lay(
            image, c.mix((150, 164, 188), (176, 186, 204), distance), c.levels(sills.mask(0.8), 110, 255), 0.8
        )
    c.shine(image, (255, 196, 120), glass.mask(0.9), 0.85)
    c.shine(image, (255, 186, 110), glass.mask(16), 0.7)


def _quay(image: Image.Image) -> None:
    ground, wall = c.Stencil(), c.Stencil()
    edge = [(1210, 1080), (1150, 780), (1112, 600), END]
    ground.polygon([END, _toward((-380, 800), 0.02), (-400, 1080), *edge[:3]])
    wall.polygon([END, (1112, 600), (1150, 780), (1210, 1080), (1330, 1080), (1196, 780), (1124, 600)])
    snow = c.sky(
        [(0, (176, 188, 206)), (0.5, (176, 188, 206)), (0.62, (164, 178, 202)), (1, (120, 138, 172))]
    )
    c.shine(snow, (210, 218, 232), c.levels(c.clouds((420, 60), 3, 5), 120, 250), 0.4)
    c.lay(snow, (98, 116, 152), c.levels(c.clouds((260, 34), 16, 5), 140, 255), 0.4)
    image.paste(snow, (0, 0), ground.mask(1.2))
    c.lay(image, (50, 60, 82), wall.mask(1))
    c.lay(image, (30, 38, 56), c.times(wall.mask(1), c.levels(c.clouds((60, 18), 5, 4), 110, 220)), 0.7)
    lip = c.Stencil()
    lip.line(c.smooth([*edge[:3], END], closed=False), 7)
    c.lay(image, (206, 214, 228), c.times(lip.mask(1.2), c.band([(0, 255), (0.6, 255), (1, 200)])), 0.8)
    path = c.Stencil()
    path.polygon(
        c.smooth(
            [
                (760, 1080),
                (820, 860),
                (900, 700),
                (1010, 580),
                (1040, 580),
                (980, 700),
                (950, 860),
                (980, 1080),
            ],
            closed=False,
        )
    )
    c.lay(image, (74, 86, 112), c.times(path.mask(9), c.levels(c.clouds((60, 20), 8, 4), 20, 170)), 0.5)
    steps = c.Stencil()
    for index in range(34):
        share = 1 - (index / 34) ** 0.62
        at = _toward((330, 1120), share * 0.96)
        size = 11 * (1 - share * 0.96)
        steps.disc(at[0] + (size * 1.3 if index % 2 else -size * 1.3), at[1], size, 200, tall=0.5)
    c.lay(image, (84, 100, 136), steps.mask(1.3), 0.8)


def _lamps(image: Image.Image) -> None:
    for share in (0.9, 0.84, 0.74, 0.58, 0.3):
        foot, size = _toward((1040, 1180), share), 1 - share
        lamp, cap = c.Stencil(), c.Stencil()
        x, y = foot
        tall = 860 * size
        lamp.polygon(
            [(x - 9 * size, y - tall), (x + 9 * size, y - tall), (x + 14 * size, y), (x - 14 * size, y)]
        )
        lamp.polygon(
            [
                (x - 30 * size, y),
                (x + 30 * size, y),
                (x + 20 * size, y - 60 * size),
                (x - 20 * size, y - 60 * size),
            ]
        )
        lamp.polygon(
            [
                (x - 46 * size, y - tall - 96 * size),
                (x + 46 * size, y - tall - 96 * size),
                (x + 24 * size, y - tall),
                (x - 24 * size, y - tall),
            ],
            140,
        )
        lamp.polygon(
            [
                (x - 56 * size, y - tall - 92 * size),
                (x, y - tall - 150 * size),
                (x + 56 * size, y - tall - 92 * size),
            ]
        )
        cap.polygon(
            c.smooth(
                [
                    (x - 58 * size, y - tall - 94 * size),
                    (x - 20 * size, y - tall - 142 * size),
                    (x, y - tall - 164 * size),
                    (x + 22 * size, y - tall - 142 * size),
                    (x + 58 * size, y - tall - 94 * size),
                    (x, y - tall - 122 * size),
                ]
            )
        )
        tone = c.mix((26, 32, 48), (136, 146, 166), share**1.4)
        pool = Image.new("RGB", c.SIZE)
        c.glow(pool, (x - 40 * size, y + 10 * size), 900 * size, (255, 200, 140), 0.8, tall=0.26, fall=1.5)
        floor = c.band([(0, 0), (0.485, 0), (0.52, 255), (1, 255)])
        c.shine(image, (210, 166, 118), c.times(pool.getchannel(0), floor), 0.5)
        c.glow(image, (x, y - tall - 50 * size), 560 * size + 40, LAMP, 0.75)
        c.lay(image, tone, lamp.mask(0.8))
        c.lay(image, (204, 212, 226), cap.mask(0.8), 0.9)
        c.glow(image, (x, y - tall - 48 * size), 74 * size + 5, (255, 236, 200), 1.0, fall=1.2)


def _posts(image: Image.Image) -> None:
    for share in (0.72, 0.5, 0.16):
        x, y = _toward((1160, 1150), share)
        size = (1 - share) * 1.15
        post, cap = c.Stencil(), c.Stencil()
        post.polygon(
            c.smooth(
                [
                    (x - 46 * size, y - 96 * size),
                    (x + 46 * size, y - 96 * size),
                    (x + 28 * size, y - 50 * size),
                    (x + 40 * size, y),
                    (x - 40 * size, y),
                    (x - 28 * size, y - 50 * size),
                ]
            )
        )
        cap.polygon(
            c.smooth(
                [
                    (x - 54 * size, y - 88 * size),
                    (x - 40 * size, y - 122 * size),
                    (x, y - 134 * size),
                    (x + 40 * size, y - 122 * size),
                    (x + 54 * size, y - 88 * size),
                    (x, y - 98 * size),
                ]
            )
        )
        c.lay(image, (28, 34, 50), post.mask(1))
        c.lay(image, (214, 222, 234), cap.mask(1.1))
        c.lay(
            image,
            (140, 154, 186),
            c.times(cap.mask(1.1), c.shifted(cap.mask(3), round(26 * size), round(8 * size))),
            0.35,
        )


def _sweeper(image: Image.Image) -> None:
    one, shadow = c.Stencil(), c.Stencil()
    x, y, tall = 590.0, 918.0, 250.0
    shadow.polygon(
        c.smooth([(x - 30, y - 4), (x + 40, y - 6), (x - 150, y + 66), (x - 260, y + 74), (x - 190, y + 52)])
    )
    c.lay(image, (70, 86, 124), shadow.mask(5), 0.6)
    person(one, x, y, tall, lean=0.42, coat=1.12)
    one.disc(x + 15, y - tall * 0.955, 20, tall=0.72)
    one.disc(x + 16, y - tall * 1.035, 6)
    one.line([(x + 10, y - 168), (x + 62, y - 122), (x + 92, y - 92)], 17)
    one.line([(x + 20, y - 150), (x + 158, y - 24)], 7)
    one.polygon(
        [(x + 146, y - 44), (x + 172, y - 26), (x + 202, y + 8), (x + 184, y + 14), (x + 134, y - 18)]
    )
    mask = one.mask(1)
    c.lay(image, (26, 30, 46), mask)
    rim = ImageChops.subtract(mask, c.shifted(mask, -3, 2))
    c.shine(image, (255, 210, 156), rim, 0.3)
    heap = c.Stencil()
    heap.polygon(
        c.smooth(
            [
                (x + 150, y + 22),
                (x + 190, y - 8),
                (x + 250, y - 22),
                (x + 318, y - 2),
                (x + 340, y + 26),
                (x + 240, y + 34),
            ]
        )
    )
    c.lay(image, (176, 190, 214), heap.mask(3))
    c.shine(image, (255, 214, 168), c.times(heap.mask(3), c.levels(c.clouds((70, 20), 2, 3), 90, 220)), 0.35)


def _snow(image: Image.Image) -> None:
    """Flakes at three distances; the nearest are out of focus."""
    randomness = random.Random(101)
    for count, smallest, largest, blur, strength in (
        (1500, 0.7, 1.4, 0.5, 0.7),
        (420, 1.5, 2.8, 0.9, 0.75),
        (46, 5, 11, 5.5, 0.5),
    ):
        flakes = c.Stencil()
        for _ in range(count):
            radius = randomness.uniform(smallest, largest)
            flakes.disc(
                randomness.uniform(0, 1600),
                randomness.uniform(0, 1067),
                radius,
                randomness.randrange(110, 255),
                tall=1.25,
            )
        c.lay(image, (234, 239, 246), flakes.mask(blur), strength)
    veil = c.levels(c.clouds((400, 300), 61, 4), 60, 255)
    c.lay(image, (190, 200, 216), veil.filter(ImageFilter.GaussianBlur(20)), 0.12)
