"""Every page and command of the cases comes out right: small inputs that people who read pages have met."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.cli.pages.article_json import unknown_source
from pipelines.items import PageContext
from pipelines.read import read
from spiders.catalogue.catalogue import Catalogue
from storage.records import Article, Page, Rejected
from storage.source import Source
from tests.crawl.cases.case_files import case_folder, names_of, spec_of
from tests.support.paths import ROOT

TITLE = "وزير النقل يفتتح الطريق الساحلي الجديد"
AT = "2026-11-25T07:00"
PAGES_URL = "https://ufuq.example/local/2026/05/04/1234"
OTHER_URLS = {"faq": "https://ufuq.example/faq.html", "linked": "https://example.com/eco/2026/11/24/12345.html"}
STATION = "https://ufuq.example/img/station.jpg"
LEILA = ("ليلى منصور",)
UNSET = "?"


@dataclass(frozen=True, slots=True, kw_only=True)
class RightPage:
    """What is right of a page; a value that is not given is not compared.

    *at* is when it was published (UTC, to the minute). *paragraphs* counts those of the body, *lines* the cross-heads,
    too; *words* is a range. *lacks* is what the body must not hold.
    """

    rejected: tuple[str, ...] = ()
    headline: str | None = UNSET
    at: str | None = UNSET
    modified: str | None = UNSET
    authors: tuple[str, ...] | None = None
    section: str | None = UNSET
    image: str | None = UNSET
    dateline: str | None = UNSET
    deck: str | None = UNSET
    kind: str | None = UNSET
    is_paywalled: bool | None = False
    words: tuple[int, int] = (1, 10_000)
    paragraphs: int = 0
    lacks: tuple[str, ...] = ()


RIGHT: Mapping[str, RightPage] = {
    "57-consent-page": RightPage(rejected=("login-wall",)),
    "59-consent-banner-and-article": RightPage(headline=TITLE, words=(63, 63), paragraphs=3),
    "60-jsonld-two-articles": RightPage(at=AT, authors=("سلمى الحداد",), words=(63, 63)),
    "62-jsonld-only-other-article": RightPage(at=None, authors=(), words=(63, 63)),
    "63-jsonld-two-articles-own-first": RightPage(at=AT, authors=("سلمى الحداد",), words=(63, 63)),
    "64-jsonld-itemlist": RightPage(at=None, authors=(), words=(63, 63)),
    "65-jsonld-bare-quotes": RightPage(at=AT, words=(63, 63)),
    "66-jsonld-raw-newlines": RightPage(at=AT, authors=("سلمى الحداد",)),
    "67-jsonld-author-by-id": RightPage(at=AT, authors=("سلمى الحداد",)),
    "68-jsonld-author-array": RightPage(authors=("سلمى الحداد", "كريم الأسمر")),
    "70-jsonld-liveblog-no-updates": RightPage(kind="live", words=(63, 63), at=AT),
    "71-author-meta-web-agency": RightPage(authors=()),
    "73-author-of-related-card": RightPage(authors=()),
    "74-author-facebook-url": RightPage(authors=()),
    "75-date-of-comment": RightPage(at="2026-11-25T07:05"),
    "76-date-in-script": RightPage(at=None),
    "77-date-time-frame": RightPage(at="2026-07-13T00:00"),
    "78-date-published-and-updated": RightPage(at="2026-11-20T07:05", modified="2026-11-25T09:10"),
    "79-date-locale-shapes": RightPage(at="2021-09-22T18:05"),
    "80-text-linked-paragraph": RightPage(words=(84, 84), paragraphs=4),
    "81-text-lead-in-h2": RightPage(words=(84, 84), paragraphs=4),
    "82-text-two-halves": RightPage(words=(121, 121), paragraphs=6),
    "83-text-next-article-below": RightPage(headline=TITLE, words=(44, 44), paragraphs=2),
    "84-text-list-page": RightPage(rejected=("no-headline", "section-page")),
    "85-text-related-not-body": RightPage(headline=TITLE, words=(63, 63), paragraphs=3),
    "86-text-pre-lines": RightPage(words=(63, 63), paragraphs=3),
    "88-text-paywall-notice": RightPage(is_paywalled=True, words=(20, 20), paragraphs=1),
    "89-text-embedded-post": RightPage(words=(84, 84), paragraphs=4, lacks=("We are proud",)),
    "90-text-several-pages": RightPage(kind="part"),
    "91-text-next-data": RightPage(headline=TITLE, words=(121, 121), paragraphs=6),
    "92-text-jsonld-body": RightPage(headline=TITLE, words=(121, 121), paragraphs=6),
    "96-text-anchor-without-href": RightPage(headline=TITLE, words=(84, 84), paragraphs=4),
    "98-wall-subscribe": RightPage(rejected=("login-wall",)),
    "100-wall-region": RightPage(rejected=("login-wall",)),
    "101-page-db-error": RightPage(rejected=("challenge",)),
}
SIX = RightPage(paragraphs=6)
SHORT, LONG = RightPage(words=(105, 135)), RightPage(words=(215, 225))
PAGES: Mapping[str, RightPage] = {
    "two-plain-divs-5-1": SIX,
    "two-plain-sections-5-1": RightPage(paragraphs=6, words=(111, 111)),  # with both cross-heads
    "two-sections-different-classes-5-1": SIX,
    "divs-with-ids-5-1": SIX,
    "title-h-section-site-og-section": RightPage(section="محليات"),
    "title-h-section-site-json-ld-section": RightPage(section="محليات"),
    "title-h-site-og-section": RightPage(section="محليات"),
    "dc-creator-site-maker": RightPage(authors=LEILA),
    "meta-author-admin-latin": RightPage(authors=LEILA),
    "microdata-author-org": RightPage(authors=()),
    "microdata-author-person": RightPage(authors=LEILA),
    "no-og-image-logo-as-og": RightPage(image=STATION),
    "no-og-image": RightPage(image=STATION),
    "og-image-default": RightPage(image=None),
    "share-bar": RightPage(paragraphs=6, words=(109, 109), lacks=("فيسبوك",)),
    "custom-elements": RightPage(paragraphs=6, words=(109, 109)),
    "skip-link-promo": RightPage(paragraphs=6, words=(109, 109)),
    "reordered-og-title-h1-other-order": RightPage(
        headline="قبل نهاية العام المحطة تفتح خطها الجديد أمام الركاب القادمين"
    ),
    "deck-site-city": RightPage(deck=None, dateline="أبوظبي"),
    "trailing-heading-over-a-cut-list": RightPage(paragraphs=6, lacks=("مزيد من القراءة",)),
    "faq": RightPage(rejected=("service-page",)),
    "linked-none": SHORT,
    "linked-one-link": SHORT,
    "linked-two-links": SHORT,
    "linked-bold-links": SHORT,
    "linked-figure": LONG,
    "linked-flat": LONG,
    "linked-h3link": LONG,
    "linked-linkstart": LONG,
}


def _read(file: Path, url: str, source: Source) -> Article | Rejected:
    at = datetime(2026, 11, 30, 12, tzinfo=UTC)
    page = Page(requested_url=url, final_url=url, body=file.read_bytes(), content_type="text/html", fetched_at=at)
    return read(page, source, PageContext())


def _differences(found: Article | Rejected, right: RightPage) -> dict[str, object]:
    """Return what *found* has otherwise."""
    if isinstance(found, Rejected) or right.rejected:
        reason = found.reason.value if isinstance(found, Rejected) else "an article"
        return {} if reason in right.rejected else {"rejected": reason}
    paragraphs = [each for each in found.body.split("\n\n") if len(each.split()) > 6]
    fields: dict[str, tuple[object, object]] = {
        "headline": (right.headline, found.headline),
        "at": (right.at, found.published_at and f"{found.published_at:%Y-%m-%dT%H:%M}"),
        "modified": (right.modified, found.modified_at and f"{found.modified_at:%Y-%m-%dT%H:%M}"),
        "section": (right.section, found.section),
        "image": (right.image, found.image_url),
        "dateline": (right.dateline, found.dateline),
        "deck": (right.deck, found.deck),
        "kind": (right.kind, found.kind.value),
        "authors": (found.authors if right.authors is None else right.authors, found.authors),
        "is_paywalled": (right.is_paywalled or found.is_paywalled, found.is_paywalled),
        "paragraphs": (right.paragraphs or len(paragraphs), len(paragraphs)),
        "words": (True, right.words[0] <= found.words <= right.words[1]),
        "lacks": ([], [each for each in right.lacks if each in found.body]),
    }
    return {name: has for name, (wanted, has) in fields.items() if wanted not in (UNSET, has)}


@pytest.mark.parametrize("name", RIGHT)
def test_a_page_comes_out_right(name: str) -> None:
    """The page of a case, read for its source."""
    spec, folder = spec_of(name), case_folder(name)
    source = Catalogue.load(None).sources[spec["source"]] if spec.get("source") else unknown_source(spec["url"])

    assert _differences(_read(folder / spec["file"], spec["url"], source), RIGHT[name]) == {}


@pytest.mark.parametrize("name", PAGES)
def test_a_composed_page_comes_out_right(name: str) -> None:
    """The pages without a folder of their own, of an unknown source."""
    url = OTHER_URLS.get(name.partition("-")[0], PAGES_URL)
    found = _read(case_folder("pages") / f"{name}.html", url, unknown_source(url))

    assert _differences(found, PAGES[name]) == {}


def test_no_page_is_left_out() -> None:
    """A new case needs its right values here."""
    assert {*RIGHT} == names_of("page")
    assert {*PAGES} == {each.stem for each in case_folder("pages").glob("*.html")}
    assert names_of("command") == {"93-opml-bare-ampersand", "94-cron-locale-c"}


def test_a_list_of_feeds_with_bare_ampersands_is_imported(tmp_path: Path) -> None:
    """Other readers write such files."""
    shutil.copy(case_folder("93-opml-bare-ampersand") / "list.opml", tmp_path)
    done = _rasad(
        "--data", str(tmp_path / "data"), "sources", "import", str(tmp_path / "list.opml"), env=dict(os.environ)
    )

    written = sorted(each.name for each in (tmp_path / "data").rglob("*.toml"))
    assert (["xx_aldiffa.toml", "xx_alwadi.toml"], "") == (written, done.stderr)


def test_arabic_is_printed_without_a_locale(tmp_path: Path) -> None:
    """A scheduler starts programs so, and their output goes into a pipe."""
    case_folder("94-cron-locale-c")
    env = {"LANG": "C", "LC_ALL": "C", "PATH": "/usr/bin:/bin"}

    assert "هسبريس" in _rasad("--data", str(tmp_path), "sources", "list", env=env).stdout


def _rasad(*words: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "crawler", *words]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, encoding="utf-8", check=False)
