"""The documents that name articles: feeds, sitemaps and section pages, from bytes to entries."""
