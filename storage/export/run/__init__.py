"""One export: its rows, its output and its cursor together."""
