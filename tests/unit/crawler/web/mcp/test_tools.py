"""The tools: within bounds, no more text than rights allow, and nothing that steers or hides, whatever was printed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from crawler.web.mcp.readers import ToolRefusal, plain
from crawler.web.mcp.tools import StoreTools
from pipelines.arabic.search.query import QueryError
from storage.database.values.columns import stamp
from storage.rights import Rights
from storage.store import Store
from tests.support.sources import make_source
from tests.support.stores import HOME, NOW, fetched, read

pytestmark = pytest.mark.usefixtures("on_disk")

BODY = "اجتمع مجلس الأمن أمس في جلسة مفتوحة. " * 40
HIDING = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e01ef]")
HIDDEN = Rights(directives=(("noindex", "meta"),))


def _keep(store: Store, name: str, body: str = BODY, **fields: Any) -> int:
    made = read(HOME + name, f"خبر {name}", body)
    outcome = replace(made, article=replace(made.article, **fields))
    return store.articles.keep([fetched(HOME + name, outcome)], run_id=1)[0].article_id or 0


def _tools(store: Store, *, silent_is_full: bool = False) -> StoreTools:
    return StoreTools(path=Path(store.file.path), silent_is_full=silent_is_full)


def _licensed(store: Store, licence: str | None) -> None:
    store.file.db.execute("update sources set licence = ?", (licence,))


def test_the_text_is_what_an_export_for_analysis_holds(store: Store) -> None:
    """Without a licence a summary; with one that names the full text, or where the setting says so, all of it."""
    number = _keep(store, "a", summary="ملخص المنبر")
    silent = _tools(store).get_article(number)
    found = _tools(store).search_articles("الأمن")["articles"]
    allowed = _tools(store, silent_is_full=True).get_article(number)
    _licensed(store, "republication allowed with a link")
    licensed = _tools(store).get_article(number)

    assert ("snippet", "no-licence", None, "ملخص المنبر") == tuple(
        silent[name] for name in ("holds", "withheld", "body", "summary")
    )
    assert ["ملخص المنبر"] == [each["snippet"] for each in found]
    assert [BODY] * 2 == [allowed["body"], licensed["body"]]


def test_what_an_outlet_reserves_limits_every_tool(store: Store) -> None:
    """`noindex` hides the article, `nosnippet` leaves its headline and address; an edit has no passage then."""
    _licensed(store, "full text allowed")
    hidden = _keep(store, "hidden", rights=HIDDEN)
    link = _keep(store, "link", BODY + "جملة أخرى", rights=Rights(directives=(("nosnippet", "meta"),)), summary="ملخص")
    edited = read(HOME + "link", "خبر link", BODY + "جملة غيرها")
    edited = replace(edited, article=replace(edited.article, rights=Rights(directives=(("nosnippet", "meta"),))))
    store.articles.keep([fetched(HOME + "link", edited, at=NOW + timedelta(hours=1))], run_id=1)
    tools = _tools(store)
    found, shown = tools.search_articles("الأمن"), tools.get_article(link)
    edits = tools.get_corrections(link)["edits"]

    assert (1, [(link, None)]) == (found["hidden"], [(each["id"], each["snippet"]) for each in found["articles"]])
    assert ("link", "nosnippet", None, None) == tuple(shown[name] for name in ("holds", "withheld", "body", "summary"))
    assert [(True, None)] == [(each["is_body_changed"], each["passages"]) for each in edits]
    with pytest.raises(ToolRefusal, match="forbids to index"):
        tools.get_article(hidden)


def test_of_a_withdrawn_article_no_text_is_left(store: Store) -> None:
    _licensed(store, "full text allowed")
    number = _keep(store, "a", summary="ملخص")
    store.file.db.execute("update articles set withdrawn_at = ?", (stamp(NOW),))
    found = _tools(store).get_article(number)

    assert ("link", "withdrawn", None, None) == tuple(found[name] for name in ("holds", "withheld", "body", "summary"))
    assert [] == _tools(store).search_articles("الأمن")["articles"]


def test_a_long_text_comes_in_pieces(store: Store) -> None:
    """Each of 20,000 characters; together they are the text."""
    body = "كلمة " * 9_000 + "نهاية"
    number, pieces, at = _keep(store, "a", body), [], 0
    while at is not None:
        found = _tools(store, silent_is_full=True).get_article(number, at)
        pieces.append(found["body"])
        at = found["next_character"]

    assert ([20_000, 20_000, 5_005], body) == ([len(each) for each in pieces], "".join(pieces))


def test_edits_show_what_was_removed_and_added(store: Store) -> None:
    _licensed(store, "full text allowed")
    number = _keep(store, "a", "قال الوزير إن الخطة جاهزة")
    edited = read(f"{HOME}a", "خبر a", "قال الوزير إن الميزانية جاهزة")
    store.articles.keep([fetched(f"{HOME}a", edited, at=NOW + timedelta(hours=1))], run_id=1)
    (edit,) = _tools(store).get_corrections(number)["edits"]

    assert [("removed", "الخطة"), ("added", "الميزانية")] == [
        (each["change"], each["text"]) for each in edit["passages"]
    ]
    assert [number] == [each["id"] for each in _tools(store).list_corrections()["articles"]]


def test_stories_of_a_day_and_one_of_them(store: Store) -> None:
    """A day has the stories of its articles alone; what may not be named is counted."""
    text = "أعلنت وزارة الصحة إطلاق حملة تلقيح واسعة في مدينة مكناس تستهدف الأطفال دون سن الخامسة"
    store.sources.register([make_source("ma_other", outlet="آخر"), make_source("ma_third", outlet="ثالث")])
    for name, source, rights in (("a", "ma_outlet", None), ("b", "ma_other", None), ("c", "ma_third", HIDDEN)):
        made = read(f"{HOME}{name}", "حملة تلقيح في مكناس", f"{text} {name}. {text}.")
        article = replace(made.article, source_id=source, rights=rights)
        store.articles.keep([replace(fetched(HOME + name, replace(made, article=article)), source_id=source)], run_id=1)
    tools = _tools(store)
    (story,) = tools.list_stories(f"{NOW:%Y-%m-%d}")["stories"]
    found = tools.get_story(story["story_id"])

    assert (3, 1, 2) == (story["outlets"], found["hidden"], len(found["articles"]))
    assert [] == tools.list_stories(f"{NOW - timedelta(days=1):%Y-%m-%d}")["stories"]
    assert [] == tools.list_stories(f"{NOW + timedelta(days=1):%Y-%m-%d}")["stories"]


def test_outlets_and_attention_have_their_counts(store: Store) -> None:
    _keep(store, "a")
    _keep(store, "b", "مباراة في كرة القدم")
    tools = _tools(store)
    (outlet,) = tools.list_outlets("ma")["outlets"]
    attention = tools.attention("الأمن", by="month")

    assert ("ma_outlet", 2) == (outlet["source_id"], outlet["articles"])
    assert (1, 2, 0.5, 0) == tuple(attention[name] for name in ("matches", "articles", "share", "rows_left_out"))


@pytest.mark.parametrize(
    ("tool", "values", "message"),
    [
        ("search_articles", {"query": ""}, "no word"),
        ("search_articles", {"query": "الأمن source:xx_none"}, "is no source of this store"),
        ("search_articles", {"query": "الأمن", "limit": 51}, "limit must be from 1 to 50"),
        ("search_articles", {"query": "الأمن" * 1000}, "longer than 2000"),
        ("get_article", {"article": 99}, "no article has the number 99"),
        ("get_article", {"article": 10**30}, "article must be from 1 to"),
        ("get_article", {"article": 1, "from_character": -1}, "from_character must be from 0"),
        ("get_story", {"story": 99}, "no story has the number 99"),
        ("list_stories", {"day": "أمس"}, "is no day"),
        ("list_stories", {"day": "2026-11-30", "least_outlets": 0}, "least_outlets must be"),
        ("list_outlets", {"country": "zz"}, "no outlet of this store is in 'zz'; its countries: ma"),
        ("list_corrections", {"limit": 0}, "limit must be"),
        ("get_corrections", {"article": 0}, "article must be"),
        ("attention", {"query": "الأمن", "by": "year"}, "by must be one of day, week, month"),
    ],
)
def test_a_call_that_cannot_be_answered_says_why(store: Store, tool: str, values: dict[str, Any], message: str) -> None:
    with pytest.raises((ToolRefusal, QueryError), match=message):
        getattr(_tools(store), tool)(**values)


def test_what_a_model_alone_would_read_is_removed() -> None:
    """Selectors and joiners in rows carry messages that nobody sees; those that texts need stay."""
    kept = "می\u200cخواهم ❤\ufe0f \u200f(نص)"
    unseen = "أ" + "\ufe01\ufe02" * 20 + "\U000e0120" + "\u200b\u200c\u200d" * 9 + "ب"

    assert [kept, "أب"] == plain([kept, unseen])
