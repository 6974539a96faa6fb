"""A fresh Debian in a folder: its base system, the packages that the README names, and nothing else."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.support.paths import ROOT

ACCOUNT, HOME = 1000, "/home/desk"
PACKAGES = ("python3", "python3-venv", "git", "make")
"""What the README asks for: Python and its venv, git and make."""
_AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt"
_OF_THE_NETWORK = re.compile(r'^Acquire::(?:https?|Check|Retries)\b.*[^"]";$', re.MULTILINE | re.IGNORECASE)
_PATH = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedCommand:
    """A command of a session, its exit status, and what it printed on both streams."""

    command: str
    status: int
    output: str


def why_not() -> str | None:
    """Return why no root can be made on this machine; `None`: it can."""
    missing = [each for each in ("debootstrap", "unshare", "git") if shutil.which(each) is None]
    if missing:
        return f"{' and '.join(missing)} missing (Debian: apt-get install debootstrap)"
    return None if os.geteuid() == 0 else "only root can make a root"


class DebianRoot:
    """A release of Debian in a folder of *folder*, with an account for the operator and a clone of this checkout to clone."""

    def __init__(self, folder: Path, release: str) -> None:
        self.folder = folder / release  # everybody may enter it, which is not so with a temporary folder
        mirror = [os.environ["DEBIAN_MIRROR"]] if "DEBIAN_MIRROR" in os.environ else []
        command = ["debootstrap", "--variant=minbase", "--include=ca-certificates", release, str(self.folder), *mirror]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise OSError(f"debootstrap {release} failed: {done.stdout[-2000:]}{done.stderr[-500:]}")
        self._take_network()
        self.install(*PACKAGES)
        self.root(f"useradd --uid {ACCOUNT} --create-home --home-dir {HOME} --shell /bin/sh desk")
        subprocess.run(
            ["git", "clone", "--quiet", "--bare", f"file://{ROOT}", str(self.folder / "srv/rasad.git")], check=True
        )
        self.root(f"chown -R {ACCOUNT} /srv/rasad.git")

    def install(self, *packages: str) -> None:
        """Install packages of Debian, without those that they only recommend."""
        self.root("apt-get install -qq --yes --no-install-recommends " + " ".join(packages))

    def root(self, command: str) -> str:
        """Return what a command of root's printed. Raises `OSError` when it fails."""
        (ended,) = self.session([command], account=0, folder="/", offline=False)
        if ended.status:
            raise OSError(f"{command}: status {ended.status}: {ended.output[-2000:]}")
        return ended.output

    def session(
        self, commands: Sequence[str], *, account: int = ACCOUNT, folder: str = HOME, offline: bool
    ) -> list[EndedCommand]:
        """Run commands one after the other; *offline*: in a network that is this session's loopback alone."""
        env = {"PATH": _PATH, "HOME": HOME, "DEBIAN_FRONTEND": "noninteractive", **_index_of_packages()}
        words = {"root": str(self.folder), "account": account, "folder": folder, "env": env, "commands": commands}
        apart = [
            "--mount",
            "--propagation",
            "private",
            "--pid",
            "--fork",
            "--kill-child",
            *(["--net"] if offline else []),
        ]
        program = [sys.executable, "-m", "tests.packaging.debian.enter", json.dumps(words)]
        done = subprocess.run(["unshare", *apart, *program], cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            raise OSError(f"the root could not be entered: {done.stderr[-2000:]}")
        return [EndedCommand(command=each[0], status=each[1], output=each[2]) for each in json.loads(done.stdout)]

    def _take_network(self) -> None:
        """Let the root reach what this machine reaches: names, authorities and the settings of apt for its network."""
        for name in ("/etc/hosts", "/etc/resolv.conf"):
            shutil.copy(name, self.folder / name[1:])
        own = next((each for each in map(os.environ.get, ("PIP_CERT", "SSL_CERT_FILE")) if each), _AUTHORITIES)
        shutil.copy(own, self.folder / _AUTHORITIES[1:])
        dump = subprocess.run(["apt-config", "dump"], capture_output=True, text=True, check=True).stdout
        settings = "\n".join(_OF_THE_NETWORK.findall(dump)) + "\n"
        (self.folder / "etc/apt/apt.conf.d/99network").write_text(settings, encoding="utf-8")


def _index_of_packages() -> dict[str, str]:
    """Return pip's settings of this machine for where packages come from."""
    done = subprocess.run(
        [sys.executable, "-m", "pip", "config", "get", "global.index-url"], capture_output=True, text=True, check=False
    )
    index = os.environ.get("PIP_INDEX_URL") or done.stdout.strip()
    return {"PIP_CERT": _AUTHORITIES, "PIP_DEFAULT_TIMEOUT": "180"} | ({"PIP_INDEX_URL": index} if index else {})
