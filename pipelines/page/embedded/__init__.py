"""The state that a page carries for its scripts, where its text may be and nowhere else."""
