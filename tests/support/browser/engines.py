"""The other two engines, each behind the same three words: go, ask, until."""

import contextlib
import itertools
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import websocket
from selenium import webdriver
from selenium.common.exceptions import WebDriverException

MINI_BROWSER = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser"
WEBKIT_DRIVER = "WebKitWebDriver"
FIREFOX = "firefox-esr"
# Speak BiDi only, call nobody, and let go of an idle worker as soon as a phone would.
PREFERENCES = {
    "remote.active-protocols": 1,
    "app.update.disabledForTesting": True,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "http://127.0.0.1:9",
    "dom.push.connection.enabled": False,
}


class Engine:
    """A page in some browser."""

    # Whether what it stores outlives it here.
    keeps_its_profile = False

    def go(self, address: str) -> None:
        raise NotImplementedError

    def ask(self, script: str) -> Any:
        """The value of a JavaScript expression; a promise is waited for."""
        raise NotImplementedError

    def until(self, script: str, seconds: float = 20) -> Any:
        """The first true value of an expression; pages may come and go meanwhile."""
        limit = time.monotonic() + seconds
        while time.monotonic() < limit:
            with contextlib.suppress(RuntimeError, WebDriverException):
                if value := self.ask(script):
                    return value
            time.sleep(0.1)
        shown = self.ask("location.pathname + ': ' + document.body.innerText.slice(0, 600)")
        raise AssertionError(f"never true: {script}\n{shown}")


class WebKit(Engine):
    """WebKitGTK, the nearest to an iPhone that runs here."""

    def __init__(self, driver: webdriver.WebKitGTK) -> None:
        self.driver = driver
        driver.set_window_size(390, 844)
        driver.set_script_timeout(20)

    def go(self, address: str) -> None:
        self.driver.get(address)

    def ask(self, script: str) -> Any:
        call = f"const done = arguments[0]; Promise.resolve({script}).then(done, () => done(null));"
        return self.driver.execute_async_script(call)


class Firefox(Engine):
    """Firefox with a profile in this folder, spoken to over WebDriver BiDi."""

    keeps_its_profile = True

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        lines = [
            f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in PREFERENCES.items()
        ]
        (folder / "user.js").write_text("".join(lines))
        self.start()

    def start(self) -> None:
        """Switch it on."""
        command = [FIREFOX, "--headless", "--no-remote", "--profile", str(self.folder)]
        self.process = subprocess.Popen(
            [*command, "--remote-debugging-port", "0"],
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        assert self.process.stderr
        told = (re.search(r"BiDi listening on (ws://\S+)", line) for line in self.process.stderr)
        address = next(filter(None, told))[1]
        self.socket = websocket.create_connection(f"{address}/session", suppress_origin=True, timeout=30)
        self.numbers = itertools.count(1)
        self._call("session.new", capabilities={})
        self.context = self._call("browsingContext.getTree")["contexts"][0]["context"]

    def kill(self) -> None:
        """The battery is empty: all its processes end at once."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.socket.close()
        self.process.stderr.close()  # type: ignore[union-attr]

    def wait_for_cookies(self) -> None:
        """Until the session is on the disk as well, which takes this browser some seconds."""
        limit = time.monotonic() + 60
        while not self._cookies():
            assert time.monotonic() < limit, "no cookie was written"
            time.sleep(0.5)

    def _cookies(self) -> int:
        # A copy, because the browser locks its own.
        with tempfile.TemporaryDirectory() as copy, contextlib.suppress(OSError, sqlite3.Error):
            for file in self.folder.glob("cookies.sqlite*"):
                shutil.copy(file, copy)
            with contextlib.closing(sqlite3.connect(Path(copy) / "cookies.sqlite")) as database:
                count: int = database.execute("SELECT count(*) FROM moz_cookies").fetchone()[0]
                return count
        return 0

    def go(self, address: str) -> None:
        self._call("browsingContext.navigate", context=self.context, url=address, wait="complete")

    def ask(self, script: str) -> Any:
        call = f"(async () => JSON.stringify(await ({script})))()"
        target = {"context": self.context}
        found = self._call("script.evaluate", expression=call, target=target, awaitPromise=True)
        if found["type"] == "exception":
            raise RuntimeError(found["exceptionDetails"]["text"])
        return json.loads(found["result"].get("value") or "null")

    def _call(self, method: str, **parameters: Any) -> Any:
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while (answer := json.loads(self.socket.recv())).get("id") != number:
            pass
        if answer["type"] == "error":
            raise RuntimeError(answer["message"])
        return answer["result"]


@contextlib.contextmanager
def webkit(folder: Path) -> Iterator[WebKit]:
    """WebKit on a screen nobody sees."""
    # A container has neither a graphics card nor the name spaces that the browser's own sandbox wants.
    os.environ |= {"WEBKIT_DISABLE_COMPOSITING_MODE": "1", "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
    with _screen() as display:
        options = webdriver.WebKitGTKOptions()
        options.binary_location = MINI_BROWSER
        options.add_argument("--automation")
        env = os.environ | {"DISPLAY": display}
        service = webdriver.WebKitGTKService(shutil.which(WEBKIT_DRIVER), env=env)
        driver = webdriver.WebKitGTK(options=options, service=service)
        try:
            yield WebKit(driver)
        finally:
            driver.quit()


@contextlib.contextmanager
def firefox(folder: Path) -> Iterator[Firefox]:
    """Firefox with a profile in this folder."""
    browser = Firefox(folder)
    try:
        yield browser
    finally:
        browser.kill()


@contextlib.contextmanager
def _screen() -> Iterator[str]:
    read, write = os.pipe()
    process = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write)], pass_fds=[write], stderr=subprocess.DEVNULL
    )
    os.close(write)
    with os.fdopen(read) as pipe:
        display = f":{pipe.readline().strip()}"
    try:
        yield display
    finally:
        process.terminate()
        process.wait()
