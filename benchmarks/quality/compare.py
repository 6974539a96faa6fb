"""`make score-peers`: our reader beside its peers on the same saved pages; `make floors`: its figures as floors."""

from __future__ import annotations

import argparse
import platform
import statistics
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.corpus import Corpus
from benchmarks.marked import write_between_marks
from benchmarks.quality.floors import Fallen, Floors, OtherPages, pin
from benchmarks.quality.scoring import Scored, score
from benchmarks.quality.table import Row, as_table, cpu_line
from benchmarks.reader.ask import Asked, ask
from benchmarks.reader.jobs import asked, page_bytes
from benchmarks.reader.ours import answer
from benchmarks.reader.peers import PEERS

_ROOT = Path(__file__).resolve().parents[2]
_PEERS_PYTHON = "benchmarks/.venv/bin/python"
_MARK = "<!-- bench: quality -->"
FLOORS = _ROOT / "tests" / "quality" / "floors.json"


def main() -> None:
    """Compare, or pin the floors; see CONTRIBUTING.md."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--corpus", type=Path, default=_ROOT.parent / "shared" / "corpus")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--write", type=Path, help="put the table into this page, if CORPUS is what the floors pin")
    options.add_argument("--floors", action="store_true", help="measure our reader alone and pin what it reaches")
    options.add_argument("--allow-regression", action="store_true", help="with --floors: lower them, or take new pages")
    args = options.parse_args()
    corpus = Corpus(root=args.corpus)
    if not corpus.exists():
        options.error(f"no corpus at {args.corpus} (a folder with manifest.jsonl, pages/ and score.py)")
    if args.floors:
        sys.exit(_pin(corpus, allow_regression=args.allow_regression))
    if not (_ROOT / _PEERS_PYTHON).exists():
        options.error(f"no {_PEERS_PYTHON}: `make score-peers` sets the peers up")
    report = compared(corpus, args.rounds)
    print(report)
    if args.write and Floors.load(FLOORS).corpus == corpus.digest():
        write_between_marks(args.write, report, mark=_MARK)
    elif args.write:
        print(f"{args.write} shows the pages of {FLOORS.name}, so it is left as it is", file=sys.stderr)


def ours(corpus: Corpus) -> Scored:
    """Score our reader in this process."""
    return score(corpus, [asked(answer, page_bytes(each.path), each.url).answer for each in corpus.pages()])


def _pin(corpus: Corpus, *, allow_regression: bool) -> int:
    now = Floors.measured(ours(corpus).figures, corpus.digest())
    try:
        pin(now, FLOORS, allow_regression=allow_regression)
    except (Fallen, OtherPages) as error:
        print(f"{FLOORS.name} is left as it is: {error} (--allow-regression pins all the same)", file=sys.stderr)
        return 1
    print(FLOORS.read_text(encoding="utf-8"), end="")
    return 0


def compared(corpus: Corpus, rounds: int) -> str:
    """Let every reader answer all the pages, in turn, *rounds* times, and return the figures as Markdown."""
    pages = corpus.pages()
    commands = {"rasad": [sys.executable, "-m", "benchmarks.reader.ours"]}
    commands |= {name: [_PEERS_PYTHON, "-m", "benchmarks.reader.peers", name] for name in PEERS}
    answers: dict[str, list[Asked]] = {name: [] for name in commands}
    for number in range(rounds):
        for name, argv in commands.items():
            print(f"round {number + 1} of {rounds}: {name} ...", file=sys.stderr)
            answers[name].append(ask(argv, pages))
    rows = [_row(corpus, name, each) for name, each in answers.items()]
    return "\n".join([_measured_on(corpus, rows[0], rounds), "", as_table(rows), "", cpu_line(rows), *_raised(answers)])


def _row(corpus: Corpus, name: str, answers: Sequence[Asked]) -> Row:
    figures = score(corpus, [each.answer for each in answers[0].answers]).figures
    cpu_ms = statistics.median(statistics.fmean(each.cpu_ms for each in one.answers) for one in answers)
    silent_on = PEERS[name].silent_on if name in PEERS else frozenset[str]()
    return Row(name=name, version=answers[0].version, figures=figures, cpu_ms=cpu_ms, silent_on=silent_on)


def _measured_on(corpus: Corpus, row: Row, rounds: int) -> str:
    most, kinds = row.figures, corpus.kinds()
    dates = most.dates_right + most.dates_null + most.dates_wrong
    return (
        f"Measured {datetime.now(UTC):%Y-%m-%d} with `make score-peers` on {kinds['article']} article pages and "
        f"{most.refused_of} pages that are none ({kinds['not-article']} listings, {kinds['not-arabic']} in other "
        f"languages). At most: {most.leaks_of} leaks, {most.headlines_of} headlines, {dates} dates, "
        f"{most.authors_of} authors, {most.refused_of} refused. CPU: the median of {rounds} rounds over all "
        f"{kinds.total()} pages, Python {platform.python_version()}. The pages: `{corpus.digest()}`."
    )


def _raised(answers: dict[str, list[Asked]]) -> list[str]:
    """Return a line about the refusals that were exceptions, crashes, or no answer in time, if there were any."""
    counts = {name: sum(each.answer.failed for each in rounds[0].answers) for name, rounds in answers.items()}
    failed = ", ".join(f"{name} {count}" for name, count in counts.items() if count)
    return (
        ["", f"Counted as refusals, but exceptions, crashes or no answer within a minute: {failed}."] if failed else []
    )


if __name__ == "__main__":
    main()
