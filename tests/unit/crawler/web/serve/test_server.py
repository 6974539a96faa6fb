"""The server: read-only, closed where readers have no business, and safe whatever is asked or printed."""

from __future__ import annotations

import asyncio
import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from click.testing import CliRunner
from parsel import Selector

from crawler.__main__ import rasad
from storage.store import Store
from tests.fault.hostile.hostile_texts import MARK, QUERIES, hostile_articles
from tests.support.stores import HOME, fetched, read

pytestmark = pytest.mark.usefixtures("on_disk")

datasette = pytest.importorskip("datasette", reason="needs Datasette: make test-web")
httpx = pytest.importorskip("httpx" if find_spec("httpx") else "httpx2", reason="needs Datasette: make test-web")
IS_NEXT = find_spec("datasette.permissions") is not None
"""Whether this is Datasette 1.0 (`make test-web-next`)."""
NEXT_LIST = "/rasad/-/queries"
"""There the page of a database shows the first questions alone."""
HEADERS = {"x-content-type-options": "nosniff", "x-frame-options": "DENY", "referrer-policy": "no-referrer"}
CLOSED = ("quarantine", "inbox", "host_files", "frontier", "fetches", "hosts", "runs", "source_runs", "articles_fts",
          "poll_schedule", "counters", "fingerprints", "_sqlite_migrations")  # fmt: skip


def _get(store: Store, *paths: str, method: str = "GET", host: str = "localhost") -> list[Any]:
    """Return the answers of a new server to requests for *paths*; Datasette 1.0 leads from some to their new address."""
    from crawler.web.serve.server import web_app  # noqa: PLC0415  # where Datasette is missing, the file is skipped

    async def ask() -> list[Any]:
        transport = httpx.ASGITransport(app=web_app(Path(store.file.path), host="127.0.0.1"))
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{host}", follow_redirects=True) as client:
            return [await client.request(method, each) for each in paths]

    return asyncio.run(ask())


def _keep_hostile(store: Store) -> None:
    store.articles.keep([fetched(each.article.requested_url, each) for each in hostile_articles()], run_id=1)


def test_every_answer_has_the_headers(store: Store) -> None:
    """Pages, tables, errors and files: none may be framed, guessed at, indexed or run a script of others."""
    found = _get(store, "/", "/rasad", "/rasad/articles.json", "/rasad/inbox", "/none", "/robots.txt", "/-/databases")

    assert [200, 200, 200, 403, 404, 200, 403] == [each.status_code for each in found]
    assert [] == [each.url for each in found if not HEADERS.items() <= dict(each.headers).items()]
    assert "script-src 'none'" in found[0].headers["content-security-policy"]
    assert "script-src 'self';" in found[1].headers["content-security-policy"]
    assert "User-agent: *\nDisallow: /\n" == found[5].text


def test_operator_tables_are_closed(store: Store) -> None:
    """Page, rows, JSON and CSV of each are refused with 403; a query that names one is refused by SQLite."""
    paths = [f"/rasad/{table}{end}" for table in CLOSED for end in ("", ".json", ".csv?_stream=1", "/1")]
    found = _get(store, *paths, "/rasad.db", "/-/databases.json", "/-/threads.json", "/-/plugins.json", "/-/settings")
    sneaky = [f"select * from {each}" for each in CLOSED if not each.startswith("articles_fts")]  # noqa: S608
    sneaky += ["with latest as (select * from inbox) select * from latest", "select (select count(*) from quarantine)"]
    queries = _get(store, *(f"/rasad.json?sql={quote(each)}" for each in sneaky))

    assert {403} == {each.status_code for each in found}
    assert {400} == {each.status_code for each in queries}
    assert [] == [each.text for each in queries if json.loads(each.text).get("rows")]


def test_nothing_can_be_written_and_no_other_name_is_answered(store: Store) -> None:
    """Only GET and HEAD are answered, and only under a name of this machine (DNS rebinding)."""
    methods = [_get(store, "/", method=each)[0].status_code for each in ("POST", "PUT", "DELETE", "OPTIONS")]
    names = [_get(store, "/", host=each)[0].status_code for each in ("evil.example", "localhost:8001", "[::1]:8001")]
    write = _get(store, f"/rasad.json?sql={quote('delete from articles')}")[0]  # noqa: S608

    assert ([405] * 4, [403, 200, 200], 400) == (methods, names, write.status_code)


def test_a_page_follows_a_crawl(store: Store) -> None:
    """The store is not taken for immutable: what is kept after the server started is on its next page."""
    from crawler.web.serve.server import web_app  # noqa: PLC0415  # as above

    async def ask() -> tuple[str, str, str]:
        transport = httpx.ASGITransport(app=web_app(Path(store.file.path), host="127.0.0.1"))
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            before = await client.get("/rasad/latest.json?_shape=array")
            store.articles.keep([fetched(HOME, read(HOME, "عنوان بعد البداية", "نص"))], run_id=1)
            after = await client.get("/rasad/latest.json?_shape=array")
            return before.text, after.text, (await client.get("/article/1")).text

    before, after, page = asyncio.run(ask())
    assert ([], ["عنوان بعد البداية"]) == (json.loads(before), [each["headline"] for each in json.loads(after)])
    assert "عنوان بعد البداية" in page


