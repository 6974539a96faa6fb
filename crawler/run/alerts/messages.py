"""The words of alerts, and the forms in which chat services take them. Pure functions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime

from crawler.run.alerts.alert_state import AlertCause, AlertNews
from storage.export.printable import printable

_MOST = 20
_MOST_LETTERS = 3500  # Telegram takes 4096


def news_title(news: AlertNews) -> str:
    """Return the first line: what begins, or what is over."""
    if news.opened:
        first = news.opened[0].name
        return f"rasad: {first} needs a person" if len(news.opened) == 1 else f"rasad: {len(news.opened)} need a person"
    first = news.closed[0].name if news.closed else ""
    return f"rasad: {first} is well again" if len(news.closed) == 1 else f"rasad: {len(news.closed)} are well again"


def news_text(news: AlertNews) -> str:
    """Return the whole message: one paragraph for each cause, with the way out."""
    lines = [news_title(news), *_causes(news.opened)]
    if news.closed:
        lines += ["", f"well again: {', '.join(each.name for each in news.closed[:_MOST])}"]
    return "\n".join(lines)[:_MOST_LETTERS]


def digest_text(open_causes: Sequence[AlertCause], figures: str, now: datetime) -> str:
    """Return the message of a day: what still needs a person, and the figures of the week."""
    count = f"{len(open_causes)} need a person" if open_causes else "nothing needs a person"
    return "\n".join([f"rasad, {now:%Y-%m-%d}: {count}", figures, *_causes(open_causes)])[:_MOST_LETTERS]


def webhook_body(shape: str, text: str, news: AlertNews, chat: str | None) -> dict[str, object]:
    """Return the JSON object that a service takes; `json` has the causes as objects, too."""
    if shape == "telegram":
        return {"chat_id": chat, "text": text}
    if shape == "slack":
        return {"text": text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")}
    if shape == "mattermost":
        return {"text": text.replace("`", "'").replace("@", "@\u200b")}  # ZERO WIDTH SPACE: nobody is called by a name
    opened, closed = ([asdict(each) for each in causes] for causes in (news.opened, news.closed))
    return {"text": text, "opened": opened, "closed": closed}


def _causes(causes: Sequence[AlertCause]) -> Iterator[str]:
    for each in causes[:_MOST]:
        since = f" (since {each.since})" if each.since else ""
        yield ""
        yield printable(f"{each.name}: {each.text}{since}")
        yield printable(f"-> {each.remedy}")
    if len(causes) > _MOST:
        yield f"\nand {len(causes) - _MOST} more: `rasad health`"
