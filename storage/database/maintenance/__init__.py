"""Copies of the store as a file, and what can be wrong inside it."""
