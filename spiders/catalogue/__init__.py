"""The source files: read, checked, written, exchanged as OPML, shown."""
