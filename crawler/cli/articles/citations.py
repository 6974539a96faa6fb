"""Writes articles as citations: RIS, BibTeX (the fields of biblatex) and CSL-JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from storage.articles.reader import ExportRow
from storage.export.printable import escaped, printable

# BibTeX counts braces, also behind a backslash: none of a text may stay.
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_TEX |= {each: f"\\{each}" for each in "#$%&_"}
_TEX_SIGNS = str.maketrans(_TEX)
# In a URL only braces and the backslash would end or change the field; percent-encoding says the same.
_URL_SIGNS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleCitation:
    """What a citation of an article says; *authors* are people as printed, or the agency where no person is named.

    *issued* is the outlet's day (`None`: it gives no date), *accessed* the day of our last download (UTC).
    """

    key: str
    title: str
    authors: tuple[str, ...]
    outlet: str
    section: str | None
    language: str
    issued: date | None
    accessed: date
    url: str
    note: str | None


def citation(row: ExportRow) -> ArticleCitation:
    """Return the citation of a stored article. Names stay as printed: which part is a family name nobody knows."""
    issued = row.published_day or (row.published_at.date() if row.published_at else None)
    return ArticleCitation(
        key=f"{row.source_id}-{issued or 'undated'}-{row.id}",
        title=_line(row.headline),
        authors=tuple(map(_line, row.authors or ((row.agency,) if row.agency else ()))),
        outlet=_line(row.outlet),
        section=_line(row.section) if row.section else None,
        language=row.language,
        issued=issued,
        accessed=row.fetched_at.date(),
        url=_line(row.canonical_url),
        note=f"withdrawn by the outlet, noticed {row.withdrawn_at:%Y-%m-%d}" if row.withdrawn_at else None,
    )


def ris(cited: ArticleCitation) -> str:
    """Return a record of RIS (type NEWS), with CRLF as the format asks."""
    fields = [
        ("TY", "NEWS"),
        ("ID", cited.key),
        ("TI", cited.title),
        *(("AU", each) for each in cited.authors),
        ("T2", cited.outlet),
        ("SE", cited.section),
        ("PY", f"{cited.issued.year:04}" if cited.issued else None),
        ("DA", _slashed(cited.issued) if cited.issued else None),
        ("LA", cited.language),
        ("UR", cited.url),
        ("Y2", _slashed(cited.accessed)),
        ("N1", cited.note),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in fields if value) + "ER  - \r\n"


def bibtex(cited: ArticleCitation) -> str:
    """Return an entry `@online` with the fields of biblatex; braces keep a name from being parted."""
    fields = {
        "title": f"{{{_tex(cited.title)}}}",
        "author": " and ".join(f"{{{_tex(each)}}}" for each in cited.authors) or None,
        "organization": f"{{{_tex(cited.outlet)}}}",
        "date": cited.issued.isoformat() if cited.issued else None,
        "url": cited.url.translate(_URL_SIGNS),
        "urldate": cited.accessed.isoformat(),
        "langid": "arabic" if cited.language == "ar" else None,
        "note": _tex(cited.note) if cited.note else None,
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@online{{{cited.key},\n{lines}}}\n"


def csl(cited: ArticleCitation) -> dict[str, object]:
    """Return an item of CSL-JSON (`article-newspaper`)."""
    item = {
        "id": cited.key,
        "type": "article-newspaper",
        "title": cited.title,
        "author": [{"literal": each} for each in cited.authors],
        "container-title": cited.outlet,
        "section": cited.section,
        "issued": _csl_date(cited.issued),
        "accessed": _csl_date(cited.accessed),
        "URL": cited.url,
        "language": cited.language,
        "note": cited.note,
    }
    return {name: value for name, value in item.items() if value}


def _csl_json(cited: list[ArticleCitation]) -> str:
    return escaped(json.dumps([csl(each) for each in cited], ensure_ascii=False, indent=1)) + "\n"


CITATION_FORMATS: dict[str, Callable[[list[ArticleCitation]], str]] = {
    "ris": lambda cited: "".join(map(ris, cited)),
    "bibtex": lambda cited: "\n".join(map(bibtex, cited)),
    "csl-json": _csl_json,
}
"""The formats by name, each with what writes a list of citations."""


def _csl_date(day: date | None) -> dict[str, object] | None:
    return None if day is None else {"date-parts": [[day.year, day.month, day.day]]}


def _slashed(day: date) -> str:
    return day.isoformat().replace("-", "/")


def _line(text: str) -> str:
    """Return *text* as one line: a line end would begin another field."""
    return _BLANKS.sub(" ", printable(text)).strip()


def _tex(text: str) -> str:
    return text.translate(_TEX_SIGNS)
