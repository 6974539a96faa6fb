"""Every URL known: its aliases, its state, its history, and when it is fetched next."""
