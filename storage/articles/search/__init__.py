"""The full-text search: the index over stems, what is found in it, and how it is built again."""
