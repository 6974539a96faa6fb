"""Reads a Containerfile as far as ours goes: its stages, with their instructions in order."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

_PAIR = re.compile(r'(\w+)=("[^"]*"|\S+)')


@dataclass(frozen=True, slots=True, kw_only=True)
class ContainerStep:
    """One instruction, such as `RUN`, and the rest of its line."""

    name: str
    text: str

    @property
    def words(self) -> list[str]:
        """The words of a `COPY` and its like."""
        return shlex.split(self.text)

    @property
    def pairs(self) -> dict[str, str]:
        """The values of an `ENV` or `ARG`."""
        return {name: value.strip('"') for name, value in _PAIR.findall(self.text)}


def stages(path: Path) -> list[list[ContainerStep]]:
    """Return the stages of the file, each begun by its `FROM`; what is before the first one is left out."""
    found: list[list[ContainerStep]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        name, _, text = line.partition(" ")
        if not line.strip() or line.startswith("#"):
            continue
        if name == "FROM":
            found.append([])
        if found:
            found[-1].append(ContainerStep(name=name, text=text))
    return found
