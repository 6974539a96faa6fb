"""A long export says how far it has come: in place on a terminal, by plain lines elsewhere, not at all where it is short."""

from __future__ import annotations

import sys

import pytest

from crawler.cli.exports import progress


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return the time; a test moves it."""
    now = [100.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    return now


@pytest.mark.parametrize(
    ("is_terminal", "shown"),
    [
        (True, "\r\x1b[K400 articles so far, 200 a second\r\x1b[K800 articles so far, 27 a second\r\x1b[K"),
        (False, "800 articles so far, 27 a second\n"),
    ],
)
def test_it_is_shown_while_it_lasts(
    clock: list[float],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    is_terminal: bool,
    shown: str,
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: is_terminal)
    with progress.shown_progress(is_stdout=False) as show:
        for at, records in ((100.5, 100), (102.0, 400), (102.1, 500), (130.0, 800)):
            clock[0] = at
            show(records)

    assert ("", shown) == tuple(capsys.readouterr())


def test_a_short_export_and_one_on_the_terminal_show_nothing(
    clock: list[float], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Records on a terminal are not mixed with progress."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    with progress.shown_progress(is_stdout=False) as show:
        show(500)
    with progress.shown_progress(is_stdout=True) as show:
        clock[0] += 99
        show(9000)

    assert ("", "") == tuple(capsys.readouterr())
