"""Changes to articles that no outlet made: they are read again by other rules, or removed because their time is over."""
