"""What a page signals of rights, and where."""

from __future__ import annotations

from datetime import UTC, datetime

from lxml import html

from pipelines.page.head import read_head
from pipelines.page.rights import page_rights
from storage.records import Page
from storage.rights import HostSignals, Rights, TdmReservation, rights_text, text_rights
from tests.support.tables import every_row

URL = "https://outlet.example/news/1"
FILE = HostSignals(agents=("GPTBot",), tdm=TdmReservation(reserved=True, declared_in="tdmrep.json"))


def _rights(head: str, *headers: tuple[str, str], site: HostSignals | None = None) -> Rights | None:
    page = Page(
        requested_url=URL,
        final_url=URL,
        body=b"",
        content_type="text/html",
        fetched_at=datetime(2026, 11, 23, 12, tzinfo=UTC),
        headers=headers,
        site=site,
    )
    return page_rights(page, read_head(html.fromstring(f"<html><head>{head}</head><body></body></html>"), URL))


def _robots(*values: str) -> tuple[tuple[str, str], ...]:
    found = _rights("", *(("x-robots-tag", each) for each in values))
    return () if found is None else found.directives


@every_row(
    ("header", "names"),
    [
        ("noai, noimageai", ["noai", "noimageai"]),
        ("NoArchive", ["noarchive"]),
        ("googlebot: noindex, noarchive", []),
        ("otherbot: noindex, rasad: noai", ["noai"]),
        ("rasad: nosnippet", ["nosnippet"]),
        ("max-snippet: 50, max-image-preview: large", ["max-snippet:50"]),
        ("max-snippet:0", ["nosnippet"]),
        ("unavailable_after: 25 Jun 2027 15:00:00 PST", []),
        ("index, follow, all", []),
        ("none", ["none"]),
    ],
)
def test_a_robots_header_is_read(header: str, names: list[str]) -> None:
    """Directives to everybody and to us count, those to other robots do not."""
    assert [(each, "header") for each in names] == list(_robots(header))


def test_the_header_is_named_where_both_say_it() -> None:
    """Metas of `robots` and of our own name count, those of other robots do not."""
    head = (
        '<meta name="ROBOTS" content="noai noarchive"><meta name="rasad" content="nosnippet">'
        '<meta name="googlebot" content="noindex">'
    )

    assert Rights(directives=(("noai", "header"), ("noarchive", "meta"), ("nosnippet", "meta"))) == _rights(
        head, ("x-robots-tag", "noai")
    )


@every_row(
    ("head", "headers", "tdm"),
    [
        ("", (), TdmReservation(reserved=True, declared_in="tdmrep.json")),
        ("", (("tdm-reservation", "0"),), TdmReservation(reserved=False, declared_in="header")),
        (
            '<meta name="tdm-reservation" content="1"><meta name="tdm-policy" content="https://outlet.example/p.json">',
            (("tdm-reservation", "0"),),
            TdmReservation(reserved=True, declared_in="meta", policy="https://outlet.example/p.json"),
        ),
        (
            "",
            (("tdm-reservation", "1"), ("tdm-policy", "https://outlet.example/p.json")),
            TdmReservation(reserved=True, declared_in="header", policy="https://outlet.example/p.json"),
        ),
        ('<meta name="tdm-reservation" content="yes">', (("tdm-reservation", "2"),), FILE.tdm),
    ],
)
def test_the_word_nearest_to_the_text_holds(
    head: str, headers: tuple[tuple[str, str], ...], tdm: TdmReservation
) -> None:
    """Meta before header before tdmrep.json; a value that is none is unsaid."""
    found = _rights(head, *headers, site=FILE)

    assert tdm == (found and found.tdm)


def test_nothing_signalled_is_null() -> None:
    """A page that says nothing has no rights record at all."""
    assert None is _rights('<meta name="robots" content="index, follow">', site=HostSignals())


def test_rights_come_back_from_the_store_as_they_went_in() -> None:
    """The JSON of the column holds all of it."""
    rights = Rights(
        directives=(("noai", "header"), ("noarchive", "meta")),
        tdm=TdmReservation(reserved=True, declared_in="header", policy="https://outlet.example/p.json"),
        agents=("CCBot", "GPTBot"),
        signals=(("ai-train", "no"),),
    )

    assert rights == text_rights(rights_text(rights))
