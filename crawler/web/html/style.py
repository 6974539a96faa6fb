"""The style sheet of all pages, `style.css`. It has no address in it: nothing is loaded."""

from __future__ import annotations

from pathlib import Path

STYLE = Path(__file__).with_name("style.css").read_text(encoding="utf-8")
