"""The newsroom's outlets as source files, for a crawl that is started from the command line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from storage.source import Source


def write_sources(sources: Sequence[Source], folder: Path) -> None:
    """Write one `<id>.toml` a source into *folder*, as an operator's own files stand in `DATA/sources/`."""
    folder.mkdir(parents=True, exist_ok=True)
    for source in sources:
        (folder / f"{source.id}.toml").write_text(source_toml(source), encoding="utf-8")


def source_toml(source: Source) -> str:
    """Return the source as the text of its file; what it does not say is left out."""
    said: dict[str, object] = {
        "outlet": source.outlet,
        "publisher": source.publisher,
        "home": source.home,
        "country": source.country,
        "language": source.language,
        "timezone": source.timezone,
        "months": source.months,
        "licence": source.licence,
        "private": source.private,
        "checked": source.checked,
    }
    lines = [f"{key} = {_value(value)}" for key, value in said.items() if value is not None]
    for each in source.discover:
        lines += ["", "[[discover]]", f"kind = {_value(each.kind)}", f"url = {_value(each.url)}"]
        lines += [f"follow = {_value(each.follow)}"] if each.follow else []
    return "\n".join(lines) + "\n"


def _value(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)  # a TOML basic string takes JSON's escapes
