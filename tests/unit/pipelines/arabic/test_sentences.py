"""Where a sentence ends, and why the variants differ."""

from __future__ import annotations

from collections.abc import Callable

from pipelines.arabic.sentences import (
    ends_sentence,
    ends_with_firm_stop_or_colon,
    ends_with_firm_stop_or_quote,
    ends_with_stop,
    ends_with_stop_or_quote,
    ends_with_stop_or_semicolon,
    ends_with_stop_quote_or_colon,
    is_running_text,
    split_sentences,
)
from tests.support.tables import every_row

# Each variant with the marks that it takes for an end.
VARIANTS: list[tuple[Callable[[str], bool], str]] = [
    (ends_sentence, '.؟!…»”":؛)'),
    (ends_with_stop, ".؟!…"),
    (ends_with_stop_or_semicolon, ".؟!…؛"),
    (ends_with_stop_quote_or_colon, '.؟!…»”":'),
    (ends_with_stop_or_quote, '.؟!…»”"'),
    (ends_with_firm_stop_or_quote, ".؟!»”"),
    (ends_with_firm_stop_or_colon, ".؟!:"),
]


@every_row(("variant", "marks"), VARIANTS)
def test_each_variant_has_its_own_marks(variant: Callable[[str], bool], marks: str) -> None:
    """A line ends where its last mark, blanks not counted, is one of the variant's."""
    found = "".join(mark for mark in '.؟!…»”":؛)،-?(كa ' if variant(f"جملة{mark} \n"))

    assert sorted(marks) == sorted(found)


@every_row(("variant", "marks"), VARIANTS)
def test_a_line_without_text_ends_nothing(variant: Callable[[str], bool], marks: str) -> None:
    """An empty line and a blank one have no end."""
    assert [] == [line for line in ("", "  \n") if variant(line)], marks


def test_a_stop_counts_with_other_marks_behind_it() -> None:
    """A bracket or a quote closes a sentence that has its stop inside."""
    lines = ["قال إنه مستعد.»", "(انتهى.)", 'ورد …" ', "قال «نعم»", "أ.ف.ب", "v._"]

    assert [True, True, True, False, False, False] == [ends_with_stop(line) for line in lines]


def test_ten_words_are_text_and_five_are_only_as_a_sentence() -> None:
    """Short lines without an end are titles, names and buttons."""
    five, nine = "وصل الوفد إلى العاصمة مساء", " ".join(["كلمة"] * 9)

    assert [False, True, False, True] == [is_running_text(line) for line in (five, f"{five}.", nine, f"{nine} أخرى")]


def test_sentences_are_parted_by_stops_and_lines() -> None:
    """A stop between letters, as in initials, parts nothing."""
    assert ["وصل الوفد.", "هل غادر؟", "نقلت أ.ف.ب", "عنه"] == split_sentences("وصل الوفد. هل غادر؟  نقلت أ.ف.ب\n\nعنه")
