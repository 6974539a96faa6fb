"""The changes that made the tables of today from those of the first release, oldest first."""
