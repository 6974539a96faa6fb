"""The gate for foreign text: its short cut is not wider than the gate."""

from __future__ import annotations

import sys

from storage.export import printable as gate


def test_the_short_cut_lets_pass_what_nothing_changes() -> None:
    """Of all characters, those that it does not look at are the same after the gate."""
    characters = "".join(map(chr, range(sys.maxunicode + 1)))
    looked_at = set(gate._CHANGED.findall(characters))
    rest = gate._CHANGED.sub("", characters)
    slow = gate._SURROGATES.sub("\ufffd", gate._HOSTILE.sub("", gate._ENDS.sub("\n", rest).replace("\t", " ")))

    assert [] == [each for each in looked_at if each.isprintable()]
    assert rest == slow
    assert [] == [each for each in looked_at if gate.printable(each, lines=True) == each]
