"""Where pages point: feeds, sitemaps and sections, in the ways that outlets write them."""

from __future__ import annotations

from datetime import UTC

from spiders.autodiscovery.page_links import PageLinks, is_side_sitemap, sitemaps_of_robots
from spiders.autodiscovery.probe import identify_document
from storage.records import Page
from tests.unit.spiders.sites import HOME, NOW, article, menu, page


def _signs(text: str, url: str = HOME) -> PageLinks:
    answer = Page(requested_url=url, final_url=url, body=text.encode(), content_type="text/html", fetched_at=NOW)
    return identify_document(answer, home=HOME, zone=UTC, now=NOW).links


def test_feeds_of_the_head_are_found() -> None:
    """RSS and Atom by their types, relative too; comments, tags, oEmbed and translations are no feeds of articles."""
    head = (
        '<link rel="alternate" type="application/rss+xml" title="الأفق » الخلاصة" href="/feed/">'
        '<link rel="alternate" type="application/rss+xml" title="الأفق » خلاصة التعليقات" href="/comments/feed/">'
        '<link rel="alternate" type="application/rss+xml" title="وسم" href="/tag/x/feed/">'
        '<link rel="ALTERNATE" type="application/atom+xml; charset=utf-8" href="atom.xml">'
        '<link rel="alternate" type="text/xml+oembed" href="/oembed"><link rel="alternate" hreflang="fr" href="/fr/">'
        '<link rel="stylesheet" type="application/rss+xml" href="/style">'
    )

    assert (f"{HOME}feed/", f"{HOME}atom.xml") == _signs(page("", head=head)).feeds


def test_a_base_moves_relative_links() -> None:
    """`<base href>` is where relative addresses start."""
    head = '<base href="/ar/"><link rel="alternate" type="application/rss+xml" href="rss">'
    signs = _signs(page('<a href="news/12345">خبر من أخبار القرى البعيدة</a>', head=head))

    assert ((f"{HOME}ar/rss",), f"{HOME}ar/news/12345") == (signs.feeds, signs.links[0].url)


def test_icons_and_words_lead_to_feeds() -> None:
    """A link is a feed's by its address, its words, its class or the text of its picture; others' feeds are not ours."""
    body = (
        '<a href="/rss.xml"><img src="i.png" alt=""></a><a href="/x1"><img src="i.png" alt="RSS"></a>'
        '<a class="icon rss" href="/x2"></a><a href="/x3">آر إس إس</a><a href="https://other.example/feed">RSS</a>'
        '<a href="https://feeds.feedburner.com/alofoq">RSS</a><a href="/comments/feed">RSS</a>'
    )
    expected = ("rss.xml", "x1", "x2", "x3")

    assert (*(HOME + each for each in expected), "https://feeds.feedburner.com/alofoq") == _signs(page(body)).feed_links


def test_the_menu_leads_to_sections() -> None:
    """The archive first, then the sections as they stand; service pages, the front page and articles are none."""
    body = menu(
        (HOME, "الرئيسية"), ("/sport", "رياضة"), ("/about", "من نحن"), ("/page/team", "هيئة التحرير"), ("/archive", "الأرشيف"),
        ("/politics/", "سياسة"), ("https://other.example/", "موقع آخر"),
    ) + article("/news/12345")  # fmt: skip

    assert (f"{HOME}archive", f"{HOME}sport", f"{HOME}politics/") == _signs(page(body)).sections


def test_an_articles_header_is_no_menu() -> None:
    """A teaser's own `<header>` does not make a menu of its link."""
    body = (
        f'<header>{menu(("/sport", "رياضة"))}</header><article><header><a href="/n/1">خبر قصير</a></header></article>'
    )

    assert [True, False] == [each.in_menu for each in _signs(page(body)).links]


def test_an_address_is_known_by_its_longest_words() -> None:
    """Picture, headline and "more" lead to one article, spelled in two ways: one link with the headline."""
    link = "/%D8%AE%D8%A8%D8%B1-1/"
    body = f'<a href="{link}"><img src="x"></a><a href="/خبر-1/?utm_source=home">عنوان الخبر الطويل</a><a href="{link}">المزيد</a>'

    assert ["عنوان الخبر الطويل"] == [each.words for each in _signs(page(body)).links]


def test_robots_txt_names_sitemaps() -> None:
    """`Sitemap:` in any letters, between any groups, relative or with a byte-order mark; comments are none."""
    text = "\ufeffsitemap: https://outlet.example/a.xml\nUser-agent: *\nDisallow: /x\n SITEMAP : /b.xml\n# Sitemap: /c.xml\nSitemap: /b.xml"

    assert (f"{HOME}a.xml", f"{HOME}b.xml") == sitemaps_of_robots(text, HOME)


def test_sitemaps_of_pictures_and_tags_are_recognised_by_their_names() -> None:
    """Standing pages, categories, tags, authors and pictures have sitemaps of their own."""
    names = (
        "post-sitemap.xml",
        "page-sitemap.xml",
        "category-sitemap2.xml",
        "post_tag-sitemap.xml",
        "image-sitemap.xml",
    )

    assert [False, True, True, True, True] == [is_side_sitemap(HOME + each) for each in names]
