"""Which articles an export has, and the fields of its records."""
