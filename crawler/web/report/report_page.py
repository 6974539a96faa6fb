"""The report as one HTML page in both languages: no script, no other file, nothing that leaves the reader's machine."""

from __future__ import annotations

import base64
import hashlib

from crawler.web.html.markup import SafeMarkup, element, filled, joined
from crawler.web.html.style import STYLE
from crawler.web.html.words import PageLanguage, PagePhrase, number
from crawler.web.report.charts import by_agency, by_day, by_hour, by_outlet
from crawler.web.report.voices import copies, corrections, leaders
from crawler.web.report.watch import health, silence
from storage.articles.figures.news_figures import NewsFigures

_PARTS = (by_day, by_outlet, by_hour, leaders, copies, by_agency, corrections, silence, health)


def report_page(figures: NewsFigures, *, collection: str | None = None) -> str:
    """Return the whole page. Arabic is shown first; the switch to English needs no script.

    *collection* is the name of the outlets that the figures are of; `None`: all.
    """
    style = SafeMarkup(STYLE)
    of = f" · {collection}" if collection else ""
    title = f"رصد{of} {figures.since.isoformat()} – {figures.until.isoformat()}"
    head = element(
        "head",
        element("meta", attributes={"charset": "utf-8"}),
        element("meta", attributes={"http-equiv": "Content-Security-Policy", "content": _policy()}),
        element("meta", attributes={"name": "viewport", "content": "width=device-width,initial-scale=1"}),
        element("meta", attributes={"name": "referrer", "content": "no-referrer"}),
        element("title", title),
        element("style", style),
    )
    body = element(
        "body",
        *_switch(PageLanguage.ARABIC, "العربية", is_first=True),
        *_switch(PageLanguage.ENGLISH, "English", is_first=False),
        *(_main(figures, each, collection) for each in PageLanguage),
    )
    return f"<!doctype html>\n{element('html', head, body, attributes={'lang': 'ar', 'dir': 'rtl'})}\n"


def report_parts(figures: NewsFigures, language: PageLanguage) -> SafeMarkup:
    """Return the heading and all parts of the report in one language."""
    return joined(_heading(figures, language), *(each(figures, language) for each in _PARTS))


def _policy() -> str:
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _switch(language: PageLanguage, name: str, *, is_first: bool) -> tuple[SafeMarkup, SafeMarkup]:
    shown = f"show-{language.value}"
    box = {"type": "radio", "name": "language", "id": shown, "class": "switch"} | ({"checked": ""} if is_first else {})
    label = element("label", name, attributes={"for": shown, "lang": language.value})
    return element("input", attributes=box), label


def _main(figures: NewsFigures, language: PageLanguage, collection: str | None) -> SafeMarkup:
    attributes = {"lang": language.value, "dir": language.direction}
    of = PagePhrase("منابر المجموعة {name} وحدها.", "Only the outlets of the collection {name}.").text(language)
    note = element("p", filled(of, name=collection)) if collection else joined()
    return element("main", note, report_parts(figures, language), attributes=attributes)


def _heading(figures: NewsFigures, language: PageLanguage) -> SafeMarkup:
    title = PagePhrase("الصحافة العربية كما رصدناها", "The Arabic press as we watched it").text(language)
    days = PagePhrase("من {since} إلى {until}. كتب في {at} UTC.", "{since} to {until}. Written at {at} UTC.")
    period = filled(
        days.text(language),
        since=figures.since.isoformat(),
        until=figures.until.isoformat(),
        at=f"{figures.at:%Y-%m-%d %H:%M}",
    )
    note = element("p", period, attributes={"class": "meta"})
    return joined(element("h1", title), note, _nothing(figures, language), _totals(figures, language))


def _nothing(figures: NewsFigures, language: PageLanguage) -> SafeMarkup:
    """Return a line where these days have no article: which day the newest one has."""
    if figures.articles:
        return joined()
    if figures.last_day is None:
        nothing = PagePhrase("ليس في المخزن مقال له تاريخ.", "The store has no article with a date.")
        return element("p", nothing.text(language))
    newest = PagePhrase(
        "لا مقال في هذه الأيام. أحدث مقال يومه {day}.", "No article in these days. The newest is of {day}."
    )
    return element("p", filled(newest.text(language), day=figures.last_day.isoformat()))


def _totals(figures: NewsFigures, language: PageLanguage) -> SafeMarkup:
    totals = (
        (PagePhrase("المقالات", "articles"), figures.articles),
        (PagePhrase("الأصلية", "originals"), figures.articles - figures.copies),
        (PagePhrase("النسخ", "copies"), figures.copies),
        (PagePhrase("المنابر", "outlets"), len(figures.outlets)),
        (PagePhrase("المعدلة", "edited"), figures.edited),
        (PagePhrase("المسحوبة", "withdrawn"), figures.withdrawn),
    )
    shown = [element("div", element("dt", name.text(language)), element("dd", number(count))) for name, count in totals]
    return element("dl", *shown, attributes={"class": "totals"})
