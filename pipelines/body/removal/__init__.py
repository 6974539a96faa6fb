"""Removes from a page what is not part of the text, before the text is looked for."""
