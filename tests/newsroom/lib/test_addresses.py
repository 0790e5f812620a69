"""Links that people type, and the language in an address."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from newsroom.lib import languages
from newsroom.lib.addresses import validate_link
from newsroom.lib.refs import new_public_key, new_ref


class LinkTests:
    @pytest.mark.parametrize(
        "address",
        ["https://example.org", "http://example.org/a?b#c", "mailto:desk@example.org", "tel:+3805550100"],
    )
    def test_a_whole_address_passes(self, address: str) -> None:
        validate_link(address)

    @pytest.mark.parametrize(
        "address",
        [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "//example.org",
            "example.org",
            "/terms/",
            "https:",
            "https:example.org",
            "https://",
            "mailto:",
            "",
            " ",
        ],
    )
    def test_anything_else_is_refused(self, address: str) -> None:
        with pytest.raises(ValidationError):
            validate_link(address)


class LanguageTests:
    def test_the_unprefixed_language_has_no_prefix(self) -> None:
        assert languages.in_language("/tags/", "en") == "/tags/"
        assert languages.in_language("/tags/", "ru") == "/ru/tags/"
        assert languages.in_language("/tags/", "") == "/tags/"

    @pytest.mark.parametrize(
        ("path", "split"),
        [
            ("/ru/tags/", ("ru", "/tags/")),
            ("/ru/", ("ru", "/")),
            ("/ru", ("en", "/ru")),
            ("/russia/", ("en", "/russia/")),
            ("/en/tags/", ("en", "/en/tags/")),
            ("/de/tags/", ("en", "/de/tags/")),
            ("//ru/tags/", ("en", "//ru/tags/")),
            ("/", ("en", "/")),
        ],
    )
    def test_the_language_is_the_first_part_of_the_address(self, path: str, split: tuple[str, str]) -> None:
        assert languages.split_language(path) == split

    @given(st.sampled_from(["en", "ru", "uk"]), st.from_regex(r"/([a-z0-9-]{3,9}/)*", fullmatch=True))
    def test_what_is_joined_is_split_again(self, language: str, path: str) -> None:
        assert languages.split_language(languages.in_language(path, language)) == (language, path)


class RefTests:
    def test_refs_are_random_and_of_one_length(self) -> None:
        refs, keys = {new_ref() for _ in range(500)}, {new_public_key() for _ in range(500)}
        assert len(refs) == len(keys) == 500
        assert {len(ref) for ref in refs} == {16}
        assert {len(key) for key in keys} == {26}
