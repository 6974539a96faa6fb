"""What robots.txt says, by RFC 9309: protego matches the paths; groups, agents and octets are put right before it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlsplit

from protego import Protego

MOST_BYTES = 500 * 1024
"""What is read of a robots.txt at most: RFC 9309 §2.5 asks for no less."""

# Spellings that protego and Google's parser take for the same word.
_AGENT = frozenset({"user-agent", "useragent", "user agent"})
_DISALLOW = frozenset({"disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"})
_DELAY = frozenset({"crawl-delay", "crawl delay", "crawldelay"})
_SIGNAL = frozenset({"content-signal"})
_TOKEN = re.compile(r"\*|[A-Za-z0-9_-]+")
_LINE_END = re.compile(rb"\r\n|\r|\n")
_BOM = b"\xef\xbb\xbf"


@dataclass(slots=True)
class _Group:
    rules: list[str] = field(default_factory=list)
    delay: float | None = None
    signals: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RobotsTxt:
    """One robots.txt; an agent is a product token, in letters of any case."""

    _groups: Mapping[str, _Group]
    _read: dict[str, Protego] = field(default_factory=dict)

    def allows(self, url: str, agent: str) -> bool:
        """Whether *agent* may fetch *url*: its own merged groups decide, else those of `*`, else it may."""
        group = self._group(agent)
        parts = urlsplit(url)
        if group is None or parts.path == "/robots.txt":
            return True
        name = agent.lower() if self.names(agent) else "*"
        if name not in self._read:
            self._read[name] = Protego.parse("\n".join(("User-agent: *", *group.rules)))
        mark = "?" if "?" in url.partition("#")[0] else ""
        return self._read[name].can_fetch(f"http://host{_alike(f'{parts.path}{mark}{parts.query}')}", "*")

    def names(self, agent: str) -> bool:
        """Whether *agent* has a group of its own."""
        return agent.lower() in self._groups

    def delay(self, agent: str) -> float | None:
        """Return the crawl-delay that *agent* is asked for, in seconds: no part of the RFC, and obeyed."""
        group = self._group(agent)
        return None if group is None else group.delay

    def signals(self, agent: str) -> tuple[tuple[str, str], ...]:
        """Return the `Content-Signal` names and values that hold for *agent*, sorted."""
        group = self._group(agent)
        return () if group is None else tuple(sorted(group.signals.items()))

    def _group(self, agent: str) -> _Group | None:
        return self._groups.get(agent.lower()) or self._groups.get("*")


def read_rules(body: bytes) -> RobotsTxt:
    """Return the rules of a robots.txt; nothing raises, for lines that say nothing to us are passed over.

    A group is user-agent lines and what follows until the next user-agent line behind an allow or disallow line;
    other lines, crawl-delay among them, end no group (§2.2.1, §2.2.4).
    """
    groups: dict[str, _Group] = {}
    current: list[_Group] = []
    has_rules = False
    for word, value in _lines(first_part(body)):
        if word in _AGENT:
            current, has_rules = ([] if has_rules else current), False
            current += _named(value, groups)
        elif word in _DISALLOW or word == "allow":
            has_rules = True
            for group in current:
                group.rules.append(f"{'Allow' if word == 'allow' else 'Disallow'}: {_alike(value)}")
        else:
            for group in current:
                _note(group, word, value)
    return RobotsTxt(groups)


def first_part(body: bytes) -> bytes:
    """Return the first 500 KiB of a robots.txt, cut at the end of a line: half a rule would be another rule."""
    if len(body) <= MOST_BYTES:
        return body
    end = max(body.rfind(b"\n", 0, MOST_BYTES), body.rfind(b"\r", 0, MOST_BYTES))
    return body[: max(end, 0)]


def matches(pattern: str, url: str) -> bool:
    """Whether *pattern* (`*`, `$`) matches the path and query of *url* as a robots.txt rule would."""
    return not _rule(pattern).allows(url, "*")


@lru_cache(maxsize=256)
def _rule(pattern: str) -> RobotsTxt:
    return read_rules(f"User-agent: *\nDisallow: {' '.join(pattern.split())}".encode())


def _named(value: str, groups: dict[str, _Group]) -> list[_Group]:
    token = _TOKEN.match(value)
    return [groups.setdefault(token[0].lower(), _Group())] if token else []


def _note(group: _Group, word: str, value: str) -> None:
    if word in _DELAY:
        try:
            delay = float(value)
        except ValueError:
            return
        if math.isfinite(delay) and delay >= 0:
            group.delay = max(delay, group.delay or 0.0)
    elif word in _SIGNAL:
        for each in value.split(","):
            name, found, said = each.partition("=")
            if found and _TOKEN.fullmatch(name.strip()):
                group.signals[name.strip().lower()] = said.strip().lower()


def _lines(body: bytes) -> Iterator[tuple[str, str]]:
    """Yield word and value of each line, the octets outside ASCII percent-encoded as they are compared (§2.2.2)."""
    for line in _LINE_END.split(body.removeprefix(_BOM)):
        plain = "".join(chr(each) if each == 0x09 or 0x20 <= each < 0x7F else f"%{each:02X}" for each in line)  # noqa: PLR2004
        said = plain.partition("#")[0].strip()
        word, colon, value = said.partition(":")
        if not colon or (" " in word.strip() and word.strip().lower() not in _AGENT | _DELAY):
            word, _, value = said.partition(" ")  # "Disallow /x": said by many, and clear
        if said:
            yield word.strip().lower(), value.strip()


def _alike(path: str) -> str:
    """Return *path* with the slashes of its query in one spelling: a rule's `/` and a URL's `%2F` are alike there."""
    before, mark, query = path.partition("?")
    return before + mark + re.sub("%2f", "/", query, flags=re.IGNORECASE)
