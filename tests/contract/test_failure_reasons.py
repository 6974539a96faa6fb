"""Reasons for failures are words of ours, and each of them is explained to operators."""

from __future__ import annotations

import builtins
import re
from pathlib import Path
from typing import Any

import scrapy.exceptions
import twisted.internet.error
import twisted.web._newclient
from OpenSSL import SSL
from twisted.python.failure import Failure as Untyped

from crawler.fetching import address_rights, connections, resolver
from spiders.fetching.failures import UNKNOWN, WORDS, error_text
from tests.support.paths import DOCS
from tests.support.tables import every_row, wrong_rows

NEWCLIENT: Any = twisted.web._newclient
Failure: Any = Untyped
_OURS = {*WORDS.values(), UNKNOWN}


def _explained() -> str:
    page = (DOCS / "operators/troubleshooting.md").read_text(encoding="utf-8")
    return page.partition("## Why a request failed")[2].partition("\n## ")[0]


def _exceptions() -> list[type[BaseException]]:
    modules = (builtins, scrapy.exceptions, twisted.internet.error, twisted.web._newclient)
    found = {each for module in modules for each in vars(module).values() if isinstance(each, type)}
    return sorted(
        (each for each in found if issubclass(each, Exception) and not issubclass(each, ExceptionGroup)),
        key=lambda each: (each.__name__, each.__module__),
    )


def _made(kind: type[BaseException]) -> BaseException:
    """Return an exception of *kind* that says something, made without its own constructor."""
    error = kind.__new__(kind)
    error.args = ("Something Went Wrong \x1b[31m",)
    return error


def test_every_reason_is_explained() -> None:
    """The table of reasons has every word that a failed request can end with."""
    assert [] == [
        each for each in {*WORDS.values(), UNKNOWN, "no secure connection"} if f"`{each}`" not in _explained()
    ]


def test_no_exception_reaches_an_operator_by_its_name() -> None:
    """Whatever is raised, the reason is one of our words, never a class name or a library's own message."""
    rows = [(kind, True) for kind in _exceptions()]

    assert (True, []) == (len(rows) > 100, wrong_rows(rows, lambda kind: error_text(_made(kind)) in _OURS))


@every_row(
    ("reasons", "expected"),
    [
        ([SSL.Error([("SSL routines", "", "certificate verify failed")])], "no secure connection"),
        ([twisted.internet.error.ConnectionLost()], "connection lost"),
        ([NEWCLIENT.ParseError("x", b"y")], "no HTTP answer"),
        ([], "connection lost"),
    ],
)
def test_an_answer_that_failed_is_named_by_its_cause(reasons: list[Exception], expected: str) -> None:
    """Scrapy hands over one kind of exception for all of these."""
    cause = NEWCLIENT.ResponseFailed([Failure(each) for each in reasons])
    error = scrapy.exceptions.DownloadFailedError(str(cause))
    error.__cause__ = cause

    assert expected == error_text(error)


def test_every_refusal_of_the_guard_is_explained() -> None:
    """The words of the guard are in the table, too."""
    texts = [each for module in (address_rights, resolver, connections) for each in _refusals(module.__file__ or "")]
    table = _explained()
    parts = [part.strip(" :") for each in texts for part in re.split(r"\{[^}]*\}", each)]

    assert len(texts) > 8
    assert [] == [each for each in parts if each not in table]


def _refusals(path: str) -> list[str]:
    text = Path(path).read_text(encoding="utf-8")
    found = re.findall(r"(?:return|UnsafeAddress\() ?f?\"([^\"]+)\"", text)
    return [each for each in found if each != "no address"]
