"""Reads pages: from the bytes of a page to an article, or to the reason why it is rejected."""
