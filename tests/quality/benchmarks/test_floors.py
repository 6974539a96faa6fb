"""Floors go up by themselves and down only when somebody says so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.quality.floors import Fallen, Floors, OtherPages, pin
from benchmarks.quality.scoring import Figures


def _figures(*, f1: float = 0.98, leaks: int = 2, headlines: int = 33) -> Figures:
    return Figures(
        articles=34, f1=f1, f1_min=0.9, precision=0.9, recall=0.9, kept=0.9, leaks=leaks, leaks_of=311, headlines=headlines,
        headlines_of=34, dates_right=6, dates_null=4, dates_wrong=0, authors_right=9, authors_of=10, authors_wrong=0,
        refused=23, refused_of=23, false_refusals=0,
    )  # fmt: skip


def _floors(*, f1: float = 0.98, leaks: int = 2, headlines: int = 33, corpus: str = "sha256:aa") -> Floors:
    return Floors.measured(_figures(f1=f1, leaks=leaks, headlines=headlines), corpus)


@pytest.fixture
def pinned(tmp_path: Path) -> Path:
    """Return a file of floors as `_floors` measures them."""
    path = tmp_path / "floors.json"
    pin(_floors(), path)
    return path


def test_floors_are_read_as_they_were_written(pinned: Path) -> None:
    """A file that does not exist yet is written, and gives the same floors."""
    assert _floors() == Floors.load(pinned)


def test_better_figures_raise_the_floors(pinned: Path) -> None:
    """A higher F1 and fewer leaks are the new floors."""
    pin(_floors(f1=0.99, leaks=0), pinned)

    assert _floors(f1=0.99, leaks=0) == Floors.load(pinned)


def test_worse_figures_are_refused_by_name(pinned: Path) -> None:
    """A lower floor and a higher ceiling are named with both values, and the file stays, better figures or not."""
    with pytest.raises(Fallen) as refused:
        pin(_floors(f1=0.99, leaks=3, headlines=32), pinned)

    assert ("headlines is 32, pinned at 33; leaks is 3, pinned at 2", _floors()) == (
        str(refused.value),
        Floors.load(pinned),
    )


def test_worse_figures_are_pinned_when_somebody_says_so(pinned: Path) -> None:
    """allow_regression lowers the floors."""
    pin(_floors(leaks=3), pinned, allow_regression=True)

    assert _floors(leaks=3) == Floors.load(pinned)


def test_other_pages_are_not_compared(pinned: Path) -> None:
    """Figures of another digest are refused however good they are, and both digests are named."""
    with pytest.raises(OtherPages, match=r"sha256:aa.*sha256:bb"):
        pin(_floors(f1=1.0, corpus="sha256:bb"), pinned)

    assert _floors() == Floors.load(pinned)


def test_other_pages_are_pinned_when_somebody_says_so(pinned: Path) -> None:
    """allow_regression takes the new pages with their digest."""
    pin(_floors(f1=0.5, corpus="sha256:bb"), pinned, allow_regression=True)

    assert _floors(f1=0.5, corpus="sha256:bb") == Floors.load(pinned)


@pytest.mark.parametrize(("name", "value"), [("kept", None), ("kept", "0.9"), ("extra", 1)])
def test_a_file_with_other_figures_is_refused(pinned: Path, name: str, value: object) -> None:
    """A figure that is unknown or no number raises, so that no floor is lost by a slip of the pen."""
    document = json.loads(pinned.read_text(encoding="utf-8"))
    document["at_least"][name] = value
    pinned.write_text(json.dumps(document), encoding="utf-8")

    with pytest.raises(ValueError, match=r"floors\.json"):
        Floors.load(pinned)
