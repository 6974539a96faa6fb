"""The commands of `rasad`, one file each; the only rooms that print."""
