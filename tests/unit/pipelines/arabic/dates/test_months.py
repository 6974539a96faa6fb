"""The table of month names."""

from __future__ import annotations

from babel import Locale

from pipelines.arabic import fold
from pipelines.arabic.dates.months import gregorian_months
from tests.support.tables import every_row


@every_row(
    "name",
    [
        "ar",
        "ar_EG",
        "ar_SY",
        "ar_LB",
        "ar_IQ",
        "ar_JO",
        "ar_PS",
        "ar_MA",
        "ar_DZ",
        "ar_TN",
        "ar_MR",
        "ar_LY",
        "en",
        "fr",
    ],
)
def test_the_table_holds_the_months_of_cldr(name: str) -> None:
    """Every month name that Unicode CLDR gives an Arab country, English or French is in the table with its number."""
    cldr = Locale.parse(name).months["format"]["wide"]

    assert {fold(month): number for number, month in cldr.items()} == {
        fold(month): gregorian_months().get(fold(month)) for month in cldr.values()
    }
