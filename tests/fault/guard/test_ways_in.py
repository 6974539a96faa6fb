"""No way leads a public source inside: whole commands on a wire where every address answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from storage.store import Store
from tests.fault.guard.forms import HOSTS, PUBLIC_NAMES, REBINDING, ZONE
from tests.fault.guard.wired_world import WiredWorld, wired_world
from tests.support.outlet import Outlet, OutletReply

HOME = "http://outlet.example/"
PRESS = "http://press.intranet/"
# Names of the outlet's own site that lead inside, so that a listing may name them.
OWN_NAMES = {
    f"in{number}.outlet.example": ZONE[name]
    for number, name in enumerate(ZONE)
    if number % 3 == 0 and name not in PUBLIC_NAMES
}
OWN_REBINDING = {f"re{number}.outlet.example": turns for number, turns in enumerate(REBINDING.values())}
STATUSES = (301, 302, 303, 307, 308)
SAMPLE = (
    "127.0.0.1",
    "2130706433",
    "[::ffff:10.0.0.1]",
    "localtest.me",
    "127.0.0.1.nip.io",
    "a12.inside.example",
    "localhost",
)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[WiredWorld]:
    with wired_world(tmp_path, {**ZONE, **OWN_NAMES, **OWN_REBINDING, "press.intranet": [("10.1.2.3",)]}) as world:
        yield world


def _feed(links: list[str]) -> OutletReply:
    items = "".join(f"<item><title>خبر</title><link>{escape(each)}</link></item>" for each in links)
    return OutletReply(body=f"<rss version='2.0'><channel><title>الأفق</title>{items}</channel></rss>")


def _redirects(outlet: Outlet, hosts: tuple[str, ...]) -> list[str]:
    """Let a page of the outlet redirect to each host, by every status in turn; return the pages."""
    links = []
    for number, (host, status) in enumerate(zip(hosts, cycle(STATUSES), strict=False)):
        headers = {"Location": f"http://{host}/news/{number}".encode().decode("latin-1")}
        outlet.pages[f"/go/{number}"] = OutletReply(status=status, headers=headers)
        links.append(f"{HOME}go/{number}")
    return links


def _page(head: str = "", **headers: str) -> OutletReply:
    text = "<p>قال الوزير في مؤتمر صحفي عقده أمس إن الحكومة ستطلق برنامجا جديدا لدعم القرى البعيدة في الجهة.</p>" * 4
    title = "خبر من أخبار القرى البعيدة"
    return OutletReply(
        body=f"<html><head><title>{title}</title>{head}</head><body><h1>{title}</h1>{text}", headers=headers
    )


def test_a_crawl_of_a_hostile_outlet_reaches_nothing_inside(world: WiredWorld) -> None:
    """Entries, redirects, sitemaps, indexes, sections, robots.txt, tdmrep.json, canonical, refresh, Alt-Svc."""
    names = (*OWN_NAMES, *OWN_REBINDING)
    entries = [*(f"http://{name}/news/1" for name in names), f"{HOME}news/1", f"{HOME}steer/1", f"{HOME}steer/2"]
    odd = [
        "http://outlet.example:6379/news/1",
        "ftp://outlet.example/news/1",
        "file:///etc/hostname",
        "data:text/html,a",
    ]
    inside = [f"http://{host}/news/1" for host in HOSTS]
    pages = world.outlet.pages
    away = (*HOSTS, *list(ZONE)[10::5])
    pages["/feed"] = _feed([*entries, *_redirects(world.outlet, away), *odd, *inside])
    pages["/moved"] = OutletReply(status=301, headers={"Location": "http://10.0.0.7/feed"})
    pages["/sitemap.xml"] = OutletReply(
        body=f"<urlset>{''.join(f'<url><loc>{escape(each)}</loc></url>' for each in (*inside, *entries))}</urlset>"
    )
    children = [*inside, f"{HOME}moved", *(f"http://{name}/sitemap.xml" for name in names)]
    pages["/index.xml"] = OutletReply(
        body=f"<sitemapindex>{''.join(f'<sitemap><loc>{escape(each)}</loc></sitemap>' for each in children)}</sitemapindex>"
    )
    pages["/section"] = OutletReply(
        body="".join(f"<a href='{escape(each)}'>خبر من أخبار القرى</a>" for each in inside + entries)
    )
    pages["/robots.txt"] = OutletReply(body="".join(f"Sitemap: {each}\n" for each in inside))
    pages["/.well-known/tdmrep.json"] = OutletReply(status=302, headers={"Location": "http://127.0.0.1/tdmrep.json"})
    pages["/steer/1"] = _page(
        "<meta http-equiv=refresh content='0; url=http://10.0.0.8/news/8'><link rel=canonical href='http://10.0.0.9/news/9'>"
        "<meta property=og:url content='http://[::1]/news/9'><link rel=amphtml href='http://127.1/amp'>"
        "<link rel=preload href='http://10.0.0.9/a'><meta name=tdm-policy content='http://10.0.0.9/policy'>"
    )
    pages["/steer/2"] = _page(
        **{"Refresh": "0; url=http://10.0.0.8/news/8", "Alt-Svc": 'h2="10.0.0.8:443"', "Link": "<http://10.0.0.8/>; rel=canonical",
           "Content-Location": "http://10.0.0.8/news/8", "TDM-Policy": "http://10.0.0.8/policy"}
    )  # fmt: skip
    world.source("ma_alofoq", HOME, ("feed", "feed"), ("feed", "moved"), ("sitemap", "sitemap.xml"), ("sitemap", "index.xml"), ("section", "section"))  # fmt: skip
    done = world.rasad("crawl", "ma_alofoq", "--json")
    (row,) = json.loads(done.stdout)["sources"]
    with Store.open(world.data / "rasad.db", read_only=True) as store:
        kept = {each.canonical_url for each in store.articles.changes()}

    assert [] == world.inside()
    own = {f"{HOME}news/1", f"{HOME}steer/1", f"{HOME}steer/2"}
    assert own <= kept <= own | {f"http://{name}/news/1" for name in OWN_REBINDING}  # which are public when first asked
    assert row["reasons"]["unsafe-address"] >= len(HOSTS)
    assert row["reasons"].keys() <= {"unsafe-address", "other-site", "http-404"}


def test_private_is_a_right_of_one_source(world: WiredWorld) -> None:
    """In one run the operator's own press is read, and the public outlet that redirects to it gets nothing of it."""
    world.source("ma_press", PRESS, ("feed", "feed"), more="private = true\n")
    world.source("ma_alofoq", HOME, ("feed", "feed"))
    world.trap.pages["/feed"] = _feed([f"{PRESS}news/1"])
    links = _redirects(world.outlet, ("press.intranet", "press.intranet:8080", "10.1.2.3"))
    world.outlet.pages["/feed"] = _feed([*links, f"{HOME}news/1"])
    done = world.rasad("crawl", "ma_press", "ma_alofoq", "--json")
    rows = {each["source_id"]: each for each in json.loads(done.stdout)["sources"]}

    assert (1, 1) == (rows["ma_press"]["kept"], rows["ma_alofoq"]["kept"])
    assert {"unsafe-address": 3} == rows["ma_alofoq"]["reasons"]
    assert ["/news/1"] == [each for each in world.trap.asked if each.startswith("/news")]


