"""An article that stands on its page in two languages is read in Arabic; a page of another language stays refused."""

from __future__ import annotations

from datetime import UTC, datetime

from crawler.cli.pages.article_json import unknown_source
from pipelines.items import PageContext
from pipelines.read import read
from storage.records import Article, Page, Reason, Rejected

URL = "https://outlet.example/ar/1234"
TITLE = "الحكومة تعلن خطة لدعم الصيادين التقليديين"
ARABIC = (
    "أعلن وزير الصيد البحري أمس خطة لدعم الصيادين التقليديين في الجزر الثلاث، عقب اجتماع مجلس الوزراء في العاصمة.",
    "وتنص الخطة على توزيع محركات وشباك، وعلى بناء غرفتي تبريد قبل نهاية العام المقبل بتمويل من بنك التنمية.",
    "وقال الوزير إن القطاع يعيل أكثر من ثلاثين ألف أسرة، وإن ارتفاع أسعار الوقود خفض عدد الرحلات إلى النصف.",
)
FRENCH = (
    (
        "Le ministre de la Pêche a annoncé hier un plan de soutien destiné aux pêcheurs artisanaux des trois îles, à "
        "l'issue d'une réunion du conseil des ministres."
    ),
    (
        "Ce plan prévoit la distribution de moteurs et de filets, ainsi que la construction de deux chambres froides "
        "d'ici la fin de l'année prochaine."
    ),
    (
        "Selon le ministre, le secteur fait vivre plus de trente mille familles, et la hausse du prix du carburant a "
        "réduit le nombre de sorties de moitié."
    ),
    (
        "Les syndicats de pêcheurs ont salué cette annonce, tout en demandant un calendrier précis et la liste des "
        "bénéficiaires."
    ),
)


def _read(body: str, title: str = TITLE) -> Article | Rejected:
    html = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    page = Page(
        requested_url=URL, final_url=URL, body=html.encode(), content_type="text/html",
        fetched_at=datetime(2026, 11, 23, tzinfo=UTC),
    )  # fmt: skip
    return read(page, unknown_source(URL), PageContext())


def _paragraphs(texts: tuple[str, ...]) -> str:
    return "".join(f"<p>{each}</p>" for each in texts)


def test_of_two_columns_the_arabic_one_is_read() -> None:
    """With its own headline; nothing of the other column is in the text."""
    columns = f"<td><h2>Un plan pour les pêcheurs</h2>{_paragraphs(FRENCH)}</td><td><h1>{TITLE}</h1>{_paragraphs(ARABIC)}</td>"
    found = _read(f"<table><tr>{columns}</tr></table>")

    assert isinstance(found, Article)
    assert (TITLE, "\n\n".join(ARABIC), "ar") == (found.headline, found.body, found.language)


def test_below_a_text_in_french_the_arabic_one_is_read() -> None:
    """Both stand in one element."""
    found = _read(f"<div><h1>{TITLE}</h1>{_paragraphs(FRENCH)}{_paragraphs(ARABIC)}</div>")

    assert isinstance(found, Article)
    assert "\n\n".join(ARABIC) == found.body


def test_teasers_in_arabic_make_no_article() -> None:
    """A page in French is refused, although a column has short texts in Arabic."""
    longer = FRENCH * 3
    found = _read(
        f"<div><h1>Un plan pour les pêcheurs</h1>{_paragraphs(longer)}</div><aside>{_paragraphs(ARABIC)}</aside>"
    )

    assert isinstance(found, Rejected)
    assert Reason.NOT_ARABIC is found.reason
