"""Searching: the commands, and what finds articles for them."""
