"""Words as they are searched for: their spelling, their stems, queries and marked snippets."""
