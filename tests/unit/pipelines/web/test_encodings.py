"""Every encoding in which Arabic pages are found, claimed rightly, wrongly or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from crawler.cli.pages.article_json import unknown_source
from pipelines.items import PageContext
from pipelines.read import read
from pipelines.web.decode import decode
from storage.records import Article, Page, Reason, Rejected
from tests.support.tables import every_row, wrong_rows

PARAGRAPHS = (
    "أعلنت وزارة الفلاحة أمس الاثنين 23 نوفمبر 2026 أن موسم الزيتون انطلق في 14 إقليما، وأن الإنتاج المتوقع يبلغ 1,2 مليون طن.",
    "وقال المدير العام للتعاونيات، في تصريح لموقع Ufuq News، إن 60% من المحصول سيوجه إلى المعاصر الصغيرة، مؤكدًا أنّ الأسعار مستقرة؛ فهل يكفي ذلك؟",
    "وأضاف أن الوزارة خصصت 250 شاحنة لنقل المحصول من القرى النائية إلى الأسواق، مع دعم قدره 15 درهما عن كل قنطار يسلم قبل نهاية السنة.",
    "من جهته أوضح رئيس جمعية المنتجين أن التساقطات الأخيرة أنعشت الآمال، لكنها لا تعوض ثلاث سنوات من الجفاف أصابت الحقول في الجنوب.",
)
LENGTHS = [30, 120, 1000, 4000]
ARABIC = ["cp1256", "iso-8859-6", "utf-8"]
CLAIMS = [
    None,
    "text/html",
    *(f"text/html; charset={name}" for name in ("utf-8", "windows-1256", "iso-8859-1", "iso-8859-6")),
]
# Python's windows-1252 has no character for five bytes; browsers read these as controls (WHATWG Encoding, index).
AS_BROWSERS_READ = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256)}


def _text(length: int) -> str:
    return (" ".join(PARAGRAPHS) * 9)[:length]


def _html(text: str, *, head: str = "") -> str:
    return (
        f"<!DOCTYPE html><html lang='ar' dir='rtl'><head>{head}<title>موسم الزيتون - الأفق</title></head>"
        f"<body><article><h1>انطلاق موسم الزيتون في 14 إقليما</h1><p>{text}</p></article></body></html>"
    )


def _written(text: str, charset: str) -> str:
    """Return *text* without the characters that *charset* lacks."""
    return text.encode(charset, "ignore").decode(charset)


def _decoded(body: bytes, claim: str | None) -> tuple[str, str | None]:
    decoded = decode(body, claim)
    return decoded.text, decoded.repaired


def _misread(text: str, charset: str) -> bytes:
    """Return *text* as a program leaves it that took its bytes for windows-1252 and stored them as UTF-8."""
    return "".join(AS_BROWSERS_READ[byte] for byte in text.encode(charset)).encode()


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("is_page", [False, True], ids=["bare", "html"])
def test_arabic_is_read_whatever_the_server_claims(is_page: bool, length: int) -> None:
    """In three encodings, from thirty characters on, with every header: each character comes back."""
    text = _html(_text(length)) if is_page else _text(length)
    rows = [(charset, claim, (_written(text, charset), None)) for charset in ARABIC for claim in CLAIMS]

    assert [] == wrong_rows(rows, lambda charset, claim: _decoded(_written(text, charset).encode(charset), claim))


@pytest.mark.parametrize("claim", ["utf-8", "windows-1256", "iso-8859-1", "iso-8859-6", "us-ascii", "no-such-charset"])
@pytest.mark.parametrize("charset", ARABIC)
def test_arabic_is_read_whatever_the_page_claims(charset: str, claim: str) -> None:
    """A wrong `<meta charset>` is no better than a wrong header."""
    meta = f"<meta http-equiv='Content-Type' content='text/html; charset={claim}'>"
    text = _html(_text(1000), head=meta).encode(charset, "ignore").decode(charset)

    assert text == decode(text.encode(charset), None).text


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize(
    ("charset", "mark"),
    [(name, mark) for name in ("utf-16-le", "utf-16-be") for mark in ("\ufeff", "")] + [("utf-32-le", "\ufeff")],
)
def test_wide_characters_are_read(charset: str, length: int, mark: str) -> None:
    """Two bytes a character, with a byte-order mark or without one; four with one."""
    text = _html(_text(length))

    assert text == decode((mark + text).encode(charset), "text/html").text


def test_the_mark_of_utf8_is_no_text() -> None:
    """U+FEFF at the start says how to read and is not read."""
    assert _text(1000) == decode(_text(1000).encode("utf-8-sig"), None).text


@every_row(
    ("charset", "misread", "repaired"),
    [
        ("utf-8", "latin-1", "double-utf-8"),
        ("utf-8", "windows-1252", "double-utf-8"),
        ("utf-8", "cp1256", "utf-8-as-cp1256"),
        ("cp1256", "latin-1", "cp1256-as-latin-1"),
        ("cp1256", "windows-1252", "cp1256-as-latin-1"),
    ],
)
def test_what_was_misread_before_it_was_stored_is_undone(charset: str, misread: str, repaired: str) -> None:
    """Bytes taken for another encoding and stored as UTF-8 are Arabic again, and the repair has a name."""
    texts = [_html(_text(length)) if is_page else _text(length) for length in LENGTHS for is_page in (False, True)]

    def undone(text: str) -> tuple[str, str | None]:
        stored = _misread(text, charset) if misread == "windows-1252" else text.encode(charset).decode(misread).encode()
        return _decoded(stored, "text/html; charset=utf-8")

    assert [] == wrong_rows([(text, (text, repaired)) for text in texts], undone)


def test_a_page_misread_in_part_keeps_the_rest() -> None:
    """Where only the text was misread, what the template says in right Arabic stays."""
    menu = "<nav>الرئيسية الاقتصاد الرياضة الثقافة المجتمع الصحة التعليم العالم الرأي الاتصال</nav>"
    stored = menu + _text(1000).encode().decode("cp1256")

    assert menu + _text(1000) == decode(stored.encode(), None).text


@every_row("bytes_lost", [1, 2, 3])
def test_utf8_cut_inside_a_character_is_utf8(bytes_lost: int) -> None:
    """A connection that broke off costs one character."""
    whole = _text(1000).rstrip(".").encode()
    decoded = decode(whole[:-bytes_lost], "text/html; charset=windows-1256")

    assert ("utf-8", True) == (decoded.charset, decoded.text.rstrip("\ufffd") in _text(1000))


def test_a_few_lost_characters_are_counted() -> None:
    """Three bytes that are no UTF-8 make three U+FFFD and lose nothing else."""
    broken = _text(1000).encode().replace("أ".encode(), b"\xd8", 3)
    decoded = decode(broken, "text/html; charset=windows-1256")

    assert (_text(1000).replace("أ", "\ufffd", 3), True) == (decoded.text, 0 < decoded.broken < 0.01)


def _read(body: bytes) -> Article | Rejected:
    url = "https://ufuq.example/news/1"
    page = Page(requested_url=url, final_url=url, body=b"", content_type="text/html", fetched_at=datetime.now(UTC))
    return read(replace(page, body=body), unknown_source(url), PageContext())


def test_an_article_with_a_few_lost_characters_is_kept() -> None:
    """What can be read is read."""
    body = _html("</p><p>".join(PARAGRAPHS)).encode().replace("أعلنت".encode(), b"\xd8\xd8")

    assert isinstance(_read(body), Article)


@every_row("lost", ["\ufffd", "\ufffd\ufffd"])
def test_a_page_of_lost_characters_is_refused(lost: str) -> None:
    """Text that was destroyed before it was stored is `mojibake`, never an article."""
    text = _html("</p><p>".join(PARAGRAPHS))
    result = _read("".join(lost if "\u0600" <= each <= "\u06ff" else each for each in text).encode())

    assert Reason.MOJIBAKE == (result.reason if isinstance(result, Rejected) else result)


@every_row(
    ("text", "charset"),
    [
        ("Le ministère a présenté à Paris un programme de rénovation des écoles, très attendu à Noël.", "latin-1"),
        ("Die Behörde für Straßenbau hat gestern über die Brücke in Köln beraten.", "latin-1"),
        ("El año pasado la región recibió más lluvia, según informó el señor Muñoz.", "latin-1"),
        ("Dışişleri Bakanı İstanbul'da görüştü, çünkü şehirde ağır koşullar sürüyor.", "cp1254"),
        ("Министерство сообщило вчера о новой программе поддержки сельских школ.", "cp1251"),
        ("Το υπουργείο ανακοίνωσε χθες ένα νέο πρόγραμμα για τα σχολεία.", "cp1253"),
        ("משרד החינוך הודיע אתמול על תוכנית חדשה לבתי הספר בכפרים.", "cp1255"),
    ],
)
def test_other_alphabets_are_left_as_declared(text: str, charset: str) -> None:
    """What makes no Arabic is read as it says, so that it is refused for its language and not kept as noise."""
    assert text == decode(text.encode(charset), f"text/html; charset={charset}").text
