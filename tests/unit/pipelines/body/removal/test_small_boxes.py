"""Small boxes between and below the paragraphs, posts and quotations, and the next article of an endless page."""

from __future__ import annotations

import pytest

from pipelines.body.removal.prune import prune
from pipelines.page.tree import blocks, parse, silence
from tests.support.tables import every_row

TEXT = (
    "قال مدير المحطة إن العمل في الخط الجديد سيبدأ قبل نهاية العام الجاري بعد وصول المعدات من الميناء القريب.",
    "وأضاف أن الفرق الفنية أنهت فحص الجسور الأربعة التي يمر عليها الخط، وأن نتائج الفحص جاءت مطمئنة للجميع.",
    "والعمل مستمر.",
)
BOXES = {
    "gift": "<div class='m8'><p>بيئتنا مستقلة بفضل قرائها</p><p>ساهم بعشرة ريالات شهريا</p><button>ادعمنا</button></div>",
    "poll": "<div><b>استطلاع الرأي</b><p>هل تؤيد نقل المدرسة؟</p><label><input type='radio'>نعم</label><a>النتائج</a></div>",
    "paywall": "<div><p>اشترك لتقرأ بلا إعلانات</p><a>من دينارين شهريا</a></div>",
    "letter": "<div class='card kg-signup-card'><h2>رسالة الأحد</h2><p>أفضل ما قرأناه في بريدك</p></div>",
    "promotion": "<x-promo><p>كل ما تحتاج إليه في مكان واحد</p></x-promo>",
    "vote": "<div class='q'><p>هل أفادك هذا الخبر؟</p><span>نعم 14</span><span>لا 2</span></div>",
    "figures": "<section><div>11</div><div>كيلومترا طول المسار</div><div>90</div><div>موقفا سيلغى</div></section>",
    "cards": "<div><h2>تحقيقات أخرى</h2><h3><a href='/1'>خطة لزراعة الأشجار</a></h3><h3><a href='/2'>ديون البلديات كبيرة</a></h3></div>",
    "post": "<blockquote class='twitter-tweet'><p>We are proud of the new line!</p>Minister (@minister)</blockquote>",
    "placeholder": "<amp-twitter><blockquote placeholder><p>العمل في الخط الجديد مستمر</p></blockquote></amp-twitter>",
    "pulled": "<div class='pull-quote'><span>نتائج الفحص جاءت مطمئنة</span><cite>مدير المحطة</cite></div>",
    "details": "<details><summary>متى يفتح الخط؟</summary><p>في الربيع المقبل.</p></details>",
    "button": "<p class='map'><a>افتح الخريطة</a> (214)</p>",
    "signature": "<div>__________________<br>لا إله إلا الله</div>",
    "repeated": "<figure><blockquote>“أنهت فحص الجسور الأربعة”</blockquote></figure>",
}
KEPT = {
    "heading": "<div class='head'><h3>مرحلة ثانية</h3><button>نسخ الرابط</button></div>",
    "quotation": "<blockquote><p>لن نعود إلى الوراء أبدا</p></blockquote>",
    "verse": "<div class='verse'><p>قفا نبك من ذكرى حبيب ومنزل</p><p>بسقط اللوى بين الدخول فحومل</p></div>",
    "table": "<div><table><tr><td>النجم</td></tr><tr><td>12</td></tr><tr><td>الأمل</td></tr><tr><td>15</td></tr></table></div>",
    "list": "<div><ul><li>خط واحد</li><li>خمسة جسور</li></ul></div>",
    "entries": "<div class='e'><p>وصول أول قطار.</p><button>شارك</button></div>" * 3,
    "anchor": "<p><a name='x'>مرحلة ثانية</a></p>",
    "box of text": "<div class='text-box'><p>وصول أول قطار.</p></div>" * 2,
    "sentence": "<div class='promo'><p>وأوضح أن الخط الجديد سيمر بخمس مدن كبيرة، وأن المرحلة الأولى منه ستفتح في الربيع المقبل بعد أن تنتهي التجارب.</p></div>",
}


def _read(body: str) -> list[str]:
    tree = parse(f"<html><body><main><h1>العنوان</h1>{body}</main></body></html>")
    silence(tree)
    prune(tree, keep=tree.find(".//h1"))
    return blocks(tree)[1:]


