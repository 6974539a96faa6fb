"""`rasad sources lint`: the problems of source files, and the keys that are still blank."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from crawler.cli.output.tables import print_json
from crawler.cli.output.terminal import echo
from crawler.config.data_dir import DataDir
from spiders.catalogue.catalogue import Catalogue, SourceFault, source_files
from storage.exit_status import ExitStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class LintProblem:
    """One problem as `lint --json` prints it; *key* is empty for a problem of the whole file."""

    file: str
    key: str
    problem: str


@click.command(short_help="Check source files for problems.")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the problems as one JSON list.")
@click.pass_context
def lint(ctx: click.Context, paths: tuple[Path, ...], *, as_json: bool) -> None:
    """Check the whole catalogue, or the files and folders PATH, and name every problem.

    Exit status: 0 no problem, 2 a problem.
    """
    data_dir: DataDir = ctx.obj
    catalogue = Catalogue.read(_files(paths)) if paths else Catalogue.load(data_dir.sources)
    if as_json:
        print_json([_problem(each) for each in catalogue.errors])
    for each in () if as_json else catalogue.errors:
        echo(str(each), err=True)
    if catalogue.errors:
        ctx.exit(ExitStatus.USAGE)
    if not as_json:
        count = len(catalogue.sources)
        echo(f"{count} source{'' if count == 1 else 's'}, no problem")


def _files(paths: tuple[Path, ...]) -> list[Path]:
    return [file for path in paths for file in (source_files(path) if path.is_dir() else [path])]


def _problem(fault: SourceFault) -> LintProblem:
    return LintProblem(file=str(fault.path), key=fault.key, problem=fault.message)
