"""The columns of Parquet, which are made from memory directly, are those that pyarrow makes of the same values."""

from __future__ import annotations

import random
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from storage.articles.reader import ExportRow
from storage.export.formats import parquet as parquet_format
from storage.export.formats.arrow_columns import ArrowColumns, arrow_schema
from storage.export.records.fields import FIELD_NAMES
from storage.records import LivePart
from storage.store import Store
from tests.contract.formats.exported_records import exported, library
from tests.contract.formats.hostile_store import rows_of

pytestmark = pytest.mark.formats
_TEXTS = ("", "أخبار", "a\u2028b", "\U0001f1f2\U0001f1e6", "=1+1", "x" * 5_000)
_DAYS = (date(1, 1, 1), date(1969, 12, 31), date(1970, 1, 1), date(9999, 12, 31))
_TIMES = (
    datetime(1, 1, 2, tzinfo=UTC),
    datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC),
    datetime(2026, 11, 30, 7, 5, tzinfo=UTC),
)


@pytest.mark.parametrize("count", [0, 1, 7, 8, 9, 64, 1_000])
def test_every_type_is_as_pyarrow_makes_it(store: Store, count: int) -> None:
    """With unknown values at any place, empty texts and lists, years before 1970, and numbers of any sign."""
    arrow = library("pyarrow")
    schema = arrow_schema(arrow, [each for each in FIELD_NAMES if each != "rights"])
    chance = random.Random(count)  # the same rows in each run
    rows = [_row(chance, rows_of(store)[0], schema) for _ in range(count)]
    batch = ArrowColumns(arrow, schema).batch(rows)

    batch.validate(full=True)
    for field in schema:
        values = [getattr(each, field.name) for each in rows]
        if field.name == "parts":
            values = [[{"at": p.at, "printed": p.printed, "text": p.text} for p in each] for each in values]
        assert batch.column(field.name).equals(arrow.array(values, type=field.type)), field.name


def _row(chance: random.Random, row: ExportRow, schema: Any) -> ExportRow:
    values: dict[str, Any] = {each.name: _value(chance, str(each.type), may_be_none=each.nullable) for each in schema}
    return replace(row, **values)


def _value(chance: random.Random, kind: str, *, may_be_none: bool) -> object:
    if may_be_none and chance.random() < 0.3:  # often enough to be beside known values
        return None
    parts = tuple(
        LivePart(at=chance.choice([None, *_TIMES]), printed=chance.choice(_TEXTS), text=chance.choice(_TEXTS))
        for _ in range(chance.randrange(3))
    )
    values: dict[str, object] = {
        "string": chance.choice(_TEXTS),
        "int64": chance.choice([0, -1, 1 << 62, -(1 << 63)]),
        "double": chance.choice([0.0, -0.5, 1e300]),
        "bool": chance.random() < 0.5,  # a coin
        "timestamp[ms, tz=UTC]": chance.choice(_TIMES) + timedelta(seconds=chance.randrange(100)),
        "date32[day]": chance.choice(_DAYS),
        "list<element: string not null>": tuple(chance.choices(_TEXTS, k=chance.randrange(4))),
    }
    return values.get(kind, parts)


def test_row_groups_are_bounded_and_lose_no_record(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By their rows and by their bytes; the records are those of one group, in their order."""
    parquet = library("pyarrow.parquet")
    whole = parquet.read_table(exported(store, tmp_path, "whole.parquet", "parquet"))
    monkeypatch.setattr(parquet_format, "_BATCH_CHARACTERS", 1)
    for limit, value in (("_MOST_ROWS", 3), ("_MOST_BYTES", 1)):
        with monkeypatch.context() as patch:
            patch.setattr(parquet_format, limit, value)
            path = exported(store, tmp_path, f"{limit}.parquet", "parquet")
        file = parquet.ParquetFile(path)
        groups = [file.metadata.row_group(each).num_rows for each in range(file.num_row_groups)]

        assert whole.equals(file.read())
        assert len(groups) > 1
        assert max(groups) <= 3  # the limit above


def test_pandas_is_not_loaded(store: Store, tmp_path: Path) -> None:
    """Where it is installed pyarrow would load it for the first list of Python values: 60 MB."""
    library("pandas")
    script = (
        "import sys; from pathlib import Path; from storage.store import Store; from tests.support.exports import export_to\n"
        "with Store.open(Path(sys.argv[1]), read_only=True) as store: export_to(store, Path(sys.argv[2]), 'parquet')\n"
        "print('pandas' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(store.file.path), str(tmp_path / "out.parquet")],
        capture_output=True,
        text=True,
        check=True,
    )

    assert "False" == done.stdout.strip()
