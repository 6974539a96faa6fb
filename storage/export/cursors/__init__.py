"""Cursors: how far the reader of an export has come, and what it was given."""