def test_every_question_has_titles_and_an_answer(store: Store) -> None:
    """Each is on the page of the store with its Arabic and English title, and runs."""
    from crawler.web.serve.canned_queries import CANNED_QUERIES  # noqa: PLC0415  # as above

    store.articles.keep([fetched(HOME, read(HOME, "عنوان", "نص"))], run_id=1)
    pages = _get(store, "/rasad", *([NEXT_LIST] if IS_NEXT else []))
    found = _get(store, *(f"/rasad/{each.name}.json" for each in CANNED_QUERIES))

    assert [] == [
        each.name
        for each in CANNED_QUERIES
        if f"{each.arabic} · {each.english}" not in "".join(page.text for page in pages)
    ]
    assert {200} == {each.status_code for each in found}


def test_hostile_articles_run_nothing_on_the_pages_of_datasette(store: Store) -> None:
    """Tables, rows and queries of hostile articles hold no element of theirs, and no address that is a script."""
    _keep_hostile(store)
    paths = (
        "/rasad/articles?_size=5",
        "/rasad/latest?_size=20",
        "/rasad/newest",
        *(f"/rasad/articles/{n}" for n in range(1, 21)),
    )
    found = _get(store, *paths)

    assert {200} == {each.status_code for each in found}
    for each in found:
        page = Selector(text=each.text)
        assert [] == [one for one in page.xpath("//script//text()").getall() if MARK in one]
        assert [] == [one for one in page.xpath("//@href").getall() if one.lower().startswith(("javascript", "data"))]
        assert [] == page.xpath("//*[@onerror or @onload]").getall()


def test_hostile_queries_break_and_leak_nothing(store: Store) -> None:
    """A hundred typed texts as a search and as SQL: an answer or a refusal, without a path of this machine."""
    _keep_hostile(store)
    typed = [quote(each[:5000], errors="replace") for each in QUERIES]
    searches = _get(store, *(f"/search?q={each}" for each in typed))
    statements = _get(store, *(f"/rasad?sql={each}" for each in typed))
    folder = str(Path(store.file.path).parent)

    assert {200, 400} >= {each.status_code for each in (*searches, *statements)}
    assert [] == [each.url for each in (*searches, *statements) if folder in each.text or "Traceback" in each.text]
    assert [] == [one for each in searches for one in Selector(text=each.text).xpath("//script").getall()]
    assert [] == [
        each
        for one in statements
        for each in Selector(text=one.text).xpath("//script//text()").getall()
        if MARK in each
    ]


def test_an_error_of_ours_tells_nothing_but_that_it_happened(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page of an error has no text of it."""
    from crawler.web.serve import datasette_plugin  # noqa: PLC0415  # as above

    def broken(*_: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(datasette_plugin, "answer", broken)
    (found,) = _get(store, "/")

    assert (500, False) == (found.status_code, "secret" in found.text)


def test_a_statement_may_search(store: Store) -> None:
    """`search_ids` in SQL finds what the search page finds, and opens no closed table."""
    store.articles.keep([fetched(HOME, read(HOME, "عنوان", "قرر مجلس الأمن"))], run_id=1)
    sql = "select a.headline from json_each(search_ids('الأمن')) s join latest a on a.id = s.value"
    found, closed = _get(
        store,
        f"/rasad.json?_shape=arrays&sql={quote(sql)}",
        f"/rasad.json?sql={quote('select search_ids(url) from inbox')}",  # noqa: S608
    )

    assert ([["عنوان"]], 400) == (json.loads(found.text)["rows"], closed.status_code)


def test_labels_are_changed_where_they_may_be(store: Store, tmp_path: Path) -> None:
    """With the token of the page, on this machine; the pages of Datasette stay read-only, and so does all without labels."""
    from crawler.web.serve.server import web_app  # noqa: PLC0415  # as above

    store.articles.keep([fetched(HOME + "a", read(HOME + "a", "خبر", "نص الخبر " * 20))], run_id=1)
    path, labels = Path(store.file.path), tmp_path / "labels.db"

    async def ask(app: Any, token: str) -> list[Any]:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            page = await client.get("/article/1")
            found = Selector(page.text).css(".labels input[name=token]::attr(value)").get() or token
            form = {"token": found, "label": "مهم"}
            posts = [await client.post(each, data=form) for each in ("/article/1/labels", "/rasad", "/article/1")]
            return [*(each.status_code for each in posts), "مهم" in (await client.get("/article/1")).text]

    assert [303, 405, 405, True] == asyncio.run(ask(web_app(path, host="127.0.0.1", labels=labels), ""))
    assert [405, 405, 405, False] == asyncio.run(ask(web_app(path, host="127.0.0.1"), "guess"))
    with pytest.raises(ValueError, match="on this machine alone"):
        web_app(path, host="192.0.2.1", labels=labels)


def test_labels_are_refused_where_others_can_reach_the_server(store: Store) -> None:
    """Status 2, before anything listens."""
    words = ["--data", str(Path(store.file.path).parent), "serve", "--host", "192.0.2.1", "--labels"]
    error = CliRunner().invoke(rasad, words).exception

    assert (2, True) == (getattr(error, "exit_status", None), "--labels: only on this machine" in str(error))
