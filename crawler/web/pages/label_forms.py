"""The reader's own labels of an article, and the forms that change them."""

from __future__ import annotations

from collections.abc import Iterable

from crawler.search.labelled import LONGEST_LABEL, LONGEST_NOTE
from crawler.web.html.markup import SafeMarkup, element, foreign, joined
from crawler.web.html.words import PageLanguage, PagePhrase
from crawler.web.pages.frame import LabelEditing, PageRequest
from storage.analysis.labels import ArticleLabel

_KNOWN = "known-labels"


def labels_html(
    asked: PageRequest, editing: LabelEditing, article_id: int, labels: Iterable[ArticleLabel], known: Iterable[str]
) -> SafeMarkup:
    """Return the section: the article's *labels*, each with a button that removes it, and a form for another one."""
    heading = element("h2", asked.phrase(PagePhrase("تصنيفاتي وملاحظاتي", "My labels and notes")))
    listed = [element("li", *_listed(asked, editing, article_id, each)) for each in labels]
    shown = element("ul", *listed, attributes={"class": "list"}) if listed else joined()
    return element("section", heading, shown, _form(asked, editing, article_id, known), attributes={"class": "labels"})


def _listed(asked: PageRequest, editing: LabelEditing, article_id: int, label: ArticleLabel) -> list[str]:
    note = [element("p", label.note, attributes={"dir": "auto"})] if label.note else []
    remove = asked.phrase(PagePhrase("إزالة", "Remove"))
    button = element(
        "button",
        remove,
        attributes={"type": "submit", "name": "remove", "value": "1", "aria-label": f"{remove}: {label.label}"},
    )
    hidden = _hidden(asked, editing, {"label": label.label})
    return [
        element("strong", foreign(label.label)),
        *note,
        element("form", *hidden, button, attributes=_to(article_id)),
    ]


def _form(asked: PageRequest, editing: LabelEditing, article_id: int, known: Iterable[str]) -> SafeMarkup:
    name, note = asked.phrase(PagePhrase("التصنيف", "Label")), asked.phrase(PagePhrase("ملاحظة", "Note"))
    box = {
        "name": "label", "id": "label", "required": "required", "maxlength": str(LONGEST_LABEL), "dir": "auto",
        "list": _KNOWN, "autocomplete": "off",
    }  # fmt: skip
    area = {"name": "note", "id": "note", "rows": "3", "maxlength": str(LONGEST_NOTE), "dir": "auto"}
    options = [element("option", attributes={"value": each}) for each in known]
    return element(
        "form",
        *_hidden(asked, editing, {}),
        element("p", element("label", name, attributes={"for": "label"}), element("input", attributes=box)),
        element("datalist", *options, attributes={"id": _KNOWN}),
        element("p", element("label", note, attributes={"for": "note"}), element("textarea", attributes=area)),
        element("button", asked.phrase(PagePhrase("حفظ", "Save")), attributes={"type": "submit"}),
        attributes=_to(article_id),
    )


def _to(article_id: int) -> dict[str, str]:
    return {"action": f"/article/{article_id}/labels", "method": "post"}


def _hidden(asked: PageRequest, editing: LabelEditing, more: dict[str, str]) -> list[SafeMarkup]:
    spoken = {} if asked.language is PageLanguage.ARABIC else {"lang": asked.language.value}
    values = {"token": editing.token, **spoken, **more}
    return [
        element("input", attributes={"type": "hidden", "name": name, "value": value}) for name, value in values.items()
    ]
