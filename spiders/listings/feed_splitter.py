"""Splits the text of a feed into entries, so that a long feed is parsed in parts, and only its newest entries."""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo

from pipelines.arabic.dates.declared import claims_utc, declared_date

_PREFIX = r"(?>(?:[A-Za-z_][\w.-]*+:)?)"  # a prefix is free to choose in XML
ROOT = re.compile(rf"<({_PREFIX}(?:rss|feed|RDF))(?=[\s>])", re.IGNORECASE)
_FIRST_ENTRY = re.compile(rf"<!\[CDATA\[|<!--|<({_PREFIX}(?:item|entry))(?=[\s>])", re.IGNORECASE)
_CHANNEL = re.compile(rf"<({_PREFIX}channel)(?=[\s>])", re.IGNORECASE)
_DATE = re.compile(
    rf"<{_PREFIX}(?:pubdate|published|updated|date|issued|modified)>\s*+(?>(?:<!\[CDATA\[)?)([^<>\]]{{8,40}})",
    re.IGNORECASE,
)
_BUILT = re.compile(r"<lastBuildDate>\s*+(?>(?:<!\[CDATA\[)?)([^<>\]]{8,40})", re.IGNORECASE)
_NEW_ADDRESS = re.compile(r"<itunes:new-feed-url>\s*+(?>(?:<!\[CDATA\[)?)\s*+(https?://[^\s<\]]++)", re.IGNORECASE)
_END = re.compile(r"</([A-Za-z_][\w.:-]*+)\s*+>")
_LONGEST_ENTRY, _LONGEST_BATCH = 200_000, 500_000
"""Characters. What an entry has beyond is not read: its link is before its full text, and so are its dates."""
_LONGEST_HEAD = 200_000
_STEP = 1_000
_SKEW = timedelta(minutes=5)
_NEVER = datetime.min.replace(tzinfo=UTC)


def calls_local_time_utc(
    newest_utc: datetime | None, built_at: datetime | None, zone: tzinfo, now: datetime
) -> bool | None:
    """Return whether a feed prints the local time of *zone* and calls it UTC; `None` where nothing in it shows either.

    It does where it says that it is built when the zone's clock shows *now*, or where its newest entry is ahead of
    *now* by no more than the zone is. A feed that is built at *now* by its own word has a right clock: an entry that is
    ahead is dated so on purpose. Hours after its last entry a feed shows nothing: what an earlier poll showed holds.
    """
    offset = now.astimezone(zone).utcoffset() or timedelta()
    if offset <= _SKEW:
        return None
    if built_at is not None and abs(built_at - now) <= _SKEW:
        return False
    if built_at is not None and abs(built_at - now - offset) <= _SKEW:
        return True
    return True if newest_utc is not None and _SKEW < newest_utc - now <= offset + _SKEW else None


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class EntrySpan:
    """The position of an entry in the text. *closing* is the tag that it lacks when another entry begins inside it."""

    start: int
    end: int
    closing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitFeed:
    """A feed in pieces: the *head* before its entries, the *spans* of those to read, and the *tail* that closes them.

    *bare_head* is the head without anything but its opening tags, for a head that hides the entries.
    *damaged* says what is missing, `None` for nothing. *moved_to* is the new URL that the feed declares.
    *newest_utc* is the latest time that an entry calls UTC, *built_at* that of the feed itself.
    """

    head: str
    bare_head: str
    tail: str
    spans: Sequence[EntrySpan]
    damaged: str | None
    moved_to: str | None
    newest_utc: datetime | None = None
    built_at: datetime | None = None

    def calls_local_time_utc(self, zone: tzinfo, now: datetime) -> bool | None:
        """Return whether the feed prints the local time of *zone* and calls it UTC; `None` where nothing shows it."""
        return calls_local_time_utc(self.newest_utc, self.built_at, zone, now)

    def batches(self, size: int) -> Iterator[Sequence[EntrySpan]]:
        """Yield the entries in batches of at most *size*, fewer where they are long."""
        batch, letters = list[EntrySpan](), 0
        for span in self.spans:
            if batch and (len(batch) == size or letters + span.end - span.start > _LONGEST_BATCH):
                yield batch
                batch, letters = [], 0
            batch.append(span)
            letters += span.end - span.start
        if batch:
            yield batch

    def document(self, text: str, spans: Sequence[EntrySpan], *, bare: bool = False) -> str:
        """Return a small feed of the entries at *spans*, with the head of the whole feed, or the *bare* one."""
        return (
            (self.bare_head if bare else self.head)
            + "".join(text[each.start : each.end] + each.closing for each in spans)
            + self.tail
        )


