"""Reads robots.txt by RFC 9309: its groups, agents and delays; `path_rules` matches the paths."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlsplit

from crawler.politeness.path_rules import PathRule, allowed, path_rule
from pipelines.web.decode import wide_charset

MAX_BYTES = 500 * 1024
"""How much of a robots.txt is read; RFC 9309 §2.5 requires at least this much."""

# Spellings that Google's parser and others accept as the same key.
_AGENT = frozenset({"user-agent", "useragent", "user agent"})
_DISALLOW = frozenset({"disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"})
_DELAY = frozenset({"crawl-delay", "crawl delay", "crawldelay"})
_SIGNAL = frozenset({"content-signal"})
_EVERYBODY = re.compile(r"\*++(?![A-Za-z0-9_-])")
_TOKEN = re.compile(r"[A-Za-z0-9_-]++")
_LINE_END = re.compile(rb"\r\n|\r|\n")
_BOM = b"\xef\xbb\xbf"
_WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(slots=True)
class _Group:
    rules: list[PathRule] = field(default_factory=list)
    delay: float | None = None
    signals: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RobotsTxt:
    """One robots.txt; an agent is a product token, and its case is ignored."""

    _groups: Mapping[str, _Group]

    def allows(self, url: str, agent: str) -> bool:
        """Whether *agent* may fetch *url*: by its own merged groups, else by those of `*`; without any it may."""
        group = self._group(agent)
        parts = urlsplit(url)
        if group is None or parts.path == "/robots.txt":
            return True
        separator = "?" if "?" in url.partition("#")[0] else ""
        return allowed(group.rules, _decode_query_slashes(f"{parts.path or '/'}{separator}{parts.query}"))

    def names(self, agent: str) -> bool:
        """Whether *agent* has a group of its own."""
        return agent.lower() in self._groups

    def delay(self, agent: str) -> float | None:
        """Return the crawl-delay for *agent* in seconds. It is not part of the RFC, and we obey it."""
        group = self._group(agent)
        return None if group is None else group.delay

    def signals(self, agent: str) -> tuple[tuple[str, str], ...]:
        """Return the `Content-Signal` names and values for *agent*, sorted."""
        group = self._group(agent)
        return () if group is None else tuple(sorted(group.signals.items()))

    def _group(self, agent: str) -> _Group | None:
        return self._groups.get(agent.lower()) or self._groups.get("*")


def read_rules(body: bytes) -> RobotsTxt:
    """Return the rules of a robots.txt. It never raises: lines that we do not know are skipped.

    A group begins with user-agent lines. It ends at the first user-agent line after an allow or disallow line; other
    lines, for example crawl-delay, do not end a group (§2.2.1, §2.2.4).
    """
    groups: dict[str, _Group] = {}
    current: list[_Group] = []
    has_rules = False
    for key, value in _lines(first_part(body)):
        if key in _AGENT:
            current, has_rules = ([] if has_rules else current), False
            current += _named(value, groups)
        elif key in _DISALLOW or key == "allow":
            has_rules = True
            for group in current if value else ():
                group.rules.append(path_rule(_decode_query_slashes(value), allows=key == "allow"))
        else:
            for group in current:
                _add(group, key, value)
    return RobotsTxt(groups)


def first_part(body: bytes) -> bytes:
    """Return the first 500 KiB of a robots.txt, cut at the end of a line, because half a rule would be another rule."""
    if len(body) <= MAX_BYTES:
        return body
    end = max(body.rfind(b"\n", 0, MAX_BYTES), body.rfind(b"\r", 0, MAX_BYTES))
    return body[: max(end, 0)]


def matches(pattern: str, url: str) -> bool:
    """Whether *pattern* (`*`, `$`) matches the path and query of *url* as a robots.txt rule does."""
    return not _rule(pattern).allows(url, "*")


@lru_cache(maxsize=256)
def _rule(pattern: str) -> RobotsTxt:
    return read_rules(f"User-agent: *\nDisallow: {' '.join(pattern.split())}".encode())


def _named(value: str, groups: dict[str, _Group]) -> list[_Group]:
    if _EVERYBODY.match(value):
        return [groups.setdefault("*", _Group())]
    token = _TOKEN.match(value.lstrip("*"))  # "*Name*" is a habit, and means Name alone
    return [groups.setdefault(token[0].lower(), _Group())] if token else []


def _add(group: _Group, key: str, value: str) -> None:
    if key in _DELAY:
        try:
            delay = float(value)
        except ValueError:
            return
        if math.isfinite(delay) and delay >= 0:
            group.delay = max(delay, group.delay or 0.0)
    elif key in _SIGNAL:
        for each in value.split(","):
            name, separator, setting = each.partition("=")
            if separator and _TOKEN.fullmatch(name.strip()):
                group.signals[name.strip().lower()] = setting.strip().lower()


def _lines(body: bytes) -> Iterator[tuple[str, str]]:
    """Yield key and value of each line; octets outside ASCII are percent-encoded, as they are compared (§2.2.2)."""
    for line in _LINE_END.split(_octets(body)):
        plain = "".join(chr(each) if each == 0x09 or 0x20 <= each < 0x7F else f"%{each:02X}" for each in line)  # noqa: PLR2004
        text = plain.partition("#")[0].strip()
        key, colon, value = text.partition(":")
        if not colon or (" " in key.strip() and key.strip().lower() not in _AGENT | _DELAY):
            key, _, value = text.partition(" ")  # "Disallow /x" is frequent, and clear
        if text:
            yield key.strip().lower(), value.strip()


def _octets(body: bytes) -> bytes:
    """Return a robots.txt as UTF-8 without a byte order mark, also where an editor saved it as UTF-16."""
    wide = "utf-16" if body.startswith(_WIDE_BOMS) else wide_charset(body)
    return body.decode(wide, "replace").encode() if wide else body.removeprefix(_BOM)


def _decode_query_slashes(path: str) -> str:
    """Return *path* with `/` for every `%2F` of its query: in a query a rule's `/` matches both."""
    before, separator, query = path.partition("?")
    return before + separator + re.sub("%2f", "/", query, flags=re.IGNORECASE)
