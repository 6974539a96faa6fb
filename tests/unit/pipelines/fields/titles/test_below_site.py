"""The headline of a page whose head declares only its site."""

from __future__ import annotations

from pipelines.fields.titles.headline import find_headline
from pipelines.page.head import read_head
from pipelines.page.landmarks import find_landmarks
from pipelines.page.repair.glued import part_glued
from pipelines.page.tree import parse
from tests.support.tables import every_row

SITE = "اتحاد المزارعين"
TITLE = "الاتحاد يطالب بتأجيل الرسوم على الأسمدة"
TEXT = (
    "<p>طالب الاتحاد بتأجيل تطبيق الرسوم الجديدة على الأسمدة المستوردة عاما كاملا، وأرسل خطابا بذلك إلى الجهات.</p>"
    "<p>وأشار الأمين العام إلى أن الرسوم سترفع كلفة إنتاج الطماطم في البيوت المحمية بنحو عشرة بالمئة هذا العام.</p>"
    "<p>وأبدى ممثل المصانع الوطنية استعداد المنتجين لتوقيع عقود توريد سنوية بأسعار ثابتة مع كل من يرغب في ذلك.</p>"
)
MENU = "".join(f"<li><a href=/{each}>قسم {each}</a></li>" for each in range(6))
METAS = f'<meta property="og:title" content="{SITE}"><meta property="og:type" content="website">'


def _found(html: str) -> str | None:
    tree = parse(html)
    found = find_headline(tree, find_landmarks(tree), read_head(tree, "https://outlet.example/1"), outlet="")
    return found.text if found is not None else None


@every_row(
    "body",
    [
        f"<ul>{MENU}</ul><div><h2>{TITLE}</h2>{TEXT}</div>",
        f"<ul>{MENU}</ul><div><h3>خبر</h3><h2>{TITLE}</h2><h4>الرسوم ترتفع مرتين</h4>{TEXT}</div>",
        f"<h1>{SITE}</h1><ul>{MENU}</ul><div><h2>{TITLE}</h2>{TEXT}</div>",
        f"<div class=masthead><h1>{SITE}</h1></div><ul>{MENU}</ul><div><h3>تمهيد للخبر هنا</h3><h1>{TITLE}</h1>{TEXT}</div>",
        f"<div class=site-header><h1>{SITE}</h1></div><div><h2>{TITLE}</h2>{TEXT}</div>",
    ],
    ids=["not printed", "above a kicker and a deck", "above a menu", "two h1 with a deck above", "in a banner"],
)
def test_the_name_of_the_site_as_og_title_is_no_headline(body: str) -> None:
    assert _found(f"<title>{SITE} &gt; الأخبار</title>{METAS}<body>{body}") == TITLE


@every_row("kind", ["article", "Article"])
def test_an_article_declares_its_own_title(kind: str) -> None:
    metas = METAS.replace("website", kind)
    assert _found(f"<title>{SITE}</title>{metas}<body><ul>{MENU}</ul><div><h2>{TITLE}</h2>{TEXT}</div>") == SITE


def test_a_short_heading_above_a_byline_is_the_headline_below_a_linked_name() -> None:
    html = f"<title>{SITE}</title><body><h2><a>{SITE}</a></h2><h3>المعدية الأخيرة</h3><div>بقلم أحمد راشد</div>{TEXT}"

    assert _found(html) == "المعدية الأخيرة"
    assert _found(html.replace("<a>", "<a href=/posts/7>")) == SITE


@every_row("head", [f"<title>{SITE} تطلب عشر سفن جديدة لنقل الأسماك</title>", ""])
def test_an_institution_begins_its_headlines_with_its_name(head: str) -> None:
    title = f"{SITE} تطلب عشر سفن جديدة لنقل الأسماك"
    metas = f'<meta property="og:site_name" content="{SITE}"><meta property="og:title" content="{title}">'

    assert _found(f"{head}{metas}<body><h1>{title}</h1>{TEXT}") == title
    assert _found(f"{head}{metas}<body><h2>{title}</h2>{TEXT}") == title
    assert _found(f"<title>{title} | {SITE}</title>{metas}<body><h2>{title}</h2>{TEXT}") == title


def test_the_title_of_a_document_is_below_the_notice_of_its_publisher() -> None:
    notice = "تم النشر بواسطة مستندات Google الإبلاغ عن إساءة الاستخدام يتم التحديث تلقائيا كل خمس دقائق من الآن"
    html = f"<title>رسالة</title><body><div>{notice}</div><div><p class='c8 title'>{TITLE}</p>{TEXT}</div>"

    assert _found(html) == TITLE


def test_a_label_of_its_own_above_the_text_is_the_headline() -> None:
    labels = f"<span class=a>محليات</span><span class=b>{TITLE}</span><span class=c>22/11/2026</span>"
    html = f"<title>{SITE}</title><body><ul>{MENU}</ul><table><tr><td>{labels}<div>{TEXT}</div></td></tr></table>"
    tree = parse(html)
    part_glued(tree)
    found = find_headline(tree, find_landmarks(tree), read_head(tree, "https://outlet.example/1"), outlet="")

    assert found is not None
    assert found.text == TITLE


@every_row("title", ["ما هي التعاونية الزراعية؟ شرح مفصل للمزارعين", "وداعا يا صديقي القديم"])
def test_contents_between_a_headline_and_its_text_do_not_make_it_a_name(title: str) -> None:
    """Many pages of articles declare the type `website`, too."""
    metas = f'<meta property="og:title" content="{title}"><meta property="og:type" content="website">'
    html = (
        f"<title>{title}</title>{metas}<body><h1>{title}</h1><ul>{MENU}</ul><div><h2>ما هي التعاونية؟</h2>{TEXT}</div>"
    )

    assert _found(html) == title
