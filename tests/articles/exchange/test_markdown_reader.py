"""Markdown with front matter -> NewsItem: every field, what strangers write, and what is refused in which words."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from articles.exchange import formats
from articles.exchange.reading import InLibrary, Reading, Source, Unreadable, Vocabulary
from articles.newsitem import BylineRole, CorrectionKind, PhotoPlace, StoryState
from newsroom.lib.folding import fold

PATH = "seeds/published/2026-11-15-the-reed-cutters.md"
TEXT = "At ten to six the only light on Lesser Sister was a lamp.\n"
WHOLE = """\
---
headline: The people who cut the islands’ hair
kicker: Winter work
kind: Stories
section: Environment
language: en
slug: the-people-who-cut-the-islands-hair
standfirst: "Five people still harvest reed: by hand."
authors:
  - name: Nela Arden
    affiliation: exclusively for High Water
  - {name: Vera Olshan, role: translated_by}
tags: [Lodra, "Islands", Work]
published_at: 2026-11-15T07:30:00+00:00
updated_at: 2026-11-16T12:00:00+02:00
state: published
visible_until: 2027-01-01T00:00:00Z
embargo: {until: 2026-12-02T05:00:00+00:00, reason: "The report is out then."}
translation_of: ru/2026/11/14/trostnik
import_ref: en/2026/11/15/reed
old_addresses: [/articles/2026/11/14/reed-cutters/, "https://high-water.example/articles/2026/11/13/reed/"]
photos:
  - place: lead
    file: media/reed-cutters-dawn.jpg
    caption: Cutters before sunrise.
    own_caption: Four cutters before sunrise.
    focus: [0.5, 0.25]
    credit: Ilka Morrow / LWS
    alt: Three people with long poles.
    own_alt: Трое с шестами.
    licence: Subscription of the paper; no resale
  - place: inline
    file: media/boat.jpg
    caption: "The boat.\\nAnd its shadow."
    credit: Runa Castell for High Water
    decorative: true
corrections:
  - kind: clarification
    made_at: 2026-11-16T10:00:00+00:00
    text: An earlier version said six.
