"""Saved pages that are read again: those of our archive, and those of foreign WARC files."""
