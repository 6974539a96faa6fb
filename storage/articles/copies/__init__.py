"""Which articles are copies of another, and which are pieces of one series."""
