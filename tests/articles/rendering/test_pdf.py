"""The PDF of a story: what is said in it, how it is tagged, and that it is the same for everybody."""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import subprocess
import sys
import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from articles.newsitem import CorrectionKind, CorrectionNotice, NewsItem, PhotoPlace, PhotoUse
from articles.rendering.pdf.blocks import blocks_of, shown
from articles.rendering.pdf.document import Sheet, data_of
from articles.rendering.pdf.typesetting import typeset
from tests.architecture import ROOT
from tests.media.pictures import a_jpeg

HOSTILE = r"""# = $x$ *a* _b_ ] [ "q" \ \u{41} @ref <lab> #import "x" // /* `raw` ~ ++ {{ }} #panic("no")"""
WRONG = "\x07\x1b\x85\ufeff\ue000"
NIGHT = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
BODY = """<p>The council keeps <a href="https://council.example/minutes/14">its minutes</a> open.</p>
<h3>Skips a level</h3><p>One <strong>strong and <em>both</em></strong> word<sup data-footnote="Page 14."></sup>.<br>Next.</p>
<h2>Two sailings</h2><ul><li><p>first point</p></li><li>second point</li></ul><ol><li><p>numbered</p></li></ol>
<blockquote><p>The river votes every night.</p></blockquote><hr>
<figure data-photo="2" data-caption="The quay, empty."></figure><figure data-photo="gone"></figure>
<div data-embed="https://video.example/watch?v=1"></div>"""

WITH_ALL = """<p>a <a href="https://x.example/"><em><strong><em>b</em></strong></em></a><sup data-footnote="n"></sup></p>
<h2>c</h2><figure data-photo="2"></figure><div data-embed="https://x.example/v"></div>"""


def an_item(**fields: Any) -> NewsItem:
    return NewsItem(
        **{
            "headline": "Council keeps the night ferry by one vote",
            "language": "en",
            "standfirst": "The boat stays, for a year.",
            "body": BODY,
            "published_at": datetime(2026, 11, 20, 7, 30, tzinfo=UTC),
            "photos": (
                PhotoUse(key="1", place=PhotoPlace.LEAD, caption="The ferry.", credit_line="EPA / TOLGA AKMEN",
                         alt="A lit ferry on dark water."),
                PhotoUse(key="2", credit_line="LWS / OSKAR TEMBLE", alt="An empty quay."),
            ),
            **fields,
        }
    )  # fmt: skip


def a_sheet(item: NewsItem | None = None, **display: Any) -> Sheet:
    item = item or an_item()
    author = {"name": "Nela Arden", "role": "by", "affiliation": ""}
    return Sheet(
        item=item,
        display={
            "kicker": [{"name": "News"}, {"name": "Politics"}],
            "authors": [author],
            "tags": [{"name": "River"}],
            "corrections": [
                {"kind": one.kind.value, "text": one.text, "made_at": one.made_at.isoformat()}
                for one in item.corrections
            ],
            **display,
        },
        paper="High Water",
        editor_in_chief="Marta Oselin",
        address="https://paper.example/articles/2026/11/20/night-ferry/",
        short_address="https://paper.example/s/12/",
        home="https://paper.example/",
    )


PHOTOS = {"1": a_jpeg(1200, 800), "2": a_jpeg(600, 800)}


def made(item: NewsItem | None = None, photos: dict[str, bytes] | None = None, **display: Any) -> bytes:
    return typeset(a_sheet(item, **display), PHOTOS if photos is None else photos)


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def text_of(content: bytes, tmp_path: Path) -> str:
    """As a reader copies it, on one line, with hyphenated words whole."""
    if not shutil.which("pdftotext"):
        pytest.skip("Install poppler-utils to read the text of a PDF.")
    (tmp_path / "it.pdf").write_bytes(content)
    said = subprocess.run(["pdftotext", str(tmp_path / "it.pdf"), "-"], capture_output=True, check=True)
    words = unicodedata.normalize("NFC", said.stdout.decode())
    return " ".join(re.sub("\u00ad\\s*", "", words).split())


def tags_of(pdf: pikepdf.Pdf) -> list[Any]:
    """Every element of the structure, in reading order."""

    def walk(element: Any) -> list[Any]:
        if isinstance(element, pikepdf.Array):
            return [found for one in element for found in walk(one)]
        if isinstance(element, pikepdf.Dictionary) and "/S" in element:
            return [element, *walk(element.get("/K", pikepdf.Array()))]
        return []

    return walk(pdf.Root.StructTreeRoot.K)


