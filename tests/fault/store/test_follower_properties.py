"""A follower of an export cursor holds what the store holds, whatever happened to the articles in between."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from storage.records import Fetched, Gone, ListingEntry, Outcome, SamePage
from storage.store import Store
from tests.support.exports import export_to, json_lines
from tests.support.stores import HOME, NOW, fetched, no_disk_waits, offered, read, started_store

BEGINNING = "أعلنت وزارة التعليم عن برنامج جديد لبناء المدارس في القرى البعيدة خلال السنوات الخمس المقبلة"
TEXTS = (
    f"{BEGINNING} بتمويل محلي كامل",
    f"{BEGINNING} بتمويل من البنك الدولي",
    "فاز المنتخب الوطني على ضيفه بهدفين دون رد في مباراة ودية جرت مساء أمس بملعب العاصمة أمام جمهور كبير من الأنصار",
)
URLS = tuple(f"{HOME}news/{word}" for word in ("a", "b", "c", "d", "e", "f", "g"))
Records = dict[object, dict[str, object]]


@pytest.fixture(autouse=True, scope="module")
def _no_disk_waits() -> Iterator[None]:
    with no_disk_waits():
        yield


class CursorFollower(RuleBasedStateMachine):
    """A few pages of an outlet are read, edited, moved, withdrawn and put back; now and then the follower asks."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.path = Path(self.folder.name)
        self.store: Store = started_store(self.path / "rasad.db")
        self.batch: list[Fetched] = []
        self.led_away: set[str] = set()
        self.texts: dict[str, str] = {}
        self.held: Records = {}
        self.now = NOW

    @initialize()
    def begin(self) -> None:
        offered(self.store, *(ListingEntry(url=url) for url in URLS))

    def fetch(self, url: str, outcome: Outcome) -> None:
        """Fetch a URL, unless this run has merged it into another one."""
        self.now += timedelta(hours=7)
        if url not in self.led_away:
            self.batch.append(fetched(url, outcome, at=self.now))

    @rule(url=st.sampled_from(URLS), text=st.sampled_from(TEXTS))
    def read_page(self, url: str, text: str) -> None:
        self.texts[url] = text
        self.fetch(url, read(url, text[:40], text))

    @rule(url=st.sampled_from(URLS))
    def take_down(self, url: str) -> None:
        self.fetch(url, Gone(status=410))

    @rule(url=st.sampled_from(URLS), to=st.sampled_from(URLS), in_one_run=st.booleans())
    def move(self, url: str, to: str, *, in_one_run: bool) -> None:
        """Read the page of *to*, let the follower ask or not, and find that the URL leads there."""
        if url == to or not {url, to}.isdisjoint(self.led_away):
            return
        self.read_page(to, self.texts.get(url, TEXTS[0]))
        if not in_one_run:
            self.next_run()
            self.follow()
        self.fetch(url, SamePage(of=to))
        self.led_away.add(url)

    @rule()
    @precondition(lambda self: self.batch)
    def keep(self) -> None:
        self.store.articles.keep(self.batch, run_id=1)
        self.batch = []

    @rule()
    def next_run(self) -> None:
        """List the pages again; a URL that was merged leads to the other one's entry."""
        self.store.articles.keep(self.batch, run_id=1)
        self.batch = []
        offered(self.store, *(ListingEntry(url=url) for url in URLS), at=self.now)
        there = {row[0] for row in self.store.file.db.execute("select url from frontier")}
        self.led_away = set(URLS) - there

    @rule()
    def follow(self) -> None:
        for number, record in self._export("follower").items():
            if record["withdrawn_at"] is None:
                self.held[number] = record
            else:
                self.held.pop(number, None)

        there = {number: record for number, record in self._export().items() if record["withdrawn_at"] is None}
        assert there == self.held

    def _export(self, cursor: str | None = None) -> Records:
        to = self.path / "out.jsonl"
        at = None if cursor is None else self.path / f"{cursor}.json"
        export_to(self.store, to, cursor=at)
        return {record["id"]: {**record, "op": None} for record in json_lines(to)}

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()


test_a_follower_holds_what_the_store_holds = CursorFollower.TestCase
