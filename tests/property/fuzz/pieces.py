"""Pieces of the languages that readers read, and an example document of each."""

from __future__ import annotations

from tests.fault.hostile.test_odd_values import DATES, GOOD, LINKS, TEXT, TITLE
from tests.support.sources import HOME

HTML = (
    *(
        "<html>",
        "<head>",
        "<title>",
        "</title>",
        "<body>",
        "<h1>",
        "</h1>",
        "<article>",
        "<div class='byline'>",
        "</div>",
    ),
    *(
        '<meta property="og:title" content="',
        '<meta name="author" content="',
        '">',
        "<time datetime='",
        "'>",
        "<p>",
        "</p>",
    ),
    *(
        '<script type="application/ld+json">',
        "</script>",
        '{"@type": "NewsArticle", "headline": "',
        '"}',
        "<a href='",
        "</a>",
    ),
    *(
        "<table><tr><td>",
        "<br>",
        "كتب: ",
        "أحمد محمود",
        "الأحد 22 نوفمبر 2026",
        "اقرأ أيضا",
        "<pre>",
        "<select>",
        "<li>",
    ),
    *(
        '"datePublished": "',
        '"author": [{"name": "',
        "<!--",
        "-->",
        "<base href='",
        "<img src='",
        "&nbsp;",
        TEXT,
        TITLE,
    ),
)
PAGE = (
    f"<html><head><title>{TITLE} - الأفق</title><meta property='article:published_time' content='2026-11-22T10:00:00Z'>"
    f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"{TITLE}","author":{{"name":"ليلى منصور"}},'
    f'"datePublished":"2026-11-22T10:00:00Z"}}</script></head><body><nav><a href="/local">محليات</a></nav><h1>{TITLE}</h1>'
    f'<div class="byline">كتبت: ليلى منصور - الأحد 22 نوفمبر 2026</div><img src="/a.jpg">{TEXT}<ul><li>اقرأ أيضا</li></ul>'
)
XML = (
    *("<?xml version='1.0'?>", "<rss version='2.0'>", "<channel>", "</channel></rss>", "<item>", "</item>", "<entry>"),
    *("</entry>", "<feed xmlns='http://www.w3.org/2005/Atom'>", "</feed>", "<title>", "</title>", "<link>", "</link>"),
    *(
        f"<link href='{HOME}a'/>",
        "<pubDate>",
        "</pubDate>",
        "<updated>",
        "</updated>",
        "<guid>",
        "</guid>",
        "<dc:date>",
    ),
    *("<category>", "</category>", "<content:encoded><![CDATA[", "]]></content:encoded>", "<!--", "-->", "&amp;", "&"),
    *(GOOD, TITLE, "<itunes:new-feed-url>", "<urlset>", "</urlset>", "<url><loc>", "</loc>", "</url>", "<lastmod>"),
    *(
        "</lastmod>",
        "<sitemapindex>",
        "<sitemap>",
        "</sitemap>",
        "<news:news>",
        "<news:title>",
        "<xhtml:link hreflang='ar'",
    ),
)
RSS = (
    f"<?xml version='1.0'?><rss version='2.0'><channel><title>الأفق</title><item><title>{TITLE}</title><link>{GOOD}</link>"
    f"<pubDate>Sun, 22 Nov 2026 10:00:00 GMT</pubDate><category>محليات</category></item></channel></rss>"
)
ATOM = (
    f"<feed xmlns='http://www.w3.org/2005/Atom'><title>الأفق</title><entry><title>{TITLE}</title><link href='{GOOD}'/>"
    f"<published>2026-11-22T10:00:00Z</published><updated>2026-11-22T11:00:00Z</updated></entry></feed>"
)
MAP = (
    f"<urlset><url><loc>{GOOD}</loc><lastmod>2026-11-22</lastmod><news:news><news:title>{TITLE}</news:title>"
    f"<news:publication_date>2026-11-22T10:00:00Z</news:publication_date></news:news></url></urlset>"
)
INDEX = f"<sitemapindex><sitemap><loc>{HOME}a.xml</loc><lastmod>2026-11-22</lastmod></sitemap></sitemapindex>"
JSON = (
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    '"',
    '"version": "https://jsonfeed.org/version/1"',
    '"items": [',
    '"url": "',
    "1e999",
)
JSON_FEED = (
    f'{{"version": "https://jsonfeed.org/version/1", "title": "الأفق", "items": [{{"id": "1", "url": "{GOOD}",'
    f' "title": "{TITLE}", "date_published": "2026-11-22T10:00:00Z", "tags": ["محليات"]}}]}}'
)
ROBOTS = (
    *(
        "User-agent: *\n",
        "User-agent: rasad\n",
        "Disallow: /",
        "Allow: /",
        "Crawl-delay: ",
        "Sitemap: ",
        "\n",
        "\r",
        "*",
    ),
    *("$", "#", "Content-Signal: ai-train=no", "%2F", "%", "1e400", "inf", "nan"),
)
TDM = '[{"location": "/news/*", "tdm-reservation": 1, "tdm-policy": "https://outlet.example/policy.json"}]'
OPML = (
    f'<opml version="2.0"><body><outline text="الأفق"><outline text="أخبار" type="rss" xmlUrl="{HOME}feed" htmlUrl="{HOME}"'
    ' language="ar"/></outline></body></opml>'
)
TOML = (
    f'outlet = "الأفق"\nhome = "{HOME}"\ncountry = "om"\nlanguage = "ar"\ntimezone = "Asia/Muscat"\n'
    f'[[discover]]\nkind = "section"\nurl = "{HOME}feed"\nfollow = \'/news/\\d+\'\n[extract]\nbyline = "span.writer"\n'
    f'drop = ["div.related"]\n[polite]\ndelay_seconds = 5\n[expect]\narticles_min = 20\n'
)
TOML_PIECES = (
    *TOML.split("\n"),
    "=",
    "[",
    "]",
    '"',
    "\n",
    "private = true\n",
    "sites = [",
    "1e999",
    "'''",
    "(((",
    "(a+)+$",
)
QUERY = (
    '"',
    "*",
    "(",
    ")",
    "AND",
    "OR",
    "NOT",
    "NEAR(",
    "headline:",
    "source:",
    "since:2026-99-99",
    "until:",
    "^",
    "-",
    "+",
    "الحكومة",
    " ",
    "لل",
    "ـ",
    "و",
)
DATE = (
    *DATES,
    "الأحد",
    "22",
    "نوفمبر",
    "2026",
    "٢٢",
    "/",
    "-",
    ":",
    " ",
    "منذ",
    "ساعتين",
    "GMT",
    "ص",
    "م",
    "هـ",
    "1448",
    "+03:00",
)
URL = (
    *LINKS,
    "https://",
    "outlet.example",
    "أخبار.example",
    "/",
    "?",
    "#",
    "&",
    "=",
    "%D8%A7",
    "%",
    "..",
    "@",
    ":",
    "//",
    ";",
)
