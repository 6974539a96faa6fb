"""Saved queries: each with a reader, and a cursor of its own."""
