"""Nothing that a stranger wrote reaches a terminal, the log or a CSV file raw: every command, with hostile values."""

from __future__ import annotations

import csv
import json
import os
import pty
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import pytest

from crawler.__main__ import rasad
from storage.export.printable import printable
from tests.support.outlet import Outlet, OutletReply, served
from tests.support.paths import ROOT

# The title of the window, the bell, red letters, a cleared screen by C1, a line of its own, swapped letters, a way out of
# our isolates, invisible tags.
HOSTILE = (
    "\x1b]0;owned\x07\x1b[31m\x9b2J\x85\u2028\u202eevil\u2066a\u2069\u2069\U000e0041\U000e007f\x7f[red]b[/red][/x]"
)
IN_XML = "\x9b2J\u202eevil\u2066a\u2069\u2069\U000e0041\U000e007f[red]b[/red][/x]"  # what XML itself allows
RAW = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066\u2067\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff]"
)
ISOLATES = re.compile("[\u2068\u2069]")
TEXT = "<p>قال الوزير في مؤتمر صحفي عقده أمس إن الحكومة ستطلق برنامجا جديدا لدعم القرى البعيدة في الجهة.</p>" * 4
QUERY = "القرى"


@dataclass(frozen=True, slots=True, kw_only=True)
class HostilePress:
    """A data folder that crawled an outlet whose every value is hostile, and the output of that crawl."""

    outlet: Outlet
    data: Path
    crawled: subprocess.CompletedProcess[str]


def _rasad(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "crawler", "--data", str(data), *words],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def _in_toml(text: str) -> str:
    return '"' + "".join(f"\\U{ord(each):08x}" for each in text) + '"'


def _set_up(outlet: Outlet) -> None:
    references = "".join(f"&#{ord(each)};" for each in HOSTILE)
    page = (
        f"<html lang=ar><head><title>خبر القرى {HOSTILE}</title><meta name=author content='سعيد {HOSTILE}'>"
        f"<meta property=article:section content='محليات {HOSTILE}'><meta name=keywords content='قرى,{HOSTILE}'>"
        f"<meta name=description content='ملخص {HOSTILE}'><meta property=og:site_name content='الأفق {HOSTILE}'>"
        f"<link rel=alternate type='application/rss+xml' title='{HOSTILE}' href='/feed?{HOSTILE}'>"
        f"</head><body><h1>خبر القرى {references}</h1><span class=byline>بقلم: سعيد {HOSTILE}</span>{TEXT}<p>{HOSTILE}</p>"
    )
    links = (
        [f"{outlet.home}news/{n}" for n in range(3)]
        + [f"{outlet.home}go/{n}" for n in range(2)]
        + [f"{outlet.home}n/{IN_XML}"]
    )
    items = "".join(
        f"<item><title>خبر القرى {IN_XML}</title><link>{each}</link><category>{IN_XML}</category></item>"
        for each in links
    )
    outlet.pages |= {
        **{f"/news/{n}": OutletReply(body=page) for n in range(3)},
        "/": OutletReply(body=page),
        "/feed": OutletReply(body=f"<rss version='2.0'><channel><title>الأفق {IN_XML}</title>{items}</channel></rss>"),
        "/go/0": OutletReply(
            status=302, headers={"Location": f"http://10.0.0.1/{HOSTILE.encode('utf-8').decode('latin-1')}"}
        ),
        "/go/1": OutletReply(status=301, headers={"Location": "http://other.example/\x9b2J\x1b[31m\x07"}),
        "/broken": OutletReply(status=200, body=f"<html><title>{HOSTILE}</title>"),
        "/robots.txt": OutletReply(body=f"User-agent: *\nDisallow: /nothing\nSitemap: http://a/{HOSTILE}\n"),
    }


