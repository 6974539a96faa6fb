"""A data folder, an outlet on the public net, everything inside, and a name server: commands run between them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.fault.guard.name_server import NameServer, Zone, name_server
from tests.fault.guard.wire import LOG, NAME_SERVER, OUTLET, TRAP
from tests.support.outlet import Outlet, served
from tests.support.paths import ROOT

# Proxies in the environment must not be asked: they would resolve names themselves.
PROXIES = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), "http://10.9.9.9:3128")


@dataclass(frozen=True, slots=True, kw_only=True)
class WiredWorld:
    """A public outlet, everything inside (the trap), and a data folder."""

    outlet: Outlet
    trap: Outlet
    names: NameServer
    data: Path

    def rasad(self, *words: str, text: str | None = None) -> subprocess.CompletedProcess[str]:
        """Run a command on the wire."""
        wire = {NAME_SERVER: str(self.names.port), OUTLET: _port(self.outlet), TRAP: _port(self.trap)}
        places = {LOG: str(self.data / "wire.log"), "RASAD_CONTACT": "desk@example.org", **PROXIES}
        return subprocess.run(
            [sys.executable, "-m", "tests.fault.guard.wire", "--data", str(self.data), *words], input=text,
            cwd=ROOT, env={**os.environ, **wire, **places}, capture_output=True, text=True, timeout=150, check=False,
        )  # fmt: skip

    def source(self, name: str, home: str, *listings: tuple[str, str], more: str = "") -> None:
        (self.data / "sources").mkdir(exist_ok=True)
        tables = "".join(f'[[discover]]\nkind = "{kind}"\nurl = "{home}{path}"\n' for kind, path in listings)
        (self.data / "sources" / f"{name}.toml").write_text(
            f'outlet = "الأفق"\nhome = "{home}"\ncountry = "ma"\nlanguage = "ar"\n'
            f'timezone = "Africa/Casablanca"\n{more}{tables}',
            encoding="utf-8",
        )

    def inside(self) -> list[str]:
        """Return what was reached inside: connections that were opened, and pages that were asked for."""
        log = self.data / "wire.log"
        lines = [json.loads(each) for each in log.read_text("utf-8").splitlines()] if log.exists() else []
        return [*(each["address"] for each in lines if each["inside"]), *self.trap.asked]


def _port(outlet: Outlet) -> str:
    return outlet.home.rpartition(":")[2].strip("/")


@contextmanager
def wired_world(data: Path, zone: Zone) -> Iterator[WiredWorld]:
    with name_server(zone) as names, served() as outlet, served() as trap:
        yield WiredWorld(outlet=outlet, trap=trap, names=names, data=data)
