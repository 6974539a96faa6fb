"""Followers of cursors hold what the store holds at every stop, through 200 steps of all that happens to a store."""

from __future__ import annotations

import json
import os
import shutil
import signal
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from benchmarks.quality.daily_texts import gold
from storage.database.locks import LockHeld
from storage.export.cursors.cursor import ExportCursor
from storage.export.cursors.cursor_file import CursorError
from storage.export.delivery.record_sink import DeliveryFailed
from storage.export.output.hashed_stream import HashedStream
from storage.export.output.target import target_of
from storage.export.records.selection import ExportSelection
from storage.export.rights.policy import ExportPurpose, RightsPolicy
from storage.export.run.export import write_export
from storage.export.run.export_request import CursorUse, ExportRequest
from storage.records import Gone, ListingEntry, Outcome, SamePage
from storage.rights import Rights
from storage.store import Store
from tests.fault.exports.broken_sink import BrokenSink
from tests.support.exports import json_lines
from tests.support.stores import HOME, NOW, SOURCE, fetched, new_store, offered, query_rows, read

STEPS, HISTORIES = 200, 12
TEXTS = (
    "أعلنت وزارة التعليم عن برنامج جديد لبناء المدارس في القرى البعيدة خلال السنوات الخمس المقبلة بتمويل محلي كامل",
    "أعلنت وزارة التعليم عن برنامج جديد لبناء المدارس في القرى البعيدة خلال السنوات الخمس المقبلة بتمويل من البنك",
    "فاز المنتخب الوطني على ضيفه بهدفين دون رد في مباراة ودية جرت مساء أمس بملعب العاصمة أمام جمهور كبير من الأنصار",
    "سعر الذهب اليوم عيار 24 بلغ 412 درهما وعيار 21 بلغ 361 درهما وعيار 18 بلغ 309 دراهم في محلات الصاغة بالعاصمة",
    "سعر الذهب اليوم عيار 24 بلغ 415 درهما وعيار 21 بلغ 363 درهما وعيار 18 بلغ 311 درهما في محلات الصاغة بالعاصمة",
)
URLS = tuple(f"{HOME}news/{word}" for word in "abcdefgh")
RIGHTS = (None, Rights(directives=(("noai", "meta"),)), Rights(directives=(("noindex", "meta"),)))
REQUESTS = {
    "all": ExportRequest(form="jsonl"),
    "whole": ExportRequest(form="jsonl", policy=RightsPolicy(full_text=True)),
    "dated": ExportRequest(form="jsonl", selection=ExportSelection(since=NOW, until=NOW + timedelta(days=90))),
    "originals": ExportRequest(
        form="jsonl",
        selection=ExportSelection(originals_only=True, without_series=True, countries=("ma",)),
        policy=RightsPolicy(purpose=ExportPurpose.TRAINING),
    ),
}
NAMES = st.sampled_from(sorted(REQUESTS))
Records = dict[object, dict[str, Any]]


EVENTS = {
    "new", "changed", "withdrawn", "restored", "full", "snippet", "link", "series", "copy", "selection", "joined", "noindex",
    "no-licence", "renamed", "put back", "killed", "full disk", "locked", "sent partly", "sent",
}  # fmt: skip
"""What must have happened in the histories: a rule that never comes to anything proves nothing."""


