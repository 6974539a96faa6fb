"""`rasad cite`: the three formats, and hostile texts in them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta
from itertools import accumulate
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from crawler.cli.articles.cite import cite
from crawler.config.data_dir import DataDir
from storage.records import Article, Gone, ListingEntry
from storage.store import Store
from tests.support.stores import HOME, NOW, SOURCE, fetched, offered, read

_HOSTILE = "ER  -\r\nTY  - BOOK }, evil = {x} \\input{/etc/passwd} 100% & #1 _a_ \u202eabc"


def _keep(store: Store, name: str, headline: str, **fields: object) -> None:
    found = read(HOME + name, headline, f"نص الخبر {name} في بضع كلمات")
    article: Article = replace(found.article, **fields)  # type: ignore[arg-type]
    store.articles.keep([fetched(HOME + name, replace(found, article=article))], run_id=1)


@pytest.fixture
def data(store: Store, tmp_path: Path) -> Path:
    offered(store, ListingEntry(url=HOME + "c"))
    _keep(store, "a", "وزير يفتتح مستشفى", authors=("ليلى منصور", "د. سامي الحداد"), section="صحة")
    _keep(store, "b", _HOSTILE, agency="أ ف ب", published_at=None)
    _keep(store, "c", "خبر حذفته الصحيفة")
    store.articles.keep([fetched(HOME + "c", Gone(status=410), at=NOW + timedelta(days=1))], run_id=1)
    return tmp_path


def _run(data: Path, *words: str) -> Result:
    return CliRunner().invoke(cite, words, obj=DataDir(data=data))


def _cited(data: Path, *words: str) -> str:
    file = data / "cited"
    done = _run(data, *words, "-o", str(file))
    assert 0 == done.exit_code
    return file.read_bytes().decode()


def test_ris_has_a_line_for_each_author_and_ends(data: Path) -> None:
    """A newspaper article with the outlet's day; lines end as the format asks."""
    assert [
        "TY  - NEWS", f"ID  - {SOURCE.id}-2026-11-23-1", "TI  - وزير يفتتح مستشفى", "AU  - ليلى منصور", "AU  - د. سامي الحداد",
        f"T2  - {SOURCE.outlet}", "SE  - صحة", "PY  - 2026", "DA  - 2026/11/23", "LA  - ar", f"UR  - {HOME}a", "Y2  - 2026/11/23",
        "ER  - ", "",
    ] == _cited(data, "1").split("\r\n")  # fmt: skip


def test_bibtex_keeps_names_whole(data: Path) -> None:
    """Each name is in braces, because no program knows which part of it is the family's."""
    text = _cited(data, "1", "--format", "bibtex")

    assert ("author = {{ليلى منصور} and {د. سامي الحداد}}", "date = {2026-11-23}", "langid = {arabic}") == tuple(
        found[0] if (found := re.search(rf"{name} = .*(?=,\n)", text)) else None
        for name in ("author", "date", "langid")
    )


def test_csl_json_is_a_list_of_items(data: Path) -> None:
    """What is unknown is left out; a withdrawn article says so."""
    undated, withdrawn = json.loads(_cited(data, "2", "3", "--format", "csl-json"))

    assert ([{"literal": "أ ف ب"}], False, "withdrawn by the outlet, noticed 2026-11-24") == (
        undated["author"],
        "issued" in undated,
        withdrawn["note"],
    )


def test_a_hostile_headline_makes_no_field_and_no_record(data: Path) -> None:
    """Line ends, braces and commands of TeX stay text; overrides of direction are removed."""
    ris, tex = _cited(data, "2"), _cited(data, "2", "--format", "bibtex")
    depths = list(accumulate({"{": 1, "}": -1}.get(sign, 0) for sign in tex.strip()))

    assert (1, 1, [0], False, False) == (
        len(re.findall(r"^TY  - ", ris, re.MULTILINE)),
        len(re.findall(r"^ER  - ", ris, re.MULTILINE)),
        sorted({depth for depth in depths[tex.index("{") :] if depth <= 0}),
        "\\input" in tex,
        "\u202e" in ris + tex,
    )


def test_a_number_without_an_article_writes_nothing(data: Path, tmp_path: Path) -> None:
    """Status 2, and no file."""
    done = _run(data, "1", "77", "-o", str(tmp_path / "out.ris"))

    assert (2, False) == (done.exit_code, (tmp_path / "out.ris").exists())
