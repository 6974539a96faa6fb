"""One parsed page: its tree, its head, its landmarks, and the values that it declares."""
