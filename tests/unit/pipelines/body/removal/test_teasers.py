"""Teasers of other pages around a short text."""

from __future__ import annotations

import pytest

from pipelines.body.removal.teasers import find_teasers
from pipelines.page.tree import lines, parse
from tests.support.tables import every_row

TITLE = "فوز جديد للمنتخب الوطني في التصفيات"
TEASER = "فاز المنتخب الوطني مساء أمس على ضيفه بهدفين دون رد في مباراة حضرها جمهور كبير"
LINKED = "<a href='/1'>{title}</a><p>{teaser}</p>"
HEADED = "<h3><a href='/1'>{title}</a></h3><span>منذ ساعة</span><p>{teaser}</p>"
PICTURED = "<a href='/1'><img src='1.jpg'></a><h3>{title}</h3><p>{teaser}</p>"
WHOLE = "<a href='/1'><img src='1.jpg'><h4>{title}</h4></a><p>{teaser}</p>"
GLUED = "<a href='/1'>{title}</a><span>{teaser}</span>"


def _teasers(box: str, *, count: int = 3, before: str = "", tag: str = "div") -> int:
    some = "".join(f"<{tag} class='c'>{box.format(title=TITLE, teaser=TEASER)}</{tag}>" for _ in range(count))
    tree = parse(f"<html><body>{before}<section>{some}</section></body></html>")
    return len({each for each in find_teasers(lines(tree), set()) if each.get("class") == "c"})


@every_row("text", ["{title} في مباراة حضرها جمهور كبير من المدن كلها", "{teaser}"])
def test_a_box_whose_text_repeats_its_heading_is_a_teaser_without_a_link(text: str) -> None:
    """The parts of an article have headings, too, and do not repeat them."""
    is_echo = text.startswith("{title}")

    assert _teasers(f"<h3>{{title}}</h3><p>{text}</p>") == (3 if is_echo else 0)
    assert _teasers(f"<h3>{{title}}</h3><p>{text}</p>", count=1) == 0


@pytest.mark.parametrize("box", [LINKED, HEADED, PICTURED, WHOLE, GLUED])
@pytest.mark.parametrize("tag", ["div", "li", "article"])
def test_a_linked_title_with_a_little_text_is_a_teaser(box: str, tag: str) -> None:
    """A linked title, a linked picture, or title and text in one line: three side by side are three teasers."""
    assert 3 == _teasers(box, tag=tag)


def test_generated_class_names_do_not_hide_teasers() -> None:
    """Only the first class is the same on each."""
    some = "".join(f"<div class='grid-item css-{n}'>{PICTURED.format(title=TITLE, teaser=TEASER)}</div>" for n in "abc")
    found = find_teasers(lines(parse(f"<html><body><div>{some}</div></body></html>")), set())

    assert 3 == sum((each.get("class") or "").startswith("grid-item") for each in found)


@every_row(
    "part",
    [
        "<p>{teaser}، كما قال <a href='/1'>{title}</a> في وقت سابق من اليوم.</p>",
        "<h3>{title}</h3><p>{teaser}</p>",
        "<h3><a href='#part-2'>{title}</a></h3><p>{teaser}</p>",
        "<p>{teaser}</p><p><a href='/1'>{title}</a></p>",
    ],
)
def test_the_parts_of_a_text_are_not_teasers(part: str) -> None:
    """A link in a sentence, a subheading, a title of a live page that links to itself, a link below a paragraph."""
    assert 0 == _teasers(part)


def test_a_teaser_with_a_title_of_one_word_is_known_by_its_neighbours() -> None:
    """`MJ` links to another page as the titles beside it do."""
    others = "".join(f"<div class='c'>{HEADED.format(title=TITLE, teaser=TEASER)}</div>" for _ in range(2))
    short = f"<div class='c'>{HEADED.format(title='ماج', teaser=TEASER)}</div>"
    found = find_teasers(lines(parse(f"<html><body><section>{others}{short}</section></body></html>")), set())

    assert 3 == sum(each.get("class") == "c" for each in found)


def test_alternating_titles_and_texts_are_teasers_without_a_common_element() -> None:
    """`<dt>` and `<dd>`, the rows of a table."""
    parts = f"<dt><a href='/1'>{TITLE}</a></dt><dd>{TEASER}</dd>" * 3
    rows = f"<tr><td><a href='/1'>{TITLE}</a></td></tr><tr><td class='sum'>{TEASER}</td></tr>" * 3
    of_list = find_teasers(lines(parse(f"<html><body><dl>{parts}</dl></body></html>")), set())
    of_table = find_teasers(lines(parse(f"<html><body><table>{rows}</table></body></html>")), set())

    assert (6, 6) == (sum(each.tag in {"dt", "dd"} for each in of_list), sum(each.tag == "tr" for each in of_table))


@every_row(
    "part",
    [
        "<h3>18:45 – {title}</h3><p>{teaser}</p>",
        "<p>{teaser}</p><p>{teaser}</p><p><a href='/1'>{title}</a></p>",
        "<figure><a href='big.jpg'><img src='small.jpg'></a></figure><p>{teaser}</p><h3>{title}</h3><p>{teaser}</p>",
    ],
)
def test_a_text_with_subheadings_links_and_linked_pictures_has_no_teasers(part: str) -> None:
    """A live page, paragraphs with `read also` between them, pictures that open larger."""
    text = part.format(title=TITLE, teaser=TEASER) * 4
    picture = "<div><a href='big.jpg'><img src='small.jpg'></a></div>"

    assert [] == find_teasers(
        lines(parse(f"<html><body><article>{picture}<div>{text}</div></article></body></html>")), set()
    )


def test_one_box_alone_is_not_a_teaser() -> None:
    """A text with one related link has no similar element beside it."""
    assert 0 == _teasers(LINKED, count=1)


def test_what_holds_the_headline_is_kept() -> None:
    """The article itself can look like a teaser."""
    some = "".join(f"<div class='c'>{HEADED.format(title=TITLE, teaser=TEASER)}</div>" for _ in range(3))
    tree = parse(f"<html><body>{some}</body></html>")
    first = tree.find_class("c")[0]

    assert first not in find_teasers(lines(tree), {first, *first.iterancestors()})
