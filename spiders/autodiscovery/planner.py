"""What to ask an outlet next, to learn its ways of discovery with few requests. Pure: no request is sent here.

The one who fetches (a command, or a crawl) begins with the address that was typed, looks at each answer
(`spiders.autodiscovery.probe.look`), adds it with `ExplorationState.seen`, and asks for what `next_ask` returns until
it returns null; `spiders.autodiscovery.selection.survey` then tells the ways. Usual paths are tried only for what the
outlet itself does not point to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from urllib.parse import unquote, urljoin, urlsplit

from pipelines.web.urls import canonical_url, is_home, same_site
from spiders.autodiscovery.outlet_facts import cms_of, site_root
from spiders.autodiscovery.page_links import is_side_sitemap, sitemaps_of_robots
from spiders.autodiscovery.probe import DocumentType, ProbedDocument
from spiders.autodiscovery.selection import AutodiscoveryResult, survey
from spiders.listings.listing import ChildSitemap

MOST_ASKED = 28
"""Documents of one outlet, robots.txt and the sampled articles aside."""
AWAY = frozenset({"answered 401", "answered 403", "answered 429", "answered 503"})
"""After such an answer nothing more is asked for."""
_MOST_SIGNED, _MOST_LINKED, _MOST_LISTED, _MOST_CHILDREN, _MOST_SECTIONS = 4, 5, 8, 2, 12
_IDLE_SECTIONS = 3
"""After so many section pages in a row that add nothing, no more are asked for."""
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
    """One document to ask for, and where its address was found."""

    url: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplorationState:
    """What has been looked at so far. *robots* is the text of robots.txt, null where there is none."""

    typed: str
    home: str
    looked: tuple[ProbedDocument, ...] = ()
    robots: str | None = None

    def seen(self, looked: ProbedDocument, ask: ProbeRequest) -> ExplorationState:
        """Return the prospect with one more document."""
        return replace(self, looked=(*self.looked, replace(looked, because=ask.because)))

    def has(self, *forms: DocumentType) -> bool:
        """Whether one of the documents is of such a form and names something."""
        return any(each.form in forms and (each.entries or each.listing.children) for each in self.looked)

    @property
    def front(self) -> ProbedDocument | None:
        """The front page, null where it could not be read."""
        own = canonical_url(self.home)
        return next((each for each in self.looked if each.form is DocumentType.PAGE and own in _addresses(each)), None)

    @property
    def asked(self) -> set[str]:
        return {url for each in self.looked for url in _addresses(each)}


def first_home(typed: ProbedDocument) -> str:
    """Return the front page of the outlet that the document at a typed address belongs to.

    A page that looks like an edition's own front page (`/ar/`) is one; a feed says its site, which counts where its
    entries lie there, or where all lie elsewhere than the feed; a sitemap's and a section's is the root of the host.
    """
    if typed.form is DocumentType.FEED:
        first = typed.entries[0] if typed.entries else typed.url
        is_elsewhere = not typed.entries and typed.listing.elsewhere > 0
        if typed.site is not None and (is_elsewhere or same_site(typed.site, first)):
            return canonical_url(typed.site)
        return site_root(first)
    return typed.url if is_home(typed.url) else site_root(typed.url)


def next_ask(prospect: ExplorationState, *, now: datetime) -> ProbeRequest | None:
    """Return the document that is worth the next request; null when enough is known, or enough was asked."""
    if len(prospect.looked) >= MOST_ASKED:
        return None
    asked = prospect.asked
    return next((each for each in _wanted(prospect, now) if canonical_url(each.url) not in asked), None)


def _wanted(prospect: ExplorationState, now: datetime) -> Iterator[ProbeRequest]:
    yield ProbeRequest(url=prospect.home, because="the front page")
    yield from _feeds(prospect)
    yield from _maps(prospect)
    yield from _children(prospect)
    yield from _sections(prospect, now)


def _feeds(prospect: ExplorationState) -> Iterator[ProbeRequest]:
    pages = _pages(prospect)
    signed = dict.fromkeys(url for page in pages for url in page.signs.feeds)
    yield from (ProbeRequest(url=url, because="a link in the page's head") for url in islice(signed, _MOST_SIGNED))
    linked = dict.fromkeys(url for page in pages if _is_start(page, prospect) for url in page.signs.feed_links)
    for url in islice(linked, _MOST_LINKED):
        if not prospect.has(DocumentType.FEED):
            yield ProbeRequest(url=url, because="a link of the page")
    listed = dict.fromkeys(url for page in pages if not _is_start(page, prospect) for url in page.signs.feed_links)
    yield from (ProbeRequest(url=url, because="its page of feeds") for url in islice(listed, _MOST_LISTED))
    if not prospect.has(DocumentType.FEED):
        yield from _usual(prospect, _FEED_PATHS)


def _maps(prospect: ExplorationState) -> Iterator[ProbeRequest]:
    robots = sitemaps_of_robots(prospect.robots or "", prospect.home)
    told = [url for url in robots if same_site(url, prospect.home) and not is_side_sitemap(url)]
    yield from (ProbeRequest(url=url, because="robots.txt") for url in told[:_MOST_SIGNED])
    signed = dict.fromkeys(url for page in _pages(prospect) for url in page.signs.sitemaps)
    yield from (ProbeRequest(url=url, because="a link of the page") for url in islice(signed, _MOST_LINKED))
    if not prospect.has(DocumentType.SITEMAP, DocumentType.INDEX):
        yield from _usual(prospect, _MAP_PATHS)
    children = [child.url for each in prospect.looked for child in each.listing.children]
    news = [url for url in children if any(word in unquote(url).lower() for word in _NEWS_WORDS)]
    yield from (ProbeRequest(url=url, because="the sitemap index") for url in news[:1])
    if not prospect.has(DocumentType.NEWS):
        yield from (ProbeRequest(url=urljoin(prospect.home, path), because="a usual path") for path in _NEWS_PATHS)


def _children(prospect: ExplorationState) -> Iterator[ProbeRequest]:
    """Yield some children of each index, so that it is known what the index names: the likeliest and newest first."""
    for index in (each for each in prospect.looked if each.form is DocumentType.INDEX):
        likely = [each for each in index.listing.children if not is_side_sitemap(each.url)]
        for child in sorted(likely, key=_likeliest)[:_MOST_CHILDREN]:
            yield ProbeRequest(url=child.url, because="the sitemap index")


def _sections(prospect: ExplorationState, now: datetime) -> Iterator[ProbeRequest]:
    if not so_far(prospect, now=now).needs_sections:
        return
    menu = dict.fromkeys(url for page in _pages(prospect) for url in page.signs.sections)
    if not _is_idle(prospect, list(menu), now):
        yield from (ProbeRequest(url=url, because="the menu") for url in islice(menu, _MOST_SECTIONS))


def _is_idle(prospect: ExplorationState, menu: Sequence[str], now: datetime) -> bool:
    """Whether the last section pages added nothing to what was known before them."""
    own = {canonical_url(url) for url in menu}
    sections = [each for each in prospect.looked if each.form is DocumentType.PAGE and own & _addresses(each)]
    if len(sections) < _IDLE_SECTIONS:
        return False
    kept = {each.discovery.url for each in so_far(prospect, now=now).ways}
    return not any(each.asked in kept or each.url in kept for each in sections[-_IDLE_SECTIONS:])


def so_far(prospect: ExplorationState, *, now: datetime) -> AutodiscoveryResult:
    """Return the ways among what has been looked at."""
    return survey(prospect.looked, home=prospect.home, typed=prospect.typed, now=now)


def _usual(prospect: ExplorationState, paths: dict[str | None, tuple[str, ...]]) -> Iterator[ProbeRequest]:
    front = prospect.front
    cms = cms_of(front.tree) if front is not None and front.tree is not None else None
    bases = dict.fromkeys((prospect.home, site_root(prospect.home)))
    for path in dict.fromkeys((*paths.get(cms.value if cms else "", ()), *paths[None])):
        yield from (ProbeRequest(url=urljoin(base, path), because="a usual path") for base in bases)


def _pages(prospect: ExplorationState) -> list[ProbedDocument]:
    """Return the pages whose signs count: the front page and what was asked for as a feed or by the operator."""
    pages = [each for each in prospect.looked if each.form is DocumentType.PAGE and each.because != "the menu"]
    return sorted(pages, key=lambda each: each is not prospect.front)


def _is_start(page: ProbedDocument, prospect: ExplorationState) -> bool:
    """Whether a page is where the look around began: the front page, or the address given."""
    return page is prospect.front or canonical_url(prospect.typed) in _addresses(page)


def _likeliest(child: ChildSitemap) -> tuple[bool, bool, float]:
    name = unquote(urlsplit(child.url).path).lower().rpartition("/")[2]
    changed_at = child.modified_at
    is_told = any(word in name for word in _ARTICLE_WORDS)
    return not is_told, changed_at is None, -changed_at.timestamp() if changed_at is not None else 0.0


def _addresses(each: ProbedDocument) -> set[str]:
    return {canonical_url(each.asked), canonical_url(each.url)}
