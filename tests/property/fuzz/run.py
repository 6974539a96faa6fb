"""`make fuzz`: runs the targets with many inputs, each within two seconds, and writes the result into the docs."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings

from benchmarks.marked import write_between_marks
from tests.property.fuzz.targets import TARGETS, FuzzTarget

MOST_SECONDS = 2.0
_MARK = "<!-- fuzz -->"
_BATCH = 2_000


class SlowInputError(AssertionError):
    """An input took longer than `MOST_SECONDS` of processor time."""


@dataclass(slots=True)
class FuzzReport:
    """How many inputs each target had, what each failure was, and the longest time of one input in seconds."""

    inputs: Counter[str] = field(default_factory=Counter)
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
        report.inputs[name] += 1
        spent = _spent(target, value)
        report.longest[name] = max(spent, report.longest.get(name, 0.0))
        if spent > MOST_SECONDS:
            raise SlowInputError(f"{spent:.1f} s")

    run: Callable[[], None] = tried
    tried.hypothesis.inner_test.__qualname__ = f"{name}-{seed}"  # type: ignore[attr-defined]  # Hypothesis's
    try:
        run()
    except Exception as error:  # noqa: BLE001  # whatever a target raises is what is looked for
        notes = " ".join(getattr(error, "__notes__", ()))
        report.failures[name] = f"{type(error).__name__}: {error}"[:300] + f" {notes}"[:3_000]


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
        for name, target in TARGETS.items():
            if args.only in (None, name) and name not in report.failures and time.monotonic() < end:
                fuzz(name, max(1, target.share * min(_BATCH, args.inputs - done) // 1_000), report, seed=done)
        done += _BATCH
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
