"""The recorder hears what the walk must not: each complaint provoked once."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Route

from tests.browser.recorder import Recorder

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'"


@pytest.mark.django_db(transaction=True)
class RecorderTests:
    def shown(
        self, recorder: Recorder, live_server: Any, body: str, policy: str = POLICY, status: int = 200
    ) -> str:
        def answer(route: Route) -> None:
            route.fulfill(
                status=status,
                body=body,
                headers={"Content-Type": "text/html", "Content-Security-Policy": policy},
            )

        recorder.page.route("**/shown", answer)
        recorder.page.goto(f"{live_server.url}/shown")
        recorder.page.wait_for_timeout(100)
        return "\n".join(recorder.take())

    def test_a_quiet_page_is_quiet(self, browser_page: Recorder, live_server: Any) -> None:
        assert self.shown(browser_page, live_server, "<!doctype html><title>x</title><p>Ferry</p>") == ""

    @pytest.mark.parametrize(
        ("body", "complaint"),
        [
            ("<script>1</script>", "policy: script-src"),
            ("<p style='color:red'>x</p>", "policy: style-src"),
            ("<style>p{color:red}</style>", "policy: style-src"),
            ("<p onclick='x()'>x</p>", "policy: script-src"),
            ("<img src='https://elsewhere.example/x.png'>", "policy: img-src"),
            ("<img src='/nothing.png'>", "404: http"),
        ],
    )
    def test_a_complaint_is_heard(
        self, browser_page: Recorder, live_server: Any, body: str, complaint: str
    ) -> None:
        assert complaint in self.shown(browser_page, live_server, body)

    @pytest.mark.parametrize(
        ("body", "complaint"),
        [
            ("<script>console.error('oh')</script>", "console error: oh"),
            ("<script>throw new Error('oh')</script>", "script fault: oh"),
            ("<img src='http://127.0.0.1:1/x.png'>", "asked another host: http://127.0.0.1:1/x.png"),
            ("<img src='http://127.0.0.1:1/x.png'>", "failed: http://127.0.0.1:1/x.png"),
        ],
    )
    def test_it_is_heard_without_a_policy_too(
        self, browser_page: Recorder, live_server: Any, body: str, complaint: str
    ) -> None:
        policy = "default-src * 'unsafe-inline'"
        assert complaint in self.shown(browser_page, live_server, body, policy)

    def test_a_refusal_is_a_complaint_unless_it_was_asked_for(
        self, browser_page: Recorder, live_server: Any
    ) -> None:
        page = "<!doctype html><title>x</title><p>Not here.</p>"
        assert "404: http" in self.shown(browser_page, live_server, page, status=404)
        browser_page.expects_refusal = True
        assert self.shown(browser_page, live_server, page, status=404) == ""
