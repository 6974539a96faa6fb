"""The SQLite file: opened, checked, migrated, and the form of values in its columns."""
