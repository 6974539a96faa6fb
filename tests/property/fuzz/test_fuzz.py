"""A short run of every fuzz target; `make fuzz` is the long one."""

from __future__ import annotations

import time

import pytest
from hypothesis import strategies as st

from tests.property.fuzz import run
from tests.property.fuzz.run import FuzzReport, fuzz, mutate
from tests.property.fuzz.targets import TARGETS, FuzzTarget

INPUTS, MUTATED = 10_000, 20_000


@pytest.mark.long
@pytest.mark.parametrize("name", TARGETS)
def test_no_input_breaks_or_delays_a_reader(name: str) -> None:
    """Whatever the input is, nothing unexpected is raised, and it takes less than two seconds."""
    report = FuzzReport()

    fuzz(name, TARGETS[name].share * INPUTS // 1_000, report)
    mutate(name, TARGETS[name].mutated * MUTATED // 1_000, report, seed=1)

    assert ({}, True) == (report.failures, report.inputs[name] > 0)


def _sleepy(text: str) -> None:
    begun = time.process_time()
    while "a" in text and time.process_time() - begun < 0.006:
        pass


@pytest.mark.parametrize(
    ("target", "word"), [(lambda text: text.index("b"), "ValueError"), (_sleepy, "SlowInputError")]
)
def test_a_failure_is_reported(monkeypatch: pytest.MonkeyPatch, target: object, word: str) -> None:
    """An unexpected error and a slow input are failures of their target, with the kind of the error."""
    monkeypatch.setattr(run, "MOST_SECONDS", 0.004)
    monkeypatch.setitem(TARGETS, "urls", FuzzTarget(run=target, inputs=st.text("ac", max_size=3), share=1))  # type: ignore[arg-type]
    report = FuzzReport()

    fuzz("urls", 20, report)

    assert word == report.failures["urls"].partition(":")[0]


def test_inputs_made_of_others_find_failures(monkeypatch: pytest.MonkeyPatch) -> None:
    """What no example has, and a part of one does: the failing input is told, and each of them is counted."""
    target = FuzzTarget(run=lambda text: 1 // (text != "ab"), inputs=st.just("xaby"), share=1)
    monkeypatch.setitem(TARGETS, "urls", target)
    report = FuzzReport()
    fuzz("urls", 1, report)
    mutate("urls", 20_000, report, seed=1)

    assert ("ZeroDivisionError", True, True) == (
        report.failures["urls"].partition(":")[0],
        report.failures["urls"].endswith("'ab'"),
        1 < report.inputs["urls"] < 20_000,
    )


def test_an_expected_error_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader may say that its input is not what it should be."""
    target = FuzzTarget(run=int, inputs=st.text(max_size=3), share=1, expected=(ValueError,))
    monkeypatch.setitem(TARGETS, "urls", target)
    report = FuzzReport()

    fuzz("urls", 20, report)

    assert {} == report.failures
