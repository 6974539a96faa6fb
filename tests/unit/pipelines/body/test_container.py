"""The container that holds the text, and its lines."""

from __future__ import annotations

from pipelines.body.container import ContainerBody, find_body
from pipelines.fields.titles.headline import find_headline
from pipelines.page.head import read_head
from pipelines.page.headline import Headline
from pipelines.page.landmarks import find_landmarks
from pipelines.page.tree import parse
from tests.support.tables import every_row

TITLE = "الحكومة تطلق برنامجا جديدا للقرى"
FIRST = "قال الوزير في مؤتمر صحفي عقده أمس إن الحكومة ستطلق برنامجا جديدا لدعم القرى البعيدة في جميع الجهات."
SECOND = "وأضاف أن البرنامج يمتد على ثلاث سنوات ويستفيد منه أكثر من خمسين ألف أسرة في الشمال والجنوب."
TITLES = "".join(f"<li><a href='/{n}'>خبر آخر من أخبار اليوم عن الموضوع رقم {n}</a></li>" for n in range(30))


def _body(html: str) -> ContainerBody:
    tree = parse(f"<html><head><title>{TITLE}</title></head><body>{html}</body></html>")
    seen = find_landmarks(tree)
    headline = find_headline(tree, seen, read_head(tree, "https://outlet.example/1"), outlet="")
    assert isinstance(headline, Headline)
    return find_body(tree, headline)


def test_a_short_text_is_found_beside_a_long_list_of_titles() -> None:
    """Titles of other pages count against an element that holds them, so the element of the text is the best."""
    found = _body(f"<div><h1>{TITLE}</h1><div class='t'><p>{FIRST}</p><p>{SECOND}</p></div><ul>{TITLES}</ul></div>")

    assert ((FIRST, SECOND), 0, 30) == (found.lines, found.titles_inside, found.titles_on_page)


def test_a_lead_before_a_long_list_belongs_to_the_text() -> None:
    """Each part has its own wrapper: the list that holds most letters does not win over the whole text."""
    lead, items = "وكانت النتائج على النحو التالي:", "".join(f"<li>{SECOND} {n}</li>" for n in range(6))
    parts = "".join(
        f"<div class='w'>{part}</div>" for part in (f"<p>{FIRST}</p>", f"<p>{lead}</p>", f"<ol>{items}</ol>")
    )
    found = _body(f"<div><h1>{TITLE}</h1><div class='story'>{parts}</div></div>")

    assert (FIRST, lead, f"{SECOND} 0") == found.lines[:3]


def test_words_behind_the_text_are_dropped_and_a_whole_date_stays() -> None:
    """A date below the text may date the page; a counter does not."""
    found = _body(f"<h1>{TITLE}</h1><div class='t'><p>{FIRST}</p><p>{SECOND}</p>17/01/2021 08:12:35<br>قراءة 14</div>")

    assert (FIRST, SECOND, "17/01/2021 08:12:35") == found.lines


@every_row(
    "second",
    [
        f"<article class='a'><h2 class='t2'>خبر آخر كامل تحت الأول</h2><p>{SECOND} ثانيا</p><p>{FIRST} ثانيا</p></article>",
        f"<div class='page'><h2 class='t'>خبر آخر كامل تحت الأول</h2><p>{SECOND} ثانيا</p><p>{FIRST} ثانيا</p></div>",
    ],
    ids=["in its own article element", "below a heading styled as the headline"],
)
def test_the_next_article_below_the_text_is_left_out(second: str) -> None:
    """Endless pages print the whole next article."""
    tag = "article" if second.startswith("<article") else "div"
    first = f"<{tag} class='page'><h1 class='t'>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p></{tag}>"

    assert (FIRST, SECOND) == _body(f"<main>{first}{second}</main>").lines


def test_a_subheading_of_the_headlines_class_does_not_end_the_text() -> None:
    """Its parent is the container of the text, which has another class than the headline's parent."""
    head = "خطة من خمس سنوات"
    text = f"<p>{FIRST}</p><p>{SECOND}</p><h2 class='t'>{head}</h2><p>{SECOND} أيضا</p>"
    found = _body(f"<div class='page'><h1 class='t'>{TITLE}</h1><div class='text'>{text}</div></div>")

    assert (FIRST, SECOND, head, f"{SECOND} أيضا") == found.lines
