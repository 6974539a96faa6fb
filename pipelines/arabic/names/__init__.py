"""People, agencies and places in bylines and datelines."""
