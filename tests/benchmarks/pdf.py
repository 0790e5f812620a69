"""How long a PDF takes and how big it is: `.venv/bin/python -m tests.benchmarks.pdf`.

900 words in two languages and two photographs, in a process of its own; the first compilation reads
the fonts, the others find them.
"""

from __future__ import annotations

import io
import os
import random
import statistics
import sys
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from PIL import Image, ImageFilter  # noqa: E402

from articles.newsitem import NewsItem  # noqa: E402
from articles.rendering.pdf.typesetting import typeset  # noqa: E402
from media.for_paper import QUALITIES  # noqa: E402
from tests.articles.rendering.test_pdf import a_sheet, an_item  # noqa: E402

WORDS = 900
RUNS = 20
MOST_SECONDS = 0.3
MOST_BYTES = 500_000
ENGLISH = "the river council kept its night ferry by one vote after four hours and nobody in the gallery had gone home"
RUSSIAN = (
    "совет сохранил ночной паром одним голосом после четырёх часов спора и никто на галерее не ушёл домой"
)


def a_long_item(language: str, run: int) -> NewsItem:
    """Another text each time: typst remembers what it has set before."""
    chance = random.Random(f"{language} {run}")
    vocabulary = (ENGLISH if language == "en" else RUSSIAN).split()
    paragraphs = [" ".join(chance.choices(vocabulary, k=60)).capitalize() + "." for _ in range(WORDS // 60)]
    middle = '<figure data-photo="2" data-caption="The quay."></figure><h2>Two sailings</h2>'
    half = len(paragraphs) // 2
    body = [f"<p>{words}</p>" for words in paragraphs]
    return an_item(language=language, body="".join([*body[:half], middle, *body[half:]]))


def a_photo(width: int, most_bytes: int) -> bytes:
    """Clouds and grain: harder to compress than most that an agency sends."""
    chance = random.Random(width)
    grain = chance.randbytes(900 * 600 * 3)
    small = Image.frombytes("RGB", (900, 600), grain).filter(ImageFilter.GaussianBlur(1.2))
    image = small.resize((width, width * 2 // 3), Image.Resampling.BICUBIC)
    content = b""
    for quality in QUALITIES:
        sink = io.BytesIO()
        image.save(sink, "JPEG", quality=quality, optimize=True)
        content = sink.getvalue()
        if len(content) <= most_bytes:
            break
    return content


def main() -> int:
    photos = {"1": a_photo(1200, 185_000), "2": a_photo(800, 185_000)}
    is_slow = False
    for language in ("en", "ru"):
        times, work, content = [], [], b""
        for run in range(RUNS):
            sheet = a_sheet(a_long_item(language, run))
            started, worked = time.perf_counter(), time.process_time()
            content = typeset(sheet, photos)
            times.append(time.perf_counter() - started)
            work.append(time.process_time() - worked)
        sys.stdout.write(
            f"{language}: {WORDS} words, 2 photos: first {times[0]:.3f} s, then {statistics.median(times[1:]):.3f} s "
            f"(slowest {max(times[1:]):.3f} s; the processor works {statistics.median(work):.3f} s), "
            f"{len(content) / 1000:.0f} KB\n"
        )
        is_slow |= max(times) > MOST_SECONDS or len(content) > MOST_BYTES
    sys.stdout.write(f"The bar: {MOST_SECONDS} s and {MOST_BYTES // 1000} KB.\n")
    return int(is_slow)


if __name__ == "__main__":
    sys.exit(main())
