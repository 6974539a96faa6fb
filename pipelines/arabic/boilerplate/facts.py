"""The rows of facts that systems print between a headline and its text: the section, the account, the desk."""

from __future__ import annotations

import re

_FACT = re.compile(
    r"\W*(?:(?:ال)?(?:موضوع|باب|قسم|تصنيف|فيه|ركن|ملف|ناشر|مشرف|مراسل|كاتب)|بواسطه|اضافه|اضاف|نشره|كتبه|ارسله)"
    r" ?: ?\w+(?: \w+){0,3}\W*"
)
# A label and who publishes for the site: "بواسطة محرر الموقع".
_BY_DESK = re.compile(
    r"\W*(?:بواسطه|كتبه|نشره|اضافه|اعداد|تحرير)\s?:?\s"
    r"(?:ال)?(?:محرر|اداره|هييه|فريق|مدير|مشرف|قسم|admin\w*|editor|webmaster)(?: \w+){0,2}\W*"
)
_ACCOUNTS = frozenset({"admin", "administrator", "editor", "webmaster"})


def is_fact(folded: str, above: str = "") -> bool:
    """Whether a *folded* line is a fact about the article, and not its text.

    A word beside the account that published the article (*above*, folded) is its section.
    """
    bare = folded.strip(" -–|:.،*")
    is_word = bool(bare) and " " not in bare and (bare in _ACCOUNTS or above.strip(" -–|:.،*") in _ACCOUNTS)
    return is_word or _FACT.fullmatch(folded) is not None or _BY_DESK.fullmatch(folded) is not None
