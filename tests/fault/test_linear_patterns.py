"""No text of a stranger makes a regular expression of ours work for long."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import signal
import time
from collections.abc import Callable, Iterator
from types import FrameType, ModuleType

import pytest

import crawler
import pipelines
import spiders

UNITS = (
    *" \n\ta0<&-/@.=|،:_%\"'([؟ا",
    *("\u00a0", "a ", "a@", "a.", "a-", "1/", "0 ", "a=", "\n ", " |", " - ", "ا ", "ال", "&amp;", "%d8", "ظ", "é"),
    *("<!--", "<!-- -->", "<![CDATA[", "<![CDATA[]]>", "<a ", "<a:", "<p>", "</item ", "<meta ", "<meta charset"),
    *("<link", "<?xml ", "charset=", "sitemap:", "http://", "utm_", "2026/", "12:", 'href="', "&#1", "<title>", "--a"),
)
SIZE = 10_000
MOST_GROWTH, SHORT, LONGEST = 2.5, 0.05, 3.0
SEARCHES = ("search", "finditer", "findall", "sub", "subn", "split")
PACKAGES = ("spiders.listings", "crawler.politeness", "pipelines.web")


class TooLongError(Exception):
    """The expression did not end in time."""


def _modules() -> Iterator[ModuleType]:
    for package in (crawler, spiders, pipelines):
        for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if each.name.startswith(PACKAGES) or each.name == "spiders.autodiscovery.page_links":
                yield importlib.import_module(each.name)


def _patterns() -> Iterator[tuple[str, re.Pattern[str] | re.Pattern[bytes], bool]]:
    """Yield each pattern of the modules, and whether it is searched for, not only matched from the beginning."""
    for module in _modules():
        source = inspect.getsource(module)
        for name, value in vars(module).items():
            several = value if isinstance(value, list | tuple | set | frozenset) else (value,)
            for each in several:
                if isinstance(each, re.Pattern):
                    is_alone = (each is value and f"{name}.match" in source) or f"{name}.fullmatch" in source
                    is_searched = any(f"{name}.{how}" in source for how in SEARCHES)
                    yield f"{module.__name__}.{name}", each, is_searched or not is_alone


PATTERNS = {name: (pattern, searched) for name, pattern, searched in _patterns()}


def _late(_signal: int, _frame: FrameType | None) -> None:
    raise TooLongError


def _seconds(run: Callable[[str], object], text: str, *, times: int = 1) -> float:
    """Return the least processor time of *times* runs, or infinity when one does not end."""
    signal.signal(signal.SIGPROF, _late)
    signal.setitimer(signal.ITIMER_PROF, LONGEST)
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


def _grows(run: Callable[[str], object], unit: str) -> bool:
    """Whether the time more than doubles with the text. What is quadratic takes seconds for texts of this size."""
    for end in ("", "\x01"):
        text = unit * (SIZE // len(unit))
        if _seconds(run, 2 * text + end) < SHORT:
            continue
        once, twice = (_seconds(run, each + end, times=3) for each in (text, 2 * text))
        if twice == float("inf") or twice > MOST_GROWTH * once:
            return True
    return False


@pytest.mark.parametrize("name", PATTERNS)
def test_the_time_of_an_expression_grows_with_its_text(name: str) -> None:
    """Each expression that meets foreign text takes at most 2.5 times as long for twice the text."""
    pattern, is_searched = PATTERNS[name]
    methods = (pattern.match, pattern.fullmatch, *((pattern.search,) if is_searched else ()))

    def run_with(method: Callable[..., object]) -> Callable[[str], object]:
        return (lambda text: method(text.encode())) if isinstance(pattern.pattern, bytes) else method

    slow = [(method.__name__, unit) for method in methods for unit in UNITS if _grows(run_with(method), unit)]

    assert [] == slow
