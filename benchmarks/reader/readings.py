"""Writes how every page of a set is read, to compare two versions of the reader: `--write FILE`, then `--compare`.

A version is the tree that the command is run in. Read are the pages of the newsroom, the same in real size, and every
page of the folders that are named; those of other languages a second time with Arabic words in place of theirs.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path

from benchmarks.reader.jobs import page_bytes
from benchmarks.reader.page_sets import newsroom_pages
from benchmarks.reader.real_size import real_size_pages
from crawler.cli.pages.article_json import unknown_source
from pipelines.items import PageContext
from pipelines.stages.reader_process import read_page
from storage.records import Article, Fingerprint, Page, Rejected, TextSketch
from storage.source import Source

_RESULT = "result"
_NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
_URL = "https://outlet.example/2026/11/22/a"
_NAMES = re.compile(r"\.(?:html?|txt|xml)(?:\.gz)?$")
_TEXT = re.compile(r"(?s)<(script|style)\b.*?</\1\s*>|<[^>]*>|[A-Za-z\u00c0-\u024f\u0370-\u04ff]+")
_ARABIC = "قال وزير المدينة أمس إن مشروع الطريق الجديد سيبدأ في ربيع العام المقبل بعد موافقة المجلس على كلفته"


def main() -> None:
    """Write the readings of this tree, or say how two files of readings differ."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folders", type=Path, nargs="*")
    asked.add_argument("--articles", type=int, default=400, help="of the newsroom")
    asked.add_argument("--every", type=int, default=1, metavar="N", help="read one page in N")
    asked.add_argument("--write", type=Path, metavar="FILE")
    asked.add_argument("--compare", type=Path, nargs=2, metavar=("BEFORE", "AFTER"))
    args = asked.parse_args()
    if args.compare:
        sys.exit(compared(*args.compare))
    with gzip.open(args.write, "wt", encoding="utf-8", compresslevel=1) as out:
        for name, page, source in islice(page_set(args.folders, args.articles), 0, None, args.every):
            print(json.dumps([name, reading(page, source)], ensure_ascii=False), file=out)


def page_set(folders: Iterable[Path], articles: int) -> Iterator[tuple[str, Page, Source]]:
    """Yield the name, the page and the source of each page to be read."""
    small = newsroom_pages(articles)
    for kind, pages in (("newsroom", small), ("real-size", real_size_pages(small))):
        for number, (page, source) in enumerate(pages):
            yield f"{kind} {number}", page, source
    for folder in folders:
        urls = _urls(folder)
        for path in sorted(each for each in folder.rglob("*") if _NAMES.search(each.name) and each.is_file()):
            body, url = page_bytes(path), urls.get(path.name) or _URL
            yield str(path), _page(url, body), unknown_source(url)
            yield f"{path} in Arabic", _page(url, in_arabic(body)), unknown_source(url)


def reading(page: Page, source: Source) -> dict[str, str]:
    """Return every field of what *page* is read as, as Python prints it."""
    try:
        result = read_page(page, source, PageContext())
    except Exception as error:  # noqa: BLE001  # what a version raises is what it makes of the page
        return {"raised": repr(error)}
    parts: tuple[Article | Rejected | Fingerprint | TextSketch, ...] = (
        (result,) if isinstance(result, Rejected) else (result.article, result.fingerprint, result.fingerprint.sketch)
    )
    shown = {each.name: repr(getattr(part, each.name)) for part in parts for each in fields(part)}
    return {**shown, _RESULT: type(result).__name__}


def in_arabic(body: bytes) -> bytes:
    """Return a page with an Arabic word for every word of its text; its mark-up, scripts and styles stay."""
    words, html = cycle(_ARABIC.split()), body.decode(errors="replace")
    return _TEXT.sub(lambda found: found[0] if found[0][0] == "<" else next(words), html).encode()


def compared(before: Path, after: Path) -> int:
    """Print how many pages are read otherwise, and in which fields; return 1 where any is."""
    old, new = _readings(before), _readings(after)
    others = {name: _differing(old[name], new.get(name, {})) for name in old if old[name] != new.get(name)}
    for name, found in list(others.items())[:40]:
        print(f"{name}: {', '.join(found)}")
    counts = Counter(each for found in others.values() for each in found)
    print(f"{len(old)} pages, {len(others)} read otherwise: {dict(counts)}")
    print(f"before: {dict(Counter(each.get(_RESULT, 'raised') for each in old.values()))}")
    return bool(others) or old.keys() != new.keys()


def _differing(old: dict[str, str], new: dict[str, str]) -> list[str]:
    return [each for each in old.keys() | new.keys() if old.get(each) != new.get(each)]


def _readings(path: Path) -> dict[str, dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return dict(map(json.loads, lines))


def _urls(folder: Path) -> dict[str, str]:
    manifest = folder / "manifest.jsonl"
    rows = map(json.loads, manifest.read_text(encoding="utf-8").splitlines()) if manifest.exists() else ()
    return {Path(row["page"]).name: row["url"] for row in rows if (row.get("url") or "").startswith("http")}


def _page(url: str, body: bytes) -> Page:
    return Page(requested_url=url, final_url=url, body=body, content_type="text/html", fetched_at=_NOW)


if __name__ == "__main__":
    main()
