"""The resolver of the machine is down for some minutes: no outlet is at fault, and one line says what it is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.fault.guard.wired_world import WiredWorld, wired_world
from tests.support.outlet import OutletReply
from tests.support.stores import query_rows

OUTLETS = tuple(f"o{n}.example" for n in range(5))
PUBLIC = [("93.184.215.14",)]
NAMES = dict.fromkeys((*OUTLETS, *(f"p{n}.o0.example" for n in range(30))), PUBLIC)
KNOWN = (
    "select * from frontier order by url", "select * from poll_schedule order by source_id", "select * from listings order by url",
    "select * from host_files order by url", "select id, seq, withdrawn_at from articles order by id",
    "select * from discovery_health",
)  # fmt: skip


@pytest.fixture
def world(tmp_path: Path) -> Iterator[WiredWorld]:
    with wired_world(tmp_path, NAMES) as world:
        for number, name in enumerate(OUTLETS):
            world.source(f"ma_o{number}", f"http://{name}/", ("feed", f"feed-{number}"))
        yield world


def _list(world: WiredWorld, number: int, *pages: str) -> None:
    """Let the feed of an outlet name articles by their URLs; a text is one article, so no two are the same."""
    items = "".join(f"<item><title>خبر</title><link>http://{each}</link></item>" for each in pages)
    text = f"<rss version='2.0'><channel><title>الأفق</title>{items}</channel></rss>"
    world.outlet.pages[f"/feed-{number}"] = OutletReply(body=text)


def _crawl(world: WiredWorld) -> dict[str, Any]:
    done = world.rasad("crawl", *(f"ma_o{number}" for number in range(len(OUTLETS))), "--json")
    report: dict[str, Any] = json.loads(done.stdout)
    assert "Traceback" not in done.stderr
    report["kept"] = sum(each["kept"] for each in report["sources"])
    report["said"] = [each[name] for each in report["sources"] for name in ("problem", "problems") if each[name]]
    return report


def _known(world: WiredWorld) -> list[list[tuple[object, ...]]]:
    return [query_rows(world.data, statement) for statement in KNOWN]


@pytest.mark.parametrize("kind", ["silent", pytest.param("no such name", marks=pytest.mark.long)])
def test_an_outage_changes_nothing_and_is_one_line(world: WiredWorld, kind: str) -> None:
    """New articles are listed, and robots.txt of two outlets is due: nothing is noted, the next run gets them all."""
    for number, name in enumerate(OUTLETS):
        _list(world, number, f"{name}/news/{number}1")
    first = _crawl(world)
    for number, name in enumerate(OUTLETS):
        _list(world, number, f"{name}/news/{number}1", f"{name}/news/{number}2")
    query_rows(world.data, "delete from host_files where url like '%o1.example%' or url like '%o2.example%'")
    before = _known(world)
    if kind == "silent":
        world.names.silent = lambda _name: True
    else:
        world.names.zone = {}
    outage, after = _crawl(world), _known(world)
    world.names.zone, world.names.silent = NAMES, lambda _name: False
    second = _crawl(world)

    assert (0, 5, None, 0, 5) == (
        first["exit_status"],
        first["kept"],
        first["outage"],
        second["exit_status"],
        second["kept"],
    )
    assert (1, [], True) == (outage["exit_status"], outage["said"], "finds no name" in outage["outage"])
    assert before == after


@pytest.mark.long
def test_an_outage_in_the_middle_gives_back_what_waits(world: WiredWorld) -> None:
    """Thirty pages have a name each, and after some no name has an address. The others are left to the next run."""
    for number, name in enumerate(OUTLETS[1:], start=1):
        _list(world, number, f"{name}/news/{number}1")
    _list(world, 0, *(f"p{n}.o0.example/news/1{n}" for n in range(30)))
    world.names.silent = lambda _name: len(world.outlet.articles()) >= 12
    outage = _crawl(world)
    sql = (
        "select iif(article_id is null, state || tries, 'kept'), count(*) from frontier where url like '%o0.example%' "
        "group by 1"
    )
    states = {str(state): int(str(count)) for state, count in query_rows(world.data, sql)}
    world.names.silent = lambda _name: False
    second = _crawl(world)
    kept = states.get("kept", 0)

    assert (1, [], True) == (outage["exit_status"], outage["said"], "finds no name" in outage["outage"])
    assert ({"kept": kept, "queued0": 30 - kept}, True) == (states, 10 <= kept < 30)
    assert (0, 34) == (second["exit_status"], outage["kept"] + second["kept"])


def test_an_outlet_whose_name_servers_are_silent_is_its_own_trouble(world: WiredWorld) -> None:
    """The others are crawled; its failure is soft, so no search for other listings begins, and its articles stay."""
    for number, name in enumerate(OUTLETS):
        _list(world, number, f"{name}/news/{number}1")
    _crawl(world)
    world.names.silent = lambda name: name == "o3.example"
    for number, name in enumerate(OUTLETS):
        _list(world, number, f"{name}/news/{number}1", f"{name}/news/{number}2")
    second = _crawl(world)
    third = _crawl(world)
    reason = query_rows(world.data, "select next_poll_reason from poll_schedule where source_id = 'ma_o3'")
    listing = query_rows(world.data, "select failures, error from listings where source_id = 'ma_o3'")
    gone = query_rows(world.data, "select count(*) from articles where withdrawn_at is not null")

    assert (1, 4, None) == (second["exit_status"], second["kept"], second["outage"])
    assert ["ma_o3"] == [each["source_id"] for each in third["sources"] if each["problem"]]
    assert (True, [(2, "no answer of the resolver for o3.example")], [(0,)]) == (
        str(reason[0][0]).startswith("back-off after a soft failure (no answer of the resolver"),
        listing,
        gone,
    )
