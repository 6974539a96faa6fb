"""The parts of a report on who led: copies, and what outlets corrected."""

from __future__ import annotations

from crawler.web.html.bar_table import BarRow, bar_table, plain_table
from crawler.web.html.markup import SafeMarkup, element, filled, foreign, joined, web_link
from crawler.web.html.words import PageLanguage, PagePhrase, number, share
from crawler.web.report.charts import MOST_OUTLETS, part
from storage.articles.figures.news_figures import NewsFigures

_OUTLET = PagePhrase("المنبر", "outlet")
_HEADLINE = PagePhrase("العنوان", "headline")


def leaders(figures: NewsFigures, language: PageLanguage) -> SafeMarkup:
    """Return the outlets whose articles others copied."""
    title = PagePhrase("من سبق", "Who led")
    note = PagePhrase(
        "لكل منبر عدد النسخ التي نقلت عن مقالاته، من {c} نسخة. الأصل هو الأقدم تاريخا.",
        "For each outlet how many of the {c} copies are copies of its articles. The original is the one dated first.",
    )
    led = sorted((each for each in figures.outlets if each.led), key=lambda each: (-each.led, each.source_id))
    rows = [
        BarRow(name=foreign(each.outlet), count=each.led, more=(share(each.led, figures.copies),))
        for each in led[:MOST_OUTLETS]
    ]
    headings = [_OUTLET.text(language), *_of_copies(language)]
    noted = filled(note.text(language), c=number(figures.copies))
    return part(title, noted, language, bar_table(headings, rows, language) if rows else "")


def copies(figures: NewsFigures, language: PageLanguage) -> SafeMarkup:
    """Return who copied whom, and the articles with the most copies."""
    title = PagePhrase("من نقل عمن", "Who copied whom")
    note = PagePhrase("{c} من {n} مقالا نسخ عن مقال آخر ({s}).", "{c} of {n} articles are copies of another one ({s}).")
    noted = filled(
        note.text(language),
        c=number(figures.copies),
        n=number(figures.articles),
        s=share(figures.copies, figures.articles),
    )
    arrow = PagePhrase(" ← ", " → ").text(language)  # from the original to the copy, in the direction of reading
    pairs = [
        BarRow(
            name=joined(foreign(each.original), arrow, foreign(each.copier)),
            count=each.articles,
            more=(share(each.articles, figures.copies),),
        )
        for each in figures.pairs
    ]
    headings = [PagePhrase("الأصل ← الناقل", "original → copy").text(language), *_of_copies(language)]
    most = [
        (web_link(each.url, foreign(each.headline)), foreign(each.outlet), number(each.copies))
        for each in figures.most_copied
    ]
    columns = [
        each.text(language)
        for each in (PagePhrase("أكثر المقالات نسخا", "most copied"), _OUTLET, PagePhrase("النسخ", "copies"))
    ]
    shown = (bar_table(headings, pairs, language), plain_table(columns, most, figures=1)) if pairs else ()
    return part(title, noted, language, *shown)


def corrections(figures: NewsFigures, language: PageLanguage) -> SafeMarkup:
    """Return which outlets edited articles after publication, and the last headlines that changed."""
    title = PagePhrase("التصحيحات", "Corrections")
    note = PagePhrase(
        "{e} من {n} مقالا تغير نصها بعد أن قرأناها أول مرة ({s}). وسحبت المنابر {w}.",
        "{e} of {n} articles changed after we first read them ({s}). Outlets withdrew {w}.",
    )
    noted = filled(
        note.text(language),
        e=number(figures.edited),
        n=number(figures.articles),
        s=share(figures.edited, figures.articles),
        w=number(figures.withdrawn),
    )
    edited = sorted((each for each in figures.outlets if each.edited), key=lambda each: (-each.edited, each.source_id))
    rows = [
        BarRow(
            name=foreign(each.outlet),
            count=each.edited,
            more=(number(each.articles), share(each.edited, each.articles)),
        )
        for each in edited[:MOST_OUTLETS]
    ]
    headings = [
        _OUTLET.text(language),
        PagePhrase("المعدلة", "edited").text(language),
        PagePhrase("من مقالاته", "of its articles").text(language),
        PagePhrase("النسبة", "share").text(language),
    ]
    bars = bar_table(headings, rows, language) if rows else ""
    return part(title, noted, language, bars, _headlines(figures, language))


def _of_copies(language: PageLanguage) -> list[str]:
    return [
        PagePhrase("النسخ", "copies").text(language),
        PagePhrase("من كل النسخ", "of all copies").text(language),
    ]


def _headlines(figures: NewsFigures, language: PageLanguage) -> SafeMarkup:
    if not figures.headline_changes:
        return joined()
    columns = [_OUTLET, PagePhrase("العنوان قبل التغيير", "headline before"), PagePhrase("وبعده", "and after")]
    rows = [
        (foreign(each.outlet), foreign(each.before), web_link(each.url, foreign(each.after)))
        for each in figures.headline_changes
    ]
    title = element("h3", PagePhrase("آخر العناوين التي تغيرت", "Headlines that changed last").text(language))
    return joined(title, plain_table([each.text(language) for each in columns], rows))
