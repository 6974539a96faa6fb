"""A compared reader that hangs, dies or raises costs one page, in real processes."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks.reader.ask import NotStarted, ask
from tests.support.corpus import small_corpus

# A reader that hangs, dies or raises where the page says so, and else repeats the page.
_READER = """
import os, sys, time
from benchmarks.reader.jobs import Answer, serve
def read(page, url):
    if page == b"hang": time.sleep(60)
    if page == b"die": os._exit(3)
    if page == b"raise": raise LookupError("no such thing")
    print("what a library prints is no answer")
    return Answer(body=page.decode())
serve(read, version="7")
"""


def test_a_page_that_hangs_kills_or_raises_costs_that_page_alone(tmp_path: Path) -> None:
    """Each is a refusal with its reason; the pages before and after it are answered."""
    pages = small_corpus(tmp_path, "one", "hang", "die", "raise", "two").pages()

    answered = ask([sys.executable, "-c", _READER], pages, seconds=2)

    assert ("7", ["one", None, None, None, "two"]) == (
        answered.version,
        [each.answer.body for each in answered.answers],
    )
    assert [None, "no answer in 2 s", "ended the process", "raised LookupError: no such thing", None] == [
        each.answer.rejected for each in answered.answers
    ]


def test_a_reader_that_does_not_come_up_is_no_result(tmp_path: Path) -> None:
    """A process that ends before it is warm raises, and is not asked again."""
    with pytest.raises(NotStarted):
        ask([sys.executable, "-c", "raise SystemExit(1)"], small_corpus(tmp_path, "one").pages())