class StoreAndFollowers(RuleBasedStateMachine):
    """A few pages of two outlets, and four followers with cursors and selections of their own."""

    seen: ClassVar[set[str]] = set()

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.path = Path(self.folder.name)
        self.store: Store = new_store(self.path / "rasad.db")
        self.source = replace(SOURCE, licence="full text")
        self.held: dict[str, Records] = {name: {} for name in REQUESTS}
        self.led_away: set[str] = set()
        self.killed: set[str] = set()
        self.now = NOW

    @initialize()
    def begin(self) -> None:
        self.store.sources.register([self.source])
        self.store.runs.start(at=self.now, command="test", pid=1)
        self.list_pages()

    def keep(self, url: str, outcome: Outcome) -> None:
        self.now += timedelta(hours=7)
        if url not in self.led_away:
            self.store.articles.keep([fetched(url, outcome, at=self.now)], run_id=1)

    # --- what happens to the store

    @rule()
    def list_pages(self) -> None:
        """List all pages; a URL that was merged into another one leads to that one's entry."""
        offered(self.store, *(ListingEntry(url=url) for url in URLS), at=self.now)
        self.led_away = set(URLS) - {row[0] for row in query_rows(self.path, "select url from frontier")}

    @rule(
        url=st.sampled_from(URLS), text=st.sampled_from(TEXTS), rights=st.sampled_from(RIGHTS),
        day=st.none() | st.integers(-3, 9),
    )  # fmt: skip
    def read_page(self, url: str, text: str, rights: Rights | None, day: int | None) -> None:
        kept = read(url, text[:40], text, published_at=None if day is None else NOW + timedelta(days=day))
        self.keep(url, replace(kept, article=replace(kept.article, rights=rights, summary=text)))

    @rule(url=st.sampled_from(URLS))
    def take_down(self, url: str) -> None:
        self.keep(url, Gone(status=410))

    @rule(url=st.sampled_from(URLS), to=st.sampled_from(URLS))
    def move(self, url: str, to: str) -> None:
        if url != to and {url, to}.isdisjoint(self.led_away):
            self.keep(url, SamePage(of=to))
            self.led_away |= {url} - {row[0] for row in query_rows(self.path, "select url from frontier")}

    @rule(url=st.sampled_from(URLS), to=st.sampled_from(URLS))
    def join(self, url: str, to: str) -> None:
        """Read two pages whose articles become one."""
        for each in (url, to):
            self.read_page(each, TEXTS[2], None, 1)
        self.move(url, to)

    @rule(urls=st.lists(st.sampled_from(URLS), min_size=2, max_size=2, unique=True))
    def find_series(self, urls: list[str]) -> None:
        """Read a piece of a series, let the followers ask, and read another one by which the series is found."""
        for day, url in enumerate(urls):
            self.keep(url, read(url, *gold(day), published_at=NOW + timedelta(days=day)))
            self.follow("originals")

    @rule(outlet=st.sampled_from(["اسم", "اسم آخر"]), licence=st.sampled_from([None, "full text", "read only"]))
    def edit_source(self, outlet: str, licence: str | None) -> None:
        self.source = replace(self.source, outlet=outlet, licence=licence)
        self.store.sources.register([self.source])

    @rule()
    def back_up(self) -> None:
        """Copy the store, as `rasad backup` does."""
        self.store.file.db.execute("pragma wal_checkpoint(truncate)")
        shutil.copy(self.path / "rasad.db", self.path / "backup.db")

    @rule()
    def put_back(self) -> None:
        """Put the backup in the place of the store, as an operator does after a loss."""
        if (self.path / "backup.db").exists():
            self.reopen(lambda: shutil.copy(self.path / "backup.db", self.path / "rasad.db"))
            self.list_pages()
            self.source = replace(self.source)
            self.store.sources.register([self.source])

    @rule()
    def reopen(self, between: Callable[[], object] = lambda: None) -> None:
        self.store.close()
        between()
        self.store = Store.open(self.path / "rasad.db")

    # --- what happens to exports

    @rule(name=NAMES, after=st.integers(0, 3000))
    def break_off(self, name: str, after: int) -> None:
        """Export to a disk that is full after some bytes: the reader gets nothing, and the cursor stays."""
        written = [0]

        def write(stream: HashedStream, block: bytes) -> int:
            written[0] += len(block)
            if written[0] > after:
                raise OSError(28, "No space left on device")
            return original(stream, block)

        original = HashedStream.write
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(HashedStream, "write", write)
            try:
                self.export(name, cursor=name)
            except (OSError, CursorError) as error:
                self.seen.add("full disk" if isinstance(error, OSError) else "put back")
                return
        self.read_file(name)

    @rule(name=NAMES, batches=st.integers(0, 3))
    def send(self, name: str, batches: int) -> None:
        """Send to a receiver that breaks after some batches: it has those, and gets the others later."""
        sink = BrokenSink(batches)
        try:
            use = CursorUse(path=self.path / f"{name}.cursor")
            write_export(self.store, sink, REQUESTS[name], cursor=use)
            self.seen.add("sent")
        except DeliveryFailed:
            self.seen.add("sent partly" if batches else "sent nothing")
        except CursorError:
            self.seen.add("put back")
            return
        self.take(name, [json.loads(line) for line in sink.lines])

    @rule(name=NAMES)
    def kill(self, name: str) -> None:
        """Kill -9 after the file is written and before the cursor moves: the reader has the file, and gets it again.

        After that a record may be `changed` of an article that the killed export told the reader to remove.
        """
        (self.path / f"{name}.jsonl").unlink(missing_ok=True)
        child = os.fork()
        if not child:
            try:
                ExportCursor.move = lambda *_args, **_kwargs: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[method-assign]
                with Store.open(self.path / "rasad.db", read_only=True) as store:
                    self.export(name, cursor=name, store=store)
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        self.killed.add(name)
        self.seen.add("killed")
        if (self.path / f"{name}.jsonl").exists():
            self.read_file(name)

    @rule(name=NAMES)
    def export_twice_at_once(self, name: str) -> None:
        """Export while another export has the cursor: it ends at once, and nothing moves."""
        with ExportCursor.open(self.path / f"{name}.cursor"), pytest.raises(LockHeld):
            self.export(name, cursor=name)
        self.seen.add("locked")

    @rule(name=NAMES)
    def peek(self, name: str) -> None:
        try:
            self.export(name, cursor=name, peeks=True)
        except CursorError:
            self.seen.add("put back")

    @rule(name=NAMES)
    def follow(self, name: str) -> None:
        """Stop and compare: what the follower holds is what an export of everything has."""
        try:
            self.export(name, cursor=name)
        except CursorError as error:
            assert "put back to an earlier state" in str(error)  # noqa: PT017  # a rule, not a test
            self.seen.add("put back")
            self.export(name, cursor=name, resets=True)
            self.held[name] = {}
        self.read_file(name)
        self.killed.discard(name)
        self.export(name)
        rows = json_lines(self.path / f"{name}.jsonl")

        there = {row["id"]: {**row, "op": ""} for row in rows if row["op"] != "withdrawn"}
        assert [] == [
            (there.get(each), self.held[name].get(each))
            for each in there.keys() | self.held[name].keys()
            if there.get(each) != self.held[name].get(each)
        ]

    def read_file(self, name: str) -> None:
        self.take(name, json_lines(self.path / f"{name}.jsonl"))

    def take(self, name: str, rows: list[dict[str, Any]]) -> None:
        for row in rows:
            names = (row["op"], row["holds"], row["withheld"] or "")
            kinds = {"renamed": row["outlet"] == "اسم آخر", "series": row["series_id"], "copy": row["duplicate_of"]}
            self.seen.update(names, (kind for kind, is_so in kinds.items() if is_so))
            known = row["id"] in self.held[name]
            assert row["op"] in {"new", "changed", "withdrawn", "restored"}
            if row["op"] == "withdrawn":
                self.held[name].pop(row["id"], None)
            else:
                assert known or row["op"] != "changed" or name in self.killed
                self.held[name][row["id"]] = {**row, "op": ""}

    def export(
        self, name: str, *, cursor: str | None = None, peeks: bool = False, resets: bool = False,
        store: Store | None = None,
    ) -> None:  # fmt: skip
        use = None if cursor is None else CursorUse(path=self.path / f"{cursor}.cursor", peeks=peeks, resets=resets)
        to = target_of(str(self.path / f"{name}.jsonl"))
        write_export(store or self.store, to, REQUESTS[name], cursor=use)

    def teardown(self) -> None:
        for name in REQUESTS:
            self.follow(name)
        self.store.close()
        self.folder.cleanup()


@pytest.mark.long
def test_followers_hold_what_the_store_holds() -> None:
    """Inserts, edits, withdrawals, restores, copies, series, rights, sources, backups, kills, full disks, two at once."""
    run_state_machine_as_test(
        StoreAndFollowers,
        settings=settings(
            phases=[Phase.explicit, Phase.generate],
            max_examples=HISTORIES, stateful_step_count=STEPS, deadline=None, derandomize=True, database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip

    assert set() == EVENTS - StoreAndFollowers.seen
