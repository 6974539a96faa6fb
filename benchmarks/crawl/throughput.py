"""`make bench`: the whole line beside Scrapy that only downloads and beside the naive stack, in one run."""

from __future__ import annotations

import argparse
import platform
import statistics
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.crawl.process_cost import Cost, cost_of
from benchmarks.marked import write_between_marks
from crawler.newsroom.server import Newsroom
from crawler.newsroom.source_files import write_sources

_MARK = "<!-- bench: crawl -->"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One contender: its name and what each round cost."""

    name: str
    costs: tuple[Cost, ...]

    def wall(self) -> float:
        return statistics.median(each.wall for each in self.costs)

    def cpu(self) -> float:
        return statistics.median(each.cpu for each in self.costs)


def main() -> None:
    """Measure, print the table, and write it where `--write` says."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--articles", type=int, default=1000)
    asked.add_argument("--outlets", type=int, default=20)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--write", type=Path)
    args = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows, pages = measured(Path(folder), args.outlets, args.articles, args.rounds)
    table = as_table(rows, pages, args.outlets, args.rounds)
    print(table)
    if args.write:
        write_between_marks(args.write, table, mark=_MARK)


def measured(folder: Path, outlets: int, articles: int, rounds: int) -> tuple[list[Row], int]:
    """Let every contender fetch the same pages of one newsroom, in turn, *rounds* times."""
    with Newsroom.open(outlets=outlets, articles=articles, port=0, delays=False) as newsroom:
        press = newsroom.press
        urls = [press.url(each) for each in press.pieces]
        (folder / "urls.txt").write_text("\n".join(urls), encoding="utf-8")
        sources = folder / "sources"
        sources.mkdir()
        write_sources(newsroom.sources(), sources)
        apart = frozenset({newsroom.pid})
        names = ("download", "naive", "rasad")
        costs: dict[str, list[Cost]] = {name: [] for name in names}
        for number in range(rounds):
            for name in names:
                print(f"round {number + 1} of {rounds}: {name} ...", file=sys.stderr)
                costs[name].append(cost_of(_command(name, folder, number), apart=apart))
    rows = [Row(name=name, costs=tuple(each)) for name, each in costs.items()]
    return rows, len(urls)


def _command(name: str, folder: Path, number: int) -> list[str]:
    if name != "rasad":
        out = folder / f"{name}-{number}.db"
        return [sys.executable, "-m", "benchmarks.crawl.contenders", name, str(folder / "urls.txt"), str(out)]
    data = folder / f"data-{number}"
    data.mkdir()
    (data / "sources").symlink_to(folder / "sources")
    ids = sorted(path.stem for path in (folder / "sources").glob("*.toml"))
    return [sys.executable, "-m", "crawler", "--data", str(data), "crawl", *ids]


def as_table(rows: list[Row], pages: int, outlets: int, rounds: int) -> str:
    """Return the figures as Markdown, with their ratios to the naive stack."""
    naive = next(each for each in rows if each.name == "naive")
    title = {"download": "(a) Scrapy, download only", "naive": "(b) naive stack", "rasad": "(c) rasad"}
    lines = [
        (
            f"Measured {datetime.now(UTC):%Y-%m-%d} with `make bench`: {pages} newsroom pages of {outlets} outlets, "
            f"median of {rounds} interleaved rounds, whole processes with their start-up, "
            f"Python {platform.python_version()}."
        ),
        "",
        "| contender | pages/s | CPU ms/page | peak MiB (largest process) | pages/s against (b) | CPU against (b) |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for each in rows:
        peak = max(cost.peak for cost in each.costs)
        lines.append(
            f"| {title[each.name]} | {pages / each.wall():.1f} | {each.cpu() / pages * 1000:.1f} | {peak:.0f} "
            f"| {naive.wall() / each.wall():.2f} x | {each.cpu() / naive.cpu():.2f} x |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
