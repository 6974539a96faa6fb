"""The SQLite file: opened, checked, migrated, and how values become columns."""
