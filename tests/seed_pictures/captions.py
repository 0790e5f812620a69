"""What each picture carries with it: who, where and when in the caption, what is seen in the alt text."""

from __future__ import annotations

from dataclasses import dataclass

SITE_EN = "High Water"
SITE_RU = "«Высокая вода»"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The fields of one picture; `credit` is the line as the page prints it."""

    scene: str
    language: str
    caption: str
    alt: str
    credit: str
    source: str
    made_on: str
    creator: str = ""
    """The person, spelled for reading; empty when the credit names none."""

    @property
    def rights(self) -> str:
        return f"© {self.made_on[:4]} {self.source}"


TEMBLE, MORROW, ORLAY = (
    ("LWS", f"{name} / LWS", name) for name in ("Oskar Temble", "Ilka Morrow", "Justina Orlay")
)
CASTELL = (SITE_EN, "Runa Castell for High Water", "Runa Castell")
DRAVEK = ("Millrace Pictures", "Emil Dravek / Millrace Pictures", "Emil Dravek")


def _by(
    whose: tuple[str, str, str], scene: str, made_on: str, caption: str, alt: str, language: str = "en"
) -> Words:
    source, credit, creator = whose
    return Words(
        scene=scene,
        language=language,
        caption=caption,
        alt=alt,
        credit=credit,
        creator=creator,
        source=source,
        made_on=made_on,
    )


PICTURES: dict[str, Words] = {
    "published/2026-11-12-the-last-number-6": Words(
        scene="tram_at_dusk",
        language="en",
        caption="A tram on Ropewalk at dusk, Brodvik, 9 November 2026.",
        alt="A lit tram comes head on down a wet cobbled street between tall houses; its wires cross a violet sky, "
        "and two people share an umbrella on the left.",
        credit="Ilka Morrow / LWS",
        creator="Ilka Morrow",
        source="LWS",
        made_on="2026-11-09",
    ),
    "published/2026-11-14-lestnitsa-kotoroy-net": Words(
        scene="snow_on_the_quay",
        language="ru",
        caption="Первый снег на Старой набережной, Бродвик, 13 ноября 2026 года.",
        alt="Человек в пальто и шапке с помпоном сгребает снег лопатой; справа ряд горящих фонарей и швартовные тумбы "
        "в снежных шапках, дальше серая река, идёт снег.",
        credit="Руна Кастелл / «Высокая вода»",
        creator="Руна Кастелл",
        source=SITE_RU,
        made_on="2026-11-13",
    ),
    "published/2026-11-16-the-port-is-busier-the-city-is-poorer": Words(
        scene="dawn_cranes",
        language="en",
        caption="Cranes at the eastern berths before sunrise, Brodvik, 3 November 2026.",
        alt="Tall port cranes stand one behind the other in orange haze above still water; a loaded barge passes "
        "in front of a ship stacked with containers.",
        credit="Emil Dravek / Millrace Pictures",
        creator="Emil Dravek",
        source="Millrace Pictures",
        made_on="2026-11-03",
    ),
    "published/2026-11-18-the-last-warm-room": Words(
        scene="reading_room",
        language="en",
        caption="The reading room of the Customs House library, Brodvik, 12 November 2026.",
        alt="One reader bends over an open book at a long wooden table with two green lamps, under three tall arched "
        "windows; shelves of old books run along the left wall.",
        credit="Runa Castell for High Water",
        creator="Runa Castell",
        source=SITE_EN,
        made_on="2026-11-12",
    ),
    "published/2026-11-20-council-keeps-the-night-ferry-by-one-vote": Words(
        scene="night_ferry",
        language="en",
        caption="The night ferry Patience nears Old Quay, Brodvik, 19 November 2026.",
        alt="A small ferry with two rows of lit windows crosses a dark, foggy river; two people with a bag wait "
        "under a street lamp on the quay in the foreground.",
        credit="LWS / OSKAR TEMBLE",
        creator="Oskar Temble",
        source="LWS",
        made_on="2026-11-19",
    ),
    "waiting/approved/2026-11-23-my-vykupili-verf": Words(
        scene="welder_in_silhouette",
        language="ru",
        caption="Агата Ренн, председатель кооператива «Канатный двор», в сборочном цехе верфи, Бродвик, "
        "17 ноября 2026 года.",
        alt="Тёмный профиль женщины с собранными в узел волосами и поднятой сварочной маской на фоне высокого окна "
        "из мелких стёкол; слева в глубине нос судна и вспышка сварки.",
        credit="LWS / ЮСТИНА ОРЛАЙ",
        creator="Юстина Орлай",
        source="LWS",
        made_on="2026-11-17",
    ),
    "waiting/in-review/2026-11-21-middle-sister-has-lost-a-third-of-its-land": Words(
        scene="islands_from_above",
        language="en",
        caption="The Sisters from the air, with Middle Sister in the centre, Brodvik, 28 October 2026.",
        alt="Three sandy islands with clumps of trees, seen from straight above in a wide green river; the one in "
        "the middle is much smaller than the others, and a barge leaves a pale wake in the channel beside it.",
        credit="Brodvik River Survey",
        source="Brodvik River Survey",
        made_on="2026-10-28",
    ),
    "published/media/reed-cutters-dawn": _by(
        MORROW,
        "reed_cutters_dawn",
        "2026-11-12",
        "Cutters cross the shallows of Lesser Sister at sunrise, 12 November 2026.",
        "Four people walk through shallow water between banks of reed, dark against a pink and golden sky; two carry "
        "long hooks on their shoulders and two carry bundles of reed.",
    ),
    "published/media/reed-cutters-boat": _by(
        MORROW,
        "reed_cutters_boat",
        "2026-11-12",
        "Reed on its way to Mill Shore in the rain. A full boat carries 110 sheaves and sits four fingers above the "
        "water.",
        "A flat boat under a heap of roped reed as tall as a man lies low on grey water in the rain; a person in a "
        "hat stands at the stern and pushes it with a pole.",
    ),
    "published/media/reed-cutters-sheaves": _by(
        MORROW,
        "reed_cutters_sheaves",
        "2026-11-14",
        "Sheaves on Lesser Sister the morning after the first snow, 14 November 2026.",
        "Dozens of tied sheaves of reed stand upright on a field with thin snow, under a deep blue sky; between two "
        "of them a person in dark clothes bends down.",
    ),
    "published/media/reed-cutters-hands": _by(
        MORROW,
        "reed_cutters_hands",
        "2026-11-12",
        "Thea Harker ties a sheaf with hemp. Wire would be quicker, she says, but wire does not rot with the roof.",
        "Two muddy hands draw a white cord tight around the waist of a sheaf of reed, against a dark background.",
    ),
    "published/media/empty-stairwell": _by(
        CASTELL,
        "empty_stairwell",
        "2026-11-04",
        "The stair of the house on Mill Shore from the fourth floor, 4 November 2026. The lamp goes out after forty "
        "seconds.",
        "Looking down an empty stairwell, where square flights with green edges and thin red rails turn round and round a "
        "tiled floor far below; a slanting patch of light lies on it.",
    ),
    "published/media/boxes-on-kerb": _by(
        CASTELL,
        "boxes_on_kerb",
        "2026-10-31",
        "What a household left behind, Mill Shore, 31 October 2026.",
        "A chair, four cardboard boxes, a pot plant, a rolled carpet and a standard lamp stand on a wet kerb before "
        "a brick house; its windows are shuttered and a notice hangs on the door.",
    ),
    "published/2026-11-19-hleb-do-shesti-utra": _by(
        (SITE_RU, "Руна Кастелл / «Высокая вода»", "Руна Кастелл"),
        "bakery_window",
        "2026-11-18",
        "Витрина пекарни под Канатной лестницей в пятом часу утра, Бродвик, 18 ноября 2026 года.",
        "Под каменной лестницей в снегу светится арочное окно пекарни: за стеклом полки с хлебом, печь и пекарь в "
        "фартуке; двое ждут у окна на синей ночной улице, третий идёт к ним.",
        "ru",
    ),
    "published/2026-11-23-what-214-owners-cannot-borrow": _by(
        ("LWS", "LWS / JUSTINA ORLAY", "Justina Orlay"),
        "shipyard_slip_hull",
        "2026-11-17",
        "A barge on the slip of the Ropewalk Yard, Brodvik, 17 November 2026.",
        "The bow of a barge on the slip, grey above and red below a white line, towers over two workers; two more "
        "stand on the scaffolding at its sides, and a pale crane rises behind.",
    ),
    "published/media/tide-organ-steps": _by(
        CASTELL,
        "tide_organ_steps",
        "2026-11-17",
        "Listeners on the steps of the Old Canal sluice, Brodvik, 17 November 2026.",
        "Seven people sit with their backs to us on broad stone steps that lead down into green water, and one stands "
        "at its edge; a sluice gate is drawn up against a yellow sky, and round holes run along both walls.",
    ),
    "published/media/tide-organ-pipes": _by(
        CASTELL,
        "tide_organ_pipes",
        "2026-11-17",
        "Part of the rank of 41 pipes. The longest, on the left, began life as the downpipe of a school.",
        "A rank of copper pipes, some orange and some green with age, rises from the water before a stone wall, the "
        "tall ones on the left; weed hangs at their feet, and water runs out in threads.",
    ),
    "published/media/tide-organ-maker": _by(
        CASTELL,
        "tide_organ_maker",
        "2026-11-16",
        "Bram Teller in the workshop on Rope Alley where he cuts the pipes, Brodvik, 16 November 2026.",
        "An old man with a white beard, a flat cap and glasses bends over a workbench and files a copper pipe under a "
        "green hanging lamp; pipes of many lengths hang on the wall behind him.",
    ),
    "published/media/tide-organ-night": _by(
        CASTELL,
        "tide_organ_night",
        "2026-11-19",
        "The sluice at 1:20 in the morning, Brodvik, 19 November 2026.",
        "A sluice gate stands dark in blue moonlight, with one lamp beside it and a row of pipes along the wall on the "
        "left; a person in a cap listens on the quay, and the moon lies broken on the water.",
    ),
    "published/media/rowing-eight-mist": _by(
        ORLAY,
        "rowing_eight_mist",
        "2026-11-14",
        "The women’s eight of the Lodra Rowing Club below the Long Bridge, Brodvik, 14 November 2026.",
        "Eight rowers in red vests and a cox cross still water in white mist, leaning forward with their oars lifted; "
        "boat and crew are mirrored below, and a bridge and poplars show faintly behind.",
    ),
    "published/media/rowing-boathouse": _by(
        ORLAY,
        "rowing_boathouse",
        "2026-11-14",
        "The boathouse at Mill Shore. The flood of March 2024 came up to the third rack.",
        "Long narrow boats in red, blue, yellow and white lie keel up on racks along both walls of a wooden shed; a "
        "rower with two oars on her shoulder walks past the open door, beyond which the river shines.",
    ),
    "published/media/rowing-coach-bicycle": _by(
        ORLAY,
        "rowing_coach_bicycle",
        "2026-11-14",
        "Hedda Strome on the towpath, Brodvik, 14 November 2026.",
        "A woman in a red jacket and a white cap rides a green bicycle with a megaphone in its basket; her yellow "
        "scarf flies behind her, and the river and the autumn trees are blurred by speed.",
    ),
    "published/media/night-bus-hospital": _by(
        TEMBLE,
        "night_bus_hospital",
        "2026-11-20",
        "A bus outside the east entrance of Salt Shore hospital during a trial run, Brodvik, 20 November 2026.",
        "A lit green bus stands with both doors open before a dark hospital with a red cross, in heavy rain; three "
        "people, one under a red umbrella, walk towards it over wet asphalt.",
    ),
    "published/media/ferry-ticket-hall": _by(
        TEMBLE,
        "ferry_ticket_hall",
        "2026-11-18",
        "The ticket hall at Old Quay, Brodvik, 18 November 2026.",
        "A tall tiled hall with five arched ticket windows, one of them lit and four with their blinds down; four "
        "people wait with wheeled bags on a chequered floor, under a timetable and a clock.",
    ),
    "published/media/port-board-building": _by(
        DRAVEK,
        "port_board_building",
        "2026-11-10",
        "The Port Authority on Pilot Street, Brodvik, 10 November 2026.",
        "A heavy stone office building with tall windows and a green cupola stands on a quay under a grey sky; a blue "
        "flag flies from its roof, and a few people walk past, small beside it.",
    ),
    "published/media/siren-mast": _by(
        (SITE_RU, "Руна Кастелл / «Высокая вода»", "Руна Кастелл"),
        "siren_mast",
        "2026-11-18",
        "Мачта с сиреной над Весовой палатой незадолго до полуденной пробы, Бродвик, 18 ноября 2026 года.",
        "Высокая решётчатая мачта с четырьмя красными раструбами сирены стоит над кирпичным домом с часами, на которых "
        "почти двенадцать; вокруг неё кружат голуби, за ней большие белые облака.",
        "ru",
    ),
    "published/media/library-stacks": _by(
        CASTELL,
        "library_stacks",
        "2026-11-12",
        "The stacks below the Customs House library, Brodvik, 12 November 2026.",
        "A long vaulted corridor between high shelves of books, lit by hanging lamps; a librarian walks away with a "
        "pile of books, and a loaded trolley stands in the foreground on the right.",
    ),
    "published/media/port-silos": _by(
        DRAVEK,
        "port_silos",
        "2026-11-02",
        "The grain silos at the eastern berths in the last sun, Brodvik, 2 November 2026.",
        "Nine tall round silos in a row glow pink in low sun, with the blue shadow of a crane across them; a man in a "
        "cap pushes a bicycle along the tracks before them.",
    ),
    "published/media/council-chamber": _by(
        MORROW,
        "council_chamber",
        "2026-11-19",
        "The council votes, seen from the public gallery, Brodvik, 19 November 2026.",
        "Councillors sit at three curved desks in a red chamber under a chandelier, seen from above; many of those on "
        "the right raise a hand, and a notebook lies on the gallery’s rail in front.",
    ),
    "waiting/embargoed/media/flood-line-post": _by(
        (SITE_EN, "Runa Castell / High Water", "Runa Castell"),
        "flood_line_post",
        "2026-11-20",
        "The flood post at the Mill Shore landing, Brodvik, 20 November 2026. The red mark is from March 2024.",
        "A child in a yellow raincoat reaches up to the lowest mark on a tall white post at the edge of a paved quay "
        "in the rain; the red mark near the top hangs far above the child’s head, and the river lies behind.",
    ),
    "waiting/embargoed/media/flood-line-terraces": _by(
        (SITE_EN, "Runa Castell / High Water", "Runa Castell"),
        "flood_line_terraces",
        "2026-11-20",
        "The even side of Lower Mill Street after two days of rain, Brodvik, 20 November 2026. By the new map these "
        "houses are wetter than before.",
        "A row of narrow terraced houses, their lower walls darkened by damp, stands along a flooded street that "
        "mirrors them; two people wade towards the low sun, where cranes rise over new blocks.",
    ),
    "waiting/embargoed/media/flood-line-map-room": _by(
        DRAVEK,
        "flood_line_map_room",
        "2026-11-19",
        "The map room of the building office, where both versions may be seen on request, Brodvik, 19 November 2026.",
        "Two people lean over a large map on a table under a red hanging lamp and point at a red line beside a blue "
        "river; rolled plans fill the pigeonholes on the left, shallow drawers stand on the right.",
    ),
    "waiting/scheduled/media/dredger-basin": _by(
        DRAVEK,
        "dredger_basin",
        "2026-11-24",
        "A dredger at work in the eastern basin, Brodvik, 24 November 2026.",
        "A red dredger with a raised yellow arm floats in a harbour basin; mud falls from its bucket into the brown "
        "water, and gulls circle round it.",
    ),
    "portraits/ilmar-vey": _by(
        (SITE_EN, "Runa Castell / High Water", "Runa Castell"),
        "portrait_at_a_window",
        "2026-10-06",
        "Ilmar Vey, who writes about books, Brodvik, 6 October 2026.",
        "A man with short grey hair and dark-rimmed glasses, in a dark jacket, looks into the light of a window.",
    ),
    "portraits/piers-lunde": _by(
        (SITE_EN, "Runa Castell / High Water", "Runa Castell"),
        "portrait_in_a_cap",
        "2026-10-06",
        "Piers Lunde, sports editor, Brodvik, 6 October 2026.",
        "A man with a short reddish beard, in a blue woollen cap and a rust-red jacket, against a pale grey wall.",
    ),
    "portraits/nela-arden": _by(
        (SITE_EN, "Runa Castell / High Water", "Runa Castell"),
        "portrait_in_green",
        "2026-10-07",
        "Nela Arden, who covers the city council, Brodvik, 7 October 2026.",
        "A woman with long dark hair and a calm look, in a green jacket over a light shirt, before a brown wall.",
    ),
}
"""Path of the picture below `seeds/`, without its suffix; beside its page, in a folder `media`, or of an author."""
