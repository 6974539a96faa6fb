"""Lines that sign a text with the name of its site: `الأفق - ليلى منصور`, `ليلى منصور - مراسلة الأفق`."""

from __future__ import annotations

import re

from pipelines.arabic.fold import fold
from pipelines.arabic.names.bylines import ParsedByline, parse_byline, with_plain_dashes
from pipelines.arabic.sentences import ends_with_stop_quote_or_colon

# Marks with a blank on one side at least. It starts only where a run starts, so that its time is linear.
_PARTS = re.compile(r"(?<!\s)\s++[-–—|/:]++\s*+|(?<![-–—|/:])[-–—|/:]++\s++")
_ROLE = re.compile(r"(?:مراسل|موفد|محرر|كاتب|صحفي|صحافي|مكتب)ه?\s")
_MOST_WORDS, _NAMED_WORDS = 10, 2


def parse_signature(line: str, sites: frozenset[str]) -> ParsedByline | None:
    """Return who signs *line* beside the name of the site, or None if it is not a signature.

    *sites* are the folded names of the site. The byline is empty where no person signs (`الأفق - متابعة`). A sentence
    that opens with the site's name is not a signature.
    """
    parts = [each for each in _PARTS.split(with_plain_dashes(line.strip())) if each.strip()]
    if len(parts) < 2 or len(line.split()) > _MOST_WORDS or ends_with_stop_quote_or_colon(line):  # noqa: PLR2004  # a name and a site
        return None
    others = [each for each in parts if not _is_site(fold(each), sites)]
    return parse_byline(" - ".join(others)) if len(others) < len(parts) else None


def _is_site(folded: str, sites: frozenset[str]) -> bool:
    is_longer = any(folded.startswith(f"{each} ") and len(folded.split()) <= _NAMED_WORDS for each in sites)
    return (
        folded in sites
        or is_longer
        or (_ROLE.match(folded) is not None and any(folded.endswith(each) for each in sites))
    )
