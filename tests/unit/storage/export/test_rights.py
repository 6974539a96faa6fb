"""How much of a text an export lets out: by its purpose, the licence, and what the outlet reserves."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from storage.articles.reader import TextExtent
from storage.export.output.target import target_of
from storage.export.rights.limited_record import cut
from storage.export.rights.policy import ExportPurpose, RightsPolicy, names_full_text, text_limit
from storage.export.run.export import write_export
from storage.export.run.export_request import CursorUse, ExportReport, ExportRequest
from storage.records import ListingEntry
from storage.rights import Rights, TdmReservation
from storage.store import Store
from tests.support.exports import export_to, json_lines
from tests.support.stores import HOME, SOURCE, claimed, fetched, offered, read
from tests.support.tables import every_row, wrong_rows

BODY = "ناقشت اللجنة مشروع المدرسة الجديدة والأمن الغذائي في المنطقة."
SUMMARY = "ملخص طويل " * 60
OPEN = "republish with the full text"
LINK, SNIPPET, FULL = TextExtent.LINK, TextExtent.SNIPPET, TextExtent.FULL
PURPOSES = (ExportPurpose.LINK, ExportPurpose.SEARCH, ExportPurpose.ANALYSIS, ExportPurpose.TRAINING)


def _signalled(name: str) -> Rights:
    return Rights(directives=((name, "meta"),))


# What each purpose may have of an article whose licence names the full text.
RESERVED: dict[str, tuple[Rights | None, tuple[TextExtent, TextExtent, TextExtent, TextExtent]]] = {
    "nothing": (None, (LINK, FULL, FULL, FULL)),
    "noimageai": (_signalled("noimageai"), (LINK, FULL, FULL, FULL)),
    "tdm 0": (Rights(tdm=TdmReservation(reserved=False, declared_in="meta")), (LINK, FULL, FULL, FULL)),
    "nosnippet": (_signalled("nosnippet"), (LINK, LINK, LINK, LINK)),
    "noarchive": (_signalled("noarchive"), (LINK, SNIPPET, SNIPPET, SNIPPET)),
    "max-snippet:40": (_signalled("max-snippet:40"), (LINK, SNIPPET, SNIPPET, SNIPPET)),
    "noai": (_signalled("noai"), (LINK, SNIPPET, SNIPPET, LINK)),
    "tdm": (Rights(tdm=TdmReservation(reserved=True, declared_in="header")), (LINK, SNIPPET, SNIPPET, LINK)),
    "agents": (Rights(agents=("GPTBot",)), (LINK, FULL, FULL, LINK)),
    "search=no": (Rights(signals=(("search", "no"),)), (LINK, LINK, FULL, FULL)),
    "ai-input=no": (Rights(signals=(("ai-input", "no"),)), (LINK, FULL, SNIPPET, SNIPPET)),
    "ai-train=no": (Rights(signals=(("ai-train", "no"),)), (LINK, FULL, FULL, LINK)),
    "ai-train=yes": (Rights(signals=(("ai-train", "yes"),)), (LINK, FULL, FULL, FULL)),
    "noindex": (_signalled("noindex"), (LINK, LINK, LINK, LINK)),
}
# What each purpose may have where nothing is reserved.
LICENCES: dict[str | None, tuple[TextExtent, TextExtent, TextExtent, TextExtent]] = {
    None: (LINK, SNIPPET, SNIPPET, LINK),
    "read, index, link": (LINK, SNIPPET, SNIPPET, LINK),
    "": (LINK, SNIPPET, SNIPPET, LINK),
    OPEN: (LINK, FULL, FULL, FULL),
    "يسمح بإعادة النشر مع ذكر المصدر": (LINK, FULL, FULL, FULL),
    "no republishing": (LINK, SNIPPET, SNIPPET, LINK),
    "لا يجوز إعادة النشر": (LINK, SNIPPET, SNIPPET, LINK),
}


def _extents(rights: Rights | None, licence: str | None) -> tuple[TextExtent, ...]:
    return tuple(text_limit(rights, licence, RightsPolicy(purpose=each)).extent for each in PURPOSES)


def test_the_matrix_of_what_is_reserved() -> None:
    """Every signal and every purpose, as docs/exports.md has them."""
    assert [] == wrong_rows([(rights, OPEN, wanted) for rights, wanted in RESERVED.values()], _extents)


def test_the_matrix_of_licences() -> None:
    """Where nothing is said the answer is the careful one."""
    assert [] == wrong_rows([(None, licence, wanted) for licence, wanted in LICENCES.items()], _extents)


def test_the_narrowest_limit_wins() -> None:
    """No signal widens what the licence allows, and no licence what is reserved."""
    width = [LINK, SNIPPET, FULL].index
    rows = [
        (rights, licence, tuple(min(pair, key=width) for pair in zip(of_rights, of_licence, strict=True)))
        for licence, of_licence in LICENCES.items()
        for rights, of_rights in RESERVED.values()
    ]

    assert [] == wrong_rows(rows, _extents)


def test_an_operator_may_analyse_what_has_no_licence_and_no_more() -> None:
    """The setting is about silence and analysis alone; `--full-text` is about licences alone."""
    silent = {
        purpose: text_limit(None, None, RightsPolicy(purpose=purpose, silent_is_full=True)).extent
        for purpose in PURPOSES
    }
    limited = RightsPolicy(purpose=ExportPurpose.ANALYSIS, silent_is_full=True)
    own = RightsPolicy(purpose=ExportPurpose.ANALYSIS, full_text=True)

    assert [LINK, SNIPPET, FULL, LINK] == list(silent.values())
    assert SNIPPET == text_limit(None, "read, index, link", limited).extent
    assert (FULL, SNIPPET) == (
        text_limit(None, "read, index, link", own).extent,
        text_limit(RESERVED["tdm"][0], "read, index, link", own).extent,
    )


@every_row(
    "licence",
    [
        "All rights reserved", "Do not republish", "Republication is prohibited without permission", "full text: never",
        "Republishing isn't allowed", "جميع الحقوق محفوظة، يمنع النشر", "إعادة النشر ممنوعة", "النشر محظور",
        "النشر بدون إذن غير مسموح", "read only",
    ],
)  # fmt: skip
def test_a_licence_that_denies_names_no_full_text(licence: str) -> None:
    """The word for what is denied is not taken for a permission."""
    assert not names_full_text(licence)


def _keep(store: Store, rights: Rights | None) -> None:
    offered(store, ListingEntry(url=HOME + "a"))
    claimed(store)
    kept = read(HOME + "a", "عنوان", BODY)
    kept = replace(kept, article=replace(kept.article, rights=rights, summary=SUMMARY, deck=SUMMARY, kicker="سطر"))
    store.articles.keep([fetched(HOME + "a", kept)], run_id=1)


def _export(
    store: Store, folder: Path, policy: RightsPolicy | None = None, *, cursor: bool = False
) -> tuple[list[dict[str, object]], ExportReport]:
    path = folder / "out.jsonl"
    use = CursorUse(path=folder / "desk.cursor") if cursor else None
    request = ExportRequest(form="jsonl", policy=policy or RightsPolicy(full_text=True))
    report = write_export(store, target_of(str(path)), request, cursor=use)
    return json_lines(path), report


@pytest.mark.parametrize(
    ("rights", "holds", "longest", "reason"),
    [
        (None, "full", len(SUMMARY), None),
        (RESERVED["tdm"][0], "snippet", 300, "tdm-reservation"),
        (RESERVED["max-snippet:40"][0], "snippet", 40, "max-snippet:40"),
        (Rights(directives=(("max-snippet:40", "meta"), ("noai", "meta"))), "snippet", 40, "max-snippet:40"),
        (Rights(directives=(("noai", "meta"), ("nosnippet", "meta"))), "link", 0, "nosnippet"),
    ],
)
def test_a_record_holds_what_it_may(
    store: Store, tmp_path: Path, rights: Rights | None, holds: str, longest: int, reason: str | None
) -> None:
    """A snippet is cut between words, a link has no text at all; the record says which it is and why."""
    _keep(store, rights)
    (row,), report = _export(store, tmp_path)
    texts = [str(row[name] or "") for name in ("summary", "deck")]

    assert ("عنوان", holds, reason, holds == "full") == (
        row["headline"], row["holds"], row["withheld"], row["body"] is not None,
    )  # fmt: skip
    assert [longest > 0] * 2 == [0 < len(each) <= longest for each in texts]
    assert ([] if reason is None else [reason]) == list(report.withheld)
    assert (holds != "link") == (row["kicker"] is not None)
    assert all(word in {"ملخص", "طويل", "ملخص…", "طويل…"} for each in texts for word in each.split())


def test_a_snippet_is_never_longer_than_its_limit() -> None:
    """With no blank at all, with one at the limit, and where it fits."""
    words = "كلمة " * 100

    assert [300, "ab", None, "…"] == [len(cut("x" * 500, 300) or ""), cut("ab", 2), cut(None, 5), cut("ab", 1)]
    assert all(len(cut(words, longest) or "") <= longest for longest in range(1, 301))


def test_what_must_be_in_no_index_is_in_no_export(store: Store, tmp_path: Path) -> None:
    """`noindex` leaves an article out; a reader that had it is told to remove it, once."""
    _keep(store, None)
    _export(store, tmp_path, cursor=True)
    _keep(store, Rights(directives=(("noindex", "header"),)))
    (row,), _ = _export(store, tmp_path, cursor=True)
    nothing, report = _export(store, tmp_path)

    assert ("withdrawn", "noindex", None, None, "link") == tuple(
        row[name] for name in ("op", "withheld", "body", "summary", "holds")
    )
    assert ([], 1, []) == (nothing, report.hidden, _export(store, tmp_path, cursor=True)[0])


@pytest.mark.parametrize(("before", "after"), [(OPEN, "read only"), (OPEN, None), ("read only", OPEN)])
def test_a_changed_licence_is_a_change_of_every_article(
    store: Store, tmp_path: Path, before: str | None, after: str | None
) -> None:
    """A reader that has the full text is told that it may no longer hold it, and the other way round."""
    careful = RightsPolicy()
    store.sources.register([replace(SOURCE, licence=before)])
    _keep(store, None)
    (first,), _ = _export(store, tmp_path, careful, cursor=True)
    store.sources.register([replace(SOURCE, licence=after)])
    (second,), _ = _export(store, tmp_path, careful, cursor=True)

    assert (before == OPEN, after == OPEN) == (first["body"] is not None, second["body"] is not None)
    assert ("changed", [], [second]) == (
        second["op"], _export(store, tmp_path, careful, cursor=True)[0], [{**_export(store, tmp_path, careful)[0][0], "op": "changed"}],
    )  # fmt: skip


def test_rights_are_json_in_a_cell(store: Store, tmp_path: Path) -> None:
    """CSV holds the object as text."""
    _keep(store, Rights(agents=("GPTBot",)))
    path = tmp_path / "out.csv"
    export_to(store, path, "csv")
    with path.open(encoding="utf-8", newline="") as stream:
        (row,) = csv.DictReader(stream)

    assert {"ai-agents": ["GPTBot"]} == json.loads(row["rights"])
