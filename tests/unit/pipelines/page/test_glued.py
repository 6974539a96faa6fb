"""Labels that are side by side in the mark-up without a blank between them."""

from __future__ import annotations

from pipelines.page.repair.glued import part_glued
from pipelines.page.tree import lines, parse
from tests.support.tables import every_row

TEXT = "<p>استقبل رئيس اللجنة وفدا من اتحاد الصناعات.</p>"


def _lines(html: str) -> list[str]:
    tree = parse(html)
    part_glued(tree)
    return [each.text for each in lines(tree)]


@every_row(
    "labels",
    [
        "<span id=lblCat>محليات</span><span id=lblTitle>اتفاقية جديدة</span>",
        "<b>محليات</b><em class=t>اتفاقية جديدة</em>",
        "<span>محليات</span><img src=x.jpg><i>اتفاقية جديدة</i>",
        "<a href=/c/1>محليات</a><span>اتفاقية جديدة</span>",
    ],
)
def test_labels_beside_blocks_are_lines_of_their_own(labels: str) -> None:
    assert _lines(f"<div>{labels}{TEXT}</div>")[:2] == ["محليات", "اتفاقية جديدة"]


@every_row(
    "html",
    [
        "<p><span>أنج</span><span>ز العمال المشروع</span></p>",
        "<div><span>أنج</span><span>ز العمال المشروع</span></div>",
        f"<div><span>أ</span><b>نجز العمال المشروع</b>{TEXT}</div>",
        f"<div><span>أنجز العمال </span><span>المشروع</span>{TEXT}</div>",
        f"<div><span>أنجز العمال</span> <span>المشروع</span>{TEXT}</div>",
    ],
    ids=["paragraph", "only spans", "first letter", "blank inside", "blank between"],
)
def test_a_running_text_stays_whole(html: str) -> None:
    assert len(_lines(html)) == 1 + (TEXT in html)
