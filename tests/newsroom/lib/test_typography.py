"""Quotation marks, dashes and ties: in Python and in the browser's script, by one table of examples."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.lib.richtext.lines import Lines
from newsroom.lib.typography import open_quotations, set_html, set_text

ROOT = Path(__file__).resolve().parent.parent.parent.parent
EXAMPLES: list[dict[str, str]] = json.loads((ROOT / "tests/samples/typography.json").read_text())
SCRIPT = ROOT / "newsroom/static/newsroom/js/typography.js"
NODE = shutil.which("node")

LANGUAGES = st.sampled_from(["en", "ru", "uk", "ka"])
PIECES = st.sampled_from(
    "\" ' “ ” „ « » ‘ ’ - -- --- – — ... … . , ( ) a b Ж в n 5 км 1941 -1945 90s № бы 😀 a@b.c http://x.y/a--b".split()
    + [" ", " ", " ", "\xa0", "\n"]
)
TEXTS = st.lists(PIECES, max_size=14).map("".join)
TAGS = st.sampled_from(
    ["<p>", "</p>", "<em>", "</em>", "<br>", '<a href="https://x.y/?q=\'--\'">', "</a>", "<code>", "</code>", "<li>",
     '<sup data-footnote="a > \'b\' -- c..."></sup>', '<figure data-photo="a" data-caption="&quot;x&quot; - y"></figure>']
)  # fmt: skip
PAGES = st.lists(TAGS | PIECES, max_size=16).map("".join)
TAG = re.compile(r"""<[^<>"]*(?:"[^"]*"[^<>"]*)*>""")


def typed(example: dict[str, str]) -> str:
    return example["typed"].replace("_", "\xa0")


def letters(text: str) -> list[str]:
    return [letter for letter in text if letter.isalnum()]


class SettingTests:
    @pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["typed"])
    def test_marks_are_set_as_the_language_sets_them(self, example: dict[str, str]) -> None:
        found = set_text(typed(example), example["language"])
        assert found.replace("\xa0", "_") == example["set"]

    @given(TEXTS, LANGUAGES)
    def test_setting_again_changes_nothing(self, text: str, language: str) -> None:
        once = set_text(text, language)
        assert set_text(once, language) == once

    @given(TEXTS, LANGUAGES)
    def test_no_letter_and_no_digit_changes(self, text: str, language: str) -> None:
        assert letters(set_text(text, language)) == letters(text)


class RichTextTests:
    @pytest.mark.parametrize(
        ("html", "expected"),
        [
            ('<p>"<em>Yes</em>," he said.</p>', "<p>“<em>Yes</em>,” he said.</p>"),
            ('<p><strong>"Yes</strong>"</p>', "<p><strong>“Yes</strong>”</p>"),
            ('<p>"One.</p><p>"Two."</p>', "<p>“One.</p><p>“Two.”</p>"),
            ("<p>a -<em>- b</em></p>", "<p>a&nbsp;—<em> b</em></p>"),
            ('<p><code>"x" -- y</code> "z"</p>', '<p><code>"x" -- y</code> “z”</p>'),
            ('<p title="a -- b">&amp; "c" &lt; d</p>', '<p title="a -- b">&amp; “c” &lt; d</p>'),
            ("<p>a-<code>-b</code></p>", "<p>a-<code>-b</code></p>"),
            ("<p>One<br>- two - three</p>", "<p>One<br>- two&nbsp;– three</p>"),
            ("<p>untouched &quot;entities&quot; of others?</p>", "<p>untouched “entities” of others?</p>"),
        ],
    )
    def test_quotations_are_followed_across_markup(self, html: str, expected: str) -> None:
        assert set_html(html, "en") == expected

    def test_code_is_not_tied_either(self) -> None:
        assert set_html("<p>в дом <code>в дом</code></p>", "ru") == "<p>в&nbsp;дом <code>в дом</code></p>"

    @given(PAGES, LANGUAGES)
    def test_no_tag_changes_and_setting_again_changes_nothing(self, html: str, language: str) -> None:
        once = set_html(html, language)
        assert TAG.findall(once) == TAG.findall(html)
        assert set_html(once, language) == once


class OpenQuotationTests:
    @pytest.mark.parametrize(
        ("language", "html", "expected"),
        [
            ("en", '<p>He said “no" and left.</p>', [("“", '"', '“no"')]),
            ("en", "<p>He said “no and left.</p>", [("“", "", "“no and left.")]),
            ("en", '<p>He said "no” and left.</p>', [('"', "”", '"no”')]),
            ("en", "<p>“One.</p><p>“Two.”</p>", []),
            ("en", "<p>“One.</p><p>Two.</p>", [("“", "", "“One.")]),
            ("en", "<p>“<em>Yes</em>,” he said. A 5\" pipe.</p>", []),
            ("en", "<p>“Yes»</p>", [("“", "»", "“Yes»")]),
            ("ru", "<p>«Пароход „Аврора“ ушёл»</p>", []),
            ("ru", '<p>«Пароход" ушёл</p>', [("«", '"', '«Пароход"')]),
            ("ru", "<p>«Пароход „Аврора» ушёл</p>", [("«", "", "«Пароход „Аврора» ушёл"), ("„", "»", "„Аврора»")]),
        ],
    )  # fmt: skip
    def test_a_quotation_that_does_not_end_as_it_began_is_found(
        self, language: str, html: str, expected: list[tuple[str, str, str]]
    ) -> None:
        lines = Lines(html)
        found = open_quotations(lines, language)
        assert [
            (one.opened, one.closed, lines[one.line].text[one.start : one.end]) for one in found
        ] == expected

    @given(PAGES, LANGUAGES)
    def test_it_names_places_that_there_are(self, html: str, language: str) -> None:
        lines = Lines(html)
        for one in open_quotations(lines, language):
            assert lines[one.line].text[one.start] == one.opened


RUNNER = """
import { setText } from "%s"
let input = ""
for await (const chunk of process.stdin) input += chunk
console.log(JSON.stringify(JSON.parse(input).map(([text, language]) => setText(text, language))))
"""


def by_the_script(cases: list[tuple[str, str]], tmp_path: Path) -> list[str]:
    if NODE is None:
        pytest.skip("Node is not installed: the browser's own test tries the same examples.")
    (tmp_path / "typography.mjs").write_text(SCRIPT.read_text())
    runner = tmp_path / "runner.mjs"
    runner.write_text(RUNNER % (tmp_path / "typography.mjs").as_uri())
    done = subprocess.run(
        [NODE, str(runner)], input=json.dumps(cases), capture_output=True, text=True, check=True, timeout=60
    )
    found: list[str] = json.loads(done.stdout)
    return found


class ScriptTests:
    def test_the_script_sets_every_example_alike(self, tmp_path: Path) -> None:
        cases = [(typed(example), example["language"]) for example in EXAMPLES]
        found = [text.replace("\xa0", "_") for text in by_the_script(cases, tmp_path)]
        assert found == [example["set"] for example in EXAMPLES]

    def test_the_script_and_the_desk_agree_on_anything(self, tmp_path: Path) -> None:
        cases: list[tuple[str, str]] = []

        @given(TEXTS, LANGUAGES)
        def collect(text: str, language: str) -> None:
            cases.append((text, language))

        collect()
        expected: list[Any] = [set_text(text, language) for text, language in cases]
        assert by_the_script(cases, tmp_path) == expected
