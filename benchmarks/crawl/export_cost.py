"""`make bench-export`: records a second of CPU and peak memory of each format, beside the tools that everybody has.

A store of invented articles is made once. Then each contender writes it to a file in a process of its own. All have the
whole table, with full texts.
"""

from __future__ import annotations

import argparse
import platform
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from benchmarks.marked import write_between_marks
from storage.database.values.columns import stamp
from storage.export.formats.formats import FORMATS
from storage.source import Source
from storage.store import Store

_MARK = "<!-- bench: export -->"
_FROM_LISTS, _FROM_TABLES = "pyarrow, from lists in memory", "pyarrow, from an Arrow table in memory"
_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
_WORDS_OF_TEXT = 330
"""About the mean of the corpus' articles: 4 KB of UTF-8."""
_COLUMNS = (
    "id", "seq", "source_id", "canonical_url", "requested_url", "final_url", "headline", "authors", "tags", "summary",
    "body", "language", "published_at", "published_precision", "published_day", "modified_at", "fetched_at", "kept_at",
    "words", "kind", "section",
)  # fmt: skip
_INSERT = f"insert into articles ({', '.join(_COLUMNS)}) values ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608  # ours


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportCost:
    """What a contender needed: CPU seconds, peak memory and bytes written (MB)."""

    name: str
    cpu: float
    memory: float
    size: float


def main() -> None:
    """Measure, print the table, and write it where `--write` says."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--articles", type=int, default=300_000)
    asked.add_argument("--data", type=Path, help="a folder with a store of an earlier measurement")
    asked.add_argument("--write", type=Path)
    args = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = args.data or Path(folder)
        if not (data / "rasad.db").exists():
            _fill(data / "rasad.db", args.articles)
        costs = [_measured(name, command, Path(folder) / "out") for name, command in _contenders(data)]
        table = _table(costs, args.articles)
    print(table)
    if args.write:
        write_between_marks(args.write, table, mark=_MARK)


def _fill(path: Path, articles: int) -> None:
    source = Source(
        id="ma_bench", outlet="منبر", home="https://bench.example/", country="ma", language="ar", timezone="UTC",
        discover=(),
    )  # fmt: skip
    with Store.open(path) as store:
        store.sources.register([source])
        with store.file.writing() as db:
            db.executemany(_INSERT, _rows(articles))
            db.execute("update articles set copy_group_id = id")
            db.execute("update counters set value = ? where name = 'seq'", (articles,))


def _rows(articles: int) -> Iterator[tuple[object, ...]]:
    chance = random.Random(5)  # noqa: S311  # invented texts
    words = ["".join(chance.choices(_LETTERS, k=chance.randint(2, 9))) for _ in range(20_000)]
    begins = datetime(2020, 1, 1, tzinfo=UTC)
    for number in range(1, articles + 1):
        text = chance.choices(words, k=int(_WORDS_OF_TEXT * chance.uniform(0.2, 2)))
        url = f"https://bench.example/news/{number}"
        at = begins + timedelta(minutes=number * 11)
        moment = stamp(at)
        yield (
            number, number, "ma_bench", url, url, url, " ".join(text[:10]), f'["{text[0]} {text[1]}"]',
            f'["{text[2]}", "{text[3]}"]', " ".join(text[:30]), " ".join(text), "ar", moment, "minute",
            at.date().isoformat(), moment, moment, moment, len(text), "article", text[4],
        )  # fmt: skip


def _contenders(data: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield names and commands; each writes to its standard output."""
    store = str(data / "rasad.db")
    options = ["--data", str(data), "export", "--full-text", "-o", "-", "--format"]
    yield (
        "sqlite-utils rows --nl",
        [str(Path(sys.executable).with_name("sqlite-utils")), "rows", store, "articles", "--nl"],
    )
    if shutil.which("sqlite3"):
        yield "sqlite3 -csv", ["sqlite3", "-csv", "-header", store, "select * from articles"]
    yield "rasad, records alone", [sys.executable, "-c", _RECORDS_ALONE, store]
    for form in FORMATS:
        if form != "parquet" or find_spec("pyarrow"):
            yield f"rasad, {form}", [sys.executable, "-m", "crawler", *options, form]
    if find_spec("pyarrow"):
        yield _FROM_LISTS, [sys.executable, "-c", _FROM_MEMORY, store, "lists"]
        yield _FROM_TABLES, [sys.executable, "-c", _FROM_MEMORY, store, "tables"]


