"""Arabic text as pure functions: `clean`, `fold`, `words`, `parse_date`."""
