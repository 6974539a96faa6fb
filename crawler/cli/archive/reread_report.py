"""What `rasad reparse` prints: each article that changes, field by field, and the totals."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crawler.cli.output.terminal import echo, echo_json, plain
from storage.articles.upkeep.reread import FieldChange

if TYPE_CHECKING:
    from crawler.archive.rereading.reread import RereadPage

_LONGEST = 60
_LONG_FIELDS = frozenset({"body", "parts"})


@dataclass(slots=True, kw_only=True)
class RereadReport:
    """Prints the first *limit* changes, or all of them as JSON, and counts everything."""

    limit: int
    as_json: bool
    is_dry: bool
    _pages: Counter[str] = field(default_factory=Counter)
    _fields: Counter[str] = field(default_factory=Counter)
    _reasons: Counter[str] = field(default_factory=Counter)
    _shown: int = 0

    def note(self, page: RereadPage) -> None:
        """Count a page that was read again, and show it if it changes something."""
        self._pages[page.effect] += 1
        self._fields.update(each.field for each in page.changes)
        if page.effect in {"lost", "skipped"} and page.reason is not None:
            self._reasons[page.reason.partition(":")[0]] += 1
        if page.effect in {"same", "skipped"}:
            return
        if self.as_json:
            echo_json(_document(page))
        elif self._shown < self.limit:
            self._print(page)
        self._shown += 1

    def finish(self) -> None:
        """Print the totals."""
        if self.as_json:
            totals = {"pages": dict(self._pages), "fields": dict(self._fields), "reasons": dict(self._reasons)}
            echo_json({"total": totals, "applied": not self.is_dry})
            return
        if self._shown > self.limit:
            echo(f"and {self._shown - self.limit} more (--limit)")
        read = ", ".join(f"{count} {effect}" for effect, count in sorted(self._pages.items()))
        echo(f"{sum(self._pages.values())} pages: {read or 'none is saved'}")
        if self._fields:
            echo("fields: " + ", ".join(f"{name} {count}" for name, count in self._fields.most_common()))
        for reason, count in self._reasons.most_common():
            echo(f"{count}: {reason}")
        if self.is_dry and self._shown:
            echo("nothing was written: --apply does it", err=True)

    def _print(self, page: RereadPage) -> None:
        name = f"article {page.article_id}" if page.article_id is not None else "no article"
        reason = f" ({plain(page.reason)})" if page.reason else ""
        echo(f"{page.effect}: {name}, {page.source_id}, {page.url}{reason}")
        for each in page.changes:
            echo(f"  {each.field}: {_difference(each)}")


def _difference(change: FieldChange) -> str:
    if change.field in _LONG_FIELDS:
        before, after = str(change.before or "").splitlines(), str(change.after or "").splitlines()
        gone, new = Counter(before) - Counter(after), Counter(after) - Counter(before)
        first = [f"− {_short(next(iter(gone)))}"] if gone else []
        first += [f"+ {_short(next(iter(new)))}"] if new else []
        return f"{gone.total()} lines gone, {new.total()} new; {'; '.join(first)}"
    old, new_line = _line(change.before), _line(change.after)
    pairs = enumerate(zip(old, new_line, strict=False))
    same = next((at for at, (one, other) in pairs if one != other), min(len(old), len(new_line)))
    begin = max(same - _LONGEST // 3, 0) if max(len(old), len(new_line)) > _LONGEST else 0
    return f"{_short(old, begin)} → {_short(new_line, begin)}"


def _line(value: object) -> str:
    return "" if value is None else " ".join(str(value).split())


def _short(value: object, begin: int = 0) -> str:
    text = _line(value)
    if not text:
        return "nothing"
    text = f"…{text[begin:]}" if begin else text
    return plain(text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…")


def _document(page: RereadPage) -> dict[str, object]:
    return {
        "url": page.url,
        "source_id": page.source_id,
        "origin": str(page.origin),
        "effect": str(page.effect),
        "article_id": page.article_id,
        "reason": page.reason,
        "changes": [{"field": each.field, "before": each.before, "after": each.after} for each in page.changes],
    }
