"""Short forms are no text; blank lines of preformatted text part paragraphs."""

from __future__ import annotations

from pipelines.page.repair.preformatted import part_preformatted
from pipelines.page.tree import blocks, parse
from pipelines.page.visible.forms import remove_form_boxes

TEXT = "قال مدير المحطة إن العمل في الخط الجديد سيبدأ قبل نهاية العام الجاري بعد وصول المعدات من الميناء القريب."


def test_a_form_goes_with_the_words_beside_it() -> None:
    """The text around it stays."""
    box = "<div class='x'><p>اشترك في النشرة الصباحية</p><form><input type='email'><button>اشترك</button></form></div>"
    tree = parse(f"<html><body><div><p>{TEXT}</p>{box}<p>{TEXT}</p></div></body></html>")
    remove_form_boxes(tree)

    assert [TEXT, TEXT] == blocks(tree)


def test_two_forms_in_one_box_go_together() -> None:
    """The second has left the page with the first."""
    form = "<form><input type='email'><button>اشترك</button></form>"
    tree = parse(f"<html><body><p>{TEXT}</p><div><div>{form}</div><div>{form}</div></div><p>{TEXT}</p></body></html>")
    remove_form_boxes(tree)

    assert [TEXT, TEXT] == blocks(tree)


def test_a_form_around_the_page_stays() -> None:
    """ASP.NET puts the whole page into one."""
    tree = parse(f"<html><body><form id='aspnetForm'><p>{TEXT}</p><p>{TEXT}</p><p>{TEXT}</p></form></body></html>")
    remove_form_boxes(tree)

    assert [TEXT, TEXT, TEXT] == blocks(tree)


def test_blank_lines_of_preformatted_text_part_paragraphs() -> None:
    """In a `<pre>`, and in what is styled so; also behind a child element."""
    tree = parse(
        "<html><body><pre>أول\nسطر\n\nثان <b>مهم</b> جدا\n\nثالث</pre>"
        "<div style='white-space: pre-line'>رابع\n \nخامس</div><div>سادس\n\nسادس</div></body></html>"
    )
    part_preformatted(tree)

    assert ["أول سطر", "ثان مهم جدا", "ثالث", "رابع", "خامس", "سادس سادس"] == blocks(tree)
