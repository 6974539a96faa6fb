"""The parts of a report on the crawl: outlets that went silent, and the health of the sources."""

from __future__ import annotations

from crawler.web.html.bar_table import BarRow, bar_table, plain_table
from crawler.web.html.markup import SafeMarkup, element, filled, foreign, joined
from crawler.web.html.words import PageLanguage, PagePhrase, number, share
from crawler.web.report.charts import part
from storage.articles.figures.news_figures import NewsFigures

_OUTLET = PagePhrase("المنبر", "outlet")


def silence(figures: NewsFigures, language: PageLanguage) -> SafeMarkup:
    """Return the outlets that published nothing for longer than usual."""
    title = PagePhrase("من سكت", "Silence")
    note = PagePhrase(
        "{s} من {n} من المصادر سكتت مدة تزيد على ثلاثة أمثال المعتاد، حتى آخر قراءة لها.",
        "{s} of {n} sources were silent for more than three times their usual gap, up to their last poll.",
    )
    noted = filled(note.text(language), s=number(len(figures.silent)), n=number(len(figures.health)))
    rows = [
        BarRow(
            name=foreign(each.outlet),
            count=each.days_silent,
            more=(f"{each.usual_gap:g}", each.last_day.isoformat()),
        )
        for each in figures.silent
    ]
    headings = [
        _OUTLET.text(language),
        PagePhrase("أيام السكوت", "days silent").text(language),
        PagePhrase("المعتاد بالأيام", "usual gap, days").text(language),
        PagePhrase("آخر يوم", "last day").text(language),
    ]
    return part(title, noted, language, bar_table(headings, rows, language) if rows else "")


def health(figures: NewsFigures, language: PageLanguage) -> SafeMarkup:
    """Return what the runs did, and each source with its last run; those with a problem come first."""
    title = PagePhrase("صحة المصادر", "Health of the sources")
    note = PagePhrase(
        "{p} من {n} من المصادر فيها مشكلة الآن. في هذه الأيام: {r} من الجولات، وطلبت {f} صفحة.",
        "{p} of {n} sources have a problem now. In these days: {r} runs, which requested {f} pages.",
    )
    problems = sum(each.problem is not None for each in figures.health)
    noted = filled(
        note.text(language),
        p=number(problems),
        n=number(len(figures.health)),
        r=number(figures.crawl.runs),
        f=number(figures.crawl.fetched),
    )
    return part(title, noted, language, _outcomes(figures, language), _sources(figures, language))


def _outcomes(figures: NewsFigures, language: PageLanguage) -> SafeMarkup:
    crawl = figures.crawl
    outcomes = (
        (PagePhrase("مقالات جديدة", "kept"), crawl.kept),
        (PagePhrase("ليست مقالات", "rejected"), crawl.rejected),
        (PagePhrase("تعذرت قراءتها", "quarantined"), crawl.quarantined),
        (PagePhrase("تعذر جلبها", "failed"), crawl.failed),
    )
    rows = [
        BarRow(name=name.text(language), count=count, more=(share(count, crawl.fetched),)) for name, count in outcomes
    ]
    headings = [
        PagePhrase("الصفحات", "pages").text(language),
        PagePhrase("العدد", "count").text(language),
        PagePhrase("من المطلوبة", "of requested").text(language),
    ]
    return bar_table(headings, rows, language) if crawl.fetched else joined()


def _sources(figures: NewsFigures, language: PageLanguage) -> SafeMarkup:
    if not figures.health:
        return joined()
    columns = [
        _OUTLET,
        PagePhrase("آخر جولة (UTC)", "last run (UTC)"),
        PagePhrase("آخر مقال جديد", "last new article"),
        PagePhrase("المشكلة", "problem"),
        PagePhrase("المقالات", "articles"),
        PagePhrase("وجد", "found"),
        PagePhrase("حفظ", "kept"),
        PagePhrase("رفض", "rejected"),
        PagePhrase("فشل", "failed"),
    ]
    ordered = sorted(figures.health, key=lambda each: (each.problem is None, each.source_id))
    rows = [
        (
            foreign(each.outlet),
            f"{each.last_run_at:%Y-%m-%d %H:%M}",
            f"{each.last_kept_at:%Y-%m-%d %H:%M}" if each.last_kept_at else "",
            foreign(each.problem) if each.problem else "",
            *(number(count) for count in (each.articles, each.found, each.kept, each.rejected, each.failed)),
        )
        for each in ordered
    ]
    title = element("h3", PagePhrase("آخر جولة لكل مصدر", "The last run of each source").text(language))
    return joined(title, plain_table([each.text(language) for each in columns], rows, figures=5))
