"""The commands that crawl."""
