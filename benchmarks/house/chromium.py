"""Drives Debian's Chromium by the DevTools protocol: opens pages, runs scripts in them, presses keys, photographs."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import subprocess
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Self
from urllib.request import urlopen

import websocket

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_START_SECONDS, _ANSWER_SECONDS = 60.0, 60.0
_KEYS = {"Tab": 9, "Enter": 13, "ArrowLeft": 37, "ArrowRight": 39, "ArrowDown": 40, " ": 32}
_FLAGS = (
    "--headless=new", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--mute-audio",
    "--remote-debugging-port=0",
)  # fmt: skip


def chromium_path() -> str | None:
    """Return the program; `None` where it is not installed (on Debian: `apt-get install chromium`)."""
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


class ChromiumPage:
    """One page of a Chromium that runs while the context is open. Raises `TimeoutError` where it does not answer."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="rasad-chromium-", ignore_cleanup_errors=True)
        program = chromium_path()
        if program is None:
            raise FileNotFoundError("no Chromium is installed: on Debian, apt-get install chromium")
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []  # Chromium's sandbox does not run as root
        profile = f"--user-data-dir={self._folder.name}"
        self._process = subprocess.Popen(
            [program, *_FLAGS, *sandbox, profile, "about:blank"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self._number = 0
        self.refusals: list[str] = []
        self._socket = websocket.create_connection(self._address(), timeout=_ANSWER_SECONDS, suppress_origin=True)
        for domain in ("Page", "Runtime", "Log"):
            self.call(f"{domain}.enable")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._socket.close()
        self._process.terminate()
        self._process.wait(timeout=_ANSWER_SECONDS)
        self._folder.cleanup()

    def size(self, width: int, height: int = 900, *, is_dark: bool = False) -> None:
        """Give the page this many CSS pixels, and the system's light or dark colours."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        colours = {"name": "prefers-color-scheme", "value": "dark" if is_dark else "light"}
        self.call("Emulation.setEmulatedMedia", media="screen", features=[colours])

    def open(self, address: str) -> None:
        """Load an address; what the page's policy refuses to run is added to *refusals*."""
        self.refusals.clear()
        self.act_and_wait("Page.navigate", url=address)

    def act_and_wait(self, method: str, **parameters: object) -> None:
        """Do something that loads a page, and wait until it is there."""
        self._send(method, parameters)
        self._until(lambda message: message.get("method") == "Page.loadEventFired")

    def press(self, key: str) -> None:
        """Press and release one key."""
        about: dict[str, object] = {"key": key, "code": key, "windowsVirtualKeyCode": _KEYS[key]}
        self.call("Input.dispatchKeyEvent", type="keyDown", **about, **({"text": "\r"} if key == "Enter" else {}))
        self.call("Input.dispatchKeyEvent", type="keyUp", **about)

    def run(self, script: str) -> Any:
        """Return the value of an expression in the page, beside its policy. Raises `ValueError` where it fails."""
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise ValueError(json.dumps(answer["exceptionDetails"])[:1000])
        return answer["result"].get("value")

    def picture(self) -> bytes:
        """Return what is seen as PNG."""
        return base64.b64decode(self.call("Page.captureScreenshot", format="png", optimizeForSpeed=False)["data"])

    def call(self, method: str, **parameters: object) -> dict[str, Any]:
        """Return the answer of one method of the protocol."""
        number = self._send(method, parameters)
        answer = self._until(lambda message: message.get("id") == number)
        if "error" in answer:
            raise ValueError(f"{method}: {answer['error']}")
        result: dict[str, Any] = answer["result"]
        return result

    def _send(self, method: str, parameters: dict[str, object]) -> int:
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": parameters}))
        return self._number

    def _until(self, is_it: Any) -> dict[str, Any]:
        end = time.monotonic() + _ANSWER_SECONDS
        while time.monotonic() < end:
            message: dict[str, Any] = json.loads(self._socket.recv())
            if message.get("method") == "Log.entryAdded":
                self.refusals.append(str(message["params"]["entry"]["text"]))
            if is_it(message):
                return message
        raise TimeoutError("Chromium did not answer")

    def _address(self) -> str:
        """Return the address of the first page, once Chromium has told its port."""
        told = Path(self._folder.name, "DevToolsActivePort")
        end = time.monotonic() + _START_SECONDS
        while time.monotonic() < end:
            if told.exists() and re.match(r"\d+\n", told.read_text(encoding="ascii")):
                port = told.read_text(encoding="ascii").split("\n")[0]
                with urlopen(f"http://127.0.0.1:{port}/json/list", timeout=_ANSWER_SECONDS) as answer:  # ours
                    pages = [each for each in json.load(answer) if each["type"] == "page"]
                if pages:
                    return str(pages[0]["webSocketDebuggerUrl"])
            time.sleep(0.1)
        raise TimeoutError("Chromium did not start")
