"""Walking a source's listings in a run: what is asked for, in which order, and where it ends."""
