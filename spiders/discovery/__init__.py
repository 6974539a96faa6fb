"""Following a source's listings in a run: which are requested, in which order, and where that ends."""
