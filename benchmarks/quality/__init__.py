"""How well pages are read, by ours and by other readers, and what may not get worse."""
