"""Records that are sent in batches: each is taken whole or not at all, and what was taken is not sent again."""
