"""Texts that stand only in the state which a page carries for its scripts."""

from __future__ import annotations

import html
import json
from datetime import UTC, datetime
from urllib.parse import quote

from storage.records import Article, Reason, Rejected
from tests.support.pages import read_html
from tests.support.tables import every_row

URL = "https://outlet.example/news/12345"
TITLE = "المحطة تفتح خطها الجديد أمام الركاب قبل نهاية العام"
TEXT = (
    "قال مدير المحطة إن العمل في الخط الجديد سيبدأ قبل نهاية العام الجاري بعد وصول المعدات من الميناء القريب.",
    "وأضاف أن الفرق الفنية أنهت فحص الجسور الأربعة التي يمر عليها الخط، وأن «نتائج الفحص» جاءت مطمئنة للجميع.",
    'ويقول المهندس المشرف: "العمل يسير كما خططنا له"، ويضيف أن التذاكر ستباع في المحطات الثلاث الأولى.',
)
OTHER = "أعلنت البلدية أن السوق القديم سيغلق أسبوعا كاملا، وأن الباعة سينقلون إلى الساحة المجاورة له حتى يتم العمل فيه."
MARKUP = "".join(f"<p>{each}</p>" for each in TEXT)
POST: dict[str, object] = {"id": 12345, "title": TITLE, "publishedAt": "2026-11-29T11:25:00+02:00", "content": MARKUP}
LATEST = [{"title": "السوق القديم يغلق أسبوعا كاملا لإعادة البناء", "content": f"<p>{OTHER}</p><p>{OTHER}</p>"}]
BLOCKS = [{"type": "paragraph", "data": {"text": each}} for each in TEXT]
TREE = [["$", "p", None, {"children": each}] for each in TEXT]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=True).replace("</", "<\\/")


def _script(text: str, names: str = "") -> str:
    return f"<script{names}>{text}</script>"


STREAM = f'7:["$","article",null,{{"children":[["$","h1",null,{{"children":{_json(TITLE)}}}],{_json(TREE)}]}}]'
STATES = {
    "next": _script(_json({"props": {"latest": LATEST, "post": POST}}), " id='__NEXT_DATA__' type='application/json'"),
    "rest": _script(_json([*LATEST, {"title": {"rendered": TITLE}, "content": {"rendered": MARKUP}}])),
    "blocks": _script("window.__STATE__=" + _json({"latest": LATEST, "article": {"title": TITLE, "blocks": BLOCKS}})),
    "lines": _script(_json({"article": {"headline": TITLE, "paragraphs": TEXT}, "latest": LATEST})),
    "plain": _script(_json({"article": {"headline": TITLE, "body": "\n\n".join(TEXT)}, "latest": LATEST})),
    "literal": _script(
        f"window.__NUXT__={{data:{{a:{{ok:!0,title:{_json(TITLE)},html:{_json(MARKUP)},}}}},e:void 0}};"
    ),
    "single": _script(f"var s={{title:'{TITLE}',html:'{MARKUP}'}};"),
    "called": _script(f"window.__NUXT__=(function(a,b){{return {{x:{{t:a,c:b}}}}}}({_json(TITLE)},{_json(MARKUP)}))"),
    "parsed": _script(f"window.__DATA__=JSON.parse({_json(_json({'a': LATEST, 'post': POST}))})"),
    "encoded": _script(f"window.__DATA__='{quote(_json({'a': LATEST, 'post': POST}))}'"),
    "flattened": _script(
        _json([{"title": 1, "body": 2}, TITLE, MARKUP]), " id='__NUXT_DATA__' type='application/json'"
    ),
    "streamed": _script(f"self.__next_f.push([1,{_json(STREAM[:90])}])")
    + _script(f"self.__next_f.push([1,{_json(STREAM[90:])}])"),
    "attribute": f"<div id='app' data-page='{html.escape(_json({'props': {'article': POST, 'more': LATEST}}))}'></div>",
    "shadow": f"<x-view><template shadowrootmode='open'><h1>{TITLE}</h1><div>{MARKUP}</div></template></x-view>",
}


def _read(body: str) -> Article | Rejected:
    head = f"<title>{TITLE} - الأفق</title><meta property='og:title' content='{html.escape(TITLE)}'>"
    page = f"<html lang='ar'><head>{head}</head><body><div id='root'>جاري التحميل...</div>{body}</body></html>"
    return read_html(page, url=URL, at=datetime(2026, 11, 30, 12, tzinfo=UTC))


@every_row("kind", STATES)
def test_a_text_that_is_only_in_the_state_is_read_from_there(kind: str) -> None:
    """In every form that frameworks write; the texts of other articles in the state are left."""
    found = _read(STATES[kind])

    assert isinstance(found, Article)
    assert (TITLE, "\n\n".join(TEXT)) == (found.headline, found.body)


def test_a_state_dates_and_signs_its_article() -> None:
    """Only by what stands beside the text."""
    post = POST | {"writers": [{"name": "سلمى الحداد"}]}
    found = _read(_script(_json({"post": post, "latest": LATEST})))

    assert isinstance(found, Article)
    assert (datetime(2026, 11, 29, 9, 25, tzinfo=UTC), ("سلمى الحداد",)) == (found.published_at, found.authors)


@every_row("state", ["", _script(_json({"latest": LATEST})), _script(_json({"title": TITLE, "id": "a" * 400}))])
def test_a_page_whose_scripts_hold_no_text_is_a_script_shell(state: str) -> None:
    """Not too short: the operator must know that the page is filled by scripts."""
    found = _read(state)

    assert isinstance(found, Rejected)
    assert Reason.SCRIPT_SHELL is found.reason


def test_a_printed_text_is_never_replaced_by_a_state() -> None:
    """A page that prints its text is read from there."""
    printed = "".join(f"<p>{each}</p>" for each in (OTHER, f"{OTHER} {OTHER}"))
    found = _read(f"<main><h1>{TITLE}</h1>{printed}</main>{STATES['next']}")

    assert isinstance(found, Article)
    assert f"{OTHER}\n\n{OTHER} {OTHER}" == found.body