class AccessiblePdfTests:
    def test_it_is_tagged_and_says_its_title_and_its_language(self) -> None:
        pdf = opened(made())
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.Root.Lang) == "en"
        assert str(pdf.docinfo.Title) == "Council keeps the night ferry by one vote"
        assert str(pdf.docinfo.Author) == "Nela Arden"
        with pdf.open_metadata() as metadata:
            assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"

    def test_headings_begin_at_one_and_skip_no_level(self) -> None:
        notice = CorrectionNotice(kind=CorrectionKind.CORRECTION, text="It was 17.", made_at=NIGHT)
        pdf = opened(made(an_item(corrections=(notice,))))
        tags = [str(tag.S) for tag in tags_of(pdf)]
        levels = [int(tag[2:]) for tag in tags if re.fullmatch("/H[1-6]", tag)]
        assert levels[0] == 1 and levels.count(1) == 1
        assert all(later <= earlier + 1 for earlier, later in zip(levels, levels[1:], strict=False))
        assert {"/L", "/LI", "/BlockQuote", "/Note", "/Link", "/Caption", "/Strong", "/Em"} <= set(tags)

    def test_every_figure_says_what_is_seen_and_a_decoration_is_none(self) -> None:
        pdf = opened(made())
        figures = [str(tag.Alt) for tag in tags_of(pdf) if str(tag.S) == "/Figure"]
        assert figures[:2] == ["A lit ferry on dark water.", "An empty quay."]
        assert "QR code" in figures[2] and len(figures) == 3
        plain = PhotoUse(key="1", place=PhotoPlace.LEAD, credit_line="EPA / X", is_decorative=True)
        pdf = opened(made(an_item(photos=(plain,))))
        assert [str(tag.Alt) for tag in tags_of(pdf) if str(tag.S) == "/Figure"] == figures[2:]

    def test_its_fonts_are_inside_and_lead_back_to_letters(self) -> None:
        pdf = opened(made(an_item(language="ru", body="<p>Ёж, объём и <em>подъезд</em></p>")))
        fonts = [
            one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"
        ]
        whole = [font for font in fonts if "/DescendantFonts" in font]
        assert whole and all("/ToUnicode" in font for font in whole)
        for font in fonts:
            if "/FontDescriptor" in font:
                descriptor = font.FontDescriptor
                assert {"/FontFile2", "/FontFile3"} & set(descriptor.keys()), font.BaseFont
        names = " ".join(str(font.BaseFont) for font in whole)
        assert "SourceSerif4" in names and "GolosText" in names


