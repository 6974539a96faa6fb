"""Charts say their numbers: columns are as high as their counts, bars as long as theirs, in the direction of the page."""

from __future__ import annotations

from parsel import Selector

from crawler.web.html.bar_table import BarRow, bar_table
from crawler.web.html.column_chart import ChartColumn, column_chart
from crawler.web.html.words import PageLanguage, share
from tests.support.tables import every_row

AR, EN = PageLanguage.ARABIC, PageLanguage.ENGLISH


def _chart(counts: list[tuple[int, ...]], language: PageLanguage = EN) -> Selector:
    columns = [ChartColumn(label=f"{each}", tip=f"t{each}", parts=parts) for each, parts in enumerate(counts)]
    return Selector(text=column_chart(columns, "a chart", language))


def _heights(chart: Selector) -> list[float]:
    return [float(each) for each in chart.xpath(".//rect/@height").getall()]


def test_columns_are_in_proportion_and_stacked() -> None:
    """Twice the count is twice as high; the second part stands on the first; nothing is drawn of nothing."""
    chart = _chart([(10, 5), (20, 0), (0, 0)])
    first, second, third = chart.xpath(".//rect")

    assert (3, True) == (len(_heights(chart)), abs(_heights(chart)[2] - 2 * _heights(chart)[0]) < 0.2)
    assert abs(float(second.attrib["y"]) + float(second.attrib["height"]) - float(first.attrib["y"])) < 0.2
    assert ("c1", "c2", "c1") == tuple(each.attrib["class"] for each in (first, second, third))


def test_time_runs_in_the_direction_of_reading() -> None:
    """The first column is leftmost in English and rightmost in Arabic."""
    left = [[float(each) for each in _chart([(1,), (1,), (1,)], one).xpath(".//rect/@x").getall()] for one in (EN, AR)]

    assert (sorted(left[0]), sorted(left[1], reverse=True)) == (left[0], left[1])


@every_row("highest", [0, 1, 3, 4, 5, 7, 99, 100, 101, 999_999, 12_345_678])
def test_the_scale_fits(highest: int) -> None:
    """Between one and five lines, from 0 to a round number that no column passes."""
    chart = _chart([(highest,)] * 20)
    ticks = [int(each.replace(",", "")) for each in chart.xpath(".//text[@text-anchor='end']/text()").getall()]

    assert (0, True, True) == (ticks[0], 2 <= len(ticks) <= 5, ticks[-1] >= highest)
    assert all(0 <= each <= 170 for each in _heights(chart))


def test_few_columns_name_their_counts() -> None:
    """Up to twelve columns have their count above them; of more, the title of each has it."""
    few, many = _chart([(7,)] * 12), _chart([(7,)] * 13)

    assert (12, 0) == (len(few.xpath(".//g/text")), len(many.xpath(".//g/text")))
    assert "t0" == many.xpath("string(.//g/title)").get()


def test_bars_begin_where_reading_begins() -> None:
    """The longest bar fills its place; half of it begins at the left in English, at the right in Arabic."""
    rows = [BarRow(name="<b>", count=8), BarRow(name="ب", count=4)]
    boxes = {
        one: [
            (each.attrib["x"], each.attrib["width"])
            for each in Selector(text=bar_table(["a", "b"], rows, one)).xpath(".//rect")
        ]
        for one in PageLanguage
    }

    assert {AR: [("0.0", "100.0"), ("50.0", "50.0")], EN: [("0.0", "100.0"), ("0.0", "50.0")]} == boxes
    assert "<b>" == Selector(text=bar_table(["a", "b"], rows, EN)).xpath("string(.//th[@scope='row'])").get()


def test_a_share_of_nothing_is_none() -> None:
    """No count is divided by nothing."""
    assert ("–", "12.5%") == (share(0, 0), share(1, 8))
