"""The commands that copy, check and repair the store as a file."""
