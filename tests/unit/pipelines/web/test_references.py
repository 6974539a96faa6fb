"""Character references: what HTML has, and nothing that breaks a page."""

from __future__ import annotations

from pipelines.web.references import unescape
from tests.support.tables import every_row


@every_row(
    ("text", "resolved"),
    [
        ("&#1575;&#x0627;&amp;&quot;", 'اا&"'),
        ("&#0000000001575;", "ا"),
        ("&#128512;", "😀"),
        ("a&#" + "9" * 5000 + ";b", "a\ufffdb"),
        ("a&#x" + "f" * 5000 + " b", "a\ufffd b"),
        ("&#55296;&#1114112;", "\ufffd\ufffd"),
        ("&#" + "0" * 5000 + "1;", "\ufffd"),
        ("&#;&#x;&zzz;", "&#;&#x;&zzz;"),
    ],
)
def test_references_are_resolved_whatever_their_length(text: str, resolved: str) -> None:
    assert unescape(text) == resolved
