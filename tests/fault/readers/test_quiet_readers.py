"""Readers print nothing, and nobody waits for them who reads the output of a run."""

from __future__ import annotations

import subprocess
import sys

_PROGRAM = """
import asyncio
from pipelines.stages.reader_pool import ReaderPool

async def main():
    with ReaderPool(readers=1) as pool:
        print(await pool.call(eval, "__import__('os').write(2, b'reader on stderr') and 'done'"), flush=True)

if __name__ == "__main__":
    asyncio.run(main())
"""
_LEFT = """
import sys
from pipelines.stages.reader_pool import ReaderPool
if __name__ == "__main__":
    pool = ReaderPool(readers=2)
    pool.warm()
    pool.stop()
    pool.close()
    print("ended", flush=True)
"""


def _run(program: str) -> tuple[str, str]:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=90, check=True)
    return done.stdout, done.stderr


def test_what_a_reader_prints_goes_nowhere() -> None:
    """The result comes back, and stderr stays empty."""
    stdout, stderr = _run(_PROGRAM)

    assert ("done\n", "") == (stdout, stderr)


def test_readers_that_only_begin_to_start_print_no_traceback() -> None:
    """A pool that is stopped at once leaves no word behind."""
    stdout, stderr = _run(_LEFT)

    assert ("ended\n", "") == (stdout, stderr)
