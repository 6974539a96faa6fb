"""Parses RSS and Atom feeds, from bytes that we decode ourselves."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from pipelines.arabic import clean
from pipelines.page.tree import blocks, parse, silence
from pipelines.web.decode import decode
from spiders.listings.decompress import unpacked
from spiders.listings.feed_splitter import ROOT, EntrySpan, SplitFeed, split_feed
from spiders.listings.json_feed import read_json_feed
from spiders.listings.listing import ListingContext, ListingError, ParsedListing, plain_title, whole
from spiders.listings.markup.scanner import is_html, valid_references
from storage.records import ListingEntry

MOST_FEED_ENTRIES = 2_000
"""feedparser needs about half a millisecond for an entry, in the reactor's thread."""
_DOCUMENT = 50
_LEAST_CONTENT, _MOST_CONTENT = 500, 100_000
_IS_JSON = re.compile(r"\s*+\{")
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
# Elements of extensions that are not used. The parser raises for some of them, for example for chapters of podcasts.
_EXTENSION = re.compile(r"</?(?!(?:dc|content|atom|a10|feedburner|rdf)\b)[A-Za-z][\w.-]*+:[^<>]*+>", re.IGNORECASE)


def read_feed(body: bytes, content_type: str | None, context: ListingContext) -> ParsedListing:
    """Return a feed as a whole. Raises what `feed_parts` raises."""
    return whole(feed_parts(body, content_type, context))


def feed_parts(body: bytes, content_type: str | None, context: ListingContext) -> Iterator[ParsedListing]:
    """Yield the entries of a feed (RSS, Atom, JSON Feed) in parts, with the titles, tags and dates that it declares.

    Of a very long feed the newest `MOST_FEED_ENTRIES` are read. A feed that is cut off gives its complete entries and
    says so in `damaged`. Guids are ignored, because some feeds repeat them: an entry is its link, and the same link is
    one entry. Raises `ListingError` for an HTML page, an empty body, and a document without a feed.
    """
    text, damaged = _text(body, content_type)
    if not text.strip():
        raise ListingError(damaged or "empty instead of a feed")
    if _IS_JSON.match(text):
        yield read_json_feed(text, context, MOST_FEED_ENTRIES)
        return
    if is_html(text):
        raise ListingError("html instead of a feed")
    # The text before the root is a prolog that may name another encoding, entity definitions that no feed needs,
    # or warnings of a server.
    root = ROOT.search(text)
    if root is None:
        raise ListingError(f"no feed: {clean(text[:60])!r}")
    for cut in split_feed(text, root, MOST_FEED_ENTRIES, context.now):
        yield from _Reading(text, cut, context, damaged).parts() if cut is not None else (ParsedListing(),)


def _text(body: bytes, content_type: str | None) -> tuple[str, str | None]:
    """Return the text of a feed, and why it is not whole. Of damaged gzip data, the part before the damage is read."""
    pieces, damaged = list[bytes](), None
    try:
        pieces.extend(unpacked(body))
    except ListingError as error:
        damaged = str(error)
    return decode(b"".join(pieces), content_type).text.lstrip("\ufeff"), damaged  # BYTE ORDER MARK