def _write_source(outlet: Outlet, data: Path) -> None:
    (data / "sources").mkdir(exist_ok=True)
    (data / "sources" / "ma_alofoq.toml").write_text(
        f"outlet = {_in_toml('الأفق' + HOSTILE)}\npublisher = {_in_toml(HOSTILE)}\nlicence = {_in_toml('full text' + HOSTILE)}\n"
        f'home = "{outlet.home}"\ncountry = "ma"\nlanguage = "ar"\ntimezone = "Africa/Casablanca"\nprivate = true\n'
        f'[[discover]]\nkind = "feed"\nurl = "{outlet.home}feed"\n[[discover]]\nkind = "feed"\nurl = "{outlet.home}broken"\n'
        f"[extract]\ndrop = [{_in_toml('div.a')}]\n",
        encoding="utf-8",
    )


def _poison(store: Path) -> None:
    """Write hostile values into every text that a fault of the outlet could bring into the store."""
    columns = {
        "articles": ("headline", "byline", "section", "summary", "dateline", "agency"), "sources": ("outlet",),
        "source_runs": ("problem",), "listings": ("error",), "fetches": ("reason", "evidence"), "frontier": ("reason",),
        "runs": ("command",), "poll_schedule": ("next_poll_reason",), "discovery_health": ("problem",),
    }  # fmt: skip
    db = sqlite3.connect(store)
    poisoned = 0
    for table, names in columns.items():
        there = {row[1] for row in db.execute(f"pragma table_info({table})")}
        for name in there & set(names):
            poisoned += db.execute(f"update {table} set {name} = coalesce({name}, '') || ?", (HOSTILE,)).rowcount  # noqa: S608  # names of ours
    db.commit()
    db.close()
    assert poisoned > 10


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostilePress]:
    data = tmp_path_factory.mktemp("hostile")
    with served() as outlet:
        _set_up(outlet)
        _write_source(outlet, data)
        crawled = _rasad(data, "crawl", "ma_alofoq")
        _poison(data / "rasad.db")
        yield HostilePress(outlet=outlet, data=data, crawled=crawled)


