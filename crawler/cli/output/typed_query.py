"""How commands take a query as it is typed: `-word` leaves a word out, and is no option."""

from __future__ import annotations

from collections.abc import Mapping

TYPED_QUERY: Mapping[str, object] = {"ignore_unknown_options": True, "help_option_names": ["--help"]}
"""Settings of such a command. `-h` is not its help: click would find that letter in `-hamas`, too."""
