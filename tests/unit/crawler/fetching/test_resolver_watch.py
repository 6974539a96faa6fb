"""When a look-up fails, other names tell whether the outlet has a problem or the machine has no resolver."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from twisted.internet.defer import Deferred, ensureDeferred, maybeDeferred
from twisted.internet.error import DNSLookupError
from twisted.internet.task import Clock

from crawler.fetching import resolver as module
from crawler.fetching.resolver import GuardedResolver
from crawler.fetching.resolver_watch import ResolverWatch
from spiders.fetching.exceptions import ResolverSilent
from tests.support.tables import every_row

KNOWN = ("a.example", "b.example", "c.example", "127.0.0.1", "desk")


class NameWorld:
    """Names that *answer* have an address; there is no answer about the others, or (*lies*) that they do not exist."""

    def __init__(self, *answer: str, lies: bool = False, known: Iterable[str] = KNOWN) -> None:
        self.answer, self.lies = set(answer), lies
        self.clock, self.asked, self.noted = Clock(), list[str](), list[str]()
        self.watch = ResolverWatch(self.look_up, clock=self.clock.seconds)
        self.watch.begin(known, self.noted.append)

    async def look_up(self, name: str) -> tuple[str, ...]:
        self.asked.append(name)
        if name in self.answer:
            return ("93.184.215.14",)
        raise DNSLookupError(name) if self.lies else ResolverSilent(name)

    def outcome(self, name: str) -> str:
        return _outcome(ensureDeferred(self.watch.watched(name, self.look_up)))


def _outcome(result: Deferred[Any]) -> str:
    """Return the answer, or the class of the error."""
    found = list[str]()
    result.addCallbacks(lambda each: found.append(str(each[0])), lambda failed: found.append(failed.type.__name__))
    return found[0] if found else "waits"


@every_row("lies", [False, True])
def test_the_resolver_is_down_when_names_that_answered_do_not(lies: bool) -> None:
    """Whether it says nothing or that nothing exists; it is told once, and nothing is asked any more."""
    world = NameWorld(lies=lies)
    outcomes = [world.outcome("new.example"), world.outcome("other.example")]

    assert (["ResolverDown"] * 2, ["new.example", *KNOWN[:3]]) == (outcomes, world.asked)
    assert [True] == ["finds no name" in each for each in world.noted]


def test_a_name_alone_is_the_outlets_trouble() -> None:
    """Most control names answer: the others are not asked again for half a minute, however many names fail."""
    world = NameWorld("a.example", "b.example")
    outcomes = [world.outcome(f"dead{number}.example") for number in range(9)]
    asked = len(world.asked)
    world.clock.advance(31)
    world.answer.clear()

    assert (["ResolverSilent"] * 9, 9 + 3, []) == (outcomes, asked, world.noted)
    assert ("ResolverDown", 1) == (world.outcome("dead.example"), len(world.noted))


def test_without_known_names_three_have_to_be_silent() -> None:
    """In a new store: two may be outlets that are gone, and names that do not exist tell nothing of the resolver."""
    silent, lying = NameWorld(known=()), NameWorld(known=(), lies=True)

    assert ["ResolverSilent", "ResolverSilent", "ResolverSilent", "ResolverDown"] == [
        silent.outcome(name) for name in ("one.example", "one.example", "two.example", "three.example")
    ]
    assert {"DNSLookupError"} == {lying.outcome(f"typo{number}.example") for number in range(9)}


def test_names_that_answer_in_this_run_are_asked_first() -> None:
    """What answered in an earlier run may be gone by now; an answer also ends the count of the silent ones."""
    world = NameWorld("x.example", "y.example", "z.example", known=("old1.example", "old2.example"))
    for name in ("x.example", "y.example", "z.example"):
        world.outcome(name)
    world.asked.clear()

    assert (
        "ResolverSilent",
        ["dead.example", "z.example", "y.example", "x.example", "old1.example", "old2.example"],
    ) == (
        world.outcome("dead.example"),
        world.asked,
    )


def test_failures_at_one_time_are_judged_once() -> None:
    """Sixteen look-ups end together: the control names are asked once, and all of them learn the answer."""
    world = NameWorld()
    waiting: list[Deferred[None]] = []

    async def held(_name: str) -> tuple[str, ...]:
        waiting.append(Deferred())
        await waiting[-1]
        raise ResolverSilent(_name)

    world.watch = ResolverWatch(held, clock=world.clock.seconds)
    world.watch.begin(KNOWN, world.noted.append)
    results = [ensureDeferred(world.watch.watched(f"n{number}.example", world.look_up)) for number in range(16)]
    asked = len(waiting)
    for each in waiting:
        each.callback(None)

    assert (3, ["ResolverDown"] * 16, 1) == (asked, [_outcome(each) for each in results], len(world.noted))


def _raising(error: Exception) -> Callable[..., object]:
    def ask(*_question: object) -> object:
        raise error

    return ask


@pytest.mark.parametrize("apart", [False, True])
@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), DNSLookupError),
        (socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution"), ResolverSilent),
        (socket.gaierror(socket.EAI_FAIL, "Non-recoverable failure"), ResolverSilent),
        (OSError(24, "Too many open files"), ResolverSilent),
        (UnicodeError("label too long"), DNSLookupError),
    ],
)
def test_no_answer_is_not_no_such_name(
    monkeypatch: pytest.MonkeyPatch, *, error: Exception, expected: type[Exception], apart: bool
) -> None:
    """The system's resolver tells the two apart, and a name that is none is no fault of it."""
    reactor: Any = Clock()
    reactor.getThreadPool = lambda: None
    monkeypatch.setattr(module, "deferToThreadPool", lambda _reactor, _pool, work: maybeDeferred(work))
    monkeypatch.setattr(module, "_in_own_thread", lambda _reactor, work: maybeDeferred(work))
    monkeypatch.setattr(socket, "getaddrinfo", _raising(error))
    guarded = GuardedResolver(reactor, 0, 5.0)

    assert expected.__name__ == _outcome(ensureDeferred(guarded.look_up("name.example", apart=apart)))


def test_a_resolver_that_hangs_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    """After `DNS_TIMEOUT` there is no answer, whatever its thread still does."""
    reactor: Any = Clock()
    reactor.getThreadPool = lambda: None
    monkeypatch.setattr(module, "deferToThreadPool", lambda *_question: Deferred())
    result = ensureDeferred(GuardedResolver(reactor, 0, 5.0).look_up("name.example"))
    reactor.advance(6)

    assert "ResolverSilent" == _outcome(result)
