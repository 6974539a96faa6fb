"""Exports: one file a format, a cursor, and what rights withhold."""
