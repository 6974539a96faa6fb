"""Tables for people: a row is one line if it fits; otherwise it is folded."""

from __future__ import annotations

import re

import pytest

from crawler.cli.output.tables import print_table


def test_what_fits_is_one_line_a_row(capsys: pytest.CaptureFixture[str]) -> None:
    """Columns are as wide as their widest cell, figures are aligned right, Arabic is in isolates, and unknown is empty."""
    print_table(("source", "outlet", "kept"), [("om_a", "عمان", 7), ("om_bcdef", None, 120)], right=("kept",))

    assert [
        "source    outlet  kept",
        "om_a      \u2068عمان\u2069       7",  # FIRST STRONG ISOLATE, POP DIRECTIONAL ISOLATE
        "om_bcdef           120",
    ] == capsys.readouterr().out.splitlines()


def test_what_does_not_fit_is_folded(capsys: pytest.CaptureFixture[str]) -> None:
    """A cell that is wider than the page goes on in the next line, and nothing of it is lost."""
    print_table(("source", "why"), [("om_a", "x" * 300)])

    lines = capsys.readouterr().out.splitlines()
    assert (3, 300) == (len(lines), sum(each.count("x") for each in lines))


def test_a_cell_of_two_lines_stays_in_its_column(capsys: pytest.CaptureFixture[str]) -> None:
    """The second line of a cell is printed below its first."""
    print_table(("source", "why"), [("om_a", "one\ntwo")])

    assert ["source  why", "om_a    one", "        two"] == [
        each.rstrip() for each in capsys.readouterr().out.splitlines()
    ]


def test_a_narrow_terminal_gets_a_paragraph_a_row(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where columns would break words, each cell that is known has its heading beside it, and no word is broken."""
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    figures = ("found", "fetched", "rejected", "quarantined", "problem")
    print_table(("run", *figures), [(7, 10, 9, 1, 0, "om_a: عمان does not answer"), (6, 3, 3, 0, 0, None)])

    assert [
        "run 7",
        "  found 10, fetched 9, rejected 1,",
        "  quarantined 0, problem \u2068om_a: عمان does",  # FIRST STRONG ISOLATE
        "  not answer\u2069",  # POP DIRECTIONAL ISOLATE
        "run 6",
        "  found 3, fetched 3, rejected 0,",
        "  quarantined 0",
    ] == [re.sub(r"\x1b\[\d+m", "", each).rstrip() for each in capsys.readouterr().out.splitlines()]
