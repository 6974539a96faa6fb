"""Pages for readers: the report in one file, and what the web server shows."""
