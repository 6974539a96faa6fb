"""What became of pages: how it reaches the store, how a run counts it, and when it is a problem of the outlet."""