@every_row("kind", BOXES)
def test_a_small_box_is_no_text_and_nothing_beside_it_goes(kind: str) -> None:
    """Between two paragraphs, below them, and right before a last short one."""
    one, two, last = (f"<p>{each}</p>" for each in TEXT)
    box = BOXES[kind]

    assert [list(TEXT)] * 3 == [
        _read(f"<div class='t'>{one}{box}{two}{last}</div>"),
        _read(f"<div class='t'>{one}{two}<div>{box}{last}</div></div>"),
        _read(f"<div class='t'>{one}{two}{last}</div>{box}"),
    ]


def test_a_box_that_is_set_into_the_text_is_no_text() -> None:
    """A fact box beside paragraphs, with a heading of its own."""
    one, two, last = (f"<p>{each}</p>" for each in TEXT)
    box = "<div class='boxed'><h3>سين جيم</h3><p><b>متى يفتح الخط؟</b><br>في الربيع.</p></div>"

    assert list(TEXT) == _read(f"<div class='t'>{one}{box}{two}{last}</div>")


@every_row("kind", KEPT)
def test_a_small_part_of_the_text_stays(kind: str) -> None:
    """A cross-head with a button, verse, a quotation from elsewhere, a list, a table, a whole sentence."""
    one, two, last = (f"<p>{each}</p>" for each in TEXT)
    with_part = _read(f"<div class='t'>{one}{KEPT[kind]}{two}{last}</div>")

    assert len(with_part) > len(TEXT)


@pytest.mark.parametrize("name", ["", " class='title'"])
@pytest.mark.parametrize("holder", ["article", "div"])
def test_the_next_article_of_an_endless_page_ends_the_first(name: str, holder: str) -> None:
    """Whether its heading has a class or not."""
    one, two, last = (f"<p>{each}</p>" for each in TEXT)
    first = f"<{holder}><header><h1{name}>العنوان</h1></header><div>{one}{two}{last}</div></{holder}>"
    second = f"<{holder}><header><h1{name}>عنوان آخر</h1></header><div>{two}{one}</div></{holder}>"
    tree = parse(f"<html><body><main>{first}{second}{second}</main></body></html>")
    prune(tree, keep=tree.find(".//h1"))

    assert ["العنوان", *TEXT] == blocks(tree)


def test_the_next_article_may_look_otherwise() -> None:
    """It stands below the foot of the page, in an element of its own, with another class."""
    one, two, last = (f"<p>{each}</p>" for each in TEXT)
    first = f"<main><h1 class='is-title'>العنوان</h1><div>{one}{two}{last}</div></main><footer></footer>"
    second = f"<div><article><h1 class='entry-title'>عنوان آخر</h1><time>قبل ساعة</time>{two}{one}</article></div>"
    tree = parse(f"<html><body>{first}{second}</body></html>")
    prune(tree, keep=tree.find(".//h1"))

    assert ["العنوان", *TEXT] == blocks(tree)


def test_sections_with_headings_like_the_headline_are_one_article() -> None:
    """Each in an element of its own, but without a date."""
    one, two, last = (f"<p>{each}</p>" for each in TEXT)
    sections = f"<section>{one}{two}</section><section><h1>مرحلة</h1>{last}{one}</section>"
    tree = parse(f"<html><body><div><h1>العنوان</h1></div>{sections}</body></html>")
    prune(tree, keep=tree.find(".//h1"))

    assert ["العنوان", *TEXT[:2], "مرحلة", TEXT[2], TEXT[0]] == blocks(tree)


def test_a_cross_head_like_the_headline_ends_nothing() -> None:
    """Some outlets set cross-heads as h1, in the element of the text."""
    one, two, last = (f"<p>{each}</p>" for each in TEXT)
    tree = parse(
        f"<html><body><div><h1>العنوان</h1></div><div class='t'>{one}{two}<h1>مرحلة</h1>{last}</div></body></html>"
    )
    prune(tree, keep=tree.find(".//h1"))

    assert ["العنوان", *TEXT[:2], "مرحلة", TEXT[2]] == blocks(tree)


def test_the_scope_of_an_author_is_no_text() -> None:
    """Its name, profession and picture are fields of the article; above the text, too."""
    one, two, last = (f"<p>{each}</p>" for each in TEXT)
    scope = "<div itemprop='author' itemscope><div itemprop='name'>الأفق</div><div itemprop='url'>/logo.png</div></div>"

    assert list(TEXT) == _read(f"{scope}<div class='t'>{one}{two}{last}</div>")
