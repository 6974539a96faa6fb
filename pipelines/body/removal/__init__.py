"""Removes from a page what is no text, before the text is looked for."""
