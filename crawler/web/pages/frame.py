"""The frame of every page: its head, the search field, the links to the other pages, and the switch of language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

from crawler.web.html.markup import SafeMarkup, bounded, element, joined
from crawler.web.html.words import PageLanguage, PagePhrase

STYLE_PATH = "/rasad.css"
MOST_LETTERS = 1000
"""So much of a typed query is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelEditing:
    """The file of labels at *path* may be changed by requests that have the *token*, which only our pages show."""

    path: Path
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRequest:
    """What a page was asked for: its path, the language, and the values of its address, the language aside.

    *editing*: labels may be changed; `None`: the pages only read.
    """

    path: str
    language: PageLanguage
    values: Mapping[str, str] = field(default_factory=dict)
    editing: LabelEditing | None = None

    def phrase(self, phrase: PagePhrase) -> str:
        """Return a text in the language of the page."""
        return phrase.text(self.language)

    def address(self, path: str, values: Mapping[str, str] | None = None, language: PageLanguage | None = None) -> str:
        """Return the address of a page of ours in the same language; empty *values* are left out."""
        spoken = language or self.language
        shown = {name: value for name, value in (values or {}).items() if value}
        shown |= {"lang": spoken.value} if spoken is not PageLanguage.ARABIC else {}
        return quote(path, safe="/-_.") + (f"?{urlencode(shown, errors='replace')}" if shown else "")

    def link(self, path: str, content: str, values: Mapping[str, str] | None = None) -> SafeMarkup:
        """Return a link to a page of ours."""
        return element("a", content, attributes={"href": self.address(path, values)})


_SEARCH = PagePhrase("بحث", "Search")
_LINKS = (
    ("/", PagePhrase("الأحدث", "Newest")),
    ("/stories", PagePhrase("القصص", "Stories")),
    ("/outlets", PagePhrase("المنابر", "Outlets")),
    ("/figures", PagePhrase("الأرقام", "Figures")),
    ("/rasad", PagePhrase("الأسئلة والجداول", "Queries and tables")),
)


def framed(asked: PageRequest, title: str, *content: str) -> str:
    """Return a whole page around *content*; *title* may be any text."""
    head = element(
        "head",
        element("meta", attributes={"charset": "utf-8"}),
        element("meta", attributes={"name": "viewport", "content": "width=device-width,initial-scale=1"}),
        element("title", f"{bounded(title)} · رصد"),
        element("link", attributes={"rel": "stylesheet", "href": STYLE_PATH}),
    )
    main = element("main", *content, attributes={"id": "main"})
    body = element("body", _skip(asked), element("header", _navigation(asked), search_form(asked)), main)
    attributes = {"lang": asked.language.value, "dir": asked.language.direction}
    return f"<!doctype html>\n{element('html', head, body, attributes=attributes)}\n"


def search_form(asked: PageRequest) -> SafeMarkup:
    """Return the search field with what was typed in it."""
    label = asked.phrase(PagePhrase("كلمات البحث", "Words to search for"))
    box = {
        "type": "search", "name": "q", "value": asked.values.get("q", "")[:MOST_LETTERS], "dir": "auto",
        "aria-label": label, "placeholder": label, "maxlength": str(MOST_LETTERS),
    }  # fmt: skip
    hidden = () if asked.language is PageLanguage.ARABIC else (_hidden("lang", asked.language.value),)
    boxes = (
        _box(asked, "newest", PagePhrase("الأحدث أولا", "newest first")),
        _box(asked, "originals", PagePhrase("بلا نسخ", "no copies")),
    )
    button = element("button", asked.phrase(_SEARCH), attributes={"type": "submit"})
    form = {"action": "/search", "method": "get", "role": "search"}
    return element("form", element("input", attributes=box), *hidden, button, *boxes, attributes=form)


def _box(asked: PageRequest, name: str, phrase: PagePhrase) -> SafeMarkup:
    attributes = {"type": "checkbox", "name": name, "value": "1"}
    checked = {"checked": ""} if asked.values.get(name) else {}
    return element("label", element("input", attributes=attributes | checked), " ", asked.phrase(phrase))


def _hidden(name: str, value: str) -> SafeMarkup:
    return element("input", attributes={"type": "hidden", "name": name, "value": value})


def _skip(asked: PageRequest) -> SafeMarkup:
    phrase = PagePhrase("إلى النص", "To the text")
    return element("a", asked.phrase(phrase), attributes={"href": "#main", "class": "skip"})


def _navigation(asked: PageRequest) -> SafeMarkup:
    links = [element("li", asked.link(path, asked.phrase(name))) for path, name in _LINKS]
    other = PageLanguage.ENGLISH if asked.language is PageLanguage.ARABIC else PageLanguage.ARABIC
    name = "English" if other is PageLanguage.ENGLISH else "العربية"
    address = asked.address(asked.path, asked.values, other)
    links.append(element("li", element("a", name, attributes={"href": address, "lang": other.value})))
    label = asked.phrase(PagePhrase("الصفحات", "Pages"))
    return joined(element("nav", element("ul", *links), attributes={"aria-label": label}))
