"""The commands that read one page, and what they share."""
