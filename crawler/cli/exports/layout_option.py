"""The option `--layout`: an export as a folder that says itself what is in it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

import click

from storage.export.layouts.data_package import MEDIA_TYPES, DataPackageLayout
from storage.export.layouts.folder_layout import RecordWriter
from storage.export.layouts.hugging_face import HuggingFaceLayout
from storage.export.rights.policy import ExportPurpose


class DataLayout(StrEnum):
    """What an export may be a folder of; the value is the option's."""

    HUGGING_FACE = "hf"
    DATA_PACKAGE = "datapackage"


layout_option = click.option(
    "--layout",
    type=click.Choice([each.value for each in DataLayout]),
    help="Make a new folder FILE of it: a data set for the Hugging Face Hub (hf), or a Frictionless data package.",
)


def layout_format(layout: str, form: str | None) -> str:
    """Return the format of a layout: the one that is given, if it may be. Raises `UsageError`."""
    allowed = ("parquet",) if layout == DataLayout.HUGGING_FACE else tuple(MEDIA_TYPES)
    if form is not None and form not in allowed:
        raise click.UsageError(f"--layout {layout} is a folder of {' or '.join(allowed)}, and not of {form}")
    return form or allowed[0]


def layout_purpose(layout: str | None, purpose: str | None) -> str:
    """Return what the export is for where it is not given: data sets of the Hub train models."""
    if purpose is not None:
        return purpose
    return (ExportPurpose.TRAINING if layout == DataLayout.HUGGING_FACE else ExportPurpose.SEARCH).value


def layout_target(layout: str, output: str | None, *, purpose: str, others: Mapping[str, object]) -> RecordWriter:
    """Return the folder. *others* are options that mean nothing with it; raises `UsageError` where one is given."""
    if output is None:
        raise click.UsageError("--layout makes a folder: give -o DIR")
    if given := [name for name, value in others.items() if value]:
        raise click.UsageError(f"--layout is a folder with a whole data set: leave out {given[0]}")
    path = Path(output)
    if path.is_symlink() or (path.exists() and not path.is_dir()) or (path.is_dir() and any(path.iterdir())):
        raise click.UsageError(f"{output}: there is something already: name a new folder")
    kind = HuggingFaceLayout if layout == DataLayout.HUGGING_FACE else DataPackageLayout
    return kind(path=path.absolute(), purpose=purpose)
