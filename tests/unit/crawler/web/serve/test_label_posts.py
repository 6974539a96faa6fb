"""Labels from the web pages: off unless asked for, from this server's own pages alone, and never into the store."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from parsel import Selector

from crawler.web.pages.frame import LabelEditing, PageRequest
from crawler.web.serve.answers import answer
from crawler.web.serve.label_posts import EDITING, accepting_labels
from storage.analysis.labels import LabelFile
from storage.store import Store
from tests.support.stores import HOME, fetched, read

pytestmark = pytest.mark.usefixtures("on_disk")

HOST, TOKEN = "127.0.0.1:8001", "the token of this server"
FORM = {"content-type": "application/x-www-form-urlencoded", "host": HOST}


def _editing(store: Store) -> LabelEditing:
    return LabelEditing(path=store.file.path.with_name("labels.db"), token=TOKEN)


def _keep(store: Store) -> None:
    store.articles.keep([fetched(HOME + "a", read(HOME + "a", "خبر", "نص الخبر " * 20))], run_id=1)


def _sent(
    store: Store,
    fields: Mapping[str, str] | bytes,
    *,
    path: str = "/article/1/labels",
    method: str = "POST",
    **headers: str,
) -> tuple[int, dict[str, str], str]:
    """Return status, headers and text of the answer to a form; what is no form for labels is answered 299 by a stand-in."""
    answered: list[dict[str, Any]] = []
    body = fields if isinstance(fields, bytes) else urlencode(fields, errors="surrogatepass").encode()

    async def app(scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 299 if EDITING in scope else 500, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        answered.append(message)

    sent = {**FORM, **{name.replace("_", "-"): value for name, value in headers.items()}}
    scope = {
        "type": "http", "method": method, "path": path,
        "headers": [(name.encode(), value.encode()) for name, value in sent.items()],
    }  # fmt: skip
    hosts = frozenset({"127.0.0.1", "localhost"})

    async def ask() -> None:
        await accepting_labels(app, store.file.path, _editing(store), hosts=hosts)(scope, receive, send)

    asyncio.run(ask())
    got = {name.decode(): value.decode() for name, value in answered[0]["headers"]}
    return answered[0]["status"], got, answered[1]["body"].decode()


def _given(store: Store) -> list[tuple[str, str | None]]:
    path = _editing(store).path
    if not path.exists():
        return []
    with LabelFile.open(path, read_only=True) as labels:
        return [(each.label, each.note) for each in labels.all()]


def test_a_label_is_given_and_taken_away(store: Store) -> None:
    """The browser goes back to the article, in its language; the store stays as it is."""
    _keep(store)
    before = list(store.file.db.iterdump())
    status, headers, _ = _sent(store, {"token": TOKEN, "label": " مُهم ", "note": "سطر\r\nثان", "lang": "en"})

    assert (303, "/article/1?lang=en", [("مُهم", "سطر\nثان")]) == (status, headers["location"], _given(store))
    assert ("nosniff", "DENY") == (headers["x-content-type-options"], headers["x-frame-options"])
    assert (303, []) == (_sent(store, {"token": TOKEN, "label": "مهم", "remove": "1"})[0], _given(store))
    assert before == list(store.file.db.iterdump())


def test_a_label_that_is_given_again_keeps_its_note(store: Store) -> None:
    """An empty field is no word on the note: what was written by hand is not lost."""
    _keep(store)
    for note in ("أول", "", "  "):
        _sent(store, {"token": TOKEN, "label": "مهم", "note": note})

    assert [("مهم", "أول")] == _given(store)


def test_other_sites_change_nothing(store: Store) -> None:
    """Without the token or with a wrong one, from another site by the browser's word, by another name, with another type."""
    _keep(store)
    form = {"token": TOKEN, "label": "x"}
    answers = [
        _sent(store, {"label": "x"}),
        _sent(store, {**form, "token": "guess"}),
        _sent(store, {**form, "token": "\udcff"}),
        _sent(store, form, sec_fetch_site="cross-site"),
        _sent(store, form, sec_fetch_site="same-site"),
        _sent(store, form, sec_fetch_site="none"),
        _sent(store, form, host="evil.example"),
        _sent(store, form, content_type="text/plain"),
    ]

    assert ([403] * 7 + [415], []) == ([each[0] for each in answers], _given(store))
    assert 303 == _sent(store, form, sec_fetch_site="same-origin")[0]


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"label": ""}, 400),
        ({"label": "\u200f"}, 400),
        ({"label": "a" * 101}, 400),
        ({"label": "a\nb"}, 400),
        ({"label": "x", "note": "a" * 10_001}, 400),
        ({"label": "x", "note": "ع" * 60_000}, 413),
        ({f"f{number}": "" for number in range(20)}, 413),
    ],
)
def test_what_is_no_label_is_refused(store: Store, fields: dict[str, str], status: int) -> None:
    """Empty, too long, of several lines; a form without end is not read."""
    _keep(store)

    assert (status, []) == (_sent(store, {"token": TOKEN, **fields})[0], _given(store))


