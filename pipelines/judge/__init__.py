"""The line judge: weighs every line of a page by its features, and says how sure the result is."""
