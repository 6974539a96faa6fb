"""The commands that set rasad up, and that watch it when nobody looks."""
