"""Hostile lines cost no more than their length: the time of every rule on a line is linear."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from time import process_time
from zoneinfo import ZoneInfo

import pytest

from pipelines.arabic import clean, fold, parse_date
from pipelines.arabic.boilerplate.closing_lines import closing_line_rule
from pipelines.arabic.boilerplate.detect import boilerplate_kind
from pipelines.arabic.names.attribution_lines import parse_attribution_line
from pipelines.arabic.names.bylines import credited_agency, parse_byline, parse_dateline, split_closing_credit
from pipelines.arabic.names.signatures import parse_signature
from pipelines.arabic.sentences import ends_with_stop
from pipelines.body.edges import TrimContext
from pipelines.body.trim import trim
from pipelines.fields.dates.context import DateContext
from pipelines.page.visible.literals import read_literals

LENGTH = 30_000
MOST_SECONDS = 3.0
"""A linear rule needs some hundredths of a second; a quadratic one needs five seconds and more."""
NOW = datetime(2026, 11, 23, tzinfo=UTC)
AROUND = TrimContext.of(
    titles=[], names=[], sites=frozenset({"الافق"}), clock=DateContext(zone=ZoneInfo("UTC"), fetched_at=NOW)
)
RULES: dict[str, Callable[[str], object]] = {
    "clean": clean,
    "fold": fold,
    "boilerplate_kind": boilerplate_kind,
    "closing_line_rule": closing_line_rule,
    "parse_signature": lambda line: parse_signature(line, AROUND.sites),
    "parse_attribution_line": lambda line: parse_attribution_line(line, AROUND.sites),
    "parse_byline": parse_byline,
    "parse_dateline": parse_dateline,
    "credited_agency": credited_agency,
    "split_closing_credit": split_closing_credit,
    "ends_with_stop": ends_with_stop,
    "parse_date": lambda line: parse_date(line, now=NOW, zone=UTC),
    "trim": lambda line: trim(["وصل الوفد إلى العاصمة.", line], AROUND),
}
# ZERO WIDTH NON-JOINER between letters; each of the others is repeated and followed by a letter.
HOSTILE = ["-", ".", "(", "/", "،", "\u200c", "1/", "a.", "و ", "(ا", "- "]


@pytest.mark.parametrize("unit", HOSTILE)
@pytest.mark.parametrize("name", RULES)
def test_a_long_line_of_marks_is_read_in_linear_time(name: str, unit: str) -> None:
    """One mark or two, thousands of times, between letters."""
    line = "ا" + unit * (LENGTH // len(unit)) + "ا"
    start = process_time()
    RULES[name](line)

    assert process_time() - start < MOST_SECONDS


@pytest.mark.parametrize("text", ["{" * 50_000, '"' + "\\" * 50_001, '["a' * 20_000, "\\u" * 30_000 + '"\\ud83d"'])
def test_hostile_scripts_cost_no_more_than_their_length(text: str) -> None:
    """Unclosed brackets, strings and escapes neither fail nor nest without end."""
    start = process_time()
    found = read_literals(text)

    assert found is not None
    assert process_time() - start < MOST_SECONDS
