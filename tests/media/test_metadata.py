"""The words inside a file: IPTC's fields out of XMP, IIM and EXIF, whatever state the file is in."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from media import iim, metadata, xmp
from media.metadata import PhotoMetadata, Words
from tests.media.pictures import a_jpeg, a_picture, encoded, exif
from tests.media.test_validators import mutated


def read(content: bytes) -> PhotoMetadata:
    return metadata.read(io.BytesIO(content))


def iim_segment(*datasets: tuple[tuple[int, int], bytes]) -> bytes:
    """As an old program wrote it, with no word about its character set."""
    block = b"".join(iim._dataset(number, value) for number, value in datasets)
    body = iim.PHOTOSHOP + iim._resource(0x0404, block)
    return b"\xff\xed" + (len(body) + 2).to_bytes(2, "big") + body


class ReadingTests:
    FIELDS = {
        "creator": "creator",
        "credit": "credit_line",
        "source": "source",
        "copyright": "copyright",
        "description": "caption",
        "alt": "alt",
        "usage_terms": "usage_terms",
    }

    def test_it_reads_every_made_file_without_a_lost_field(self, shared_data: Path) -> None:
        folder = shared_data / "photos" / "made"
        for name, case in json.loads((folder / "expected.json").read_text()).items():
            found = metadata.read(io.BytesIO((folder / name).read_bytes()))
            for field, ours in self.FIELDS.items():
                expected = case["expected"].get(field, [] if field == "creator" else "")
                assert getattr(found, ours) == (tuple(expected) if field == "creator" else expected), (
                    name,
                    field,
                )

    def test_it_reads_the_reference_image_of_iptc(self, shared_data: Path) -> None:
        found = metadata.read((shared_data / "photos" / "IPTC-PhotometadataRef-Std2017.1.jpg").open("rb"))
        assert found.creator == ("Creator1 (ref2017.1)", "Creator2 (ref2017.1)")
        assert found.credit_line == "Credit Line (ref2017.1)"
        assert found.source == "Source (ref2017.1)"
        assert found.caption.startswith("The description aka caption")
        assert found.usage_terms.startswith("Rights Usage Ter")
        assert found.date_created.startswith("2017-")

    def test_it_prefers_the_whole_text_in_xmp_to_the_cut_one_in_iim(self) -> None:
        name = "Александра Константинопольская / Высокая вода"
        words = Words(credit_line=name)
        assert metadata.iptc_segment(words).find(name.encode()) == -1
        found = read(a_jpeg(xmp=metadata.xmp_packet(words), extra=metadata.iptc_segment(words)))
        assert found.credit_line == name

    def test_it_never_takes_a_caption_for_an_alt_text(self) -> None:
        found = read(a_jpeg(xmp=metadata.xmp_packet(Words(caption="Mayor Anna Brandt speaks."))))
        assert (found.caption, found.alt) == ("Mayor Anna Brandt speaks.", "")
        found = read(a_jpeg(xmp=metadata.xmp_packet(Words(alt="A woman at a desk."))))
        assert (found.caption, found.alt) == ("", "A woman at a desk.")

    def test_it_reads_xmp_in_all_kinds(self) -> None:
        packet = metadata.xmp_packet(Words(alt="A ferry."))
        for kind in ("JPEG", "WEBP", "AVIF"):
            assert read(encoded(a_picture(30, 20), kind, xmp=packet)).alt == "A ferry."

    def test_it_reads_properties_written_as_attributes(self) -> None:
        packet = (
            f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{xmp.RDF}"><rdf:Description rdf:about="" '
            f'xmlns:photoshop="{xmp.PHOTOSHOP}" photoshop:Credit="EPA &amp; Co"/></rdf:RDF></x:xmpmeta>'
        )
        assert read(a_jpeg(xmp=packet.encode())).credit_line == "EPA & Co"

    @pytest.mark.parametrize(
        ("text", "encoding"),
        [("Ольга Ветрова", "cp1251"), ("José Peñalver", "latin-1"), ("Оля Вітер", "utf-8")],
    )
    def test_it_guesses_the_letters_of_a_block_that_names_none(self, text: str, encoding: str) -> None:
        assert read(a_jpeg(extra=iim_segment((iim.BYLINE, text.encode(encoding))))).creator == (text,)

    def test_it_drops_a_letter_that_was_cut_in_half(self) -> None:
        cut = "Ольга Ветров".encode()[:-1]
        assert read(a_jpeg(extra=iim_segment((iim.CHARSET, iim.UTF8), (iim.BYLINE, cut)))).creator == (
            "Ольга Ветро",
        )

    def test_it_does_not_take_a_camera_s_name_for_a_caption(self) -> None:
        for words in ("OLYMPUS DIGITAL CAMERA", "SONY DSC", "          "):
            assert read(a_jpeg(exif=exif(ImageDescription=words))).caption == ""
        assert read(a_jpeg(exif=exif(ImageDescription="Snow on the road."))).caption == "Snow on the road."

    def test_it_leaves_the_file_at_its_beginning(self) -> None:
        file = io.BytesIO(a_jpeg())
        metadata.read(file)
        assert file.tell() == 0


class HostileFileTests:
    BOMB = (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">'
        '<!ENTITY c SYSTEM "file:///etc/passwd">]>'
    )

    @pytest.mark.parametrize("words", ["&b;", "&c;", "plain"])
    def test_it_reads_no_xml_that_brings_entities(self, words: str) -> None:
        packet = metadata.xmp_packet(Words(caption="CAPTION")).decode().replace("CAPTION", words)
        body = packet[packet.index("<x:xmpmeta") : packet.index("<?xpacket end")]
        assert read(a_jpeg(xmp=(self.BOMB + body).encode())) == PhotoMetadata()

    def test_it_reads_no_xml_that_leads_elsewhere(self) -> None:
        packet = b'<!DOCTYPE x SYSTEM "http://example.org/x.dtd">' + metadata.xmp_packet(
            Words(alt="A ferry.")
        )
        assert read(a_jpeg(xmp=packet[packet.index(b"<!DOCTYPE") :])) == PhotoMetadata()

    def test_it_says_nothing_of_what_is_no_picture(self) -> None:
        assert read(b"") == read(b"no picture") == read(b"\xff\xd8\xff\xe1") == PhotoMetadata()

    def test_it_raises_on_no_odd_file(self, shared_data: Path) -> None:
        files = [*(shared_data / "odd-images").iterdir(), *(shared_data / "photos").rglob("*.jpg")]
        assert len(files) > 40
        for file in files:
            assert isinstance(read(file.read_bytes()), PhotoMetadata), file

    def test_it_raises_on_no_mutated_file(self, long_sample) -> None:  # type: ignore[no-untyped-def]
        words = Words(creator="Ольга", credit_line="EPA", caption="A caption.", alt="A ferry.")
        content = a_jpeg(
            8, 8, xmp=metadata.xmp_packet(words), extra=metadata.iptc_segment(words), exif=exif(Artist="Ann")
        )
        for seed in long_sample(range(2000), 200):
            assert isinstance(read(mutated(content, seed)), PhotoMetadata)

    def test_no_text_holds_what_a_database_refuses(self) -> None:
        found = read(a_jpeg(extra=iim_segment((iim.CAPTION, b"A\x00 ferry\x07."))))
        assert found.caption == "A ferry."


class WritingTests:
    def test_what_it_writes_it_reads_back(self) -> None:
        words = Words(
            creator="Ольга <Ветрова> & Co",
            credit_line="EPA / TOLGA AKMEN",
            copyright="© 2026 «Берег»",
            caption="Quotes \"and\" 'such', ]]> <b>&amp;",
            alt="Паром.",
            usage_terms="Editorial use only.",
        )
        found = read(a_jpeg(xmp=metadata.xmp_packet(words)))
        assert found == PhotoMetadata(
            creator=(words.creator,), credit_line=words.credit_line, copyright=words.copyright,
            caption=words.caption, alt=words.alt, usage_terms=words.usage_terms,
        )  # fmt: skip

    def test_iim_is_cut_at_a_letter_to_the_bytes_that_the_standard_allows(self) -> None:
        block = iim.segment({iim.CREDIT: "Ж" * 40, iim.BYLINE: "x" + "Ж" * 40})
        found = iim.read(block[block.index(b"\x1c") :])
        assert found[iim.CREDIT] == ["Ж" * 16]
        assert found[iim.BYLINE] == ["x" + "Ж" * 15]

    def test_the_longest_words_fit_into_a_jpeg(self) -> None:
        words = Words(caption="&" * metadata.MAX_TEXT, alt="🛳" * metadata.MAX_TEXT, credit_line="Ж" * 300)
        assert read(a_jpeg(xmp=metadata.xmp_packet(words))).alt == words.alt
