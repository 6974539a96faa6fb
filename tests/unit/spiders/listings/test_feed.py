"""Feeds as Arab outlets serve them: declared wrongly, broken off, cluttered."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from spiders.listings.feed import read_feed
from spiders.listings.listing import ListingContext, ListingError
from storage.records import ListingEntry

ITEM = """<item><title>افتتاح مكتبة عامة في المدينة القديمة</title><link>https://outlet.example/a?utm_source=rss</link>
<pubDate>Mon, 23 Nov 2026 09:30:00 GMT</pubDate><category>ثقافة</category><category>ثقافة</category></item>"""


def _rss(*items: str, prolog: str = '<?xml version="1.0" encoding="utf-8"?>') -> str:
    return f'{prolog}<rss version="2.0"><channel><title>الأفق</title>{"".join(items)}</channel></rss>'


def _item(number: int) -> str:
    return f"<item><title>خبر {number}</title><link>https://outlet.example/{number}</link></item>"


def test_an_entry_has_the_values_of_the_outlet(context: ListingContext) -> None:
    """Link, title, date and tags are taken over; what is not said is null."""
    listed = ListingEntry(
        url="https://outlet.example/a",
        title="افتتاح مكتبة عامة في المدينة القديمة",
        published_at=datetime(2026, 11, 23, 9, 30, tzinfo=UTC),
        tags=("ثقافة",),
    )

    assert (listed,) == read_feed(_rss(ITEM).encode(), "application/rss+xml", context).entries


def test_the_whole_text_of_an_entry_is_kept_as_lines(context: ListingContext) -> None:
    """`content:encoded` is the article's text; a teaser is none."""
    lines = tuple(
        f"افتتحت البلدية أمس مكتبة عامة جديدة في المدينة القديمة، وهي المكتبة رقم {n} في الجهة كلها." for n in range(8)
    )
    text = "".join(f"<p>{each}</p>" for each in lines)
    whole = ITEM.replace("</item>", f"<content:encoded><![CDATA[{text}]]></content:encoded></item>")
    teaser = _item(2).replace("</item>", f"<content:encoded><![CDATA[{lines[0]}]]></content:encoded></item>")
    body = _rss(whole, teaser).replace("<rss ", '<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" ')

    assert [lines, ()] == [each.content for each in read_feed(body.encode(), None, context).entries]


@pytest.mark.parametrize("declared", ["windows-1256", "utf-8", "iso-8859-1"])
def test_windows_1256_is_read_whatever_is_declared(context: ListingContext, declared: str) -> None:
    """Bytes of windows-1256 become Arabic, with the right declaration and with a wrong one."""
    body = _rss(ITEM, ITEM, prolog=f'<?xml version="1.0" encoding="{declared}"?>').encode("cp1256")

    assert ["افتتاح مكتبة عامة في المدينة القديمة"] == [each.title for each in read_feed(body, None, context).entries]


def test_utf_8_that_calls_itself_windows_1256_is_read(context: ListingContext) -> None:
    """Valid UTF-8 wins over the declaration of the prolog."""
    body = _rss(ITEM, prolog='<?xml version="1.0" encoding="windows-1256"?>').encode()

    assert ["افتتاح مكتبة عامة في المدينة القديمة"] == [each.title for each in read_feed(body, None, context).entries]


@pytest.mark.parametrize("before", ["\ufeff", "\n\n  ", "<br /><b>Warning</b>: mysql_connect() in db.php<br />\n"])
def test_what_is_before_a_feed_is_skipped(context: ListingContext, before: str) -> None:
    """A byte-order mark, blank lines and a server's warnings before the root harm nothing."""
    assert 1 == len(read_feed((before + _rss(ITEM)).encode(), None, context).entries)


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"<!DOCTYPE html><html><body><p>blocked</p></body></html>", "html"),
        (b"<!-- cache --><html><rss></html>", "html"),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', "no feed"),
        (b"\x89PNG\r\n", "no feed"),
    ],
)
def test_what_is_no_feed_is_an_error(context: ListingContext, body: bytes, word: str) -> None:
    """An empty answer, a page, and what holds no feed raise a `ListingError` that says what came."""
    with pytest.raises(ListingError, match=word):
        read_feed(body, "application/rss+xml", context)


