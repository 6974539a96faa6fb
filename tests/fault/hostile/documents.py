"""Hostile documents at their real size: what a crawl may receive within its limits of bytes."""

from __future__ import annotations

import gzip
from collections.abc import Mapping

MEGABYTE = 1024 * 1024


def feeds(home: str) -> Mapping[str, bytes]:
    """Return hostile feeds by name. Each holds the article `news/1`, most of them before the harm."""
    item = f"<item><title>خبر رقم 1</title><link>{home}news/1</link></item>"
    head = "<rss version='2.0'><channel><title>الأفق</title>"
    tail = "</channel></rss>"
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 30))
    texts = {
        "comments": f"{'<!-- a -->' * 60}{head}{item}{tail}",
        "unclosed-comments": f"{'<!-- a ' * 60}{head}{item}{tail}",
        "open-cdata": f"{head}{item}<item><description><![CDATA[{'a & b ' * (10 * MEGABYTE // 6)}",
        "ampersands": f"{head}{item}<item><title>{'& ' * (2 * MEGABYTE)}</title>{tail}",
        "entity-bomb": f"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY e0 'ha'>{entities}]>{head}{item}"
        f"<item><title>&e29;</title></item>{tail}",
        "deep": f"{head}{item}<item>{'<a>' * 300_000}</item>{tail}",
        "attributes": f"{head}{item}<item {' '.join(f'a{n}=1' for n in range(300_000))}></item>{tail}",
        "references": f"{head}{item}<item><title>{'&#xD800;&#99999999999;' * 20_000}</title></item>{tail}",
        "json-deep": '{"version": "https://jsonfeed.org/version/1", "items": ' + "[" * 100_000,
    }
    return {name: text.encode() for name, text in texts.items()}


def sitemaps(home: str) -> Mapping[str, bytes]:
    """Return hostile sitemaps by name, of up to 50 MB."""
    url = f"<url><loc>{home}news/1</loc></url>"
    most = 50 * MEGABYTE - 1000
    junk = "<junk><title>a</title></junk>"
    long = "".join(f"<url><loc>{home}tag/{n}</loc><lastmod>2026-11-20</lastmod></url>" for n in range(100_000))
    newest = url.replace("</url>", "<lastmod>2026-11-29</lastmod></url>")
    children = "".join(f"<sitemap><loc>{home}none-{n}.xml</loc></sitemap>" for n in range(100_000))
    texts = {
        "one-loc": f"<urlset>{url}<url><loc>{home}{'a' * most}",
        "junk": f"<urlset>{url}{junk * (most // len(junk))}</urlset>",
        "open-tags": f"<urlset>{url}{'<url>' * (most // 5)}",
        "long": f"<urlset>{newest}{long}</urlset>",
        "index": f"<sitemapindex>{children}</sitemapindex>",
        "lines": f"{home}news/1\n" + "x\n" * (10 * MEGABYTE),
    }
    found = {name: text.encode() for name, text in texts.items()}
    found["bomb"] = gzip.compress(found["junk"] * 4, compresslevel=1)
    return found


def sections(home: str) -> Mapping[str, bytes]:
    """Return hostile section pages by name, of up to 10 MB."""
    link = f'<a href="{home}news/1">خبر رقم واحد من أخبار القرى اليوم</a>'
    page = f"<html><body>{link}"
    texts = {
        "links": page + '<a href="/a">' * 1_000_000,
        "many-links": page + "".join(f'<a href="/news/{n}">خبر جديد اليوم هنا</a>' for n in range(90_000)),
        "attributes": f"{page}<p {' '.join(f'a{n}=1' for n in range(900_000))}>",
        "deep": page + "<div>" * 1_000_000,
        "base": f'<html><base href="http://["><body>{link}<a href="//[">خبر</a>',
    }
    return {name: text.encode() for name, text in texts.items()}


def robots(home: str) -> bytes:
    """Return a robots.txt of the size that is read: many lines for sitemaps, and rules that many agents share."""
    lines = f"Sitemap: {home}s.xml\n" * 8_000
    agents = "".join(f"User-agent: a{n}\n" for n in range(5_000))
    rules = "".join(f"Disallow: /a*b*{n}$\n" for n in range(9_000))
    return f"{lines}{agents}User-agent: *\n{rules}".encode()
