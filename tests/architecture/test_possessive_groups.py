"""No expression makes a group possessive: Python before 3.11.5 finds nothing with it where it should (gh-106052)."""

from __future__ import annotations

import ast
import re
from re import _constants as constants, _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from tests.support.paths import ROOT

_PACKAGES = ("crawler", "spiders", "pipelines", "storage")
_LOOKS = re.compile(r"[^\\(]\)(?:[*+?]|\{\d*,?\d*\})\+")


def _literals() -> list[tuple[str, str]]:
    """Return the texts of the code that look like an expression with a possessive group, with their files."""
    found = []
    for package in _PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            texts = (each.value for each in ast.walk(tree) if isinstance(each, ast.Constant))
            found += [(str(path.relative_to(ROOT)), each) for each in texts if isinstance(each, str)]
    return found


def _has_possessive_group(text: str) -> bool:
    """Whether the text is an expression with a possessive repeat of more than one character or class."""
    if not _LOOKS.search(text):
        return False
    try:
        parsed = parser.parse(text)
    except re.error:
        return True  # a part of an expression: it looks like one
    return _walk(list(parsed))


def _walk(items: Any) -> bool:
    for item in items:
        if isinstance(item, tuple) and len(item) == 2 and item[0] is constants.POSSESSIVE_REPEAT:
            inner = list(item[1][2])
            if len(inner) != 1 or inner[0][0] in {constants.SUBPATTERN, constants.BRANCH}:
                return True
        if isinstance(item, tuple | list | parser.SubPattern) and _walk(list(item)):
            return True
    return False


def test_no_group_is_possessive() -> None:
    """`(?>(?:…)*)` means the same as `(?:…)*+`, and is right in every Python that we run on."""
    assert [] == [(path, text[:80]) for path, text in _literals() if _has_possessive_group(text)]


@pytest.mark.parametrize(
    ("text", "is_possessive"),
    [
        (r"a(?:bc)*+d", True),
        (r"(?:a|bc)?+d", True),
        (r"(\.\d{1,9})?+", True),
        (r"(?>(?:bc)*)d", False),
        (r"[()]++\)?+", False),
    ],
)
def test_what_is_found(text: str, *, is_possessive: bool) -> None:
    """A class or an escaped bracket may be possessive."""
    assert is_possessive == _has_possessive_group(text)
