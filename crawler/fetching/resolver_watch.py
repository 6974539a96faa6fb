"""Whether the resolver of this machine is down: names that had an address until lately have none any more.

Then no outlet is at fault, and what could not be asked is no outcome. A look-up that fails is followed by the same
question for other names, which answered before. Most of them have to fail, too.
"""

from __future__ import annotations

import re
import time
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path

from twisted.internet.defer import Deferred, gatherResults
from twisted.internet.error import DNSLookupError

from pipelines.web.addresses import literal_address
from spiders.fetching.exceptions import ResolverDown, ResolverSilent

_CONTROLS, _KNOWN = 5, 50
_WITHOUT_CONTROLS = 3
"""Where no name is known that ever answered, so many different ones have to get no answer at all."""
_TRUSTED_FOR = 30.0
"""Seconds for which the resolver is not asked again after most of the control names had an address."""
_NAME_SERVER = re.compile(r"^[ \t]*nameserver[ \t]++([0-9A-Fa-f:.%\w]++)", re.MULTILINE | re.ASCII)


class ResolverWatch:
    """Judges the failures of look-ups in one process; every method runs in the reactor's thread.

    *ask* looks a name up apart from the questions of the crawl, which may all be waiting.
    """

    def __init__(self, ask: Callable[[str], Awaitable[object]], *, clock: Callable[[], float] = time.monotonic) -> None:
        self._ask, self._clock = ask, clock
        self._noted: Callable[[str], None] | None = None
        self._answered: dict[str, None] = {}
        self._silent: set[str] = set()
        self._trusted_until = 0.0
        self._judging: list[Deferred[bool]] | None = None
        self.problem: str | None = None

    def begin(self, known: Iterable[str], noted: Callable[[str], None]) -> None:
        """Take names that answered in earlier runs, the latest first; *noted* gets the problem, once."""
        self._noted = noted
        for each in known:
            if "." in each and literal_address(each) is None:
                self._answered.setdefault(each)

    async def watched(self, name: str, look_up: Callable[[str], Awaitable[tuple[str, ...]]]) -> tuple[str, ...]:
        """Return the answers. Raises `ResolverDown`, or what the look-up raised where the name alone has no address."""
        if self.problem is not None:
            raise ResolverDown(self.problem)
        try:
            answers = await look_up(name)
        except (DNSLookupError, ResolverSilent) as error:
            if self.problem is None and await self._is_down(name, is_silent=isinstance(error, ResolverSilent)):
                self.note_outage(f"the resolver of this machine finds no name{_name_servers()}: check the network")
            if self.problem is not None:
                raise ResolverDown(self.problem) from error
            raise
        self._answered.pop(name, None)
        self._answered = {name: None, **dict(list(self._answered.items())[: _KNOWN - 1])}
        self._silent.clear()
        return answers

    def note_outage(self, problem: str) -> None:
        """Note that nobody can be asked: the resolver is down, or the proxy. The first problem counts."""
        if self.problem is None:
            self.problem = problem
            if self._noted is not None:
                self._noted(problem)

    async def _is_down(self, name: str, *, is_silent: bool) -> bool:
        """Return whether the resolver is down. Failures at one time are judged once, for all of them."""
        controls = [each for each in self._answered if each != name][:_CONTROLS]
        if not controls:
            self._silent |= {name} if is_silent else set()
            return len(self._silent) >= _WITHOUT_CONTROLS
        if self._clock() < self._trusted_until:
            return False
        if self._judging is not None:
            self._judging.append(Deferred())
            return await self._judging[-1]
        self._judging = []
        try:
            failed = await self._failures(controls)
        finally:
            waiting, self._judging = self._judging, None
        is_down = failed * 2 > len(controls)
        if not is_down:
            self._trusted_until = self._clock() + _TRUSTED_FOR
        for each in waiting:
            each.callback(is_down)
        return is_down

    async def _failures(self, controls: list[str]) -> int:
        asked = [Deferred.fromCoroutine(self._fails(each)) for each in controls]
        return sum(await gatherResults(asked))

    async def _fails(self, name: str) -> bool:
        try:
            await self._ask(name)
        except Exception:  # noqa: BLE001  # whatever kept it from an address
            return True
        return False


def _name_servers(path: Path = Path("/etc/resolv.conf")) -> str:
    """Return which name servers the system asks, in brackets; empty where that is not known."""
    try:
        found = _NAME_SERVER.findall(path.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return ""
    return f" (nameserver {', '.join(found[:3])} of {path})" if found else ""
