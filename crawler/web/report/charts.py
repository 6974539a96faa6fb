"""The parts of a report that count articles: by day, outlet, hour and agency."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.web.html.bar_table import BarRow, bar_table, plain_table
from crawler.web.html.column_chart import ChartColumn, column_chart
from crawler.web.html.markup import SafeMarkup, element, filled, foreign, joined
from crawler.web.html.words import PageLanguage, PagePhrase, number, share
from storage.articles.figures.news_figures import NewsFigures

MOST_OUTLETS = 20
_OUTLET = PagePhrase("المنبر", "outlet")
_ARTICLES = PagePhrase("المقالات", "articles")
_ORIGINALS = PagePhrase("الأصلية", "originals")
_COPIES = PagePhrase("النسخ", "copies")
_SHARE = PagePhrase("النسبة", "share")


def part(title: PagePhrase, note: str, language: PageLanguage, *content: str) -> SafeMarkup:
    """Return one part of a report: its heading, what its figures are counted of, and the figures."""
    heading = element("h2", title.text(language))
    return element("section", heading, element("p", note, attributes={"class": "note"}), *content)


def by_day(figures: NewsFigures, language: PageLanguage) -> SafeMarkup:
    """Return the articles of each day, originals and copies."""
    title = PagePhrase("المقالات يوما بيوم", "Articles a day")
    note = PagePhrase(
        "{n} مقالا لها تاريخ، باليوم المحلي لكل منبر. {u} بلا تاريخ، وليست هنا.",
        "{n} articles with a date, by the outlet's own day. {u} without a date are not here.",
    )
    columns = [
        ChartColumn(
            label=f"{each.day:%m-%d}",
            tip=f"{each.day.isoformat()}: {each.originals} + {each.articles - each.originals}",
            parts=(each.originals, each.articles - each.originals),
        )
        for each in figures.days
    ]
    key = element("figcaption", _key(1), _ORIGINALS.text(language), _key(2), _COPIES.text(language))
    chart = element("figure", column_chart(columns, title.text(language), language), key)
    noted = filled(note.text(language), n=number(figures.articles), u=number(figures.undated))
    return part(title, noted, language, chart, _day_numbers(figures, language))


def by_outlet(figures: NewsFigures, language: PageLanguage) -> SafeMarkup:
    """Return the outlets by how much they published, each as a share of all articles."""
    title = PagePhrase("المنابر", "Outlets")
    note = PagePhrase(
        "النسبة من {n} مقالا نشرتها {o} من المنابر في هذه الأيام.",
        "Shares of the {n} articles that {o} outlets published in these days.",
    )
    noted = filled(note.text(language), n=number(figures.articles), o=number(len(figures.outlets)))
    rows = [
        BarRow(name=foreign(each.outlet), count=each.articles, more=(share(each.articles, figures.articles),))
        for each in figures.outlets[:MOST_OUTLETS]
    ]
    rest = figures.outlets[MOST_OUTLETS:]
    more = PagePhrase("{o} من المنابر الأخرى: {n} مقالا.", "{o} other outlets: {n} articles.")
    others = filled(more.text(language), o=number(len(rest)), n=number(sum(each.articles for each in rest)))
    headings = [each.text(language) for each in (_OUTLET, _ARTICLES, _SHARE)]
    return part(title, noted, language, bar_table(headings, rows, language), element("p", others) if rest else "")


def by_hour(figures: NewsFigures, language: PageLanguage) -> SafeMarkup:
    """Return the articles of each hour of the outlets' days."""
    title = PagePhrase("ساعات النشر", "Hours of publication")
    note = PagePhrase(
        "{t} من {n} مقالا لها ساعة. الساعة ساعة المنبر نفسه.",
        "{t} of {n} articles have a time. Hours are the outlet's own.",
    )
    columns = [
        ChartColumn(label=f"{hour:02}", tip=f"{hour:02}:00–{hour:02}:59: {count}", parts=(count,))
        for hour, count in enumerate(figures.hours)
    ]
    chart = element("figure", column_chart(columns, title.text(language), language))
    rows = [(f"{hour:02}", number(count)) for hour, count in enumerate(figures.hours)]
    numbers = _numbers([PagePhrase("الساعة", "hour").text(language), _ARTICLES.text(language)], rows, language)
    noted = filled(note.text(language), t=number(figures.timed), n=number(figures.articles))
    return part(title, noted, language, chart, numbers)


def by_agency(figures: NewsFigures, language: PageLanguage) -> SafeMarkup:
    """Return the agencies by how many articles credit them."""
    title = PagePhrase("وكالات الأنباء", "News agencies")
    note = PagePhrase(
        "{c} من {n} مقالا تنسب إلى وكالة. النسبة من المقالات كلها.",
        "{c} of {n} articles credit an agency. Shares are of all articles.",
    )
    rows = [
        BarRow(
            name=each.arabic_name if language is PageLanguage.ARABIC else each.name,
            count=each.articles,
            more=(share(each.articles, figures.articles),),
        )
        for each in figures.agencies[:MOST_OUTLETS]
    ]
    headings = [PagePhrase("الوكالة", "agency").text(language), _ARTICLES.text(language), _SHARE.text(language)]
    noted = filled(note.text(language), c=number(figures.credited), n=number(figures.articles))
    return part(title, noted, language, bar_table(headings, rows, language) if rows else "")


def _key(place: int) -> SafeMarkup:
    return joined(element("span", attributes={"class": f"key c{place}"}), " ")


def _day_numbers(figures: NewsFigures, language: PageLanguage) -> SafeMarkup:
    headings = [
        PagePhrase("اليوم", "day").text(language),
        PagePhrase("اليوم الهجري", "Hijri day").text(language),
        *(each.text(language) for each in (_ARTICLES, _ORIGINALS, _COPIES)),
    ]
    rows = [
        (
            each.day.isoformat(),
            each.hijri_day or "",
            number(each.articles),
            number(each.originals),
            number(each.articles - each.originals),
        )
        for each in figures.days
    ]
    return _numbers(headings, rows, language)


def _numbers(headings: list[str], rows: Sequence[tuple[str, ...]], language: PageLanguage) -> SafeMarkup:
    """Return the numbers behind a chart, closed until they are asked for."""
    summary = element("summary", PagePhrase("الأرقام", "The numbers").text(language))
    return element("details", summary, plain_table(headings, rows, figures=len(headings) - 1))
