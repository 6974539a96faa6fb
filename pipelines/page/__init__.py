"""One parsed page: its tree, its head, its landmarks, and what it claims."""
