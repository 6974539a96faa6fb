"""Stores: one SQLite file with the articles, their history and every URL ever found."""
