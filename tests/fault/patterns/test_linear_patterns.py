"""No text of a stranger makes a regular expression of the product work for long."""

from __future__ import annotations

import re
import signal
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import FrameType

import pytest

from spiders.listings.feed_splitter import _marks
from tests.fault.patterns.pattern_texts import pumps
from tests.fault.patterns.patterns import (
    LAYERS,
    ROOT,
    CompiledPattern,
    compiled_patterns,
    expressions,
    modules_with_expressions,
)

UNITS = (
    *" \n\ta0<&-/@.=|،:_%\"'([؟ا١",
    *("\u00a0", "a ", "a@", "a.", "a-", "1/", "0 ", "a=", "\n ", " |", " - ", "ا ", "ال", "&amp;", "%d8", "ظ", "é"),
    *("<!--", "<!-- -->", "<![CDATA[", "<![CDATA[]]>", "<a ", "<a:", "<p>", "</item ", "<meta ", "<meta charset"),
    *("<link", "<?xml ", "charset=", "sitemap:", "http://", "utm_", "2026/", "12:", 'href="', "&#1", "<title>", "--a"),
)
SIZE = 4_000
MOST_GROWTH, SHORT, LONGEST = 2.5, 0.02, 1.5
"""A quadratic expression needs a tenth of a second for the longer text; a cubic one does not end in the time."""
TICK = 1e-4
"""Seconds; a shorter time may be measured as none."""
TRIES = 4
"""A loaded machine can make one comparison wrong; an expression that grows is wrong in all of them."""
BUILT_LATER = {
    "crawler/sources/settings_editor.py": "_with_list: a table and a key, which are our own words",
    "spiders/listings/feed_splitter.py": "_marks: the name of an entry, escaped; tested below",
    "spiders/listings/listing.py": "follows: the patterns of source files; those of the catalogue are tested",
}
"""The modules that compile an expression from what they read."""
Run = Callable[[str], object]


class TooLongError(Exception):
    """The expression did not end in time."""


@pytest.fixture(scope="module")
def by_module() -> dict[str, list[CompiledPattern]]:
    """Return the expressions of each module; not while tests are collected, which every worker does."""
    found: dict[str, list[CompiledPattern]] = defaultdict(list)
    for one in compiled_patterns():
        found[one.module].append(one)
    return found


def _late(_signal: int, _frame: FrameType | None) -> None:
    raise TooLongError


def _seconds(run: Run, text: str, *, times: int = 1) -> float:
    """Return the least processor time of *times* runs, or infinity when one does not end."""
    before = signal.signal(signal.SIGPROF, _late)
    signal.setitimer(signal.ITIMER_PROF, LONGEST * times)
    try:
        spent = []
        for _ in range(times):
            start = time.process_time()
            run(text)
            spent.append(time.process_time() - start)
        return min(spent)
    except TooLongError:
        return float("inf")
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _grows(run: Run, before: str, unit: str) -> bool:
    """Whether the time more than doubles with the text. Short times are not compared: they are no evidence."""
    once, twice = (before + unit * (size // len(unit)) for size in (SIZE, 2 * SIZE))
    for end in ("", "\x01"):
        if _seconds(run, twice + end) < SHORT:
            continue
        if all(_growth(run, once + end, twice + end) > MOST_GROWTH for _ in range(TRIES)):
            return True
    return False


def _growth(run: Run, once: str, twice: str) -> float:
    short, long = (_seconds(run, each, times=3) for each in (once, twice))
    return long / max(short, TICK)


def _runs(pattern: re.Pattern[str] | re.Pattern[bytes], methods: tuple[str, ...]) -> Iterator[tuple[str, Run]]:
    is_bytes = isinstance(pattern.pattern, bytes)
    for name in methods:
        method: Callable[..., object] = getattr(pattern, name)
        empty: tuple[str | bytes, ...] = ((b"" if is_bytes else ""),) if name in {"sub", "subn"} else ()

        def run(
            text: str, method: Callable[..., object] = method, empty: tuple[str | bytes, ...] = empty, name: str = name
        ) -> object:
            found = method(*empty, text.encode("utf-8", "replace") if is_bytes else text)
            return list(found) if name == "finditer" else found  # type: ignore[call-overload]

        yield name, run


def _slow(pattern: re.Pattern[str] | re.Pattern[bytes], methods: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    texts = [("", unit) for unit in UNITS] + pumps(pattern.pattern, pattern.flags)
    for name, run in _runs(pattern, methods):
        found = next(((name, before, unit) for before, unit in texts if _grows(run, before, unit)), None)
        if found is not None:
            yield found


@pytest.mark.parametrize("module", modules_with_expressions())
def test_the_time_of_an_expression_grows_with_its_text(
    module: str, by_module: Mapping[str, Sequence[CompiledPattern]]
) -> None:
    """Every expression of a module takes at most 2.5 times as long for twice the text, whatever the text repeats."""
    slow = [
        (each.line, each.text[:80], found)
        for each in by_module.get(module, ())
        for found in _slow(each.pattern, each.methods)
    ]

    assert [] == slow


def test_an_expression_for_the_entries_of_one_feed_is_linear() -> None:
    """It is made of the name of the entries, which is escaped."""
    assert [] == list(_slow(_marks("ns0:item"), ("search",)))


def test_no_expression_escapes_this_test(by_module: Mapping[str, Sequence[CompiledPattern]]) -> None:
    """Every call of `re` in the product has been compiled here: at import, or in a cached function without parameters."""
    lines = {module: {each.line for each in patterns} for module, patterns in by_module.items()}
    unseen = set()
    for layer in LAYERS:
        for path in (ROOT / layer).rglob("*.py"):
            name = path.relative_to(ROOT).as_posix()
            module = name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
            for call in expressions(path):
                if not lines.get(module, set()).intersection(range(call.lineno, (call.end_lineno or 0) + 1)):
                    unseen.add(name)

    assert (set(BUILT_LATER), set()) == (unseen, set(by_module) - set(modules_with_expressions()))
