"""Changes the lists of one table in the text of `rasad.toml`, and nothing else: comments and layout stay."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from crawler.config.rasad_toml import ConfigError

_TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#[^\n]*|,|\]|\s+')
_NEXT_TABLE = re.compile(r"^[ \t]*\[", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Element:
    """One string of a list: its place in the text, the end of its comma (`None`: it has none), and its value."""

    start: int
    end: int
    comma: int | None
    value: str


def edit_lists(path: Path, table: str, lists: Mapping[str, Sequence[str]]) -> None:
    """Give the lists of `[table]` in the file these values. The file may be missing; it is written whole or not at all.

    Raises `ConfigError` for a file that is not TOML, or whose layout is not understood: nothing is changed then.
    """
    target = path.resolve()  # a link to the settings stays one
    old = target.read_bytes().decode("utf-8") if target.exists() else ""
    new = edited(old, table, lists)
    if new is None:
        wanted = ", ".join(f"{key} = {_list(values)}" for key, values in lists.items())
        raise ConfigError(f"{path}: its layout is not understood; write into [{table}] yourself: {wanted}")
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name}.new")
    temporary.write_bytes(new.encode("utf-8"))
    if target.exists():
        temporary.chmod(target.stat().st_mode)
    temporary.replace(target)


def edited(text: str, table: str, lists: Mapping[str, Sequence[str]]) -> str | None:
    """Return *text* with other lists in `[table]`; `None` where the result would not be exactly that."""
    try:
        wanted = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None
    inner = wanted.setdefault(table, {})
    if not isinstance(inner, dict):
        return None
    new = text
    for key, values in lists.items():
        if inner.get(key) != [*values]:
            new = _with_list(new, table, key, values)
            inner[key] = [*values]
    try:
        return new if tomllib.loads(new) == wanted else None
    except tomllib.TOMLDecodeError:
        return None


def _with_list(text: str, table: str, key: str, values: Sequence[str]) -> str:
    newline = "\r\n" if "\r\n" in text else "\n"
    header = re.search(rf"^[ \t]*\[[ \t]*{table}[ \t]*\][ \t]*(?:#[^\n]*)?$\n?", text.replace("\r", " "), re.MULTILINE)
    if header is None:
        gap = "" if not text else newline if text.endswith("\n") else newline * 2
        return f"{text}{gap}[{table}]{newline}{key} = {_list(values)}{newline}"
    following = _NEXT_TABLE.search(text, header.end())
    end = following.start() if following else len(text)
    found = re.compile(rf"^[ \t]*{key}[ \t]*=[ \t]*\[", re.MULTILINE).search(text, header.end() - 1, end)
    if found is None:
        gap = "" if text[: header.end()].endswith("\n") else newline
        return f"{text[: header.end()]}{gap}{key} = {_list(values)}{newline}{text[header.end() :]}"
    return _with_elements(text, found.end(), values, newline)


def _with_elements(text: str, start: int, values: Sequence[str], newline: str) -> str:
    """Return the text with other values in the list that begins at *start*: each is removed or added alone."""
    elements, _ = _elements(text, start)
    for each in reversed(elements):
        if each.value not in values:
            text = _without(text, each)
    for value in values:
        if value not in (each.value for each in elements):
            text = _with_value(text, start, value, newline)
    return text


def _elements(text: str, start: int) -> tuple[list[_Element], int]:
    """Return the strings of the list that begins at *start*, and the place of its closing bracket."""
    found: list[_Element] = []
    at = start
    while (token := _TOKEN.match(text, at)) is not None and token[0] != "]":
        if token[0][0] in "\"'":
            value = tomllib.loads(f"value = {token[0]}")["value"]
            found.append(_Element(start=at, end=token.end(), comma=None, value=value))
        elif token[0] == "," and found:
            last = found.pop()
            found.append(_Element(start=last.start, end=last.end, comma=token.end(), value=last.value))
        at = token.end()
    return found, at


def _without(text: str, element: _Element) -> str:
    """Return the text without an element, and without its line if nothing else is on it."""
    end = element.comma or element.end
    line_start = text.rfind("\n", 0, element.start) + 1
    line_end = text.find("\n", end) + 1 or len(text)
    if not text[line_start : element.start].strip() and not text[end:line_end].strip():
        return text[:line_start] + text[line_end:]
    while text[end : end + 1] in (" ", "\t"):
        end += 1
    return text[: element.start] + text[end:]


def _with_value(text: str, start: int, value: str, newline: str) -> str:
    """Return the text with one more value at the end of a list, on a line of its own where the list has lines."""
    elements, close = _elements(text, start)
    if not elements:
        gap = newline if "\n" in text[start:close] or "#" in text[start:close] else ""
        return f"{text[:close]}{json.dumps(value)}{gap}{text[close:]}"
    last = elements[-1]
    end = last.comma or last.end
    comma = "" if last.comma else ","
    if "\n" not in text[last.end : close]:
        return f"{text[:end]}{comma} {json.dumps(value)}{text[end:]}"
    line = text.index("\n", end)
    before = text[text.rfind("\n", 0, last.start) + 1 : last.start]
    indent = before if not before.strip() else "    "
    line -= text[line - 1] == "\r"
    return f"{text[:end]}{comma}{text[end:line]}{newline}{indent}{json.dumps(value)},{text[line:]}"


def _list(values: Sequence[str]) -> str:
    return f"[{', '.join(map(json.dumps, values))}]"
