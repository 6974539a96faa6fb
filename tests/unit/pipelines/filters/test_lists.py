"""Lists of other articles and texts that have such a list in or beside them, without a date and mostly without a byline."""

from __future__ import annotations

from storage.records import Article, Reason, Rejected
from tests.support.pages import read_html
from tests.support.tables import every_row

URL = "https://outlet.example/culture/seeds"
TITLE = "كيف حفظت القرى الجبلية بذورها القديمة"
PROSE = (
    "تزرع العائلات في القرى الجبلية حدائقها قبل الشتاء بأسابيع، وتحفظ بذور العام الماضي في جرار من الفخار تغلق بالطين.",
    "ويقول المزارعون إن البذور الجيدة ثقيلة في اليد وتغرق في الماء، وإن الخفيفة منها لا تنبت إلا نادرا في التربة الكلسية.",
    "وتتبادل النساء الأصناف في سوق الثلاثاء من دون ثمن، لأن بيع البذرة عند أهل المنطقة عيب قديم لا يزال الناس يتجنبونه.",
    "وجمع معلم متقاعد أسماء ستين صنفا في دفتر واحد، مع مواعيد زراعتها وحصادها وأسماء البيوت التي حافظت عليها جيلا بعد جيل.",
)
LINKS = tuple(f"خبر عن بلدة بعيدة في الشمال رقم {each}" for each in range(30))


def _links(count: int) -> str:
    return "".join(f'<li><a href="/n/{each}">{LINKS[each]}</a></li>' for each in range(count))


def _teasers(count: int, byline: str = "") -> str:
    return "".join(
        f'<div class="x"><h3><a href="/n/{each}">{LINKS[each]}</a></h3>{byline}<p>{PROSE[each % 4]}</p></div>'
        for each in range(count)
    )


def _read(body: str, *, title: str = TITLE, url: str = URL) -> Article | Rejected:
    head = f"<title>{title} | الأفق</title>"
    return read_html(f"<html><head>{head}</head><body><main><h1>{title}</h1>{body}</main></body></html>", url=url)


def test_two_long_paragraphs_beside_many_titles_are_an_article() -> None:
    """Though nothing dates them; two short ones are the introduction of a list."""
    long = f"<p>{' '.join(PROSE)}</p><p>{' '.join(reversed(PROSE))}</p>"
    aside = f"<section><ul>{_links(12)}</ul></section>"

    assert isinstance(_read(f"<div>{long}</div>{aside}"), Article)
    assert isinstance(_read(f"<div><p>{PROSE[0]}</p><p>{PROSE[1]}</p></div>{aside}"), Rejected)


def test_a_text_can_hold_a_list_of_titles() -> None:
    """It is prose in a row; in a list a title comes with each paragraph."""
    prose = "".join(f"<p>{each}</p>" for each in PROSE * 4)

    assert isinstance(_read(f"<div>{prose}<ul>{_links(20)}</ul></div>"), Article)


def test_a_text_can_open_with_prose_above_a_list_of_titles() -> None:
    """Three paragraphs in a row open no list; long ones are no teasers, wherever the titles stand."""
    opening, note = "".join(f"<p>{each}</p>" for each in PROSE[:3]), f"<p>{PROSE[3]}</p>"
    long, other = f"<p>{' '.join(PROSE)}</p>", f"<p>{' '.join(reversed(PROSE))}</p>"

    assert isinstance(_read(f"<div>{opening}{_links(8)}{note}</div>"), Article)
    assert isinstance(_read(f"<div>{_links(4)}{long}{_links(4)}{other}</div>"), Article)
    assert isinstance(_read(f"<div>{note}{_links(8)}{opening}</div>"), Rejected)


@every_row("byline", ["", "<span class='author'>بقلم: ليلى منصور</span>"])
def test_many_teasers_are_no_article(byline: str) -> None:
    """Signed ones are a list, too."""
    result = _read(_teasers(24, byline), title="أخبار القرى الجبلية وبذورها")

    assert (Rejected, Reason.SECTION_PAGE) == (type(result), getattr(result, "reason", None)), result


def test_a_long_text_about_a_topic_is_no_tag_page() -> None:
    """Its address alone would say so; a list of teasers at such an address is one."""
    url = "https://outlet.example/topics/agriculture/seeds"
    long = "".join(f"<p>{PROSE[each % 4]} {PROSE[(each + 1) % 4]} {PROSE[(each + 2) % 4]}</p>" for each in range(9))
    texts = _read(long, title="بذور الجبل", url=url), _read(_teasers(12), url=url)

    assert (Article, Rejected) == tuple(map(type, texts)), texts
    assert Reason.TAG_PAGE is getattr(texts[1], "reason", None)


def test_a_section_of_two_words_has_no_headline() -> None:
    """Only long paragraphs make a headline of a title so short."""
    result = _read(_teasers(12), title="بذور الجبل")

    assert (Rejected, Reason.SECTION_PAGE) == (type(result), getattr(result, "reason", None)), result


def test_a_text_with_links_in_its_paragraphs_is_no_tag_page() -> None:
    """An encyclopedia links the names in each paragraph; its address is below the topics."""
    prose = "".join(f'<p><a href="/topic/n">قرية</a> {each}</p>' for each in PROSE)
    head = f'<title>{TITLE} | الأفق</title><meta property="og:type" content="article">'
    html = f"<html><head>{head}</head><body><ul>{_links(8)}</ul><h1>{TITLE}</h1>{prose}</body></html>"
    url = "https://outlet.example/topic/history-of-seeds"

    assert isinstance(read_html(html, url=url), Article)
    assert isinstance(read_html(html.replace(prose, ""), url=url), Rejected)


def test_a_signed_text_beside_many_teasers_is_an_article() -> None:
    """Old pages print them in the next column; a page of teasers has no paragraphs in a row."""
    text = "".join(f"<p>{each}</p>" for each in PROSE)
    byline = "<div class='auth'>بريدة - عبدالرحمن التويجري:</div>"

    assert isinstance(_read(f"<div>{byline}{text}</div><div>{_teasers(24)}</div>"), Article)
    assert isinstance(_read(f"<div>{byline}</div><div>{_teasers(24)}</div>"), Rejected)


def test_a_page_of_linked_cards_without_paragraphs_is_a_list() -> None:
    """A form that asks for the edition has a line or two of its own; the cards of the menu are the rest."""
    cards = "".join(f"<div class=card><a href='/p/{n}'>{each}</a></div>" for n, each in enumerate(LINKS))
    form = (
        "<div><h2>اختر نسختك</h2><p>يبدو أنك تزورنا من خارج المنطقة، فاختر الطبعة التي تناسبك لمتابعة التصفح.</p></div>"
    )
    page = f"<html><head><title>الأفق</title><meta property='og:title' content='قلم المهجر'></head><body>{cards}{form}"

    assert isinstance(read_html(page, url=URL), Rejected)
