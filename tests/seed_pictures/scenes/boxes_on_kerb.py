"""What one flat held, put out on a wet pavement before a house with its shutters down."""

from __future__ import annotations

import random

from PIL import Image, ImageChops, ImageFilter

from ..canvas import Colour, Point, Stencil, mix, smooth, times
from ..figures import limb
from ..sheet import LANDSCAPE, Sheet, bricks, onto, rain, torn

KERB = 880
CARD: Colour = (176, 132, 88)


def draw() -> Image.Image:
    s = Sheet(LANDSCAPE, [(0, (120, 82, 74)), (0.6, (146, 104, 92)), (0.72, (96, 72, 70)), (1, (70, 68, 76))])
    _wall(s)
    _pavement(s)
    _things(s)
    _street(s)
    _sun(s)
    return s.finish(0.6, 0.5, 12)


def _wall(s: Sheet) -> None:
    pattern = bricks((1600, 730), 74, 26, 3, 3)
    mask = Image.new("L", s.size)
    mask.paste(pattern)
    wall = s.down((0, 255), (0.68, 255), (0.685, 0), (1, 0))
    s.lay((104, 66, 60), wall)
    s.lay((176, 112, 92), mask, 0.62)
    s.brush((70, 48, 50), wall, 4, (150, 420), 0.6, (130, 220))
    s.brush((232, 190, 166), wall, 5, (420, 260), 0.35, (140, 230), light=True)
    s.fill((112, 106, 104), [(-10, 660), (1610, 660), (1610, 734), (-10, 734)], strength=0.9)
    for left in (70, 1180):
        s.fill((206, 192, 176), [(left - 22, 96), (left + 322, 96), (left + 322, 124), (left - 22, 124)])
        s.fill((196, 180, 164), [(left - 30, 560), (left + 330, 560), (left + 330, 590), (left - 30, 590)])
        s.fill((88, 104, 106), [(left, 124), (left + 300, 124), (left + 300, 560), (left, 560)])
        slats = s.stencil()
        for y in range(132, 556, 17):
            slats.box(left + 6, y, left + 294, y + 6)
        s.lay((46, 58, 64), slats.mask(0.8), 0.85)
        s.shine((214, 214, 200), torn(slats.mask(2), left, 5), 0.12)
        stain = s.stencil()
        stain.polygon([(left + 10, 590), (left + 60, 590), (left + 50, 720), (left + 24, 700)])
        s.lay((70, 52, 54), torn(stain.mask(6), left, 9), 0.6)
    frame = [(560, 70), (930, 70), (930, 760), (560, 760)]
    s.fill((210, 196, 178), frame)
    s.fill((34, 50, 52), [(590, 100), (900, 100), (900, 760), (590, 760)])
    door = s.stencil()
    for left in (604, 752):
        for top, low in ((250, 470), (496, 730)):
            door.box(left, top, left + 134, low)
    s.model(door.mask(1.2), (120, 148, 142), (10, 18, 22), (-5, -5), 4, 0.9)
    s.fill((150, 168, 164), [(606, 116), (884, 116), (884, 226), (606, 226)], strength=0.8)
    s.fill((238, 232, 214), [(770, 300), (866, 296), (872, 424), (776, 430)], blur=0.6)
    lines = s.stencil()
    for row in range(8):
        lines.line([(784, 322 + row * 12), (784 + (70 if row % 3 else 50), 320 + row * 12)], 3)
    lines.box(786, 304, 850, 311)
    s.lay((90, 84, 84), lines.mask(0.5), 0.9)
    s.fill((150, 140, 132), [(540, 744), (950, 744), (980, 778), (510, 778)])


def _pavement(s: Sheet) -> None:
    ground = s.down((0, 0), (0.688, 0), (0.69, 255), (1, 255))
    slabs = onto(
        bricks((900, 200), 100, 66, 8, 2), [(-300, 736), (1900, 736), (2700, KERB), (-1100, KERB)], s.size
    )
    s.lay((112, 104, 104), ground)
    s.shine((196, 184, 176), slabs, 0.3)
    s.fill((156, 148, 144), [(-10, KERB), (1610, KERB), (1610, KERB + 34), (-10, KERB + 34)])
    s.fill((52, 52, 60), [(-10, KERB + 34), (1610, KERB + 34), (1610, 1080), (-10, 1080)])
    street = s.down((0, 0), (0.856, 0), (0.86, 255), (1, 255))
    s.brush((24, 26, 34), street, 6, (200, 24), 0.7)
    s.brush((190, 160, 150), street, 7, (500, 20), 0.55, (150, 220), light=True)


