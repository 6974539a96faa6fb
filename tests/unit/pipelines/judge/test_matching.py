"""Lines of a page are found in what a reader says of it."""

from __future__ import annotations

from pipelines.judge.matching import kept_by, line_key


def _kept(page: list[str], reading: list[str]) -> list[bool]:
    return kept_by([line_key(each) for each in page], reading)


def test_a_line_is_found_whatever_its_quotes_and_blanks() -> None:
    """Readers print quotes, blanks and case in their own way."""
    kept = _kept(["قال « الوزير » إن الجسر  جاهز."], ['قال "الوزير" إن الجسر جاهز'])

    assert [True] == kept


def test_a_short_line_is_not_found_inside_another() -> None:
    """A menu's word occurs in any text."""
    kept = _kept(["سياسة", "تبحث الوزارة سياسة المياه في الجنوب."], ["تبحث الوزارة سياسة المياه في الجنوب."])

    assert [False, True] == kept


def test_the_cells_of_a_row_are_found_in_the_row() -> None:
    """Readers join the cells of a table's row, and the page has a line for each."""
    kept = _kept(["القمح", "120 طنا", "الرئيسية"], ["القمح 120 طنا"])

    assert [True, True, False] == kept


def test_a_long_line_is_found_though_a_reader_cut_a_part_of_it() -> None:
    """A reader may drop a link in the middle of a paragraph."""
    more = "وأضافت أن المتطوعين جمعوا أكثر من ثلاثة آلاف كتاب بينها كتب للأطفال وأخرى في تاريخ المنطقة وزراعتها"
    start = f"{more} افتتحت بلدية القرية اليوم مكتبة عامة جديدة وسط السوق القديم بعد عامين من العمل على ترميم المبنى"
    end = "وقالت مديرة المكتبة إن أبوابها ستكون مفتوحة كل يوم من الصباح إلى المساء وإن الاستعارة مجانية لأهل القرية"
    kept = _kept([f"{start} اقرأ هنا {end}"], [f"{start} {end}"])

    assert [True] == kept
