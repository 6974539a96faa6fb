"""The article's text: find it, prune what is not, choose among readings, trim its edges."""
