"""The commands that search, and that build the search index again."""
