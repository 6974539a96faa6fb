"""Finding the listings of an outlet and the facts about it, from its own pages."""
