"""Arabic text as pure functions: `clean`, `fold`, `words`, `parse_date`."""

from pipelines.arabic.clean import clean
from pipelines.arabic.dates.parse import parse_date
from pipelines.arabic.fold import fold, words

__all__ = ["clean", "fold", "parse_date", "words"]
