"""Words are counted by their stems, in any spelling, and shown as they are mostly written."""

from __future__ import annotations

from pipelines.arabic.search.stem import stem
from pipelines.arabic.search.word_counter import WordCounter


def _counted(*texts: str) -> WordCounter:
    counter = WordCounter()
    for text in texts:
        counter.add(text)
    return counter


def test_all_spellings_of_a_word_are_one() -> None:
    """Vowel marks, tatweel, presentation forms, prefixes; the commonest spelling is shown, without marks."""
    counter = _counted("الوِزارة وزارة الوزــارة", "بالوزارة ﺍﻟﻮﺯﺍﺭﺓ")
    found = counter.frequencies()

    assert (5, {stem("وزارة"): 5}, {stem("وزارة"): 2}) == (found.words, dict(found.times), dict(found.texts))
    assert "الوزارة" == counter.spelling(stem("وزارة"))


def test_digits_and_latin_letters_have_one_form() -> None:
    """Short numbers meet by chance and are no words."""
    found = _counted("كأس ٢٠٣٤ و ۲۰۳٤، 2034 في ١٢ مدينة: FIFA، Fifa، ﬁfa").frequencies()

    assert {stem("كأس"): 1, "2034": 3, stem("مدينة"): 1, "fifa": 3} == dict(found.times)


def test_words_that_say_nothing_count_for_the_length_alone() -> None:
    """Function words with a prefix, too, letters that stand alone, and marks."""
    found = _counted("هذا الذي كان في البيت، وفي كل بيت؛ ومن ذلك أنه ... و - ب 5").frequencies()

    assert ({stem("بيت"): 2}, 14) == (dict(found.times), found.words)


def test_of_spellings_that_are_as_common_the_shorter_is_shown() -> None:
    assert "بيت" == _counted("البيت بيت").spelling(stem("بيت"))


def test_an_endless_text_is_counted_to_its_limit() -> None:
    """A text of a megabyte does not outweigh all others."""
    assert 50_000 >= _counted("خبر " * 300_000).frequencies().words
