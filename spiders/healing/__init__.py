"""Replacing a dead listing: detect it, search for another one, use that, and drop it when it is not needed."""
