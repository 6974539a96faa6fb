"""Lines of a page that are boilerplate and not text."""
