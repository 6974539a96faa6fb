"""The ways of discovery of composed sites, and the requests that it takes to find them."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from spiders.autodiscovery.planner import MOST_PROBES, ExplorationState, current_result
from spiders.autodiscovery.selection import AutodiscoveryResult
from tests.unit.spiders.sites import HOME, NOW, article, index, menu, page, rss, urlset, walked

NEWS = tuple(f"{HOME}news/{12_000 + n}" for n in range(24))
SLUGS = tuple(f"{HOME}{quote(f'خبر-عن-القرى-{each}')}/" for each in "أبتثجحخدذرزس")
FEED_LINK = '<link rel="alternate" type="application/rss+xml" href="{}">'


def _survey(
    site: Mapping[str, str], typed: str = HOME, *, robots: str | None = None
) -> tuple[AutodiscoveryResult, ExplorationState]:
    prospect = walked(site, typed, robots=robots)
    return current_result(prospect, now=NOW), prospect


def _ways(survey: AutodiscoveryResult) -> list[tuple[str, str]]:
    return [(each.discovery.kind.value, each.discovery.url.removeprefix(HOME)) for each in survey.candidates]


def _front(*urls: str, head: str = "", more: str = "") -> str:
    return page(more + "".join(article(url, n) for n, url in enumerate(urls)), head=head)


WORDPRESS = {
    HOME: _front(
        *SLUGS[:9],
        head=FEED_LINK.format("/feed/") + '<meta name="generator" content="WordPress 6.7">',
        more=menu(("/sport/", "رياضة"), ("/about-us/", "من نحن")),
    ),
    f"{HOME}feed/": rss(*SLUGS[:10]),
    f"{HOME}atom.xml": rss(*SLUGS[:10]),
    f"{HOME}sitemap_index.xml": index(
        f"{HOME}category-sitemap.xml", f"{HOME}page-sitemap.xml", f"{HOME}post-sitemap.xml"
    ),
    f"{HOME}post-sitemap.xml": urlset(HOME, *SLUGS),
    f"{HOME}page-sitemap.xml": urlset(f"{HOME}about-us/"),
    f"{HOME}category-sitemap.xml": urlset(f"{HOME}sport/"),
}
SECTIONS = {
    HOME: _front(*NEWS[:5], more=menu(("/sport", "رياضة"), ("/politics", "سياسة"))),
    f"{HOME}sport": _front(*NEWS[4:14]),
    f"{HOME}politics": _front(*NEWS[13:]),
}


def test_a_feed_and_an_index_are_enough() -> None:
    """WordPress: its feed, and its index with the article pattern, for it names pages and categories too."""
    survey, prospect = _survey(WORDPRESS, robots=f"Sitemap: {HOME}sitemap_index.xml")
    pattern = survey.pattern.regex if survey.pattern else None

    assert [("feed", "feed/"), ("sitemap", "sitemap_index.xml")] == _ways(survey)
    assert [None, pattern] == [each.discovery.follow for each in survey.candidates]
    assert [10, 12] == [len(each.articles) for each in survey.candidates]
    assert len(prospect.documents) <= 9


def test_usual_paths_are_tried_where_nothing_is_pointed_to() -> None:
    """A feed, a news sitemap and a sitemap that no page and no robots.txt names."""
    news = urlset(*NEWS[:6]).replace("</url>", "<n:news xmlns:n='x'><n:title>خبر</n:title></n:news></url>")
    site = {HOME: _front(*NEWS[:9]), f"{HOME}rss.xml": rss(*NEWS[:8]), f"{HOME}sitemap.xml": urlset(*NEWS)}
    survey, _ = _survey(site | {f"{HOME}sitemap-news.xml": news})

    assert [("feed", "rss.xml"), ("news-sitemap", "sitemap-news.xml"), ("sitemap", "sitemap.xml")] == _ways(survey)


def test_sections_are_taken_where_nothing_else_brings_articles() -> None:
    """Those that add most come first, each with the pattern; the front page adds the rest."""
    survey, _ = _survey(SECTIONS)

    assert [("section", "politics"), ("section", "sport"), ("section", "")] == _ways(survey)
    assert {r"^https?://[^/]+/news/\d{3,}/?$"} == {each.discovery.follow for each in survey.candidates}


def test_an_archive_that_names_everything_is_enough() -> None:
    """Of pages that name the same the archive stands, and the front page and the sections add nothing."""
    site = {
        HOME: _front(*NEWS, more=menu(("/sport", "رياضة"), ("/archive", "الأرشيف"))),
        f"{HOME}archive": _front(*NEWS),
        f"{HOME}sport": _front(*NEWS[:9]),
    }

    assert [("section", "archive")] == _ways(_survey(site)[0])


def test_a_page_of_feeds_is_followed() -> None:
    """An HTML page in a feed's place that lists one feed a section: each that brings its own."""
    listed = page('<a href="/f/sport.rss">رياضة</a><a href="/f/world.rss">العالم</a><a href="/f/again.rss">مكرر</a>')
    site = {
        HOME: _front(*NEWS[:9], more='<a href="/rss">خدمة RSS</a>'),
        f"{HOME}rss": listed,
        f"{HOME}f/sport.rss": rss(*NEWS[:12]),
        f"{HOME}f/world.rss": rss(*NEWS[12:]),
        f"{HOME}f/again.rss": rss(*NEWS[:12]),
        f"{HOME}sitemap.xml": urlset(*NEWS),
    }

    assert [("feed", "f/sport.rss"), ("feed", "f/world.rss"), ("sitemap", "sitemap.xml")] == _ways(_survey(site)[0])


