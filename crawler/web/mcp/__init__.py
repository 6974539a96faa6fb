"""The store as tools for programs of the Model Context Protocol, read-only."""
