"""How outcomes of pages reach the store."""
