"""Exports: one module for each format, a cursor, and what rights withhold."""
