"""A page is judged line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.body.readings import BothReadings, read_both
from pipelines.fields.titles.headline import find_headline
from pipelines.judge.judge import JudgedBody, judge, kept_lines, with_cross_heads, with_opening
from pipelines.judge.page_lines import JudgedPage
from pipelines.page.head import read_head
from pipelines.page.landmarks import find_landmarks
from pipelines.page.tree import joined_lines, lines, parse, silence
from tests.support.tables import every_row

HEADLINE = "بلدية القرية تفتتح مكتبة عامة جديدة"
PARAGRAPHS = [
    "افتتحت بلدية القرية اليوم مكتبة عامة جديدة وسط السوق القديم، بعد عامين من العمل على ترميم المبنى.",
    "وقالت مديرة المكتبة إن أبوابها ستكون مفتوحة كل يوم من الصباح إلى المساء، وإن الاستعارة مجانية لأهل القرية.",
    "وأضافت أن المتطوعين جمعوا أكثر من ثلاثة آلاف كتاب، بينها كتب للأطفال وأخرى في تاريخ المنطقة وزراعتها.",
    "ويأمل سكان القرية أن تصير المكتبة مكانا يلتقي فيه الشباب بعد المدرسة، وأن تقام فيها أمسيات للقراءة.",
    "وتعمل البلدية على فتح قاعة ثانية للحواسيب في الطابق العلوي قبل بداية العام الدراسي المقبل.",
]
MENU = "".join(f'<li><a href="/s/{name}">{name}</a></li>' for name in ("الرئيسية", "سياسة", "اقتصاد", "رياضة"))


def _page(body: str) -> str:
    return (
        f"<html><head><title>{HEADLINE}</title></head><body><nav><ul>{MENU}</ul></nav><article><h1>{HEADLINE}</h1>"
        f'<div class="text">{body}</div></article><footer><p>جميع الحقوق محفوظة</p></footer></body></html>'
    )


def _read(html: str) -> BothReadings:
    tree = parse(html)
    head = read_head(tree, "https://ufuq.example/1")
    silence(tree)
    seen = find_landmarks(tree)
    headline = find_headline(tree, seen, head, outlet="")
    assert headline is not None
    return read_both(tree, seen, headline)


def _judged(html: str) -> JudgedBody:
    return judge(_read(html).page)


def test_what_both_readers_keep_is_kept() -> None:
    """The paragraphs come out in order, without menu, headline and footer."""
    judged = _judged(_page("".join(f"<p>{each}</p>" for each in PARAGRAPHS)))

    assert tuple(PARAGRAPHS) == judged.lines


@every_row(
    ("own", "peer", "chance", "is_kept"),
    [
        (True, True, 0.2, True),
        (True, True, 0.1, False),
        (True, False, 0.2, False),
        (True, False, 0.4, True),
        (False, True, 0.4, False),
        (False, True, 0.5, True),
    ],
)
def test_what_more_readers_keep_needs_a_lower_chance(own: bool, peer: bool, chance: float, is_kept: bool) -> None:
    """Both err on one line less often than one of them does; our container errs less than trafilatura on Arabic."""
    page = _read(_page("".join(f"<p>{each}</p>" for each in PARAGRAPHS))).page
    count = len(page.lines)
    page = replace(page, own=(own,) * count, peers=((peer,) * count,))
    index = next(number for number, line in enumerate(page.lines) if line.text == PARAGRAPHS[2])
    order = page.open_lines()

    kept = kept_lines(page, [chance if each == index else 0.0 for each in order])

    assert ([index] if is_kept else []) == kept


def test_a_paragraph_that_opens_with_a_linked_name_is_text_between_paragraphs() -> None:
    """Two such paragraphs look like cards of other articles to our own search."""
    linked = [
        f'<p><a href="/tags/{number}">{" ".join(each.split()[:4])}</a> {" ".join(each.split()[4:])}</p>'
        if number in {1, 3}
        else f"<p>{each}</p>"
        for number, each in enumerate(PARAGRAPHS)
    ]

    judged = _judged(_page("".join(linked)))

    assert tuple(PARAGRAPHS) == judged.lines


def test_trafilatura_sees_what_our_search_took_out() -> None:
    """The copy that it reads is made before the tree is pruned."""
    cards = "".join(f'<p><a href="/{n}">{" ".join(p.split()[:4])}</a> {p}</p>' for n, p in enumerate(PARAGRAPHS[:2]))
    both = _read(_page("".join(f"<p>{each}</p>" for each in PARAGRAPHS[2:]) + cards))

    taken = [each for each in both.removed if each.rule == "teaser"]
    assert (2, PARAGRAPHS) == (len(taken), [each for each in PARAGRAPHS if any(each in line for line in both.peer)])


def test_the_same_page_is_judged_alike_every_time() -> None:
    """A reading is pure."""
    html = _page("".join(f"<p>{each}</p>" for each in PARAGRAPHS))

    assert _judged(html) == _judged(html)


def test_the_doubt_is_a_share() -> None:
    """It is stored with the article, 0 for sure and 1 for wrong."""
    judged = _judged(_page("".join(f"<p>{each}</p>" for each in PARAGRAPHS)))

    assert 0 <= judged.doubt <= 1


def test_short_cells_of_a_row_are_one_line() -> None:
    """A table of figures is read row by row."""
    tree = parse("<table><tr><td>القمح</td><td>120 طنا</td></tr><tr><td>الشعير</td><td>80 طنا</td></tr></table>")

    assert ["القمح 120 طنا", "الشعير 80 طنا"] == joined_lines(lines(tree))


def test_the_parts_of_a_list_with_long_paragraphs_are_judged() -> None:
    """They look like teasers below the text, but no teaser is so long."""
    texts = [" ".join(PARAGRAPHS[at:] + PARAGRAPHS[:at]) for at in range(5)]
    parts = "".join(
        f'<section class="x"><h2><a href="/{n}">{t[:40]}</a></h2><p>{t}</p></section>' for n, t in enumerate(texts)
    )
    both = _read(_page("".join(f"<p>{each}</p>" for each in PARAGRAPHS[:3]) + parts))

    assert set(texts) <= {each.text for each in both.page.lines}


def _numbers(page: JudgedPage, wanted: Sequence[str]) -> list[int]:
    return [index for index, line in enumerate(page.lines) if line.text in wanted]


def test_a_first_paragraph_in_an_element_of_its_own_is_kept() -> None:
    """Our container holds it right above the first line that is kept; a short line there is not added."""
    first = f"<div class='intro'><p>قيم الموضوع</p><p>{PARAGRAPHS[0]}</p></div>"
    page = _read(_page(f"{first}<div class='full'>{''.join(f'<p>{each}</p>' for each in PARAGRAPHS[1:])}</div>")).page

    found = with_opening(page, _numbers(page, PARAGRAPHS[1:]))

    assert _numbers(page, PARAGRAPHS) == found


def test_a_cross_head_alone_in_the_element_above_its_text_is_kept() -> None:
    """In a system of components each heading and each text has wrappers of its own."""
    texts = [
        f"<div><div>{''.join(f'<p>{each}</p>' for each in some)}</div></div>"
        for some in (PARAGRAPHS[:3], PARAGRAPHS[3:])
    ]
    page = _read(_page(f"{texts[0]}<div><div><h3>مواعيد القراءة</h3></div></div>{texts[1]}")).page

    found = with_cross_heads(page, _numbers(page, PARAGRAPHS))

    assert _numbers(page, [*PARAGRAPHS, "مواعيد القراءة"]) == found