class _Reading:
    """One feed that is being read: its entries, and what was skipped so far."""

    def __init__(self, text: str, cut: SplitFeed, context: ListingContext, damaged: str | None) -> None:
        self._text, self._cut = text, cut
        shown = cut.calls_local_time_utc(context.zone, context.now)
        self._context = context if shown is None else replace(context, utc_is_local=shown)
        self._damaged = damaged or cut.damaged
        self._seen: set[str] = set()
        self._skipped: Counter[str] = Counter()
        self._elsewhere = 0

    def parts(self) -> Iterator[ParsedListing]:
        for spans in self._cut.batches(_DOCUMENT):
            entries = [
                listed for entry, form in self._parsed(spans) if (listed := self._entry(entry, form)) is not None
            ]
            yield ParsedListing(entries=tuple(entries))
        yield ParsedListing(
            damaged=self._damaged,
            elsewhere=self._elsewhere,
            moved_to=self._cut.moved_to,
            skipped=tuple(sorted(self._skipped.items())),
            utc_is_local=self._context.utc_is_local,
        )

    def _parsed(self, spans: Sequence[EntrySpan], *, bare: bool = False) -> Iterator[tuple[Any, str]]:
        """Yield the parsed entries of *spans* and the form of their feed.

        Where the parser raises or loses entries, each is parsed alone, and if that fails too, *bare*: without its
        extensions, and without what the feed has in front of its entries.
        """
        import feedparser  # noqa: PLC0415  # slow to import, and a run whose feeds have not changed does not need it

        document = valid_references(self._cut.document(self._text, spans, bare=bare))
        if bare:
            document = _EXTENSION.sub("", document)
        try:
            parsed = feedparser.parse(
                document.encode("utf-8", "replace"), sanitize_html=False, resolve_relative_uris=False
            )
            entries = [(entry, str(parsed.get("version"))) for entry in parsed.entries]
        except Exception:  # noqa: BLE001  # the parser raises whatever its own code raises on odd extensions
            entries = []
        if len(entries) < len(spans):
            if len(spans) > 1:
                for span in spans:
                    yield from self._parsed([span])
            elif not bare:
                yield from self._parsed(spans, bare=True)
            else:
                self._skipped["unreadable-entries"] += 1
            return
        if self._damaged is None and parsed.get("bozo") and _is_damage(parsed.bozo_exception):
            self._damaged = f"damaged feed ({parsed.bozo_exception})"
        yield from entries

    def _entry(self, entry: Any, form: str) -> ListingEntry | None:
        try:
            link = _link(entry)
            if link is None:
                self._skipped["entries-without-link"] += 1
                return None
            own = self._context.own_url(link)
            if own is None and not self._context.is_link(link):
                self._skipped["bad-links"] += 1
            elif own is None:
                self._elsewhere += 1
            elif own not in self._seen:
                listed = _listed(own, entry, self._context, is_atom=form.startswith("atom"))
                self._seen.add(own)
                return listed
        except Exception:  # noqa: BLE001  # whatever is wrong with one entry costs this entry
            self._skipped["unreadable-entries"] += 1
        return None


def _link(entry: Any) -> str | None:
    """Return the address of an entry; without a link, its id if that is an address, as the guid of RSS is."""
    link = entry.get("feedburner_origlink") or entry.get("link")
    if not link:
        named = (each.get("uri") for each in entry.get("links", ()))
        link = next((each for each in (*named, _permanent_id(entry)) if each and _ADDRESS.match(str(each))), None)
    return str(link) if link else None


def _permanent_id(entry: Any) -> Any:
    """Return the id of an entry, unless the feed says that it is no permanent link."""
    return entry.get("id") if entry.get("guidislink", True) or "link" in entry else None


def _listed(url: str, entry: Any, context: ListingContext, *, is_atom: bool) -> ListingEntry:
    published = context.published(entry.get("published"))
    # `in` first, because feedparser returns "published" for a missing "updated".
    updated = entry["updated"] if "updated" in entry else None  # noqa: SIM401  # as said
    updated_at = context.at(updated)
    if published.at is None and not is_atom:  # the only date of an RSS entry, dc:date, is its publication
        published, updated_at = context.published(updated), None
    return ListingEntry(
        url=url,
        title=plain_title(entry.get("title")),
        published_at=published.at,
        published_day=published.day,
        modified_at=updated_at,
        tags=tuple(dict.fromkeys(tag for each in entry.get("tags", ()) if (tag := plain_title(each.get("term"))))),
        content=_content(entry),
    )


def _content(entry: Any) -> tuple[str, ...]:
    """Return the lines of the full text in an entry; empty for a teaser."""
    value = max((str(each.get("value") or "") for each in entry.get("content", ())), key=len, default="")
    if not _LEAST_CONTENT <= len(value) <= _MOST_CONTENT:
        return ()
    try:
        tree = parse(value)
    except ValueError:
        return ()  # markup that we cannot parse is not used
    silence(tree)
    return tuple(blocks(tree))


def _is_damage(error: Exception) -> bool:
    """Whether the parser failed on the document itself, not on its declared encoding."""
    import feedparser  # noqa: PLC0415  # as above

    return not isinstance(error, feedparser.CharacterEncodingOverride | feedparser.NonXMLContentType)