@pytest.mark.long
def test_a_private_source_reaches_no_other_host_inside(world: WiredWorld) -> None:
    """`private = true` opens the hosts and ports that the file names, not the network around them."""
    world.source("ma_press", PRESS, ("feed", "feed"), more="private = true\n")
    links = [
        *_redirects(
            world.trap,
            ("127.0.0.1", "10.0.0.1", "localhost", "press.intranet:22", "press.intranet:6379", "localtest.me"),
        )
    ]
    world.trap.pages["/feed"] = _feed([each.replace(HOME, PRESS) for each in links])
    (row,) = json.loads(world.rasad("crawl", "ma_press", "--json").stdout)["sources"]

    assert {"unsafe-address": 5, "other-site": 1} == row["reasons"]


def test_an_article_on_another_site_is_none_of_this_outlet(world: WiredWorld) -> None:
    """A redirect leaves the outlet's own sites only to a domain that its file names."""
    other = OutletReply(status=302, headers={"Location": "http://first.partner.example/news/7"})
    world.outlet.pages |= {"/feed": _feed([f"{HOME}go/1", f"{HOME}news/1"]), "/go/1": other}
    world.names.zone = {**world.names.zone, "first.partner.example": [("93.184.215.15",)]}
    world.source("ma_alofoq", HOME, ("feed", "feed"))
    (before,) = json.loads(world.rasad("crawl", "ma_alofoq", "--json").stdout)["sources"]
    asked = list(world.outlet.asked)
    (world.data / "rasad.db").unlink()
    world.source("ma_alofoq", HOME, ("feed", "feed"), more='sites = ["partner.example"]\n')
    (after,) = json.loads(world.rasad("crawl", "ma_alofoq", "--json").stdout)["sources"]

    assert (1, {"other-site": 1}, 2) == (before["kept"], before["reasons"], after["kept"])
    assert "/news/7" not in asked