def _raw(text: str) -> list[str]:
    """Return what is raw in the output of a command: hostile characters, and isolates that do not pair in their line."""
    odd = [
        line
        for line in text.split("\n")
        if ISOLATES.findall(line) != ["\u2068", "\u2069"] * (len(ISOLATES.findall(line)) // 2)
    ]
    return [*RAW.findall(text), *odd]


# Each command with hostile words or files; HOME, PAGE, OPML, TOML and OUT stand for what `_words` puts there.
COMMANDS: dict[str, tuple[str, ...]] = {
    "search": ("search", QUERY), "export": ("export", "--format", "jsonl", "-o", "OUT"), "export cursors": ("export", "cursors"), "runs": ("runs",), "health": ("health",), "reindex": ("reindex",),
    "why": ("why", "HOMEnews/1"), "why, refused": ("why", "HOMEgo/0"), "why, unknown": ("why", f"http://a.example/{HOSTILE}"),
    "try": ("try", "PAGE"), "try, URL": ("try", "HOMEnews/1", "--source", "ma_alofoq"),
    "extract": ("extract", "PAGE", "--format", "text"), "extract, md": ("extract", "PAGE", "--format", "md"),
    "extract, no file": ("extract", f"no{HOSTILE}.html"), "extract, not read": ("extract", "HOMEgo/0", "--source", "ma_alofoq"),
    "sources list": ("sources", "list"), "sources show": ("sources", "show", "ma_alofoq"),
    "sources show, unknown": ("sources", "show", HOSTILE), "sources lint": ("sources", "lint", "TOML"),
    "sources check": ("sources", "check", "ma_alofoq"), "sources add": ("sources", "add", "HOME", "--dry-run", "--force"),
    "sources import": ("sources", "import", "OPML", "--dry-run"), "sources export": ("sources", "export"),
    "sources enable": ("sources", "enable", HOSTILE), "sources disable": ("sources", "disable", HOSTILE),
    "snapshot": ("snapshot", "-o", "OUT"), "store init": ("store", "init"), "store copy": ("store", "copy", "PAGE"),
    "backup": ("backup",), "restore": ("restore", "PAGE"), "verify": ("verify",), "corrections": ("corrections",),
    "attention": ("attention", QUERY, "--by-outlet"), "label": ("label", "1", f"x{HOSTILE}", "--note", HOSTILE), "labels": ("labels",), "labels, hostile": ("labels", HOSTILE), "copies": ("copies",), "copies, graph": ("copies", "--gexf"), "copies, hostile": ("copies", "--source", HOSTILE), "keywords": ("keywords", "source:ma_alofoq"), "keywords, hostile": ("keywords", f"source:{HOSTILE}"),
    "attention, hostile": ("attention", HOSTILE, "--country", HOSTILE),
    "cite": ("cite", "1"), "sample": ("sample", "5"), "serve": ("serve", "--port", HOSTILE),
    "stories": ("stories", "--days", "36500", "--outlets", "1"), "story": ("story", "1"), "report": ("report", "-o", "OUT"),
    "schedule": ("schedule", "cron"), "doctor": ("doctor",), "alert": ("alert", "--dry-run"),
    "init": ("init", "--source", HOSTILE), "watch add": ("watch", "add", "odd", QUERY, "--to", "mail", HOSTILE), "watch list": ("watch", "list"), "watch run": ("watch", "run"), "watch remove": ("watch", "remove", HOSTILE), "watch, a query": ("watch", "add", "new", f"القرى {HOSTILE}", "--existing"), "watch run, a query": ("watch", "run", "new"), "export, a command": ("export", "--format", "jsonl", "--exec", "cat"), "reparse": ("reparse", HOSTILE), "import warc": ("import", "warc", "PAGE"), "prune": ("prune", "--dry-run"), "compact": ("compact",),
    "crawl": ("crawl", "ma_alofoq"), "crawl, unknown": ("crawl", HOSTILE), "demo": ("demo", "--port", HOSTILE), "usage": (HOSTILE,),
}  # fmt: skip


def _words(press: HostilePress, name: str) -> list[str]:
    """Return the words of a command, and write the files that it reads."""
    data = press.data
    page = data / f"page{HOSTILE.replace('/', '')}.html"
    opml, broken = data / "list.opml", data / "broken.toml"
    page.write_text(
        f"<title>خبر {HOSTILE}</title><h1>خبر {HOSTILE}</h1><h2 class=author>سعيد {HOSTILE}</h2>{TEXT}", "utf-8"
    )
    feeds = f"<outline text='{IN_XML}' xmlUrl='https://a.example/{IN_XML}'/><outline text='{IN_XML}' xmlUrl='nothing'/>"
    opml.write_text(f"<opml version='2.0'><body>{feeds}</body></opml>", "utf-8")
    broken.write_text(f"outlet = {_in_toml(HOSTILE)}\n{_in_toml(HOSTILE)} = 1\nhome = {_in_toml(HOSTILE)}\n", "utf-8")
    places = {"PAGE": page, "OPML": opml, "TOML": broken, "OUT": data / "all.jsonl"}
    return [str(places.get(each, each.replace("HOME", press.outlet.home))) for each in COMMANDS[name]]


@pytest.mark.long
@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_prints_nothing_raw(press: HostilePress, name: str) -> None:
    """Stdout and stderr have no character that steers a terminal; Python itself prints no traceback either."""
    done = _rasad(press.data, *_words(press, name))

    assert ([], False) == (_raw(done.stdout + done.stderr), "Traceback" in done.stderr)
    assert done.stdout + done.stderr != ""


def test_every_command_is_tried() -> None:
    """The list above has each command of `rasad`."""

    def paths(command: click.Command, path: str) -> Iterator[str]:
        if not isinstance(command, click.Group):
            yield path.strip()
            return
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from paths(inner, f"{path} {name}")

    assert set() == set(paths(rasad, "")) - set(COMMANDS)


@pytest.mark.long
def test_the_log_and_the_report_of_a_crawl_are_clean(press: HostilePress) -> None:
    """The crawl of the hostile outlet was told in clean words; a record is one line of the log."""
    log = (press.data / "logs" / "rasad.log").read_text(encoding="utf-8")

    assert [] == _raw(press.crawled.stdout + press.crawled.stderr)
    assert [] == RAW.findall(log)
    assert [] == [line for line in log.splitlines() if not re.match(r"\d{4}-\d\d-\d\d |  ", line)]


@pytest.mark.long
def test_the_live_progress_is_clean(press: HostilePress) -> None:
    """At a terminal rich moves the cursor; the outlet's own sequences are not among what it writes."""
    first, second = pty.openpty()
    run = subprocess.Popen(
        [sys.executable, "-m", "crawler", "--data", str(press.data), "crawl", "ma_alofoq"],
        cwd=ROOT, stdout=second, stderr=second, env={**os.environ, "TERM": "xterm", "COLUMNS": "200"},
    )  # fmt: skip
    os.close(second)
    shown = b""
    while True:
        try:
            piece = os.read(first, 65536)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    os.close(first)
    run.wait(timeout=60)
    text = shown.decode("utf-8", "replace")

    assert [] == [each for each in ("\x1b]0", "\x07", "\x9b", "\u202e", "\U000e0041", "\x1b[31m\x9b") if each in text]
    assert "[red]b[/red]" in text


@pytest.mark.long
def test_csv_has_nothing_raw(press: HostilePress) -> None:
    """The columns of analysts are clean, and line ends stay inside their cells."""
    path = press.data / "all.csv"
    _rasad(press.data, "export", "--format", "csv", "-o", str(path))
    text = path.read_text(encoding="utf-8")
    rows = list(csv.reader(text.splitlines(keepends=True)))

    assert [] == [each for each in RAW.findall(text) if each != "\r"]
    assert {len(rows[0])} == {len(each) for each in rows}
    assert len(rows) > 2


@pytest.mark.long
@pytest.mark.parametrize(
    "words",
    [
        ("search", QUERY),
        ("health",),
        ("runs",),
        ("sources", "show", "ma_alofoq"),
        ("sources", "list"),
        ("crawl", "ma_alofoq"),
    ],
)
def test_json_is_exact_and_escaped(press: HostilePress, words: tuple[str, ...]) -> None:
    """Programs get the very value, and a terminal that shows the JSON is safe, too."""
    done = _rasad(press.data, *words, "--json")
    value = json.dumps(json.loads(done.stdout))  # as ASCII

    assert [] == _raw(done.stdout)
    assert json.dumps(HOSTILE)[1:-1] in value


def test_the_gate_keeps_what_arabic_needs() -> None:
    """Letters, vowel marks, joiners, direction marks and emoji pass; line ends only where lines are wanted."""
    kept = "نصّ عربي\u200cبه\u200d \u200eLTR\u200f \u061c 👨\u200d👩\u200d👧"

    assert (kept, "a b", "a\nb", "\ufffd") == (
        printable(kept),
        printable("a\r\nb"),
        printable("a\u2028b", lines=True),
        printable("\ud800"),
    )


def test_everything_is_printed_at_the_gate() -> None:
    """No module of the command line prints by itself: only the gate and the two that hand it a table do."""
    allowed = {"terminal.py": r"click\.echo|console\.print", "tables.py": r"Console\(width=width\)\.print", "run_report.py": r"console\.print\(progress_table",
               "logging_setup.py": r"sys\.stderr\.write\($", "standalone.py": r"sys\.stderr\.write\(f\"rasad: \{printable", "export_opml.py": r"sys\.stdout\.buffer\.(write\(text|flush)"}  # fmt: skip
    prints = re.compile(r"(?<!\w)print\(|click\.echo|click\.secho|\.print\(|sys\.std(?:out|err)\.(?:write|buffer)")
    found = [
        (path.name, line.strip())
        for path in (ROOT / "crawler").rglob("*.py")
        if "newsroom" not in path.parts
        for line in path.read_text(encoding="utf-8").splitlines()
        if prints.search(line) and not re.search(allowed.get(path.name, "(?!)"), line)
    ]

    assert [] == found
