"""What comparing texts costs where a comparison of all with all would be quadratic or cubic."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from pipelines.arabic.stories.retelling import RetoldText, taken_paragraphs
from pipelines.arabic.word_diff import ChangeKind, word_changes
from tests.support.tables import every_row

AT = datetime(2026, 11, 22, 10, tzinfo=UTC)


@every_row(
    ("before", "after"),
    [
        ("ا " * 20_000, "ا " * 20_000 + "ب"),
        ("ا ب " * 5_000, "ب ا ا " * 5_000),
        (" ".join(f"ا x{n}" for n in range(540)), " ".join(f"ا y{n}" for n in range(540))),
        (" ".join(f"x{n} ا" for n in range(400)), " ".join(f"x{n} ب" for n in range(400))),
        ("\n".join(f"ا{n % 7}" for n in range(5_000)), "\n".join(f"ا{n % 11}" for n in range(5_000))),
        ("x" * 300_000, "y" * 300_000),
        ("«" * 20_000, "»" * 20_000),
    ],
    ids=["one word", "two words", "a word between", "every second", "paragraphs", "a megabyte", "signs"],
)
def test_no_texts_cost_much(before: str, after: str) -> None:
    """Texts on which a comparison is quadratic or cubic end in seconds, and lose no word."""
    began = time.process_time()
    changes = word_changes(before, after)
    cost = time.process_time() - began
    old = "".join(each.text for each in changes if each.kind is not ChangeKind.ADDED)

    assert (True, before.split()) == (cost < 4, old.split())


def test_hundreds_of_copies_of_a_long_text_cost_little() -> None:
    """Only the earliest that print a run of words are remembered, whatever the number of copies."""
    words = " ".join(f"كلمة{number}" for number in range(400))
    copies = [
        RetoldText(article_id=number, headline="خبر", body=words, earliest=AT, latest=AT) for number in range(1, 301)
    ]
    began = time.process_time()
    found = taken_paragraphs(copies)
    cost = time.process_time() - began

    assert ([(1, 1)], True) == ([(each.paragraph, each.article_id) for each in found[300]], cost < 5)
