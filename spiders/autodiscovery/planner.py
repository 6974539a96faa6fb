"""Which document of an outlet to request next, to find its listings with few requests. Pure: sends no request.

The caller (a command or a crawl) begins with the URL that the operator gave. It identifies each answer
(`spiders.autodiscovery.probe.identify_document`), adds it with `ExplorationState.seen`, and requests what `next_probe`
returns, until that returns `None`. Then `spiders.autodiscovery.selection.select_listings` selects the listings. Usual
paths are tried only for what the outlet itself does not link to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from urllib.parse import unquote, urljoin, urlsplit

from pipelines.web.urls import canonical_url, is_home, same_site
from spiders.autodiscovery.outlet_facts import site_root
from spiders.autodiscovery.page_links import is_side_sitemap, sitemaps_of_robots
from spiders.autodiscovery.probe import DocumentType, ProbedDocument
from spiders.autodiscovery.selection import AutodiscoveryResult, select_listings
from spiders.listings.listing import ChildSitemap

MOST_PROBES = 28
"""The most documents that are requested from one outlet, without robots.txt and the sampled articles."""
BLOCKED = frozenset({"answered 401", "answered 403", "answered 429", "answered 503"})
"""After such an answer nothing more is requested from the outlet."""
_MOST_DECLARED, _MOST_LINKED, _MOST_LISTED, _MOST_CHILDREN, _MOST_SECTIONS = 4, 5, 8, 2, 12
_IDLE_SECTIONS = 3
"""After so many section pages in a row that add nothing, no more are requested."""
_FEED_PATHS = {
    "WordPress": ("feed/",),
    "Drupal": ("rss.xml",),
    "Joomla": ("?format=feed&type=rss",),
    "Blogger": ("feeds/posts/default",),
    None: ("feed", "rss", "rss.xml", "feed/", "feed.xml", "atom.xml"),
}
_MAP_PATHS = {
    "WordPress": ("wp-sitemap.xml", "sitemap_index.xml"),
    None: ("sitemap.xml", "sitemap_index.xml", "sitemap-index.xml", "wp-sitemap.xml"),
}
_NEWS_PATHS = ("news-sitemap.xml", "sitemap-news.xml", "sitemap_news.xml", "news_sitemap.xml")
_NEWS_WORDS = ("news-sitemap", "sitemap-news", "sitemap_news", "news_sitemap", "google-news", "googlenews", "newsmap")
_ARTICLE_WORDS = ("post", "article", "news", "story", "stories", "content", "node")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeRequest:
    """One document to request, and where its URL was found (*found_in*, for people)."""

    url: str
    found_in: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplorationState:
    """The documents that were identified so far, in *documents*.

    *given_url* is the URL that the operator gave, *home* the front page. *robots* is the text of robots.txt, `None` if
    there is none.
    """

    given_url: str
    home: str
    documents: tuple[ProbedDocument, ...] = ()
    robots: str | None = None

    def seen(self, document: ProbedDocument, probe: ProbeRequest) -> ExplorationState:
        """Return the state with one more document."""
        return replace(self, documents=(*self.documents, replace(document, found_in=probe.found_in)))

    def has(self, *forms: DocumentType) -> bool:
        """Whether one of the documents has one of the types *forms* and names something."""
        return any(each.document_type in forms and (each.entries or each.listing.children) for each in self.documents)

    @property
    def front(self) -> ProbedDocument | None:
        """The front page, `None` if it could not be read."""
        own = canonical_url(self.home)
        return next(
            (each for each in self.documents if each.document_type is DocumentType.PAGE and own in _addresses(each)),
            None,
        )

    @property
    def asked(self) -> set[str]:
        return {url for each in self.documents for url in _addresses(each)}


def home_of(typed: ProbedDocument) -> str:
    """Return the front page of the outlet that the document at the operator's URL belongs to.

    A page that looks like the front page of an edition (`/ar/`) is one. A feed declares its site; that counts if its
    entries are there, or if none is on the feed's own site. For a sitemap and a section it is the root of the host.
    """
    if typed.document_type is DocumentType.FEED:
        first = typed.entries[0] if typed.entries else typed.url
        is_elsewhere = not typed.entries and typed.listing.elsewhere > 0
        if typed.site is not None and (is_elsewhere or same_site(typed.site, first)):
            return canonical_url(typed.site)
        return site_root(first)
    return typed.url if is_home(typed.url) else site_root(typed.url)


def next_probe(state: ExplorationState, *, now: datetime) -> ProbeRequest | None:
    """Return the document to request next; `None` when enough is known, or the limit of requests is reached."""
    if len(state.documents) >= MOST_PROBES:
        return None
    asked = state.asked
    return next((each for each in _wanted(state, now) if canonical_url(each.url) not in asked), None)


def _wanted(state: ExplorationState, now: datetime) -> Iterator[ProbeRequest]:
    yield ProbeRequest(url=state.home, found_in="the front page")
    yield from _feeds(state)
    yield from _maps(state)
    yield from _children(state)
    yield from _sections(state, now)


def _feeds(state: ExplorationState) -> Iterator[ProbeRequest]:
    pages = _pages(state)
    declared = dict.fromkeys(url for page in pages for url in page.links.feeds)
    yield from (ProbeRequest(url=url, found_in="a link in the page's head") for url in islice(declared, _MOST_DECLARED))
    linked = dict.fromkeys(url for page in pages if _is_start(page, state) for url in page.links.feed_links)
    for url in islice(linked, _MOST_LINKED):
        if not state.has(DocumentType.FEED):
            yield ProbeRequest(url=url, found_in="a link of the page")
    listed = dict.fromkeys(url for page in pages if not _is_start(page, state) for url in page.links.feed_links)
    yield from (ProbeRequest(url=url, found_in="its page of feeds") for url in islice(listed, _MOST_LISTED))
    if not state.has(DocumentType.FEED):
        yield from _usual(state, _FEED_PATHS)


def _maps(state: ExplorationState) -> Iterator[ProbeRequest]:
    robots = sitemaps_of_robots(state.robots or "", state.home)
    declared = [url for url in robots if same_site(url, state.home) and not is_side_sitemap(url)]
    yield from (ProbeRequest(url=url, found_in="robots.txt") for url in declared[:_MOST_DECLARED])
    linked = dict.fromkeys(url for page in _pages(state) for url in page.links.sitemaps)
    yield from (ProbeRequest(url=url, found_in="a link of the page") for url in islice(linked, _MOST_LINKED))
    if not state.has(DocumentType.SITEMAP, DocumentType.INDEX):
        yield from _usual(state, _MAP_PATHS)
    children = [child.url for each in state.documents for child in each.listing.children]
    news = [url for url in children if any(word in unquote(url).lower() for word in _NEWS_WORDS)]
    yield from (ProbeRequest(url=url, found_in="the sitemap index") for url in news[:1])
    if not state.has(DocumentType.NEWS):
        yield from (ProbeRequest(url=urljoin(state.home, path), found_in="a usual path") for path in _NEWS_PATHS)


def _children(state: ExplorationState) -> Iterator[ProbeRequest]:
    """Yield some children of each index, the likeliest and newest first, to learn what the index names."""
    for index in (each for each in state.documents if each.document_type is DocumentType.INDEX):
        likely = [each for each in index.listing.children if not is_side_sitemap(each.url)]
        for child in sorted(likely, key=_likeliest)[:_MOST_CHILDREN]:
            yield ProbeRequest(url=child.url, found_in="the sitemap index")


def _sections(state: ExplorationState, now: datetime) -> Iterator[ProbeRequest]:
    if not current_result(state, now=now).needs_sections:
        return
    menu = dict.fromkeys(url for page in _pages(state) for url in page.links.sections)
    if not _is_idle(state, list(menu), now):
        yield from (ProbeRequest(url=url, found_in="the menu") for url in islice(menu, _MOST_SECTIONS))


def _is_idle(state: ExplorationState, menu: Sequence[str], now: datetime) -> bool:
    """Whether the last section pages added nothing new."""
    own = {canonical_url(url) for url in menu}
    sections = [each for each in state.documents if each.document_type is DocumentType.PAGE and own & _addresses(each)]
    if len(sections) < _IDLE_SECTIONS:
        return False
    kept = {each.discovery.url for each in current_result(state, now=now).candidates}
    return not any(each.requested_url in kept or each.url in kept for each in sections[-_IDLE_SECTIONS:])


def current_result(state: ExplorationState, *, now: datetime) -> AutodiscoveryResult:
    """Return the listings among the documents of *state*."""
    return select_listings(state.documents, home=state.home, typed=state.given_url, now=now)


def _usual(state: ExplorationState, paths: dict[str | None, tuple[str, ...]]) -> Iterator[ProbeRequest]:
    front = state.front
    cms = front.cms if front is not None else None
    bases = dict.fromkeys((state.home, site_root(state.home)))
    for path in dict.fromkeys((*paths.get(cms or "", ()), *paths[None])):
        yield from (ProbeRequest(url=urljoin(base, path), found_in="a usual path") for base in bases)


def _pages(state: ExplorationState) -> list[ProbedDocument]:
    """Return the pages whose links are used: the front page, and those requested as a feed or by the operator."""
    pages = [
        each for each in state.documents if each.document_type is DocumentType.PAGE and each.found_in != "the menu"
    ]
    return sorted(pages, key=lambda each: each is not state.front)


def _is_start(page: ProbedDocument, state: ExplorationState) -> bool:
    """Whether the exploration began at this page: the front page, or the URL that the operator gave."""
    return page is state.front or canonical_url(state.given_url) in _addresses(page)


def _likeliest(child: ChildSitemap) -> tuple[bool, bool, float]:
    name = unquote(urlsplit(child.url).path).lower().rpartition("/")[2]
    changed_at = child.modified_at
    names_articles = any(word in name for word in _ARTICLE_WORDS)
    return not names_articles, changed_at is None, -changed_at.timestamp() if changed_at is not None else 0.0


def _addresses(each: ProbedDocument) -> set[str]:
    return {canonical_url(each.requested_url), canonical_url(each.url)}
