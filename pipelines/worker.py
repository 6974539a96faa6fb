"""What a reader process does with one page; imported once by the process that the readers are forked from."""

from __future__ import annotations

import ctypes
import resource
import signal

from pipelines.duplicates import fingerprint
from pipelines.items import Known
from pipelines.read import read
from storage.records import Page, Read, Rejected, Source

_PR_SET_PDEATHSIG = 1  # prctl(2)


def prepare(megabytes: int) -> None:
    """Bound this process's memory, let it die with its parent, and leave Ctrl-C to the parent."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def read_page(page: Page, source: Source, known: Known) -> Read | Rejected:
    """Read one page; an article comes with what copies are recognised by."""
    result = read(page, source, known)
    if isinstance(result, Rejected):
        return result
    return Read(article=result, fingerprint=fingerprint(result.headline, result.body))


def ready() -> None:
    """Answer, so that the first page does not wait for the imports."""
