"""What is removed from the edges of the body, and what stays."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from pipelines.body.edges import TrimContext
from pipelines.body.trim import trim
from pipelines.fields.dates.context import DateContext
from tests.support.tables import every_row

TEXT = [
    "قال وزير المالية في مؤتمر صحفي عقده أمس إن الحكومة ستطلق برنامجا جديدا لدعم المقاولات الصغيرة في جميع الجهات.",
    "وأضاف الوزير أن البرنامج يمتد على ثلاث سنوات، ويستفيد منه أكثر من خمسين ألف مقاول شاب في المدن والقرى كلها.",
]
AROUND = TrimContext.of(
    titles=["الحكومة تطلق برنامجا جديدا لدعم المقاولات", "الوزير خلال المؤتمر"],
    names=["ليلى منصور"],
    sites=frozenset({"الافق"}),
    clock=DateContext(zone=ZoneInfo("Africa/Casablanca"), fetched_at=datetime(2026, 11, 23, tzinfo=UTC)),
)


@every_row(
    "line",
    [
        "الحكومة تطلق برنامجا جديدا لدعم المقاولات",
        "الوزير خلال المؤتمر",
        "ليلى منصور",
        "بقلم: ليلى منصور",
        "الأفق",
        "الأحد 22 نونبر 2026 - 10:30",
        "الرباط - و م ع",
        "و م ع",
        "حجم الخط + -",
        "تصميم: زهراء صادق",
        "المحررة: زهراء صادق",
        "بواسطة محرر الموقع",
        "admin",
        "م. عبد الله القاسم",
        "المراسلة: ليلى منصور",
        "الموضوع: الزراعة",
        "بواسطة: Admin",
        "العلاقات العامة في البلدية",
        "الرباط-العصر",
        "الأفق نيوز - محليات",
        "ليلى منصور (الرباط) leila_m@",
        "الرباط – العصر – ليلى منصور",
    ],
)
def test_what_the_page_prints_above_the_text_is_not_repeated_in_it(line: str) -> None:
    """Headline, caption, byline, outlet, date, dateline and tools are not a first paragraph."""
    assert TEXT == trim([line, *TEXT], AROUND)[0]


def test_the_issue_of_a_magazine_above_the_printed_title_is_not_text() -> None:
    """The first verse of a poem is, though the second one is its title."""
    title = "الحكومة تطلق برنامجا جديدا لدعم المقاولات"

    assert TEXT == trim(["مجلة الأفق - العدد الحادي والأربعون - باب النقد", title, *TEXT], AROUND)[0]
    assert "يا دار عبلة بالجواء" == trim(["يا دار عبلة بالجواء", title, *TEXT], AROUND)[0][0]


@every_row(
    "lines",
    [
        ["رويترز"],
        ["المصدر: وكالات"],
        ["ليلى منصور"],
        ["مقالات ذات صلة", "المنتخب يستعد لمباراة الأحد", "أسعار المحروقات ترتفع"],
        ["اترك تعليقاً", "الاسم", "شكرا على المقال الجميل"],
        ["الآراء الواردة أدناه لا تعبر عن رأي الموقع، بل تعكس وجهات نظر أصحابها فقط."],
        ["التعليقات (1)", f"تعليق طويل من قارئ: {TEXT[0]}"],
        ["(النهاية) ن م ع / ط م ا"],
        ["كاتبة مغربية"],
        ["للمحررين", "صور عالية الجودة متاحة في قسم الملفات الإعلامية.", "نبذة عن الأفق", "تأسست الشركة عام 2017."],
        ["علاقات المستثمرين", "ir@ufuq.example", "عن المصرف", "تأسس مصرف الأفق عام 1983."],
        ["عن الهيئة", "تتولى الهيئة تنظيم قطاع السياحة في المحافظة منذ عام 2012."],
        ["السابق: المنتخب يستعد لمباراة الأحد", "⏮ النشرة السابقة: قطار الحجاز"],
        ["The post برنامج جديد لدعم المقاولات first appeared on الأفق."],
        ["ظهرت المقالة برنامج جديد لدعم المقاولات أولاً على الأفق."],
        ["طبع من موقع الأفق بتاريخ 22/11/2026"],
        ["22/11/2026 10:30:00"],
        ["عن المكتب الوطني", "الأمين العام: أحمد المنصوري"],
        ["دائرة الاتصال المؤسسي"],
        ["=============ميشال حلاق/ر.ي"],
        ["مادة اعلانية", "لا يمكن اضافة تعليق جديد"],
        ["بقلم/ ليلى منصور", "تويتر @leila_m"],
        ["--(الأفق) ل ع/ اح/ م د"],
        ["اللجنة الرياضية - 9 تشرين الثاني 2026"],
    ],
)
def test_what_follows_the_text_is_removed(lines: list[str]) -> None:
    """Credits, signatures, lists of links, comment forms and disclaimers are not part of the text."""
    assert TEXT == trim([*TEXT, *lines], AROUND)[0]


@every_row(
    "line",
    [
        "انتكاسة جديدة",
        "وقال فيسبوك إن الخدمة عادت إلى العمل.",
        "الجمعة 3 مارس 2017:",
        "رفع الحد الأدنى للأجور بنسبة 10 في المائة",
        "عن المدينة القديمة",
        "نبذة عن حياته",
    ],
)
def test_short_lines_inside_the_text_stay(line: str) -> None:
    """Subheadings, list items and short sentences between paragraphs are text."""
    assert [TEXT[0], line, TEXT[1]] == trim([TEXT[0], line, TEXT[1]], AROUND)[0]


def test_a_heading_of_boilerplate_does_not_end_a_text_that_continues() -> None:
    """A list of links in the middle loses its heading, not the paragraphs below it."""
    assert TEXT == trim([TEXT[0], "مقالات ذات صلة", TEXT[1]], AROUND)[0]


def test_what_was_removed_is_reported_with_its_rule() -> None:
    """Every removed line is listed."""
    _, edges = trim(["ليلى منصور", *TEXT, "رويترز"], AROUND)

    assert [("name", "ليلى منصور"), ("agency", "رويترز")] == edges.cut


@every_row("signed", [[TEXT[0], f"{TEXT[1]} (أ ف ب)"], [*TEXT, "(أ ف ب)"], [*TEXT, "--(أ ف ب)"]])
def test_the_agency_that_signs_the_text_in_brackets_is_a_field_and_stays(signed: list[str]) -> None:
    """`(أ ف ب)` is how the agency ends its own text: it is a field, and the text keeps it as printed."""
    kept, edges = trim(signed, AROUND)

    assert (signed, "أ ف ب") == (kept, edges.agency)


def test_a_block_that_the_page_offers_to_skip_is_removed() -> None:
    """From its first to its last line, with everything between; a sentence about skipping is text."""
    block = ["تخطى البودكاست وواصل القراءة", "يستحق الانتباه", "شرح معمق لقصة بارزة من أخبار اليوم.", "البودكاست نهاية"]
    sentence = "تخطى الفريق عقبة ضيفه وواصل القراءة الصحيحة لمبارياته في الدوري هذا الموسم."

    assert [TEXT[0], sentence, TEXT[1]] == trim([TEXT[0], sentence, *block, TEXT[1]], AROUND)[0]


def test_the_rows_of_a_table_stay_at_the_end_of_a_text() -> None:
    """Several figures on a line are a row; one alone is the number of an article or a time."""
    rows = ["30.83 30.93 31.05", "33.50 33.60 33.71"]

    assert [*TEXT, *rows] == trim([*TEXT, *rows, "0131"], AROUND)[0]


@every_row("heading", ["عن المدينة القديمة", "نبذة عن الرواية"])
def test_a_section_about_something_else_stays_at_the_end_of_a_text(heading: str) -> None:
    """Only institutions that send releases describe themselves there."""
    section = [heading, "تعد من أقدم ما بقي في المنطقة، ويقصدها الزوار كل عام في فصل الربيع."]

    assert [*TEXT, *section] == trim([*TEXT, *section], AROUND)[0]


@every_row("mark", ["(النهاية)", "(النهاية) ن ع / ح س", "و س/ 0412", "انتهى/ 4"])
def test_nothing_is_below_the_end_of_an_agency_text(mark: str) -> None:
    """Other pieces of its service are; a page of several texts has several such lines."""
    other = "وزارة الصحة تفتتح مركزا جديدا في الشمال يخدم ثلاثين ألف نسمة في عشر قرى."

    assert TEXT == trim([*TEXT, mark, "موجز أمس", other], AROUND)[0]
    assert other in trim([*TEXT, mark, other, mark, other], AROUND)[0]


@every_row("numbers", [["1", "2", "3"], ["3.", "2.", "1."], ["#1", "#2", "#3"]])
def test_the_numbers_of_a_list_are_no_text(numbers: list[str]) -> None:
    """They count up or down; other figures between paragraphs are text."""
    listed = [line for number in numbers for line in (number, *TEXT)]

    assert [*TEXT, *TEXT, *TEXT] == trim(listed, AROUND)[0]
    assert "7" in trim([TEXT[0], "7", *listed], AROUND)[0]


@every_row("line", ["12.12.2025", "22/11/2026", "انتهى.", "النهاية", "ص. 12", "في 2015", "St. 5"])
def test_a_text_goes_on_below_a_date_or_a_word(line: str) -> None:
    """Only a mark of an agency ends its text."""
    assert TEXT[1] in trim([*TEXT, line, *TEXT[1:], f"{TEXT[1]} وبعد ذلك"], AROUND)[0][-2:]