---
First *em* and **strong**, [a link](https://example.org/a_(b)?c=d&e "title").

## Subhead

![](media/boat.jpg)

- one
- two

1. first

   more

> Said.

---

Words.[^1] Line\\
break.

<https://video.example.org/v/1>

[^1]: Minutes, *p.* [4].
"""
BODY = (
    '<p>First <em>em</em> and <strong>strong</strong>, <a href="https://example.org/a_(b)?c=d&amp;e" title="title" '
    'rel="noopener">a link</a>.</p><h2>Subhead</h2><figure data-photo="2"></figure><ul><li>one</li><li>two</li></ul>'
    "<ol><li><p>first</p><p>more</p></li></ol><blockquote><p>Said.</p></blockquote><hr>"
    '<p>Words.<sup data-footnote="Minutes, p. [4]."></sup> Line<br>break.</p>'
    '<div data-embed="https://video.example.org/v/1"></div>'
)


def read(text: str | bytes, path: str = PATH, **words: object) -> Reading:
    data = text.encode() if isinstance(text, str) else text
    return formats.read(Source(path=path, data=data), formats.AUTO, Vocabulary(**words))  # type: ignore[arg-type]


def a_story(front: str = "", text: str = TEXT, headline: str = "headline: Reed") -> str:
    return "\n".join(["---", *filter(None, [headline, front]), "---", text])


def refusal(text: str | bytes, **words: object) -> str:
    with pytest.raises(Unreadable) as caught:
        read(text, **words)
    return str(caught.value)


def codes(reading: Reading) -> list[str]:
    return [warning.code for warning in reading.warnings]


class ContractTests:
    def test_every_field_is_read(self) -> None:
        reading = read(WHOLE)
        item, standing = reading.item, reading.standing
        assert (item.headline, item.kicker, item.language) == (
            "The people who cut the islands’ hair",
            "Winter work",
            "en",
        )
        assert item.kind and item.section
        assert (item.kind.name, item.section.name) == ("Stories", "Environment")
        assert item.standfirst == "Five people still harvest reed: by hand."
        assert item.slug == "the-people-who-cut-the-islands-hair"
        assert [(line.name, line.role, line.affiliation) for line in item.bylines] == [
            ("Nela Arden", BylineRole.BY, "exclusively for High Water"),
            ("Vera Olshan", BylineRole.TRANSLATION, ""),
        ]
        assert [term.name for term in item.tags] == ["Lodra", "Islands", "Work"]
        assert item.published_at == datetime(2026, 11, 15, 7, 30, tzinfo=UTC)
        assert item.updated_at == datetime(2026, 11, 16, 10, tzinfo=UTC)
        assert item.updated_at.tzinfo is UTC
        assert (item.translation_of, item.import_ref, reading.is_named) == (
            "ru/2026/11/14/trostnik",
            "en/2026/11/15/reed",
            True,
        )
        assert standing.state is StoryState.PUBLISHED
        assert standing.visible_until == datetime(2027, 1, 1, tzinfo=UTC)
        assert standing.embargo and standing.embargo.reason == "The report is out then."
        assert standing.embargo.until == datetime(2026, 12, 2, 5, tzinfo=UTC)
        assert standing.old_addresses == (
            "/articles/2026/11/14/reed-cutters/",
            "/articles/2026/11/13/reed/",
        )
        assert [(one.kind, one.text, one.made_at) for one in item.corrections] == [
            (
                CorrectionKind.CLARIFICATION,
                "An earlier version said six.",
                datetime(2026, 11, 16, 10, tzinfo=UTC),
            )
        ]
        assert codes(reading) == []

    def test_photos_have_the_words_of_the_front_matter(self) -> None:
        reading = read(WHOLE)
        lead, inline = reading.item.photos
        assert (lead.place, lead.file, lead.caption) == (
            PhotoPlace.LEAD,
            "media/reed-cutters-dawn.jpg",
            "Cutters before sunrise.",
        )
        assert (lead.credit_line, lead.photographer, lead.agency) == (
            "Ilka Morrow / LWS",
            "Ilka Morrow",
            "LWS",
        )
        assert (lead.alt, lead.licence) == (
            "Three people with long poles.",
            "Subscription of the paper; no resale",
        )
        assert (inline.place, inline.is_decorative, inline.caption) == (
            PhotoPlace.INLINE,
            True,
            "The boat.\nAnd its shadow.",
        )
        assert reading.library == {
            lead.key: InLibrary(
                caption="Four cutters before sunrise.", alt="Трое с шестами.", focal_point=(0.5, 0.25)
            ),
        }

    def test_the_text_is_the_dialect_of_the_body(self) -> None:
        assert read(WHOLE).item.body == BODY

    @pytest.mark.parametrize(
        ("front", "state"),
        [
            ("state: in_review", StoryState.IN_REVIEW),
            ("state: In review", StoryState.IN_REVIEW),
            ("state: idea", StoryState.IDEA),
            ("draft: true", StoryState.DRAFT),
            ("published: false", StoryState.DRAFT),
            ("state: scheduled\nscheduled_for: 2026-12-09T06:00:00Z", StoryState.SCHEDULED),
            ('state: retracted\nretraction: {at: 2026-11-19, reason: "No."}', StoryState.RETRACTED),
            ('state: unpublished\nunpublished: {words: "Gone."}', StoryState.UNPUBLISHED),
        ],
    )
    def test_states(self, front: str, state: StoryState) -> None:
        reading = read(a_story(front))
        assert reading.standing.state is state and codes(reading) == []

    def test_the_words_for_readers_of_what_is_gone(self) -> None:
        retracted = read(a_story('state: retracted\nretraction: {at: 2026-11-19, reason: "No."}')).standing
        assert (retracted.notice, retracted.notice_at) == ("No.", datetime(2026, 11, 19, tzinfo=UTC))
        assert read(a_story("state: unpublished\nunpublished: {words: Gone.}")).standing.notice == "Gone."

    def test_date_slug_and_ref_come_from_the_name_of_the_file(self) -> None:
        reading = read(a_story())
        item = reading.item
        assert item.published_at == datetime(2026, 11, 15, tzinfo=UTC)
        assert (item.slug, item.import_ref) == ("the-reed-cutters", "en/2026/11/15/the-reed-cutters")
        assert not reading.is_named

    def test_a_date_that_is_left_empty_on_purpose_is_none(self) -> None:
        assert read(a_story("state: draft\npublished_at:")).item.published_at is None

    def test_a_date_without_a_zone_is_meant_in_the_newsroom(self) -> None:
        riga = ZoneInfo("Europe/Riga")
        for said in ("2026-11-15T09:30", "2026-11-15 09:30:00"):
            item = read(a_story(f"published_at: {said}"), zone=riga).item
            assert item.published_at == datetime(2026, 11, 15, 7, 30, tzinfo=UTC)

    def test_an_idea_may_lack_its_text_and_a_draft_its_headline(self) -> None:
        assert read(a_story("state: idea", text="")).item.body == ""
        assert read(a_story("state: draft", headline='headline: ""')).item.headline == ""


class StrangerTests:
    JEKYLL = """\
---
layout: post
title: "The last warm room"
date: 2026-11-18 08:05:00 +0200
author: Davin Hale
categories: [Society, news, Winter]
tags: Library, Heating
description: A library that stays open.
image: /assets/images/room.jpg
redirect_from: /2026/11/17/warm-room/
permalink: /warm/
---
# The heading of its own

One paragraph
in two lines.

![A reading room](/assets/hall.jpg "The hall at night. Photo: Oskar Temble / LWS") and words.

![Lamp](https://elsewhere.example/lamp.png)

```
code
here
```
"""

    def read(self, text: str = JEKYLL) -> Reading:
        return read(text, kinds=frozenset({"News"}), sections=frozenset({"Society", "Politics"}))

    def test_words_that_jekyll_and_hugo_use_are_understood(self) -> None:
        item = self.read().item
        assert (item.headline, item.standfirst, item.language) == (
            "The last warm room",
            "A library that stays open.",
            "en",
        )
        assert item.published_at == datetime(2026, 11, 18, 6, 5, tzinfo=UTC)
        assert [line.name for line in item.bylines] == ["Davin Hale"]
        assert item.kind and item.section
        assert (item.kind.name, item.section.name) == ("news", "Society")
        assert [term.name for term in item.tags] == ["Library", "Heating", "Winter"]
        assert self.read().standing.old_addresses == ("/2026/11/17/warm-room/",)

    def test_pictures_of_the_text_become_photos_with_their_words(self) -> None:
        reading = self.read()
        lead, hall, lamp = reading.item.photos
        assert (lead.place, lead.file) == (PhotoPlace.LEAD, "room.jpg")
        assert (hall.file, hall.caption, hall.alt) == ("hall.jpg", "The hall at night.", "A reading room")
        assert (hall.photographer, hall.agency) == ("Oskar Temble", "LWS")
        assert (lamp.file, lamp.alt) == ("lamp.png", "Lamp")
        assert codes(reading) == ["photo_elsewhere", "unknown_field"]
        assert "“permalink”" in reading.warnings[1].sentence

    def test_the_text_is_put_into_the_dialect(self) -> None:
        assert self.read().item.body == (
            "<h2>The heading of its own</h2><p>One paragraph in two lines.</p><p> and words.</p>"
            '<figure data-photo="2"></figure><figure data-photo="3"></figure><p>code<br>here</p>'
        )

    def test_a_file_without_front_matter_has_its_headline_in_its_heading(self) -> None:
        item = read("# Reed *is* cut\n\n" + TEXT).item
        assert (item.headline, item.body) == ("Reed is cut", f"<p>{TEXT.strip()}</p>")

    def test_plain_words_stay_words(self) -> None:
        reading = read(a_story("tags: [2026, no, 007]", headline="title: 1984"))
        assert reading.item.headline == "1984"
        assert [term.name for term in reading.item.tags] == ["2026", "no", "007"]

    def test_windows_line_ends_and_a_mark_of_the_byte_order(self) -> None:
        text = a_story("language: ru").replace("\n", "\r\n")
        assert read(b"\xef\xbb\xbf" + text.encode()).item.body == f"<p>{TEXT.strip()}</p>"

    def test_a_page_is_still_a_page(self) -> None:
        source = Source(path="2026-11-15-reed.txt", data=b"Reed\n\nBy Nela Arden\n\nWords of the story.\n")
        assert not formats.FORMATS["markdown"].recognises(source)


class HostileTests:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            (b"---\nheadline: \xff\n---\nx", "Line 2 is not UTF-8"),
            (a_story().encode("utf-16"), "not UTF-8"),
            (b"---\nheadline: a\0b\n---\nx", "Line 2 holds a zero byte"),
            ("---\nheadline: Reed\n\nWords", "never closed"),
            (b"", "There is nothing in the file"),
            (a_story("kicker: a: b"), "line 3"),
            (a_story("kicker: [a"), "front matter cannot be read at line"),
            (a_story("kicker: \x01"), "invisible character #x0001"),
            (a_story("kicker: a\nkicker: b"), "“kicker” stands twice"),
            (a_story("a: &x [1]\nb: *x"), "line 4: it refers to an alias"),
            (a_story("kicker: !!python/object/apply:os.system [ls]"), "gives a value the type"),
            (a_story("kicker: !!int 3"), "gives a value the type int"),
            (a_story("? [a]\n: b"), "a name is no word"),
            (a_story("a: " + "[" * 5000 + "]" * 5000), "nested too deeply"),
            (a_story("a: " + "x" * 200_000), "more than 128 KB"),
            ("---\n- a\n---\nx", "it is no list of names"),
            (a_story("", headline="kicker: x"), "The story has no headline"),
            (a_story("", text=""), "There is no text below the front matter"),
            (a_story("published_at: 2026-13-45"), "Line 3, published_at: “2026-13-45” is no date"),
            (a_story("published_at: soon"), "“soon” is no date"),
            (a_story("published_at: [a]"), "words are needed here"),
            (a_story("state: gone"), "Line 3, state: “gone” is not known here. Write one of: idea, draft"),
            (a_story("state: scheduled"), "scheduled_for: say when"),
            (a_story("state: retracted"), "retraction: say why"),
            (a_story("state: retracted\nretraction: {at: 2026-11-19}"), "retraction, reason: write the words"),
            (a_story("embargo: {until: 2026-12-01}"), "embargo, reason: say why"),
            (a_story("embargo: {reason: x}"), "embargo, until: a date is needed"),
            (a_story("embargo: tomorrow"), "names and values are needed"),
            (a_story("authors:\n  - name: A\n    role: editor"), "Line 5, authors 1, role: “editor” is not known"),
            (a_story("authors:\n  - role: by"), "an author needs a name"),
            (a_story("corrections:\n  - kind: oops\n    text: x\n    made_at: 2026-11-16"), "Line 4, corrections 1, kind"),
            (a_story("corrections:\n  - made_at: 2026-11-16"), "say what was wrong"),
            (a_story("corrections: [x]"), "corrections 1: names and values are needed"),
            (a_story("photos:\n  - file: ../../etc/passwd"), "Line 4, photos 1, file: “../../etc/passwd” lies outside"),
            (a_story("photos:\n  - file: /etc/passwd"), "lies outside"),
            (a_story("photos:\n  - file: 'C:\\x.jpg'"), "lies outside"),
            (a_story("photos:\n  - place: middle"), "place: “middle” is not known here. Write one of: lead, inline"),
            (a_story("photos:\n  - place: lead\n  - place: lead"), "a story has one lead photo"),
            (a_story("photos:\n  - decorative: perhaps"), "neither true nor false"),
            (a_story("photos:\n  - focus: [0.5]"), "write how far across and down"),
            (a_story("photos:\n  - focus: [0.5, 2]"), "lie between 0 and 1"),
            (a_story("old_addresses: [reed]"), "“reed” is no address"),
            (a_story("import_ref: a\ntranslation_of: a"), "a story is no translation of itself"),
            (a_story("slug: a/b"), "cannot stand in an address"),
            (a_story("tags: {a: b}"), "a list of words is needed"),
        ],
    )  # fmt: skip
    def test_it_is_refused_in_words_that_say_where_and_what(self, text: str | bytes, words: str) -> None:
        assert words in refusal(text)

    def test_a_time_that_the_clocks_skip_or_show_twice(self) -> None:
        riga = ZoneInfo("Europe/Riga")
        assert "the clocks skip it" in refusal(a_story("published_at: 2026-03-29T03:30"), zone=riga)
        assert "comes twice" in refusal(a_story("published_at: 2026-10-25T03:30"), zone=riga)

    def test_raw_html_is_sanitised(self) -> None:
        text = (
            '<script>alert(1)</script>\n\n<p onclick="x">a <b>b</b></p>\n\nw <img src=x onerror=y> '
            "[j](javascript:alert(1)) <iframe src='https://e.org'></iframe>\n"
        )
        assert read(a_story(text=text)).item.body == "<p>a b</p><p>w  j </p>"

    def test_a_figure_of_another_story_is_no_photo_of_this_one(self) -> None:
        reading = read(a_story(text='x\n\n<figure data-photo="abcdefghjkmnpqrs"></figure>\n'))
        assert reading.item.photos == ()

    def test_unknown_words_are_a_warning(self) -> None:
        reading = read(a_story("hedline: x\nphotos:\n  - file: a.jpg\n    captoin: x"))
        said = [warning.sentence for warning in reading.warnings if warning.code == "unknown_field"]
        assert len(said) == 2 and "“captoin”" in said[0] and "“hedline”" in said[1]

    def test_a_photo_that_stands_nowhere_comes_below_and_is_told(self) -> None:
        reading = read(a_story("photos:\n  - {place: inline, file: a.jpg}"))
        assert reading.item.body.endswith('</p><figure data-photo="1"></figure>')
        assert codes(reading) == ["photo_unplaced"]

    def test_a_footnote_without_a_mark_is_told(self) -> None:
        reading = read(a_story(text="Words.\n\n[^a]: Lost.\n"))
        assert codes(reading) == ["unused_footnote"] and "[^a]" in reading.warnings[0].sentence

    def test_an_agency_of_the_site_is_known_by_its_other_name(self) -> None:
        front = "photos:\n  - {file: a.jpg, credit: Ilka Morrow / ЛВС}"
        (photo,) = read(a_story(front), agencies={fold("ЛВС"): "LWS"}).item.photos
        assert photo.agency == "LWS"
