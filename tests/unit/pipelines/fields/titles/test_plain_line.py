"""The headline below the name of a site or a section, and the one that only its place gives away."""

from __future__ import annotations

from pipelines.fields.titles.headline import find_headline
from pipelines.page.head import read_head
from pipelines.page.landmarks import find_landmarks
from pipelines.page.tree import parse
from tests.support.tables import every_row

TITLE = "ترميم مجلس قديم في المحرق يكشف نقوشا من الجص"
NAME = "ملتقى أهل الجزيرة"
TEXT = "".join(
    f"<p>قال المرمم في حديث مع الصحيفة أمس إن الفريق رقم {n} كان يزيل طبقة من الدهان حين ظهرت الزخارف الزرقاء.</p>"
    for n in range(4)
)
MENU = "<ul>" + "".join(f"<li><a href='/c/{n}'>القسم رقم {n} من الموقع</a></li>" for n in range(5)) + "</ul>"


def _found(title: str, body: str) -> str | None:
    tree = parse(f"<html><head><title>{title}</title></head><body>{body}</body></html>")
    found = find_headline(tree, find_landmarks(tree), read_head(tree, "https://outlet.example/1"), outlet="")
    return found.text if found is not None else None


@every_row(
    ("title", "body"),
    [
        (NAME, f"<h2>{NAME}</h2>{MENU}<div><div class='cap'>{TITLE}</div><div>{TEXT}</div></div>"),
        (NAME, f"<h2>{NAME}</h2>{MENU}<div><span class='ArticleHeadline'>{TITLE}</span><div>{TEXT}</div></div>"),
        ("أخبار الغرفة", f"<h2>أخبار الغرفة</h2><div><span class='edn_articleTitle'>{TITLE}</span></div>{TEXT}"),
        ("أخبار الغرفة", f"{MENU}<a href='/n'>أخبار الغرفة</a><h2>أخبار الغرفة</h2><p><b>{TITLE}</b></p>{TEXT}"),
        (f"{NAME}: {TITLE}", f"<div id='banner'><h1>{NAME}</h1></div><h2>27/10/2026</h2><h3>{TITLE}</h3>{TEXT}"),
        (
            "The Island Paper",
            f"{MENU}<table><tr><td><p class='t1'>{TITLE}</p><p>14/10/2026</p>{TEXT}</td></tr></table>",
        ),
        ("The Island Paper", f"{MENU}<div><div>من التراث القديم</div><div>{TITLE}</div><div>{TEXT}</div></div>"),
        (
            "صفحة الأخبار",
            (
                f"{MENU}<table class='ui-widget'><tr class='ui-widget-content'><td><span class='newsTitle'>{TITLE}</span></td>"
                f"</tr><tr><td>{TEXT}</td></tr></table>"
            ),
        ),
    ],
)
def test_the_headline_is_below_the_name(title: str, body: str) -> None:
    """A menu, a link or a banner shows that a heading is only a name; a block of its own right above the text heads it."""
    assert _found(title, body) == TITLE


@every_row(
    ("title", "body", "headline"),
    [
        (
            "وداعا أيها البحر القديم",
            f"<h1>وداعا أيها البحر القديم</h1><p><b>{TITLE}</b></p>{TEXT}",
            "وداعا أيها البحر القديم",
        ),
        ("The Island Paper", f"{MENU}<div>سطر أول من الكلام</div><div>سطر ثان منه</div><div>{TITLE}</div>{TEXT}", None),
        ("The Island Paper", f"{MENU}<div><a href='/2'>{TITLE}</a></div><div>{TEXT}</div>", None),
        (
            "The Island Paper",
            f"<table><tr><td><div>{TITLE}</div></td></tr></table><div><section>{TEXT}</section></div>",
            None,
        ),
    ],
)
def test_other_lines_above_a_text_are_no_headline(title: str, body: str, headline: str | None) -> None:
    """A short headline without a menu below it stays; of many lines, of links and of other columns none is chosen."""
    assert _found(title, body) == headline
