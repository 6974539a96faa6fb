"""One file a field of an article: its candidates and the choice among them."""