def test_an_entry_on_another_site_is_none_of_this_outlet(world: WiredWorld) -> None:
    """A listing may name pages of the sites that the file names, and no others: not those of where it redirects to.

    A domain that expired is bought, and leads each of its addresses to a site of the buyer.
    """
    links = [f"{HOME}news/1", "http://www.partner.example/news/2", "http://casino.example/news/3"]
    sold = OutletReply(status=301, headers={"Location": "http://casino.example/feed-of-casino"})
    world.outlet.pages |= {
        "/feed": _feed(links),
        "/sold": sold,
        "/feed-of-casino": _feed(["http://casino.example/news/4", "/news/5"]),
    }
    names = ("www.partner.example", "casino.example")
    world.names.zone = {**world.names.zone, **{each: [("93.184.215.15",)] for each in names}}
    listings = (("feed", "feed"), ("feed", "sold"))
    world.source("ma_alofoq", HOME, *listings)
    (before,) = json.loads(world.rasad("crawl", "ma_alofoq", "--json").stdout)["sources"]
    asked = sorted(each for each in world.outlet.asked if each.startswith("/news/"))
    (world.data / "rasad.db").unlink()
    world.source("ma_alofoq", HOME, *listings, more='sites = ["partner.example"]\n')
    (after,) = json.loads(world.rasad("crawl", "ma_alofoq", "--json").stdout)["sources"]

    assert (1, ["/news/1"], 2) == (before["kept"], asked, after["kept"])
    assert any("all 2 links lead to other sites" in each for each in before["problems"])


@pytest.mark.long
def test_exploring_and_checking_an_outlet_reach_nothing_inside(world: WiredWorld) -> None:
    """`sources add` and `sources check`: the front page, robots.txt and listings name only addresses inside."""
    feeds = "".join(f"<link rel=alternate type='application/rss+xml' href='http://{each}/feed'>" for each in HOSTS)
    own = "".join(f"<link rel=alternate type='application/rss+xml' href='http://{each}/feed'>" for each in OWN_NAMES)
    links = "".join(
        f"<a href='http://{each}/news/{n}'>خبر من أخبار القرى البعيدة</a>"
        for n, each in enumerate((*HOSTS, *OWN_NAMES))
    )
    world.outlet.pages |= {
        "/": OutletReply(body=f"<html lang=ar><head><title>الأفق</title>{own}{feeds}</head><body>{links}"),
        "/robots.txt": OutletReply(
            body="".join(f"Sitemap: http://{each}/sitemap.xml\n" for each in (*OWN_NAMES, *HOSTS))
        ),
        "/feed": _feed([f"http://{name}/news/1" for name in OWN_NAMES] + _redirects(world.outlet, HOSTS[:9])),
        "/moved": OutletReply(status=308, headers={"Location": "http://2130706433/feed"}),
    }
    added = world.rasad("sources", "add", HOME, "--dry-run")
    world.source("ma_alofoq", HOME, ("feed", "feed"), ("feed", "moved"))
    checked = world.rasad("sources", "check", "ma_alofoq", "--sample", "20")

    assert ([], 1, 1) == (world.inside(), added.returncode, checked.returncode)
    assert "private address" in checked.stdout + checked.stderr


@pytest.mark.long
@pytest.mark.parametrize("command", ["try", "extract"])
def test_one_page_inside_is_not_read(world: WiredWorld, command: str) -> None:
    """`try` and `extract` are as careful as a crawl, with and without a redirect."""
    _redirects(world.outlet, SAMPLE[:2])
    urls = [f"http://{each}/news/1" for each in SAMPLE] + [f"{HOME}go/0", f"{HOME}go/1"]
    ends = [
        (done.returncode, done.stdout)
        for done in (world.rasad(command, url) for url in urls[0 if command == "try" else 1 :: 3])
    ]

    assert ([], {(1, "")}) == (world.inside(), set(ends))


def test_an_imported_list_opens_nothing_inside(world: WiredWorld) -> None:
    """`sources import` writes feeds inside as blanks, and a crawl does not take them."""
    hosts = [each for each in HOSTS if "%" not in each and "\u200b" not in each][:60]
    outlines = "".join(f"<outline text='الأفق {n}' xmlUrl='http://{each}/feed'/>" for n, each in enumerate(hosts))
    path = world.data / "list.opml"
    path.write_text(f"<opml version='2.0'><body>{outlines}</body></opml>", encoding="utf-8")
    imported = world.rasad("sources", "import", str(path), "--country", "ma", "--json")
    ids = [each["id"] for each in json.loads(imported.stdout)["sources"] if each["file"]]
    crawled = world.rasad("crawl", *ids)

    assert (1, 2, []) == (imported.returncode, crawled.returncode, world.inside())
    assert len(ids) > 10
