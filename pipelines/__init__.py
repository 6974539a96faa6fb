"""UNDERSTANDS: from the bytes of a page to an article or the reason why it is none."""
