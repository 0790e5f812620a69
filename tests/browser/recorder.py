"""What a browser complains of while it shows a page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request, Response

WATCH_THE_POLICY = """
document.addEventListener("securitypolicyviolation", (event) => {
  (window.__violations ||= []).push(`${event.violatedDirective} stopped ${event.blockedURI} ${event.sourceFile || ""}`);
});
"""


@dataclass
class Recorder:
    """Listens to one page; `take()` gives what it heard since the last time and forgets it."""

    page: Page
    host: str
    heard: list[str] = field(default_factory=list)
    expects_refusal: bool = False
    """The page asked for is a 404 or a 410: Chromium writes that into its console, and rightly."""

    def listen(self) -> None:
        self.page.add_init_script(WATCH_THE_POLICY)
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.heard.append(f"script fault: {error}"))
        self.page.on("requestfailed", self._failed)
        self.page.on("request", self._request)
        self.page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning"):
            return
        is_the_page_itself = message.location.get("url") == self.page.url
        if (
            self.expects_refusal
            and is_the_page_itself
            and "the server responded with a status" in message.text
        ):
            return
        self.heard.append(f"console {message.type}: {message.text}")

    def _failed(self, request: Request) -> None:
        # A page that is left takes its open requests with it.
        if "ERR_ABORTED" not in (request.failure or ""):
            self.heard.append(f"failed: {request.url} {request.failure}")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != self.host:
            self.heard.append(f"asked another host: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and not (self.expects_refusal and response.request.is_navigation_request()):
            self.heard.append(f"{response.status}: {response.url}")

    def take(self) -> list[str]:
        violations: list[Any] = self.page.evaluate("window.__violations || []")
        heard, self.heard = [*self.heard, *(f"policy: {one}" for one in violations)], []
        return heard
