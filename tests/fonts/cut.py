"""Cuts the site's fonts to what its pages set, from three npm packages, into newsroom/static/newsroom/fonts/.

    npm pack source-serif@4.5.1 @fontsource-variable/source-serif-4@5.3.1 @fontsource-variable/golos-text@5.3.0
    (unpack each into PACKAGES/<its name without scope>/)
    pip install fonttools brotli
    python tests/fonts/cut.py PACKAGES

Source Serif is cut from Adobe's own files, because the subsets of @fontsource have lost the old-style figures. Its
axes are cut to the three faces that the style sheets ask for, each with its optical size: text 400 at 20, headlines 600
at 32, italics 400 at 24. As one variable font they would weigh twice as much, and the first visit pays for it.
A changed font may not carry the reserved name, so it is called Newsroom Serif.
"""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FONTS = Path(__file__).parents[2] / "newsroom" / "static" / "newsroom" / "fonts"
SUBSETS = ("latin", "latin-ext", "cyrillic", "cyrillic-ext")
FACES = {"": ("Roman", 400, 20), "-bold": ("Roman", 600, 32), "-italic": ("Italic", 400, 24)}
"""Suffix of the file -> style, weight, optical size."""
FEATURES = ["ccmp", "locl", "liga", "kern", "mark", "mkmk", "onum", "pnum", "lnum", "tnum"]
LATIN = (
    "U+0020-007E,U+00A0-00A3,U+00A7-00A9,U+00AB,U+00AD-00AE,U+00B0-00B1,U+00B7,U+00BB,U+00C0,U+00C4,U+00C7-00CB,U+00D6,"
    "U+00D7,U+00DC,U+00DF-00E2,U+00E4-00EB,U+00ED-00EF,U+00F1,U+00F3-00F4,U+00F6,U+00F9-00FC,U+2002-200F,U+2010-2014,"
    "U+2018-201E,U+2020-2022,U+2026,U+202F,U+2032-2033,U+2039-203A,U+20AC,U+2122,U+2190-2193,U+2212"
)
CYRILLIC = (
    "U+0301,U+0401,U+0404,U+0406-0407,U+040E,U+0410-044F,U+0451,U+0454,U+0456-0457,U+045E,U+0490-0491,U+2116"
)
"""What English, and what Russian, Ukrainian and Belarusian are set in; the rest of each script is in its -ext file."""
BASICS = (
    "U+0020-0040,U+005B,U+005D,U+00A0,U+00A7,U+00A9,U+00AB,U+00AD,U+00B0,U+00B7,U+00BB,U+2009,U+2010-2014,"
    "U+2018-201E,U+2026,U+202F"
)
"""Space, figures, marks: in the Cyrillic serif too, so that a Russian page needs no Latin one and « kerns with its letter."""

ASCII = f"{BASICS},U+0041-007E"
"""All the Latin that a Russian page needs in its interface: PDF, RSS, an address. The accents are in a file of their own."""


def code_points(ranges: str) -> set[int]:
    found: set[int] = set()
    for part in ranges.split(","):
        first, _, last = part.removeprefix("U+").partition("-")
        found |= set(range(int(first, 16), int(last or first, 16) + 1))
    return found


def rest_of(ranges: dict[str, str], script: str, cut_already: str) -> set[int]:
    whole = code_points(ranges[script]) | code_points(ranges[f"{script}-ext"])
    return whole - code_points(cut_already)


def narrowed(path: Path, **limits: int | tuple[int, int]) -> bytes:
    font = TTFont(path)
    instantiateVariableFont(font, limits, inplace=True)
    if "fvar" in font:
        font["fvar"].instances = []
    if "STAT" in font:
        del font["STAT"]
    font.flavor = None
    return saved(font)


def saved(font: TTFont) -> bytes:
    sink = io.BytesIO()
    font.save(sink)
    return sink.getvalue()


def renamed(font: TTFont) -> None:
    for record in font["name"].names:
        if record.nameID not in (0, 7, 13, 14):
            record.string = (
                str(record)
                .replace("Source Serif 4", "Newsroom Serif")
                .replace("SourceSerif4", "NewsroomSerif")
            )


def cut(content: bytes, letters: set[int]) -> bytes:
    font = TTFont(io.BytesIO(content), recalcTimestamp=False)
    options = subset.Options(
        layout_features=FEATURES, hinting=False, name_IDs=[0, 1, 2, 3, 4, 5, 6, 7, 13, 14]
    )
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=letters)
    cutter.subset(font)
    renamed(font)
    font.flavor = "woff2"
    return saved(font)


def cut_serif(packages: Path) -> None:
    ranges = json.loads((packages / "source-serif-4" / "unicode.json").read_text())
    letters = {
        "latin": code_points(LATIN),
        "latin-ext": rest_of(ranges, "latin", LATIN),
        "cyrillic": code_points(CYRILLIC) | code_points(BASICS),
        "cyrillic-ext": rest_of(ranges, "cyrillic", CYRILLIC),
    }
    for suffix, (style, weight, size) in FACES.items():
        source = packages / "source-serif" / "VAR" / f"SourceSerif4Variable-{style}.ttf"
        content = narrowed(source, wght=weight, opsz=size)
        for name in SUBSETS:
            (FONTS / f"serif{suffix}-{name}.woff2").write_bytes(cut(content, letters[name]))


def cut_sans(packages: Path) -> None:
    """The files come in subsets already; from the large ones goes what our languages do not set."""
    kept = {
        "latin": code_points(ASCII),
        "latin-1": code_points(LATIN) - code_points(ASCII),
        "latin-ext": None,
        "cyrillic": code_points(CYRILLIC),
        "cyrillic-ext": None,
    }
    for name, letters in kept.items():
        origin = "latin" if name == "latin-1" else name
        source = packages / "golos-text" / "files" / f"golos-text-{origin}-wght-normal.woff2"
        content = narrowed(source, wght=(400, 600))
        letters = letters or set(TTFont(io.BytesIO(content)).getBestCmap())
        (FONTS / f"sans-{name}.woff2").write_bytes(cut(content, letters))


if __name__ == "__main__":
    where = Path(sys.argv[1])
    cut_serif(where)
    cut_sans(where)
