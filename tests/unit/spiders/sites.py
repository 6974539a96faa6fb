"""Composed sites for the tests of discovery: what each address answers, asked one by one as a session would."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from spiders.autodiscovery.outlet_facts import site_root
from spiders.autodiscovery.planner import ExplorationState, ProbeRequest, home_of, next_probe
from spiders.autodiscovery.probe import FailedProbe, identify_document
from storage.records import Page

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOME = "https://outlet.example/"
HEADLINE = "الحكومة تعلن خطة جديدة لدعم القرى رقم {n}"


def article(url: str, n: int = 1) -> str:
    """Return a link with a headline."""
    return f'<article><h2><a href="{url}">{HEADLINE.format(n=n)}</a></h2></article>'


def page(body: str, *, head: str = "", lang: str = "ar") -> str:
    """Return a page."""
    return f'<!DOCTYPE html><html lang="{lang}" dir="rtl"><head><title>الأفق - أخبار</title>{head}</head><body>{body}</body></html>'


def menu(*pairs: tuple[str, str]) -> str:
    """Return a menu of these addresses and words."""
    return "<nav><ul>" + "".join(f'<li><a href="{url}">{words}</a></li>' for url, words in pairs) + "</ul></nav>"


def rss(*urls: str, title: str = "الأفق", site: str = HOME) -> str:
    """Return a feed of these articles."""
    items = "".join(
        f"<item><title>{HEADLINE.format(n=n)}</title><link>{url}</link>"
        f"<pubDate>Mon, 23 Nov 2026 09:{n % 60:02d}:00 +0100</pubDate></item>"
        for n, url in enumerate(urls)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title><link>{site}</link>{items}</channel></rss>'


def urlset(*urls: str) -> str:
    """Return a sitemap of these pages."""
    locs = "".join(f"<url><loc>{url}</loc><lastmod>2026-11-23</lastmod></url>" for url in urls)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{locs}</urlset>'


def index(*urls: str) -> str:
    """Return a sitemap index."""
    locs = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls)
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{locs}</sitemapindex>'


def answer(site: Mapping[str, str], url: str) -> Page | FailedProbe:
    """Return what the site answers; what it does not have is a 404."""
    body = site.get(url)
    return Page(
        requested_url=url,
        final_url=url,
        body=(body or "").encode(),
        content_type=None,
        fetched_at=NOW,
        status=404 if body is None else 200,
    )


def walked(site: Mapping[str, str], typed: str = HOME, *, robots: str | None = None) -> ExplorationState:
    """Return what was looked at from *typed* until nothing more was worth asking."""
    first = identify_document(answer(site, typed), home=site_root(typed), zone=UTC, now=NOW)
    prospect = ExplorationState(given_url=typed, home=home_of(first), robots=robots).seen(
        first, ProbeRequest(url=typed, found_in="the address given")
    )
    while (ask := next_probe(prospect, now=NOW)) is not None:
        prospect = prospect.seen(identify_document(answer(site, ask.url), home=prospect.home, zone=UTC, now=NOW), ask)
    return prospect
