"""A browser for the tests of the query page: Debian's Chromium, which writes down all that a page asks for."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Error, Page, Request, sync_playwright
from servizi import free_port
from starlette.applications import Starlette

#: Chromium's own noise: it looks for updates and for its maker at each start, unless told not to.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def served(app: Starlette) -> Iterator[str]:
    """Serve an application on a free port, and give its address."""
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error", ws="none"))
    thread = threading.Thread(target=server.run)
    thread.start()
    until = time.monotonic() + 20
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(20)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Debian's Chromium; where there is none the test is skipped."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("Chromium is not installed: «make servers», as root")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield browser
        browser.close()


@dataclass
class Watched:
    """A page with all that it asked for and all that it complained of."""

    context: BrowserContext
    page: Page
    requests: list[Request] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def hear(self, told: Request | ConsoleMessage | Dialog | Error) -> None:
        """Write down what happened in the page."""
        match told:
            case Request():
                self.requests.append(told)
            case ConsoleMessage():
                self.complaints += [told.text] if told.type != "log" else []
            case Dialog():
                self.complaints.append(f"dialog: {told.message}")
                told.dismiss()
            case Error():
                self.complaints.append(str(told))

    def outside(self, address: str) -> list[str]:
        """Return the addresses asked that are not of the server at ``address``."""
        own = (address + "/", "data:", "blob:" + address)
        return [request.url for request in self.requests if not request.url.startswith(own)]


@contextmanager
def fresh(
    browser: Browser, scripts: bool = True, width: int = 1280, lang: str = "it-IT", policy: bool = True
) -> Iterator[BrowserContext]:
    """Give a browser that knows nothing yet; without ``policy`` it does not heed a page's CSP."""
    context = browser.new_context(
        java_script_enabled=scripts, viewport={"width": width, "height": 900}, locale=lang, bypass_csp=not policy
    )
    context.set_default_timeout(10_000)
    try:
        yield context
    finally:
        context.close()


@contextmanager
def opened(context: BrowserContext) -> Iterator[Watched]:
    """Open a page, and write down what happens in it."""
    seen = Watched(context, context.new_page())
    seen.page.on("request", seen.hear)
    seen.page.on("console", seen.hear)
    seen.page.on("pageerror", seen.hear)
    seen.page.on("dialog", seen.hear)
    try:
        yield seen
    finally:
        seen.page.close()


@contextmanager
def watched(browser: Browser, **how: Any) -> Iterator[Watched]:
    """Open a page in a browser that knows nothing yet: see ``fresh``."""
    with fresh(browser, **how) as context, opened(context) as seen:
        yield seen
