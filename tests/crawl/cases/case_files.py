"""The cases of ../shared/cases: small inputs that people who read feeds and pages have met, each with what is right."""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.support.outlet import Outlet, OutletReply, served
from tests.support.paths import SHARED

CASES = SHARED / "cases"
_STAMP = re.compile(r"\{GMT([+-]\d+)\}")
Spec = Mapping[str, Any]


def case_folder(name: str) -> Path:
    """Return the folder of a case, or skip the test where the cases are not beside the checkout."""
    if not (CASES / "README.md").is_file():
        pytest.skip("the cases are not beside the checkout (../shared/cases)")
    return CASES / name


def names_of(kind: str) -> set[str]:
    """Return the names of the cases of a *kind*: `page`, `crawl`, `command`."""
    folders = case_folder("").glob("[0-9]*")
    return {each.name for each in folders if spec_of(each.name)["kind"] == kind}


def spec_of(name: str) -> Spec:
    """Return what the case consists of."""
    spec: Spec = json.loads((case_folder(name) / "spec.json").read_text(encoding="utf-8"))
    return spec


@contextmanager
def case_outlets(names: Iterable[str], data: Path) -> Iterator[dict[str, Outlet]]:
    """Serve each crawl case as an outlet of its own, whose source is in *data*, under `source_id`."""
    (data / "sources").mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        outlets = {name: stack.enter_context(served()) for name in names}
        for name, outlet in outlets.items():
            spec = spec_of(name)
            put_pages(outlet, spec["runs"][0])
            source = spec["source"].replace("{HOME}", outlet.home)
            (data / "sources" / f"{source_id(name)}.toml").write_text(source, encoding="utf-8")
        yield outlets


def source_id(name: str) -> str:
    """Return the id of the source that stands for a case."""
    return f"sa_case{name.partition('-')[0]}"


def put_pages(outlet: Outlet, run: Mapping[str, Spec]) -> None:
    """Let the outlet serve what the case has for a run, and nothing else."""
    outlet.pages.clear()
    outlet.only_pages = True
    for path, answer in run.items():
        headers = {name: value.replace("{HOME}", outlet.home) for name, value in answer.get("headers", {}).items()}
        outlet.pages[path] = OutletReply(
            status=answer.get("status", 200),
            headers=headers,
            body=_body(answer.get("body", ""), outlet.home),
            cookie=answer.get("cookie"),
        )


def _body(body: str | Spec, home: str) -> bytes:
    """Return the bytes of an answer: text, or packed as the case says."""
    if isinstance(body, str):
        return _STAMP.sub(_stamped, body.replace("{HOME}", home)).encode()
    raw = base64.b64decode(body["base64"])
    raw = raw if body.get("raw") else raw.replace(b"{HOME}", home.encode())
    members = body.get("members")
    parts = [raw[:members], raw[members:]] if members else [raw]
    for _ in range(body.get("gzip", 0)):
        parts = [gzip.compress(each) for each in parts]
    return b"".join(parts)


def _stamped(found: re.Match[str]) -> str:
    at = datetime.now(UTC) + timedelta(minutes=int(found[1]))
    return f"{at:%a, %d %b %Y %H:%M:%S} GMT"