def test_feeds_that_bring_nothing_of_the_outlet_are_no_ways() -> None:
    """Entries that lie elsewhere, comments by the title alone, an empty feed, HTML."""
    head = "".join(FEED_LINK.format(each) for each in ("/a", "/b", "/c", "/d"))
    site = {
        HOME: _front(*NEWS[:9], head=head),
        f"{HOME}a": rss("https://other.example/1"),
        f"{HOME}b": rss(*NEWS[:3], title="تعليقات على الأفق"),
        f"{HOME}c": rss(),
        f"{HOME}d": page("<p>ليس خلاصة</p>"),
    }

    assert [("section", "")] == _ways(_survey(site)[0])


def test_a_sitemap_without_articles_is_no_way() -> None:
    """One of sections alone does not stand for the articles that a feed names."""
    site = {
        HOME: _front(*NEWS[:9], head=FEED_LINK.format("/feed")),
        f"{HOME}feed": rss(*NEWS[:9]),
        f"{HOME}sitemap.xml": urlset(f"{HOME}sport", f"{HOME}politics"),
    }

    assert [("feed", "feed")] == _ways(_survey(site)[0])


def test_a_sitemap_that_lags_behind_calls_for_sections() -> None:
    """A sitemap of last year and no feed: the front page's articles are found by the front page."""
    old = [f"{HOME}news/{n}" for n in range(5_000, 5_020)]
    survey, _ = _survey({HOME: _front(*NEWS[:9]), f"{HOME}sitemap.xml": urlset(*old)})

    assert [("sitemap", "sitemap.xml"), ("section", "")] == _ways(survey)


def test_any_page_of_the_outlet_will_do() -> None:
    """A feed, a sitemap or a section leads to the front page and to the rest; what was typed stands in any case."""
    typed = [_survey(WORDPRESS, f"{HOME}{each}")[0] for each in ("feed/", "sitemap_index.xml", "atom.xml")]

    assert [
        [("feed", "feed/"), ("sitemap", "sitemap_index.xml")],
        [("feed", "feed/"), ("sitemap", "sitemap_index.xml")],
        [("feed", "atom.xml"), ("sitemap", "sitemap_index.xml")],
    ] == [_ways(each) for each in typed]
    assert ("section", "sport") == _ways(_survey(SECTIONS, f"{HOME}sport")[0])[0]


def test_an_edition_has_its_own_front_page() -> None:
    """`/ar/` is where its feeds are looked for first."""
    site = {f"{HOME}ar/": _front(*NEWS[:9]), f"{HOME}ar/rss.xml": rss(*NEWS[:9], site=f"{HOME}ar/")}
    survey, prospect = _survey(site, f"{HOME}ar/")

    assert (f"{HOME}ar/", ("feed", "ar/rss.xml")) == (prospect.home, _ways(survey)[0])


def test_a_site_without_anything_costs_a_bounded_number_of_requests() -> None:
    """A page without links, and a menu of a hundred sections that do not answer."""
    many = menu(*((f"/s{n}", f"قسم {n}") for n in range(100)))
    asked = [len(walked({HOME: each}).documents) for each in (page("<p>مرحبا</p>"), _front(*NEWS[:5], more=many))]

    assert (True, []) == (max(asked) <= MOST_PROBES, _ways(_survey({HOME: page("<p>مرحبا</p>")})[0]))


def test_a_feed_that_writes_addresses_in_its_own_way() -> None:
    """Short addresses in the feed and long ones on the pages: both are followed, and it is told as doubtful."""
    short = [f"{HOME}?p={each.rpartition('/')[2]}" for each in NEWS[:9]]
    survey, _ = _survey({HOME: _front(*NEWS[:9]), f"{HOME}feed": rss(*short)})

    assert [("feed", "feed"), ("section", "")] == _ways(survey)
    assert survey.pattern is not None
    assert survey.pattern.doubt == "feeds and pages write addresses in two ways"
