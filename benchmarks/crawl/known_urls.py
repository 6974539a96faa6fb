"""`make bench-known`: a million known URLs: look-ups a second and bytes a URL, beside Scrapy's `RFPDupeFilter`.

Each contender runs in a process of its own. Both are asked with the same addresses, as listings print them, half of
them known. Ours is asked as a crawl asks: the address is brought into its one form, then any spelling of it is found.
"""

from __future__ import annotations

import argparse
import gc
import json
import platform
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from urllib.parse import quote

from benchmarks.marked import write_between_marks

_MARK = "<!-- bench: known -->"
_WORDS = (
    "أخبار المدينة تعلن برنامجا جديدا لدعم القرى والمدارس وتحديث الطرق والجسور في الجهات البعيدة".split()  # noqa: SIM905
)
_BATCH = 5_000
_NAMES = {"rasad": "rasad's frontier", "dupefilter": "Scrapy's RFPDupeFilter"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a contender showed: CPU µs a look-up of both kinds, bytes of memory and of disk a known URL."""

    micros: float
    memory: float
    disk: float


def main() -> None:
    """Measure, print the table, and write it where `--write` says."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--urls", type=int, default=1_000_000)
    asked.add_argument("--lookups", type=int, default=100_000)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--write", type=Path)
    asked.add_argument("--contender", choices=list(_NAMES), help=argparse.SUPPRESS)
    args = asked.parse_args()
    if args.contender:
        contender = _rasad if args.contender == "rasad" else _dupefilter
        print(json.dumps(asdict(contender(args.urls, args.lookups, args.rounds))))
        return
    found = {name: _apart(name, args) for name in _NAMES}
    table = as_table(found, args)
    print(table)
    if args.write:
        write_between_marks(args.write, table, mark=_MARK)


def _apart(name: str, args: argparse.Namespace) -> Found:
    print(f"{name} ...", file=sys.stderr)
    command = [sys.executable, "-m", "benchmarks.crawl.known_urls", "--contender", name, "--urls", str(args.urls)]
    command += ["--lookups", str(args.lookups), "--rounds", str(args.rounds)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return Found(**json.loads(done.stdout))


def addresses(start: int, stop: int) -> Iterator[str]:
    """Yield addresses as Arab outlets form them: dated Arabic slugs, numbers, one in ten with raw Arabic."""
    for number in range(start, stop):
        at = number * 7919 % len(_WORDS)
        host, words = f"https://www.outlet{number % 40}.example", "-".join((_WORDS + _WORDS)[at : at + 5])
        day = f"2026/{1 + number % 12:02}/{1 + number % 28:02}"
        forms = (f"{day}/{quote(words)}-{number}/", f"news/{number}/story-{number % 977}", f"details.php?id={number}")
        yield f"{host}/{(*forms[:1] * 4, *forms[1:2] * 4, forms[2], f'{words}/{number}')[number % 10]}"


def _rasad(urls: int, lookups: int, rounds: int) -> Found:
    from pipelines.web.urls import canonical_url  # noqa: PLC0415  # each process pays for its own
    from storage.store import Store  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rasad.db"
        _fill(path, urls)
        before = _resident()
        with Store.open(path, read_only=True) as store:
            for number in random.Random("warm").sample(range(urls), min(urls, lookups)):  # noqa: S311  # a sample
                store.frontier.known_page(canonical_url(next(addresses(number, number + 1))))
            memory = max(_resident() - before, 0) / urls
            known = store.frontier.known_page
            micros = _asked(lambda url: known(canonical_url(url)) is not None, urls, lookups, rounds)
        connection = sqlite3.connect(path)
        pages = "select sum(pgsize) from dbstat where name like 'frontier%' or name like 'sqlite_autoindex_frontier%'"
        disk = connection.execute(pages).fetchone()[0] / urls
        connection.close()
    return Found(micros=micros, memory=memory, disk=disk)


def _fill(path: Path, urls: int) -> None:
    """Offer the addresses as a sitemap would, and mark them as kept."""
    from pipelines.web.urls import canonical_url  # noqa: PLC0415  # as above
    from storage.discovery.listings import ListingAnswer, Validators  # noqa: PLC0415
    from storage.records import ListingEntry  # noqa: PLC0415
    from storage.source import DiscoveryKind, Source  # noqa: PLC0415
    from storage.store import Store  # noqa: PLC0415

    home = "https://outlet.example/"
    with Store.open(path) as store:
        source = Source(
            id="ma_outlet",
            outlet="الأفق",
            home=home,
            country="ma",
            language="ar",
            timezone="Africa/Casablanca",
            discover=(),
        )
        store.sources.register([source])
        for first in range(0, urls, _BATCH):
            listing = ListingAnswer(
                url=f"{home}sitemap-{first}.xml",
                source_id=source.id,
                kind=DiscoveryKind.SITEMAP,
                rank=2,
                complete=False,
                status=200,
                validators=Validators(),
            )
            entries = [ListingEntry(url=canonical_url(each)) for each in addresses(first, min(first + _BATCH, urls))]
            store.sightings.add(listing, entries, at=datetime.now(UTC))
    connection = sqlite3.connect(path)
    connection.execute("update frontier set state = 'kept', next_at = null")
    connection.commit()
    connection.close()


def _dupefilter(urls: int, lookups: int, rounds: int) -> Found:
    from scrapy import Request  # noqa: PLC0415  # as above
    from scrapy.dupefilters import RFPDupeFilter  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        before = _resident()
        known = RFPDupeFilter(path=folder)
        for url in addresses(0, urls):
            known.request_seen(Request(url))
        memory = (_resident() - before) / urls
        micros = _asked(lambda url: known.request_seen(Request(url)), urls, lookups, rounds)
        known.close("finished")
        disk = sum(each.stat().st_size for each in Path(folder).iterdir()) / urls
    return Found(micros=micros, memory=memory, disk=disk)


def _asked(is_known: Callable[[str], bool], urls: int, lookups: int, rounds: int) -> float:
    """Return the CPU µs of a look-up, the median of *rounds* over different addresses, half of them known."""
    found = []
    for number in range(rounds):
        chance = random.Random(f"asked {number}")  # noqa: S311  # a sample, no secret
        new = urls * (number + 2)  # what one round asked for is known to the next
        asked = [next(addresses(each, each + 1)) for each in chance.sample(range(urls), lookups // 2)]
        asked += list(addresses(new, new + lookups // 2))
        chance.shuffle(asked)
        gc.collect()
        start = time.process_time()
        hits = sum(map(is_known, asked))
        found.append((time.process_time() - start) / len(asked) * 1e6)
        if hits != lookups // 2:
            raise SystemExit(f"{hits} of {lookups // 2} known addresses were found")
    return statistics.median(found)


def _resident() -> int:
    gc.collect()
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()


def as_table(found: dict[str, Found], args: argparse.Namespace) -> str:
    """Return the figures as Markdown, with their ratios to Scrapy's filter."""
    theirs = found["dupefilter"]
    lines = [
        (
            f"Measured {datetime.now(UTC):%Y-%m-%d} with `make bench-known`: {args.urls:,} known URLs, median of "
            f"{args.rounds} rounds of {args.lookups:,} look-ups, half of them known, Scrapy {version('scrapy')}, "
            f"Python {platform.python_version()}."
        ),
        "",
        "| contender | look-ups/s of CPU | against Scrapy's | memory, bytes a URL | on disk, bytes a URL |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {_NAMES[name]} | {1e6 / each.micros:,.0f} | {theirs.micros / each.micros:.1f} x | {each.memory:.1f} "
        f"| {each.disk:.0f} |"
        for name, each in found.items()
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
