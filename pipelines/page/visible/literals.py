"""Reads the string literals of JSON or JavaScript and the brackets around them, in time linear in its length."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import unquote

_TOKEN = re.compile(
    r"\"(?P<double>[^\"\\]*+(?>(?:\\.[^\"\\]*+)*))\"|'(?P<single>[^'\\\n]*+(?>(?:\\.[^'\\\n]*+)*))'"
    r"|`(?P<back>[^`\\]*+(?>(?:\\.[^`\\]*+)*))`|(?P<open>[{\[(])|(?P<close>[}\])])|(?P<mark>[,:])|(?P<word>[\w$]++)",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|u\{([0-9a-fA-F]{1,6})\}|(.))", re.DOTALL)
_LETTERS = {"n": "\n", "r": "\r", "t": "\t", "b": " ", "f": " ", "v": " ", "0": " ", "\n": ""}
_SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_LONG, _DEEPEST, _LAYERS = 200, 100, 3
_LAST = 0x10FFFF
_STATE = re.compile(r"\w{1,4}:(?:\w{1,3},)?[\[{T\"]")


@dataclass(slots=True, eq=False)
class LiteralScope:
    """What is between two brackets: its string *literals* and inner *scopes* by their keys, in order.

    The *key* of a scope or literal in a list is empty.
    """

    key: str = ""
    literals: list[tuple[str, str]] = field(default_factory=list)
    scopes: list[LiteralScope] = field(default_factory=list)


def read_literals(text: str, layers: int = _LAYERS) -> LiteralScope:
    """Return the literals of *text*, whether it is JSON or a script that assigns or calls with it.

    A literal that is a state itself (`JSON.parse("{…}")`) is read as a scope, up to *layers* deep.
    """
    root = LiteralScope()
    stack, word, key = [root], "", ""
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup
        if kind == "open":
            scope = LiteralScope(key=key)
            if len(stack) < _DEEPEST:
                stack[-1].scopes.append(scope)
            stack.append(scope)
            word = key = ""
        elif kind == "close":
            if len(stack) > 1:
                stack.pop()
            word = key = ""
        elif kind == "mark":
            key = word if token["mark"] == ":" else ""
            word = ""
        elif kind == "word":
            word = token["word"]
        else:
            word = _unescaped(token[kind] if kind else "")
            _add(stack[-1], key, word, layers)
    return root


def _add(scope: LiteralScope, key: str, value: str, layers: int) -> None:
    nested = _nested(value) if layers and len(value) >= _LONG else None
    if nested is None:
        scope.literals.append((key, value))
    else:
        inner = read_literals(nested, layers - 1)
        inner.key = key
        scope.scopes.append(inner)


def _nested(value: str) -> str | None:
    """Return the state that a literal holds, or None: JSON in a string, also percent-encoded, or a stream of it."""
    value = unquote(value) if value.startswith(("%7B", "%5B")) else value
    is_state = value.lstrip()[:1] in {"{", "["} or _STATE.match(value) is not None
    return value if is_state and '"' in value else None


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    plain = _ESCAPE.sub(_character, text)
    return _SURROGATES.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), plain)


def _character(found: re.Match[str]) -> str:
    code = found[1] or found[2] or found[3]
    if code is None:
        return _LETTERS.get(found[4], found[4])
    return chr(int(code, 16)) if int(code, 16) <= _LAST else ""