def split_feed(text: str, root: re.Match[str], most: int, now: datetime) -> Iterator[SplitFeed | None]:
    """Yield `None` for every thousand entries that were scanned, then the feed with its newest *most* entries.

    The entries keep the order of the feed; their dates tell which are the newest. *root* is the start of the feed.
    Entries without a date count as old. If no entry has a date, the first ones are used.
    """
    scan = _Scan(text, root.end())
    newest: list[tuple[datetime, int, EntrySpan]] = []
    number, start, newest_utc = -1, len(text), _NEVER
    for number, span in enumerate(scan.spans()):
        start = min(start, span.start)
        at, is_utc = _age(text, span, now)
        newest_utc = max(newest_utc, at) if is_utc else newest_utc
        ranked = (at, -number, span)
        if number < most:
            heapq.heappush(newest, ranked)
        else:
            heapq.heappushpop(newest, ranked)
        if number % _STEP == _STEP - 1:
            yield None
    damaged = f"more than {most} entries; the newest were read" if number >= most else None
    head = text[root.start() : start][:_LONGEST_HEAD]
    remainder = text[scan.at :][-_LONGEST_HEAD:]
    if scan.is_open:
        damaged = "the feed breaks off inside an entry"
    elif not any(found[1].lower() == root[1].lower() for found in _END.finditer(remainder)):
        damaged = damaged or "the feed breaks off"
    channel = _CHANNEL.search(head)
    in_channel = channel is not None and f"</{channel[1]}".lower() not in head.lower()
    moved = _NEW_ADDRESS.search(head) or _NEW_ADDRESS.search(remainder)
    tail = (f"</{channel[1]}>" if channel is not None and in_channel else "") + f"</{root[1]}>"
    spans = [span for _at, _number, span in sorted(newest, key=lambda each: -each[1])]
    built = _BUILT.search(head)
    bare = head[: head.find(">") + 1] + (f"<{channel[1]}>" if channel is not None and in_channel else "")
    yield SplitFeed(
        head=head, bare_head=bare, tail=tail, spans=spans, damaged=damaged, moved_to=moved[1] if moved else None,
        newest_utc=newest_utc if newest_utc > _NEVER else None,
        built_at=_time(built[1], now)[0] if built else None,
    )  # fmt: skip


class _Scan:
    """Walks over the tags of entries, past comments and character data; *at* is how far it came."""

    def __init__(self, text: str, start: int) -> None:
        self._text, self.at, self.is_open = text, start, False
        self._comments_end = True
        self._mark = _FIRST_ENTRY
        self._entry = ""

    def spans(self) -> Iterator[EntrySpan]:
        """Yield the entries from the current position on."""
        opened = -1
        while (mark := self._mark.search(self._text, self.at)) is not None:
            self.at = mark.end()
            if mark[1] and not self._entry:
                self._entry, self._mark, opened = mark[1], _marks(mark[1]), mark.start()
            elif mark[1]:
                if opened >= 0:
                    yield self._span(opened, mark.start(), closing=f"</{self._entry}>")
                opened = mark.start()
            elif mark[0].startswith("</"):
                if opened >= 0:
                    span, opened = self._span(opened, mark.end()), -1
                    yield span
            elif not self._skip(mark[0]):
                break
        self.is_open = opened >= 0

    def _span(self, start: int, end: int, closing: str = "") -> EntrySpan:
        if end - start <= _LONGEST_ENTRY:
            return EntrySpan(start=start, end=end, closing=closing)
        return EntrySpan(start=start, end=start + _LONGEST_ENTRY, closing=f"]]></{self._entry}>")

    def _skip(self, mark: str) -> bool:
        """Move behind a comment or character data. False if the data never ends."""
        if mark == "<!--" and not self._comments_end:
            return True
        end = self._text.find("-->" if mark == "<!--" else "]]>", self.at)
        if end >= 0:
            self.at = end + 3
        elif mark == "<!--":
            self._comments_end = False  # no later comment ends either; searching for each end would be quadratic
        else:
            self.at = len(self._text)
        return end >= 0 or mark == "<!--"


def _marks(name: str) -> re.Pattern[str]:
    """Return what to look for when the entries of a feed are elements of this name."""
    entry = re.escape(name)
    return re.compile(rf"<!\[CDATA\[|<!--|<({entry})(?=[\s>])|</{entry}\s*+>", re.IGNORECASE)


def _age(text: str, span: EntrySpan, now: datetime) -> tuple[datetime, bool]:
    """Return the time that an entry declares, and whether it is called UTC; the distant past for no time."""
    found = _DATE.search(text, span.start, span.end)
    return _time(found[1], now) if found else (_NEVER, False)


def _time(text: str, now: datetime) -> tuple[datetime, bool]:
    """Return a time only to compare it: without a zone it is taken as UTC. What is far ahead counts as no time."""
    try:
        at = declared_date(text, now=now, zone=UTC)
    except (ValueError, OverflowError, LookupError, TypeError):  # an absurd year or offset
        at = None
    if at is None:
        return _NEVER, False
    is_utc = isinstance(at, datetime) and claims_utc(text)
    moment = at if isinstance(at, datetime) else datetime.combine(at, time(), tzinfo=UTC)
    return (_NEVER, False) if moment > now + timedelta(days=1) else (moment, is_utc)
