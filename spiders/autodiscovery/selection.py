"""Selects the listings of an outlet that are worth using from its documents, the best first. Pure functions.

`select_listings` needs only identified documents (`spiders.autodiscovery.probe`). It does not matter who fetched
them: `rasad sources add`, or a crawl that searches for the replacement of a dead listing.

Rules:

- A listing must name articles of the outlet.
- Of two feeds with the same entries, the first is used. A feed of comments, of a tag or an author is not used.
- A sitemap that also names other pages is read with the article pattern.
- Section pages are used if no sitemap and no news sitemap names articles, or if these and the feeds lack half of the
  articles on the front page. Then the pages that add most are used, until the next one adds nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pipelines.web.urls import canonical_url, same_site
from spiders.autodiscovery.page_links import is_archive, is_side_sitemap
from spiders.autodiscovery.probe import DocumentType, ProbedDocument
from spiders.autodiscovery.url_pattern import LinkPattern, article_pattern
from spiders.listings.listing import follows
from storage.records import ListingEntry
from storage.source import Discovery

_FRONT = 20
_SAMPLE = 300
"""So many URLs of a listing show the pattern as well as fifty thousand do."""
_COVERED = 0.5
_NEW_SHARE = 0.2
"""The share of its entries that a further feed must have, and the others must not."""
_LEAST_GAIN = 2
_MOST_FEEDS, _MOST_MAPS, _MOST_SECTIONS = 8, 3, 12
STALE_AFTER = timedelta(days=45)
"""If the newest entry of a listing is older, the outlet probably does not update it any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscoveryCandidate:
    """One listing that may be used, with the URLs of its *articles* in the order of the listing.

    *newest_at* is the latest time in it (aware UTC, `None`: it has no times). *found_in* says where its URL was found,
    *doubt* why a person should check it (`None`: no doubt).
    """

    discovery: Discovery
    articles: tuple[str, ...]
    newest_at: datetime | None
    found_in: str
    doubt: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AutodiscoveryResult:
    """The listings found for an outlet (*candidates*), and the *pattern* of its article URLs.

    *front* are the articles of the front page; a feed or a sitemap names *covered* of them.
    """

    candidates: tuple[DiscoveryCandidate, ...]
    pattern: LinkPattern | None
    front: tuple[str, ...] = ()
    covered: int = 0

    @property
    def needs_sections(self) -> bool:
        """Whether section pages are needed: there is no sitemap, or half of the front page's articles are missing."""
        if not any(each.discovery.kind.facts.names_all for each in self.candidates):
            return True
        return bool(self.front) and self.covered < _COVERED * len(self.front)


def select_listings(
    documents: Sequence[ProbedDocument], *, home: str, typed: str, now: datetime
) -> AutodiscoveryResult:
    """Return the listings among *documents*. *typed* is the URL that the operator gave; it comes first."""
    ordered = sorted(documents, key=lambda each: not _is(each, typed))
    feeds = _feeds(ordered)
    news = _distinct(
        [each for each in ordered if each.document_type is DocumentType.NEWS and each.entries], most=_MOST_MAPS
    )
    pages = [each for each in ordered if each.document_type is DocumentType.PAGE]
    pattern = _pattern(feeds + news, pages, [each for each in ordered if each.document_type is DocumentType.SITEMAP])
    maps = _maps(ordered, pattern)
    chosen = [_candidate(each, each.entries, None, now) for each in feeds]
    chosen += [_candidate(each, each.entries, None, now) for each in news] + [
        _sitemap_candidate(each, ordered, pattern, now) for each in maps
    ]
    named = {url for way in chosen for url in way.articles}
    front = next((_articles(each, pattern) for each in pages if _is(each, home)), ())[:_FRONT]
    found = AutodiscoveryResult(
        candidates=tuple(chosen), pattern=pattern, front=front, covered=sum(url in named for url in front)
    )
    sections = list(_sections(pages, pattern, named, home=home, typed=typed, wanted=found.needs_sections))
    candidates = (*chosen, *(_candidate(each, _articles(each, pattern), pattern, now) for each in sections))
    return AutodiscoveryResult(candidates=candidates, pattern=pattern, front=front, covered=found.covered)


def _feeds(documents: Sequence[ProbedDocument]) -> list[ProbedDocument]:
    return _distinct(
        [each for each in documents if each.document_type is DocumentType.FEED and each.entries], most=_MOST_FEEDS
    )


def _distinct(listings: Iterable[ProbedDocument], *, most: int) -> list[ProbedDocument]:
    """Return the listings that name something that those before them do not."""
    kept: list[ProbedDocument] = []
    named: set[str] = set()
    for each in listings:
        new = [url for url in each.entries if url not in named]
        if len(kept) < most and (not kept or len(new) > _NEW_SHARE * len(each.entries)):
            kept.append(each)
            named |= set(each.entries)
    return kept


