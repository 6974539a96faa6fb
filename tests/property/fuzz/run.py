"""`make fuzz`: runs the targets with many inputs, each within two seconds, and writes the result into the docs.

A fiftieth of the inputs are Hypothesis's. The others are made of these by cutting and splicing, which is much faster.
"""

from __future__ import annotations

import argparse
import math
import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings

from benchmarks.marked import write_between_marks
from tests.property.fuzz.mutation import InputMutator
from tests.property.fuzz.targets import TARGETS, FuzzTarget

MOST_SECONDS = 2.0
_MARK = "<!-- fuzz -->"
_BATCH, _DRAWN = 50_000, 50
_MOST_EXAMPLES = 400


class SlowInputError(AssertionError):
    """An input took longer than `MOST_SECONDS` of processor time."""


@dataclass(slots=True)
class FuzzReport:
    """How many inputs each target had, what each failure was, and the longest time of one input in seconds.

    *examples* are inputs of Hypothesis, from which others are made.
    """

    inputs: Counter[str] = field(default_factory=Counter)
    examples: defaultdict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    failures: dict[str, str] = field(default_factory=dict)
    longest: dict[str, float] = field(default_factory=dict)


def fuzz(name: str, count: int, report: FuzzReport, *, seed: int = 0) -> None:
    """Run one target with *count* random inputs; its first failure, made small, is noted and ends it."""
    target = TARGETS[name]

    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        derandomize=seed == 0,  # the short run has the same inputs each time
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
    )
    @given(target.inputs)
    def tried(value: object) -> None:
        if len(report.examples[name]) < _MOST_EXAMPLES:
            report.examples[name].append(value)
        _try(name, value, report)

    run: Callable[[], None] = tried
    tried.hypothesis.inner_test.__qualname__ = f"{name}-{seed}"  # type: ignore[attr-defined]  # Hypothesis's
    try:
        run()
    except Exception as error:  # noqa: BLE001  # whatever a target raises is what is looked for
        notes = " ".join(getattr(error, "__notes__", ()))
        report.failures[name] = f"{type(error).__name__}: {error}"[:300] + f" {notes}"[:3_000]


def mutate(name: str, count: int, report: FuzzReport, *, seed: int, end: float = math.inf) -> None:
    """Run one target with *count* inputs made of its examples, until *end* (monotonic); the first failure ends it."""
    mutator = InputMutator(report.examples[name], seed=seed)
    for _ in range(count):
        value = mutator.next()
        try:
            _try(name, value, report)
        except Exception as error:  # noqa: BLE001  # as above
            report.failures[name] = f"{type(error).__name__}: {error}"[:300] + f" {value!r}"[:3_000]
            return
        if time.monotonic() >= end:
            return


def _try(name: str, value: object, report: FuzzReport) -> None:
    report.inputs[name] += 1
    spent = _spent(TARGETS[name], value)
    report.longest[name] = max(spent, report.longest.get(name, 0.0))
    if spent > MOST_SECONDS:
        raise SlowInputError(f"{spent:.1f} s")


def _spent(target: FuzzTarget, value: object) -> float:
    begun = time.process_time()
    with suppress(*target.expected):
        target.run(value)
    return time.process_time() - begun


def main() -> None:
    """Fuzz every target by its share; the exit status is 1 if anything failed."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--inputs", type=int, default=1_000_000)
    asked.add_argument("--minutes", type=float, default=600)
    asked.add_argument("--only", choices=sorted(TARGETS))
    asked.add_argument("--write", type=Path)
    args = asked.parse_args()
    report, end, done = FuzzReport(), time.monotonic() + args.minutes * 60, 0
    while done < args.inputs and time.monotonic() < end:
        batch = min(_BATCH, args.inputs - done)
        for name, target in TARGETS.items():
            if args.only not in (None, name):
                continue
            if name not in report.failures and time.monotonic() < end:
                fuzz(name, max(1, target.share * batch // _DRAWN // 1_000), report, seed=done)
            if name not in report.failures and time.monotonic() < end:
                mutate(name, target.mutated * (batch - batch // _DRAWN) // 1_000, report, seed=done, end=end)
        done += batch
        sys.stderr.write(f"{report.inputs.total()} inputs, {len(report.failures)} failures\n")
    table = as_table(report)
    sys.stdout.write("\n\n".join((table, *(f"{name}: {each}" for name, each in report.failures.items()))) + "\n")
    if args.write:
        write_between_marks(args.write, table, mark=_MARK)
    sys.exit(bool(report.failures))


def as_table(report: FuzzReport) -> str:
    """Return the result as Markdown."""
    total, slow = report.inputs.total(), max(report.longest.values(), default=0.0)
    lines = [
        (
            f"Last run {datetime.now(UTC):%Y-%m-%d} with `make fuzz`, {os.cpu_count()} cores: {total:,} inputs, "
            f"{len(report.failures)} unhandled errors, the longest input {slow:.2f} s of processor time."
        ),
        "",
        "| target | inputs | longest, s | failures |",
        "| --- | ---: | ---: | --- |",
    ]
    lines += [
        f"| {name} | {report.inputs[name]:,} | {report.longest.get(name, 0.0):.2f} | {int(name in report.failures)} |"
        for name in TARGETS
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
