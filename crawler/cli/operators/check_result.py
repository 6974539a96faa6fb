"""One line of `rasad doctor`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class CheckState(StrEnum):
    """How one check ended; only what is wrong makes the exit status 1."""

    OK = "ok"
    NOTE = "note"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """What a check found; *remedy* is the way out, `None` where nothing is to be done."""

    name: str
    state: CheckState
    found: str
    remedy: str | None = None


def is_ok(name: str, found: str) -> CheckResult:
    """Return a check that found nothing to do."""
    return CheckResult(name=name, state=CheckState.OK, found=found)


def is_worth_a_note(name: str, found: str, remedy: str) -> CheckResult:
    """Return a check that found something an operator may want to change."""
    return CheckResult(name=name, state=CheckState.NOTE, found=found, remedy=remedy)


def is_wrong(name: str, found: str, remedy: str) -> CheckResult:
    """Return a check that found what stops or endangers the runs."""
    return CheckResult(name=name, state=CheckState.WRONG, found=found, remedy=remedy)
