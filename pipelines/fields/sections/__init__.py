"""The section of an article: where a page may name it, and the choice."""
