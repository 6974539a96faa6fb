"""How much of an article's text may leave the store: by its purpose, its licence and what its outlet reserves."""
