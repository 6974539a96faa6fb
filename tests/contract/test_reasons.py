"""Every reason for which a page is rejected is explained to operators."""

from __future__ import annotations

import re

from storage.records import Reason
from tests.support.paths import DOCS

PAGE = DOCS / "reading-pages.md"


def test_the_table_of_rejected_pages_names_every_reason() -> None:
    """The table of rejected pages has every reason, and no other."""
    table = PAGE.read_text(encoding="utf-8").partition("## Rejected pages")[2].partition("\n## ")[0]
    explained = {
        name
        for row in table.splitlines()
        if row.startswith("| `")
        for name in re.findall(r"`([a-z0-9-]+)`", row.split("|")[1])
    }

    assert {str(each) for each in Reason} == explained
