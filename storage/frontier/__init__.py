"""Every URL known: who named it, what it is called, when it is fetched next."""
