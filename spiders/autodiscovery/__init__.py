"""Finding an outlet's listings and facts from its own pages."""
