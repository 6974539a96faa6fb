"""Reads one listing as a reader process does, and prints the most memory that it took, in megabytes; a program."""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from spiders.listings.listing import ListingContext
from spiders.listings.parse import packed_parts
from storage.source import Discovery, DiscoveryKind
from tests.support.sources import HOME


def main() -> None:
    """Read the file of the second argument as a listing of the kind in the first."""
    kind, path = DiscoveryKind(sys.argv[1]), Path(sys.argv[2])
    context = ListingContext(url=HOME, home=HOME, zone=ZoneInfo("Asia/Riyadh"), now=datetime.now(UTC))
    packed_parts(path.read_bytes(), None, Discovery(kind=kind, url=HOME), context)
    most = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    sys.stdout.write(str(int(most[1]) // 1024) if most else "0")


if __name__ == "__main__":
    main()
