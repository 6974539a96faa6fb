"""Signatures below a text, lone links with a label within it, and what looks like them and is text."""

from __future__ import annotations

from pipelines.body.removal.prune import remove_boxes
from pipelines.page.tree import blocks, lines, parse
from tests.support.tables import every_row

SENTENCE = "وقررت اللجنة في اجتماعها أمس أن تبدأ المرحلة الثانية من المشروع قبل نهاية العام الجاري."


def _kept(html: str) -> list[str]:
    tree = parse(f"<html><body><h1>عنوان الخبر</h1><div><p>{SENTENCE}</p>{html}</div></body></html>")
    remove_boxes(tree, lines(tree))
    return blocks(tree)[2:]


@every_row(
    "html",
    [
        "<p style='text-align: left'><b>الأمين العام</b></p><p style='text-align: left'><b>محمد ياسين العلمي</b></p>",
        "<p align='left'>المكتب التنفيذي للنقابة</p>",
        "<div class='has-text-align-left text-left'>بقلم: رنا الأحمد</div>",
        f"<p><strong>قد يهمك:</strong> <a href='/2'>كم تدفع مالكة سيارة كهربائية في السنة؟</a></p><p>{SENTENCE}</p>",
        f"<p>من أرشيفنا: <a href='/2'>مصنع السكر يعود إلى الدوران بعد خمس سنوات</a></p><p>{SENTENCE}</p>",
    ],
)
def test_a_signature_and_a_lone_labelled_link_are_removed(html: str) -> None:
    """Who signs a statement below it, and a title of another page behind a label, are not part of the text."""
    assert [each for each in _kept(html) if each != SENTENCE] == []


@every_row(
    "html",
    [
        "<p style='text-align: left'>وهكذا انتهت الحكاية</p>",
        f"<p align='left'>محمد ياسين العلمي</p><p>{SENTENCE}</p>",
        f"<p align='left'>الأمين العام</p><p align='left'>{SENTENCE}</p>",
        "<p>الأمين العام</p>",
        f"<p>من: <a href='/1'>البلدية والوزارة والنقابة معا</a>، {SENTENCE}</p>",
        "<p>الدورة الأولى: <a href='/1'>دورة الرسم على الزجاج</a></p><p>الدورة الثانية: <a href='/2'>دورة الخط العربي الحديث</a></p>",
    ],
)
def test_text_that_looks_like_them_stays(html: str) -> None:
    """A closing line without a name, aligned text above other text, a sentence with a link, a list of links."""
    kept = blocks(parse(f"<html><body>{html}</body></html>"))

    assert _kept(html) == kept
