"""A person's requests outside of a run: explore an outlet, write its source, check it, fetch one page."""
