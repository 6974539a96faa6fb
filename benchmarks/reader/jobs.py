"""The loop in which a reader answers in a process of its own: a page a line in, an answer a line out."""

from __future__ import annotations

import gzip
import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

# Read once before the first page, so that what a reader loads at its first Arabic page is no page's cost. It
# has no date that machines read, which makes htmldate load dateparser's locales (seconds, once).
_WARM_UP = """<!DOCTYPE html>
<html lang="ar" dir="rtl">
<head><meta charset="utf-8"><title>بلدية القرية تفتتح مكتبة جديدة</title></head>
<body><article><h1>بلدية القرية تفتتح مكتبة جديدة</h1><p class="date">الإثنين 23 تشرين الثاني 2020</p>
<p>افتتحت بلدية القرية اليوم مكتبة عامة جديدة وسط السوق القديم، بعد عامين من العمل على ترميم المبنى.</p>
<p>وقالت مديرة المكتبة إن أبوابها ستكون مفتوحة كل يوم من الصباح إلى المساء، وإن الاستعارة مجانية لأهل القرية.</p>
<p>وأضافت أن المتطوعين جمعوا أكثر من ثلاثة آلاف كتاب، بينها كتب للأطفال وأخرى في تاريخ المنطقة وزراعتها.</p>
</article></body></html>"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a reader says of a page; `published_at` is ISO 8601, `rejected` says why there is no article.

    `failed`: the refusal was an exception, the end of the process, or no answer in time.
    """

    headline: str | None = None
    body: str | None = None
    authors: tuple[str, ...] = ()
    published_at: str | None = None
    rejected: str | None = None
    failed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """An answer and the CPU that it took, in milliseconds."""

    answer: Answer
    cpu_ms: float


Read = Callable[[bytes, str], Answer]
"""A reader: the bytes of a page and its address to an answer."""


def serve(read: Read, *, version: str) -> None:
    """Say *version* when warm, then answer each job line on stdin with one line, until stdin ends.

    stdout is kept for the answers: whatever *read* prints goes to stderr.
    """
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    asked(read, _WARM_UP.encode(), "https://outlet.example/library")
    print(json.dumps({"version": version}), file=out, flush=True)
    for line in sys.stdin:
        job = json.loads(line)
        timed = asked(read, page_bytes(Path(job["page"])), job["url"])
        print(json.dumps({"cpu_ms": timed.cpu_ms, **asdict(timed.answer)}, ensure_ascii=False), file=out, flush=True)


def asked(read: Read, page: bytes, url: str) -> Timed:
    """Return the answer to one page. No text, or an exception, is a refusal."""
    start = time.process_time()
    try:
        answer = read(page, url)
    except Exception as error:  # noqa: BLE001  # whatever a reader raises is its refusal of the page
        answer = Answer(rejected=f"raised {type(error).__name__}: {error}", failed=True)
    cpu_ms = (time.process_time() - start) * 1000
    if not answer.rejected and not (answer.body or "").strip():
        answer = replace(answer, rejected="no text")
    return Timed(answer=answer, cpu_ms=cpu_ms)


def timed(line: bytes) -> Timed:
    """Return the answer that `serve` wrote as *line*."""
    document: dict[str, Any] = json.loads(line)
    values = {each.name: document[each.name] for each in fields(Answer)}
    return Timed(answer=Answer(**{**values, "authors": tuple(values["authors"])}), cpu_ms=document["cpu_ms"])


def page_bytes(path: Path) -> bytes:
    """Return the page kept at *path*, unpacked where it is kept packed."""
    data = path.read_bytes()
    return gzip.decompress(data) if path.suffix == ".gz" else data