def test_a_note_of_full_length_is_taken(store: Store) -> None:
    _keep(store)
    note = "\u0639" * 10_000

    assert (303, [("x", note)]) == (_sent(store, {"token": TOKEN, "label": "x", "note": note})[0], _given(store))


def test_there_must_be_an_article_and_a_file_that_can_be_written(store: Store) -> None:
    _keep(store)
    form = {"token": TOKEN, "label": "x"}
    assert 404 == _sent(store, form, path="/article/9/labels")[0]
    _editing(store).path.write_text("no database, but long enough to look at\n" * 30)

    assert 503 == _sent(store, form)[0]


def test_all_other_requests_go_on_as_before(store: Store) -> None:
    """Whatever method or path they have; the pages behind know that labels may be changed."""
    form = {"token": TOKEN, "label": "x"}
    others = [
        _sent(store, form, method="GET"), _sent(store, form, path="/article/1"), _sent(store, form, path="/article/-1/labels"),
        _sent(store, form, path="/article/1/labels/"), _sent(store, form, path="/rasad/articles/labels"),
        _sent(store, form, method="DELETE"), _sent(store, form, path=f"/article/{'9' * 30}/labels"),
    ]  # fmt: skip

    assert [299] * 7 == [each[0] for each in others]


def _page(path: Path, editing: LabelEditing | None) -> Selector:
    found = answer(path, "/article/1", {"lang": "en"}, editing)
    assert found is not None
    return Selector(found.body)


def test_the_page_of_an_article_has_the_forms(store: Store) -> None:
    """Only where labels may be changed; a hostile label is text, and every control has a name."""
    _keep(store)
    hostile = "<script>alert(1)</script>\" onfocus='x'"
    _sent(store, {"token": TOKEN, "label": hostile, "note": "<img src=x>"})
    page = _page(store.file.path, _editing(store))
    plain = _page(store.file.path, None)

    assert (["/article/1/labels"] * 2, ["post"] * 2, [TOKEN] * 2) == (
        page.css(".labels form::attr(action)").getall(),
        page.css(".labels form::attr(method)").getall(),
        page.css(".labels input[name=token]::attr(value)").getall(),
    )
    assert ([hostile], ["<img src=x>"], [], []) == (
        page.css(".labels strong bdi::text").getall(),
        page.css(".labels li p::text").getall(),
        page.css("script, .labels img").getall(),
        page.css("[onfocus]").getall(),
    )
    assert [] == [
        each.attrib for each in page.css(".labels input:not([type=hidden]), .labels textarea")
        if not page.css(f".labels label[for={each.attrib['id']}]")
    ]  # fmt: skip
    assert [hostile] == page.css("datalist option::attr(value)").getall()
    assert ([], False) == (plain.css("form[method=post]").getall(), TOKEN in plain.get())


def test_the_token_is_in_no_representation() -> None:
    """What is logged of a request does not show it."""
    editing = LabelEditing(path=Path("labels.db"), token=TOKEN)

    assert TOKEN not in repr(PageRequest(path="/", language="ar", editing=editing))  # type: ignore[arg-type]
