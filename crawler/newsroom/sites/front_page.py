"""The newsroom's front pages: they link to feeds, archive and articles, as those of real outlets do."""

from __future__ import annotations

import json
from html import escape

from crawler.newsroom.content.truth import NewsroomOutlet, SiteStyle
from crawler.newsroom.sites.page_parts import PageNeighbours, footer, links, menu
from storage.source import DiscoveryKind

_GENERATORS = {
    SiteStyle.JANNAH: "WordPress 6.8.3",
    SiteStyle.TAGDIV: "WordPress 6.7",
    SiteStyle.SAHIFA: "WordPress 5.9",
    SiteStyle.DRUPAL: "Drupal 10 (https://www.drupal.org)",
}
_COMMENTS = frozenset({SiteStyle.JANNAH, SiteStyle.SAHIFA})


def front(outlet: NewsroomOutlet, near: PageNeighbours) -> str:
    """Return the front page: the organisation, the feed and the archive if there are any, and the latest articles."""
    archive = f'<li><a href="{near.home}archive">الأرشيف</a></li>' if DiscoveryKind.SECTION in outlet.discover else ""
    return (
        f'<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="UTF-8"><title>{outlet.name} - {escape(outlet.tagline)}</title>'
        f'<meta property="og:site_name" content="{outlet.name}">{_generator(outlet)}{_feeds(outlet, near)}{_organisation(outlet, near)}</head>'
        f"<body>{menu(near, more=archive)}<h1>{escape(outlet.tagline)}</h1>"
        f'<div class="posts">{links(near.latest, tag="article", heading="h2")}</div>{footer(outlet)}</body></html>'
    )


def feed_path(outlet: NewsroomOutlet) -> str:
    """Return the path of an outlet's feed, if it has one."""
    return "atom.xml" if outlet.style is SiteStyle.BREAKS else "feed"


def _generator(outlet: NewsroomOutlet) -> str:
    name = _GENERATORS.get(outlet.style)
    return f'<meta name="generator" content="{name}">' if name else ""


def _feeds(outlet: NewsroomOutlet, near: PageNeighbours) -> str:
    if DiscoveryKind.FEED not in outlet.discover:
        return ""
    path = feed_path(outlet)
    kind = "atom" if path == "atom.xml" else "rss"
    own = f'<link rel="alternate" type="application/{kind}+xml" title="{outlet.name} » الخلاصة" href="/{path}">'
    comments = f'<link rel="alternate" type="application/rss+xml" title="{outlet.name} » خلاصة التعليقات" href="{near.home}comments/feed">'
    return own + (comments if outlet.style in _COMMENTS else "")


def _organisation(outlet: NewsroomOutlet, near: PageNeighbours) -> str:
    organisation = {
        "@context": "https://schema.org",
        "@type": "NewsMediaOrganization",
        "name": outlet.name,
        "url": near.home,
        "address": {"@type": "PostalAddress", "addressLocality": outlet.city, "addressCountry": outlet.country.upper()},
    }
    return f'<script type="application/ld+json">{json.dumps(organisation, ensure_ascii=False)}</script>'