class ContentPdfTests:
    def test_it_says_all_that_a_reader_is_owed(self, tmp_path: Path) -> None:
        notice = CorrectionNotice(
            kind=CorrectionKind.CORRECTION, text="It was 17 votes.\nWe regret it.", made_at=NIGHT
        )
        said = text_of(made(an_item(corrections=(notice,), updated_at=NIGHT)), tmp_path)
        for words in (
            "High Water", "News · Politics", "Council keeps the night ferry", "The boat stays, for a year.",
            "Nela Arden", "20 November 2026, 07:30 UTC", "Updated 20 November 2026, 23:30 UTC", "The ferry.",
            "Photo: EPA / TOLGA AKMEN", "The quay, empty.", "Photo: LWS / OSKAR TEMBLE", "Two sailings", "first point",
            "second point", "numbered", "The river votes every night.", "strong and both word", "Page 14.",
            "council.example/minutes/14", "video.example/watch?v=1", "Correction, 20 November 2026", "It was 17 votes.",
            "We regret it.", "paper.example/s/12", "River", "Editor in chief — Marta Oselin.",
        ):  # fmt: skip
            assert words in said, words
        assert "paper.example/articles/2026/11/20/night-ferry" in said.replace(" ", "")

    def test_it_says_updated_only_when_it_was(self, tmp_path: Path) -> None:
        assert "Updated" not in text_of(made(), tmp_path)

    def test_a_russian_story_is_set_in_russian(self, tmp_path: Path) -> None:
        item = an_item(
            language="ru", headline="Лестница, которой нет", standfirst="", updated_at=NIGHT, body=BODY
        )
        said = text_of(made(item), tmp_path)
        assert "Лестница, которой нет" in said and "20 ноября 2026, 07:30 UTC" in said
        assert "Обновлено" in said and "Фото: EPA / TOLGA AKMEN" in said and "Главный редактор" in said

    @pytest.mark.parametrize("key", ["1", "2"])
    def test_no_photo_stands_without_its_credit(self, key: str, tmp_path: Path) -> None:
        use = PhotoUse(key=key, place=PhotoPlace.LEAD if key == "1" else PhotoPlace.INLINE, alt="A thing.")
        item = an_item(photos=(use,))
        pdf = opened(made(item))
        assert not [tag for tag in tags_of(pdf) if str(tag.get("/Alt", "")) == "A thing."]

    def test_a_photo_that_waits_for_its_file_leaves_no_hole(self, tmp_path: Path) -> None:
        said = text_of(made(photos={}), tmp_path)
        assert "TOLGA AKMEN" not in said and "The quay, empty." not in said

    def test_words_of_a_story_are_never_code(self, tmp_path: Path) -> None:
        escaped = HOSTILE.replace("<", "&lt;").replace("&lab>", "&lab&gt;")
        notice = CorrectionNotice(kind=CorrectionKind.EDITORS_NOTE, text=HOSTILE, made_at=NIGHT)
        photo = PhotoUse(key="1", place=PhotoPlace.LEAD, caption=HOSTILE, credit_line=HOSTILE, alt=HOSTILE)
        item = an_item(
            headline=HOSTILE, standfirst=HOSTILE, body=f"<p>{escaped}</p><h2>{escaped}</h2><ul><li>{escaped}</li></ul>",
            photos=(photo,), corrections=(notice,),
        )  # fmt: skip
        content = made(item, kicker=[{"name": HOSTILE}], tags=[{"name": HOSTILE}])
        said = text_of(content, tmp_path).replace(" ", "")
        assert HOSTILE.replace(" ", "") in said
        for word in (
            HOSTILE.split()
        ):  # Kicker, headline, standfirst, paragraph, subhead, item, photo twice, note, tag.
            assert said.count(word) >= 10, word
        assert str(opened(content).docinfo.Title) == HOSTILE

    @pytest.mark.parametrize(
        "words",
        [
            "שלום עולם",
            "مرحبا بالعالم",
            "მდინარე",
            "Հայերեն",
            "Ελλάδα",
            "e\u0301te\u0301",
            "\u202edetrevni\u202c",
        ],
    )
    def test_other_scripts_are_set_and_keep_the_standard(
        self, words: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        assert made(an_item(headline=words, body=f"<p>{words}</p>"))
        assert not caplog.records

    def test_what_cannot_be_set_is_left_out(self, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
        content = made(an_item(headline=f"Night{WRONG} ferry", body=f"<p>By{WRONG} one vote</p>"))
        assert "Night ferry" in text_of(content, tmp_path) and not caplog.records

    def test_a_letter_that_no_font_has_costs_the_standard_and_not_the_pdf(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        pdf = opened(made(an_item(body="<p>漢字 🙂</p>")))
        assert pdf.Root.MarkInfo.Marked
        assert "does not keep ua-1" in caplog.text

    @pytest.mark.parametrize(
        "body",
        [
            "", "<p></p>", "<h2></h2>", "<h2> </h2><p>a</p>", "<ul></ul>", "<ul><li></li></ul>", "<p><br></p>",
            "<blockquote></blockquote>", "<p><strong></strong></p>", "<p>a<br></p>", "<hr>",
            "<blockquote><ul><li><p>a</p><ul><li>b</li></ul></li></ul></blockquote>",
            '<ul><li><figure data-photo="2"></figure></li></ul>', '<p><a href="#top">up</a></p>',
            '<p>a<sup data-footnote=""></sup><sup data-footnote="b"></sup><sup data-footnote="c"></sup></p>',
            '<p><a href="https://x.example/%ff">a</a> <a href="https://[bad">b</a></p>',
            "<p>" + "word" * 400 + "</p>",
            f'<p><a href="https://x.example/{"a" * 8200}">a</a></p>',
            f'<p><a href="https://x.example/{"я" * 4100}">a</a></p>',
            f'<p><a href="mailto:{"a" * 9000}">a</a></p>', f'<div data-embed="https://x.example/{"a" * 8200}"></div>',
            "<blockquote>" * 45 + "<p>a</p>" + "</blockquote>" * 45, "<ul><li>" * 60 + "a" + "</li></ul>" * 60,
            "<blockquote><ol><li>" * 30 + WITH_ALL + "</li></ol></blockquote>" * 30,
            "<p>" + "<em><strong>" * 60 + "a" + "</strong></em>" * 60 + "</p>",
        ],
    )  # fmt: skip
    def test_every_body_can_be_set(self, body: str, caplog: pytest.LogCaptureFixture) -> None:
        assert made(an_item(body=body)).startswith(b"%PDF")
        assert not caplog.records, "and keeps the standard"

    def test_words_that_lie_too_deep_are_all_there(self, tmp_path: Path) -> None:
        body = (
            "".join(f"<blockquote><p>Word{n}</p><ul><li>Item{n}" for n in range(30))
            + "</li></ul></blockquote>" * 30
        )
        said = text_of(made(an_item(body=body)), tmp_path)
        assert all(f"Word{n}" in said and f"Item{n}" in said for n in range(30))

    def test_an_address_too_long_for_a_link_is_printed_as_words(self) -> None:
        long = f"https://x.example/{'a' * 8000}"
        item = an_item(body=f'<p><a href="{long}">here</a></p><div data-embed="{long}"></div>')
        words, embed = blocks_of(item, (), "https://paper.example/")
        assert words["c"] == ["here", {"k": "note", "c": [shown(long)]}]
        assert (embed["to"], embed["shown"]) == ("", shown(long))

    @pytest.mark.parametrize("size", [(40, 1600), (1600, 40), (1, 1)])
    def test_a_photo_of_any_shape_can_be_set(self, size: tuple[int, int]) -> None:
        content = made(photos={"1": a_jpeg(*size), "2": a_jpeg(*size)})
        assert len(opened(content).pages) <= 3

    def test_a_very_long_headline_and_byline_can_be_set(self) -> None:
        authors = [{"name": f"Nela Arden {n}", "role": "by", "affiliation": "The Wire"} for n in range(12)]
        assert made(an_item(headline="Very long words " * 18), authors=authors)

    def test_a_story_without_byline_standfirst_and_photo_can_be_set(self) -> None:
        assert made(an_item(standfirst="", photos=(), body="<p>a</p>"), authors=[], kicker=[], tags=[])


class SameBytesTests:
    def test_it_is_the_same_in_another_process(self) -> None:
        """With another time, another hash seed and another folder."""
        ask = (
            "import django; django.setup()\n"
            "import hashlib, sys\n"
            "from tests.articles.rendering.test_pdf import made\n"
            "sys.stdout.write(hashlib.sha256(made()).hexdigest())"
        )
        environment = {"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
        ended = subprocess.run(
            [sys.executable, "-c", ask], cwd=ROOT, env=environment, capture_output=True, text=True
        )
        assert ended.returncode == 0, ended.stderr
        assert ended.stdout == hashlib.sha256(made()).hexdigest()

    def test_it_is_dated_by_the_story_and_not_by_a_clock(self) -> None:
        assert str(opened(made()).docinfo.CreationDate) == "D:20261120073000Z"
        assert str(opened(made(an_item(updated_at=NIGHT))).docinfo.CreationDate) == "D:20261120233000Z"


class BlocksTests:
    def blocks(self, body: str) -> list[dict[str, Any]]:
        return blocks_of(
            an_item(body=body), {"1", "2"}, "https://paper.example/articles/2026/11/20/night-ferry/"
        )

    def test_a_photo_is_described_in_the_words_of_its_place(self) -> None:
        here, own = self.blocks(
            '<figure data-photo="2" data-alt="Bollards, and nobody."></figure><figure data-photo="2"></figure>'
        )
        assert (here["alt"], own["alt"]) == ("Bollards, and nobody.", "An empty quay.")

    def test_a_link_has_its_address_noted_once(self) -> None:
        first, second = self.blocks(
            '<p><a href="/tags/river/">River</a></p><p><a href="/tags/river/">again</a></p>'
        )
        assert first["c"][0]["to"] == "https://paper.example/tags/river/"
        assert first["c"][1] == {
            "k": "note",
            "to": "https://paper.example/tags/river/",
            "c": ["paper.example/tags/river"],
        }
        assert [word["k"] for word in second["c"]] == ["link"]

    @pytest.mark.parametrize("words", ["https://x.example/a", "x.example/a", "x.example/a/"])
    def test_a_link_that_is_its_own_address_needs_no_note(self, words: str) -> None:
        [block] = self.blocks(f'<p><a href="https://x.example/a">{words}</a></p>')
        assert [word["k"] for word in block["c"]] == ["link"]

    def test_text_beside_blocks_is_a_paragraph(self) -> None:
        [item] = self.blocks("<ul><li>loose <em>words</em><p>and a paragraph</p></li></ul>")
        assert [block["k"] for block in item["items"][0]] == ["p", "p"]

    def test_levels_are_not_skipped(self) -> None:
        found = self.blocks("<h3>a</h3><h3>b</h3><h2>c</h2><h3>d</h3>")
        assert [block["level"] for block in found] == [2, 3, 2, 3]

    def test_words_are_tied_as_on_the_page(self) -> None:
        item = an_item(language="ru", headline="Лодка в порту", body="<p>Он в порту и <em>в лодке</em></p>")
        data = data_of(a_sheet(item), PHOTOS)
        assert data["headline"] == "Лодка в\u00a0порту" and data["title"] == "Лодка в порту"
        assert data["blocks"][0]["c"][0].startswith("Он в\u00a0порту")

    def test_addresses_are_shown_as_they_are_read(self) -> None:
        assert shown("https://example.org/%D1%80%D0%B5%D0%BA%D0%B0/") == "example.org/река"
        assert shown("https://example.org/%ff") == "example.org/%ff"
        assert shown("mailto:desk@example.org") == "desk@example.org"

    def test_the_data_is_plain_json(self) -> None:
        data = data_of(a_sheet(), PHOTOS)
        assert data["made"] == [2026, 11, 20, 7, 30, 0]
        assert data["lead"]["credit"] == "Photo: EPA / TOLGA AKMEN"
