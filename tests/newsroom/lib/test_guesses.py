"""How many wrong tries a caller has, and who the caller is."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import RequestFactory

from newsroom.lib.guesses import Allowance, caller_of
from tests.conftest import Clock

THREE = Allowance(name="tests", most=3)


class AllowanceTests:
    def test_it_is_used_up_for_the_rest_of_its_minute_and_for_that_caller_alone(self, clock: Clock) -> None:
        for _try in range(3):
            assert not THREE.is_used_up("a")
            THREE.use("a")
        assert THREE.is_used_up("a") and not THREE.is_used_up("b")
        clock.move(seconds=60)
        assert not THREE.is_used_up("a")


class CallerTests:
    def asked(self, **headers: str) -> str:
        return caller_of(RequestFactory().get("/", **headers))

    def test_a_header_of_a_stranger_is_not_believed(self) -> None:
        assert self.asked(REMOTE_ADDR="192.0.2.7", HTTP_X_FORWARDED_FOR="198.51.100.1") == "192.0.2.7"
        assert self.asked(REMOTE_ADDR="192.0.2.7", HTTP_FORWARDED="for=198.51.100.1") == "192.0.2.7"

    def test_behind_a_proxy_only_what_the_proxy_added_is(self, settings: Any) -> None:
        settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
        forged = "198.51.100.1, 203.0.113.9"
        assert self.asked(REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR=forged) == "203.0.113.9"
        assert self.asked(REMOTE_ADDR="127.0.0.1") == "127.0.0.1"

    @pytest.mark.parametrize(
        ("address", "caller"),
        [
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
            ("::ffff:192.0.2.7", "192.0.2.7"),
            ("", "unknown"),
            ("whatever", "unknown"),
        ],
    )
    def test_whoever_has_a_network_is_one_caller(self, address: str, caller: str) -> None:
        assert self.asked(REMOTE_ADDR=address) == caller
