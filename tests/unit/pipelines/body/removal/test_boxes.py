"""Boxes that are no text: skip blocks, calls to act, readers' comments."""

from __future__ import annotations

from pipelines.body.removal.prune import prune
from pipelines.page.tree import blocks, parse
from tests.support.tables import every_row

TEXT = (
    "قال مدير المحطة إن العمل في الخط الجديد سيبدأ قبل نهاية العام الجاري بعد وصول المعدات من الميناء القريب.",
    "وأضاف أن الفرق الفنية أنهت فحص الجسور الأربعة التي يمر عليها الخط، وأن نتائج الفحص جاءت مطمئنة للجميع.",
)
SKIP = "<section><a href='#end'>تخطى النشرة وواصل القراءة</a><p>أهم القصص</p><p id='end'>النشرة نهاية</p></section>"
HEADED_SKIP = (
    "<section><h2>مواضيع قد تهمك</h2><a href='#end'>تخطى مواضيع قد تهمك وواصل القراءة</a>"
    "<ul><li><a href='/1'>ارتفاع أسعار الخضر في أسواق الجملة</a></li></ul><p id='end'>مواضيع قد تهمك نهاية</p></section>"
)
CALL = "<div><h2>ساند الصحافة المستقلة</h2><p>تبرعك يساعدنا.</p><a class='button' href='/donate'>تبرع الآن</a></div>"
COMMENT = (
    "<li><b>نورة</b> 29/11/2026<p>أنا من سكان المنطقة وأؤكد أن الوضع أسوأ مما ذكر في التقرير الذي نشرتموه أمس.</p></li>"
)
COMMENTS = f"<ol class='comment-list'>{COMMENT * 40}</ol>"
HEADED = f"<table><tr><td>تعليقات القراء</td></tr><tr><td><ul>{COMMENT * 40}</ul></td></tr></table>"
INVENTED = f"<x-comments>{COMMENT * 40}</x-comments>"


@every_row("box", [SKIP, HEADED_SKIP, CALL, COMMENTS, HEADED, INVENTED])
def test_a_box_that_is_no_text_is_removed(box: str) -> None:
    """However long it is, and between two paragraphs."""
    tree = parse(f"<html><body><main><div><p>{TEXT[0]}</p>{box}<p>{TEXT[1]}</p></div></main></body></html>")
    prune(tree)

    assert list(TEXT) == blocks(tree)


def test_what_is_named_comments_stays_where_no_other_text_is() -> None:
    """A page may give that name to its text."""
    tree = parse(f"<html><body><div class='comments'><p>{TEXT[0]}</p><p>{TEXT[1]}</p></div></body></html>")
    prune(tree)

    assert list(TEXT) == blocks(tree)


@every_row(("language", "is_kept"), [("fr", False), ("ar", True), ("", True)])
def test_a_translation_beside_the_text_is_removed(language: str, *, is_kept: bool) -> None:
    """A box that declares another language, on a page in Arabic."""
    french = f"<div lang='{language}'><p>Le président a présidé lundi la cérémonie.</p><p>Le projet dure trois ans.</p></div>"
    tree = parse(
        f"<html><body><main><div>{''.join(f'<p>{each}</p>' for each in TEXT * 2)}</div>{french}</main></body></html>"
    )
    prune(tree)

    assert ("Le projet dure trois ans." in blocks(tree)) is is_kept