def _pattern(
    listings: Sequence[ProbedDocument], pages: Sequence[ProbedDocument], maps: Sequence[ProbedDocument]
) -> LinkPattern | None:
    links = [link for page in pages for link in page.links.links]
    sure = tuple(dict.fromkeys(url for each in listings for url in each.entries[:_SAMPLE]))
    found, linked = article_pattern(links, sure), article_pattern(links)
    if found is not None and linked is not None and not any(follows(found.regex, each.url) for each in links):
        return replace(
            found, regex=f"{found.regex}|{linked.regex}", doubt="feeds and pages write addresses in two ways"
        )
    if found is not None:
        return found
    named = tuple(url for each in maps if not is_side_sitemap(each.url) for url in each.entries[:_SAMPLE])
    return article_pattern(links, named) if named else None


def _maps(documents: Sequence[ProbedDocument], pattern: LinkPattern | None) -> list[ProbedDocument]:
    """Return the sitemaps that name articles: indexes with at least one child that does, and sitemaps of no index."""
    children = {
        child.url for each in documents if each.document_type is DocumentType.INDEX for child in each.listing.children
    }
    kept: list[ProbedDocument] = []
    named: set[str] = set()
    for each in sorted(documents, key=lambda one: one.document_type is not DocumentType.INDEX):
        if each.document_type not in {DocumentType.INDEX, DocumentType.SITEMAP} or (
            each.document_type is DocumentType.SITEMAP and _identity(each) & children
        ):
            continue
        articles = [url for url in _named(each, documents) if pattern is None or follows(pattern.regex, url)]
        if len(kept) < _MOST_MAPS and len([url for url in articles if url not in named]) > _NEW_SHARE * len(articles):
            kept.append(each)
            named |= set(articles)
    return kept


def _named(each: ProbedDocument, documents: Sequence[ProbedDocument]) -> list[str]:
    """Return the URLs of a sitemap, newest first; for an index, those of its children that were read."""
    children = {child.url for child in each.listing.children}
    below = [
        other
        for other in documents
        if other.document_type in {DocumentType.SITEMAP, DocumentType.NEWS} and _identity(other) & children
    ]
    listed = [entry for one in (each, *below) for entry in one.listing.entries]
    return [entry.url for entry in sorted(listed, key=_newest_first)]


def _newest_first(entry: ListingEntry) -> float:
    at = entry.modified_at or entry.published_at
    return -at.timestamp() if at is not None else 0.0


def _sitemap_candidate(
    each: ProbedDocument, documents: Sequence[ProbedDocument], pattern: LinkPattern | None, now: datetime
) -> DiscoveryCandidate:
    """Return a sitemap as a candidate, with the article pattern if it also names other pages."""
    named = _named(each, documents)
    articles = tuple(url for url in named if pattern is None or follows(pattern.regex, url))
    mixed = len(articles) < len(named) or any(is_side_sitemap(child.url) for child in each.listing.children)
    return _candidate(each, articles, pattern if mixed else None, now)


def _sections(
    pages: Sequence[ProbedDocument],
    pattern: LinkPattern | None,
    named: set[str],
    *,
    home: str,
    typed: str,
    wanted: bool,
) -> Iterator[ProbedDocument]:
    """Yield the pages that add most, an archive before others that add as much. The operator's page always comes."""
    covered = set(named)
    remaining = {each.url: (each, set(_articles(each, pattern))) for each in pages}
    own = [each for each in pages if _is(each, typed) and not _is(each, home) and remaining[each.url][1]]
    for each in own:
        covered |= remaining.pop(each.url)[1]
        yield each
    for _ in range(_MOST_SECTIONS if wanted else 0):
        best = max(remaining.values(), key=lambda pair: _gain(pair, covered, home), default=None)
        if best is None or len(best[1] - covered) < _LEAST_GAIN:
            return
        covered |= remaining.pop(best[0].url)[1]
        yield best[0]


def _gain(pair: tuple[ProbedDocument, set[str]], covered: set[str], home: str) -> tuple[int, bool, bool]:
    page, articles = pair
    return len(articles - covered), is_archive(page.url), not _is(page, home)


def _articles(page: ProbedDocument, pattern: LinkPattern | None) -> tuple[str, ...]:
    """Return the article links of a page, by the pattern; without a pattern, by the shape of each URL."""
    if pattern is None:
        return page.entries
    return tuple(each.url for each in page.links.links if follows(pattern.regex, each.url))


def _candidate(
    each: ProbedDocument, articles: tuple[str, ...], pattern: LinkPattern | None, now: datetime
) -> DiscoveryCandidate:
    newest_at = each.newest_at
    doubt = each.listing.damaged
    if newest_at is not None and newest_at < now - STALE_AFTER:
        doubt = f"its newest entry is of {newest_at:%Y-%m-%d}"
    follow = pattern.regex if pattern is not None else None
    url = each.url if same_site(each.url, each.requested_url) else each.requested_url
    discovery = Discovery(kind=each.document_type.kind, url=url, follow=follow)
    return DiscoveryCandidate(
        discovery=discovery, articles=articles, newest_at=newest_at, found_in=each.found_in, doubt=doubt
    )


def _is(each: ProbedDocument, url: str) -> bool:
    return canonical_url(url) in _identity(each)


def _identity(each: ProbedDocument) -> set[str]:
    return {canonical_url(each.requested_url), canonical_url(each.url)}
