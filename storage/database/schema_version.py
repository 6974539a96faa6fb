"""The number of the store's form: `user_version` of a file that every migration was applied to."""

from __future__ import annotations

VERSION = 9