@pytest.mark.parametrize("cut", ["</item>", "</link>", "/second</link>", "https://outlet.example/second"])
def test_a_feed_that_breaks_off_gives_its_whole_entries(context: ListingContext, cut: str) -> None:
    """An entry that is cut in the middle is left out, so that no half address is fetched; the damage is said."""
    second = "<item><title>الثاني</title><link>https://outlet.example/second</link></item>"
    text = _rss(ITEM, second)

    found = read_feed(text[: text.rindex(cut) + 3].encode(), None, context)

    assert (["https://outlet.example/a"], True) == ([each.url for each in found.entries], bool(found.damaged))


def test_an_unescaped_ampersand_costs_nothing(context: ListingContext) -> None:
    """An XML error in one entry does not take the others away."""
    bad = "<item><title>نفط & غاز</title><link>https://outlet.example/b?x=1&y=2</link></item>"

    found = read_feed(_rss(ITEM, bad, _item(7)).encode(), None, context)

    assert ["https://outlet.example/a", "https://outlet.example/b?x=1&y=2", "https://outlet.example/7"] == [
        each.url for each in found.entries
    ]


def test_an_entity_bomb_is_not_lit(context: ListingContext) -> None:
    """Entity definitions are cut off with the prolog: nothing grows and nothing is opened."""
    bomb = '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    item = "<item><title>&b;&f;</title><link>https://outlet.example/a</link></item>"

    titles = [each.title or "" for each in read_feed(_rss(item, prolog=bomb).encode(), None, context).entries]

    assert [False] == ["aaa" in each or "root:" in each for each in titles]


def test_links_of_other_sites_are_counted(context: ListingContext) -> None:
    """Advertisements and script links are no entries; how many there were is told."""
    links = ["https://ads.example/x", "javascript:alert(1)", "https://outlet.example/a"]
    items = [f"<item><title>خبر</title><link>{each}</link></item>" for each in links]

    found = read_feed(_rss(*items).encode(), None, context)

    assert (["https://outlet.example/a"], 2) == ([each.url for each in found.entries], found.elsewhere)


def test_a_feed_on_another_host_names_the_outlets_pages(context: ListingContext) -> None:
    """A feed that a service hands out leads to the outlet's own addresses."""
    item = (
        '<item xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><link>https://feeds.example/~r/1</link>'
        "<feedburner:origLink>https://outlet.example/a</feedburner:origLink></item>"
    )

    found = read_feed(_rss(item).encode(), None, replace(context, url="https://feeds.example/outlet"))

    assert ["https://outlet.example/a"] == [each.url for each in found.entries]


def test_a_permanent_id_replaces_a_link(context: ListingContext) -> None:
    """An RSS entry without a link is known by its guid when that is an address; another guid is none."""
    items = [
        "<item><guid>https://outlet.example/a</guid></item>",
        '<item><guid isPermaLink="false">https://outlet.example/b</guid></item>',
    ]

    assert ["https://outlet.example/a"] == [
        each.url for each in read_feed(_rss(*items).encode(), None, context).entries
    ]


def test_one_article_is_listed_once(context: ListingContext) -> None:
    """The same address under several tracking parameters is one entry."""
    assert 1 == len(read_feed(_rss(ITEM, ITEM.replace("=rss", "=home")).encode(), None, context).entries)


def test_an_atom_entry_keeps_its_two_dates_apart(context: ListingContext) -> None:
    """`published` and `updated` are never taken for each other."""
    atom = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>خبر</title>
    <link rel="alternate" href="https://outlet.example/a"/><updated>2026-11-23T11:00:00Z</updated></entry></feed>"""

    found = read_feed(atom.encode(), None, context).entries[0]

    assert (None, datetime(2026, 11, 23, 11, tzinfo=UTC)) == (found.published_at, found.modified_at)


def test_the_one_date_of_an_rss_entry_is_its_publication(context: ListingContext) -> None:
    """`dc:date` in an RSS item is when it came out."""
    item = (
        '<item xmlns:dc="http://purl.org/dc/elements/1.1/"><link>https://outlet.example/a</link>'
        "<dc:date>2026-11-23T12:00:00</dc:date></item>"
    )

    found = read_feed(_rss(item).encode(), None, context).entries[0]

    assert (datetime(2026, 11, 23, 9, tzinfo=UTC), None) == (found.published_at, found.modified_at)
