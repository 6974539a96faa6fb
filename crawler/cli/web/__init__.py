"""Pages for readers: the report, and the web server."""
