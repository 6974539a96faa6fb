"""The pinned floors of our reader: what the figures on one set of saved pages must not fall below."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from benchmarks.quality.scoring import Figures

AT_LEAST = ("f1", "f1_min", "kept", "headlines", "dates_right", "authors_right", "refused")
AT_MOST = ("leaks", "dates_wrong", "authors_wrong", "false_refusals")


class OtherPages(ValueError):
    """The figures come from other pages than the floors, so the two cannot be compared."""


class Fallen(ValueError):
    """Figures fell below their floors; the message names each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Floors:
    """The floors, and the digest of the pages on which they were measured."""

    corpus: str
    at_least: dict[str, float]
    at_most: dict[str, float]

    @classmethod
    def measured(cls, figures: Figures, corpus: str) -> Floors:
        """Return *figures* as floors."""
        return cls(
            corpus=corpus,
            at_least={name: getattr(figures, name) for name in AT_LEAST},
            at_most={name: getattr(figures, name) for name in AT_MOST},
        )

    @classmethod
    def load(cls, path: Path) -> Floors:
        """Read the floors at *path*. Raises `ValueError` when a figure is missing, unknown, or no number."""
        document = json.loads(path.read_text(encoding="utf-8"))
        floors = cls(corpus=document["corpus"], at_least=document["at_least"], at_most=document["at_most"])
        if (set(floors.at_least), set(floors.at_most)) != (set(AT_LEAST), set(AT_MOST)):
            raise ValueError(f"{path}: at_least and at_most must name exactly {AT_LEAST} and {AT_MOST}")
        wrong = [k for k, v in (floors.at_least | floors.at_most).items() if not isinstance(v, int | float)]
        if wrong:
            raise ValueError(f"{path}: no number: {', '.join(wrong)}")
        return floors

    def save(self, path: Path) -> None:
        """Write the floors to *path*."""
        document = {"corpus": self.corpus, "at_least": self.at_least, "at_most": self.at_most}
        path.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")

    def fallen(self, now: Floors) -> dict[str, str]:
        """Return what is worse in *now*, by name, each with its two values. Raises `OtherPages`."""
        if now.corpus != self.corpus:
            raise OtherPages(f"the floors were pinned on other pages ({self.corpus}) than these ({now.corpus})")
        below = {k: v for k, v in self.at_least.items() if now.at_least[k] < v}
        above = {k: v for k, v in self.at_most.items() if now.at_most[k] > v}
        values = now.at_least | now.at_most
        return {name: f"{name} is {values[name]}, pinned at {pinned}" for name, pinned in (below | above).items()}


def pin(now: Floors, path: Path, *, allow_regression: bool = False) -> None:
    """Write *now* to *path*; *allow_regression* also lowers floors, and takes other pages.

    Raises `OtherPages` or `Fallen`, and leaves the file alone, where that is not allowed.
    """
    if path.exists() and not allow_regression:
        fallen = Floors.load(path).fallen(now)
        if fallen:
            raise Fallen("; ".join(fallen.values()))
    now.save(path)
