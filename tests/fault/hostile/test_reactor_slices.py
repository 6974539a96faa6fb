"""Hostile outlets beside healthy ones: the reactor's thread never works for long, and the healthy lose nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.fault.hostile.documents import feeds, robots, sections, sitemaps
from tests.support.host import Host, Reply, serving, write_sources
from tests.support.stores import query_rows

HEALTHY, PAGES = 10, 4
MOST_PAGES = 200
"""Pages of the whole run: one sitemap names 100,000 that are not there, and to ask for each would take the day."""
LONGEST = 0.05
"""Seconds of processor time that one callback may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredRun:
    """How a run ended, what it says of each source, and the reactor's longest callbacks."""

    status: int
    sources: Mapping[str, Mapping[str, object]]
    slices: list[tuple[float, str]]


def _write_hostile(data: Path, name: str, host: Host, documents: Mapping[str, Mapping[str, bytes]]) -> None:
    """Write a source that has every one of *documents* as a listing, by kind and name."""
    listings = []
    for kind, each in documents.items():
        for path, body in each.items():
            headers = {"Content-Encoding": "gzip"} if path == "bomb" else {}
            host.says[f"/{kind}-{path}"] = Reply(body=body, headers=headers)
            listings.append(f'[[discover]]\nkind = "{kind}"\nurl = "{host.home}{kind}-{path}"\n')
    (data / "sources" / f"{name}.toml").write_text(
        f'outlet = "{name}"\nhome = "{host.home}"\ncountry = "ma"\nlanguage = "ar"\n'
        f'timezone = "Africa/Casablanca"\nprivate = true\n{"".join(listings)}',
        encoding="utf-8",
    )


def _crawled(data: Path, names: list[str]) -> MeasuredRun:
    words = ["--data", str(data), "crawl", *names, "--json", "--max-articles", str(MOST_PAGES)]
    command = [sys.executable, "-m", "tests.fault.hostile.slices", *words]
    environ = {**os.environ, "SLICES": str(data / "slices.json")}
    done = subprocess.run(command, env=environ, capture_output=True, timeout=600, check=False)
    return MeasuredRun(
        status=done.returncode,
        sources={each["source_id"]: each for each in json.loads(done.stdout)["sources"]},
        slices=json.loads((data / "slices.json").read_text(encoding="utf-8")),
    )


@pytest.mark.stall
def test_two_hostile_outlets_keep_nobody_waiting(tmp_path: Path) -> None:
    """No callback takes 50 ms, ten healthy outlets keep every article, and of the two the article that is there is kept.

    How many of the 90,000 links of one section page are followed depends on whether it is read within its time.
    """
    healthy, hostile = [Host(pages=PAGES) for _ in range(HEALTHY)], [Host(), Host()]
    with serving(*hostile, *healthy, address="127.0.0.20"):
        names = write_sources(tmp_path, *healthy)
        home = hostile[0].home
        _write_hostile(tmp_path, "ma_first", hostile[0], {"feed": feeds(home), "section": sections(home)})
        hostile[0].says["/robots.txt"] = Reply(body=robots(home))
        home = hostile[1].home
        _write_hostile(tmp_path, "ma_second", hostile[1], {"sitemap": sitemaps(home)})

        run = _crawled(tmp_path, ["ma_first", "ma_second", *names])

    kept = {name: run.sources[name]["kept"] for name in names}
    broken = [name for name, each in run.sources.items() if "broke" in str(each["problem"])]
    assert [] == [each for each in run.slices if each[0] > LONGEST], json.dumps(run.slices, indent=1)
    urls = {url for (url,) in query_rows(tmp_path, "select canonical_url from articles")}
    missing = [each.home for each in hostile if f"{each.home}news/1" not in urls]
    assert (dict.fromkeys(names, PAGES), [], []) == (kept, broken, missing)
