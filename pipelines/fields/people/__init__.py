"""The people of an article: where a page may name them, in the order of belief."""