# The records are read, and nothing is written: what every format of ours costs before it does anything.
_RECORDS_ALONE = """
import sys
from pathlib import Path
from storage.export.rights.policy import RightsPolicy
from storage.export.run.export import write_export
from storage.export.run.export_request import ExportRequest
from storage.store import Store
class Nothing:
    name = "nothing"
    def write_records(self, rows, form, options):
        return bool(sum(1 for _ in rows))
with Store.open(Path(sys.argv[1]), read_only=True) as store:
    write_export(store, Nothing(), ExportRequest(form="jsonl", policy=RightsPolicy(full_text=True)))
"""
# The same columns of the same records are in memory, 10,000 at a time; the process prints what it needed for the rest.
_FROM_MEMORY = """
import sqlite3, sys, time
from itertools import islice
from operator import attrgetter
import pyarrow
from pyarrow import parquet
from storage.articles.reader import export_rows
from storage.database.values.field_values import plain_value
from storage.export.formats.arrow_columns import arrow_schema
from storage.export.formats.json_text import json_bytes
from storage.export.records.fields import FIELD_NAMES
rows = export_rows(sqlite3.connect(sys.argv[1]), "where true order by a.seq", ())
schema = arrow_schema(pyarrow, FIELD_NAMES)
sink = pyarrow.PythonFile(sys.stdout.buffer, mode="w")
writer = parquet.ParquetWriter(sink, schema, compression="zstd")
spent = 0
while some := [*islice(rows, 10_000)]:
    columns = {name: [*map(attrgetter(name), some)] for name in FIELD_NAMES}
    columns["parts"] = [[plain_value(part) for part in each] for each in columns["parts"]]
    columns["rights"] = [each and json_bytes(plain_value(each)).decode() for each in columns["rights"]]
    begun = time.process_time()
    table = pyarrow.table(columns, schema=schema)
    begun = begun if sys.argv[2] == "lists" else time.process_time()
    writer.write_table(table)
    spent += time.process_time() - begun
begun = time.process_time()
writer.close()
print(spent + time.process_time() - begun, file=sys.stderr)
"""


# The command is started by a small process: the peak of a process that ours starts would not be less than our own.
_LAUNCHER = """
import os, sys
child = os.fork()
if not child:
    os.execvp(sys.argv[1], sys.argv[1:])
_, status, used = os.wait4(child, 0)
print(used.ru_utime + used.ru_stime, used.ru_maxrss, file=sys.stderr)
sys.exit(os.waitstatus_to_exitcode(status))
"""


def _measured(name: str, command: Sequence[str], path: Path) -> ExportCost:
    with path.open("wb") as stream:
        done = subprocess.run(
            [sys.executable, "-S", "-c", _LAUNCHER, *command],
            stdout=stream,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    if done.returncode:
        raise RuntimeError(f"{name}: {done.stderr}")
    *output, last = done.stderr.splitlines()
    cpu, kilobytes = map(float, last.split())
    if name in {_FROM_LISTS, _FROM_TABLES}:
        cpu = float(output[-1])
    print(f"{name}: {cpu:.1f} s", file=sys.stderr)
    return ExportCost(name=name, cpu=cpu, memory=kilobytes / 1024, size=path.stat().st_size / 1e6)


def _table(costs: Sequence[ExportCost], articles: int) -> str:
    day = time.strftime("%Y-%m-%d", time.gmtime())
    tools = f"sqlite-utils {version('sqlite-utils')}, Python {platform.python_version()}"
    rows = [
        f"| {each.name} | {each.cpu:.1f} | {articles / each.cpu:,.0f} | {each.memory:,.0f} | {each.size:,.0f} |"
        for each in costs
    ]
    return "\n".join(
        [
            f"Measured {day} with `make bench-export`: {articles:,} articles, {tools}.",
            "",
            "| | CPU s | records a second of CPU | peak memory, MB | written, MB |",
            "| --- | --- | --- | --- | --- |",
            *rows,
            "",
            _ratios({each.name: each.cpu for each in costs}),
        ]
    )


def _ratios(cpu: Mapping[str, float]) -> str:
    jsonl = cpu["rasad, jsonl"] / cpu["sqlite-utils rows --nl"]
    text = f"JSON lines cost {jsonl:.2f} × sqlite-utils (at most 1.0)."
    if _FROM_LISTS not in cpu:
        return text
    whole, beyond = cpu["rasad, parquet"], cpu["rasad, parquet"] - cpu["rasad, records alone"]
    lists, tables = cpu[_FROM_LISTS], cpu[_FROM_TABLES]
    return (
        f"{text} Parquet costs, with the start and the reading of the store, {whole / lists:.2f} × pyarrow that writes "
        f"the same columns from lists in memory (at most 1.5), and {whole / tables:.2f} × pyarrow that has them as an "
        f"Arrow table. Beyond the records alone it costs {beyond / lists:.2f} × and {beyond / tables:.2f} ×."
    )


if __name__ == "__main__":
    main()
