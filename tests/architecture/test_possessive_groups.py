"""No expression makes a group possessive: Python before 3.11.5 finds nothing with it where it should (gh-106052)."""

from __future__ import annotations

import ast
import re
from re import _constants as constants, _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from benchmarks.house.source_tree import source_modules

_LOOKS = re.compile(r"[^\\(]\)(?:[*+?]|\{\d*,?\d*\})\+")
_MAY_LOOK = re.compile(r"\)(?:[*+?]|\{[^}]*\}+)\+")  # in the source of a text, where a brace may be written twice


def _literals() -> list[tuple[str, str]]:
    """Return the texts of the code that may be an expression with a possessive group, with their files."""
    modules = [each for each in source_modules() if _MAY_LOOK.search(each.text)]
    texts = ((each.path, node.value) for each in modules for node in each.nodes if isinstance(node, ast.Constant))
    return [(path, text) for path, text in texts if isinstance(text, str)]


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
