"""How bytes become text."""

from __future__ import annotations

from pipelines.web.decode import decode
from tests.support.tables import every_row

TEXT = "<html><body><p>أعلنت وزارة التجارة اليوم عن خطة جديدة لدعم الاقتصاد والصناعة في البلاد.</p></body></html>"


@every_row(
    ("body", "content_type", "charset"),
    [
        (TEXT.encode(), None, "utf-8"),
        (TEXT.encode(), "text/html; charset=windows-1256", "utf-8"),
        (TEXT.encode("utf-16"), None, "utf-16"),
        (TEXT.encode("utf-8-sig"), None, "utf-8"),
        (TEXT.encode("cp1256"), "text/html; charset=windows-1256", "cp1256"),
        (TEXT.encode("cp1256"), "text/html; charset=utf-8", "cp1256"),
        (TEXT.encode("cp1256"), "text/html; charset=iso-8859-1", "cp1256"),
        (TEXT.encode("cp1256"), None, "cp1256"),
        (TEXT.encode("iso-8859-6", "ignore"), None, "iso8859-6"),
    ],
)
def test_the_encoding_that_makes_arabic_wins(body: bytes, content_type: str | None, charset: str) -> None:
    """Whatever a page or its server claims, the bytes are read as Arabic."""
    decoded = decode(body, content_type)

    assert (TEXT, charset.replace("-", "")) == (decoded.text, decoded.charset.replace("-", ""))


def test_utf8_that_was_encoded_twice_is_undone() -> None:
    """A page stored as UTF-8 read as Latin-1 is read as its outlet wrote it, and this is recorded."""
    decoded = decode(TEXT.encode().decode("latin-1").encode(), None)

    assert (TEXT, "double-utf-8") == (decoded.text, decoded.repaired)


def test_windows_1256_read_as_latin_1_is_undone() -> None:
    """A page whose windows-1256 bytes were stored as Latin-1 letters is Arabic again."""
    decoded = decode(TEXT.encode("cp1256").decode("latin-1").encode(), None)

    assert (TEXT, "cp1256-as-latin-1") == (decoded.text, decoded.repaired)


def test_french_is_not_taken_for_broken_arabic() -> None:
    """Accented letters between plain ones are a Western text, left as they are."""
    french = "<p>Le ministère a présenté à Paris un programme de rénovation des écoles, très attendu.</p>" * 3

    assert french == decode(french.encode("latin-1"), "text/html; charset=iso-8859-1").text


def test_a_few_broken_bytes_do_not_lose_a_page() -> None:
    """UTF-8 with a cut character stays UTF-8, and the loss can be measured."""
    decoded = decode(TEXT.encode().replace("اليوم".encode(), b"\xd8"), None)

    assert ("utf-8", True) == (decoded.charset, 0 < decoded.broken < 0.05)
