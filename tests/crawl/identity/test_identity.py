"""One article reached by twelve spellings of its address, two feeds, a sitemap and a redirect, over real sockets."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from pipelines.web.urls import canonical_url
from storage.store import Store
from tests.support.host import Host, Reply
from tests.support.warm_command import run_rasad

SLUG = "أخبار-القرى-123456"
CODE = quote(SLUG)
SPELLINGS = (
    f"news/{SLUG}",
    f"news/{CODE}",
    f"news/{CODE.lower()}",
    f"news/{CODE.replace('%', '%25')}",
    f"news/{CODE}/",
    f"news/{CODE}/amp/",
    f"amp/news/{CODE}",
    f"news/{CODE}/print",
    f"news/{CODE}?print=1",
    f"news/{CODE}?utm_source=feed&fbclid=a",
    f"mobile/news/{CODE}",
    f"news/./x/../{CODE}#comments",
)
TEXT = "<p>قال الوزير في مؤتمر صحفي عقده أمس إن الحكومة ستطلق برنامجا جديدا لدعم القرى البعيدة في كل الجهات.</p>"


def _feed(links: tuple[str, ...]) -> Reply:
    items = "".join(f"<item><title>برنامج جديد لدعم القرى البعيدة</title><link>{each}</link></item>" for each in links)
    return Reply(body=f"<rss version='2.0'><channel><title>الأفق</title>{items}</channel></rss>")


def _serve(host: Host) -> None:
    """Let every spelling open the one page, and two short links redirect to it."""
    title = "برنامج جديد لدعم القرى البعيدة"
    page = Reply(body=f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{TEXT * 4}")
    links = tuple(f"{host.home}{each}".replace("&", "&amp;") for each in SPELLINGS)
    urls = "".join(f"<url><loc>{each}</loc></url>" for each in (*links[8:], f"{host.home}?p=123456"))
    host.says = {
        "/feed": _feed((*links[:4], f"{host.home}s/1")),
        "/feed-2": _feed((f"{host.home}s/1", *links[4:8])),
        "/sitemap.xml": Reply(body=f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'),
        "/s/1": Reply(status=301, headers={"Location": f"/news/{CODE}"}),
        "/?p=123456": Reply(status=302, headers={"Location": f"/news/{CODE}/"}),
    }
    for each in SPELLINGS:
        path = canonical_url(host.home + each).removeprefix(host.home)
        host.says[f"/{path}"] = page


def test_every_way_leads_to_one_row(host: Host, tmp_path: Path) -> None:
    """The page is sent once, the second run asks for none, and every address tells the same fate."""
    _serve(host)
    (tmp_path / "sources").mkdir()
    ways = "".join(
        f'[[discover]]\nkind = "{kind}"\nurl = "{host.home}{path}"\n'
        for kind, path in (("feed", "feed"), ("feed", "feed-2"), ("sitemap", "sitemap.xml"))
    )
    (tmp_path / "sources" / "ma_alofoq.toml").write_text(
        f'outlet = "الأفق"\nhome = "{host.home}"\ncountry = "ma"\nlanguage = "ar"\n'
        f'timezone = "Africa/Casablanca"\nprivate = true\n{ways}',
        encoding="utf-8",
    )
    sent = []
    for _ in range(2):
        assert 0 == run_rasad(tmp_path, "crawl", "ma_alofoq").returncode
        sent.append([each for each in host.paths() if "news" in each])
        host.seen.clear()
    with Store.open(tmp_path / "rasad.db", read_only=True) as store:
        rows = list(store.articles.changes())
        ways_in = [*SPELLINGS, "s/1", "?p=123456"]
        fates = {
            fate.article_id if (fate := store.frontier.history(canonical_url(host.home + each))) else None
            for each in ways_in
        }

    assert (1, [], 1, {rows[0].id}) == (len(sent[0]), sent[1], len(rows), fates)
