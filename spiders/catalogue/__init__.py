"""The source files: reading, checking, writing, OPML exchange, and a page of them all."""