def _street(s: Sheet) -> None:
    """Everything again, upside down, where the street is wet."""
    above = s.image.crop((0, 900 - 560, s.width, 900)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    pool = Image.new("RGB", s.size)
    pool.paste(above.filter(ImageFilter.GaussianBlur((2, 5))).resize((s.width, 480)), (0, KERB + 30))
    street = s.down((0, 0), (0.856, 0), (0.86, 255), (1, 255))
    s.image.paste(
        pool,
        (0, 0),
        times(torn(s.clouds(420, 34, 44), 3, 3), street).point([round(v * 0.62) for v in range(256)]),
    )


def _sun(s: Sheet) -> None:
    """The first sun comes along the street between two houses; all else lies in blue shade."""
    beam = s.stencil()
    beam.polygon([(560, -20), (1500, -20), (1180, 1090), (330, 1090)])
    light = beam.mask(34)
    s.lay((34, 40, 66), ImageChops.invert(light), 0.52)
    s.shine((255, 196, 140), times(light, s.down((0, 150), (0.8, 255), (1, 90))), 0.36)
    s.shine((255, 226, 196), rain(s, 8, 420, 26, -0.3), 0.14)


def _box(
    s: Sheet, x: float, low: float, wide: float, high: float, tone: Colour, open_top: bool = False
) -> None:
    """A cardboard box, its front and one side, taped, with damp at the foot."""
    deep = wide * 0.34
    front: list[Point] = [(x, low - high), (x + wide, low - high), (x + wide, low), (x, low)]
    side = [
        (x + wide, low - high),
        (x + wide + deep, low - high - deep * 0.34),
        (x + wide + deep, low - deep * 0.42),
        (x + wide, low),
    ]
    top = [
        (x, low - high),
        (x + wide, low - high),
        (x + wide + deep, low - high - deep * 0.34),
        (x + deep, low - high - deep * 0.34),
    ]
    mask = s.fill(tone, front)
    s.brush(mix(tone, (60, 40, 30), 0.6), mask, round(x), (90, 60), 0.4)
    s.fill(mix(tone, (255, 226, 190), 0.35), side)
    s.fill(mix(tone, (255, 240, 220), 0.5) if not open_top else (52, 38, 32), top)
    s.fill(
        mix(tone, (230, 214, 190), 0.7),
        [
            (x + wide * 0.44, low - high),
            (x + wide * 0.56, low - high),
            (x + wide * 0.56, low - high * 0.72),
            (x + wide * 0.44, low - high * 0.74),
        ],
        strength=0.85,
    )
    damp = s.stencil()
    damp.box(x, low - high * 0.2, x + wide, low)
    s.lay((84, 62, 48), times(torn(damp.mask(8), round(x), 10), mask), 0.65)
    if open_top:
        for flap in (
            [
                (x, low - high),
                (x + wide, low - high),
                (x + wide * 0.9, low - high + 34),
                (x - wide * 0.06, low - high + 40),
            ],
            [
                (x + wide, low - high),
                (x + wide + deep, low - high - deep * 0.34),
                (x + wide + deep * 1.5, low - high - deep * 0.1),
                (x + wide * 1.2, low - high + 24),
            ],
        ):
            s.fill(mix(tone, (255, 226, 190), 0.25), flap)


def _things(s: Sheet) -> None:
    cast = s.stencil()
    cast.polygon([(420, 868), (380, 560), (640, 470), (760, 640), (980, 700), (960, 868)])
    limb(cast, (1130, 868), (1020, 430), 44, 44)
    cast.polygon([(1190, 376), (1290, 376), (1330, 488), (1144, 488)])
    s.lay((44, 30, 44), cast.mask(7), 0.5)
    shade = s.stencil()
    shade.polygon([(150, 866), (1330, 866), (1390, 890), (1130, 912), (60, 908)])
    s.lay((34, 30, 38), torn(shade.mask(9), 4, 8), 0.75)
    rug, lamp, chair = s.stencil(), s.stencil(), s.stencil()
    limb(rug, (1226, 872), (1112, 404), 44, 44)
    mask = rug.mask(1)
    s.lay((132, 46, 44), mask)
    s.brush((226, 178, 130), mask, 6, (200, 12), 0.7, (140, 180))
    s.model(mask, (255, 206, 170), (40, 14, 22), (22, -6), 14, 0.7)
    _chair(chair)
    wood = chair.mask(0.9)
    s.lay((66, 44, 34), wood)
    s.rim(wood, (255, 222, 186), (3, -3), 0.6)
    _box(s, 486, 868, 250, 190, CARD)
    _box(s, 760, 872, 280, 168, (160, 120, 84))
    _box(s, 530, 684, 220, 150, (190, 150, 108), True)
    _box(s, 800, 704, 190, 132, (150, 110, 76))
    books = s.stencil()
    for index, tone in enumerate((90, 255, 160, 210, 120)):
        books.polygon(
            [
                (580 + index * 30, 532),
                (576 + index * 30, 480 + index % 3 * 12),
                (600 + index * 30, 478 + index % 3 * 12),
                (606 + index * 30, 532),
            ],
            tone,
        )
    s.lay((78, 96, 98), books.mask(0.8))
    plant = s.stencil()
    randomness = random.Random(4)
    for _ in range(26):
        tip = (902 + randomness.gauss(0, 78), 448 + randomness.gauss(0, 50))
        plant.line(smooth([(900, 560), ((tip[0] + 900) / 2, 470), tip], closed=False), 6)
        plant.disc(*tip, 13, tall=0.7)
    s.lay((54, 78, 56), plant.mask(0.9))
    s.rim(plant.mask(0.9), (196, 214, 160), (4, -4), 0.5)
    s.fill((174, 92, 66), [(858, 532), (946, 532), (932, 584), (872, 584)])
    lamp.polygon([(1268, 350), (1372, 350), (1412, 466), (1226, 466)])
    shade_mask = lamp.mask(1)
    s.lay((222, 196, 150), shade_mask)
    s.model(shade_mask, (255, 246, 220), (110, 80, 60), (20, -8), 16, 0.8)
    pole = s.stencil()
    pole.box(1314, 466, 1324, 866)
    pole.disc(1319, 868, 62, tall=0.18)
    s.lay((40, 36, 36), pole.mask(0.8))


def _chair(s: Stencil) -> None:
    for x, top in ((230, 500), (380, 500)):
        s.line([(x, top), (x + 6, 872)], 13)
    s.box(226, 700, 420, 722)
    s.line([(416, 712), (424, 884)], 12)
    s.line([(262, 712), (252, 890)], 12)
    for y in (516, 566, 616):
        s.line([(230, y), (384, y)], 15)
    s.line([(256, 810), (420, 806)], 7)
