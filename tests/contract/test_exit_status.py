"""Every error that a user can act on has an exit status, a sentence of its own, and a place in the docs."""

from __future__ import annotations

import inspect
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module

import crawler
import pipelines
import spiders
import storage
from storage import exit_status
from storage.exit_status import ExitStatus, UserError
from tests.support.paths import DOCS
from tests.support.tables import every_row

ROW = re.compile(r"^\| (\d+) \|(.*)\|$", re.MULTILINE)


OF_AN_EXTRA = {
    "datasette",
    "mcp",
    "psycopg",
    "uvicorn",
    "warcio",
}  # `pip install "rasad[web]"`; without it their modules have no errors to raise


def _below(parent: type[UserError]) -> Iterator[type[UserError]]:
    for each in parent.__subclasses__():
        yield each
        yield from _below(each)


def _errors() -> list[type[UserError]]:
    for package in (crawler, spiders, pipelines, storage):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__"):
                _import(module.name)
    return sorted({each for each in _below(UserError) if each.__module__ != __name__}, key=lambda each: each.__name__)


def _import(name: str) -> None:
    try:
        import_module(name)
    except ModuleNotFoundError as error:
        if error.name not in OF_AN_EXTRA:
            raise


def _documented(status: ExitStatus) -> list[str]:
    """Return the rows of *status* in the tables of the docs, on whatever page they are."""
    pages = [each.read_text(encoding="utf-8") for each in sorted(DOCS.rglob("*.md"))]
    return [row for page in pages for number, row in ROW.findall(page) if int(number) == status]


def test_an_error_has_its_status_its_sentence_and_its_row() -> None:
    """The docs name the class in the row of its status, and the tree in the module names it, too."""
    every_row("error", _errors(), ids=lambda error: error.__name__)(_has_its_status_its_sentence_and_its_row)()


def _has_its_status_its_sentence_and_its_row(error: type[UserError]) -> None:
    status = error.exit_status

    assert (True, True, True, True) == (
        status in ExitStatus,
        (inspect.cleandoc(error.__dict__.get("__doc__") or "")).endswith("."),
        any(f"`{error.__name__}`" in row for row in _documented(status)),
        f" {error.__name__} " in (exit_status.__doc__ or ""),
    )
