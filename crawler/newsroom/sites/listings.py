"""The newsroom's feeds, sitemaps and robots.txt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime
from html import escape

from crawler.newsroom.content.printing import machine_date
from crawler.newsroom.content.truth import NewsroomOutlet, NewsroomPiece
from storage.database.values.columns import stamp
from storage.source import DiscoveryKind

MAP_LENGTH = 100
Entry = tuple[NewsroomPiece, str]
"""An article and its URL."""


def rss(outlet: NewsroomOutlet, home: str, entries: Sequence[Entry]) -> str:
    """Return an RSS 2.0 feed of *entries*."""
    items = "".join(
        f'<item><title>{escape(piece.headline)}</title><link>{url}</link><guid isPermaLink="false">{outlet.id}-{piece.number}</guid>'
        f"<pubDate>{format_datetime(piece.published_at)}</pubDate><category>{piece.section}</category></item>"
        for piece, url in entries
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>{outlet.name}</title><link>{home}</link>{items}</channel></rss>'


def atom(outlet: NewsroomOutlet, home: str, entries: Sequence[Entry]) -> str:
    """Return an Atom feed of *entries*."""
    items = "".join(
        f'<entry><title>{escape(piece.headline)}</title><link href="{url}"/><id>urn:{outlet.id}:{piece.number}</id>'
        f"<published>{stamp(piece.published_at)}</published><updated>{stamp(piece.modified_at or piece.published_at)}</updated></entry>"
        for piece, url in entries
    )
    newest = stamp(entries[0][0].published_at) if entries else "2026-11-01T00:00:00Z"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>{outlet.name}</title>'
        f"<id>{home}</id><updated>{newest}</updated>{items}</feed>"
    )


def news_sitemap(outlet: NewsroomOutlet, entries: Sequence[Entry]) -> str:
    """Return a Google news sitemap of *entries*."""
    items = "".join(
        f"<url><loc>{url}</loc><lastmod>{machine_date(outlet, piece.modified_at or piece.published_at)}</lastmod><news:news>"
        f"<news:publication><news:name>{outlet.name}</news:name><news:language>ar</news:language></news:publication>"
        f"<news:publication_date>{machine_date(outlet, piece.published_at)}</news:publication_date><news:title>{escape(piece.headline)}</news:title></news:news></url>"  # one line of markup
        for piece, url in entries
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{items}</urlset>'
    )


def sitemap(outlet: NewsroomOutlet, entries: Sequence[Entry]) -> str:
    """Return a sitemap of *entries* with their last changes."""
    items = "".join(
        f"<url><loc>{url}</loc><lastmod>{machine_date(outlet, piece.modified_at or piece.published_at)}</lastmod></url>"
        for piece, url in entries
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{items}</urlset>'


def sitemap_index(outlet: NewsroomOutlet, pages: Sequence[tuple[str, datetime]]) -> str:
    """Return the index of an outlet's sitemaps."""
    items = "".join(
        f"<sitemap><loc>{url}</loc><lastmod>{machine_date(outlet, at)}</lastmod></sitemap>" for url, at in pages
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{items}</sitemapindex>'


def robots(outlet: NewsroomOutlet, home: str) -> str:
    """Return robots.txt: two folders that are disallowed, the outlet's crawl-delay, its sitemaps."""
    delay = f"Crawl-delay: {outlet.crawl_delay}\n" if outlet.crawl_delay else ""
    maps = {DiscoveryKind.NEWS_SITEMAP: "news-sitemap.xml", DiscoveryKind.SITEMAP: "sitemap.xml"}
    sitemaps = "".join(f"Sitemap: {home}{path}\n" for kind, path in maps.items() if kind in outlet.discover)
    return f"User-agent: *\nDisallow: /wp-admin/\nDisallow: /private/\n{delay}{sitemaps}"
