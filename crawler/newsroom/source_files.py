"""Writes the newsroom's outlets as source files, for a crawl from the command line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from spiders.catalogue.source_writer import source_toml
from storage.source import Source


def write_sources(sources: Sequence[Source], folder: Path) -> None:
    """Write one `<id>.toml` for each source into *folder*, as an operator's own files in `DATA/sources/`."""
    folder.mkdir(parents=True, exist_ok=True)
    for source in sources:
        (folder / f"{source.id}.toml").write_text(source_toml(source), encoding="utf-8")
